"""The styleguide, for those who build."""

from pathlib import Path

import config
from app import create_app
from app.core.db import db
from tests.browserless import Browser

COMPONENTS = Path("templates/components")
# Woven into pages by the layouts, shown only with an event or a letter.
ELSEWHERE = {"event_facts", "icon", "letter", "open_graph", "preferences_menu"}


def test_every_component_is_shown(browser: Browser) -> None:
    page = browser.get("/styleguide")
    used = "".join(part.read_text() for part in Path("templates/public/styleguide").glob("*.html"))

    names = {path.stem for path in COMPONENTS.glob("*.html")}
    assert page.status == 200
    assert {name for name in names if f"components/{name}.html" not in used} == ELSEWHERE


def test_it_is_not_there_where_the_site_is_public(tmp_path: Path) -> None:
    environment = {
        "BASE_URL": "https://events.example.org",
        "SECRET_KEY": "a-long-and-random-secret-of-this-test-0123456789",
        "MAIL_SERVER": "localhost",
        "PLENARY_DATA": str(tmp_path),
    }
    app = create_app(config.load(environment))

    rules = {rule.rule for rule in app.url_map.iter_rules()}
    with app.app_context():
        db.engine.dispose()

    assert "/events/" in rules
    assert "/styleguide" not in rules
