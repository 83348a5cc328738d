"""What is shown of an event where its address is shared: a title, a few words, a picture."""

from dataclasses import dataclass

from flask import current_app

from app.core import text
from app.events import jsonld
from app.events.models import Event
from app.files import rules
from app.http import language
from app.rendering import dates, links, lists
from app.web.filters import tr_text

LONGEST = 200  # characters; networks cut longer descriptions somewhere


@dataclass(frozen=True, slots=True)
class Card:
    """OpenGraph's words for a page."""

    title: str
    description: str
    url: str
    image: str
    image_alt: str


def card(event: Event) -> Card:
    """The card of an event's page; with our own picture where the event has none."""
    return Card(
        title=tr_text(event.title),
        description=_description(event),
        url=links.absolute(f"/events/{event.slug}/"),
        image=_image(event),
        image_alt=tr_text(event.image_alt) or tr_text(event.title),
    )


def _description(event: Event) -> str:
    when = dates.days(event.first_day, event.last_day, language.current())
    where = tr_text(event.city)
    words = jsonld.description(event, language.current(), LONGEST)
    first = lists.join((when, where), language.current())
    return text.shorten(text.clean_line(f"{first}. {words}"), LONGEST)


def _image(event: Event) -> str:
    if event.image is not None and rules.SHARE in rules.variants(event.image):
        return links.absolute(rules.public_path(event.image, rules.SHARE))
    return links.absolute(f"/static/{current_app.config['STATIC_VERSION']}/img/share.png")
