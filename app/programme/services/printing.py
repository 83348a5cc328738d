"""Programmes as PDF and Word: of a release made once and kept, of the draft made when asked for."""

import hashlib
import logging
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path

from babel import localedata
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core import clock, site
from app.core.db import db, transaction
from app.core.pauses import Pauses
from app.events.models import Event, Lifecycle, Visibility
from app.files import services as files
from app.files import storage
from app.files.errors import NoSuchFile
from app.files.models import StoredFile
from app.programme import queries
from app.programme.booklet import content, wording
from app.programme.booklet.content import Booklet
from app.programme.errors import NotPrinted
from app.programme.models import PrintFormat, Release, ReleasePrint
from app.programme.services import undoing
from app.programme.snapshot import Snapshot
from app.programme.timetable.reader import Reader
from app.rendering import dates
from app.rendering.press import press
from app.rendering.press.press import PressBusy, PressFailed

log = logging.getLogger(__name__)

PATIENCE = 8.0  # seconds a reader waits for those before; then the page asks again by itself
FRESH = timedelta(days=1)  # what was released longer ago is printed when somebody asks for it
# Also kept from readers, whose pages ask again and again by themselves.
pauses = Pauses(first=timedelta(minutes=1), longest=timedelta(hours=2))
_ROOT = Path(__file__).resolve().parents[3]
WORD = _ROOT / "app" / "programme" / "booklet" / "word.py"
_SHAPING = [_ROOT / name for name in
            ("templates/pdf", "app/rendering", "app/programme/booklet", "app/programme/timetable",
             "app/translations")]  # fmt: skip


def languages(event: Event, spoken: Iterable[str]) -> list[str]:
    """Those a programme of `event` is printed in: those of its texts, and `spoken`, the interface's."""
    return offered(event.main_language, event.content_languages, spoken)


def offered(main: str, others: Iterable[str], spoken: Iterable[str]) -> list[str]:
    """The same by codes, the main language first; without those whose dates nobody knows to write."""
    codes = dict.fromkeys((main, *others, *spoken))
    return [code for code in codes if localedata.exists(code)]


def released(
    release: tuple[int, int], language: str, kind: PrintFormat, *, patience: float = PATIENCE
) -> StoredFile:
    """The print of a release (event, number), made now where there is none as we print today.

    However many ask for it at once, a process makes it once; what has failed here is left alone for a
    while. Raises NoSuchRelease or NotPrinted.
    """
    snapshot = queries.release(*release)
    edition = _edition(snapshot)
    found = _find(release, language, kind, edition)
    if found is not None:
        return found
    try:
        with _pausing(release, language, kind, edition), press.turn(patience):
            db.session.commit()  # nothing but the end of reading: on SQLite we would not see what others made
            return _find(release, language, kind, edition) or _keep(
                release, snapshot, language, kind, edition
            )
    except PressBusy as error:
        raise NotPrinted from error
    except PressFailed as error:
        log.warning("release %s of event %s: %s", release[1], release[0], error)
        raise NotPrinted from error


@contextmanager
def _pausing(*thing: Hashable) -> Iterator[None]:
    """Try it unless it has failed lately: it mostly fails again, and others wait for the turn.

    Raises NotPrinted.
    """
    if not pauses.is_due(thing, clock.now()):
        raise NotPrinted
    try:
        yield
    except PressBusy:
        raise
    except Exception:
        pauses.failed(thing, clock.now())
        raise


def draft(event: Event, language: str, kind: PrintFormat) -> tuple[bytes, str]:
    """The draft as it is, marked as such on every page, and what the file is called. Raises NotPrinted."""
    drafted, number = queries.next_release(event), undoing.number(event)
    current = queries.current(event)
    linked = {one.id for one in current.sessions} if current and _is_public(event) else set()
    with wording.spoken(language) as words:
        mark = content.draft_mark(number, dates.instant(clock.now(), event.timezone, language))
        booklet = content.build(Reader(drafted, language), words, mark=mark, linked=linked)
    try:
        with press.turn(PATIENCE):
            made = _print(booklet, kind, clock.now())
    except (PressBusy, PressFailed) as error:
        log.warning("draft of event %s: %s", event.id, error)
        raise NotPrinted from error
    return made, f"{event.slug}-draft-{number}-{language}.{kind.value}"


def print_fresh() -> int:
    """Make what is missing of programmes released lately, before anybody asks; returns how many.

    In the languages of their texts: others are made when somebody reads them. Run every minute; safe
    to run twice at once.
    """
    made = 0
    for number in _released_since(clock.now() - FRESH):
        try:
            made += _print_missing(number)
        except Exception:  # others are printed all the same
            log.exception("prints of event %s failed", number)
            db.session.rollback()
    return made


def _print_missing(number: int) -> int:
    event = db.session.get_one(Event, number)
    wanted = [(language, kind) for language in languages(event, ()) for kind in PrintFormat]
    return sum(_has_printed((number, event.current_release or 0), *one) for one in wanted)


def _has_printed(release: tuple[int, int], language: str, kind: PrintFormat) -> bool:
    """Whether this print was missing and is there now."""
    if _find(release, language, kind, _edition(queries.release(*release))) is not None:
        return False
    try:
        released(release, language, kind)
    except NotPrinted:
        return False
    return True


def _released_since(moment: datetime) -> list[int]:
    """The numbers of the events, whose rows are read one by one: one may be broken."""
    query = (
        select(Event.id)
        .join(Release, (Release.event_id == Event.id) & (Release.number == Event.current_release))
        .where(
            Release.released_at >= moment,
            Event.lifecycle != Lifecycle.DRAFT,
            Event.visibility != Visibility.PRIVATE,
        )
        .order_by(Release.released_at, Release.id)
    )
    return list(db.session.scalars(query))


def _find(release: tuple[int, int], language: str, kind: PrintFormat, edition: str) -> StoredFile | None:
    """The file, if it is there with its bytes."""
    found = db.session.scalar(
        select(StoredFile)
        .join(ReleasePrint, ReleasePrint.file_id == StoredFile.id)
        .join(Release, Release.id == ReleasePrint.release_id)
        .where(
            *_is(release),
            ReleasePrint.language == language,
            ReleasePrint.format == kind,
            ReleasePrint.edition == edition,
        )
    )
    try:
        return found if found is not None and storage.path(found).is_file() else None
    except NoSuchFile:
        return None


def _keep(
    release: tuple[int, int], snapshot: Snapshot, language: str, kind: PrintFormat, edition: str
) -> StoredFile:
    with wording.spoken(language) as words:
        booklet = content.build(Reader(snapshot, language), words)
    made = _print(booklet, kind, snapshot.released_at)
    name = f"{snapshot.slug}-programme-{snapshot.number}-{language}.{kind.value}"
    file = files.store_document(made, name)
    try:
        with transaction() as session:
            number = session.scalar(select(Release.id).where(*_is(release)))
            _put_down(session, number or 0, language, kind, (edition, file))
            _forget_older(session, release, language, kind)
            session.flush()
    except IntegrityError:  # another process was faster; ours says the same and is forgotten by itself
        log.info("release %s of event %s was printed twice at once", release[1], release[0])
    return file


def _put_down(
    session: Session, release_id: int, language: str, kind: PrintFormat, made: tuple[str, StoredFile]
) -> None:
    row = session.scalar(
        select(ReleasePrint).where(
            ReleasePrint.release_id == release_id,
            ReleasePrint.language == language,
            ReleasePrint.format == kind,
        )
    )
    if row is None:
        row = ReleasePrint(release_id=release_id, language=language, format=kind)
        session.add(row)
    row.edition, row.file_id, row.made_at = made[0], made[1].id, clock.now()


def _forget_older(session: Session, release: tuple[int, int], language: str, kind: PrintFormat) -> None:
    """Only the current release is offered as a file; those before stay as pages."""
    older = select(Release.id).where(Release.event_id == release[0], Release.number < release[1])
    session.execute(
        delete(ReleasePrint)
        .where(
            ReleasePrint.release_id.in_(older), ReleasePrint.language == language, ReleasePrint.format == kind
        )
        .execution_options(synchronize_session=False)
    )


def _print(booklet: Booklet, kind: PrintFormat, made_at: datetime) -> bytes:
    data = asdict(booklet)
    if kind is PrintFormat.PDF:
        return press.pdf("programme", data, made_at=made_at)
    return press.make(WORD, data)


def _is(release: tuple[int, int]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Release.event_id == release[0], Release.number == release[1]


def _edition(snapshot: Snapshot) -> str:
    """Tells files apart that say the same release differently.

    An address may change while the event is a draft, and stands in every link of the file.
    """
    words = f"{_press_as_it_is()}|{site.base_url()}|{snapshot.slug}"
    return hashlib.sha256(words.encode()).hexdigest()[:32]


@cache
def _press_as_it_is() -> str:
    """A fingerprint of templates, fonts, words and libraries that shape every file."""
    digest = hashlib.sha256("".join(map(version, ("typst", "python-docx", "Babel"))).encode())
    files_of_it = (path for folder in _SHAPING for path in sorted(folder.rglob("*")) if path.is_file())
    for path in files_of_it:
        if path.suffix != ".pyc":
            digest.update(path.relative_to(_ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _is_public(event: Event) -> bool:
    return event.lifecycle is not Lifecycle.DRAFT and event.visibility is not Visibility.PRIVATE
