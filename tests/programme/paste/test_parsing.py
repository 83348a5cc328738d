"""Rules of reading programmes, each on a few lines of text."""

from datetime import date
from pathlib import Path

import pytest

from app.programme.models import AppearanceMode, AppearanceRole, SessionKind
from app.programme.paste import vocabulary as vocabularies
from app.programme.paste.errors import TextTooLong, TooManyItems
from app.programme.paste.limits import MOST_CHARACTERS
from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import ParsedSession, Span
from app.programme.paste.schema import as_json, clock

OPTIONS = Options(date(2026, 5, 4), "Europe/Paris", date(2026, 5, 6))


def read(text: str, options: Options = OPTIONS) -> tuple[ParsedSession, ...]:
    return parse(text, options).sessions


def times(text: str) -> list[tuple[str, str | None]]:
    return [(clock(one.start), clock(one.end) if one.end is not None else None) for one in read(text)]


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("12:30h: Opening", "12:30", None),
        ("9.30-10.15 Opening", "09:30", "10:15"),
        ("9h30 – 10h00 : Ouverture", "09:30", "10:00"),
        ("17h00-18h00: Fechamento", "17:00", "18:00"),
        ("0800 – 0830 | : | Opening", "08:00", "08:30"),
        ("9:55am - 12:30pm Opening", "09:55", "12:30"),
        ("12 – 1.30 p.m. Lunch", "12:00", "13:30"),
        ("9:30 - 10:30 hours Opening", "09:30", "10:30"),
        ("09:00 a 09:30 h: Registro", "09:00", "09:30"),
        ("9.00–9.30 Uhr Begrüßung", "09:00", "09:30"),
        ("ab 12.15 Uhr Mittagessen", "12:15", None),
        ("from 9 to 10 Opening", "09:00", "10:00"),
        ("de 9h à 10h Ouverture", "09:00", "10:00"),
        ("das 9h às 10h Abertura", "09:00", "10:00"),
        ("с 9:00 до 10:00 Открытие", "09:00", "10:00"),
        ("上午9:00-10:00 开幕", "09:00", "10:00"),
        ("下午2点 参观", "14:00", None),
        ("20:30–late – Drinks", "20:30", None),
        ("20:30 onwards: Drinks", "20:30", None),
        ("17:00+ Drinks", "17:00", None),
        ("19:00 - open end: Musik", "19:00", None),
        ("晚上7:30—9:00 观测", "19:30", "21:00"),
        ("中午12:00—下午2:00 午餐", "12:00", "14:00"),
        ("中午11:30—12:30 午餐", "11:30", "12:30"),
        ("٩:٠٠ الافتتاح", "09:00", None),
        ("9:00 صباحًا - 1:00 مساءً الافتتاح", "09:00", "13:00"),
        ("22:00–24:00 Concert", "22:00", "24:00"),
        ("22:00–01:00 Concert", "22:00", "01:00"),
        ("noon - 1 pm Lunch", "12:00", "13:00"),
        ("10:00 am - 12:00 m Panel", "10:00", "12:00"),
        ("10:00 a. m. a 12:00 m. Panel", "10:00", "12:00"),
        ("12:00 m - 1:30 pm Almuerzo", "12:00", "13:30"),
        ("11:30–1:00 Panel", "11:30", "13:00"),
        ("9:00~10:00 Opening", "09:00", "10:00"),
        ("PAUSE: 10:30-10:45", "10:30", "10:45"),
        ("9:00 Talk on soil (20 min)", "09:00", "09:20"),
    ],
)
def test_clocks_are_read_as_they_are_written(line: str, start: str, end: str | None) -> None:
    assert times(line) == [(start, end)]


@pytest.mark.parametrize("person", ["M. Dupont : Les ponts", "M. Jean Durand, maire de Lyon"])
def test_an_initial_behind_noon_is_no_part_of_the_clock(person: str) -> None:
    (session,) = read(f"11:00 – 12:00 {person}")

    assert [one.honorific.value for one in session.people if one.honorific] == ["M."]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Day 2", date(2026, 5, 5)),
        ("Tuesday, 5 May", date(2026, 5, 5)),
        ("Mardi 5 mai", date(2026, 5, 5)),
        ("2026年5月5日", date(2026, 5, 5)),
        ("5. Mai 2026", date(2026, 5, 5)),
        ("05/05/2026", date(2026, 5, 5)),
        ("2026-05-05", date(2026, 5, 5)),
        ("5 de mayo de 2026", date(2026, 5, 5)),
        ("5 мая 2026 г.", date(2026, 5, 5)),
        ("اليوم الثاني: الثلاثاء ٥ مايو", date(2026, 5, 5)),
        ("Tuesday", date(2026, 5, 5)),
        ("Programme (as of 20 April 2026)", date(2026, 5, 4)),
        ("4–6 May 2026", date(2026, 5, 4)),
        ("Registration until 1 May 2026", date(2026, 5, 4)),
    ],
)
def test_day_heads_are_told_from_other_dates(head: str, day: date) -> None:
    (session,) = read(f"{head}\n9:00 Opening")

    assert session.day == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31 June 2026\n9:00 Opening", "impossible_date"),
        ("3 Febuary 2026\n9:00 Opening", "misspelt_date"),
        ("Monday 5 May 2026\n9:00 Opening", "weekday_contradicts_date"),
        ("8:30 Opening\n11:00 Talk\n12:00 Lunch\n1:30 Walk", "half_of_day"),
        ("All times CET\n9:00 Opening", "zone_contradicts_season"),
        ("All times IST\n9:00 Opening", "zone_ambiguous"),
        ("All times UTC+25\n9:00 Opening", "impossible_zone"),
    ],
)
def test_what_is_doubtful_is_asked(text: str, code: str) -> None:
    assert code in [question.code for question in parse(text, OPTIONS).questions]


@pytest.mark.parametrize("zone", ["UTC+25", "GMT-24:00"])
def test_a_zone_that_cannot_be_is_none(zone: str) -> None:
    assert parse(f"All times {zone}\n9:00 Opening", OPTIONS).zone is None


def test_the_end_of_a_range_is_no_distance_from_greenwich() -> None:
    result = parse("9:00 GMT – 18:00 Opening", OPTIONS)

    assert (result.zone.value if result.zone else "", result.questions) == ("+00:00", ())


def test_a_table_that_begins_anew_in_the_morning_is_the_next_day() -> None:
    sessions = read("9:00 Opening\n17:00 Closing\n\n9:00 Visit\n12:00 Lunch")

    assert [one.day.day for one in sessions] == [4, 4, 5, 5]


def test_an_item_inside_a_longer_one_is_its_child_and_the_last_ends_with_it() -> None:
    parent, first, last = read("9:00-10:30 Session 1: Water\n9:00 Wells\n9:45 Rain")

    assert (parent.parent, first.parent, last.parent) == (None, 0, 0)
    assert (clock(first.end or 0), clock(last.end or 0)) == ("09:45", "10:30")


def test_every_field_knows_its_source() -> None:
    text = "\ufeff9:00\u00a0– 9:30  “Öpening”\nMs\u00a0Ada  Example, Mayor"
    result = parse(text, OPTIONS)
    (session,) = result.sessions
    (person,) = session.people

    def source(spans: tuple[Span, ...]) -> str:
        return "+".join(text[span.start : span.end] for span in spans)

    assert source(session.title.spans) == "“Öpening”"
    assert person.honorific is not None
    assert source(person.honorific.spans) == "Ms"
    assert (person.name.value, source(person.name.spans)) == ("Ada Example", "Ada  Example")


def test_lines_without_use_are_reported() -> None:
    result = parse("Dear all,\n\n9:00 Opening\n", OPTIONS)

    assert [(line.number, line.is_understood) for line in result.lines] == [(1, False), (3, True)]


def test_groups_without_names_are_no_people() -> None:
    (session,) = read(
        "9:00 Panel: Water for all\nPanellists: Selected mayors of river towns\nModerator: Ada Example"
    )

    assert [group.name.value for group in session.groups] == ["Selected mayors of river towns"]
    assert [person.name.value for person in session.people] == ["Ada Example"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "9:00 Panel: Water\nModerator: TBC\nPanellists: Selected mayors",
            ["TBC moderator", "Selected mayors panellist"],
        ),
        (
            "9:00 Wells\nModerator: Ada Example\nPanellists:\n- Two students from Delta",
            ["Two students from Delta panellist"],
        ),
        ("9:00 Panel: Water\nModerator: Ada Example\nSelected mayors", ["Selected mayors panellist"]),
        ("Time | Session | Moderator\n9:00 | Wells | TBC", ["TBC moderator"]),
        ("9:00 Wells\nSelected mayors", ["Selected mayors speaker"]),
    ],
)
def test_groups_without_names_have_the_role_their_label_gives(text: str, expected: list[str]) -> None:
    (session,) = read(text)

    assert [f"{group.name.value} {group.role}" for group in session.groups] == expected


@pytest.mark.parametrize(
    ("people", "open_places", "unconfirmed"),
    [
        ("Ada Example (Quay School), Bo Sample (City of Lumen) and TBC", ["TBC"], []),
        ("Ada Example, Bo Sample, TBC", ["TBC"], []),
        ("Ada Example, Quay School; to be confirmed", ["to be confirmed"], []),
        ("Ada Example (Quay School), N.N.", ["N.N"], []),
        ("N.N. (City of Lumen), Ada Example (Quay School)", ["N.N. (City of Lumen)"], []),
        ("TBC, TBC, Ada Example (Quay School)", ["TBC", "TBC"], []),
        ("Ada Example (Quay School), TBC", [], ["Ada Example"]),
        ("Ada Example (tbc), Bo Sample (Quay School)", [], ["Ada Example"]),
        ("Ada Example (Quay School), Bo Sample (City of Lumen)", [], []),
    ],
)
@pytest.mark.parametrize(
    "form", ["9:00 Panel: Water\nPanellists: {}", "Time | Session | Panellists\n9:00 | Panel | {}"]
)
def test_places_a_list_keeps_for_nobody_yet_are_not_lost(
    form: str, people: str, open_places: list[str], unconfirmed: list[str]
) -> None:
    (session,) = read(form.format(people))

    assert [group.name.value.rstrip(".") for group in session.groups] == open_places
    assert {group.role for group in session.groups} <= {"panellist"}
    assert [person.name.value for person in session.people if person.is_tbc] == unconfirmed


def test_limits_are_refused_by_name() -> None:
    with pytest.raises(TextTooLong):
        parse("a" * (MOST_CHARACTERS + 1), OPTIONS)
    with pytest.raises(TooManyItems):
        parse("9:00 Opening\n" * 2_001, OPTIONS)


def test_a_ninth_language_is_one_file(tmp_path: Path) -> None:
    for file in vocabularies.FOLDER.glob("*.toml"):
        (tmp_path / file.name).symlink_to(file)
    (tmp_path / "tp.toml").write_text(
        'language = "tp"\n[months]\n5 = "kulupu"\n[kinds]\nmeal = "moku suli"\n[roles]\nchair = "lawa"\n'
    )
    options = Options(date(2026, 5, 4), "Europe/Paris", vocabulary_folder=tmp_path)

    (session,) = read("5 kulupu 2026\n12:00 Moku suli\nLawa: Jan Sonja", options)

    assert (session.day, session.kind) == (date(2026, 5, 5), "meal")
    assert [(person.name.value, person.role) for person in session.people] == [("Jan Sonja", "chair")]


def test_kinds_roles_and_modes_are_those_of_the_programme() -> None:
    words = vocabularies.vocabulary()

    kinds = {key for table, key in words.entries() if table == "kinds"}
    roles = {key for table, key in words.entries() if table in {"roles", "by"}}

    assert kinds <= {kind.value for kind in SessionKind}
    assert roles <= {role.value for role in AppearanceRole}
    assert {"in person", "remote", "video message"} == {mode.value for mode in AppearanceMode}


def test_finer_kinds_are_coarse_in_the_json() -> None:
    result = parse("9:00 Mayors' forum\n10:00 Book launch\n11:00 Press conference", OPTIONS)

    assert [one["kind"] for one in as_json(result)["sessions"]] == ["forum", "ceremony", "other"]
