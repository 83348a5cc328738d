"""What needs attention in one event: a list of things to do, from what is really there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core import clock
from app.core.actors import Actor, Permission
from app.events import labels as event_labels
from app.events.models import Event, Lifecycle
from app.http import access, identity
from app.outbox import queries as outbox
from app.outbox.models import MessageState
from app.programme import labels, queries
from app.programme.checks import running
from app.programme.queries import Preview
from app.programme.services import commenting
from app.registration.models import RegistrationState
from app.registration.queries import attendee, desk
from app.registration.queries.desk import Numbers
from app.web.organiser import event_pages, scope

bp = scope.bind(Blueprint("overview", __name__, url_prefix="/events/<slug>"))

SOON = timedelta(hours=24)  # an offer that lapses by then is worth a call


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. `kind` colours its mark: bad cannot wait, warning should not."""

    sentence: str
    href: str
    kind: str = "warning"


@bp.get("/")
@access.team(Permission.EVENT_VIEW)
def show() -> ResponseReturnValue:
    actor, event = identity.current_actor(), g.event
    preview = queries.preview(event) if actor.may(Permission.PROGRAMME_VIEW, event.id) else None
    numbers = desk.numbers(event) if actor.may(Permission.REGISTRATIONS_VIEW, event.id) else None
    return render_template(
        "organiser/overview.html",
        tasks=list(_tasks(event, actor, preview, numbers)),
        status=event_labels.STATUS[event_pages.status(event)],
        preview=preview,
        release_labels=labels.RELEASE,
        numbers=numbers,
        categories=attendee.categories(event) if numbers is not None else [],
    )


def _tasks(event: Event, actor: Actor, preview: Preview | None, numbers: Numbers | None) -> Iterator[Task]:
    root = f"/organise/events/{event.slug}/"
    if event.lifecycle is Lifecycle.DRAFT and actor.may(Permission.EVENT_EDIT, event.id):
        yield Task(_("The event is a draft: nobody outside the team sees it."), f"{root}edit/", "info")
    if actor.may(Permission.MESSAGES_VIEW, event.id):
        yield from _of_messages(event, root)
    if preview is not None:
        may_release = actor.may(Permission.PROGRAMME_RELEASE, event.id)
        yield from _of_programme(preview, f"{root}programme/", may_release=may_release)
        yield from _of_comments(event, root)
    if numbers is not None:
        yield from _of_registrations(event, numbers, root)


def _of_messages(event: Event, root: str) -> Iterator[Task]:
    failed = outbox.counts(event.id).get(MessageState.FAILED, 0)
    if failed:
        sentence = ngettext(
            "%(num)s message could not be delivered.", "%(num)s messages could not be delivered.", failed
        )
        yield Task(sentence, f"{root}messages/?state=failed", "bad")


def _of_programme(preview: Preview, root: str, *, may_release: bool) -> Iterator[Task]:
    releasing = f"{root}releases/new" if may_release else root
    errors, warnings = len(running.errors(preview.findings)), len(running.warnings(preview.findings))
    if errors:
        sentence = ngettext(
            "%(num)s error in the draft programme blocks its release.",
            "%(num)s errors in the draft programme block its release.",
            errors,
        )
        yield Task(sentence, f"{root}findings/", "bad")
    if warnings:
        sentence = ngettext(
            "%(num)s warning about the programme or the event's page wants a look.",
            "%(num)s warnings about the programme or the event's page want a look.",
            warnings,
        )
        yield Task(sentence, f"{root}findings/")
    if preview.current is None and preview.snapshot.sessions:
        yield Task(_("The programme has not been released yet."), releasing, "info")
    elif preview.comparison:
        yield Task(_("The draft programme has changes that are not released."), releasing)


def _of_comments(event: Event, root: str) -> Iterator[Task]:
    count = commenting.open_ones(event)
    if count:
        sentence = ngettext(
            "%(num)s comment on the draft is open.", "%(num)s comments on the draft are open.", count
        )
        yield Task(sentence, f"{root}programme/comments/")


def _of_registrations(event: Event, numbers: Numbers, root: str) -> Iterator[Task]:
    pending = numbers.by_state.get(RegistrationState.PENDING, 0)
    if pending:
        sentence = ngettext(
            "%(num)s registration waits for a decision.",
            "%(num)s registrations wait for a decision.",
            pending,
        )
        yield Task(sentence, f"{root}registrations/?state=pending")
    has_offers = numbers.by_state.get(RegistrationState.OFFERED)
    lapsing = desk.offers_that_end(event, clock.now() + SOON) if has_offers else 0
    if lapsing:
        sentence = ngettext(
            "%(num)s offer of a seat lapses within a day.",
            "%(num)s offers of a seat lapse within a day.",
            lapsing,
        )
        yield Task(sentence, f"{root}registrations/?state=offered")
    if numbers.unverified:
        sentence = ngettext(
            "%(num)s person has not confirmed their e-mail address yet.",
            "%(num)s people have not confirmed their e-mail address yet.",
            numbers.unverified,
        )
        yield Task(sentence, f"{root}registrations/?verified=no", "info")
