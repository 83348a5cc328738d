"""What axe-core says about a page, as one assertion."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Everything axe knows about WCAG 2.2 AA, and its best practices.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def assert_accessible(page: Page) -> None:
    """Nothing is found on the page as it is now: opened menus and dialogs included."""
    # Only what is wrong comes back, and frames are not asked: they answer nobody, and are waited for.
    asked = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"], "iframes": False}
    page.evaluate(AXE_SCRIPT)
    violations = page.evaluate("asked => axe.run(asked).then(results => results.violations)", asked)
    findings = [
        f"{one['id']} ({one['impact']}): {one['help']}\n    "
        + "\n    ".join(node["html"][:200] for node in one["nodes"][:5])
        for one in violations
    ]
    assert not findings, f"{page.url}\n  " + "\n  ".join(findings)
