"""Texts of a proposal as the draft keeps them: by language. Pure."""

from dataclasses import dataclass

from app.core.types import Translated


@dataclass(frozen=True, slots=True)
class Wording:
    """The language of a text, and the main one of its event."""

    main: str
    language: str

    def said(self, value: str) -> Translated:
        return Translated({self.language: value} if value else {})

    def named(self, value: str) -> Translated:
        """A name is needed in the event's main language too, whatever the text is in."""
        return Translated({self.main: value, self.language: value})

    def corrected(self, there: Translated, value: str) -> Translated:
        """What is there, with what the text says in its language."""
        others = {language: text for language, text in there.items() if language != self.language}
        return Translated({**others, **self.said(value)})

    def renamed(self, there: Translated, value: str) -> Translated:
        """The same for a name, also in the main language where that has only the words of this one."""
        old = there.get(self.language, "")
        both = self.named(value) if old and old == there.get(self.main) else Translated({})
        return Translated({**self.corrected(there, value), **both})
