"""How people read the choices of a registration."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.registration.models import Act, CategoryAttendance, RegistrationState, Sector, Source

STATE: dict[RegistrationState, LazyString] = {
    RegistrationState.PENDING: _l("Awaiting approval"),
    RegistrationState.CONFIRMED: _l("Confirmed"),
    RegistrationState.DECLINED: _l("Declined"),
    RegistrationState.WAITING: _l("On the waiting list"),
    RegistrationState.OFFERED: _l("Seat offered"),
    RegistrationState.LAPSED: _l("Lapsed"),
    RegistrationState.WITHDRAWN: _l("Withdrawn"),
}

ATTENDANCE: dict[CategoryAttendance, LazyString] = {
    CategoryAttendance.IN_PERSON: _l("In person"),
    CategoryAttendance.ONLINE: _l("Online"),
    CategoryAttendance.EITHER: _l("In person or online"),
}

SECTOR: dict[Sector, LazyString] = {
    Sector.LOCAL_GOVERNMENT: _l("City or local government"),
    Sector.NATIONAL_GOVERNMENT: _l("National or regional government"),
    Sector.EDUCATION: _l("School, university or adult education"),
    Sector.RESEARCH: _l("Research"),
    Sector.CIVIL_SOCIETY: _l("Civil society"),
    Sector.PRIVATE: _l("Private sector"),
    Sector.INTERNATIONAL: _l("International organisation"),
    Sector.MEDIA: _l("Media"),
    Sector.OTHER: _l("Other"),
}

SOURCE: dict[Source, LazyString] = {
    Source.WEB: _l("Registered online"),
    Source.BY_HAND: _l("Added by hand"),
}

ACT: dict[Act, LazyString] = {
    Act.REGISTERED: _l("Registered"),
    Act.ADDED: _l("Added by hand"),
    Act.VERIFIED: _l("Confirmed the address"),
    Act.EDITED: _l("Changed the details"),
    Act.OFFERED: _l("Was offered a seat"),
    Act.ACCEPTED: _l("Took the seat"),
    Act.REFUSED: _l("Gave up the offered seat"),
    Act.CONFIRMED: _l("Confirmed"),
    Act.DECLINED: _l("Declined"),
    Act.WITHDRAWN: _l("Withdrawn"),
    Act.LAPSED: _l("Lapsed"),
    Act.MOVED_UP: _l("Moved up the waiting list"),
    Act.MOVED: _l("Moved to another category"),
}
