"""What axe-core says about a page, as one assertion."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Everything axe knows about WCAG 2.2 AA, and its best practices.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def assert_accessible(page: Page) -> None:
    """Nothing is found on the page as it is now: opened menus and dialogs included."""
    # Without what passes, whose description takes longer than the rules on a long page.
    asked = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    results = Axe().run(page, options=asked)
    findings = [
        f"{one['id']} ({one['impact']}): {one['help']}\n    "
        + "\n    ".join(node["html"][:200] for node in one["nodes"][:5])
        for one in results.response["violations"]
    ]
    assert not findings, f"{page.url}\n  " + "\n  ".join(findings)
