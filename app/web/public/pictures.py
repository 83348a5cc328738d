"""Pictures and people as an event's page shows them, with whatever is known and no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.events.models import Event, FeaturedPerson
from app.files import rules
from app.files.models import StoredFile
from app.http import language
from app.network import countries
from app.rendering import lists
from app.web.filters import tr_text


@dataclass(frozen=True, slots=True)
class Picture:
    """`path` is empty where only words are known of it: a credit or a description without an image."""

    alt: str
    credit: str
    path: str = ""
    widths: str = ""  # what srcset wants
    width: int = 0
    height: int = 0


def of(event: Event) -> Picture | None:
    """The picture of `event`, or what is said of it; None where nothing is."""
    alt, credit, image = tr_text(event.image_alt), event.image_credit, event.image
    if image is None or image.width is None or image.height is None:
        return Picture(alt, credit) if alt or credit else None
    sizes = rules.widths(image)
    return Picture(
        alt=alt,
        credit=credit,
        path=rules.public_path(image, f"{sizes[-1]}.webp"),
        widths=", ".join(f"{rules.public_path(image, f'{width}.webp')} {width}w" for width in sizes),
        width=image.width,
        height=image.height,
    )


@dataclass(frozen=True, slots=True)
class Portrait:
    """A featured person. `photo` = address, alternative text, credit; the name stands beside it."""

    name: str
    honorific: str
    role: str
    lines: list[str]
    quotation: Mapping[str, str]
    photo: tuple[str, str, str] | None


def portrait(featured: FeaturedPerson) -> Portrait:
    """A person with every affiliation on a line of its own."""
    shown = featured.shown
    return Portrait(
        name=shown.name,
        honorific=shown.honorific,
        role=tr_text(featured.role),
        lines=[line for one in featured.person.affiliations if (line := _affiliation(one))],
        quotation=featured.quotation,
        photo=_photo(shown.photo, shown.photo_credit),
    )


def _affiliation(one: Mapping[str, Any]) -> str:
    country, city = one.get("country", ""), one.get("city", "")
    organisation = tr_text(one.get("organisation"))
    parts = [
        tr_text(one.get("position")),
        organisation,
        "" if city in organisation else city,  # "City of Espoo, Espoo"
        countries.name(country, language.current()) if country else "",
    ]
    return lists.join_names(parts, language.current())


def _photo(file: StoredFile | None, credit: str) -> tuple[str, str, str] | None:
    sizes = rules.widths(file) if file is not None else []
    if file is None or not sizes:
        return None
    return rules.public_path(file, f"{sizes[0]}.webp"), "", credit
