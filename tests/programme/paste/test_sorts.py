"""What sort of session a title announces where the telling word stands neither first nor alone."""

from datetime import date

import pytest

from app.programme.paste.parsing import Options, parse

OPTIONS = Options(date(2026, 5, 4), "Europe/Berlin", date(2026, 5, 6))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Land acknowledgement and welcome", "opening"),
        ("Communiqué of the ministers and the closing", "closing"),
        ("Commitments of the seven cities and a discussion", "discussion"),
        ("Mihi whakatau (welcome) and songs from the school", "opening"),
        ("Apthapi de las comunidades (lunch)", "meal"),
        ("Céad míle fáilte! Opening", "opening"),
        ("Any other business and closing", "closing"),
        ("How the town learned about openness and trust", "presentation"),
    ],
)
def test_a_word_at_an_edge_of_a_title_tells_its_kind(title: str, kind: str) -> None:
    found = parse(f"9:00 {title}\n10:00 Coffee break", OPTIONS)

    assert found.sessions[0].kind == kind
