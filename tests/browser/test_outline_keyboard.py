"""The outline by keyboard, in Chromium: writing, nesting, moving, and never losing the focus or a word."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event
from app.programme import queries
from app.programme.models import ProgrammeItem, SessionKind
from app.programme.services import entering, sessions
from app.programme.services.entering import Retitling
from tests.browser.accessibility import assert_accessible
from tests.browser.site import Site, awake
from tests.browserless import Browser
from tests.make import accounts, events
from tests.make import programme as make
from tests.make.programme import at

pytestmark = pytest.mark.browser

SAID = "body > [role=status]"


@dataclass(frozen=True, slots=True)
class Outline:
    """The open outline and what it is of."""

    page: Page
    event: Event

    def lines(self) -> list[str]:
        """Times and titles as they stand on the page, what is inside behind a mark."""
        return [
            ("> " if row.evaluate("one => one.closest('.outline__list--inside') !== null") else "")
            + re.sub(r"\s+", " ", f"{row.locator('.outline__time').inner_text()} "
                     f"{row.locator('.outline__title').inner_text()}").strip()
            for row in self.page.locator(".outline__row").all()
        ]  # fmt: skip

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def row(self, title: str) -> None:
        """Put the focus on that session."""
        self.page.locator(".outline__row").filter(has_text=title).first.focus()

    def is_at(self, title: str) -> None:
        expect(self.page.locator(".outline__row:focus .outline__title")).to_have_text(title)

    def type(self, text: str) -> None:
        expect(self.page.locator(".outline__line [name=entry]")).to_be_focused()
        self.page.keyboard.type(text)

    def says(self, words: str) -> None:
        expect(self.page.locator(SAID)).to_contain_text(words)


@pytest.fixture
def outline(chromium: Page, site: Site) -> Outline:
    """A draft of two sessions one after the other, and one with a talk inside."""
    event = events.event(slug="keys")
    owner = accounts.user()
    events.member(event, owner)
    hall = make.room(event, "Hall A")
    make.item(event, "Opening", starts=at("09:00"), ends=at("09:30"), rooms=[hall])
    panel = make.item(event, "Panel", starts=at("10:00"), ends=at("11:00"), rooms=[hall])
    make.item(event, "Talk", starts=at("10:15"), ends=at("10:30"), parent=panel)
    make.item(event, "Lunch", starts=at("12:00"), ends=at("13:00"), in_all_rooms=True)
    browser = Browser(site.app)
    browser.sign_in(owner)
    given = browser.client._cookies or {}  # noqa: SLF001 - no other way to what the client was given
    chromium.context.add_cookies(
        [{"name": one.key, "value": one.value, "url": site.url} for one in given.values()]
    )
    chromium.goto("/organise/events/keys/programme/")
    awake(chromium)
    return Outline(chromium, event)


def item(event: Event, title: str) -> ProgrammeItem:
    db.session.rollback()  # a reading transaction sees what there was when it began
    db.session.expire_all()
    return next(one for one in queries.draft(event).timetable if one.title["en"] == title)


def test_enter_writes_one_session_after_another_in_its_place(outline: Outline) -> None:
    outline.row("Opening")

    outline.press("Enter")
    outline.type("Keynote")
    outline.press("Enter")
    outline.says("“Keynote” is in the draft.")
    outline.type("9:40-9:55 Coffee; all rooms")
    outline.press("Enter")
    outline.says("“Coffee” is in the draft.")
    outline.press("Escape")

    outline.is_at("Coffee")
    assert outline.lines() == [
        "09:00–09:30 Opening", "09:30– worked out: 09:40 Keynote", "09:40–09:55 Coffee", "10:00–11:00 Panel",
        "> 10:15–10:30 Talk", "12:00–13:00 Lunch",
    ]  # fmt: skip
    assert item(outline.event, "Coffee").in_all_rooms


COMPOSING = """(one, key) => one.dispatchEvent(new KeyboardEvent("keydown",
    { key, isComposing: true, bubbles: true, cancelable: true }))"""


def test_keys_with_which_letters_are_put_together_are_not_the_outlines(outline: Outline) -> None:
    outline.row("Opening")
    outline.press("Enter")
    outline.type("开幕")
    line = outline.page.locator(".outline__line [name=entry]")

    for key in ("Escape", "Tab"):
        assert line.evaluate(COMPOSING, key)  # nobody has prevented it
    expect(line).to_have_value("开幕")
    expect(outline.page.locator(".outline__line [name=level]")).to_have_value("")
    outline.press("Enter")
    outline.says("“开幕” is in the draft.")


@pytest.mark.parametrize("key", ["?", "؟", "？"])
def test_the_keys_are_told_by_a_question_mark_of_any_script(outline: Outline, key: str) -> None:
    outline.row("Opening")

    outline.page.evaluate(
        "key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))",
        key,
    )

    expect(outline.page.locator("#outline-keys")).to_be_visible()


def test_tab_nests_a_new_line_and_a_session_and_shift_tab_takes_it_out(outline: Outline) -> None:
    outline.row("Lunch")
    outline.press("Enter", "Tab")
    outline.type("Speech")
    outline.press("Enter")
    outline.says("“Speech” is in the draft.")
    outline.press("Escape")
    assert item(outline.event, "Speech").parent == item(outline.event, "Lunch")

    outline.is_at("Speech")
    outline.press("Shift+Tab")
    outline.says("“Speech” stands by itself now.")
    outline.is_at("Speech")
    assert item(outline.event, "Speech").parent is None

    outline.press("Tab")
    outline.says("“Speech” is inside “Lunch” now.")
    outline.is_at("Speech")
    outline.press("Tab")
    outline.says("sessions nest two levels deep")
    expect(outline.page.locator(".outline__refusal")).to_be_visible()
    outline.is_at("Speech")


def test_tab_belongs_to_the_page_until_a_key_of_the_outline_was_used_and_again_after_escape(
    outline: Outline,
) -> None:
    outline.row("Panel")
    outline.press("Tab")
    expect(outline.page.get_by_role("link", name="Panel")).to_be_focused()

    outline.row("Opening")
    outline.press("ArrowDown", "Escape")
    outline.says("Tab goes on")
    outline.press("Tab")

    expect(outline.page.get_by_role("link", name="Panel")).to_be_focused()
    assert item(outline.event, "Panel").parent is None


def test_alt_and_arrows_exchange_places_and_keep_the_focus(outline: Outline) -> None:
    outline.row("Panel")

    outline.press("Alt+ArrowUp")
    outline.says("“Panel” has changed places.")

    outline.is_at("Panel")
    assert outline.lines() == [
        "09:00–10:00 Panel", "> 09:15–09:30 Talk", "10:30–11:00 Opening", "12:00–13:00 Lunch",
    ]  # fmt: skip
    outline.press("Alt+ArrowUp")
    outline.says("There is no session on that side of “Panel”.")
    outline.is_at("Panel")


def test_arrows_home_and_end_walk_and_one_row_is_in_the_order_of_tab(outline: Outline) -> None:
    outline.row("Opening")

    outline.press("ArrowDown", "ArrowDown")
    outline.is_at("Talk")
    outline.press("End")
    outline.is_at("Lunch")
    outline.press("ArrowDown", "ArrowUp", "ArrowUp")
    outline.is_at("Panel")
    outline.press("Home", "ArrowUp")

    outline.is_at("Opening")
    assert outline.page.locator(".outline__row[tabindex='0']").count() == 1


def test_f2_writes_a_title_and_a_time_and_escape_leaves_it_as_it_was(outline: Outline) -> None:
    outline.row("Talk")
    outline.press("F2")
    outline.type("Never said")
    outline.press("Escape")
    outline.is_at("Talk")

    outline.press("F2")
    outline.type("10h20 - 10h40 First talk")
    outline.press("Enter")
    outline.says("“First talk” is saved.")

    outline.is_at("First talk")
    assert outline.lines()[2] == "> 10:20–10:40 First talk"


def test_tab_in_a_title_saves_it_and_nests(outline: Outline) -> None:
    outline.row("Lunch")
    outline.press("F2")
    outline.type("10:40-11:00 Snack")
    outline.press("Tab")
    outline.says("“Snack” is inside “Panel” now.")

    outline.is_at("Snack")
    assert outline.lines()[-1] == "> 10:40–11:00 Snack"
    outline.press("F2", "Shift+Tab")
    outline.says("“Snack” stands by itself now.")
    outline.is_at("Snack")


def test_what_was_begun_elsewhere_is_not_lost(outline: Outline) -> None:
    outline.page.locator("#entry-2026-09-28").fill("Begun below")
    outline.row("Opening")
    outline.press("Enter")
    outline.type("Begun here")
    outline.row("Panel")

    outline.press("Alt+ArrowUp")
    line = outline.page.locator(".outline__line [name=entry]")
    expect(line).to_be_focused()
    expect(line).to_have_value("Begun here")
    outline.press("Enter")
    outline.says("“Begun here” is in the draft.")

    expect(outline.page.locator("#entry-2026-09-28")).to_have_value("Begun below")
    assert outline.lines()[1].endswith("Begun here")


def test_a_refused_line_says_why_and_keeps_what_was_typed(outline: Outline) -> None:
    outline.row("Lunch")
    outline.press("Enter")
    outline.type("14:00-13:00 Backwards")
    outline.press("Enter")

    error = outline.page.locator(".outline__line .field__error")
    expect(error).to_contain_text("The end is before the start.")
    line = outline.page.locator(".outline__line [name=entry]")
    expect(line).to_have_value("14:00-13:00 Backwards")
    expect(line).to_be_focused()
    assert_accessible(outline.page)

    line.fill("13:00-14:00 Forwards")
    outline.press("Enter")
    outline.says("“Forwards” is in the draft.")


def test_a_stale_title_shows_what_is_stored_and_saves_on_top_the_second_time(outline: Outline) -> None:
    outline.row("Opening")
    outline.press("F2")
    outline.type("Mine")
    stored = item(outline.event, "Opening")
    entering.retitle(stored, Retitling(line="Theirs", revision=stored.revision), actor=SYSTEM)

    outline.press("Enter")
    conflict = outline.page.locator(".outline__line .notice--warning")
    expect(conflict).to_contain_text("Theirs")
    expect(outline.page.locator(".outline__line [name=entry]")).to_have_value("Mine")
    assert_accessible(outline.page)
    outline.press("Enter")
    outline.says("“Mine” is saved.")

    outline.is_at("Mine")


def test_a_line_for_a_session_that_has_gone_says_so_and_keeps_what_was_typed(outline: Outline) -> None:
    lunch = next(one for one in queries.draft(outline.event).timetable if one.title["en"] == "Lunch")
    sessions.remove(lunch, actor=SYSTEM)

    outline.row("Lunch")
    outline.press("Enter")
    outline.type("13:00 Walk")
    outline.press("Enter")

    outline.says("There is no such session.")
    expect(outline.page.locator(".outline__line .field__error")).to_have_text("There is no such session.")
    expect(outline.page.locator(".outline__line [name=entry]")).to_have_value("13:00 Walk")


def test_a_time_alone_sets_the_time(outline: Outline) -> None:
    outline.row("Opening")
    outline.press("F2")
    outline.type("9:30-9:45")
    outline.press("Enter")

    outline.says("“Opening” is saved.")
    outline.is_at("Opening")
    assert outline.lines()[0] == "09:30–09:45 Opening"


def test_nothing_is_lost_when_the_site_does_not_answer(outline: Outline) -> None:
    outline.row("Opening")
    outline.press("Enter")
    outline.type("Kept")
    outline.page.context.set_offline(True)

    outline.press("Enter")
    outline.says("What you typed is kept")
    expect(outline.page.locator(".outline__line [name=entry]")).to_have_value("Kept")
    outline.page.context.set_offline(False)
    outline.press("Enter")

    outline.says("“Kept” is in the draft.")
    outline.press("Escape")
    outline.row("Panel")
    outline.page.context.set_offline(True)
    outline.press("Alt+ArrowUp", "Alt+ArrowUp")
    outline.says("The site does not answer.")
    outline.is_at("Panel")
    expect(outline.page.locator(".outline__refusal:visible")).to_have_count(1)


def test_a_question_mark_lists_the_keys_and_the_page_is_accessible_throughout(outline: Outline) -> None:
    outline.row("Opening")
    outline.press("ArrowDown")
    assert_accessible(outline.page)

    outline.press("?")
    expect(outline.page.get_by_role("dialog", name="The outline by keyboard")).to_be_visible()
    assert_accessible(outline.page)
    outline.press("Escape")
    outline.is_at("Panel")
    outline.press("Enter")
    outline.type("Question?")

    expect(outline.page.locator(".outline__line [name=entry]")).to_have_value("Question?")
    assert_accessible(outline.page)


def test_the_same_keys_work_from_right_to_left(outline: Outline, site: Site) -> None:
    outline.page.context.add_cookies([{"name": "lang", "value": "ar", "url": site.url}])
    outline.page.reload()
    awake(outline.page)
    outline.row("Opening")
    outline.press("Enter")
    outline.type("٩:٣٠-٩:٤٥ كلمة")
    outline.press("Enter")
    expect(outline.page.locator(".outline__title").filter(has_text="كلمة")).to_be_visible()
    outline.press("Escape", "Tab")

    expect(
        outline.page.locator(".outline__list--inside .outline__title").filter(has_text="كلمة")
    ).to_be_visible()
    assert item(outline.event, "كلمة").starts_local == at("09:30")
    width = outline.page.evaluate("document.documentElement.scrollWidth")
    assert width == outline.page.evaluate("innerWidth")


def test_the_title_that_is_written_is_that_of_the_main_language(outline: Outline, site: Site) -> None:
    stored = item(outline.event, "Opening")
    with transaction():
        stored.title = Translated({"en": "Opening", "ar": "افتتاح"})
        outline.event.content_languages = ["en", "ar"]
    outline.page.context.add_cookies([{"name": "lang", "value": "ar", "url": site.url}])
    outline.page.reload()
    awake(outline.page)
    outline.row("افتتاح")
    outline.press("F2")

    expect(outline.page.locator(".outline__line [name=entry]")).to_have_value("Opening")


def test_a_line_that_is_hostile_is_text(outline: Outline) -> None:
    outline.row("Opening")
    outline.press("Enter")
    outline.type("<img src=x onerror=alert(1)>")
    outline.press("Enter")
    outline.says("<img src=x onerror=alert(1)>")
    outline.press("Escape")

    outline.is_at("<img src=x onerror=alert(1)>")


def test_control_and_z_take_back_the_last_step_and_do_it_again(outline: Outline) -> None:
    outline.row("Opening")
    outline.press("F2")
    outline.type("Welcome")
    outline.press("Enter")
    outline.is_at("Welcome")

    outline.press("Control+z")
    outline.is_at("Opening")
    outline.says("Undone: “Welcome” changed")

    outline.press("Control+Shift+z")
    outline.is_at("Welcome")
    outline.says("Done again: “Welcome” changed")


def test_undoing_right_behind_a_move_takes_that_move_back(outline: Outline) -> None:
    before = outline.lines()
    outline.row("Opening")

    outline.press("Alt+ArrowDown", "Control+z")

    outline.says("Undone:")
    outline.is_at("Opening")
    assert outline.lines() == before


def test_undoing_loses_no_line_that_was_begun(outline: Outline) -> None:
    outline.row("Opening")
    outline.press("Alt+ArrowDown")
    outline.says("has changed places")
    outline.press("Enter")
    outline.type("Song")
    outline.row("Lunch")

    outline.press("Control+z")

    expect(outline.page.locator(".outline__line [name=entry]")).to_be_focused()
    expect(outline.page.locator(".outline__line [name=entry]")).to_have_value("Song")


def test_a_session_that_undoing_takes_away_leaves_the_focus_in_its_place(outline: Outline) -> None:
    outline.row("Opening")
    outline.press("Enter")
    outline.type("Song")
    outline.press("Enter")
    outline.says("“Song” is in the draft.")
    outline.press("Escape")
    outline.is_at("Song")

    outline.press("Control+z")

    outline.is_at("Panel")
    outline.says("Undone: “Song” added")


def test_the_button_that_undoes_keeps_the_focus_beside_it(outline: Outline) -> None:
    outline.row("Opening")
    outline.press("Alt+ArrowDown")
    outline.says("has changed places")

    outline.page.get_by_role("button", name="Undo").press("Enter")

    expect(outline.page.get_by_role("button", name="Do again")).to_be_focused()
    outline.says("Undone:")


def test_where_a_new_line_will_stand_is_told(outline: Outline) -> None:
    outline.row("Opening")
    outline.press("Enter")
    expect(outline.page.locator(".outline__line [name=entry]")).to_be_focused()

    for key, words in [("Tab", "part of the session above"), ("Shift+Tab", "beside the session above")]:
        outline.press(key)
        outline.says(words)


def test_what_has_the_focus_stays_in_sight_beside_the_findings(outline: Outline) -> None:
    for number in range(8):
        item = make.item(outline.event, f"Long {number}", ends=at("14:00"), kind=SessionKind.PANEL)
    outline.page.set_viewport_size({"width": 1280, "height": 600})
    outline.page.reload()
    awake(outline.page)
    outline.row(item.title["en"])
    before = outline.page.locator(".outline__row:focus").bounding_box()

    outline.press("F2")
    outline.type("Last panel")
    outline.press("Enter")

    outline.is_at("Last panel")
    expect(outline.page.locator(".findings-panel__fold")).to_have_attribute("open", "")
    assert outline.page.locator(".outline__row:focus").bounding_box() == before
