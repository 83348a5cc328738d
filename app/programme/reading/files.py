"""An uploaded file as the text somebody would have pasted: a line for each line, tabs between cells.

Whatever is more than plain text is read in a process of its own (`apart.py`), with little memory and
little time: a broken or hostile file ends that process and no other (trust rule T29).
"""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

from app.programme.errors import NotReadable, ProgrammeTooLarge, UnknownFormat
from app.programme.reading import plain

LARGEST = 5 * 1024 * 1024  # bytes of an upload
LARGEST_INSIDE = 50 * 1024 * 1024  # bytes of what is packed in it
MOST_PARTS = 2000  # files packed in it
PATIENCE = 15  # seconds; the process apart gives up before, unless the machine is very busy
BARE = {"LANG": "C.UTF-8"}  # our own environment holds secrets, which are no business of parsers
_READERS = Path(__file__).with_name("apart.py")


def text_of(filename: str, data: bytes) -> str:
    """The text of an upload, by what is in it and not by what its name promises.

    Raises ProgrammeTooLarge, UnknownFormat or NotReadable.
    """
    if len(data) > LARGEST:
        raise ProgrammeTooLarge
    reader = _reader(filename, data)
    if reader == "plain":
        return plain.text_of(data)
    return _apart(reader, data)


def _reader(filename: str, data: bytes) -> str:
    """The module beside this one that understands `data`."""
    if data.startswith(b"%PDF-"):
        return "portable"
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):  # Word and Excel of before 2007, and rich text
        raise UnknownFormat
    head = data[:1024].lstrip().lower()
    ending = filename.lower().rpartition(".")[2]
    if head.startswith((b"<!doctype html", b"<html")) or ending in {"html", "htm", "xhtml"}:
        return "pages"
    return "tables" if ending in {"csv", "tsv"} else "plain"


def _packed(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise NotReadable from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_INSIDE:
        raise ProgrammeTooLarge
    names = {part.filename for part in parts}
    if "word/document.xml" in names:
        return "word"
    if {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} & names:
        return "sheets"
    raise UnknownFormat


def _apart(reader: str, data: bytes) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and words; the file is only its input
            [sys.executable, "-s", "-E", str(_READERS), reader],
            input=data,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            env=BARE,
        )
    except subprocess.TimeoutExpired as error:
        raise NotReadable from error
    if done.returncode:
        raise NotReadable
    return done.stdout.decode("utf-8", "replace")
