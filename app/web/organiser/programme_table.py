"""The draft as a table: one day's sessions in one form, each line saved by itself."""

from datetime import date
from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.actors import Permission
from app.core.text import shorten
from app.http import access, csrf, identity, language
from app.programme import queries
from app.programme.models import ProgrammeItem
from app.programme.rules import Draft
from app.programme.services import sessions
from app.rendering import dates
from app.web.organiser import finding_links
from app.web.organiser.forms.gone_lines import GoneLine, gone_lines
from app.web.organiser.forms.table import LineForm, TableForm

bp = Blueprint("table", __name__, url_prefix="/table")

UNSCHEDULED = "none"
_LONGEST_NAME = 80  # of a session in a sentence about it


@bp.route("/", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def show() -> ResponseReturnValue:
    frame = TableForm()
    draft = queries.draft(g.event) if request.method == "POST" else finding_links.checked().draft
    day = _wanted_day(draft)
    lines, gone = _lines(draft, day), gone_lines(request.form, _there(draft))
    lost = [line for line in gone if line.is_touched]
    if frame.validate_on_submit():
        lines = _save(lines, draft)
        _tell_removed([line for line in gone if not line.is_touched])
        if not lost and all(line.status == HTTPStatus.OK for line in lines):
            return redirect(_address(day))
        frame.lines = lines
    return render_template(
        "organiser/programme/table.html",
        frame=frame,
        lines=lines,
        lost=lost,
        is_refused=any(line.status != HTTPStatus.OK for line in lines),
        day=day,
        here=_address(day),
        ways=_ways(draft),
        findings=finding_links.by_item(finding_links.checked().open),
    ), max([frame.status, *(line.status for line in lines), *(HTTPStatus.CONFLICT for _line in lost)])


def _address(day: date | None) -> str:
    return url_for(".show", day=day or UNSCHEDULED)


def _ways(draft: Draft) -> list[tuple[str, str]]:
    """Label and address of every page of the table."""
    days = sorted(draft.timetable.days())
    ways = [(dates.short_day(day, language.current()), _address(day)) for day in days]
    return ways + ([(_("Not scheduled yet"), _address(None))] if draft.timetable.unscheduled() else [])


def _wanted_day(draft: Draft) -> date | None:
    """The day of the address, else the first there is; None for what is not scheduled."""
    days = sorted(draft.timetable.days())
    asked = request.args.get("day", "")
    if asked == UNSCHEDULED or not days:
        return None
    return next((day for day in days if day.isoformat() == asked), days[0])


def _lines(draft: Draft, day: date | None) -> list[LineForm]:
    """Those of the day; of what was sent, wherever these sessions have got to meanwhile."""
    if request.method == "POST":
        wanted = [item for item in draft.timetable if f"{item.public_id}-was" in request.form]
    else:
        wanted = [item for item in draft.timetable if _day_of(item, draft) == day]
    return [_line(item, draft) for item in wanted]


def _day_of(item: ProgrammeItem, draft: Draft) -> date | None:
    """Talks are listed with their panel, whatever day they are on."""
    span = draft.timetable.span(draft.timetable.parent(item) or item)
    return span.day if span else None


def _line(item: ProgrammeItem, draft: Draft, **kwargs: Any) -> LineForm:
    return LineForm(item, rooms=draft.rooms, tracks=draft.tracks, **kwargs)


def _save(lines: list[LineForm], draft: Draft) -> list[LineForm]:
    """Save every line somebody has typed into. Returns the lines to show."""
    shown: list[LineForm] = []
    saved = 0
    for line in lines:
        if line.is_touched and not _save_line(line, draft):
            shown.append(line)
        else:
            saved += line.is_touched
            shown.append(_line(line.item, draft, formdata=None))
    if saved:
        flash(ngettext("%(num)s session is saved.", "%(num)s sessions are saved.", saved), "success")
    return shown


def _save_line(line: LineForm, draft: Draft) -> bool:
    if line.validate():
        with line.saving(lambda: _line(line.item, draft, formdata=None)):
            sessions.edit_line(line.item, line.changes(), actor=identity.current_actor())
            return True
    return False


def _there(draft: Draft) -> set[str]:
    return {item.public_id for item in draft.timetable}


def _tell_removed(gone: list[GoneLine]) -> None:
    """Of lines nobody typed into nothing is lost; the first is named, for there may be a day of them."""
    if not gone:
        return
    title, more = shorten(gone[0].title or _("Without a title"), _LONGEST_NAME), len(gone) - 1
    if more:
        sentence = ngettext(
            "“%(title)s” and %(num)s other session have been removed by somebody else in the meantime.",
            "“%(title)s” and %(num)s other sessions have been removed by somebody else in the meantime.",
            more,
            title=title,
        )
    else:
        sentence = _("“%(title)s” has been removed by somebody else in the meantime.", title=title)
    flash(sentence, "warning")
