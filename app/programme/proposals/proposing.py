"""From what the parser has read to a proposal in the words of the draft. Pure."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from app.core import localtime, text
from app.network import countries
from app.programme.models import SessionKind
from app.programme.paste.result import Found, ParsedPerson, ParsedSession, Result
from app.programme.paste.vocabulary import vocabulary
from app.programme.proposals import namesakes
from app.programme.proposals.proposal import (
    HALF_OF_DAY,
    Doubt,
    Piece,
    Places,
    Proposal,
    ProposedPerson,
    ProposedSession,
)

BETWEEN_ROOMS = " + "
_LONGEST_LINE = 300  # of a title, a name or a room, as the draft keeps them
_LONGEST_TEXT = 20_000
_HALF_A_DAY = timedelta(hours=12)
_PLUS = re.compile(r"(?<=[^+\s])\s*\+\s*(?=[^+\s])")  # between two names, and not the end of "Lab C++"


def propose(result: Result, *, timezone: str, language: str) -> Proposal:
    """What `result` says, for an event in `timezone`, its texts being in `language`.

    Where the text gives its times in another zone, the proposal names it and keeps the times as they
    are written: an organiser decides (`convert`).
    """
    proposal = Proposal(
        language=language,
        sessions=[_session(number, one) for number, one in enumerate(result.sessions)],
        doubts=[
            Doubt(code=one.code, start=one.span.start, end=one.span.end, session=one.session)
            for one in result.questions
        ],
        pieces=[
            Piece(start=use.span.start, end=use.span.end, use=use.use, session=use.session)
            for line in result.lines
            for use in line.uses
        ],
    )
    namesakes.tell_apart(proposal.sessions)
    if result.zone and _is_another(result.zone.value, timezone, proposal.sessions):
        proposal.zone = result.zone.value
    return proposal


def convert(proposal: Proposal, timezone: str) -> None:
    """Bring the times of the text from its zone to the event's own, in place."""
    for session in _as_read(proposal):
        for name in ("starts", "ends"):
            local, fold = _converted(*_moment(session, name), proposal.zone, timezone)
            setattr(session, name, local)
            # Where the clock shows the time twice, it is no question any more which one is meant.
            is_twice = local is not None and localtime.is_twice(local, timezone)
            setattr(session, f"{name}_fold", fold if is_twice else None)
    proposal.zone_is_applied = True


def convert_back(proposal: Proposal, timezone: str) -> None:
    """Have the times again as they are written in the text, in place."""
    for session in _as_read(proposal):
        for name in ("starts", "ends"):
            local, fold = _converted(*_moment(session, name), timezone, proposal.zone)
            setattr(session, name, local)
            setattr(session, f"{name}_fold", _said_fold(fold, says_all=session.says_all))
    proposal.zone_is_applied = False


def _as_read(proposal: Proposal) -> list[ProposedSession]:
    return [session for session in proposal.sessions if not session.is_timed_by_hand]


def _moment(session: ProposedSession, name: str) -> tuple[datetime | None, int]:
    return getattr(session, name), getattr(session, f"{name}_fold") or 0


def turn_half_of_day(proposal: Proposal, session: ProposedSession) -> None:
    """Take a clock without am or pm for the other half of the day, in place.

    What is inside comes along where its clock was guessed at alike.
    """
    if session.starts is None:
        return
    is_late = session.is_late
    by = -_HALF_A_DAY if is_late else _HALF_A_DAY
    session.starts += by
    session.ends = session.ends + by if session.ends else None
    session.starts_fold = session.ends_fold = None
    guessed = {doubt.session for doubt in proposal.open_doubts() if doubt.code == HALF_OF_DAY}
    for child in proposal.children(session.number):
        if child.number in guessed and child.is_late == is_late:
            turn_half_of_day(proposal, child)


def room_names(written: str, known: Collection[str]) -> list[str]:
    """The names of rooms somebody has typed with + between them; `known` names may have one within."""
    names = [
        name
        for part in written.split(BETWEEN_ROOMS)
        for name in ([part.strip()] if part.strip() in known else _PLUS.split(part.strip()))
    ]
    return [*dict.fromkeys(filter(None, names))]


def _session(number: int, parsed: ParsedSession) -> ProposedSession:
    """Talks without a clock of their own have no times of their own."""
    starts, ends = _times(parsed) if parsed.is_timed else (None, None)
    rooms = [*map(_line, parsed.rooms)] or _rooms(parsed.room)
    is_everywhere = parsed.in_all_rooms or (len(rooms) == 1 and text.searchable(rooms[0]) in _all_rooms())
    return ProposedSession(
        number=number,
        parent=parsed.parent,
        title=_line(parsed.title),
        kind=parsed.kind or SessionKind.OTHER.value,
        kind_is_said=parsed.kind_word is not None or parsed.label is not None,
        starts=starts,
        ends=ends,
        starts_fold=_said_fold(parsed.start_fold, says_all=parsed.says_all),
        ends_fold=_said_fold(parsed.end_fold, says_all=parsed.says_all),
        rooms=[] if is_everywhere else rooms,
        in_all_rooms=is_everywhere,
        track=_line(parsed.track),
        public_id=_line(parsed.public_id),
        note=_line(parsed.note),
        abstract=_text(parsed.abstract),
        key_question=_text(parsed.key_question),
        objective=_text(parsed.objective),
        focus_points=_text(parsed.focus_points),
        people=[
            _person(one, says_all=parsed.says_all) for one in (*parsed.people, *parsed.groups)
        ],
        says_all=parsed.says_all,
        places=_places(
            title=parsed.title, starts=parsed.clock, rooms=parsed.room, note=parsed.note,
            abstract=parsed.abstract, key_question=parsed.key_question, objective=parsed.objective,
            focus_points=parsed.focus_points, kind=parsed.kind_word or parsed.label,
        ),
    )  # fmt: skip


def _said_fold(fold: int, *, says_all: bool) -> int | None:
    """Which of two times of the clock is meant: our own texts say so, of others it may have to be asked."""
    return fold if says_all else fold or None


def _times(parsed: ParsedSession) -> tuple[datetime, datetime | None]:
    midnight = datetime.combine(parsed.day, datetime.min.time())
    starts = midnight + timedelta(minutes=parsed.start)
    if parsed.end is None or parsed.end_is_derived:
        return starts, None
    return starts, datetime.combine(parsed.ends_on, datetime.min.time()) + timedelta(minutes=parsed.end)


def _rooms(found: Found | None) -> list[str]:
    names = (text.clean_line(name)[:_LONGEST_LINE] for name in _line(found).split(BETWEEN_ROOMS))
    return [*dict.fromkeys(name for name in names if name)]


def _all_rooms() -> frozenset[str]:
    return frozenset(text.searchable(word) for word in vocabulary().spellings("rooms", "all"))


def _person(parsed: ParsedPerson, *, says_all: bool) -> ProposedPerson:
    country = countries.find(parsed.country.value) if parsed.country else None
    organisation = _line(parsed.organisation)
    if parsed.country and not country:  # a place we do not know is still told
        organisation = ", ".join(filter(None, (organisation, _line(parsed.country))))
    return ProposedPerson(
        name=_line(parsed.name),
        is_group=parsed.is_group,
        given_name=_line(parsed.given_name),
        family_name=_line(parsed.family_name),
        family_name_first=parsed.family_name_first,
        public_id=_line(parsed.public_id),
        role=parsed.role,
        role_is_said=says_all or parsed.role_label is not None,
        honorific=_line(parsed.honorific)[:60],
        position=_line(parsed.position),
        organisation=organisation[:_LONGEST_LINE],
        city=_line(parsed.city),
        country=country or "",
        mode=parsed.mode,
        state=parsed.state or ("invited" if parsed.is_tbc else "confirmed"),
        places=_places(
            name=parsed.name, honorific=parsed.honorific, position=parsed.position,
            organisation=parsed.organisation, country=parsed.country, role=parsed.role_label,
            mode=parsed.note,
        ),
    )  # fmt: skip


def _places(**fields: Found | None) -> Places:
    return {
        name: [(span.start, span.end) for span in found.spans]
        for name, found in fields.items()
        if found is not None
    }


def _line(found: Found | None) -> str:
    return text.clean_line(found.value)[:_LONGEST_LINE] if found else ""


def _text(found: Found | None) -> str:
    return text.clean(found.value)[:_LONGEST_TEXT] if found else ""


def _is_another(zone: str, home: str, sessions: Sequence[ProposedSession]) -> bool:
    """Whether clocks of the two show different times at any of the sessions."""
    times = [session.starts for session in sessions if session.starts is not None]
    return any(_converted(time, 0, zone, home)[0] != time for time in times)


def _converted(local: datetime | None, fold: int, zone: str, home: str) -> tuple[datetime | None, int]:
    """What clocks at home show when those in the zone show `local`, and which of two times that is."""
    if local is None:
        return None, 0
    there = local.replace(tzinfo=_tz(zone), fold=fold).astimezone(_tz(home))
    return there.replace(tzinfo=None, fold=0), there.fold


def _tz(zone: str) -> tzinfo | None:
    """The zone of a text or of an event: a name, or an offset alone."""
    return datetime.strptime(zone, "%z").tzinfo if zone[:1] in "+-" else ZoneInfo(zone)
