"""The draft as a grid: one day, rooms across, and beside it what waits to be scheduled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core import localtime
from app.core.actors import Permission
from app.events.rules import possible_day
from app.http import access, language
from app.programme import board
from app.programme.board import Board
from app.programme.checks.finding import Finding
from app.programme.rules import Draft
from app.programme.timetable.grid import Grid
from app.rendering import colour, dates, lists
from app.web.filters import tr_text
from app.web.organiser import finding_links, programme_presence

bp = Blueprint("grid", __name__, url_prefix="/grid")

_HALF_A_DAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Shown:
    """What every block of the grid is drawn from; keys are numbers of sessions and tracks.

    Hints are left to the list of findings: a grid has no room for them.
    """

    board: Board
    places: Grid | None
    columns: Mapping[str, str]
    findings: Mapping[int, Sequence[Finding]]
    tones: Mapping[int, int]
    clocks: Sequence[tuple[str, str]]
    inside: Mapping[int, int]
    editors: Mapping[str, str]


@bp.get("/")
@access.team(Permission.PROGRAMME_VIEW)
def show() -> ResponseReturnValue:
    checked = finding_links.checked()
    draft, grave = checked.draft, [finding for finding in checked.open if not finding.is_hint]
    day = _wanted_day(draft)
    shown = _shown(board.board(draft, day), draft, grave)
    return render_template(
        "organiser/programme/grid.html",
        shown=shown,
        day=day,
        here=_address(day),
        ways=[(_short(one), _address(one)) for one in sorted({*board.days(draft), day})],
        zone=_zone(day),
        to_look_at=[finding for block in _all(shown.board) for finding in _about(block, shown)],
        accent=colour.DEFAULT,
        tones=[track.colour for track in draft.tracks],
    )


def _shown(one: Board, draft: Draft, found: Sequence[Finding]) -> Shown:
    names = {room.public_id: tr_text(room.name) for room in one.rooms}
    places = board.arrange(one)
    return Shown(
        board=one,
        places=places,
        columns={**names, board.NO_ROOM: _("No room yet")},
        findings=finding_links.by_item(found),
        tones={track.id: number for number, track in enumerate(draft.tracks, start=1)},
        clocks=[(_clock(at), row) for at, row in places.clocks.items()] if places else (),
        inside={item.id: len(draft.timetable.children(item)) for item in one.waiting},
        editors=programme_presence.editors_of_sessions(),
    )


def _clock(at: datetime) -> str:
    return dates.clock(localtime.to_local(at, g.event.timezone))


def _all(one: Board) -> Sequence[board.Block]:
    return [*one.above, *one.blocks]


def _about(block: board.Block, shown: Shown) -> list[Finding]:
    items = [block.item, *(part.item for part in block.parts), *block.untimed]
    return [finding for item in items for finding in shown.findings.get(item.id, ())]


def _wanted_day(draft: Draft) -> date:
    """The day of the address, also when its last session has just gone; else the first of the programme."""
    asked = possible_day(request.args.get("day", ""))
    return asked or next(iter(sorted(draft.timetable.days()) or board.days(draft)))


def _address(day: date) -> str:
    return url_for(".show", day=day)


def _short(day: date) -> str:
    return dates.weekday_short_day(day, language.current())


def _zone(day: date) -> str:
    """The event's zone by its name and by what the clocks show at noon of that day."""
    noon = localtime.start_of_day(day, g.event.timezone) + _HALF_A_DAY
    return lists.join(
        (g.event.timezone, dates.zone_label(localtime.to_local(noon, g.event.timezone))), language.current()
    )
