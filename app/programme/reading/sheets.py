"""Spreadsheets (.xlsx, .xlsb, .ods): every sheet under its name, every row on a line."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineWorkbook

MOST_ROWS = 5000  # of one sheet


def read(data: bytes) -> Iterator[str | list[str]]:
    """The lines of all sheets; the name of a sheet stands above it where there are several."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    names = book.sheet_names
    for name in names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=True, nrows=MOST_ROWS)
        if len(names) > 1 and rows:
            yield name
        for row in rows:
            yield [_written(value) for value in row]
        yield ""


def _written(value: object) -> str:
    """A cell as people would write it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, timedelta):  # a time of the day, to some programs
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, datetime):
        day = value.date().isoformat()
        return day if value.time() == time() else f"{day} {value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return "" if value is None else str(value)
