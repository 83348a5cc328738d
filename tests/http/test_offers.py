"""What pages of the workspace offer: nothing that whoever looks at them would be refused (T17)."""

from collections import deque
from collections.abc import Iterator

import pytest
from flask import Flask

from app.core.actors import Permission
from app.core.db import transaction
from app.events.models import Lifecycle, TeamRole
from app.events.rules import ROLE_PERMISSIONS
from tests.browserless import Browser, Page
from tests.http.forms import Kind, Kinds
from tests.http.populate import populate
from tests.http.routes import walk
from tests.make import accounts, events, registrations


def offers(page: Page) -> Iterator[tuple[str, str]]:
    """Addresses a reader is invited to open or to send something to, with the method."""
    for link in page.select("a[href^='/organise/events/']"):
        yield "GET", str(link["href"])
    for form in page.select("form"):
        yield str(form.get("method") or "get").upper(), str(form.get("action") or page.response.request.path)


@pytest.mark.parametrize("lifecycle", [Lifecycle.DRAFT, Lifecycle.ANNOUNCED])
@pytest.mark.parametrize("role", list(TeamRole))
def test_t17_no_page_offers_what_its_reader_may_not_do(
    app: Flask, role: TeamRole, lifecycle: Lifecycle
) -> None:
    event, user = registrations.event(lifecycle=Lifecycle.ANNOUNCED), accounts.user(may_create_events=False)
    populate(event)
    with transaction():
        event.lifecycle = lifecycle
    events.member(event, user, role)
    browser, kinds = Browser(app, is_strict=False), Kinds(app)
    browser.sign_in(user)
    needed = {route.endpoint: route.permission for route in walk(app)}

    refused: set[tuple[str, str]] = set()
    waiting, seen = deque([f"/organise/events/{event.slug}/"]), set[Kind]()
    while waiting:
        path = waiting.popleft()
        page = browser.get(path)
        if page.status == 403:  # where more is asked than the mark says
            refused.add(("GET", path))
        if page.status != 200 or not page.headers["Content-Type"].startswith("text/html"):
            continue
        for method, address in offers(page):
            kind = kinds.of(address, method)
            if kind is None:
                continue
            permission: Permission | None = needed[kind[0]]
            if permission is not None and permission not in ROLE_PERMISSIONS[role]:
                refused.add((kind[0], address))
            elif method == "GET" and permission is not None and kind not in seen:
                seen.add(kind)
                waiting.append(address)

    assert refused == set()
    assert len(seen) > 10
