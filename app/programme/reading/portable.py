"""PDF documents: the text of their pages, columns kept apart by spaces as they stand on the page."""

import io
from collections.abc import Iterator

from pypdf import PdfReader

MOST_PAGES = 200


def read(data: bytes) -> Iterator[str | list[str]]:
    """The lines of all pages; nothing where pages are pictures."""
    reader = PdfReader(io.BytesIO(data))
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES:
            return
        text = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
        yield from (line.rstrip() for line in text.splitlines())
        yield ""
