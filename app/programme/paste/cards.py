"""People as stacked cards: the name on one line, office and body on the next ones, the role under them."""

import re
from functools import cache

from app.programme.paste.appearing import State
from app.programme.paste.drafts import ItemDraft, PersonDraft
from app.programme.paste.kinds import kind_reader
from app.programme.paste.people import people_reader
from app.programme.paste.roles import label_reader
from app.programme.paste.rooms import room_reader
from app.programme.paste.runs import Run
from app.programme.paste.vocabulary import Vocabulary

_SENTENCE = re.compile(r"[^\W\d_]{2,}[.!?]$")
_ADDRESS = re.compile(r"https?://|www\.|@\w")
_LISTED = re.compile(r"^[\"']|^\(?\d{1,2}[.)]\s|:\s")  # the next of a list, or what somebody says
_LEADING = {"moderator", "chair"}  # who are hardly ever alone
_MOST_LINES = 3
_MOST_WORDS = 16
_FEW = 3  # words from which a line with a full stop and no names in it is one
_LONG = 5  # words from which a line with a full stop is a sentence


class CardReader:
    """Reads the lines under a name that has no affiliation on its own line."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._people = people_reader(words)
        self._labels = label_reader(words)
        self._rooms = room_reader(words)
        self._kinds = kind_reader(words)

    def read(self, run: Run, state: State, *, has_bullet: bool, following: Run | None) -> bool:
        """Whether the line belongs to the card of the person before."""
        card = state.card
        if card is None:
            return False
        label = self._labels.role(run)
        if label is not None and label.has_colon and label.end >= len(run.text):
            return False  # "Speakers:", and these below
        is_office = state.card_lines == 0 and self._words.whole(run, "words") is not None
        is_role = label is not None and not label.has_colon and label.end >= len(run.text)
        if label is not None and is_role and not (is_office and following):
            if state.role is not None or (state.said_role and card.role):
                return False
            card.role, card.role_run = label.key, label.said
            state.card = None
            return True
        if (
            (label is not None and not is_office)
            or has_bullet
            or not self._continues(run, card, state, following)
        ):
            return False
        self._people.affiliate(card, self._pieces(run, card))
        state.card_lines += 1
        state.has_cards = True
        return True

    def is_office(self, run: Run) -> bool:
        """Whether a line begins with an office: what stands right above it may be a name."""
        begins = any(hit.start == 0 and hit.key == "position" for hit in self._words.hits(run))
        return begins and not self._people.people(run) and not self._labels.role(run)

    def is_another(self, item: ItemDraft, run: Run) -> bool:
        """Whether somebody from a body that sounds like a place follows such: "Jane Doe, Sample Library"."""
        if "," not in run.text or not item.people or not item.people[-1].has_affiliation:
            return False
        people = self._people.people(run)
        return bool(people) and all(one.has_affiliation and one.name.start == run.start for one in people)

    def _continues(self, run: Run, card: PersonDraft, state: State, following: Run | None) -> bool:
        if self._labels.field(run) or self._rooms.is_room(run) or self._rooms.labelled(run):
            return False
        words = len(run.text.split())
        if state.card_lines >= _MOST_LINES or words > _MOST_WORDS or _ADDRESS.search(run.text):
            return False
        knows = self._people.has_known(run) or self._is_in_turn(state, following)
        people = self._people.people(run)
        is_another = any(one.is_titled for one in people) or self._people.is_honorific(run)
        if people and (is_another or not (knows or self._is_place(card))):
            return False
        is_next = self._is_next(run) or self._is_above_office(run, card, following)
        is_next = is_next or self._ends_with_honorific(run) or self._begins_list(run, card, following)
        if is_next or _LISTED.search(run.text) or _is_sentence(run, words):
            return False
        # Not the "Presentation of the report by Ms X", nor "Welcome addresses (5 min each)".
        is_done_by = self._kinds.kind(run) and self._words.of(run, "by")
        if is_done_by or self._kinds.only(run.part(0, (run.text + " (").find(" ("))):
            return False
        return bool(state.card_lines or card.is_titled or state.role or knows)

    def _is_above_office(self, run: Run, card: PersonDraft, following: Run | None) -> bool:
        """Whether a name and its office follow the card of somebody whose office is told."""
        if not card.position or following is None or self._people.has_known(run):
            return False
        return self.is_office(following) and self._people.are_named(self._people.people(run) or [card])

    def _is_next(self, run: Run) -> bool:
        """Whether a line is the next person with an office: "Murat Sample, speaker", "Mayor Jane Doe"."""
        if "," not in run.text and self._people.officials(run):
            return True
        people = self._people.people(run)
        if not people or people[0].name.start != run.start:
            return False
        is_of_body = people[0].is_bracketed and any(map(self._people.names_body, people[0].organisation))
        return (bool(people[0].position) or is_of_body) and self._people.names.is_name(people[0].name)

    def _ends_with_honorific(self, run: Run) -> bool:
        """Whether somebody stands behind an office: "Mayor of Lakeside, Ms Jane Doe"."""
        people = self._people.people(run) if "," in run.text else []
        return len(people) == 1 and people[0].is_titled and people[0].name.end >= run.end

    def _begins_list(self, run: Run, card: PersonDraft, following: Run | None) -> bool:
        """Whether those who speak follow the bare name of who has a label: "Moderator: Jane Doe"."""
        if card.role_run is None or card.has_affiliation or not self._tells_somebody(run):
            return False
        return card.role in _LEADING if following is None else self._tells_somebody(following)

    def _tells_somebody(self, run: Run) -> bool:
        """Whether a line is a name with an office or a body known as such: "Joe Roe, Sample Library"."""
        people = self._people.people(run) if "," in run.text else []
        if not people or people[0].name.start != run.start or self._people.has_known(people[0].name):
            return False
        tells = bool(people[0].position) or any(map(self._people.names_body, people[0].organisation))
        return tells and self._people.names.is_name(people[0].name)

    def _is_in_turn(self, state: State, following: Run | None) -> bool:
        """Whether an affiliation must stand here: one stood under the card before, and a name comes next."""
        if not state.has_cards or state.card_lines or following is None or self._people.has_known(following):
            return False
        return bool(self._people.people(following))

    def _is_place(self, card: PersonDraft) -> bool:
        """Whether two bare words are a town or a body: this person has an honorific and an office."""
        return bool(card.is_titled and card.position and not card.organisation)

    def _pieces(self, run: Run, card: PersonDraft) -> list[Run]:
        """An office and a body in one line: "CEO, Open Fields Network"."""
        if card.position or not self._people.is_position(run):
            return [run]
        head, mark, _ = run.text.partition(",")
        after = run.part(len(head) + 1)
        if mark and after and not self._people.is_position(after) and self._people.has_known(after):
            return [run.part(0, len(head)), after]
        return [run]


def _is_sentence(run: Run, words: int) -> bool:
    """Whether a line is a sentence: "Bring your own mug." but not "Doe Ltd."."""
    if _SENTENCE.search(run.text) is None:
        return False
    return words > _LONG or (words > _FEW and not any(word[0].isupper() for word in run.text.split()[1:]))


@cache
def card_reader(words: Vocabulary) -> CardReader:
    """The reader of a vocabulary, made once."""
    return CardReader(words)
