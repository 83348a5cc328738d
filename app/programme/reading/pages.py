"""Web pages (.html): the text a reader sees, blocks on lines of their own, cells of a row between tabs."""

import codecs
import re
from collections.abc import Iterator
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "dd", "details", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
     "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "thead", "tr", "ul"}
)  # fmt: skip
_UNSEEN = frozenset(
    {"button", "nav", "noscript", "object", "script", "select", "style", "svg", "template", "title"}
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What pages say of themselves; of other encodings no page should be able to make us use them.
_SAID = re.compile(
    rb"<meta[^>]{1,200}?charset\s?=\s?[\"']?"
    rb"(windows-125\d|windows-874|iso-8859-\d{1,2}|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|euc-(?:jp|kr))",
    re.IGNORECASE,
)
_READ_AS = {"iso-8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}  # as browsers do


def read(data: bytes) -> Iterator[str | list[str]]:
    """The lines of the page."""
    reader = _Reader()
    reader.feed(_decoded(data).replace("\0", ""))
    reader.close()
    yield from reader.finished()


def _decoded(data: bytes) -> str:
    """The letters of a page: by its mark, as UTF-8 if it is that, as it says itself, else as Word has it."""
    said = _SAID.search(data[:4096])
    name = said[1].decode("ascii").lower() if said else "cp1252"
    marked = [encoding for mark, encoding in _MARKS if data.startswith(mark)]
    for encoding in (*marked, "utf-8", _READ_AS.get(name, name), "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")


class _Reader(HTMLParser):
    """Collects lines; a row of a table is written when it ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._done: list[str | list[str]] = []
        self._line = ""
        self._unseen = 0  # how many elements around us are not shown
        self._is_in_head = False  # which many pages do not close
        self._row: list[str] | None = None
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _BLOCKS:
            self._is_in_head = False
            self._end_line()
        if tag == "head":
            self._is_in_head = True
        elif tag == "tr":
            self._end_row()
            self._row = []
        elif tag in {"td", "th"} and self._row is not None:
            self._end_cell()
            self._cell = []
        elif tag == "li":
            self._line = "• "

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS:
            self._end_line()
        if tag == "head":
            self._is_in_head = False
        elif tag in {"td", "th"}:
            self._end_cell()
        elif tag in {"tr", "table"}:
            self._end_row()

    def handle_data(self, data: str) -> None:
        if not self._unseen and not self._is_in_head:
            self._line += _SPACES.sub(" ", data)

    def finished(self) -> list[str | list[str]]:
        self._end_line()
        self._end_row()
        return self._done

    def _end_line(self) -> None:
        line, self._line = self._line.strip(), ""
        if line and line != "•":
            if self._cell is None:
                self._done.append(line)
            else:
                self._cell.append(line)

    def _end_cell(self) -> None:
        self._end_line()
        if self._cell is not None and self._row is not None:
            self._row.append("\n".join(self._cell))
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row:
            self._done.append(self._row)
        self._row = None
