"""Pasting a programme: the text, what was read out of it beside it, and its way into the draft."""

import re

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.actors import Permission
from app.http import access, csrf
from app.http.identity import current_actor
from app.people import labels as people_labels
from app.programme import labels
from app.programme.errors import NoSuchSession
from app.programme.models import PastedText
from app.programme.proposals import adding, decisions
from app.programme.proposals import queries as pasted_texts
from app.programme.proposals.errors import AlreadyApplied
from app.programme.services import applying, pasting
from app.programme.services.applying import Applied
from app.web.organiser import pasted_source, proposed_words
from app.web.organiser.forms.paste import (
    PasteForm,
    ProposedSessionForm,
    ReviewForm,
    choices_of,
    named,
    told,
)

bp = Blueprint("paste", __name__, url_prefix="/paste")
_BUTTON = re.compile(r"([a-z]+)(?:-(\d{1,6}))?")


@bp.route("/", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def new() -> ResponseReturnValue:
    form = PasteForm()
    if form.validate_on_submit():
        with form.reporting():
            pasted = pasting.paste(g.event, form.data_for_service(), actor=current_actor())
            return redirect(url_for(".review", public_id=pasted.public_id))
    return render_template(
        "organiser/programme/paste.html", form=form, kept=pasted_texts.newest(g.event)
    ), form.status


@bp.route("/<public_id>/", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def review(public_id: str) -> ResponseReturnValue:
    pasted = pasted_texts.by_public_id(g.event, public_id)
    form = ReviewForm(pasted, pasted_texts.review(pasted))
    if form.validate_on_submit():
        with form.reporting():
            return _do(pasted, form)
    if form.is_submitted():
        form.show_again(pasted, pasted_texts.review(pasted))
    return render_template(
        "organiser/programme/paste_review.html",
        pasted=pasted,
        form=form,
        review=form.review,
        taken=proposed_words.taken(decisions.taken(pasted, form.review)) if pasted.applied_at else (),
        places=[_place(one.number) for one in form.review.proposal.sessions],
        source=pasted_source.drawn(pasted.source, form.review.proposal),
        labels=labels,
        choices_of=choices_of,
        named=named,
        told=told,
    ), form.status


@bp.route("/<public_id>/sessions/<int:number>/", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def session(public_id: str, number: int) -> ResponseReturnValue:
    pasted = pasted_texts.by_public_id(g.event, public_id)
    form = _session_form(pasted, number)
    if "more" not in request.form and form.validate_on_submit():
        with form.saving(lambda: _session_form(pasted, number, formdata=None)):
            pasting.correct(pasted, form.corrected(), seen=form.seen(), actor=current_actor())
            return _back_to(pasted, number, proposed_words.corrected(form.session, form.corrected()))
    return render_template(
        "organiser/programme/paste_session.html",
        pasted=pasted,
        form=form,
        honorifics=people_labels.HONORIFICS,
        lines=pasted_source.about(pasted.source, form.review.proposal, number),
    ), form.status


@bp.route("/<public_id>/sessions/new", methods=["GET", "POST"])
@access.team(Permission.PROGRAMME_EDIT)
@csrf.form_page
def add(public_id: str) -> ResponseReturnValue:
    """A session that is not in the text, or stands in a line that was not understood."""
    pasted = pasted_texts.by_public_id(g.event, public_id)
    line = request.args.get("line", type=int)
    form = _new_session_form(pasted, line)
    if "more" not in request.form and form.validate_on_submit():
        with form.saving(lambda: _unsaved(pasted, form)):
            number = pasting.add(pasted, form.corrected(), line=line, seen=form.seen(), actor=current_actor())
            return _back_to(pasted, number, _("The session is added. It enters the draft with the rest."))
    return render_template(
        "organiser/programme/paste_session.html",
        pasted=pasted,
        form=form,
        honorifics=people_labels.HONORIFICS,
        lines=pasted_source.around(pasted.source, form.review.proposal, line),
        is_new=True,
    ), form.status


@bp.post("/<public_id>/discard")
@access.team(Permission.PROGRAMME_EDIT)
def discard(public_id: str) -> ResponseReturnValue:
    pasting.discard(pasted_texts.by_public_id(g.event, public_id), actor=current_actor())
    flash(_("The text is forgotten. The draft is as it was."), "success")
    return redirect(url_for(".new"))


def _do(pasted: PastedText, form: ReviewForm) -> ResponseReturnValue:
    """Keep what is decided, whichever button was pressed; then do what the button says."""
    action, wanted = _pressed()
    if action == "apply":
        return _apply(pasted, form)
    actor = current_actor()
    pasting.decide(pasted, ticks=form.ticks(), who=form.who(), actor=actor)
    if action == "zone":
        pasting.convert_zone(pasted, seen=form.seen, actor=actor)
    elif action == "written":
        pasting.leave_zone(pasted, seen=form.seen, actor=actor)
    elif action == "add":
        return redirect(url_for(".add", public_id=pasted.public_id, line=wanted))
    elif action == "correct" and wanted is not None:
        return redirect(url_for(".session", public_id=pasted.public_id, number=wanted))
    elif action == "half" and wanted is not None:
        pasting.turn_half_of_day(pasted, wanted, seen=form.seen, actor=actor)
        return _back_to(pasted, wanted, _("The other half of the day is taken."))
    else:
        flash(_("Your decisions are kept. Nothing enters the draft before you apply the text."), "success")
    return redirect(url_for(".review", public_id=pasted.public_id))


def _place(number: int) -> str:
    """Where a session stands on the page."""
    return f"session-{number}"


def _back_to(pasted: PastedText, number: int, said: str) -> ResponseReturnValue:
    """To a session of the review, where it is said what was done: the top of the page is out of sight."""
    flash(said, _place(number))
    return redirect(url_for(".review", public_id=pasted.public_id, _anchor=_place(number)))


def _pressed() -> tuple[str, int | None]:
    """What the button does, and the number of the session or line it stands beside."""
    found = _BUTTON.fullmatch(request.form.get("do", ""))
    return (found[1], int(found[2]) if found[2] else None) if found else ("", None)


def _apply(pasted: PastedText, form: ReviewForm) -> ResponseReturnValue:
    """Into the draft, and there; whoever comes second, or clicks twice, finds the text where it should be."""
    actor = current_actor()
    try:
        pasting.decide(pasted, ticks=form.ticks(), who=form.who(), actor=actor)
        done = applying.apply(pasted, mark=form.mark.data or "", seen=form.seen, actor=actor)
    except AlreadyApplied as refusal:
        flash(str(refusal), "info")
    else:
        flash(_told(done), "success")
    return redirect(url_for("organiser.programme.index"))


def _told(done: Applied) -> str:
    """What has happened to the draft, in a sentence each."""
    if not (done.added or done.changed or done.removed):
        return _("Nothing was to be changed: the draft stays as it was.")
    sentences = [_("The text is in the draft. One step takes it all back: Undo.")]
    if done.added:
        sentences.append(ngettext("%(num)s session is new.", "%(num)s sessions are new.", done.added))
    if done.changed:
        sentences.append(ngettext("%(num)s is changed.", "%(num)s are changed.", done.changed))
    if done.removed:
        sentences.append(ngettext("%(num)s is removed.", "%(num)s are removed.", done.removed))
    return " ".join(sentences)


def _session_form(pasted: PastedText, number: int, **kwargs: object) -> ProposedSessionForm:
    shown = pasted_texts.review(pasted)
    wanted = shown.proposal.session(number)
    if wanted is None:
        raise NoSuchSession
    return ProposedSessionForm(wanted, shown, pasted.revision, **kwargs)


def _new_session_form(pasted: PastedText, line: int | None, **kwargs: object) -> ProposedSessionForm:
    shown = pasted_texts.review(pasted)
    found = adding.spot(shown.proposal, pasted.source, line)
    return ProposedSessionForm(adding.begin(shown.proposal, found), shown, pasted.revision, **kwargs)


def _unsaved(pasted: PastedText, form: ProposedSessionForm) -> ProposedSessionForm:
    """What is being added as it was typed: nobody else can have changed it, whatever else they have done."""
    return ProposedSessionForm(form.corrected(), pasted_texts.review(pasted), pasted.revision, formdata=None)
