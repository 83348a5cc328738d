"""What a page says of two edits that have met, and how its reader decides between them."""

from tests.browserless import Page

ROWS = ".notice--warning tbody tr"


def versions(page: Page) -> list[list[str]]:
    """Field, what is stored and what was typed, for every value in which they differ."""
    return [[cell.get_text(strip=True) for cell in row.select("th, td > bdi")] for row in page.select(ROWS)]


def open_fields(page: Page) -> list[str]:
    """The fields between whose two versions the reader has to choose."""
    return [row.select("th")[0].get_text(strip=True) for row in page.select(ROWS) if row.select("input")]


def choose(page: Page, version: str) -> dict[str, str]:
    """The same choice everywhere: "theirs" or "mine"."""
    return {str(one["name"]): version for one in page.select(f"{ROWS} input[type=radio]")}
