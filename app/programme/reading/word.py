"""Word documents (.docx): paragraphs and tables in their order, as they read with all changes accepted."""

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT, _TAB, _HYPHEN = qn("w:t"), qn("w:tab"), qn("w:noBreakHyphen")
_BOX, _DELETED, _MOVED = qn("w:txbxContent"), qn("w:del"), qn("w:moveFrom")
_OLDER_FORM = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = frozenset({qn("w:br"), qn("w:cr")})
# What a reader of the document does not see: deletions, older forms of drawings, properties. What stands in
# boxes is read apart: they float beside the words they are tied to.
_UNSEEN = frozenset(
    {_DELETED, _MOVED, _OLDER_FORM, _BOX, qn("w:pPr"), qn("w:rPr"), qn("w:instrText")}
)  # fmt: skip
_IN_LIST = "w:pPr/w:numPr"
_GOES_ON = "w:tcPr/w:vMerge"


def read(data: bytes) -> Iterator[str | list[str]]:
    """The lines of the document's body."""
    yield from _blocks(docx.Document(io.BytesIO(data)).element.body)


def _blocks(parent: Any) -> Iterator[str | list[str]]:
    for child in parent:
        if child.tag == _PARAGRAPH:
            yield from _paragraph(child).splitlines() or [""]
            yield from _boxes(child)
        elif child.tag == _TABLE:
            for row in child.iter(_ROW):
                if next(row.iterancestors(_TABLE)) is child:  # rows of tables within come with their cell
                    yield [_cell(cell) for cell in row.iterchildren(_CELL)]
            yield ""
        elif child.tag not in _UNSEEN:  # content controls and the like
            yield from _blocks(child)


def _boxes(paragraph: Any) -> Iterator[str | list[str]]:
    """What stands in the boxes tied to a paragraph."""
    for box in paragraph.iter(_BOX):
        is_own = next(box.iterancestors(_PARAGRAPH)) is paragraph  # boxes within come with their box
        if is_own and next(box.iterancestors(_DELETED, _MOVED, _OLDER_FORM), None) is None:
            yield from _blocks(box)


def _cell(cell: Any) -> str:
    merged = cell.find(_GOES_ON, cell.nsmap)
    if merged is not None and merged.get(qn("w:val"), "continue") == "continue":
        return ""
    return "\n".join(found if isinstance(found, str) else " ".join(found) for found in _blocks(cell))


def _paragraph(paragraph: Any) -> str:
    text = "".join(_pieces(paragraph))
    is_listed = paragraph.find(_IN_LIST, paragraph.nsmap) is not None and text.strip()
    return f"• {text}" if is_listed else text


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag == _TAB:
            yield "\t"
        elif child.tag == _HYPHEN:
            yield "-"
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag not in _UNSEEN:
            yield from _pieces(child)
