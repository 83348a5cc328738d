"""What two entries for one person say together, and how that is taken back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.core import clock
from app.core.types import Translated
from app.people import services
from app.people.errors import MergeOutOfDate
from app.people.models import Person

# What is chosen as one, and the columns it stands for.
PARTS: Mapping[str, tuple[str, ...]] = {
    "honorific": ("honorific",),
    "name": ("given_name", "family_name", "family_name_first"),
    "country": ("country",),
    "email": ("email",),
    "photo": ("photo_id", "photo_credit", "photo_alt"),
}
BIOGRAPHY = "biography."  # and a language: each text is chosen by itself
_CHANGED = (
    *(column for columns in PARTS.values() for column in columns),
    "biography",
    "affiliations",
    "links",
)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing both entries may say: how each of them says it, as its columns hold it."""

    name: str
    kept: tuple[Any, ...]
    other: tuple[Any, ...]

    @property
    def language(self) -> str:
        """Of a biography; empty for anything else."""
        return self.name.removeprefix(BIOGRAPHY) if self.name.startswith(BIOGRAPHY) else ""

    @property
    def is_open(self) -> bool:
        """Whether both say something, and not the same: then it is for the organiser to choose."""
        return self.kept != self.other and any(self.kept) and any(self.other)

    @property
    def takes_other(self) -> bool:
        """Where only the other entry says something, that is taken."""
        return not any(self.kept) and any(self.other)


def parts(kept: Person, other: Person) -> list[Part]:
    """Everything of which one version stays, biographies by language."""
    found = [
        Part(
            name, tuple(getattr(kept, one) for one in columns), tuple(getattr(other, one) for one in columns)
        )
        for name, columns in PARTS.items()
    ]
    languages = dict.fromkeys([*kept.biography, *other.biography])
    texts = (
        Part(f"{BIOGRAPHY}{one}", (kept.biography.get(one, ""),), (other.biography.get(one, ""),))
        for one in languages
    )
    return [*found, *texts]


def joined(mine: Collection[dict[str, Any]], theirs: Collection[dict[str, Any]]) -> list[dict[str, Any]]:
    """Both lists as one, each entry once."""
    return [*mine, *(one for one in theirs if one not in mine)]


def absorb(kept: Person, other: Person, from_other: Collection[str]) -> dict[str, Any]:
    """Make `kept` say what both say, in the parts of `from_other` as the other does. Both must be locked.

    Returns what is needed to `give_back`. The other keeps what has been replaced, so that no photo is
    forgotten meanwhile.
    """
    memento = {
        "kept": kept.public_id,
        "before": _state(kept),
        "home": other.home_event_id,
        "photo": other.photo_id,
        "published": kept.published_at.isoformat() if kept.published_at else "",
    }
    replaced_photo = kept.photo_id
    for part in parts(kept, other):
        if part.takes_other or (part.is_open and part.name in from_other):
            _take(kept, part)
    kept.affiliations = joined(kept.affiliations, other.affiliations)
    kept.links = joined(kept.links, other.links)
    if kept.photo_id == other.photo_id:
        other.photo_id = replaced_photo
    if other.published_at is not None:
        kept.published_at = min(kept.published_at or other.published_at, other.published_at)
    other.home_event_id = kept.home_event_id
    other.merged_into_id, other.merged_at = kept.id, clock.now()
    _finish(kept)
    return {**memento, "after": _state(kept)}


def give_back(kept: Person, other: Person, memento: Mapping[str, Any], *, is_named: bool) -> None:
    """Let both say what they said before; `is_named`: whether a public release names `kept` now.

    Raises MergeOutOfDate when `kept` has been changed since.
    """
    if _state(kept) != memento["after"]:
        raise MergeOutOfDate
    for name, value in memento["before"].items():
        setattr(kept, name, Translated(value) if name == "biography" else value)
    if not is_named:
        _withdraw(kept, other, memento)
    other.photo_id, other.home_event_id = memento["photo"], memento["home"]
    other.merged_into_id = other.merged_at = other.merge = None
    _finish(kept)


def _withdraw(kept: Person, other: Person, memento: Mapping[str, Any]) -> None:
    """Whom only a release of the other had made known is known as they were before."""
    if "published" in memento and kept.published_at == other.published_at:
        before = memento["published"]
        kept.published_at = datetime.fromisoformat(before) if before else None


def _take(kept: Person, part: Part) -> None:
    if part.language:
        kept.biography = Translated({**kept.biography, part.language: part.other[0]})
        return
    for column, value in zip(PARTS[part.name], part.other, strict=True):
        setattr(kept, column, value)


def _state(person: Person) -> dict[str, Any]:
    values = {name: getattr(person, name) for name in _CHANGED}
    return {**values, "biography": dict(person.biography)}


def _finish(kept: Person) -> None:
    services.index(kept)
    kept.revision += 1
    kept.updated_at = clock.now()
