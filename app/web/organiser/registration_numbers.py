"""Registrations in numbers: by category, state, region and country."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from app.core.actors import Permission
from app.http import access
from app.network import countries
from app.registration import labels
from app.registration.models import RegistrationState
from app.registration.queries import attendee, desk
from app.web.organiser import scope

bp = scope.bind(
    Blueprint("registration_numbers", __name__, url_prefix="/events/<slug>/registrations/numbers")
)


@bp.get("/")
@access.team(Permission.REGISTRATIONS_VIEW)
def show() -> ResponseReturnValue:
    numbers = desk.numbers(g.event)
    return render_template(
        "organiser/registrations/numbers.html",
        numbers=numbers,
        categories=attendee.categories(g.event),
        states=[state for state in RegistrationState if numbers.by_state.get(state)],
        confirmed=numbers.by_state.get(RegistrationState.CONFIRMED, 0),
        country_count=sum(1 for code in numbers.by_country if code),
        regions=countries.REGIONS,
        labels=labels,
    )
