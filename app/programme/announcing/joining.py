"""How one takes part: the address to register at and who runs it, the stream, whom to ask."""

from urllib.parse import urlsplit

from app.core import web_address
from app.programme.announcing.result import Announcement
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
_LONGEST = 300


class JoiningReader:
    """Reads the facts about registration, livestream and contact."""

    def __init__(self, source: Source, words: Words, announcement: Announcement) -> None:
        self._source, self._words, self._found = source, words, announcement
        self.card = source.card("taking part")

    def registration(self, run: Run) -> None:
        found = self._found
        address = self._source.address(run)
        if address and web_address.is_web_address(address[0]) and found.registration is None:
            found.registration = self._source.read_as(address[0], [address[1]], "external_url", self.card)
            found.participation = found.participation or self._source.read_as(
                "external", [address[1]], "participation", self.card
            )
            found.provider = provider(address[0])
            self._source.ledger.claim(run, "external_url", self.card)
            return
        inside = self._words.inside("participation", run.folded[:_LONGEST], found.language)
        if inside and found.participation is None:
            stretch = run.part(inside.start, inside.end)
            found.participation = self._source.read_as(inside.key, [stretch], "participation", self.card)

    def livestream(self, run: Run) -> None:
        address = self._source.address(run)
        if address and web_address.is_web_address(address[0]) and self._found.livestream is None:
            self._found.livestream = self._source.read_as(
                address[0], [address[1]], "livestream_url", self.card
            )
            self._source.ledger.claim(run, "livestream_url", self.card)

    def contact(self, run: Run) -> None:
        found = self._found
        email = self._source.email(run)
        name = run
        if email and found.contact_email is None:
            found.contact_email = self._source.read_as(email[0], [email[1]], "contact_email", self.card)
            if run.start <= email[1].start < run.end:
                name = run.part(0, email[1].start - run.start)
        name = name.stripped(" ,;:–-(<|")
        if name and found.contact_name is None and len(name.text) <= 200 and "http" not in name.text:  # noqa: PLR2004
            found.contact_name = self._source.found(name, "contact_name", self.card)


def provider(address: str) -> str:
    """Who runs the page at an address, by its host; empty when nobody well known."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return next((name for part, name in _PROVIDERS.items() if part in host), "")
