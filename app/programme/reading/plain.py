"""Plain text of whatever encoding a person's editor has chosen."""

import codecs

from app.programme.errors import NotReadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def text_of(data: bytes) -> str:
    """The letters of `data`. Raises NotReadable when it is no text."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = _western(data)
    if "\0" in text:
        raise NotReadable
    return text


def _western(data: bytes) -> str:
    """What editors of western Europe wrote before Unicode; nothing else can be told from it safely."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise NotReadable from error
