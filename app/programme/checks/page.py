"""The event's page: images and what belongs to them, empty texts, headings that belong to another event."""

import re
from collections.abc import Iterable, Iterator, Mapping

from flask_babel import lazy_gettext as _l

from app.core import text
from app.programme.checks.finding import Finding, Place, Rule, Severity, Target, at_page
from app.programme.checks.known import Elsewhere, Known, at_section

IMAGE_WITHOUT_ALT = Rule(
    "image_without_alt",
    Severity.WARNING,
    _l("Image without a description"),
    _l("Nobody who cannot see the event's image is told what it shows."),
)
CREDIT_WITHOUT_IMAGE = Rule(
    "credit_without_image",
    Severity.WARNING,
    _l("Credit without an image"),
    _l("There is a credit, “%(credit)s”, but no image."),
)
IMAGE_UNCREDITED = Rule(
    "image_uncredited",
    Severity.HINT,
    _l("Image without a credit"),
    _l("The event's image names nobody who made it."),
)
EMPTY_SECTION = Rule(
    "empty_section",
    Severity.WARNING,
    _l("Heading without a text"),
    _l("Nothing stands under the heading “%(heading)s”."),
)
NO_HEADING = Rule(
    "no_heading",
    Severity.WARNING,
    _l("Text without a heading"),
    _l("A text on the event's page has no heading: “%(text)s”"),
)
EMPTY_DOCUMENT = Rule(
    "empty_document",
    Severity.WARNING,
    _l("Document without a file"),
    _l("It has no file yet and is not shown."),
)
TITLE_TWICE = Rule(
    "title_twice",
    Severity.WARNING,
    _l("Two events of one title"),
    _l("Another event is called “%(title)s” as well."),
)
HEADING_OF_ANOTHER = Rule(
    "heading_of_another",
    Severity.WARNING,
    _l("Heading of another event"),
    _l("“%(heading)s” is what another event is called."),
)
HEADING_TWICE = Rule(
    "heading_twice",
    Severity.HINT,
    _l("Heading on two events"),
    _l("“%(heading)s” also stands on the page of “%(event)s”."),
)

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]*(?P<words>[^\n]*?)[ \t#]*$", re.MULTILINE)
_TELLING = 16  # bytes; "Aims" and "议程" head the texts of every event
_ENOUGH = 60


def images(known: Known) -> Iterator[Finding]:
    event = known.event
    if event.image_id is None:
        if event.image_credit:
            yield CREDIT_WITHOUT_IMAGE.at(at_page("image", "image_credit"), credit=event.image_credit)
        return
    if not event.image_alt:
        yield IMAGE_WITHOUT_ALT.at(at_page("image", "image_alt"))
    if not event.image_credit:
        yield IMAGE_UNCREDITED.at(at_page("image", "image_credit"))


def empty_parts(known: Known) -> Iterator[Finding]:
    """Headings with nothing below them, texts with nothing above, documents with nothing in them."""
    main = known.event.main_language
    for section in known.sections:
        source = section.block or section
        title: Mapping[str, str] = source.title or {}
        body: Mapping[str, str] = source.body or {}
        if not any(body.values()):
            yield EMPTY_SECTION.at(at_section(section, "body"), heading=title)
        elif not any(title.values()):
            said = text.shorten(text.choose(body, (main,))[0], _ENOUGH)
            yield NO_HEADING.at(at_section(section, "title"), text=said)
        for language, value in body.items():
            for heading in _bare_headings(value):
                yield EMPTY_SECTION.at(at_section(section, "body"), heading={language: heading or "#"})
    for document in known.empty_documents:
        yield EMPTY_DOCUMENT.at(Target(Place.DOCUMENT, document.slug, name=document.title or document.slug))


def headings(known: Known) -> Iterator[Finding]:
    """Titles and headings that other events have, too: copied, and not yet made one's own."""
    if not known.elsewhere:
        return
    titles = _folded((other.event, other) for other in known.elsewhere)
    below = _folded((heading, other) for other in known.elsewhere for heading in other.headings)
    event = known.event
    for value in event.title.values():
        other = titles.get(text.searchable(value))
        # Editions of a series may well be called alike.
        if other is not None and (event.series_id is None or other.series != event.series_id):
            yield TITLE_TWICE.at(at_page("basics", "title"), title=value)
            break
    for section in known.sections:
        if section.block is None:
            yield from _of_section(known, at_section(section, "title"), section.title, titles, below)
            for value in (section.body or {}).values():
                found = [match["words"] for match in _HEADING.finditer(value)]
                for words in found:
                    yield from _of_section(known, at_section(section, "body"), {"": words}, titles, below)


def _of_section(
    known: Known,
    target: Target,
    heading: Mapping[str, str] | None,
    titles: Mapping[str, Elsewhere],
    below: Mapping[str, Elsewhere],
) -> Iterator[Finding]:
    own = {text.searchable(value) for value in known.event.title.values()}
    for value in (heading or {}).values():
        words = text.searchable(value)
        if words in own:
            continue
        if words in titles:
            yield HEADING_OF_ANOTHER.at(target, heading=value)
        elif words in below and len(words.encode()) >= _TELLING:
            yield HEADING_TWICE.at(target, heading=value, event=below[words].event)


def _bare_headings(markdown: str) -> Iterator[str]:
    """Headings inside a text that are empty, or that another one of their size or the end follows."""
    if "#" not in markdown:
        return
    found = list(_HEADING.finditer(markdown))
    for place, match in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        between = markdown[match.end() : following.start() if following else len(markdown)]
        is_deeper = following is not None and _depth(following) > _depth(match)
        if not match["words"] or (not between.strip() and not is_deeper):
            yield match["words"]


def _depth(match: re.Match[str]) -> int:
    return len(match[0].lstrip()) - len(match[0].lstrip().lstrip("#"))


def _folded(named: Iterable[tuple[Mapping[str, str], Elsewhere]]) -> dict[str, Elsewhere]:
    """By every spelling that counts as the same; empty ones are nobody's."""
    found = {text.searchable(value): other for names, other in named for value in (names or {}).values()}
    found.pop("", None)
    return found


CHECKS = (images, empty_parts, headings)
RULES = (
    IMAGE_WITHOUT_ALT, CREDIT_WITHOUT_IMAGE, IMAGE_UNCREDITED, EMPTY_SECTION, NO_HEADING, EMPTY_DOCUMENT,
    TITLE_TWICE, HEADING_OF_ANOTHER, HEADING_TWICE,
)  # fmt: skip
