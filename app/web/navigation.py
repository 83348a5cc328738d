"""Ways around an event: its public pages, and the rooms of its workspace the reader may enter."""

from dataclasses import dataclass

from flask import current_app, g, request, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core.actors import Permission
from app.http.identity import current_actor


@dataclass(frozen=True, slots=True)
class Room:
    """One line of the rail; leads to the page `endpoint` for whoever holds `permission`."""

    label: LazyString
    icon: str
    endpoint: str
    permission: Permission

    @property
    def href(self) -> str:
        return url_for(self.endpoint, slug=g.event.slug)

    @property
    def is_current(self) -> bool:
        """Whether the page that is open belongs to the same blueprint, or to one inside it."""
        return self.endpoint.rpartition(".")[0] in request.blueprints


ROOMS = (
    Room(_l("Overview"), "home", "organiser.overview.show", Permission.EVENT_VIEW),
    Room(_l("Event"), "event", "organiser.events.edit", Permission.EVENT_EDIT),
    Room(_l("Programme"), "programme", "organiser.programme.index", Permission.PROGRAMME_VIEW),
    Room(_l("People"), "people", "organiser.people.index", Permission.PROGRAMME_VIEW),
    Room(_l("Documents"), "document", "organiser.documents.index", Permission.DOCUMENTS_EDIT),
    Room(_l("Registrations"), "list", "organiser.registrations.index", Permission.REGISTRATIONS_VIEW),
    Room(_l("Messages"), "mail", "organiser.messages.index", Permission.MESSAGES_VIEW),
    Room(_l("Members"), "members", "organiser.members.index", Permission.MEMBERS_EDIT),
    Room(_l("Log"), "clock", "organiser.audit.index", Permission.AUDIT_VIEW),
)


def rail() -> list[Room]:
    """The rooms of `g.event` that exist and that the reader may enter, in order."""
    actor = current_actor()
    return [
        room
        for room in ROOMS
        if room.endpoint in current_app.view_functions and actor.may(room.permission, g.event.id)
    ]


def event_menu(slug: str, *, has_programme: bool, takes_registrations: bool = False) -> list[tuple[str, str]]:
    """Label and address of every public page of an event, for components/event_nav.html."""
    home = f"/events/{slug}/"
    pages = [(_("Overview"), home)]
    if has_programme:
        pages += [(_("Programme"), f"{home}programme/"), (_("People"), f"{home}people/")]
    if takes_registrations:
        pages.append((_("Register"), f"{home}register/"))
    return pages
