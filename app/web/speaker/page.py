"""The page of somebody who appears: when and where, yes or no, how they appear, what they have sent."""

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core import localtime
from app.files import rules as file_rules
from app.files import storage
from app.files.errors import NoSuchFile
from app.http import access, csrf, language, limits
from app.http.limits import TooMany
from app.programme import labels
from app.programme.models import AppearanceState
from app.programme.timetable import proof
from app.rendering.calendars import links
from app.rendering.links import absolute
from app.speakers import queries, rules, slots
from app.speakers.errors import NotYours
from app.speakers.services import answering
from app.speakers.slots import Slot
from app.web.speaker import scope
from app.web.speaker.forms import AnswerForm

ANSWERS = "60 per hour"  # a letter goes out for each no

bp = scope.bind(Blueprint("page", __name__, url_prefix="/speakers/<token>"))


@bp.get("/")
@access.link_holder
def show() -> ResponseReturnValue:
    return _page({})


@bp.post("/sessions/<session>/<appearance>/answer")
@access.link_holder
@csrf.form_page
def answer(session: str, appearance: str) -> ResponseReturnValue:
    found = next((one for one in queries.own_appearances(g.link) if one.public_id == appearance), None)
    if found is None or found.item.public_id != session:
        raise NotYours
    if not limits.hit("speaker answer", g.link.public_id, ANSWERS):
        raise TooMany
    form = AnswerForm(found)
    if form.validate():
        with form.reporting():
            state = AppearanceState(form.state.data or "")
            answering.answer(
                g.link, session, appearance, state, message=form.message.data or "", actor=scope.actor()
            )
            flash(_said(state), "success")
            return redirect(url_for(".show"), 303)
    return _page({found.id: form})


@bp.get("/sessions/<session>.ics")
@access.link_holder
def calendar(session: str) -> ResponseReturnValue:
    kind = "attachment" if request.args.get("download") == "1" else "inline"
    return Response(
        slots.calendar(g.link, session, language.current()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'{kind}; filename="{g.link.event.slug}-{session}.ics"'},
    )


@bp.get("/photo.webp")
@access.link_holder
def picture() -> ResponseReturnValue:
    """The photo as it is stored now, which perhaps nobody else may see yet."""
    photo = g.link.person.photo
    sizes = file_rules.widths(photo) if photo is not None else []
    if not sizes:
        raise NoSuchFile
    headers = {"Content-Security-Policy": "sandbox; default-src 'none'"}
    data = storage.read(photo, f"{sizes[0]}.webp")
    return Response(data, content_type="image/webp", headers=headers)


def _page(forms: dict[int, AnswerForm]) -> ResponseReturnValue:
    link, event = g.link, g.link.event
    found = slots.of(link, language.current(), language.zone(event.timezone))
    appearances = [slot.appearance for slot in found]
    answered = {one.appearance: one for one in link.answers}
    return render_template(
        "speaker/show.html",
        link=link, event=event, person=link.person, slots=found, answered=answered,
        forms={one.id: forms.get(one.id) or AnswerForm(one) for one in appearances},
        calendars={slot.appearance.id: _calendar_links(slot) for slot in found},
        proofs=proof.of(event, link.person, appearances), labels=labels, uploads=link.uploads,
        zones=localtime.zone_names(), zone=language.zone(event.timezone), ends_at=rules.ends_at(event),
    ), max([200, *(form.status for form in forms.values())])  # fmt: skip


def _calendar_links(slot: Slot) -> list[links.Link]:
    if slot.entry is None or slot.appearance.state is AppearanceState.DECLINED:
        return []
    file = url_for(".calendar", session=slot.appearance.item.public_id)
    return links.for_entry(slot.entry, absolute(file))


def _said(state: AppearanceState) -> str:
    if state is AppearanceState.CONFIRMED:
        return _("Thank you: you are confirmed.")
    return _("You have declined. The organisers are told.")
