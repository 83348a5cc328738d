"""What makes a password good enough, how long proofs last, and how a browser is called. Pure."""

import re
from datetime import datetime, timedelta

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.accounts.models import Proof, UserSession
from app.core import text

SESSION_LASTS = timedelta(days=14)
LINK_LASTS = timedelta(minutes=20)
INVITATION_LASTS = timedelta(days=7)
# So long after a mailed link a new password may be set without the old one: the mailbox has spoken.
FRESH_PROOF_LASTS = timedelta(minutes=30)

SHORTEST = 12
LONGEST = 200
FEWEST_CHARACTERS = 5  # different ones

# What attackers try first, without the digits and signs people add to it.
_TRIED_FIRST = """
    abcdefghijkl administrator admin alphabet baseball batman changeme charlie computer
    correcthorsebatterystaple default dragon flower football freedom hello iloveyou internet jesus
    killer letmein login love master michael monkey mustang nothing passcode password plenary
    princess qazwsx qazwsxedc qwer qwert qwertz qwertzuiop azerty azertyuiop qwerty qwertyuiop
    secret shadow starwars sunshine superman test trustno welcome whatever zxcvbn zxcvbnm
    conference learningcity learningcities organiser organizer summer winter spring
"""
COMMON = frozenset(_TRIED_FIRST.split())
_LOOKALIKES = str.maketrans("013457@$!", "oleastasi")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")

_BROWSERS = (  # the first that matches: most call themselves by their rivals' names as well
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def weakness(password: str, *, email: str, name: str) -> LazyString | None:
    """What to do about a password that is too easy to guess; None when it is good."""
    if len(password) < SHORTEST:
        return _l("Use at least %(count)s characters. Several words in a row are fine.", count=SHORTEST)
    if len(password) > LONGEST:
        return _l("Use at most %(count)s characters.", count=LONGEST)
    if _bare(password) in _own_words(email, name):
        return _l("Use something other than your name or your address.")
    if len(set(password)) < FEWEST_CHARACTERS or not _bare(password) or _is_common(password):
        return _l("This password is among the first that are tried. Choose one that only you would think of.")
    return None


def _bare(value: str) -> str:
    """The letters alone, without accents and case."""
    return _NOT_LETTERS.sub("", text.searchable(value))


def _own_words(email: str, name: str) -> set[str]:
    local, _, domain = email.partition("@")
    words = {_bare(email), _bare(local), _bare(domain), _bare(name), *map(_bare, name.split())}
    return words - {""}


def _is_common(password: str) -> bool:
    core = _ENDS.sub("", password.casefold())  # what is added in front and behind fools nobody
    spellings = {_bare(password), _bare(core.translate(_LOOKALIKES))}
    return any(_repeated(spelling) in COMMON for spelling in spellings)


def _repeated(word: str) -> str:
    """The part a word consists of when it only says the same thing again and again."""
    for length in range(1, len(word) // 2 + 1):
        if len(word) % length == 0 and word == word[:length] * (len(word) // length):
            return word[:length]
    return word


def needs_present_password(user_session: UserSession, now: datetime) -> bool:
    """Whether changing the password asks for the old one: not just after a mailed link."""
    by_link = user_session.proof is Proof.LINK
    return not (by_link and now < user_session.created_at + FRESH_PROOF_LASTS)


def browser_name(user_agent: str) -> str:
    """Firefox, Linux: enough to recognise one's own browser in a list, and no more."""
    found = [
        next((name for mark, name in known if mark in user_agent), "") for known in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(name for name in found if name)
