"""News of all events."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from app.core.types import Translated
from app.events import atom
from app.events.models import Lifecycle
from tests.make import events as make

pytestmark = pytest.mark.usefixtures("app")

NAMESPACE = {"a": "http://www.w3.org/2005/Atom"}


def test_each_event_is_one_entry_with_when_and_where() -> None:
    event = make.event(
        slug="learning-cities",
        calendar_uid="11111111-1111-4111-8111-111111111111",
        title=Translated({"en": "Learning cities"}),
        summary=Translated({"en": "How **cities** learn."}),
        announced_at=datetime(2026, 1, 1, tzinfo=UTC),
        calendar_changed_at=datetime(2026, 1, 2, tzinfo=UTC),
    )

    octets = atom.feed([event], "calendar.example.org", "en", changed_at=datetime(2026, 1, 1, tzinfo=UTC))

    root = ET.fromstring(octets)  # noqa: S314 - what we have just written
    (entry,) = root.findall("a:entry", NAMESPACE)
    texts = {child.tag.rpartition("}")[2]: child.text for child in entry}
    assert texts == {
        "id": "tag:calendar.example.org,2026:event/11111111-1111-4111-8111-111111111111",
        "title": "Learning cities",
        "updated": "2026-01-02T00:00:00Z",
        "published": "2026-01-01T00:00:00Z",
        "link": None,
        "content": "28–30 September 2026 · Congress Centre, Hamburg\n\nHow cities learn.",
    }
    assert root.findtext("a:updated", namespaces=NAMESPACE) == "2026-01-02T00:00:00Z"


@pytest.mark.parametrize(
    ("lifecycle", "title"), [(Lifecycle.CANCELLED, "CANCELLED: Off"), (Lifecycle.POSTPONED, "POSTPONED: Off")]
)
def test_what_does_not_take_place_says_so(lifecycle: Lifecycle, title: str) -> None:
    event = make.event(title=Translated({"en": "Off"}), lifecycle=lifecycle)

    octets = atom.feed([event], "calendar.example.org", "en", changed_at=datetime(2026, 1, 1, tzinfo=UTC))

    root = ET.fromstring(octets)  # noqa: S314 - what we have just written
    assert root.findtext("a:entry/a:title", namespaces=NAMESPACE) == title
