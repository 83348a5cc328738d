"""News feeds, read back as XML."""

from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from app.rendering import atom

NAMESPACE = {"a": "http://www.w3.org/2005/Atom"}
FEED = atom.Feed(
    id="tag:x.example,2026:events",
    title="Events & more",
    author="Plenary",
    self_url="https://x.example/events.atom",
    page_url="https://x.example/events/",
    updated=datetime(2026, 1, 2, tzinfo=UTC),
    language="fr",
)
ENTRY = atom.Entry(
    id="tag:x.example,2026:event/1",
    title="<b>Bold</b>",
    link="https://x.example/events/a/?x=1&y=2",
    updated=datetime(2026, 1, 3, 4, 5, 6, tzinfo=UTC),
    published=datetime(2026, 1, 1, tzinfo=UTC),
    content="One\ntwo",
)


def parse(octets: bytes) -> ET.Element:
    return ET.fromstring(octets)  # noqa: S314 - what we have just written


def test_a_feed_says_who_where_and_when() -> None:
    root = parse(atom.render(FEED, [ENTRY]))

    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert root.findtext("a:title", namespaces=NAMESPACE) == "Events & more"
    assert root.findtext("a:author/a:name", namespaces=NAMESPACE) == "Plenary"
    links = [(link.get("rel"), link.get("href")) for link in root.findall("a:link", NAMESPACE)]
    assert links == [("self", FEED.self_url), ("alternate", FEED.page_url)]


def test_an_entry_is_plain_text() -> None:
    (entry,) = parse(atom.render(FEED, [ENTRY])).findall("a:entry", NAMESPACE)

    assert entry.findtext("a:title", namespaces=NAMESPACE) == "<b>Bold</b>"
    assert entry.findtext("a:content", namespaces=NAMESPACE) == "One\ntwo"
    assert entry.findtext("a:updated", namespaces=NAMESPACE) == "2026-01-03T04:05:06Z"
    link = entry.find("a:link", NAMESPACE)
    assert link is not None
    assert link.get("href") == "https://x.example/events/a/?x=1&y=2"


def test_the_feed_is_as_new_as_its_newest_entry() -> None:
    older = replace(ENTRY, updated=datetime(2025, 1, 1, tzinfo=UTC))

    assert parse(atom.render(FEED, [older, ENTRY])).findtext("a:updated", namespaces=NAMESPACE) == (
        "2026-01-03T04:05:06Z"
    )
    assert parse(atom.render(FEED, [])).findtext("a:updated", namespaces=NAMESPACE) == "2026-01-02T00:00:00Z"


@given(st.text(max_size=100))
def test_any_text_makes_a_feed_that_can_be_read(value: str) -> None:
    root = parse(atom.render(FEED, [replace(ENTRY, title=f"x{value}", content=f"{value}\ud800\0\x0b")]))

    assert len(root.findall("a:entry", NAMESPACE)) == 1
