"""What runs by the clock: one line for each job. Workers run them; so may several at once.

A job is a plain function without arguments that is safe to run twice and twice at the same
time. It is run in the application's context; what it raises is logged and tried again.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from app.accounts.services import sweeping
from app.core import clock
from app.core.db import db
from app.events.services import refreshing
from app.files import services as files
from app.jobs import searching
from app.programme.services import commenting, presence, printing
from app.registration.services import deadlines, waiting_list
from app.speakers.services import telling, writing

log = logging.getLogger(__name__)

SOON = 15.0
MINUTE = 60.0
DAY = 24 * 60 * MINUTE


@dataclass(frozen=True, slots=True)
class Job:
    """`every` is in seconds; a worker runs it at its own start too."""

    name: str
    every: float
    run: Callable[[], object]


JOBS: tuple[Job, ...] = (
    Job("end what has a deadline", MINUTE, lambda: deadlines.lapse_due(clock.now())),
    Job("ask once more for addresses", MINUTE, lambda: deadlines.remind_due(clock.now())),
    Job("offer seats that stand free", MINUTE, waiting_list.offer_free_seats),
    Job("print what was released lately", MINUTE, printing.print_fresh),
    Job("tell teams of comments", MINUTE, commenting.tell_due),
    Job("write to speakers", SOON, writing.write_due),
    Job("tell teams of speakers", MINUTE, telling.tell_due),
    # New rules for time zones come with a new version, so at a start; daily for whoever updates in place.
    Job("derive instants anew", DAY, refreshing.refresh_utc),
    # Likewise new rules for what a search takes for the same.
    Job("fold search texts anew", DAY, searching.fold_anew),
    Job("forget sessions and links that have ended", DAY, sweeping.forget_ended),
    Job("forget who had what open", DAY, presence.forget_past),
    Job("forget files nothing points to", DAY, files.forget_unused),
    Job("remove what lies among the files and is none", DAY, files.clear_folder),
)


class Timetable:
    """When this worker has run which job."""

    def __init__(self, jobs: tuple[Job, ...] = JOBS) -> None:
        self._jobs = jobs
        self._next: dict[str, float] = {}

    def run_due(self) -> None:
        """Run every job whose time has come. One that fails does not keep others from running."""
        for job in self._jobs:
            now = time.monotonic()
            if now < self._next.get(job.name, 0.0):
                continue
            self._next[job.name] = now + job.every
            try:
                job.run()
            except Exception:
                log.exception("periodic job %s failed", job.name)
                db.session.rollback()
