"""What every finding promises: a code of its own, a sentence, and a mark of its facts."""

from flask import Flask
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from app.core.types import Translated
from app.programme.checks import running
from app.programme.checks.finding import Place
from app.programme.models import ProgrammeItem
from tests.make.programme import at
from tests.programme.checks.facts import appearing, event, found, item, party, person, room, section


def test_every_rule_has_a_code_of_its_own() -> None:
    rules = [rule for subject in running.SUBJECTS for rule in subject.RULES]

    assert len({rule.code for rule in rules}) == len(rules) == len(running.RULES)
    assert len({str(rule.name) for rule in rules}) == len(rules)


@given(st.text(max_size=40), st.sampled_from(["en", "es", "ar", "zh"]))
def test_no_text_breaks_a_check_or_its_sentence(text: str, language: str) -> None:
    """Whatever people write, in any field."""
    written = Translated({language: text, "en": f"{text} 31 June"})
    about = event(city=written, content_languages=["en", "fr"], address_lines=[text])
    people = [appearing(person(text, text), written, job=written), appearing(f"x{text}")]
    session = item(text or "T", abstract=written, note=written, people=people, rooms=[room(text)])

    shown = found(
        session, of=about, rooms=session.rooms, sections=[section(text, written)], parties=[party(text)]
    )

    assert all(one.message and one.fingerprint for one in shown)


def clash() -> tuple[ProgrammeItem, ProgrammeItem]:
    hall = room("Hall")
    return item("One", "09:00", "10:00", rooms=[hall]), item("Two", "09:30", "10:30", rooms=[hall])


def fingerprint(one: ProgrammeItem, two: ProgrammeItem) -> str:
    (finding,) = found(one, two, rooms=one.rooms)
    return finding.fingerprint


def test_a_finding_is_the_same_as_long_as_its_facts_are() -> None:
    one, two = clash()
    before = fingerprint(one, two)

    two.title = Translated({"en": "A new title"})

    assert fingerprint(one, two) == before


def test_another_time_makes_it_another_finding() -> None:
    one, two = clash()
    before = fingerprint(one, two)

    two.starts_local = at("09:40")

    assert fingerprint(one, two) != before


def test_another_person_makes_it_another_finding() -> None:
    (before,) = found(item(people=[appearing(person("Ana", "Aa"), "")]))
    (after,) = found(item(people=[appearing(person("Bea", "Bb"), "")]))

    assert before.fingerprint != after.fingerprint


def test_a_finding_about_one_person_leads_to_them_and_about_several_to_the_session() -> None:
    ana, bea = appearing(person("Ana", "Aa"), ""), appearing(person("Bea", "Bb"), "")

    (one,), (several,) = found(item(people=[ana])), found(item(people=[ana, bea]))

    assert (one.target.place, one.target.id) == (Place.APPEARANCE, ana.public_id)
    assert several.target.place == Place.SESSION


def test_facts_are_set_apart_where_the_sentence_runs_from_right_to_left(app: Flask) -> None:
    one, two = clash()
    (finding,) = found(one, two, rooms=one.rooms)

    with app.test_request_context(), force_locale("ar"):
        assert "\N{FIRST STRONG ISOLATE}One\N{POP DIRECTIONAL ISOLATE}" in finding.message


def test_the_mark_of_some_findings_tells_whether_they_are_still_those() -> None:
    findings = found(*clash(), item("Idea", None, None))

    assert running.mark([]) == ""
    assert running.mark(findings) == running.mark(reversed(findings))
    assert running.mark(findings) != running.mark(findings[1:])
