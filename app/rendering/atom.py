"""News feeds (Atom, RFC 4287): the same facts always give the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.core import lazy, text

ET = lazy.module("xml.etree.ElementTree")
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
_NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One piece of news. `id` never changes; `content` is plain text."""

    id: str
    title: str
    link: str
    updated: datetime
    published: datetime
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    id: str
    title: str
    author: str
    self_url: str
    page_url: str
    updated: datetime
    language: str


def tag(host: str, thing: str) -> str:
    """An address for ever, without a promise that anything is there (RFC 4151)."""
    return f"tag:{host},2026:{thing}"


def render(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """The feed with its entries as they come."""
    root = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": feed.language})
    newest = max([feed.updated, *(entry.updated for entry in entries)])
    for name, words in (("id", feed.id), ("title", feed.title), ("updated", _moment(newest))):
        _add(root, name, words)
    _add(_add(root, "author"), "name", feed.author)
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.self_url)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page_url)
    for entry in entries:
        _add_entry(root, entry)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _add_entry(root: Any, entry: Entry) -> None:
    element = _add(root, "entry")
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "updated", _moment(entry.updated))
    _add(element, "published", _moment(entry.published))
    _add(element, "link", rel="alternate", type="text/html", href=entry.link)
    if entry.content:
        _add(element, "content", entry.content, type="text")


def _add(parent: Any, name: str, words: str = "", **attributes: str) -> Any:
    element = ET.SubElement(parent, name, attributes)
    if words:
        # XML has no way to write control characters or halves of characters.
        element.text = text.clean(words.encode(errors="ignore").decode())
    return element


def _moment(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
