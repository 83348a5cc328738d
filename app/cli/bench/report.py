"""Results as a table for people and as JSON for machines."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import click


@dataclass(slots=True)
class Row:
    """One operation over all rounds. CPU is milliseconds per request, of server and database."""

    name: str
    cpu: list[float] = field(default_factory=list)
    ratio: list[float] = field(default_factory=list)  # to the bare view of the same round
    rate: list[float] = field(default_factory=list)  # requests a second, wall clock
    p50: list[float] = field(default_factory=list)  # milliseconds
    p95: list[float] = field(default_factory=list)
    size: int = 0  # bytes on the wire
    queries: int | None = None
    must_cpu: float | None = None
    must_ratio: float | None = None

    @property
    def is_kept(self) -> bool:
        """Whether the budget holds in the median."""
        cpu, ratio = statistics.median(self.cpu), statistics.median(self.ratio or [0])
        return (self.must_cpu is None or cpu <= self.must_cpu) and (
            self.must_ratio is None or ratio <= self.must_ratio
        )


HEADS = ("operation", "cpu ms", "min–max", "× bare", "req/s", "p50", "p95", "bytes", "sql", "must", "")


def show(rows: Sequence[Row], facts: dict[str, object], path: str | None) -> None:
    """Print the table and the facts below it; write both to `path` as JSON where one is given."""
    lines = [HEADS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    for line in lines:
        first = line[0].ljust(widths[0])
        click.echo("  ".join([first, *(cell.rjust(w) for cell, w in zip(line[1:], widths[1:], strict=True))]))
    for name, value in facts.items():
        click.echo(f"{name}: {value}")
    if path:
        Path(path).write_text(json.dumps({"rows": [asdict(row) for row in rows], "facts": facts}, indent=1))


def _cells(row: Row) -> tuple[str, ...]:
    must = f"≤ {row.must_cpu:g}" if row.must_cpu is not None else ""
    if row.must_ratio is not None:
        must += f", ≤ {row.must_ratio:g} ×"
    return (
        row.name,
        _median(row.cpu, 2),
        f"{min(row.cpu):.2f}–{max(row.cpu):.2f}" if row.cpu else "",
        _median(row.ratio, 2),
        _median(row.rate, 0),
        _median(row.p50, 1),
        _median(row.p95, 1),
        str(row.size or ""),
        "" if row.queries is None else str(row.queries),
        must,
        "" if not must else ("kept" if row.is_kept else "BROKEN"),
    )


def _median(values: Sequence[float], digits: int) -> str:
    return f"{statistics.median(values):.{digits}f}" if values else ""
