"""The list as a file. A POST, because taking it out of the house is written down."""

from flask import Blueprint, Response, g, request
from flask.typing import ResponseReturnValue

from app.core import clock
from app.core.actors import Permission
from app.http import access, identity, language
from app.registration.services import exporting
from app.registration.services.exporting import Format
from app.web.organiser import scope
from app.web.organiser.registration_forms import ExportForm, filter_from

bp = scope.bind(Blueprint("registration_exports", __name__, url_prefix="/events/<slug>/registrations/export"))

_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@bp.post("/csv")
@access.team(Permission.REGISTRATIONS_EXPORT)
def csv() -> ResponseReturnValue:
    return _file(Format.CSV)


@bp.post("/xlsx")
@access.team(Permission.REGISTRATIONS_EXPORT)
def xlsx() -> ResponseReturnValue:
    return _file(Format.XLSX)


def _file(kind: Format) -> Response:
    body = exporting.export(
        g.event,
        filter_from(request.form),
        kind,
        language=language.current(),
        with_access_needs=bool(ExportForm().needs.data),
        actor=identity.current_actor(),
    )
    name = f"{g.event.slug}-registrations-{clock.now():%Y-%m-%d}.{kind.value}"
    return Response(
        body, content_type=_TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
