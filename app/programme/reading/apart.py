"""Reads one file in a process of its own: `python apart.py word|sheets|portable|pages|tables`.

The file comes in and its text goes out as bytes of UTF-8: each reader's `read` gives lines, and rows of
tables as lists of cells. Whatever goes wrong is the exit code's;
nobody reads what a parser says of a broken file. Knows nothing of the application, which would take
a second to load: the readers beside it are found as modules of their own folder.
"""

import resource
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module

MEMORY = 1024 * 1024 * 1024  # bytes of address space, of which libraries take a third before they begin
SECONDS = 4  # of the processor; the longest text a programme may have takes one
LONGEST = 400_000  # characters; twice what the parser accepts, so that it can say so


def main() -> None:
    """Read standard input and write its text."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    reader = import_module(sys.argv[1])
    length = 0
    for found in reader.read(sys.stdin.buffer.read()):
        for line in [found] if isinstance(found, str) else row_lines(found):
            length += len(line) + 1
            if length > LONGEST:
                return
            sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")


def row_lines(cells: Sequence[str]) -> Iterator[str]:
    """One line for a row of a table, with the first line of each cell, then what else its cells say.

    A cell often holds a title and, below it, who speaks: what comes after the first line is read
    as people write it under an item.
    """
    split = [[line.strip() for line in cell.splitlines() if line.strip()] for cell in cells]
    first = [lines[0] if lines else "" for lines in split]
    while first and not first[-1]:
        first.pop()
    if first:
        yield "\t".join(cell.replace("\t", " ") for cell in first)
    for lines in split:
        yield from lines[1:]


if __name__ == "__main__":
    main()
