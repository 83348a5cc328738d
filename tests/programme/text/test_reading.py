"""Our own text as people change it: broken by mail, quoted, copied, with lines of their own in between."""

import time
from datetime import date

import pytest

from app.programme.paste.errors import TextTooLong, TooManyItems
from app.programme.paste.parsing import Options, parse
from app.programme.paste.result import ParsedSession, Result
from app.programme.text import persons
from app.programme.text.sheet import Entry, Sheet, Who
from app.programme.text.writing import write
from tests.architecture import tree
from tests.programme.text.sheets import read_again

OPTIONS = Options(date(2026, 9, 28), "Europe/Berlin", date(2026, 9, 30))
TEXT = """Conference on Learning Cities · Plenary text 1 · en
Time zone: Europe/Berlin

== Monday, 2026-09-28 ==

09:00–09:30  Opening ceremony [Opening]  #K7M2QP
    Room: Grand Hall
    Speaker: H.E. Ana Example, Mayor; City of Samples (Samples, Mexico)
    Panellist: Selected mayors [group, to be confirmed]

09:30–11:00  Health for all [Panel]  #ABCDEF
    Rooms: Room 1; Room 2
    Track: Health
    Abstract: What cities do.
    |
    | - first
    Moderator: Ms Ada Sample

    + 09:40–10:00  Wells and rain [Presentation]  #GHJKMN

22:00–01:00  Concert [Other]
    Room: all rooms

== Not scheduled ==

--:--  Book launch [Launch]  #PQRSTV
"""


def read(text: str) -> Result:
    return parse(text, OPTIONS)


def named(text: str, title: str) -> ParsedSession:
    (found,) = [one for one in read(text).sessions if one.title.value == title]
    return found


def titles(text: str) -> list[str]:
    return [one.title.value for one in read(text).sessions]


def missed(text: str) -> list[str]:
    return [text[one.span.start : one.span.end].strip() for one in read(text).lines if not one.is_understood]


def test_everything_is_read_as_it_was_written() -> None:
    result = read(TEXT)
    opening, panel, talk, concert, launch = result.sessions

    assert (opening.start, opening.end, opening.kind) == (540, 570, "opening")
    assert [persons.as_who(person) for person in opening.people] == [
        Who(
            honorific="H.E.", given_name="Ana", family_name="Example", position="Mayor",
            organisation="City of Samples", city="Samples", country="Mexico",
        ),
        Who(label="Selected mayors", role="panellist", state="invited"),
    ]  # fmt: skip
    assert panel.abstract is not None
    assert panel.abstract.value == "What cities do.\n\n- first"
    assert [room.value for room in panel.rooms] == ["Room 1", "Room 2"]
    assert (talk.parent, talk.public_id and talk.public_id.value) == (1, "GHJKMN")
    assert (concert.in_all_rooms, concert.ends_on) == (True, date(2026, 9, 29))
    assert (launch.is_timed, launch.day, launch.start) == (False, OPTIONS.first_day, 0)
    assert (result.language, result.zone and result.zone.value) == ("en", "Europe/Berlin")
    assert missed(TEXT) == []


def test_commas_and_semicolons_of_other_scripts_do_as_well() -> None:
    text = TEXT.replace(
        "Mayor; City of Samples (Samples, Mexico)", "Mayor؛ City of Samples (Samples، Mexico)"
    )

    mayor, as_before = (persons.as_who(read(one).sessions[0].people[0]) for one in (text, TEXT))
    assert mayor == as_before


def test_fields_know_where_they_stand() -> None:
    panel = named(TEXT, "Health for all")

    sources = [TEXT[span.start : span.end] for room in panel.rooms for span in room.spans]
    assert sources == ["Room 1", "Room 2"]
    assert panel.clock is not None
    assert TEXT[panel.clock.spans[0].start : panel.clock.spans[0].end] == "09:30–11:00"


def test_a_session_in_other_words_is_read_in_its_place() -> None:
    other = "11.15 a.m. - 11.45 a.m.: Award ceremony\nRoom 5\nModerator: Bo Sample\n\n"
    text = TEXT.replace("22:00–01:00", f"{other}22:00–01:00")

    assert titles(text)[2:5] == ["Wells and rain", "Award ceremony", "Concert"]
    award = read(text).sessions[3]
    assert (award.start, award.end, award.kind, award.parent) == (675, 705, "ceremony", None)
    assert [person.name.value for person in award.people] == ["Bo Sample"]


def test_a_session_in_other_words_behind_a_plus_is_part_of_the_one_before() -> None:
    text = TEXT.replace("    + 09:40", "    + 9:30 h: Introduction\n\n    + 09:40")

    assert titles(text)[1:4] == ["Health for all", "Introduction", "Wells and rain"]
    assert [one.parent for one in read(text).sessions[1:4]] == [None, 1, 1]


def test_a_session_in_other_words_on_a_later_day_is_on_that_day() -> None:
    text = TEXT.replace(
        "== Not scheduled ==",
        "== Tuesday, 2026-09-29 ==\n\n9.30 h: Visit to the harbour\n\n== Not scheduled ==",
    )

    assert named(text, "Visit to the harbour").day == date(2026, 9, 29)


def test_lines_below_a_session_are_more_of_it_and_others_are_reported() -> None:
    text = TEXT.replace("    Room: all rooms\n", "    Bring your own chair.\n\nBest wishes,\nAnna\n")

    concert = named(text, "Concert")
    assert concert.abstract is not None
    assert concert.abstract.value == "Bring your own chair."
    assert missed(text) == ["Best wishes,", "Anna"]


def test_a_greeting_before_the_text_is_only_reported() -> None:
    text = f"Dear all,\nhere it is at 10:00:\n\n{TEXT}"

    assert titles(text) == titles(TEXT)
    assert missed(text) == ["Dear all,", "here it is at 10:00:"]


def test_lines_that_a_mail_program_has_broken_are_put_together() -> None:
    long = "Health for all in cities that learn from each other across borders and generations, every day"
    person = (
        "Ms Ada Sample, Professor of the History of Computing Machinery; University of Samples and Examples"
    )
    text = TEXT.replace("Health for all", long).replace("Moderator: Ms Ada Sample", f"Moderator: {person}")
    broken = text.replace("learn from each", "learn\nfrom each").replace("; University", ";\nUniversity")

    panel = named(broken, long)
    assert panel.public_id is not None
    assert panel.people[0].organisation is not None
    assert panel.people[0].organisation.value == "University of Samples and Examples"
    assert missed(broken) == []


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n", "\n\n"),
        "\n".join(line.strip() for line in TEXT.split("\n")),
        "\n".join(f"> {line}" for line in TEXT.split("\n")),
        TEXT.replace("    ", "\u00a0" * 4)
        .replace("Plenary text", "Plenary\u00a0text")
        .replace("| ", "|\u00a0"),
        TEXT.replace("–", "-").replace("--:--", "—:—"),
    ],
    ids=["windows", "doubled", "not indented", "quoted", "hard spaces", "other dashes"],
)
def test_what_mail_programs_do_to_lines_does_not_matter(changed: str) -> None:
    assert read_again(read(changed)) == read_again(read(TEXT))
    assert missed(changed) == []


def test_of_a_session_copied_the_first_keeps_the_public_id() -> None:
    text = TEXT.replace("== Not", "09:00  Opening ceremony again [Opening]  #K7M2QP\n\n== Not")
    result = read(text)

    codes = [one.public_id.value if one.public_id else None for one in result.sessions]
    assert codes == ["K7M2QP", "ABCDEF", "GHJKMN", None, None, "PQRSTV"]
    assert [(one.code, one.session) for one in result.questions] == [("same_session_twice", 4)]


def test_a_day_whose_name_does_not_fit_is_asked_about() -> None:
    result = read(TEXT.replace("Monday, 2026-09-28", "Monday, 2026-09-29"))

    assert [question.code for question in result.questions] == ["weekday_contradicts_date"]
    assert result.sessions[0].day == date(2026, 9, 29)


def test_a_day_in_other_words_is_that_day() -> None:
    text = TEXT.replace(
        "== Not", "Wednesday 30 September\n\n9.30 h: Visit to the harbour\n\n10:00  Walk [Visit]\n\n== Not"
    )
    renamed = TEXT.replace("== Monday, 2026-09-28 ==", "== Tuesday, 29 September ==")

    assert [named(text, title).day.day for title in ("Concert", "Visit to the harbour", "Walk")] == [
        28,
        30,
        30,
    ]
    assert [one.day.day for one in read(renamed).sessions] == [29, 29, 29, 29, 28]
    assert missed(text) == missed(renamed) == []


def test_a_heading_that_names_no_day_is_asked_about() -> None:
    result = read(TEXT.replace("22:00–01:00", "== Some evening ==\n\n22:00–01:00"))

    assert [question.code for question in result.questions] == ["day_not_understood"]
    assert [one.day.day for one in result.sessions][3:] == [28, 28]


def test_a_cancelled_session_is_read_and_left_out() -> None:
    text = TEXT.replace("22:00–01:00", "Cancelled: 22:00–01:00")

    assert titles(text) == ["Opening ceremony", "Health for all", "Wells and rain", "Book launch"]
    assert missed(text) == []


def test_a_session_may_be_on_another_day_than_its_heading() -> None:
    talk = named(TEXT.replace("+ 09:40–10:00", "+ 2026-09-29 09:40–10:00"), "Wells and rain")

    assert (talk.day, talk.start) == (date(2026, 9, 29), 580)


def test_ends_far_away_and_second_clocks_are_said() -> None:
    concert = named(TEXT.replace("22:00–01:00", "02:30–02:10b+2"), "Concert")

    assert (concert.ends_on, concert.start_fold, concert.end_fold) == (date(2026, 9, 30), 0, 1)


@pytest.mark.parametrize(
    "head", ["25:00  Concert [Other]", "10:75  Concert [Other]", "2026-02-30 10:00  Concert [Other]"]
)
def test_times_that_no_clock_shows_are_not_believed(head: str) -> None:
    text = TEXT.replace("22:00–01:00  Concert [Other]", head)

    assert "K7M2QP" in [one.public_id.value for one in read(text).sessions if one.public_id]


def test_a_text_with_our_first_line_alone_is_read_as_any_other() -> None:
    (session,) = read("My day · Plenary text 1 · en\n\n9:30-10:15: Visit to the harbour\n").sessions

    assert (session.title.value, session.start, session.kind) == ("Visit to the harbour", 570, "visit")


def test_a_text_without_sessions_is_an_empty_programme() -> None:
    assert read("Conference · Plenary text 1 · ar\n").sessions == ()


def test_too_many_sessions_are_refused() -> None:
    with pytest.raises(TooManyItems):
        read("X · Plenary text 1 · en\n" + "09:00  A [Other]\n" * 2_001)


def test_our_own_text_may_be_long_and_what_is_added_may_not() -> None:
    long = TEXT.replace("What cities do.", "What cities do. " * 20_000)

    assert len(read(long + "\n11.15 a.m.: Coffee break\n").sessions) == 6
    with pytest.raises(TextTooLong):
        read(TEXT + "\n11.15 a.m.: Coffee break\n" * 10_000)


@pytest.mark.parametrize(
    "line",
    ["Speaker: " + "a" * 99, "Speaker: " + "((((" * 25, "+" * 99, "[" * 99, "\\" * 99, " " * 99, "| a",
     "9:00 x\n\n09:00 A [Other]", "Abstract: a\n1 b", "== 2026-09-28 ==", "·" * 99, "a: " * 33],
)  # fmt: skip
def test_hostile_lines_in_thousands_are_read_in_a_moment(line: str) -> None:
    text = "X · Plenary text 1 · en\n09:00  A [Other]\n" + f"{line}\n" * 900
    began = time.process_time()

    read(text)

    assert time.process_time() - began < 10


def test_the_example_of_the_document_is_read_to_the_last_line() -> None:
    document = (tree.ROOT / "docs" / "programme-text.md").read_text(encoding="utf-8")
    before_rules = document.split("\n## ")[0]
    example = "\n".join(line[4:] for line in before_rules.split("\n") if line.startswith("    ") or not line)

    assert titles(example) == ["Opening ceremony", "Health for all", "Wells and rain", "Book launch"]
    assert missed(example) == []


def test_a_room_that_is_called_all_rooms_is_read_again_among_others() -> None:
    sheet = Sheet(
        title="X",
        language="en",
        time_zone="Europe/Berlin",
        entries=[
            Entry(title="Talk", rooms=("Room 1", "all rooms")),
            Entry(title="Talk", rooms=("ALL ROOMS", "Room 1")),
        ],
    )

    assert read_again(read(write(sheet))) == sheet.entries


@pytest.mark.parametrize(
    "line", ["Speaker: [group]", "Speaker: [group, remote]", "Speaker:", "Speaker: \u200b"]
)
def test_a_group_without_a_word_for_it_is_not_understood(line: str) -> None:
    result = read(f"X · Plenary text 1 · en\n\n09:00  Talk [Other]\n{line}\nNote: short\n")

    assert result.sessions[0].people == ()
    assert result.sessions[0].note is not None
    assert [one.number for one in result.lines if not one.is_understood] == [4]
