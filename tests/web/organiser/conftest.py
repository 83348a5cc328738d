"""Members of the event's team, signed in. Each module has the `event` it is about."""

import pytest

from app.events.models import Event, TeamRole
from tests.browserless import Browser
from tests.make import accounts, events


@pytest.fixture
def desk(browser: Browser, event: Event) -> Browser:
    """A browser in which the owner of the event is signed in."""
    user = accounts.user()
    events.member(event, user)
    browser.sign_in(user)
    return browser


@pytest.fixture
def editor(browser: Browser, event: Event) -> Browser:
    """A browser in which somebody who builds the programme is signed in."""
    user = accounts.user(name="Eve Editor")
    events.member(event, user, TeamRole.PROGRAMME_EDITOR)
    browser.sign_in(user)
    return browser
