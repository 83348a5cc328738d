"""What an organiser gives to be read as a programme, and what they decide about what was read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from app.core import languages
from app.http import language
from app.network import countries
from app.people.models import Person
from app.programme import labels
from app.programme.models import AppearanceMode, AppearanceRole, AppearanceState, PastedText, SessionKind
from app.programme.proposals.differences import added_key, gone_key
from app.programme.proposals.persons import IN_TEXT, Name, Who
from app.programme.proposals.proposal import (
    NEW,
    Proposal,
    ProposedPerson,
    ProposedSession,
)
from app.programme.proposals.proposing import BETWEEN_ROOMS, room_names
from app.programme.proposals.queries import Review
from app.programme.services.pasting import NewText
from app.rendering import dates
from app.web.fields import RevisionField, longest
from app.web.filters import tr_text
from app.web.forms import BaseForm
from app.web.organiser.forms import text_or_file
from app.web.organiser.forms.appearances import described
from app.web.organiser.forms.fields import ClockField, DayField, OneOfField, UploadField
from app.web.organiser.forms.once import OnceForm
from app.web.organiser.forms.proposed_person import LINE, ProposedPersonForm
from app.web.organiser.forms.sessions import (
    TIMES,
    FoldField,
    is_asked,
    likely_day,
    times_are_whole,
)
from app.web.organiser.forms.table import first_end
from app.web.organiser.forms.versioned import VersionedForm, event_languages, optional

MOST_PEOPLE, _MOST_NEW = 60, 20  # of one session on a page; who comes behind them stays as they are
_TEXT = 20_000
TAKEN = "+"  # before the key of a change whose tick means: make it; else it means: leave it
_ROW = re.compile(r"person-(\d{1,2})-")


class PasteForm(OnceForm):
    text = TextAreaField(
        _l("Text of the programme"),
        description=_l("As you have it: from an e-mail, a web page or a document."),
    )
    file = UploadField(
        _l("Or a file"),
        description=_l("A text, a Word document, a table, a web page or a PDF, up to 5 MB."),
        render_kw={"accept": ".txt,.md,.docx,.xlsx,.ods,.csv,.tsv,.html,.htm,.pdf"},
    )
    first_day = DayField(
        _l("First day"),
        description=_l("For texts that say “Day 1” or name no day at all."),
        validators=[InputRequired(_l("Enter the day the programme begins on.")), likely_day],
    )
    language = SelectField(_l("Language of the text"))

    def __init__(self) -> None:
        super().__init__(data={"first_day": g.event.first_day, "language": g.event.main_language})
        self.language.choices = [
            (code, languages.name(code, language.current())) for code in event_languages()
        ]

    def data_for_service(self) -> NewText:
        """The text, or that of the file. Raises as `text_or_file.given`."""
        source, filename = text_or_file.given(self.text, self.file)
        return NewText(
            source=source,
            first_day=self.first_day.data,  # type: ignore[arg-type]
            language=self.language.data,
            filename=filename,
            public_id=self.made_as(),
        )


class ReviewForm(BaseForm):
    """Every tick says: not as proposed. So nothing is sent of what stays as it is proposed.

    The page tells what its reader was shown, and only what differs from that is decided: two may be at it.
    """

    revision = RevisionField()
    mark = HiddenField()

    def __init__(self, pasted: PastedText, review: Review) -> None:
        super().__init__(data={"revision": pasted.revision, "mark": review.mark})
        self.review = review
        self._sent_ticks: dict[str, bool] = {}
        self._sent_who: dict[str, str] = {}

    def show_again(self, pasted: PastedText, review: Review) -> None:
        """What is shown now is what the next press decides about; what was sent is still to be seen."""
        self._sent_ticks, self._sent_who = self.ticks(), self.who()
        self.review = review
        self.revision.raw_data, self.revision.data = None, pasted.revision
        self.mark.raw_data, self.mark.data = None, review.mark

    def told(self, key: str, *, proposed: bool) -> str:
        """What the tick of a change sends: its key, and whether it means to make it or to leave it."""
        return key if proposed else f"{TAKEN}{key}"

    def boxes(self, key: str, *, proposed: bool) -> tuple[bool, bool]:
        """Whether the tick of a change is kept as set, and whether it is set: it may have come in vain."""
        kept = self.review.is_ticked(key, proposed=proposed)
        return kept != proposed, self._sent_ticks.get(key, kept) != proposed

    def chosen(self, who: Who) -> str:
        """Who somebody was said to be just now, else as it is kept."""
        return self._sent_who.get(who.key, who.chosen)

    @property
    def seen(self) -> int:
        return self.revision.data if self.revision.data is not None else -1

    def ticks(self) -> dict[str, bool]:
        """The changes whose tick was set or taken away, and whether to make them.

        What a tick meant is what its page said: another one may be proposed by now.
        """
        other = set(request.form.getlist("other"))
        touched = other.symmetric_difference(request.form.getlist("shown"))
        known = {key for key, _proposed in proposals(self.review)}
        decided = {told.removeprefix(TAKEN): told.startswith(TAKEN) == (told in other) for told in touched}
        return {key: is_made for key, is_made in decided.items() if key in known}

    def who(self) -> dict[str, str]:
        return {
            one.key: chosen
            for one in self.review.differences.people.values()
            if (chosen := request.form.get(f"who-{one.key}"))
            and chosen != request.form.get(f"shown-{one.key}")
        }


def proposals(review: Review) -> Iterator[tuple[str, bool]]:
    """The key of every change there is, with what is proposed."""
    for session in review.differences.added:
        yield added_key(session), review.differences.is_proposed(session)
    for pair in review.differences.changed:
        yield from ((change.key, change.is_proposed) for change in pair.changes)
    for item in review.differences.gone:
        yield gone_key(item), False


def choices_of(who: Who) -> list[tuple[str, str]]:
    """Whom a name may mean, in words."""
    same = [(person.public_id, known_as(person)) for person in who.known]
    alike = [
        (IN_TEXT + one.key, _("The same as %(name)s in this text", name=named(one))) for one in who.alike
    ]
    return [*same, *alike, (NEW, _("Somebody new"))]


def named(one: Who | Name) -> str:
    """A name of the text, with where they are from where another one has it too."""
    return " · ".join(filter(None, (one.name, one.place)))


def known_as(person: Person) -> str:
    """One of the people we know, so that they can be told from somebody new."""
    return _("Known: %(person)s", person=described(person))


class ProposedSessionForm(VersionedForm):
    """One session as it was read, every field to be corrected."""

    together = TIMES

    title = StringField(_l("Title"), validators=[InputRequired(_l("Enter a text here.")), longest(LINE)])
    kind = OneOfField(_l("Kind"), labels.KIND)
    parent = SelectField(_l("Part of"), default="")
    same_as = SelectField(
        _l("Which session of the draft it is"),
        description=_l(
            "It keeps that session’s address, calendar entry and everything the text is silent about."
        ),
    )
    day = DayField(_l("Day"), validators=[Optional(), likely_day])
    starts = ClockField(_l("Starts at"), validators=[Optional()])
    ends = ClockField(
        _l("Ends at"),
        description=_l("Leave empty to end with the next session in the same rooms."),
        validators=[Optional()],
    )
    ends_day = DayField(_l("Last day, if it ends on another one"), validators=[Optional(), likely_day])
    starts_fold = FoldField(_l("Which start do you mean?"))
    ends_fold = FoldField(_l("Which end do you mean?"))
    rooms = StringField(
        _l("Rooms"),
        description=_l("Several rooms with + between them."),
        validators=[longest(1000)],
        render_kw={"list": "known-rooms"},
    )
    in_all_rooms = BooleanField(_l("In all rooms"))
    track = StringField(_l("Track"), validators=[longest(LINE)], render_kw={"list": "known-tracks"})
    note = StringField(
        _l("Note on delivery"), description=_l("For example: video message."), validators=[longest(LINE)]
    )
    abstract = TextAreaField(_l("Abstract"), validators=[longest(_TEXT)])
    key_question = TextAreaField(_l("Key question"), validators=[longest(2000)])
    objective = TextAreaField(_l("Objective"), validators=[longest(2000)])
    focus_points = TextAreaField(
        _l("Focus points"), description=_l("One on each line."), validators=[longest(4000)]
    )

    def __init__(self, session: ProposedSession, review: Review, revision: int, **kwargs: Any) -> None:
        super().__init__(data={**_shown(session), "revision": revision}, **kwargs)
        self.session = session
        self.review = review
        self.parent.choices = optional(_outer(review.proposal, session))
        self.same_as.choices = _draft_choices(review, session)
        shown, self.further = session.people[:MOST_PEOPLE], session.people[MOST_PEOPLE:]
        rows = min(max(len(shown) + 1, _rows_sent()), MOST_PEOPLE + _MOST_NEW)
        people: list[ProposedPerson | None] = [*shown, *[None] * rows][:rows]
        self.people = [ProposedPersonForm(number, person, **kwargs) for number, person in enumerate(people)]

    def validate(self, extra_validators: Any = None) -> bool:
        results = [super().validate(extra_validators), *(row.validate() for row in self.people)]
        self.status = max(self.status, *(row.status for row in self.people))
        if not times_are_whole(self):
            self.status = max(self.status, 422)
            return False
        return all(results)

    def merged_fields(self) -> Iterator[Field]:
        yield from super().merged_fields()
        for row in self.people:
            yield from row

    def error_list(self) -> list[tuple[str, str]]:
        return super().error_list() + [one for row in self.people for one in row.error_list() if one[0]]

    def asks_fold(self, field: str) -> bool:
        """Whether the clock shows the time in `starts` or `ends` twice on that day."""
        starts = self._starts()
        return is_asked(starts if field == "starts" else self._ends(starts))

    def corrected(self) -> ProposedSession:
        starts = self._starts()
        ends = self._ends(starts)
        before = self.session
        texts: dict[str, Any] = {name: self[name].data or "" for name in (*_TEXTS, "track")}
        return replace(
            before,
            **texts,
            title=self.title.data or "",
            parent=int(self.parent.data) if self.parent.data else None,
            kind=self.kind.data.value,
            kind_is_said=before.kind_is_said or before.kind != self.kind.data.value,
            starts=starts,
            ends=ends,
            starts_fold=self._fold("starts", starts),
            ends_fold=self._fold("ends", ends),
            rooms=self._rooms(),
            in_all_rooms=bool(self.in_all_rooms.data),
            people=self._people(),
            same_as=self.same_as.data or "",
        )

    def _people(self) -> list[ProposedPerson]:
        """Those of the rows, who is new behind those for whom the page had no row."""
        there, new = self.people[:MOST_PEOPLE], self.people[MOST_PEOPLE:]
        read = [[person for row in rows if (person := row.read())] for rows in (there, new)]
        return [*read[0], *self.further, *read[1]]

    def _rooms(self) -> list[str]:
        """As they were where nothing was typed: a name may have a + in it."""
        typed, before = self.rooms.data or "", self.session.rooms
        if typed == BETWEEN_ROOMS.join(before):
            return before
        known = {name for room in self.review.draft.rooms for name in room.name.values()}
        return [name[:LINE] for name in room_names(typed, known.union(before))]

    def _fold(self, name: str, time: datetime | None) -> int | None:
        """As it was answered; where the page did not ask, the same time means what it meant."""
        answer: FoldField = self[f"{name}_fold"]
        is_same = time == getattr(self.session, name)
        return getattr(self.session, f"{name}_fold") if is_same and not answer.raw_data else answer.fold

    def _starts(self) -> datetime | None:
        if self.day.data is None or self.starts.data is None:
            return None
        return datetime.combine(self.day.data, self.starts.data)

    def _ends(self, starts: datetime | None) -> datetime | None:
        """The end on the last day, if one is said; else by the start, past midnight where it is earlier."""
        if self.ends.data is None or starts is None:
            return None
        if self.ends_day.data is not None:
            return datetime.combine(self.ends_day.data, self.ends.data)
        return first_end(starts, self.ends.data)


def _rows_sent() -> int:
    """How many rows of people the request holds, and one more where that is asked for."""
    sent = [int(match[1]) for key in request.form if (match := _ROW.match(key))]
    return max(sent, default=-1) + 1 + ("more" in request.form)


_TEXTS = ("note", "abstract", "key_question", "objective", "focus_points")


def _shown(session: ProposedSession) -> dict[str, Any]:
    starts, ends = session.starts, session.ends
    folds = {"starts_fold": session.starts_fold, "ends_fold": session.ends_fold}
    return {
        **{name: getattr(session, name) for name in (*_TEXTS, "title", "in_all_rooms", "track", "same_as")},
        "kind": SessionKind(session.kind),
        "parent": "" if session.parent is None else str(session.parent),
        "day": starts.date() if starts else None,
        "starts": starts.time() if starts else None,
        "ends": ends.time() if ends else None,
        "ends_day": ends.date() if starts and ends and first_end(starts, ends.time()) != ends else None,
        **{name: None if fold is None else str(fold) for name, fold in folds.items()},
        "rooms": BETWEEN_ROOMS.join(session.rooms),
    }


def _outer(proposal: Proposal, session: ProposedSession) -> list[tuple[str, str]]:
    """The sessions this one may be part of: the one it is in, and those that are part of none."""
    has_children = bool(proposal.children(session.number))
    return [
        (str(one.number), _named(one.title, one.starts))
        for one in proposal.sessions
        if one.number == session.parent
        or (not has_children and one.parent is None and one.number != session.number)
    ]


def _draft_choices(review: Review, session: ProposedSession) -> list[tuple[str, str]]:
    pair = review.differences.pairs.get(session.number)
    found = tr_text(pair.item.title) if pair else _("none, it is new")
    return [
        ("", _("As it was found: %(session)s", session=found)),
        (NEW, _("None: it is new")),
        *(
            (item.public_id, _named(tr_text(item.title), item.starts_local))
            for item in review.draft.timetable
        ),
    ]


def _named(title: str, starts: datetime | None) -> str:
    return f"{dates.short_day(starts, language.current())} {starts:%H:%M} {title}" if starts else title


def told(said: Mapping[str, str]) -> list[str]:
    """What a text or the draft says of somebody in a session, in words."""
    return [word for name, value in said.items() if value and (word := _told(name, value))]


def _told(name: str, value: str) -> str:
    if name == "role":
        return str(labels.ROLE[AppearanceRole(value)])
    if name == "mode":
        return str(labels.MODE[AppearanceMode(value)])
    if name == "state":
        return str(labels.STATE[AppearanceState(value)])
    return countries.name(value, language.current()) if name == "country" else value
