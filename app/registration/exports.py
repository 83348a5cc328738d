"""The list of registrations as CSV and XLSX: text stays text, whatever somebody typed into a form.

Pure: rows in, bytes out. What people need for access is health data and is left out unless asked for.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from app.core import lazy, localtime, text
from app.network import countries
from app.registration import labels, rules
from app.registration.models import Registration, Sector

xlsxwriter = lazy.module("xlsxwriter")

BOM = "\ufeff"  # without it Excel reads UTF-8 as something else
_LONGEST_CELL = 32_767  # what a spreadsheet takes
# What programs that read CSV may take for the beginning of a formula, full-width twins included.
_FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@|＝＋－＠]|[\t\r]")
# Not allowed in XML, whichever way it is written.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the list; `cell` makes its text from a registration."""

    title: LazyString
    cell: Callable[[Registration, "Setting"], str]
    width: int = 18


@dataclass(frozen=True, slots=True)
class Setting:
    """In whose words the list is written: language of the reader, zone and languages of the event."""

    language: str
    timezone: str
    main_language: str


def to_csv(rows: Iterable[Registration], setting: Setting, *, with_access_needs: bool = False) -> bytes:
    """UTF-8 with a byte order mark, commas, every formula made harmless."""
    columns = _columns(with_access_needs=with_access_needs)
    buffer = io.StringIO(newline="")
    buffer.write(BOM)
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    writer.writerow([str(column.title) for column in columns])
    for row in rows:
        writer.writerow([harmless(_plain(column.cell(row, setting))) for column in columns])
    return buffer.getvalue().encode()


def to_xlsx(rows: Iterable[Registration], setting: Setting, *, with_access_needs: bool = False) -> bytes:
    """A workbook whose cells are all text, so that nothing in them is ever computed or followed."""
    columns = _columns(with_access_needs=with_access_needs)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "constant_memory": True,
            "in_memory": False,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    as_text = book.add_format({"num_format": "@"})
    head = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
    sheet = book.add_worksheet(gettext("Registrations")[:31])
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width, as_text)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, [str(column.title) for column in columns], head)
    for number, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            sheet.write_string(number, place, _plain(column.cell(row, setting)), as_text)
    book.close()
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell no program reads as a formula: an apostrophe goes before what could be one (T30)."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _plain(cell: str) -> str:
    return _NOT_XML.sub("", cell)[:_LONGEST_CELL]


def _at(moment: datetime | None, setting: Setting) -> str:
    """2026-09-28 09:00, by the event's clock; sorts as text."""
    return f"{localtime.to_local(moment, setting.timezone):%Y-%m-%d %H:%M}" if moment else ""


def _category(row: Registration, setting: Setting) -> str:
    return text.choose(row.category.name, (setting.language, setting.main_language, "en"))[0]


def _country(row: Registration, setting: Setting) -> str:
    return countries.name(row.country, setting.language) if row.country else ""


def _sector(row: Registration, _setting: Setting) -> str:
    return str(labels.SECTOR[Sector(row.sector)]) if row.sector in set(Sector) else row.sector


def _yes(is_so: bool) -> str:  # noqa: FBT001 - a value to be shown, not a switch
    return gettext("yes") if is_so else gettext("no")


_COLUMNS: Sequence[Column] = (
    Column(_l("Reference"), lambda row, _: row.reference),
    Column(_l("State"), lambda row, _: str(labels.STATE[row.state])),
    Column(_l("Category"), _category),
    Column(_l("Name"), lambda row, _: row.name, 28),
    Column(_l("E-mail"), lambda row, _: row.email, 30),
    Column(_l("Organisation"), lambda row, _: row.organisation, 30),
    Column(_l("Position"), lambda row, _: row.position, 24),
    Column(_l("City"), lambda row, _: row.city),
    Column(_l("Country"), _country, 22),
    Column(_l("Country code"), lambda row, _: row.country, 10),
    Column(_l("Language"), lambda row, _: row.language, 10),
    Column(_l("Attendance"), lambda row, _: str(labels.ATTENDANCE[rules.takes_part(row)])),
    Column(_l("Sector"), _sector, 26),
    Column(_l("Address confirmed"), lambda row, _: _yes(rules.is_vouched_for(row)), 12),
    Column(_l("Number of arrival"), lambda row, _: str(row.queue_number or ""), 10),
    Column(_l("Registered at"), lambda row, setting: _at(row.created_at, setting)),
    Column(_l("State since"), lambda row, setting: _at(row.state_changed_at, setting)),
    Column(_l("Note"), lambda row, _: row.note, 30),
)
_ACCESS_NEEDS = Column(_l("Accessibility needs"), lambda row, _: row.accessibility_needs, 40)


def _columns(*, with_access_needs: bool) -> Sequence[Column]:
    return (*_COLUMNS, _ACCESS_NEEDS) if with_access_needs else _COLUMNS
