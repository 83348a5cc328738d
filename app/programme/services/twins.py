"""Two appearances of one person in one role in one session become one."""

from app.core.types import Translated
from app.programme import rules
from app.programme.models import Appearance


def complete(one: Appearance, twin: Appearance) -> None:
    """What only the twin says is said by this one from now on."""
    fill(one, twin)
    one.revision += 1


def fill(one: Appearance, twin: Appearance) -> None:
    """The same for one that nobody has seen yet."""
    one.label = Translated({**twin.label, **one.label})
    one.job = Translated({**twin.job, **one.job})
    one.organisation = Translated({**twin.organisation, **one.organisation})
    one.city, one.country = one.city or twin.city, one.country or twin.country
    one.state, one.mode = rules.joined(one, twin)
