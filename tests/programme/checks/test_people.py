"""People in the programme: without an organisation, not confirmed, not named, without a moderator."""

import pytest

from app.programme.models import AppearanceRole, AppearanceState, SessionKind
from tests.programme.checks.facts import appearing, codes, found, item, person, told


def test_a_panel_needs_somebody_to_moderate_it() -> None:
    speakers = [appearing(person())]

    assert codes(item("Panel", kind=SessionKind.PANEL, people=speakers)) == ["no_moderator"]
    assert codes(item("Talk", kind=SessionKind.PRESENTATION, people=speakers)) == []


@pytest.mark.parametrize("role", [AppearanceRole.MODERATOR, AppearanceRole.CHAIR, AppearanceRole.FACILITATOR])
def test_whoever_chairs_moderates(role: AppearanceRole) -> None:
    assert codes(item("Panel", kind=SessionKind.PANEL, people=[appearing(person(), role=role)])) == []


def test_the_moderator_of_the_session_around_a_panel_moderates_it() -> None:
    forum = item("Forum", people=[appearing(person(), role=AppearanceRole.MODERATOR)])

    assert codes(forum, item("Panel", "09:00", "10:00", kind=SessionKind.PANEL, inside=forum)) == []


def test_a_moderator_who_has_declined_moderates_nothing() -> None:
    gone = appearing(person(), role=AppearanceRole.MODERATOR, state=AppearanceState.DECLINED)

    assert codes(item("Panel", kind=SessionKind.PANEL, people=[gone])) == ["no_moderator", "declined"]


def test_people_without_an_organisation_are_named_in_one_sentence() -> None:
    people = [appearing(person("Ana", name), "") for name in ("Aa", "Bb", "Cc", "Dd", "Ee")]

    assert told(item(people=people)) == [
        "no_organisation: Without an organisation: Ana Aa, Ana Bb, Ana Cc and 2 more."
    ]


def test_a_mayor_has_a_city() -> None:
    assert codes(item(people=[appearing(person(), "", city="Melton")])) == []


def test_who_has_not_confirmed_and_who_will_not_come_are_told_apart() -> None:
    people = [
        appearing(person("Ana", "Proposed"), state=AppearanceState.PROPOSED),
        appearing(person("Bea", "Invited"), state=AppearanceState.INVITED),
        appearing(person("Cem", "Declined"), state=AppearanceState.DECLINED),
    ]

    assert told(item(people=people)) == [
        "not_confirmed: Not confirmed yet: Ana Proposed, Bea Invited.",
        "declined: Declined and not shown to readers: Cem Declined.",
    ]


def test_unnamed_panellists_are_a_hint() -> None:
    (hint,) = found(item(people=[appearing("Selected mayors of new cities")]))

    assert (hint.code, hint.is_hint) == ("not_named", True)
    assert hint.message == "Not named one by one: Selected mayors of new cities."


@pytest.mark.parametrize(
    "label", ["TBC", "Moderator (to be confirmed)", "N.N.", "Intervenant à confirmer", "Por confirmar",
              "待定", "嘉宾待定", "Имя уточняется", "Wird noch bekannt gegeben", "A definir", "يؤكد لاحقا"],
)  # fmt: skip
def test_somebody_still_to_be_found_is_a_warning(label: str) -> None:
    assert codes(item(people=[appearing(label)])) == ["to_be_confirmed"]


@pytest.mark.parametrize("label", ["Invited mayors", "Maires invités", "Youth council", "Annette Tbcson"])
def test_a_group_that_is_settled_is_not_to_be_confirmed(label: str) -> None:
    assert codes(item(people=[appearing(label)])) == ["not_named"]


def test_a_credit_and_its_photo_belong_together() -> None:
    credit_alone, photo_alone = person("Ana", "Aa", photo_credit="© B"), person("Bea", "Bb", photo_id=1)

    assert told(item(people=[appearing(credit_alone), appearing(photo_alone)])) == [
        "photo_credit_alone: There is a credit, “© B”, but no photo.",
        "photo_uncredited: The photo names nobody who took it.",
    ]
    assert codes(item(people=[appearing(person(photo_id=1, photo_credit="© B"))])) == []
