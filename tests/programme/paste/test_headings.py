"""Headings with their leaders, sessions counted in other scripts, and rooms behind clocks in brackets."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import ParsedSession
from app.programme.paste.schema import clock

OPTIONS = Options(date(2026, 2, 3), "Asia/Riyadh", date(2026, 2, 4))


def read(text: str) -> tuple[ParsedSession, ...]:
    return parse(text, OPTIONS).sessions


def people(session: ParsedSession) -> list[tuple[str, str]]:
    return [(one.name.value, one.role) for one in session.people]


@pytest.mark.parametrize(
    ("heading", "title", "person"),
    [
        ("Session 1: Wells. Chair: Ada Example", "Session 1: Wells", ("Ada Example", "chair")),
        ("Session 1 – Wells (Chair: Ada Example)", "Session 1 – Wells", ("Ada Example", "chair")),
        ("第一场 古建筑修缮 主持人：温如玉", "第一场 古建筑修缮", ("温如玉", "moderator")),
        (
            "الجلسة الثانية: الآبار – رئيس الجلسة: د. سوسن عيد",
            "الجلسة الثانية: الآبار",
            ("سوسن عيد", "chair"),
        ),
    ],
)
def test_a_numbered_heading_with_its_leader_is_a_session_around_the_next_ones(
    heading: str, title: str, person: tuple[str, str]
) -> None:
    first, head, below = read(f"09:00-09:20 Opening\n{heading}\n09:20-09:50 Roofs")

    assert not first.people
    assert (head.title.value, people(head)) == (title, [person])
    assert (clock(head.start), below.title.value, below.parent) == ("09:20", "Roofs", 1)


def test_a_heading_before_a_pause_is_about_the_item_it_stands_in() -> None:
    morning, coffee = read("09:00-10:00 Plenary\nSession 3: Wells\nChair: Cy Sample\n10:00-10:30 Coffee")

    assert people(morning) == [("Cy Sample", "chair")]
    assert coffee.title.value == "Coffee"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Workshop (A): Wells", "Workshop (B): Roofs"),
        ("ورشة عمل (أ): الآبار", "ورشة عمل (ب): السقوف"),
        ("الجلسة 2أ: الآبار", "الجلسة 2ب: السقوف"),
        ("الجلسة أ: الآبار", "الجلسة ب: السقوف"),
        ("工作坊（一）：水井", "工作坊（二）：屋顶"),
    ],
)
def test_sessions_counted_in_brackets_and_by_other_letters_share_the_clock(first: str, second: str) -> None:
    found = read(f"13:40-15:00 {first}\n{second}")

    assert [(one.start, one.end) for one in found] == [(13 * 60 + 40, 15 * 60)] * 2


@pytest.mark.parametrize(
    ("line", "title", "room"),
    [
        ("3. Session 1: Wells (9:20 am - 10:00 am) - Main Hall", "Session 1: Wells", "Main Hall"),
        ("Session 2: Roofs (11:00-12:00), Room 3", "Session 2: Roofs", "Room 3"),
        ("Lunch (12:00-13:00) – Restaurant Blue", "Lunch", "Restaurant Blue"),
        ("6. الجلسة الأولى (11:00 ص - 12:30 م) - القاعة الكبرى", "الجلسة الأولى", "القاعة الكبرى"),
    ],
)
def test_a_room_may_stand_behind_a_clock_in_brackets(line: str, title: str, room: str) -> None:
    (found,) = read(line)

    assert (found.title.value, found.room and found.room.value) == (title, room)


def test_a_table_whose_header_ends_in_commas_is_read() -> None:
    assert not read("Time\tSession\tRoom ;,")
