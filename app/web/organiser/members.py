"""The team of an event: who is in it, with which roles."""

from itertools import groupby

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.models import User
from app.core.actors import Permission
from app.events import labels, queries
from app.events.errors import NotInTeam
from app.events.models import Event, TeamMember, TeamRole
from app.events.services import team
from app.http import access, csrf, identity, limits
from app.http.limits import TooMany
from app.web.organiser import scope
from app.web.organiser.team_forms import ROLE_HINTS, MemberForm, RolesForm

bp = scope.bind(Blueprint("members", __name__, url_prefix="/events/<slug>/members"))

# Whoever may invite may write to strangers: so often, and no oftener (trust rule T12).
INVITATIONS = "40 per hour"


@bp.get("/")
@access.team(Permission.MEMBERS_EDIT)
def index() -> ResponseReturnValue:
    return render_template(
        "organiser/members/index.html", members=_by_user(g.event), role_labels=labels.TEAM_ROLE
    )


@bp.route("/new", methods=["GET", "POST"])
@access.team(Permission.MEMBERS_EDIT)
@csrf.form_page
def new() -> ResponseReturnValue:
    form = MemberForm()
    if form.validate_on_submit():
        with form.reporting():
            _refuse_flood()
            user = team.add(g.event, form.data_for_service(), actor=identity.current_actor())
            _tell_added(user)
            return redirect(url_for(".index"))
    return render_template("organiser/members/new.html", form=form, hints=ROLE_HINTS), form.status


@bp.route("/<public_id>/", methods=["GET", "POST"])
@access.team(Permission.MEMBERS_EDIT)
@csrf.form_page
def edit(public_id: str) -> ResponseReturnValue:
    user, roles = _member(public_id)
    form = RolesForm(data={"roles": roles})
    if form.validate_on_submit():
        with form.reporting():
            team.change_roles(g.event, user, form.chosen(), actor=identity.current_actor())
            flash(_("The roles of %(name)s are changed.", name=user.name), "success")
            return _onwards(user)
    return render_template("organiser/members/edit.html", form=form, user=user, hints=ROLE_HINTS), form.status


@bp.post("/<public_id>/remove/")
@access.team(Permission.MEMBERS_EDIT)
def delete(public_id: str) -> ResponseReturnValue:
    user, _roles = _member(public_id)
    team.remove(g.event, user, actor=identity.current_actor())
    flash(_("%(name)s is not in the team any more.", name=user.name), "success")
    return _onwards(user)


def _tell_added(user: User) -> None:
    if user.is_active:
        flash(_("%(name)s is in the team. We have written to them.", name=user.name), "success")
        return
    flash(
        _(
            "%(name)s is in the team, but cannot sign in: ask the operator to enable the account.",
            name=user.name,
        ),
        "warning",
    )


def _onwards(user: User) -> ResponseReturnValue:
    """Back to the list; whoever has changed their own roles may not be allowed to see it any more."""
    if user.id == identity.signed_in_account().id and not identity.current_actor().is_administrator:
        return redirect(url_for("organiser.events_list.index"))
    return redirect(url_for(".index"))


def _refuse_flood() -> None:
    if not limits.hit("team invitation", str(identity.current_actor().id), INVITATIONS, fail_closed=True):
        raise TooMany


def _by_user(event: Event) -> list[tuple[User, list[TeamRole]]]:
    """Everybody once, with all their roles."""
    rows = groupby(queries.members(event), key=_user)
    return [(user, [row.role for row in of_user]) for user, of_user in rows]


def _user(member: TeamMember) -> User:
    return member.user


def _member(public_id: str) -> tuple[User, list[TeamRole]]:
    for user, roles in _by_user(g.event):
        if user.public_id == public_id:
            return user, roles
    raise NotInTeam
