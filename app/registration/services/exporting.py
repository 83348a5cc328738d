"""Taking the list out of the house: allowed to the desk, and always written down."""

import enum

from app.audit import services as audit
from app.core.actors import Actor
from app.core.db import transaction
from app.events.models import Event
from app.registration import exports, policies
from app.registration.errors import MayNot
from app.registration.exports import Setting
from app.registration.queries import desk
from app.registration.queries.desk import Filter


class Format(enum.StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


def export(
    event: Event, wanted: Filter, kind: Format, *, language: str, with_access_needs: bool, actor: Actor
) -> bytes:
    """The registrations that fit `wanted` as a file. Who took how many rows is kept. Raises MayNot."""
    if not policies.may_export(actor, event.id):
        raise MayNot
    setting = Setting(language=language, timezone=event.timezone, main_language=event.main_language)
    rows = list(desk.all_registrations(event, wanted))  # before the transaction: others register meanwhile
    with transaction():
        audit.record(
            actor,
            "registration.exported",
            event,
            event_id=event.id,
            changes={"format": kind.value, "rows": len(rows), "with_access_needs": with_access_needs},
        )
    if kind is Format.XLSX:
        return exports.to_xlsx(rows, setting, with_access_needs=with_access_needs)
    return exports.to_csv(rows, setting, with_access_needs=with_access_needs)
