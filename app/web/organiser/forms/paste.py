"""What an organiser gives to be read as a programme, and what they decide about what was read."""

import re
from collections.abc import Iterator, Mapping
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
from app.programme.proposals.persons import IN_TEXT, Who
from app.programme.proposals.proposal import (
    NEW,
    Proposal,
    ProposedPerson,
    ProposedSession,
)
from app.programme.proposals.proposing import BETWEEN_ROOMS
from app.programme.proposals.queries import Review
from app.programme.reading import files
from app.programme.services.pasting import NewText
from app.rendering import dates
from app.web.fields import CountryField, RevisionField, longest
from app.web.forms import BaseForm
from app.web.organiser.forms.appearances import described
from app.web.organiser.forms.fields import ClockField, DayField, OneOfField, UploadField
from app.web.organiser.forms.sessions import (
    TIMES,
    FoldField,
    is_asked,
    likely_day,
    session_text,
)
from app.web.organiser.forms.table import first_end
from app.web.organiser.forms.versioned import VersionedForm, event_languages, optional

MOST_PEOPLE = 60
_LINE, _TEXT = 300, 20_000
_ROW = re.compile(r"person-(\d{1,2})-")


class PasteForm(BaseForm):
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
        """The text, or that of the file. Raises ProgrammeTooLarge, UnknownFormat or NotReadable."""
        upload = self.file.upload()
        source = files.text_of(upload[1], upload[0]) if upload else self.text.data or ""
        return NewText(
            source=source,
            first_day=self.first_day.data,  # type: ignore[arg-type]
            language=self.language.data,
            filename=upload[1] if upload else "",
        )


class ReviewForm(BaseForm):
    """Every tick says: not as proposed. So nothing is sent of what stays as it is proposed."""

    revision = RevisionField()
    mark = HiddenField()

    def __init__(self, pasted: PastedText, review: Review) -> None:
        super().__init__(data={"revision": pasted.revision, "mark": review.mark})
        self.review = review

    def show_again(self, pasted: PastedText, review: Review) -> None:
        """What is shown now is what the next press decides about."""
        self.review = review
        self.revision.raw_data, self.revision.data = None, pasted.revision
        self.mark.raw_data, self.mark.data = None, review.mark

    @property
    def seen(self) -> int:
        return self.revision.data if self.revision.data is not None else -1

    def ticks(self) -> dict[str, bool]:
        """Each change and whether to make it; where the draft has moved, only what was ticked counts."""
        other = set(request.form.getlist("other"))
        is_same = self.mark.data == self.review.mark
        return {
            key: proposed != (key in other)
            for key, proposed in proposals(self.review)
            if is_same or key in other
        }

    def who(self) -> dict[str, str]:
        return {
            one.key: chosen
            for one in self.review.differences.people.values()
            if (chosen := request.form.get(f"who-{one.key}"))
        }


def proposals(review: Review) -> Iterator[tuple[str, bool]]:
    """The key of every change there is, with what is proposed."""
    for session in review.differences.added:
        yield added_key(session), True
    for pair in review.differences.changed:
        yield from ((change.key, change.is_proposed) for change in pair.changes)
    for item in review.differences.gone:
        yield gone_key(item), False


def choices_of(who: Who) -> list[tuple[str, str]]:
    """Whom a name may mean, in words."""
    same = [(person.public_id, _known(person)) for person in who.known]
    alike = [(IN_TEXT + one.key, _("The same as %(name)s in this text", name=one.name)) for one in who.alike]
    return [*same, *alike, (NEW, _("Somebody new"))]


def _known(person: Person) -> str:
    return _("Known: %(person)s", person=described(person))


class ProposedPersonForm(BaseForm):
    """Somebody in a proposed session; without a name they are left out."""

    name = StringField(_l("Name"), validators=[longest(_LINE)])
    is_group = BooleanField(_l("A group without names"))
    honorific = StringField(_l("Form of address"), validators=[longest(60)], render_kw={"list": "honorifics"})
    role = OneOfField(_l("Role"), labels.ROLE)
    position = StringField(_l("Position"), validators=[longest(_LINE)])
    organisation = StringField(_l("Organisation"), validators=[longest(_LINE)])
    city = StringField(_l("City"), validators=[longest(200)])
    country = CountryField()
    mode = OneOfField(_l("Takes part"), labels.MODE, default=AppearanceMode.IN_PERSON)
    state = OneOfField(_l("State"), labels.STATE, default=AppearanceState.CONFIRMED)

    def __init__(self, number: int, person: ProposedPerson | None, **kwargs: Any) -> None:
        super().__init__(prefix=f"person-{number}-", data=_shown_person(person), **kwargs)
        self.person = person

    def read(self) -> ProposedPerson | None:
        if not self.name.data:
            return None
        before = self.person
        return ProposedPerson(
            name=self.name.data,
            is_group=bool(self.is_group.data),
            given_name=before.given_name if before and before.name == self.name.data else "",
            family_name=before.family_name if before and before.name == self.name.data else "",
            role=self.role.data.value,
            role_is_said=before is None or before.role_is_said or before.role != self.role.data.value,
            honorific=self.honorific.data or "",
            position=self.position.data or "",
            organisation=self.organisation.data or "",
            city=self.city.data or "",
            country=self.country.data or "",
            mode=self.mode.data.value,
            state=self.state.data.value,
            places=before.places if before else {},
        )


class ProposedSessionForm(VersionedForm):
    """One session as it was read, every field to be corrected."""

    together = TIMES

    title = StringField(_l("Title"), validators=[InputRequired(_l("Enter a text here.")), longest(_LINE)])
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
    starts_fold = FoldField(_l("Which start do you mean?"))
    ends_fold = FoldField(_l("Which end do you mean?"))
    rooms = StringField(
        _l("Rooms"),
        description=_l("Several rooms with + between them."),
        validators=[longest(1000)],
        render_kw={"list": "known-rooms"},
    )
    in_all_rooms = BooleanField(_l("In all rooms"))
    track = StringField(_l("Track"), validators=[longest(_LINE)], render_kw={"list": "known-tracks"})
    note = StringField(
        _l("Note on delivery"), description=_l("For example: video message."), validators=[longest(_LINE)]
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
        rows = min(max(len(session.people) + 1, _rows_sent()), MOST_PEOPLE)
        people: list[ProposedPerson | None] = [*session.people, *[None] * rows][:rows]
        self.people = [ProposedPersonForm(number, person, **kwargs) for number, person in enumerate(people)]

    def validate(self, extra_validators: Any = None) -> bool:
        results = [super().validate(extra_validators), *(row.validate() for row in self.people)]
        self.status = max(self.status, *(row.status for row in self.people))
        is_half = bool(self.day.data) != (self.starts.data is not None)
        if is_half and not self.day.errors and not self.starts.errors:
            field = self.day if self.starts.data is not None else self.starts
            field.errors = [*field.errors, _("Enter both day and start, or neither.")]
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
        before = self.session
        return ProposedSession(
            number=before.number,
            title=self.title.data or "",
            parent=int(self.parent.data) if self.parent.data else None,
            kind=self.kind.data.value,
            kind_is_said=before.kind_is_said or before.kind != self.kind.data.value,
            starts=starts,
            ends=self._ends(starts),
            starts_fold=self.starts_fold.fold,
            ends_fold=self.ends_fold.fold,
            rooms=[name for part in (self.rooms.data or "").split("+") if (name := part.strip()[:_LINE])],
            in_all_rooms=bool(self.in_all_rooms.data),
            **{name: self[name].data or "" for name in (*_TEXTS, "track")},
            people=[person for row in self.people if (person := row.read())],
            public_id=before.public_id,
            same_as=self.same_as.data or "",
            places=before.places,
        )

    def _starts(self) -> datetime | None:
        if self.day.data is None or self.starts.data is None:
            return None
        return datetime.combine(self.day.data, self.starts.data)

    def _ends(self, starts: datetime | None) -> datetime | None:
        """The end on the day of the start, or after midnight where that makes a night of it."""
        if self.ends.data is None or starts is None:
            return None
        return first_end(starts, self.ends.data)


def _rows_sent() -> int:
    """How many rows of people the request holds, and one more where that is asked for."""
    sent = [int(match[1]) for key in request.form if (match := _ROW.match(key))]
    return max(sent, default=-1) + 1 + ("more" in request.form)


def _shown_person(person: ProposedPerson | None) -> dict[str, Any]:
    if person is None:
        return {}
    return {
        **{name: getattr(person, name) for name in _OF_PERSON},
        "role": AppearanceRole(person.role),
        "mode": AppearanceMode(person.mode),
        "state": AppearanceState(person.state),
    }


_OF_PERSON = ("name", "is_group", "honorific", "position", "organisation", "city", "country")
_TEXTS = ("note", "abstract", "key_question", "objective", "focus_points")


def _shown(session: ProposedSession) -> dict[str, Any]:
    starts, ends = session.starts, session.ends
    return {
        **{name: getattr(session, name) for name in (*_TEXTS, "title", "in_all_rooms", "track", "same_as")},
        "kind": SessionKind(session.kind),
        "parent": "" if session.parent is None else str(session.parent),
        "day": starts.date() if starts else None,
        "starts": starts.time() if starts else None,
        "ends": ends.time() if ends else None,
        "starts_fold": str(session.starts_fold or 0),
        "ends_fold": str(session.ends_fold or 0),
        "rooms": BETWEEN_ROOMS.join(session.rooms),
    }


def _outer(proposal: Proposal, session: ProposedSession) -> list[tuple[str, str]]:
    """The sessions this one may be part of: those that are part of none."""
    if proposal.children(session.number):
        return []
    return [
        (str(one.number), _named(one.title, one.starts))
        for one in proposal.sessions
        if one.parent is None and one.number != session.number
    ]


def _draft_choices(review: Review, session: ProposedSession) -> list[tuple[str, str]]:
    pair = review.differences.pairs.get(session.number)
    found = session_text(pair.item.title) if pair else _("none, it is new")
    return [
        ("", _("As it was found: %(session)s", session=found)),
        (NEW, _("None: it is new")),
        *(
            (item.public_id, _named(session_text(item.title), item.starts_local))
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
    return countries.name(value, language.current()) if name == "country" else value
