"""People in sessions, as an organiser's browser sees them."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.core import clock
from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event
from app.people.models import Person
from app.programme.models import Appearance, AppearanceRole, ProgrammeItem
from app.programme.services import appearances
from app.programme.services.appearances import AppearanceChanges
from tests.browserless import Browser, Page
from tests.make import events as make_events
from tests.make import programme as make
from tests.web.organiser.conflicts import open_fields, versions
from tests.web.organiser.names import expect_one_to_be_enough


@pytest.fixture
def event(app: Flask) -> Event:  # noqa: ARG001 - it has the database
    return make_events.event()


@pytest.fixture
def item(event: Event) -> ProgrammeItem:
    return make.item(event, "Panel")


def url(item: ProgrammeItem, path: str = "") -> str:
    slug = item.event.slug
    return f"/organise/events/{slug}/programme/sessions/{item.public_id}/people/{path}"


def in_session(item: ProgrammeItem) -> list[tuple[str, str]]:
    db.session.rollback()
    db.session.expire_all()
    rows = db.session.scalars(
        select(Appearance).where(Appearance.item_id == item.id).order_by(Appearance.position)
    )
    return [(one.person.name if one.person else one.label["en"], one.role.value) for one in rows]


def people() -> list[str]:
    db.session.rollback()
    return sorted(person.name for person in db.session.scalars(select(Person)))


def errors(page: Page) -> list[str]:
    return [line.get_text() for line in page.select(".error-summary li")]


def test_somebody_known_is_found_and_added_with_their_affiliation(
    editor: Browser, event: Event, item: ProgrammeItem
) -> None:
    affiliation = {"position": {"en": "Mayor"}, "organisation": {"en": "City"}, "city": "Gwangmyeong"}
    ana = make.person(home_event_id=event.id, affiliations=[affiliation], country="KR")

    found = editor.get(url(item, "new/?q=LOPEZ"))
    link = found.one("main ul.plain a")
    assert link.get_text() == "Ana López, Mayor, City, Republic of Korea"
    form = editor.get(str(link["href"]))
    assert (form.form()["job-en"], form.form()["country"]) == ("Mayor", "KR")
    page = editor.submit(form, role="moderator")

    assert page.status == 302
    assert in_session(item) == [("Ana López", "moderator")]
    assert people() == ["Ana López"]
    assert ana.id is not None


def test_what_somebody_is_in_this_event_is_proposed_for_their_next_session(
    editor: Browser, event: Event, item: ProgrammeItem
) -> None:
    typed = {"given_name": "Éva", "family_name": "Kovács", "job-en": "Mayor", "organisation-en": "Pécs"}
    editor.submit(editor.get(url(item, "new/person")), **typed, country="HU")
    eva = db.session.scalars(select(Person)).one()
    assert [(one["position"], one["organisation"]) for one in eva.affiliations] == [
        ({"en": "Mayor"}, {"en": "Pécs"})
    ]
    add = f"new/{eva.public_id}/"
    assert editor.get(url(make.item(event), add)).form()["job-en"] == "Mayor"
    panel = make.item(event)
    editor.submit(editor.get(url(panel, add)), **{"job-en": "Chair", "organisation-en": "Network"})

    proposed = editor.get(url(make.item(event), add)).form()

    assert (proposed["job-en"], proposed["organisation-en"], proposed["country"]) == (
        "Chair",
        "Network",
        "HU",
    )
    db.session.expire_all()
    assert eva.affiliations[0]["position"] == {"en": "Mayor"}


def test_t18_what_somebody_is_in_another_teams_draft_is_not_proposed(
    editor: Browser, item: ProgrammeItem
) -> None:
    ana = make.person(published_at=clock.now())
    elsewhere = make.item(make_events.event(), people=[ana])
    with transaction():
        elsewhere.appearances[0].job = Translated({"en": "Secret envoy"})

    assert editor.get(url(item, f"new/{ana.public_id}/")).form()["job-en"] == ""


def test_of_the_two_names_one_is_enough_and_neither_is_called_optional(
    editor: Browser, item: ProgrammeItem
) -> None:
    expect_one_to_be_enough(editor.get(url(item, "new/person")))


def test_a_new_person_is_entered_with_the_appearance(editor: Browser, item: ProgrammeItem) -> None:
    page = editor.submit(
        editor.get(url(item, "new/person")),
        **{
            "honorific": "Ms", "given_name": "Éva", "family_name": "Kovács", "family_name_first": "y",
            "role": "chair", "job-en": "Director", "country": "HU", "mode": "remote", "state": "invited",
        },
    )  # fmt: skip

    assert page.status == 302
    made = db.session.scalars(select(Appearance)).one()
    assert made.person is not None
    assert (made.person.name, made.person.honorific, made.person.country) == ("Kovács Éva", "Ms", "HU")
    assert (made.role, made.job, made.mode, made.state) == (
        AppearanceRole.CHAIR, {"en": "Director"}, "remote", "invited",
    )  # fmt: skip


def test_a_similar_name_is_asked_about_and_nothing_is_merged_silently(
    editor: Browser, event: Event, item: ProgrammeItem
) -> None:
    ana = make.person("Ana María", "López", home_event_id=event.id)
    typed = {"given_name": "Ana", "family_name": "Lopez", "job-en": "Mayor"}

    asked = editor.submit(editor.get(url(item, "new/person")), **typed)
    assert asked.status == 422
    assert errors(asked) == ["We know people with a similar name. Choose who it is."]
    assert [one.get_text() for one in asked.select("fieldset#namesake .choice__label")] == [
        "Ana María López",
        "Somebody else with a similar name",
    ]
    assert asked.form()["job-en"] == "Mayor"
    assert (in_session(item), people()) == ([], ["Ana María López"])

    the_same = editor.submit(asked, namesake=ana.public_id)
    assert the_same.status == 302
    assert (in_session(item), people()) == ([("Ana María López", "speaker")], ["Ana María López"])
    other = editor.submit(asked, namesake="new")
    assert other.status == 302
    assert people() == ["Ana Lopez", "Ana María López"]


def test_nobody_can_be_made_the_same_as_a_stranger(editor: Browser, item: ProgrammeItem) -> None:
    stranger = make.person("Ana", "López", home_event_id=make_events.event().id)

    page = editor.submit(
        editor.get(url(item, "new/person")), given_name="Bo", family_name="Ek", namesake=stranger.public_id
    )

    assert page.status == 422
    assert errors(page) == ["There is no such person."]
    assert (in_session(item), people()) == ([], ["Ana López"])


def test_a_group_needs_a_name_and_no_person(editor: Browser, item: ProgrammeItem) -> None:
    form = editor.get(url(item, "new/group"))
    refused = editor.submit(form)
    page = editor.submit(form, **{"label-en": "Selected mayors", "role": "contributor"})

    assert (refused.status, errors(refused)) == (422, ["Enter a text here."])
    assert page.status == 302
    assert (in_session(item), people()) == ([("Selected mayors", "contributor")], [])


def test_people_are_edited_ordered_and_removed(editor: Browser, event: Event) -> None:
    item = make.item(event, people=[make.person("A"), make.person("B")])
    first, second = item.appearances
    session = f"/organise/events/{event.slug}/programme/sessions/{item.public_id}/"

    edited = editor.submit(editor.get(url(item, f"{first.public_id}/")), role="moderator")
    moved = editor.submit(editor.get(session), selector=f"form[action$='{second.public_id}/move/up']")

    assert edited.location == moved.location == f"{session}#people"
    assert in_session(item) == [("B López", "speaker"), ("A López", "moderator")]
    removed = editor.submit(editor.get(session), selector=f"form[action$='{first.public_id}/remove']")
    assert removed.status == 302
    assert in_session(item) == [("B López", "speaker")]
    assert people() == ["A López", "B López"]


def test_a_stale_edit_shows_both_versions(editor: Browser, event: Event) -> None:
    item = make.item(event, people=[make.person()])
    (one,) = item.appearances
    page = editor.get(url(item, f"{one.public_id}/"))
    appearances.edit(
        one,
        AppearanceChanges(role=AppearanceRole.HOST, job=Translated({"en": "Theirs"}), revision=1),
        actor=SYSTEM,
    )

    refused = editor.submit(page, role="chair")

    assert refused.status == 409
    assert versions(refused) == [["Role", "Host", "Chair"], ["Position", "Theirs", "–"]]
    assert open_fields(refused) == ["Role"]
    assert in_session(item) == [("Ana López", "host")]


def test_a_role_twice_is_refused_at_the_role(editor: Browser, event: Event) -> None:
    ana = make.person(home_event_id=event.id)
    item = make.item(event, people=[ana])

    page = editor.submit(editor.get(url(item, f"new/{ana.public_id}/")))

    assert (page.status, errors(page)) == (422, ["This person is in this session with this role already."])
    assert in_session(item) == [("Ana López", "speaker")]


def test_t18_people_and_appearances_of_other_events_do_not_exist_here(
    editor: Browser, item: ProgrammeItem
) -> None:
    other = make_events.event()
    stranger = make.person("Secret", "Guest", home_event_id=other.id)
    theirs = make.item(other, people=[stranger]).appearances[0]
    unknown = editor.get(url(item, "new/AAAAAAAA/"))

    for path in (f"new/{stranger.public_id}/", f"{theirs.public_id}/"):
        page = editor.get(url(item, path))
        assert page.status == 404
        assert page.words == unknown.words or theirs.public_id in path
        assert editor.post(url(item, path), {}).status in {400, 404}
    assert "Secret" not in editor.get(url(item, "new/?q=secret")).text
    assert (
        editor.post(url(item, f"{theirs.public_id}/remove"), editor.get(url(item, "new/group")).form()).status
        == 404
    )
    assert len(db.session.scalars(select(Appearance)).all()) == 1


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "محمد بن سلمان", "{{7*7}}", "a" * 5000])
def test_whatever_is_searched_for_is_text(editor: Browser, item: ProgrammeItem, typed: str) -> None:
    page = editor.get(url(item, "new/"), query_string={"q": typed})

    assert page.status == 200
    assert page.one("input[name=q]")["value"] == typed[:200]
    assert page.select("main script") == []
