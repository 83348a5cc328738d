"""Pasting a programme: the text, what was understood beside it, corrections, the way into the draft."""

import io
from dataclasses import replace

import pytest
from flask import Flask

from app.core import clock
from app.core.actors import SYSTEM
from app.core.db import db
from app.events.models import Event, TeamRole
from app.people.models import Person
from app.programme import queries
from app.programme.models import ProgrammeItem
from app.programme.proposals import queries as pasted_texts
from app.programme.proposals.proposal import Proposal, load
from app.programme.services import pasting, sessions, undoing
from tests.browserless import Browser, Page
from tests.make import accounts
from tests.make import events as make_events
from tests.make import programme as make
from tests.make.programme import at

TEXT = """Dear colleagues, here is the plan.

28 September 2026
09:00 – 09:30 Opening
Ms Ana Díaz, Mayor, City of Lumen
09:30 – 10:30 Panel: Who learns after work?
Moderator: Mr Tariq Aziz, Director, Night School
"""

PEOPLE = (("Ana", "Díaz"), ("Tariq", "Aziz"))
NAMES = ("na", "lex", "rno", "dam", "my", "xel", "le", "vi", "ro", "sta")


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


def url(event: Event) -> str:
    return f"/organise/events/{event.slug}/programme/paste/"


def paste(browser: Browser, event: Event, text: str = TEXT) -> str:
    """Send the text. Returns the address of what was understood."""
    page = browser.get(url(event))
    answer = browser.post(url(event), {**page.form(), "text": text})
    assert answer.status == 302, answer.words
    return answer.location


def press(browser: Browser, address: str, button: str, **fields: object) -> Page:
    form = browser.get(address).form()
    return browser.post(address, {**form, "do": button, **fields})


def drafted(event: Event) -> list[ProgrammeItem]:
    return list(queries.draft(event).timetable)


def titles(event: Event) -> list[str]:
    return [item.title["en"] for item in drafted(event)]


def test_the_text_stands_beside_what_was_understood(editor: Browser, event: Event) -> None:
    page = editor.get(paste(editor, event))

    assert [one.get_text(strip=True) for one in page.select(".paste__title")] == [
        "Opening", "Panel: Who learns after work?",
    ]  # fmt: skip
    assert page.one(".source__piece--lost").get_text() == "Dear colleagues, here is the plan."
    assert page.one("#said-0").get_text() == "09:00 – 09:30"


def test_pressing_apply_puts_it_into_the_draft(editor: Browser, event: Event) -> None:
    address = paste(editor, event)

    answer = press(editor, address, "apply")

    assert answer.location.endswith("/programme/")
    assert titles(event) == ["Opening", "Panel: Who learns after work?"]
    assert "2 sessions are new." in editor.get(answer.location).words


def test_applying_what_the_draft_says_already_promises_no_step_to_undo(editor: Browser, event: Event) -> None:
    press(editor, paste(editor, event), "apply")
    editor.get(f"/organise/events/{event.slug}/programme/")

    answer = press(editor, paste(editor, event), "apply")

    words = editor.get(answer.location).words
    assert "Nothing was to be changed: the draft stays as it was." in words
    assert "The text is in the draft" not in words


@pytest.mark.parametrize("button", ["correct-", "correct-²", "half-x", "correct-" + "9" * 5000, "9"])
def test_a_button_that_is_none_of_ours_keeps_what_is_decided(
    editor: Browser, event: Event, button: str
) -> None:
    address = paste(editor, event)

    answer = press(editor, address, button, other="1/added")

    assert (answer.status, answer.location) == (302, address)
    assert proposal_of(event).ticks == {"1/added": False}


def test_applying_a_second_time_leads_to_the_draft_and_says_that_it_is_there(
    editor: Browser, event: Event
) -> None:
    address = paste(editor, event)
    form = {**editor.get(address).form(), "do": "apply"}
    editor.follow(editor.post(address, form))

    again = editor.post(address, form)

    assert again.location.endswith("/programme/")
    assert "This text has been applied to the draft already." in editor.follow(again).words
    assert titles(event) == ["Opening", "Panel: Who learns after work?"]


def test_deciding_about_a_text_that_was_applied_meanwhile_is_refused(editor: Browser, event: Event) -> None:
    address = paste(editor, event)
    form = editor.get(address).form()
    editor.post(address, {**form, "do": "apply"})

    page = editor.post(address, {**form, "do": "keep", "other": "0/added"})

    assert page.status == 422
    assert "This text has been applied to the draft already." in page.words


def test_what_is_left_out_stays_out_also_after_a_correction_elsewhere(editor: Browser, event: Event) -> None:
    address = paste(editor, event)

    answer = press(editor, address, "correct-0", other="1/added")
    assert answer.location.endswith("/sessions/0/")
    page = editor.get(answer.location)
    editor.post(answer.location, {**page.form(), "title": "Welcome"})
    press(editor, address, "apply", other="1/added")

    assert titles(event) == ["Welcome"]


def said_at(page: Page, place: str) -> str:
    """What is said at a session of the review, and nowhere else on it."""
    (said,) = page.select(".said-here, .desk > .notice--success, .desk > .notice--info")
    assert said in page.select(f"#{place} [role=status]")
    return said.get_text(strip=True)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": "Welcome"}, "“Welcome” is kept as corrected: Title."),
        (
            {"starts": "08:45", "rooms": "Hall", "person-0-name": "Ana Sample"},
            "“Opening” is kept as corrected: Time, Rooms, People.",
        ),
        ({"in_all_rooms": "y"}, "“Opening” is kept as corrected: Rooms."),
        ({}, "“Opening” stays as it was: nothing was corrected."),
    ],
)
def test_what_was_corrected_is_said_at_the_session(
    editor: Browser, event: Event, changed: dict[str, str], words: str
) -> None:
    address = paste(editor, event)
    form = editor.get(f"{address}sessions/0/").form()

    answer = editor.post(f"{address}sessions/0/", {**form, **changed})

    assert answer.location == f"{address}#session-0"
    assert said_at(editor.follow(answer), "session-0") == words
    assert editor.get(address).select(".said-here") == []


def test_a_title_of_another_script_turns_nothing_round_in_what_is_said(editor: Browser, event: Event) -> None:
    address = paste(editor, event)
    form = editor.get(f"{address}sessions/0/").form()

    answer = editor.post(f"{address}sessions/0/", {**form, "title": "من يتعلم؟"})

    said = said_at(editor.follow(answer), "session-0")
    assert said.startswith("“\N{FIRST STRONG ISOLATE}من يتعلم؟\N{POP DIRECTIONAL ISOLATE}”")


def test_what_is_ticked_is_said_to_be_kept(editor: Browser, event: Event) -> None:
    answer = press(editor, paste(editor, event), "keep", other="1/added")

    said = editor.follow(answer).one(".notice--success").get_text(strip=True)
    assert said == "Your decisions are kept. Nothing enters the draft before you apply the text."


def test_a_message_whose_session_is_not_on_the_page_stands_at_its_top(editor: Browser, event: Event) -> None:
    address = paste(editor, event)
    form = editor.get(f"{address}sessions/0/").form()
    editor.post(f"{address}sessions/0/", {**form, "title": "Welcome"})

    page = editor.get(f"/organise/events/{event.slug}/programme/")

    assert "“Welcome” is kept as corrected: Title." in page.select(".desk > .notice")[0].get_text()


def test_a_person_is_corrected_added_and_left_out(editor: Browser, event: Event) -> None:
    address = paste(editor, event) + "sessions/1/"
    form = editor.get(address).form()
    assert form["person-0-name"] == "Tariq Aziz"

    more = editor.post(
        address, {**form, "person-0-name": "Tarek Aziz", "person-1-name": "Mo Yu", "more": "yes"}
    )
    sent = {**more.form(), "person-2-name": "Lena Ott", "person-1-name": ""}
    assert editor.post(address, sent).status == 302

    page = editor.get(address)
    assert [one["value"] for one in page.select("input[name^=person-][name$=-name]") if one.get("value")] == [
        "Tarek Aziz", "Lena Ott",
    ]  # fmt: skip


FULL = """Meeting · Plenary text 1 · en
Time zone: Europe/Berlin

== Monday, 2026-09-28 ==

09:00–10:00  Big panel [Panel]
    Rooms: Lab C++; Room A+B
    Speaker: _Park_ Seoung Won, Dean; Seoul University
    Speaker: Ana Sample [@WDTGPHKZ]
{panellists}

10:00–17:00+1  Long exhibition [Other]
"""


def proposal_of(event: Event) -> Proposal:
    db.session.rollback()
    db.session.expire_all()
    return load(pasted_texts.by_public_id(event, pasted_texts.newest(event)[0].public_id).proposal)


def test_correcting_a_title_leaves_everything_else_as_it_was_read(editor: Browser, event: Event) -> None:
    panellists = "\n".join(f"    Panellist: {given}{more} Sample" for given in "ABCDEFG" for more in NAMES)
    address = paste(editor, event, FULL.format(panellists=panellists))
    before = proposal_of(event)
    assert [len(one.people) for one in before.sessions] == [72, 0]

    for number in (0, 1):
        form = editor.get(f"{address}sessions/{number}/").form()
        sent = {**form, "title": f"Corrected {number}"}
        assert editor.post(f"{address}sessions/{number}/", sent).status == 302

    for number, one in enumerate(before.sessions):
        one.title = f"Corrected {number}"
    assert proposal_of(event) == before


def test_another_name_is_somebody_else_and_a_corrected_spelling_is_not(editor: Browser, event: Event) -> None:
    text = FULL.format(panellists="    Speaker: Bo Sample [@ABCDEFGH]")
    address = paste(editor, event, text) + "sessions/0/"
    form = editor.get(address).form()

    editor.post(address, {**form, "person-1-name": "Ana Maria Sample", "person-2-name": "Carl Other"})

    _park, ana, carl = proposal_of(event).sessions[0].people
    assert (ana.name, ana.public_id) == ("Ana Maria Sample", "WDTGPHKZ")
    assert (carl.name, carl.public_id) == ("Carl Other", "")


def test_the_end_is_moved_to_another_day_and_rooms_keep_a_plus_in_their_names(
    editor: Browser, event: Event
) -> None:
    address = paste(editor, event, FULL.format(panellists="")) + "sessions/0/"
    form = editor.get(address).form()
    sent = {**form, "ends_day": "2026-09-30", "ends": "01:30", "rooms": "Room A+B + Lab C++ + Garden+Hall"}

    assert editor.post(address, sent).status == 302

    panel = proposal_of(event).sessions[0]
    assert panel.ends == make.at("01:30", day=30)
    assert panel.rooms == ["Room A+B", "Lab C++", "Garden", "Hall"]


def test_there_is_room_for_more_people_than_a_page_shows(editor: Browser, event: Event) -> None:
    panellists = "\n".join(f"    Panellist: {given}{more} Sample" for given in "ABCDEFG" for more in NAMES)
    address = paste(editor, event, FULL.format(panellists=panellists)) + "sessions/0/"
    page = editor.get(address)
    assert "12 further people stay as they were read." in page.words

    editor.post(address, {**page.form(), "person-60-name": "Zoe Last"})

    people = proposal_of(event).sessions[0].people
    assert [one.name for one in (people[59], people[71], people[72])] == [
        "Fvi Sample", "Gsta Sample", "Zoe Last",
    ]  # fmt: skip


def test_a_session_between_two_others_keeps_what_it_is_part_of(editor: Browser, event: Event) -> None:
    address = paste(editor, event, "28 September 2026\n09:00 Plenary\n10:00 Panel\n11:00 Talk\n")
    text = pasted_texts.newest(event)[0]
    for number in (1, 2):
        inside = replace(proposal_of(event).sessions[number], parent=number - 1)
        pasting.correct(text, inside, seen=text.revision, actor=SYSTEM)

    form = editor.get(address + "sessions/1/").form()
    editor.post(address + "sessions/1/", {**form, "title": "Panel on wells"})

    assert [one.parent for one in proposal_of(event).sessions] == [None, 0, 1]


def test_an_end_without_a_start_is_asked_about(editor: Browser, event: Event) -> None:
    address = paste(editor, event) + "sessions/0/"
    form = editor.get(address).form()

    page = editor.post(address, {**form, "day": "", "starts": "", "ends": "10:00"})

    assert page.status == 422
    assert "Enter a start as well, or remove the end." in page.words


def test_bad_input_is_shown_again_with_a_sentence(editor: Browser, event: Event) -> None:
    address = paste(editor, event) + "sessions/0/"
    form = editor.get(address).form()

    page = editor.post(address, {**form, "title": "", "starts": "25:99", "person-0-name": "x" * 400})

    assert page.status == 422
    assert page.form()["starts"] == "25:99"
    assert len(page.select(".error-summary li")) == 3


def test_a_stale_correction_is_refused_and_kept(editor: Browser, event: Event) -> None:
    address = paste(editor, event) + "sessions/0/"
    form = editor.get(address).form()
    editor.post(address, {**form, "title": "Welcome"})

    page = editor.post(address, {**form, "title": "Greetings"})

    assert page.status == 409
    assert page.form()["title"] == "Greetings"
    assert "Somebody else has changed this" in page.words
    assert [one.get_text() for one in page.select("table tbody th")] == ["Title"]


def test_a_text_that_was_corrected_meanwhile_is_looked_at_again_with_the_ticks(
    editor: Browser, event: Event
) -> None:
    address = paste(editor, event)
    form = editor.get(address).form()
    page = editor.get(f"{address}sessions/0/")
    editor.post(f"{address}sessions/0/", {**page.form(), "title": "Welcome"})

    again = editor.post(address, {**form, "do": "apply", "other": "1/added"})

    assert again.status == 422
    assert "This text has been corrected since you opened this page." in again.words
    assert again.form()["other"] == "1/added"
    assert editor.post(address, {**again.form(), "do": "apply"}).status == 302
    assert titles(event) == ["Welcome"]


def test_a_draft_that_has_moved_is_looked_at_again(editor: Browser, event: Event) -> None:
    address = paste(editor, event)
    form = editor.get(address).form()
    make.item(event, "Meanwhile")

    page = editor.post(address, {**form, "do": "apply", "other": "0/added"})

    assert page.status == 422
    assert titles(event) == ["Meanwhile"]
    assert page.select("input[value='0/added'][checked]") != []


def test_a_file_is_read_like_a_text(editor: Browser, event: Event) -> None:
    form = editor.get(url(event)).form()

    answer = editor.post(url(event), {**form, "file": (io.BytesIO(TEXT.encode()), "plan.txt")})

    assert "Opening" in editor.get(answer.location).words


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "Paste a text, or choose a file."),
        ({"text": "See you soon."}, "No session was found in this text."),
        ({"text": "9:00 A\n" * 40_000}, "This text is longer than 200,000 characters."),
        ({"file": (b"PK\x03\x04 broken", "plan.docx")}, "The file cannot be read."),
        ({"text": TEXT, "first_day": "9999-99-99"}, "Enter a date"),
        ({"text": TEXT, "file": (TEXT.encode(), "plan.txt")}, "only one of them can be read"),
    ],
)
def test_what_cannot_be_read_is_said_at_the_form(
    editor: Browser, event: Event, fields: dict[str, object], sentence: str
) -> None:
    sent = {
        name: (io.BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value
        for name, value in fields.items()
    }

    page = editor.post(url(event), {**editor.get(url(event)).form(), **sent})

    assert page.status == 422
    assert sentence in page.words


def test_a_hostile_text_is_only_text(editor: Browser, event: Event) -> None:
    hostile = "09:00 – 10:00 <script>alert(1)</script>\n<img src=x onerror=alert(1)>, Mayor, {{ 7*7 }}\n"

    page = editor.get(paste(editor, event, hostile))

    assert page.select(".paste script, .paste img") == []


def test_the_zone_of_the_text_is_asked_about_and_applied(editor: Browser, event: Event) -> None:
    address = paste(editor, event, "28 September 2026\nAll times in UTC\n09:00 – 10:00 Opening\n")
    assert "Bring them to the event’s clock" in editor.get(address).words

    press(editor, address, "zone")
    press(editor, address, "apply")

    (opening,) = drafted(event)
    assert opening.starts_local == make.at("11:00")


def test_times_brought_to_the_events_clock_are_left_as_written_after_all(
    editor: Browser, event: Event
) -> None:
    address = paste(
        editor, event, "28 September 2026\nAll times in UTC\n09:00 – 10:00 Opening\n10:00 Lunch\n"
    )
    form = editor.get(address + "sessions/1/").form()
    editor.post(address + "sessions/1/", {**form, "starts": "13:00"})

    press(editor, address, "zone")
    page = editor.get(address)
    assert [one.get_text(strip=True) for one in page.select(".paste__time")] == ["11:00–12:00", "13:00"]
    assert "Times you have corrected yourself are not moved." in page.words

    press(editor, address, "written")
    page = editor.get(address)
    assert [one.get_text(strip=True) for one in page.select(".paste__time")] == ["09:00–10:00", "13:00"]
    assert "Bring them to the event’s clock" in page.words


def test_somebody_known_from_elsewhere_is_offered_and_not_chosen(editor: Browser, event: Event) -> None:
    known = make.person("Ana", "Díaz", published_at=clock.now())

    page = editor.get(paste(editor, event))

    choices = page.one("select[name^=who-]").select("option")
    assert [(one["value"], one.has_attr("selected")) for one in choices] == [
        (known.public_id, False), ("new", True),
    ]  # fmt: skip


def known_as(*organisations: str, **fields: object) -> list[Person]:
    """People who are all called Ana Díaz."""
    return [
        make.person("Ana", "Díaz", affiliations=[{"organisation": {"en": name}}], **fields)
        for name in organisations
    ]


def test_an_applied_text_tells_who_was_meant_and_asks_no_more(editor: Browser, event: Event) -> None:
    _one, other = known_as("Port of Nowhere", "City of Lumen", home_event_id=event.id)
    address = paste(editor, event)
    assert editor.get(address).one("#who").get_text() == "Who is this?"

    press(editor, address, "apply", **{"who-ana diaz": other.public_id})

    page = editor.get(address)
    assert page.select("main select") == []
    assert page.one("#meant").get_text() == "Who this is"
    assert [one.get_text(strip=True) for one in page.select(".paste__who :is(dt, dd)")] == [
        "Ana Díaz", "Known: Ana Díaz, City of Lumen",
    ]  # fmt: skip
    undoing.undo(event, actor=SYSTEM)
    assert editor.get(address).one("#who").get_text() == "Who is this?"


def test_an_applied_text_tells_who_was_new_whatever_the_name_was_corrected_to(
    editor: Browser, event: Event
) -> None:
    known_as("City of Lumen", published_at=clock.now())
    address = paste(editor, event)
    form = editor.get(f"{address}sessions/1/").form()
    editor.post(f"{address}sessions/1/", {**form, "person-0-name": "Ana Dias"})

    press(editor, address, "apply", **{"who-ana dias": "text:ana diaz"})

    assert [one.get_text(strip=True) for one in editor.get(address).select(".paste__who :is(dt, dd)")] == [
        "Ana Díaz", "Ana Díaz, Mayor, City of Lumen", "Ana Dias", "The same as Ana Díaz in this text",
    ]  # fmt: skip


def test_an_applied_text_whose_names_mean_nobody_else_says_nothing_of_them(
    editor: Browser, event: Event
) -> None:
    address = paste(editor, event)
    press(editor, address, "apply")

    assert editor.get(address).select("#who, #meant") == []


def test_two_decide_at_once_and_both_are_heard(editor: Browser, event: Event) -> None:
    known = [make.person(given, family, published_at=clock.now()) for given, family in PEOPLE]
    address = paste(editor, event)
    seen_by_both = {**editor.get(address).form(), "do": "keep"}

    editor.post(address, {**seen_by_both, "other": "0/added", "who-ana diaz": known[0].public_id})
    editor.post(address, {**seen_by_both, "other": "1/added", "who-aziz tariq": known[1].public_id})

    decided = proposal_of(event)
    assert decided.ticks == {"0/added": False, "1/added": False}
    assert decided.who == {"ana diaz": known[0].public_id, "aziz tariq": known[1].public_id}


def test_what_was_removed_from_the_draft_is_offered_and_not_proposed(editor: Browser, event: Event) -> None:
    press(editor, paste(editor, event), "apply")
    sessions.remove(drafted(event)[0], actor=SYSTEM)
    address = paste(editor, event)

    page = editor.get(address)
    press(editor, address, "apply", other="+0/added")

    assert "so it comes only if you tick it" in page.words
    assert [one.get_text(" ", strip=True) for one in page.select(".paste__tick")] == [
        "Take it from the text : Opening"
    ]
    assert titles(event) == ["Opening", "Panel: Who learns after work?"]


def test_a_tick_means_what_its_page_said_though_something_else_is_proposed_by_now(
    editor: Browser, event: Event
) -> None:
    press(editor, paste(editor, event), "apply")
    renamed = TEXT.replace("Opening", "Opening ceremony")
    address = paste(editor, event, renamed)
    form = editor.get(address).form()
    press(editor, paste(editor, event, renamed), "apply", other="0/title")  # by somebody else: it stays

    editor.post(address, {**form, "do": "keep", "other": "0/title"})

    again = editor.get(address)
    assert [one.get_text(" ", strip=True) for one in again.select(".paste__tick")] == [
        "Take it from the text : Opening"
    ]
    assert again.select(".paste__tick input:checked") == []
    press(editor, address, "apply")
    assert titles(event)[0] == "Opening"


def test_a_decision_is_taken_back(editor: Browser, event: Event) -> None:
    known = make.person("Ana", "Díaz", published_at=clock.now())
    address = paste(editor, event)
    press(editor, address, "keep", **{"other": "0/added", "who-ana diaz": known.public_id})

    press(editor, address, "keep", **{"other": [], "who-ana diaz": "new"})

    decided = proposal_of(event)
    assert (decided.ticks, decided.who) == ({"0/added": True}, {"ana diaz": "new"})


def test_an_expired_token_keeps_what_was_ticked_and_answered(editor: Browser, event: Event) -> None:
    known = make.person("Ana", "Díaz", published_at=clock.now())
    address = paste(editor, event)
    press(editor, address, "keep", other="1/added")
    answered = {"other": "0/added", "who-ana diaz": known.public_id}

    again = press(editor, address, "apply", **{**answered, "csrf_token": "old"})

    assert (again.status, titles(event)) == (400, [])
    form = again.form()
    assert (form["other"], form["who-ana diaz"]) == ("0/added", known.public_id)
    editor.post(address, {**form, "do": "apply"})
    decided = proposal_of(event)
    assert decided.ticks == {"0/added": False, "1/added": True}
    assert decided.who == {"ana diaz": known.public_id}
    assert titles(event) == ["Panel: Who learns after work?"]


def test_a_clock_without_am_or_pm_is_told_as_it_is_taken_now(editor: Browser, event: Event) -> None:
    address = paste(editor, event, "28 September 2026\n9:00 Opening\n12:00 Lunch\n1:30 Walk\n")
    words = "“1:30” has no am or pm: taken for"
    assert f"{words} the afternoon or evening." in editor.get(address).words

    press(editor, address, "half-2")
    assert f"{words} the night or morning." in editor.get(address).words

    form = editor.get(address + "sessions/2/").form()
    editor.post(address + "sessions/2/", {**form, "starts": "13:45"})
    assert words not in editor.get(address).words


def test_a_forgotten_text_is_gone(editor: Browser, event: Event) -> None:
    address = paste(editor, event)

    editor.post(address + "discard", {"csrf_token": editor.get(address).form()["csrf_token"]})

    assert editor.get(address).status == 404


def test_texts_of_other_events_are_not_found(editor: Browser, event: Event) -> None:
    address = paste(editor, event)
    other = make_events.event(slug="another")

    assert editor.get(address.replace(event.slug, other.slug)).status == 404
    assert editor.get(url(event) + "nothing-like-this/").status == 404
    assert editor.get(address + "sessions/77/").status == 404


def test_the_registration_desk_may_not_paste(browser: Browser, event: Event) -> None:
    user = accounts.user(name="Dora Desk")
    make_events.member(event, user, TeamRole.REGISTRATION_DESK)
    browser.sign_in(user)

    assert browser.get(url(event)).status == 403


def rows(page: Page, selector: str = ".paste__title") -> list[str]:
    return [one.get_text(strip=True) for one in page.select(selector)]


def test_a_session_the_text_does_not_hold_is_added_and_applied_with_the_rest_in_one_step(
    editor: Browser, event: Event
) -> None:
    address = paste(editor, event)

    answer = press(editor, address, "add", other="0/added")
    page = editor.get(answer.location)
    assert page.one("h1").get_text() == "Add a session"
    fields = {
        "title": "Coffee", "day": "2026-09-28", "starts": "09:15", "rooms": "Foyer + Terrace",
        "kind": "break", "person-0-name": "Lena Ott", "abstract": "Fair trade.",
    }  # fmt: skip
    kept = editor.post(answer.location, {**page.form(), **fields})

    review = editor.follow(kept)
    assert kept.location.endswith("#session-2")
    assert "The session is added." in review.words
    assert rows(review) == ["Opening", "Coffee", "Panel: Who learns after work?"]
    assert review.one("#session-2 .tag").get_text() == "Added here"
    assert review.select("#session-2 .paste__where") == []

    press(editor, address, "apply")
    assert titles(event) == ["Coffee", "Panel: Who learns after work?"]
    coffee = drafted(event)[0]
    assert (coffee.kind.value, coffee.starts_local) == ("break", at("09:15"))
    assert [one.person.name for one in coffee.appearances if one.person] == ["Lena Ott"]
    assert [room.name["en"] for room in coffee.rooms] == ["Foyer", "Terrace"]
    outline = editor.get(f"/organise/events/{event.slug}/programme/")
    editor.submit(outline, selector="form[action$='/steps/undo']")
    db.session.rollback()
    assert titles(event) == []


def test_a_line_that_was_not_understood_becomes_a_session(editor: Browser, event: Event) -> None:
    address = paste(editor, event, TEXT + "\n12:00 Lunch\n\n*** Poetry corner, by the window ***\n")
    page = editor.get(address)
    lost = [line for line in page.select(".source__lost") if "Poetry" in line.get_text()]
    assert [one.get_text(strip=True) for one in lost[0].select("button")] == ["Add a session: Line 11"]

    answer = press(editor, address, lost[0].select("button")[0]["value"])
    page = editor.get(answer.location)
    assert answer.location.endswith("/sessions/new?line=11")
    assert page.form()["title"] == "Poetry corner, by the window"
    assert page.form()["day"] == "2026-09-28"
    assert "Poetry" in page.one(".source--short mark").get_text()

    review = editor.follow(
        editor.post(answer.location, {**page.form(), "starts": "15:00", "title": "Poetry"})
    )
    assert rows(review)[-1] == "Poetry"
    assert "Poetry" in review.one("#said-3").get_text()
    assert review.one("[href='#said-3']").get_text(strip=True) == "In your text: Poetry"
    assert [line for line in review.select(".source__lost") if "Poetry" in line.get_text()] == []
    assert "1 line was not understood" in review.words  # the greeting is left


def test_what_was_added_is_corrected_again_and_left_out(editor: Browser, event: Event) -> None:
    address = paste(editor, event)
    there = f"{address}sessions/new"
    editor.post(there, {**editor.get(there).form(), "title": "Coffee"})

    page = editor.get(f"{address}sessions/2/")
    editor.post(f"{address}sessions/2/", {**page.form(), "title": "Tea"})
    assert rows(editor.get(address)) == ["Opening", "Panel: Who learns after work?", "Tea"]
    assert editor.get(address).one("#session-2 .tag").get_text() == "Added here"
    press(editor, address, "apply", other="2/added")

    assert titles(event) == ["Opening", "Panel: Who learns after work?"]


def test_a_stale_addition_keeps_what_was_typed_and_can_be_sent_again(editor: Browser, event: Event) -> None:
    address = paste(editor, event)
    there = f"{address}sessions/new?line=1"
    form = editor.get(there).form()
    assert form["title"] == "Dear colleagues, here is the plan."
    editor.post(there, form)

    stale = editor.post(there, {**form, "person-0-name": "Lena Ott", "day": "", "starts": ""})

    assert stale.status == 409
    assert "Somebody else has changed this" in stale.words
    again = stale.form()
    assert (again["title"], again["person-0-name"]) == ("Dear colleagues, here is the plan.", "Lena Ott")
    assert editor.post(there, again).status == 302
    assert len(rows(editor.get(address))) == 4


@pytest.mark.parametrize("line", ["0", "-1", "99999", "x", "%3Cscript%3E", "2", "4"])
def test_lines_of_which_nothing_is_left_give_an_empty_form(editor: Browser, event: Event, line: str) -> None:
    address = paste(editor, event)

    page = editor.get(f"{address}sessions/new?line={line}")

    assert (page.status, page.form()["title"]) == (200, "")


@pytest.mark.parametrize(
    ("fields", "mistakes"),
    [
        ({"title": ""}, 1),
        ({"title": "x" * 301}, 1),
        ({"title": "Tea", "starts": "10:00"}, 1),
        ({"title": "Tea", "day": "2026-09-28"}, 1),
        ({"title": "Tea", "parent": "99"}, 1),
        ({"title": "Tea", "same_as": "NOSUCH"}, 1),
        ({"title": "Tea", "person-0-name": "x" * 400, "kind": "<script>"}, 2),
    ],
)
def test_what_is_wrong_with_an_addition_is_said_and_what_was_typed_stays(
    editor: Browser, event: Event, fields: dict[str, str], mistakes: int
) -> None:
    there = paste(editor, event) + "sessions/new"

    page = editor.post(there, {**editor.get(there).form(), **fields})

    assert page.status == 422
    assert len(page.select(".error-summary li")) == mistakes
    assert page.form()["title"] == fields["title"]
    assert len(rows(editor.get(there.removesuffix("sessions/new")))) == 2


def test_hostile_words_of_a_line_are_words(editor: Browser, event: Event) -> None:
    words = "<script>alert(1)</script> {{ 7*7 }} =cmd()"
    address = paste(editor, event, f"{words}\n\n{TEXT}")
    there = f"{address}sessions/new?line=1"

    form = editor.get(there).form()
    review = editor.follow(editor.post(there, {**form, "day": "", "starts": ""}))

    assert form["title"] == words
    assert review.select("main script") == []
    assert rows(review)[-1] == words


def test_further_people_are_added_to_what_is_added(editor: Browser, event: Event) -> None:
    there = paste(editor, event) + "sessions/new?line=1"
    form = editor.get(there).form()

    more = editor.post(there, {**form, "title": "Tea", "person-0-name": "Mo Yu", "more": "yes"})

    assert (more.form()["title"], more.form()["person-0-name"]) == ("Tea", "Mo Yu")
    assert "person-1-name" in more.form()


def test_to_what_is_in_the_draft_nothing_is_added(editor: Browser, event: Event) -> None:
    address = paste(editor, event)
    there = f"{address}sessions/new"
    form = editor.get(there).form()
    press(editor, address, "apply")

    refused = editor.post(there, {**form, "title": "Tea"})

    assert refused.status == 422
    assert "has been applied to the draft already" in refused.words
    assert editor.get(address).select("button[value^=add]") == []


def test_who_only_reads_adds_nothing(app: Flask, editor: Browser, event: Event) -> None:
    there = paste(editor, event) + "sessions/new"
    reader = accounts.user()
    make_events.member(event, reader, TeamRole.VIEWER)
    visitor = Browser(app)
    visitor.sign_in(reader)

    assert visitor.get(there).status == 403


def test_a_session_of_several_days_keeps_its_last_day_through_a_correction(
    editor: Browser, event: Event
) -> None:
    address = paste(editor, event)
    there = f"{address}sessions/new"
    fields = {"day": "2026-09-28", "starts": "16:00", "ends": "14:00", "ends_day": "2026-09-30"}
    editor.post(there, {**editor.get(there).form(), "title": "Exhibition", **fields})
    correction = f"{address}sessions/2/"

    editor.post(correction, {**editor.get(correction).form(), "title": "The exhibition"})

    shown = editor.get(address).one("#session-2 .paste__time").get_text(" ", strip=True)
    assert shown == "16:00–14:00 (Wed 30 Sep)"
    without_end = editor.post(correction, {**editor.get(correction).form(), "ends": ""})
    assert "Enter the time as well, or remove the day." in without_end.one(".error-summary").get_text()


@pytest.mark.parametrize("ends", ["18:00", "00:30"])
def test_what_ends_on_its_day_or_in_the_night_needs_no_last_day(
    editor: Browser, event: Event, ends: str
) -> None:
    address = paste(editor, event)
    there = f"{address}sessions/new"
    fields = {"title": "Dinner", "day": "2026-09-28", "starts": "17:00", "ends": ends}
    editor.post(there, {**editor.get(there).form(), **fields})

    form = editor.get(f"{address}sessions/2/").form()

    assert (form["ends"], form["ends_day"]) == (ends, "")


OURS = """Conference · Plenary text 1 · en
Time zone: Europe/Berlin

== Monday, 2026-09-28 ==

"""
PANEL = OURS + "09:00–12:00  Big [Panel]\n\n+  Talk [Presentation]\n"


def test_one_tick_leaves_a_new_panel_out_with_all_that_is_part_of_it(editor: Browser, event: Event) -> None:
    address = paste(editor, event, PANEL)
    ticks = editor.get(address).select(".paste__tick")
    assert [one.get_text(" ", strip=True) for one in ticks] == [
        "Leave it out with all that is part of it : Big", "Leave it out : Talk",
    ]  # fmt: skip

    press(editor, address, "apply", other="0/added")

    assert titles(event) == []


def test_one_tick_removes_a_panel_with_all_that_is_part_of_it(editor: Browser, event: Event) -> None:
    press(editor, paste(editor, event, PANEL), "apply")
    address = paste(editor, event, OURS + "12:00–13:00  Lunch [Meal]\n")
    ticks = editor.get(address).select("#gone ~ ul .paste__tick")
    assert [one.get_text(" ", strip=True) for one in ticks] == [
        "Remove it with all that is part of it : Big", "Remove it : Talk",
    ]  # fmt: skip

    press(editor, address, "apply", other=editor.get(address).select("#gone ~ ul input")[0]["value"])

    assert titles(event) == ["Lunch"]


def test_sessions_of_days_the_text_says_nothing_of_are_folded_away_and_can_be_removed(
    editor: Browser, event: Event
) -> None:
    second = (
        "\n== Tuesday, 2026-09-29 ==\n\n09:00–10:00  Walk [Networking]\n\n10:00–12:00  Market [Networking]\n"
    )
    press(editor, paste(editor, event, f"{PANEL}{second}"), "apply")

    address = paste(editor, event, OURS + "12:00–13:00  Lunch [Meal]\n")

    page = editor.get(address)
    assert page.one("#gone").get_text() == "4 sessions are not in the text"
    assert [one.get_text(" ", strip=True) for one in page.select("#gone ~ ul .paste__title")] == [
        "Big",
        "Talk",
    ]
    folded = page.one("#gone ~ details")
    assert folded.select("summary")[0].get_text() == "2 of days the text says nothing of"
    assert [one.get_text(" ", strip=True) for one in folded.select(".paste__title")] == ["Walk", "Market"]
    assert not folded.has_attr("open")

    tick = folded.select("input")[0]["value"]
    press(editor, address, "keep", other=tick)
    assert editor.get(address).one("#gone ~ details").has_attr("open")
    press(editor, address, "apply", other=tick)
    assert titles(event) == ["Big", "Talk", "Lunch", "Market"]


def test_a_panel_with_only_its_talks_time_is_of_their_day(editor: Browser, event: Event) -> None:
    talk = "\n== Tuesday, 2026-09-29 ==\n\n--:--  Big [Panel]\n\n+  09:00–10:00  Talk [Presentation]\n"
    press(editor, paste(editor, event, f"{OURS}09:00–10:00  Tea [Break]\n{talk}"), "apply")

    page = editor.get(paste(editor, event, OURS + "12:00–13:00  Lunch [Meal]\n"))

    folded = page.one("#gone ~ details")
    assert [one.get_text(" ", strip=True) for one in folded.select(".paste__title")] == ["Big", "Talk"]


def test_another_day_of_the_end_is_seen_where_it_is_new_and_where_it_changes(
    editor: Browser, event: Event
) -> None:
    address = paste(editor, event, OURS + "22:00–01:00  Party [Networking]\n")
    assert editor.get(address).one(".paste__time").get_text(" ", strip=True) == "22:00–01:00 (Tue 29 Sep)"
    press(editor, address, "apply")

    page = editor.get(paste(editor, event, OURS + "22:00–01:00+2  Party [Networking]\n"))

    assert page.one(".paste__change del").get_text(strip=True) == "28 Sep 2026 22:00–01:00 (Tue 29 Sep)"
    assert page.one(".paste__change ins").get_text(strip=True) == "28 Sep 2026 22:00–01:00 (Wed 30 Sep)"


def test_state_order_and_form_of_address_are_told_in_words(editor: Browser, event: Event) -> None:
    people = "09:00  One [Panel]\nSpeaker: Dr Ana Díaz [to be confirmed]\nSpeaker: Bo Two\n"
    press(editor, paste(editor, event, OURS + people), "apply")
    newer = "09:00  One [Panel]\nSpeaker: Bo Two\nSpeaker: Prof Ana Díaz\n"

    page = editor.get(paste(editor, event, OURS + newer))

    assert [one.get_text(" ", strip=True) for one in page.select(".paste__change .changed")] == [
        "Ana Díaz: Invited Confirmed", "Ana Díaz: Dr Prof",
        "Order of people: Ana Díaz · Bo Two Bo Two · Ana Díaz",
    ]  # fmt: skip
