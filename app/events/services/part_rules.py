"""What must be true of a part before it is written to its event."""

from dataclasses import replace

from app.core import email_address, languages, localtime, web_address
from app.core.actors import Actor
from app.core.email_address import NotAnAddress
from app.events import rules
from app.events.errors import (
    BadAddress,
    BadColour,
    BadCoordinates,
    DayOutOfRange,
    ExternalAddressMissing,
    HoursOutOfRange,
    SeriesMissing,
    SlugFixed,
    TitleMissing,
    UnknownCountry,
    UnknownLanguage,
)
from app.events.models import Event, Participation
from app.events.services import shared
from app.events.services.parts import Basics, Details, Languages, Part, Place, TakingPart
from app.network.countries import COUNTRIES

LONGEST_WAIT = 720  # hours; thirty days
POLES, DATE_LINE = 90, 180


def settle(part: Part, event: Event, actor: Actor) -> Part:
    """The part as it may be written: put in order, or refused with the field that is wrong."""
    match part:
        case rules.Schedule():
            return rules.check_schedule(part)
        case Languages():
            return _settled_languages(part)
        case Basics():
            _check_basics(part, event, actor)
        case Place():
            _check_place(part)
        case TakingPart():
            _check_taking_part(part, event)
        case Details():
            return _settled_details(part, event)
    return part


def _check_basics(part: Basics, event: Event, actor: Actor) -> None:
    if not part.title.get(event.main_language):
        raise TitleMissing
    if part.edition is not None and part.series_id is None:
        raise SeriesMissing
    if part.series_id is not None and part.series_id != event.series_id:
        shared.hold_series(part.series_id, actor=actor)


def _check_place(part: Place) -> None:
    if part.country and part.country not in COUNTRIES:
        raise UnknownCountry
    _check_address(part.map_url, "map_url")
    if (part.latitude is None) != (part.longitude is None):
        raise BadCoordinates(field="latitude" if part.latitude is None else "longitude")
    if part.latitude is not None and not -POLES <= part.latitude <= POLES:
        raise BadCoordinates
    if part.longitude is not None and not -DATE_LINE <= part.longitude <= DATE_LINE:
        raise BadCoordinates(field="longitude")


def _settled_languages(part: Languages) -> Languages:
    """The main language is always among those of the texts, and first."""
    for name in ("content_languages", "working_languages", "interpretation_languages"):
        if not all(languages.is_known(code) for code in getattr(part, name)):
            raise UnknownLanguage(field=name)
    if not languages.is_known(part.main_language):
        raise UnknownLanguage(field="main_language")
    others = [code for code in part.content_languages if code != part.main_language]
    return replace(part, content_languages=[part.main_language, *others])


def _check_taking_part(part: TakingPart, event: Event) -> None:
    if part.participation is Participation.EXTERNAL and not part.external_url:
        raise ExternalAddressMissing
    _check_address(part.external_url, "external_url")
    _check_address(part.livestream_url, "livestream_url")
    for name in ("hold_hours", "offer_hours"):
        if not 0 <= getattr(part, name) <= LONGEST_WAIT:
            raise HoursOutOfRange(field=name)
    if part.frozen_from is not None:
        if not rules.EARLIEST <= part.frozen_from.date() <= rules.LATEST:
            raise DayOutOfRange(field="frozen_from")
        try:
            # Not asked, but said at the field: of a time that comes twice, the first counts.
            localtime.check(part.frozen_from, event.timezone, fold=0)
        except localtime.InGap as refusal:
            refusal.field = "frozen_from"
            raise


def _settled_details(part: Details, event: Event) -> Details:
    """The address to ask at in the spelling mail is sent to."""
    if part.slug != event.slug:
        if event.announced_at is not None:
            raise SlugFixed
        rules.check_slug(part.slug)
    if not rules.is_accent(part.accent):
        raise BadColour
    if not part.contact_email:
        return part
    try:
        return replace(part, contact_email=email_address.canonical(part.contact_email))
    except NotAnAddress as refusal:
        refusal.field = "contact_email"
        raise


def _check_address(url: str, field: str) -> None:
    if url and not web_address.is_web_address(url):
        raise BadAddress(field=field)
