"""The same hours on the clocks of several places, and what stands over a programme nobody called one."""

import pytest

from app.programme.announcing.reading import read
from tests.programme.announcing.test_reading import TODAY, value

_BELOW = "\n\nProgramme\n16:00 Opening\n17:00 Closing\n"


@pytest.mark.parametrize(
    ("hours", "start", "zone"),
    [
        ("10:00–11:30 New York (EDT) | 16:00–17:30 Geneva (CEST)", "10:00", "America/New_York"),
        ("10:00 EDT / 16:00 CEST / 17:00 EAT", "10:00", "America/New_York"),
        ("10:00–11:30 New York (EDT) | 16:00–17:30 Geneva (CEST)" + _BELOW, "16:00", "Europe/Berlin"),
        ("10:00–11:30 New York (EDT)\n16:00–17:30 Geneva (CEST)" + _BELOW, "16:00", "Europe/Berlin"),
        ("Time: 10:00 New York (EDT) / 16:00 Geneva (CEST)", "10:00", "America/New_York"),
        ("Time:\n10:00–11:30 EDT\n16:00–17:30 CEST", "10:00", "America/New_York"),
    ],
)
def test_hours_are_those_of_one_place(hours: str, start: str, zone: str) -> None:
    found = read(f"Webinar on lamps\n5 May 2027\n{hours}\n", TODAY)

    assert found.time.starts is not None
    assert (found.time.starts.strftime("%H:%M"), found.time.timezone) == (start, zone)
    assert found.sections == []
    assert value(found.programme) == _BELOW.partition("Programme\n")[2].strip() * ("Programme" in hours)


@pytest.mark.parametrize(
    "head", ["Programme of the first day – 5 May 2027", "برنامج اليوم الأول – الأربعاء ٥ أيار ٢٠٢٧"]
)
def test_a_line_over_the_first_clock_that_speaks_of_the_programme_belongs_to_it(head: str) -> None:
    text = f"Fair\nDate: 5 May 2027\n\nLamps are lit.\n\n{head}\n9:00 Opening\n10:00 Closing\n"

    found = read(text, TODAY)

    assert value(found.programme).splitlines()[0] == head
    assert [one.body.value for one in found.sections] == ["Lamps are lit."]
