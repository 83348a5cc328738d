"""How one takes part: the address to register at and who runs it, the stream, whom to ask."""

import re
from urllib.parse import urlsplit

from app.core import web_address
from app.programme.announcing.asking import whom
from app.programme.announcing.result import Announcement
from app.programme.announcing.segmenting import Passage
from app.programme.announcing.source import Source
from app.programme.announcing.words import Words
from app.programme.paste.runs import Run

_PROVIDERS = {
    "zoom.us": "Zoom", "teams.microsoft.com": "Microsoft Teams", "webex.com": "Webex",
    "eventbrite": "Eventbrite",
    "forms.gle": "Google Forms", "docs.google.com": "Google Forms", "forms.office.com": "Microsoft Forms",
    "indico": "Indico", "pretix": "pretix", "gotowebinar.com": "GoTo Webinar",
    "meet.google.com": "Google Meet",
    "youtube.com": "YouTube", "youtu.be": "YouTube", "surveymonkey": "SurveyMonkey", "livestorm": "Livestorm",
}  # fmt: skip
_PHONE = re.compile(
    r"(?:(?:tel|tél|phone|fon|telefon|teléfono|telefone|тел|هاتف|电话)\b\.?\s?:?\s?)?\+?\(?\d[\d ()/.-]{6,}",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_FEWEST_WORDS = 6  # of a sentence
_MOST_SENTENCES = 4  # lines of how one registers
_LONGEST = 300
_LONGEST_HINT = 120  # of a line that says where to register and hardly anything else


class JoiningReader:
    """Reads the facts about registration, livestream and contact."""

    def __init__(self, source: Source, words: Words, announcement: Announcement) -> None:
        self._source, self._words, self._found = source, words, announcement
        self.card = source.card("taking part")

    def registration(self, run: Run) -> None:
        found = self._found
        if self._is_streamed(run):
            self.livestream(run)
        elif found.registration is None and self._register(run):
            self._source.ledger.claim(run, "external_url", self.card)
            return
        self.participation(run)

    def tells_how(self, said: list[Run]) -> bool:
        """Whether a sentence tells how to register, and gives no address of a page for it."""
        has_page = any(self._source.address(run) for run in said)
        is_known = any(
            self._words.inside("participation", run.folded[:_LONGEST], self._found.language) for run in said
        )
        is_short = len(said) <= _MOST_SENTENCES
        return is_short and not has_page and not is_known and any(map(_is_sentence, said))

    def participation(self, run: Run) -> None:
        """How one takes part, where a fact says it in so many words: "in person, by invitation only"."""
        found = self._found
        inside = self._words.inside("participation", run.folded[:_LONGEST], found.language)
        if inside and found.participation is None:
            stretch = run.part(inside.start, inside.end)
            found.participation = self._source.read_as(inside.key, [stretch], "participation", self.card)

    def _register(self, run: Run) -> bool:
        """Take the address that stands there, if it is one."""
        found, address = self._found, self._source.address(run)
        if address is None or not web_address.is_web_address(address[0]):
            return False
        found.registration = self._source.read_as(address[0], [address[1]], "external_url", self.card)
        found.participation = found.participation or self._source.read_as(
            "external", [address[1]], "participation", self.card
        )
        found.provider = provider(address[0])
        return True

    def _write_to(self, run: Run) -> tuple[str, Run] | None:
        email = self._source.email(run)
        if email and self._found.contact_email is None:
            self._found.contact_email = self._source.read_as(email[0], [email[1]], "contact_email", self.card)
            return email
        return None

    def streamed(self, run: Run) -> None:
        """Where a fact about how one attends says that it is streamed, and at which address."""
        if self._is_streamed(run):
            self.livestream(run)

    def livestream(self, run: Run) -> None:
        address = self._source.address(run)
        if address and web_address.is_web_address(address[0]) and self._found.livestream is None:
            self._found.livestream = self._source.read_as(
                address[0], [address[1]], "livestream_url", self.card
            )
            self._source.ledger.claim(run, "livestream_url", self.card)

    def contact(self, run: Run) -> None:
        found = self._found
        email = self._write_to(run)
        name = run
        if email and run.start <= email[1].start < run.end:
            name = run.part(0, email[1].start - run.start)
        phone = _PHONE.search(name.text)
        name = (name.part(0, phone.start()) if phone else name).stripped(" ,;:–-(<|")
        if name.text[:1].isdigit():
            return  # an address
        told = whom(name, is_sure=True) or name
        self._source.ledger.claim(name.part(0, told.start - name.start), "contact_name", self.card)
        name = told
        if name and found.contact_name is None and len(name.text) <= 200 and "http" not in name.text:  # noqa: PLR2004
            found.contact_name = self._source.found(name, "contact_name", self.card)

    def from_text(self, passages: list[Passage]) -> None:
        """What no label has said: a line that asks to register at an address, the one address for questions.

        A line that says nothing else is no text of its own any more.
        """
        lines = [(passage, line.run) for passage in passages for line in passage.said]
        for place, (passage, run) in enumerate(lines):
            below = lines[place + 1][1] if place + 1 < len(lines) else run
            if self._found.registration is None and self._asks_to_register(run):
                is_below = self._source.address(run) is None and below.folded.startswith("http")
                if self._register(below if is_below else run):
                    self._use_up(passages, passage, run, "external_url")
            self._watch_at(run)
        emails = [(*one, email[0]) for one in lines if (email := self._source.email(one[1]))]
        if self._found.contact_email is None and len({address for *_, address in emails}) == 1:
            passage, run, _address = emails[0]
            email = self._write_to(run)
            before = run.part(0, email[1].start - run.start) if email else run
            if found_name := whom(before):
                name = self._source.found(found_name, "contact_name", self.card)
                self._found.contact_name = self._found.contact_name or name
            self._use_up(passages, passage, run, "contact_email")

    def _watch_at(self, run: Run) -> None:
        """Where a sentence says that it is streamed, at the one address it has."""
        addresses = self._source.addresses(run)
        if self._is_streamed(run) and len(addresses) == 1:
            self.livestream(addresses[0][1])

    def _asks_to_register(self, run: Run) -> bool:
        return self._words.inside("signing up", run.folded[:_LONGEST], self._found.language) is not None

    def _is_streamed(self, run: Run) -> bool:
        streamed = self._words.inside("streamed", run.folded[:_LONGEST], self._found.language)
        return streamed is not None and self._found.livestream is None

    def _use_up(self, passages: list[Passage], passage: Passage, run: Run, use: str) -> None:
        if passage.heading is None and len(passage.said) == 1 and len(run.text) <= _LONGEST_HINT:
            self._source.ledger.claim(run, use, self.card)
            passages.remove(passage)


def _is_sentence(run: Run) -> bool:
    most = max(len(run.text.split()), len(_HAN.findall(run.text)) // 2)
    return most >= _FEWEST_WORDS


def provider(address: str) -> str:
    """Who runs the page at an address, by its host; empty when nobody well known."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return next((name for part, name in _PROVIDERS.items() if part in host), "")
