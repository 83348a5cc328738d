"""Which number a refusal has on the wire. The only place that knows."""

from http import HTTPStatus

from app.core.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound, Unavailable
from app.http.limits import CannotCount, TooMany

STATUS: dict[type[DomainError], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    NotAllowed: HTTPStatus.FORBIDDEN,
    Conflict: HTTPStatus.CONFLICT,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    CannotCount: HTTPStatus.SERVICE_UNAVAILABLE,
}


def of(error: DomainError) -> HTTPStatus:
    """The status of a refusal by its kind."""
    return next(status for kind, status in STATUS.items() if isinstance(error, kind))
