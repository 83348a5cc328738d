"""People who may have been entered twice: found, laid side by side, made one, and taken apart again."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core import pages
from app.core.actors import Permission
from app.http import access, csrf, identity
from app.people import merging as people_merging
from app.people import queries as people
from app.people import services as people_services
from app.people.models import Person
from app.programme import labels, queries
from app.programme.services import merging, telling_apart
from app.web.forms import ButtonForm
from app.web.organiser import found_people
from app.web.organiser.forms.appearances import described
from app.web.organiser.forms.merging import MergeForm, label, words

bp = Blueprint("merging", __name__)

MOST_FOUND = 20


@bp.get("/doubles/")
@access.team(Permission.PROGRAMME_EDIT)
def doubles() -> ResponseReturnValue:
    """Pairs of whom at least one is of this event, and both may be changed by who looks."""
    ours = people.entered_by_teams_of(identity.current_actor())
    pairs = people.may_be_doubles(queries.takes_part_in(g.event), ours)
    page = pages.part(pairs, number=request.args.get("page", 1, type=int))
    return render_template("organiser/people/doubles.html", pairs=page.items, page=page, described=described)


@bp.get("/<public_id>/merge/")
@access.team(Permission.PROGRAMME_EDIT)
def find(public_id: str) -> ResponseReturnValue:
    """Who else this person may be: those of a similar name, or whoever is searched for."""
    person, typed = _ours(public_id), request.args.get("q", "")[:200]
    ours = people.entered_by_teams_of(identity.current_actor())
    there, others = Person.id != person.id, people.others_than(person, ours)
    if typed.strip():
        found = found_people.find(typed, ours, there, size=MOST_FOUND)
    else:
        found = found_people.alike(person.name, ours, there, Person.id.not_in([one.id for one in others]))
    return render_template(
        "organiser/people/find_double.html",
        person=person, typed=typed, found=found, others=others,
    )  # fmt: skip


@bp.route("/<public_id>/merge/<other>/", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def merge(public_id: str, other: str) -> ResponseReturnValue:
    kept = _entered(public_id)
    if people.successors({other}).get(other) == public_id:  # pressed twice, or opened again
        return _told(kept, _("The two entries are one already. This can be undone below."))
    double = _entered(other)
    parts = people_merging.parts(kept, double)
    form = MergeForm(kept, double, parts)
    if form.validate_on_submit():
        with form.reporting():
            merging.merge(kept, double, form.choice(), event_id=g.event.id, actor=identity.current_actor())
            flash(_("The two entries are one now. This can be undone below."), "success")
            return redirect(url_for("organiser.people.edit", public_id=public_id))
    return render_template(
        "organiser/people/merge.html",
        form=form, kept=kept, other=double, parts=parts, label=label, words=words,
        moving=merging.moving(g.event, kept, double), labels=labels,
        elsewhere=len(queries.events_with(double) - {g.event.id}),
        is_told_apart=bool(people.told_apart({kept.id, double.id})),
    ), form.status  # fmt: skip


@bp.post("/<public_id>/merge/<other>/undo")
@access.team(Permission.PROGRAMME_EDIT)
def separate(public_id: str, other: str) -> ResponseReturnValue:
    ButtonForm().validate()
    kept = _ours(public_id)
    former = next((one for one in people.former(kept) if one.public_id == other), None)
    if former is None:
        _entered(other)
        return _told(kept, _("The two entries are apart already."))
    merging.separate(former, event_id=g.event.id, actor=identity.current_actor())
    flash(_("The two entries are apart again."), "success")
    return redirect(url_for("organiser.people.edit", public_id=public_id))


@bp.post("/<public_id>/apart/<other>/")
@access.team(Permission.PROGRAMME_EDIT)
def tell_apart(public_id: str, other: str) -> ResponseReturnValue:
    """Neither the list of who may be entered twice nor the checks ask about these two again."""
    ButtonForm().validate()
    one, two = _entered(public_id), _entered(other)
    telling_apart.tell_apart(one, two, event_id=g.event.id, actor=identity.current_actor())
    said = _(
        "%(name)s and %(other)s are two people. This can be taken back on the page of either.",
        name=one.name,
        other=two.name,
    )
    flash(said, "success")
    return redirect(url_for(".doubles"))


@bp.post("/<public_id>/apart/<other>/take-back")
@access.team(Permission.PROGRAMME_EDIT)
def take_back(public_id: str, other: str) -> ResponseReturnValue:
    ButtonForm().validate()
    one, two = _entered(public_id), _entered(other)
    telling_apart.take_back(one, two, event_id=g.event.id, actor=identity.current_actor())
    said = _("%(name)s and %(other)s may be one person again.", name=one.name, other=two.name)
    flash(said, "success")
    return redirect(url_for("organiser.people.edit", public_id=public_id))


def _told(person: Person, sentence: str) -> ResponseReturnValue:
    """The page of whoever it was about, where nothing was left to do."""
    flash(sentence, "info")
    return redirect(url_for("organiser.people.edit", public_id=person.public_id))


def _ours(public_id: str) -> Person:
    """Somebody of this event whom this team may change; refused before anything is shown."""
    return _refuse_others(people.by_public_id(public_id, queries.takes_part_in(g.event)))


def _entered(public_id: str) -> Person:
    """Anybody this event's team may know of and change."""
    known = queries.may_be_found_for(g.event) | people.entered_by_teams_of(identity.current_actor())
    return _refuse_others(people.by_public_id(public_id, known))


def _refuse_others(person: Person) -> Person:
    people_services.refuse_other_teams(person, queries.events_with(person), identity.current_actor())
    return person
