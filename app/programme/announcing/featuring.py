"""The figures and people a page presents, each person once, with what they said."""

from collections.abc import Sequence

from app.people import rules
from app.programme.announcing import lands
from app.programme.announcing.asides import Aside
from app.programme.announcing.counting import Figure
from app.programme.announcing.result import AnnouncedFigure, AnnouncedPerson, Announcement, Card
from app.programme.announcing.source import Source, said
from app.programme.announcing.words import Words
from app.programme.paste.drafts import PersonDraft
from app.programme.paste.result import Found
from app.programme.paste.runs import Run

MOST_FIGURES = 12  # as the page of the event has them
MOST_PEOPLE = 24


class FeatureReader:
    """Takes over what stood apart in the text."""

    def __init__(self, source: Source, words: Words, found: Announcement) -> None:
        self._source, self._words, self._found = source, words, found

    def read(self, aside: Aside) -> None:
        """Add an aside's figures and people; what there is no room for stays not understood."""
        if aside.label:
            self._source.ledger.claim(aside.label, "label")
        for figure in aside.figures[: MOST_FIGURES - len(self._found.figures)]:
            self._figure(figure)
        role = self._words.term("keynote", self._found.language) if aside.key == "keynote" else ""
        for person in aside.people:
            self._person(person, role)
        if aside.quoted is not None:
            self._quote(self._person(aside.quoted.by, ""), aside.quoted.said)

    def _figure(self, figure: Figure) -> None:
        card = Card("figure")
        value = self._source.found(figure.value, "value", card)
        self._found.figures.append(
            AnnouncedFigure(value, self._source.found(figure.label, "counted", card), card)
        )

    def _person(self, draft: PersonDraft, role: str) -> AnnouncedPerson | None:
        """Whoever it is; somebody named before is the same."""
        known = self._named(self._source.raw(draft.name))
        if known is None and len(self._found.people) >= MOST_PEOPLE:
            return None
        card = known.card if known else Card("person")
        country, organisation = draft.country, list(draft.organisation)
        if country is None and len(organisation) == 1 and lands.code_of(self._source.raw(organisation[0])):
            country, organisation = organisation[0], []  # "Ada Example (Spain), director of the Institute"
        read = AnnouncedPerson(
            name=self._source.found(draft.name, "name", card),
            honorific=self._joined(draft.honorific, "honorific", card),
            position=self._joined(draft.position, "position", card),
            organisation=self._joined(organisation, "organisation", card),
            country=self._country(country, card),
            role=role or self._role(draft),
            card=card,
        )
        if known is None:
            self._found.people.append(read)
            return read
        for name in ("honorific", "position", "organisation", "country", "role"):
            setattr(known, name, getattr(known, name) or getattr(read, name))
        return known

    def _role(self, draft: PersonDraft) -> str:
        """What somebody does there, in the page's own word."""
        if draft.role_run is None:
            return ""
        self._source.ledger.claim(draft.role_run, "label")
        return said(self._source.raw(draft.role_run))

    def _named(self, name: str) -> AnnouncedPerson | None:
        words = rules.words(name)
        return next((one for one in self._found.people if rules.words(one.name.value) == words), None)

    def _quote(self, person: AnnouncedPerson | None, said: Sequence[Run]) -> None:
        quotation = self._joined(said, "quotation", person.card, " ") if person else None
        if person is None or quotation is None:
            return
        if person.quotation is not None:
            text = f"{person.quotation.value}\n\n{quotation.value}"
            quotation = Found(text, (*person.quotation.spans, *quotation.spans))
        person.quotation = quotation

    def _joined(self, runs: Sequence[Run], use: str, card: Card, between: str = ", ") -> Found | None:
        if not runs:
            return None
        pieces = [self._source.found(run, use, card) for run in sorted(runs)]
        value = between.join(piece.value for piece in pieces)
        return Found(value, tuple(span for piece in pieces for span in piece.spans))

    def _country(self, run: Run | None, card: Card) -> Found | None:
        code = lands.code_of(self._source.raw(run)) if run else ""
        return self._source.read_as(code, [run], "country", card) if run and code else None
