"""What a release costs, with its change list and the pages made before anybody asks, and its files."""

import resource
import time
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from app.cli.bench import data, scratch
from app.cli.bench.pages import SLUG, Result
from app.cli.bench.report import Row
from app.core import languages
from app.core.actors import SYSTEM
from app.core.db import db, transaction
from app.core.types import Translated
from app.events.models import Event
from app.files.models import StoredFile
from app.http import prerendering
from app.programme.models import PrintFormat, ProgrammeItem, ReleasePrint, ReleaseState
from app.programme.services import printing
from app.programme.services.releasing import NewRelease, release

ROUNDS = 3
MUST_RELEASE, AIM_RELEASE = 3000, 1000  # milliseconds
MUST_PDF, AIM_PDF = 3000, 1000


def measure_release(database: str | None, *, size: int) -> Result:
    """Releasing a draft in which a third has changed, until the pages of the release lie ready."""
    with scratch.database(database) as made:
        event = data.conference(SLUG, sessions=size)
        release(event, NewRelease(state=ReleaseState.DRAFT), actor=SYSTEM)
        made.app.test_client().get("/")  # opens the doors: a server has done so long before
        whole = Row("release with its pages", must_cpu=MUST_RELEASE)
        alone = Row("of it: the release itself")
        for round_number in range(ROUNDS):
            _change(event, round_number)
            _timed(alone, lambda: release(event, NewRelease(state=ReleaseState.DRAFT), actor=SYSTEM))
            pages = Row("pages")
            _timed(pages, lambda: prerendering.of_release(event))
            whole.cpu.append(alone.cpu[-1] + pages.cpu[-1])
            whole.p50.append(alone.p50[-1] + pages.p50[-1])
    facts: dict[str, object] = {
        "sessions": size,
        "changed in each": size // 3,
        "must": f"≤ {MUST_RELEASE} ms",
        "aim": f"≤ {AIM_RELEASE} ms",
    }
    return [whole, alone], facts


def measure_pdf(database: str | None, *, size: int) -> Result:
    """A release of `size` sessions as PDF and as Word, and in the six languages of the interface to be."""
    with scratch.database(database):
        event = data.conference(SLUG, sessions=size)
        release(event, NewRelease(state=ReleaseState.FINAL), actor=SYSTEM)
        rows = [_row(event, PrintFormat.PDF, MUST_PDF), _row(event, PrintFormat.DOCX, None)]
        facts: dict[str, object] = {"sessions": size, "must": f"≤ {MUST_PDF} ms", "aim": f"≤ {AIM_PDF} ms"}
        for code in languages.UNITED_NATIONS:
            row = Row(code)
            _timed(row, lambda code=code: printing.released((event.id, 1), code, PrintFormat.PDF))  # type: ignore[misc]
            facts[f"PDF in {code}, ms"] = round(row.p50[0])
    return rows, facts


def _row(event: Event, kind: PrintFormat, must: int | None) -> Row:
    row = Row(f"programme.{kind.value}", must_cpu=must)
    for _ in range(ROUNDS):
        _forget_prints()
        _timed(row, lambda: printing.released((event.id, 1), "en", kind))
    row.size = db.session.scalars(select(StoredFile.size).order_by(StoredFile.id.desc())).first() or 0
    _forget_prints()
    return row


def _timed(row: Row, work: Callable[[], object]) -> None:
    """Processor time of this process and of those it has started, and the time by the wall."""
    before, began = _cpu(), time.perf_counter()
    work()
    row.p50.append(1000 * (time.perf_counter() - began))
    row.cpu.append(1000 * (_cpu() - before))


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _change(event: Event, number: int) -> None:
    """Move, rename and place anew one session in nine each."""
    with transaction() as session:
        found = session.scalars(
            select(ProgrammeItem).where(ProgrammeItem.event_id == event.id).order_by(ProgrammeItem.id)
        ).all()
        rooms = [item.rooms for item in found]
        for place, item in enumerate(found):
            if place % 9 == 0 and item.starts_local and item.ends_local:
                item.starts_local += timedelta(minutes=5)
                item.ends_local += timedelta(minutes=5)
            elif place % 9 == 1:
                item.title = Translated({"en": f"Session {place}, told anew {number}"})
            elif place % 9 == 2:  # noqa: PLR2004 - the third of nine
                item.rooms = list(rooms[(place + number + 1) % len(rooms)])


def _forget_prints() -> None:
    with transaction() as session:
        for one in session.scalars(select(ReleasePrint)):
            session.delete(one)
