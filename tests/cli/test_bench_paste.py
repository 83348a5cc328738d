"""flask bench paste: what it measures is a programme, and it is read as one."""

import pytest

from app.cli.bench.paste import FIRST, OPTIONS, programme
from app.programme.paste.parsing import parse


@pytest.mark.parametrize("lines", [200, 2000])
def test_the_measured_programme_has_as_many_lines_and_is_understood(lines: int) -> None:
    text = programme(lines)

    result = parse(text, OPTIONS)

    assert len(text.split("\n")) == lines
    assert [line.number for line in result.lines if not line.is_understood] == [1]  # its heading
    assert len(result.sessions) >= lines // 8
    panel = result.sessions[0]
    assert (panel.day, panel.start, panel.end, panel.kind) == (FIRST, 480, 490, "panel")
    assert (panel.title.value, panel.room and panel.room.value) == (
        "Panel 1: Rivers as classrooms, part 1",
        "Room 1",
    )
    assert [person.role for person in panel.people] == ["moderator", "speaker", "speaker"]
