"""Answers that are kept while a text is read."""

from datetime import date

from app.programme.paste.normalising import fold
from app.programme.paste.parsing import Options, parse
from app.programme.paste.remembering import remembered
from app.programme.paste.runs import Run, run
from app.programme.paste.vocabulary import Vocabulary, vocabulary

OPTIONS = Options(timezone="Europe/Berlin", first_day=date(2027, 3, 2), last_day=date(2027, 3, 3))


class _Counting:
    """Counts how often it had to think."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self.thoughts = 0

    @remembered
    def is_long(self, stretch: Run, *, least: int = 4) -> bool:
        self.thoughts += 1
        return len(stretch.text) >= least


def test_the_same_letters_are_thought_about_once_wherever_they_stand() -> None:
    words = vocabulary().narrowed("quay")
    reader = _Counting(words)

    answers = [reader.is_long(run("quay", place), least=5) for place in (0, 7, 90)]

    assert answers == [False, False, False]
    assert reader.thoughts == 1
    words.forget()


def test_other_circumstances_may_change_the_answer() -> None:
    words = vocabulary().narrowed("quay")
    reader = _Counting(words)

    assert not reader.is_long(run("quay"), least=5)
    assert reader.is_long(run("quay"), least=4)
    assert reader.is_long(run("quay"))
    words.forget()


def test_nothing_of_a_text_is_kept_when_it_has_been_read() -> None:
    text = "9:00 Opening (Hall A)\nModerator: Ada Example (Lamp Society)"
    words = vocabulary().narrowed(fold(text))

    parse(text, OPTIONS)

    assert not words.answers
