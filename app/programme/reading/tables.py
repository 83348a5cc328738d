"""Tables as text (.csv, .tsv), whatever stands between their cells."""

import csv
import io
from collections.abc import Iterator

_SEPARATORS = ",;\t|"
_SAMPLE = 8000  # characters that show what separates cells
_LONGEST_CELL = 100_000


def read(data: bytes) -> Iterator[str | list[str]]:
    """A line for each row."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "cp1252")
    csv.field_size_limit(_LONGEST_CELL)
    rows = io.StringIO(text.replace("\0", ""), newline="")
    yield from csv.reader(rows, delimiter=_separator(text[:_SAMPLE]))


def _separator(sample: str) -> str:
    """The sign that most lines hold equally often; a comma when none tells."""
    heads = [line for line in sample.splitlines() if line.strip()][:20]

    def agreement(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in heads if sign in line]
        most = max(set(counts), key=counts.count, default=0)
        return counts.count(most), most

    return max(_SEPARATORS, key=agreement)
