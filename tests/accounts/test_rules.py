"""What makes a password good enough, and how a browser is called."""

from datetime import UTC, datetime, timedelta

import pytest

from app.accounts import rules
from app.accounts.models import Proof, UserSession

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "password",
    [
        "seven quiet harbours",
        "correct horse battery stapler",
        "Tr0ub4dor&3-and-more",
        "中文密码也可以用在这里吗朋友",
        "صباح الخير يا مدينة التعلم",
        "📚📗📘📙📕 and a few words",
    ],
)
def test_a_password_of_ones_own_is_good(password: str) -> None:
    assert rules.weakness(password, email="ada@example.org", name="Ada Lovelace") is None


@pytest.mark.parametrize(
    ("password", "advice"),
    [
        ("", "Use at least 12 characters. Several words in a row are fine."),
        ("eleven char", "Use at least 12 characters. Several words in a row are fine."),
        ("x1y2" * 51, "Use at most 200 characters."),
        ("ada@example.org", "Use something other than your name or your address."),
        ("ADA@EXAMPLE.ORG", "Use something other than your name or your address."),
        ("Ada Lovelace", "Use something other than your name or your address."),
        ("lovelace-2026!", "Use something other than your name or your address."),
        ("Àda Lovelacé 1", "Use something other than your name or your address."),
        ("password1234", "This password is among the first that are tried."),
        ("P@ssw0rd2026!", "This password is among the first that are tried."),
        ("passwordpassword", "This password is among the first that are tried."),
        ("qwertyqwerty", "This password is among the first that are tried."),
        ("123456789012", "This password is among the first that are tried."),
        ("2026-03-01 12:00", "This password is among the first that are tried."),
        ("aaaaaaaaaaaaaaaa", "This password is among the first that are tried."),
        ("abababababab", "This password is among the first that are tried."),
        ("Summer2026!!!!", "This password is among the first that are tried."),
        ("correct horse battery staple", "This password is among the first that are tried."),
    ],
)
def test_a_password_easy_to_guess_is_refused_with_advice(password: str, advice: str) -> None:
    found = str(rules.weakness(password, email="ada@example.org", name="Ada Lovelace"))

    assert found.startswith(advice)


def test_a_short_name_is_no_password_by_itself() -> None:
    """Only a password that is nothing but the name counts, not one in which it occurs."""
    assert rules.weakness("ada climbs 7 hills", email="ada@example.org", name="Ada") is None


@pytest.mark.parametrize(
    ("proof", "minutes", "needed"),
    [(Proof.LINK, 0, False), (Proof.LINK, 29, False), (Proof.LINK, 30, True), (Proof.PASSWORD, 0, True)],
)
def test_only_just_after_a_mailed_link_a_password_is_set_without_the_old_one(
    proof: Proof,
    minutes: int,
    needed: bool,  # noqa: FBT001 - a case
) -> None:
    signed_in = UserSession(proof=proof, created_at=NOW - timedelta(minutes=minutes))

    assert rules.needs_present_password(signed_in, NOW) is needed


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Linux"),
        (
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                " Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0"
            ),
            "Edge, Windows",
        ),
        (
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
                " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
            ),
            "Safari, iPhone",
        ),
        (
            (
                "Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko)"
                " SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36"
            ),
            "Samsung Internet, Android",
        ),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_by_its_name_and_system(user_agent: str, name: str) -> None:
    assert rules.browser_name(user_agent) == name
