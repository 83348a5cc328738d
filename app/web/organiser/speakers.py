"""Those who appear in the event: their links, their answers, and how they will appear."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core import clock, pages
from app.core.actors import Permission
from app.events import queries as events
from app.http import access, csrf, identity
from app.people import queries as people
from app.people import services as people_services
from app.people.models import Person
from app.programme import labels
from app.programme import queries as programmes
from app.programme.timetable import proof
from app.rendering.links import absolute
from app.speakers import queries, rules
from app.speakers.errors import NoSuchLink
from app.speakers.queries import Speaker
from app.speakers.services import links, space
from app.web.forms import ButtonForm
from app.web.organiser.forms.speakers import LinkForm

bp = Blueprint("speakers", __name__)


@bp.get("/speakers/")
@access.team(Permission.PROGRAMME_EDIT)
def index() -> ResponseReturnValue:
    everybody = queries.of_event(g.event)
    page = pages.part(everybody, number=request.args.get("page", 1, type=int))
    reached = {one.person.id for one in everybody if _address(one)}
    return render_template(
        "organiser/speakers/index.html",
        page=page,
        unanswered=rules.unanswered,
        labels=labels,
        may_be_reached=reached,
        without_link=sum(one.link is None and one.person.id in reached for one in everybody),
        silent=[one for one in everybody if one.is_silent],
        is_over=rules.is_over(g.event, clock.now()),
        space_is_scarce=space.is_scarce(g.event),
    )


@bp.post("/speakers/send")
@access.team(Permission.PROGRAMME_EDIT)
def send_to_all() -> ResponseReturnValue:
    """To those who are ticked; or to all who have no link yet, on whatever page they are."""
    ButtonForm().validate()
    chosen = set(request.form.getlist("person"))
    if "everybody" in request.form:
        chosen = {one.person.public_id for one in queries.of_event(g.event) if one.link is None}
    reached = links.send_to(g.event, chosen, actor=identity.current_actor())
    flash(ngettext("%(num)s link is on its way.", "%(num)s links are on their way.", len(reached)), "success")
    return redirect(url_for(".index"))


@bp.route("/speakers/remind", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
def remind() -> ResponseReturnValue:
    """Exactly who would be written to; nobody else is."""
    if request.method == "POST":
        ButtonForm().validate()
        asked = links.remind(g.event, set(request.form.getlist("person")), actor=identity.current_actor())
        flash(
            ngettext("%(num)s reminder is on its way.", "%(num)s reminders are on their way.", len(asked)),
            "success",
        )
        return redirect(url_for(".index"))
    silent, now = [one for one in queries.of_event(g.event) if one.is_silent], clock.now()
    due = [one for one in silent if one.link is not None and rules.may_be_reminded(one.link, now)]
    return render_template(
        "organiser/speakers/remind.html", due=due, early=[one for one in silent if one not in due]
    )


@bp.route("/<public_id>/speaker/", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def show(public_id: str) -> ResponseReturnValue:
    speaker = _speaker(public_id)
    form = LinkForm(_address(speaker), speaker.link.language if speaker.link else "")
    if form.validate_on_submit():
        with form.reporting():
            links.send(
                g.event, speaker.person, email=form.email.data, language=form.language.data,
                actor=identity.current_actor(),
            )  # fmt: skip
            flash(_("The link is on its way."), "success")
            return redirect(url_for(".show", public_id=public_id))
    return render_template("organiser/speakers/show.html", form=form, **_shown(speaker)), form.status


@bp.post("/<public_id>/speaker/make")
@access.team(Permission.PROGRAMME_EDIT)
def make(public_id: str) -> ResponseReturnValue:
    ButtonForm().validate()
    links.make(g.event, _speaker(public_id).person, actor=identity.current_actor())
    flash(_("The link is made. Hand it over yourself."), "success")
    return redirect(url_for(".show", public_id=public_id))


@bp.post("/<public_id>/speaker/revoke")
@access.team(Permission.PROGRAMME_EDIT)
def revoke(public_id: str) -> ResponseReturnValue:
    ButtonForm().validate()
    link = _speaker(public_id).link
    if link is None:
        raise NoSuchLink
    links.revoke(link, actor=identity.current_actor())
    flash(_("The link opens nothing any more."), "success")
    return redirect(url_for(".show", public_id=public_id))


@bp.post("/<public_id>/speaker/accept")
@access.team(Permission.PROGRAMME_EDIT)
def accept(public_id: str) -> ResponseReturnValue:
    ButtonForm().validate()
    person = _speaker(public_id).person
    people_services.accept(
        person, event_id=g.event.id, shown_by=programmes.events_with(person), actor=identity.current_actor()
    )
    flash(_("Event pages show it now."), "success")
    return redirect(url_for(".show", public_id=public_id))


def _speaker(public_id: str) -> Speaker:
    return queries.of_person(g.event, people.by_public_id(public_id, programmes.takes_part_in(g.event)))


def _may_edit(person: Person) -> bool:
    return queries.may_edit(identity.current_actor(), person)


def _address(speaker: Speaker) -> str:
    """Where a link would go: where it went last, else to the address this team may know."""
    if speaker.link is not None and speaker.link.email:
        return speaker.link.email
    return speaker.person.email if speaker.person.email and _may_edit(speaker.person) else ""


def _shown(speaker: Speaker) -> dict[str, Any]:
    link, person = speaker.link, speaker.person
    opens = link is not None and not link.is_revoked and not rules.is_over(g.event, clock.now())
    # What a link may do, nobody gets by reading it here who may not do it anyway.
    may_copy = link is not None and opens and (not link.may_describe or _may_edit(person))
    return {
        "speaker": speaker,
        "link": link,
        "person": person,
        "opens": opens,
        "address": absolute(queries.path(link)) if link is not None and may_copy else "",
        "sessions": {one.public_id: one.item for one in speaker.appearances},
        "labels": labels,
        "is_waiting": any(row.held is not None for row in events.presented(person)),
        "may_accept": _may_edit(person),
        "proofs": proof.of(g.event, person, speaker.appearances),
        "is_over": rules.is_over(g.event, clock.now()),
        "ends_at": rules.ends_at(g.event),
    }
