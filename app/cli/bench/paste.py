"""Reading a pasted programme, and checking a draft: processor time of this process alone."""

import statistics
import time
from collections.abc import Callable
from datetime import date

from app.cli.bench import data, scratch
from app.cli.bench.pages import Result
from app.cli.bench.report import Row
from app.programme import queries
from app.programme.checks import reading
from app.programme.paste.parsing import Options, parse

SLUG = "bench"
ROUNDS = 7
MUST_SHORT, AIM_SHORT = 60, 25  # milliseconds for 200 lines
MUST_LONG = 1000  # for 2,000 lines
MUST_CHECKS, AIM_CHECKS = 150, 60
FIRST = date(2026, 5, 4)
DAYS = 10  # the long programme is a long week, as the short one is a day
OPTIONS = Options(FIRST, data.ZONE, date(2026, 5, 13))
GIVEN = ("Ada", "Bruno", "Chiara", "Dmitri", "Esther", "Farid", "Greta", "Hamza", "Ingrid", "João", "Keiko")
FAMILY = (
    "Almeida",
    "Brandt",
    "Castillo",
    "Diallo",
    "Eriksen",
    "Fournier",
    "Grigoriev",
    "Haddad",
    "Ito",
    "Kaya",
)
BODIES = ("University of Quayside", "City of Sevenlamps", "Harbour Museum", "Ministry of Education")
TOPICS = ("Rivers as classrooms", "Night schools", "Who pays for the library?", "Maps drawn by children")


def measure(database: str | None, *, size: int) -> Result:
    """Programmes of 200 and of 2,000 lines, and the checks over `size` sessions."""
    rows = [
        _timed(Row("paste of 200 lines", must_cpu=MUST_SHORT), _reader(200)),
        _timed(Row("paste of 2,000 lines", must_cpu=MUST_LONG), _reader(2000)),
    ]
    with scratch.database(database):
        event = data.conference(SLUG, sessions=size)
        draft = queries.draft(event)
        row = Row(f"checks of {size} sessions", must_cpu=MUST_CHECKS)
        rows.append(_timed(row, lambda: reading.check(draft)))
    facts: dict[str, object] = {
        "sessions read in 2,000 lines": len(parse(programme(2000), OPTIONS).sessions),
        "aim": f"≤ {AIM_SHORT} ms for 200 lines, ≤ {AIM_CHECKS} ms for the checks",
    }
    return rows, facts


def programme(lines: int) -> str:
    """A programme of that many lines, no two of its sessions alike."""
    written = ["Learning at the harbour"]
    block = -(-lines // DAYS)
    for day in range(DAYS):
        written += ["", f"Day {day + 1}", ""]
        number = 0
        while len(written) < min(lines, (day + 1) * block):
            written += _session(day, number)
            number += 1
    return "\n".join(written[:lines])


def _session(day: int, number: int) -> list[str]:
    """Seven lines as organisers write them: clock, title and room, moderator, speakers, a paragraph."""
    start = 8 * 60 + 10 * number
    clock = f"{start // 60:02}:{start % 60:02}–{(start + 10) // 60:02}:{(start + 10) % 60:02}"
    if number % 5 == 4:  # noqa: PLR2004
        return [f"{clock} Coffee break", ""]
    people = [_person(day * 97 + number * 3 + offset) for offset in range(3)]
    return [
        f"{clock} Panel {number + 1}: {TOPICS[number % 4]}, part {day + 1} (Room {number % 6 + 1})",
        f"Moderator: {people[0]}",
        "Speakers:",
        f"- Dr {people[1]}, Director, {BODIES[number % 4]}",
        f"- {people[2]} ({BODIES[(number + 1) % 4]}, Portugal)",
        "Three cities report what they tried in 2025, what it cost and who came after 18:00.",
        "",
    ]


def _person(number: int) -> str:
    return f"{GIVEN[number % len(GIVEN)]} {FAMILY[number // 2 % len(FAMILY)]}-{FAMILY[number % 7]}"


def _reader(lines: int) -> Callable[[], object]:
    text = programme(lines)
    return lambda: parse(text, OPTIONS)


def _timed(row: Row, work: Callable[[], object]) -> Row:
    """Warm up, then measure it several times; rates and percentiles are of the processor's time too."""
    work()
    for _ in range(ROUNDS):
        before = time.process_time()
        work()
        row.cpu.append(1000 * (time.process_time() - before))
    row.rate.append(1000 / statistics.median(row.cpu))
    return row
