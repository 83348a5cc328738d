"""What no honest browser sends: a sentence, never a crash (trust rule T34)."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.browserless import Browser, Page
from tests.http.routes import Route, walk
from tests.make import accounts, events, registrations

READY = "/readyz"  # says 503 until the database is migrated, as it never is here

SEGMENTS = [
    "a%00b",
    "%ff%fe",
    "%ed%a0%80",
    "%u0041",
    "..%2f..%5c..%2fetc%2fpasswd",
    "%2e%2e",
    "%0d%0aX-Evil:%201",
    "-1",
    "9223372036854775808",
    "%D9%A3",
    "9" * 5000,
    "x" * 20_000,
    "%27%20or%201=1--%25s",
    "%F0%9F%93%9A%E2%80%AEgpj",
    "0001-01-01",
    "9999-12-31",
]
# What is something else to PostgreSQL: its numbers end sooner than SQLite's, and it stores no NUL.
BEYOND_POSTGRESQL = ["a%00b", "%ed%a0%80", "-1", "9223372036854775808", "9" * 5000]
QUERIES = [
    "page=-1&per_page=1000000&sort=password_hash",
    "page=0&sort=name;drop%20table%20users&next=//evil.test",
    "page=9223372036854775807&q[]=1&q[]=2",
    "page=9223372036854775808",
    "page=" + "9" * 5000,
    "page=%D9%A3&person=12345678901234567&category=\\&format=../../x",
    "page=1e309&state=confirmed'--&q=" + "(" * 2000,
    "a=1&" * 5000,
    "%A&%&=&&&%&q=%ff&x=%ed%a0%80",
    "q=%00",
    "q=" + "x" * 50_000 + "&lang=../../x&tz=../../etc/passwd",
    "q=%25%25%5F%5C&lang=xx&tz=%2Fetc%2Flocaltime&day=2026-02-30",
    "tz=Europe/Nowhere&day=99999-01-01&when=never&kind=nothing&country=XX&language=tlh",
    "token=&token[]=x&debug=1&__debugger__=yes&cmd=resource&f=debugger.js",
]
QUERIES_BEYOND_POSTGRESQL = [
    "page=9223372036854775807&q[]=1&q[]=2",
    "page=9223372036854775808&person=9223372036854775808&category=2147483648",
    "page=" + "9" * 5000,
    "%A&%&=&&&%&q=%ff&x=%ed%a0%80",
    "q=%00&day=99999-01-01&country=XX",
    "q=%25%25%5F%5C&lang=xx&tz=%2Fetc%2Flocaltime&day=2026-02-30",
]
HEADERS = [
    {"Accept-Language": "x" * 10_000},
    {"Accept-Language": "en;q=NaN,ar;q=1e999,*;q=-1,;;;,=,"},
    {"Accept-Language": "en-\u00e9"},
    {"Accept-Encoding": "gzip;q=NaN, \u00ff, identity;q=-5,;"},
    {"Accept": "*/*;q=9999999999999999999, text/\u00ff"},
    {"If-None-Match": '"' * 1001},
    {"If-None-Match": 'W/"x", , "\u00e9", *'},
    {"If-Modified-Since": "Mon, 99 Foo 99999 99:99:99 GMT"},
    {"If-Modified-Since": "Thu, 01 Jan 0000 00:00:00 GMT"},
    {"If-Modified-Since": "-1"},
    {"If-Range": "\u00e9"},
    {"Range": "bytes=99999999999999999999-1,-,x"},
    {"Cookie": "plenary=x"},
    {"Cookie": "plenary=" + "A" * 50_000},
    {"Cookie": "plenary=.eJw\u00e9.x.y"},
    {"Cookie": "plenary=eyJfdXNlcl9pZCI6WzFdfQ.aaaaaa.bbbb"},
    {"Cookie": "lang=\u00ff; tz=\u00ff; signed_in=\u00ff"},
    {"Cookie": "lang=../../x; tz=/etc/passwd"},
    {"Cookie": "; =; a; =b; \x01=\x02"},
    {"User-Agent": "\x7f<script>alert(1)</script>" * 1000},
    {"User-Agent": ""},
    {"Referer": "http://["},
    {"Authorization": "Basic \u00e9\u00e9"},
    {"Authorization": "Digest " + "x" * 5000},
    {"Content-Type": "multipart/form-data"},
    {"Content-Type": "multipart/form-data; boundary=" + "x" * 5000},
    {"Content-Type": "text/html; charset=nonsense"},
    {"Content-Type": "\u00e9; \u00e9=\u00e9"},
    {"Content-Length": "-1"},
    {"Content-Length": "99999999999999999999"},
    {"Content-Length": "x"},
    {"Transfer-Encoding": "chunked, nonsense"},
    {"X-Forwarded-For": "x" * 5000},
    {"X-Forwarded-For": "\u00e9, , ::1%eth0"},
    {"X-Request-ID": "x" * 5000},
    {"X-Request-ID": "\u00e9<script>"},
    {"Origin": "http://["},
    {"Expect": "nonsense"},
    {"Upgrade": "websocket", "Connection": "Upgrade"},
]


def looking(app: Flask) -> Iterator[Route]:
    return (route for route in walk(app) if route.takes("GET") and route.rule.rule != READY)


def small_walk(app: Flask, slug: str) -> list[str]:
    """Pages whose addresses need nothing but the event's: one of each kind there is."""
    return [route.url(slug=slug) for route in looking(app) if route.arguments <= {"slug"}]


@pytest.fixture
def visitor(app: Flask) -> tuple[Browser, str]:
    """The browser of an administrator, who gets furthest, and the slug of an event."""
    browser = Browser(app, is_strict=False)
    browser.sign_in(accounts.user(is_administrator=True))
    return browser, registrations.event().slug


@pytest.mark.parametrize("segment", SEGMENTS, ids=lambda segment: segment[:30])
def test_t34_every_part_of_every_address_may_be_anything(
    app: Flask, visitor: tuple[Browser, str], segment: str
) -> None:
    open_with_segment(app, visitor, segment)


@pytest.mark.postgresql(alone=True)
@pytest.mark.parametrize("segment", BEYOND_POSTGRESQL, ids=lambda segment: segment[:30])
def test_t34_no_address_asks_postgresql_for_what_it_cannot_hold(
    app: Flask, visitor: tuple[Browser, str], segment: str
) -> None:
    open_with_segment(app, visitor, segment)


def open_with_segment(app: Flask, visitor: tuple[Browser, str], segment: str) -> None:
    """Every page, with this in place of each part of its address in turn."""
    browser, slug = visitor

    paths = [
        _filled(route, slug, argument, segment)
        for route in looking(app)
        for argument in sorted(route.arguments)
    ]
    pages = [browser.get(path) for path in paths]

    assert {page.response.request.path[:99] for page in pages if page.status >= 500} == set()
    assert not any("X-Evil" in page.headers for page in pages)


def _filled(route: Route, slug: str, argument: str, segment: str) -> str:
    """The address with `segment` in place of one argument, escaped as an attacker pleases."""
    mark = route.made_up(argument) if route.is_choice(argument) else "987654321"
    return route.url(**{"slug": slug, argument: mark}).replace(mark, segment)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:30])
def test_t34_every_page_may_be_asked_anything(app: Flask, visitor: tuple[Browser, str], query: str) -> None:
    ask_every_page(app, visitor, query)


@pytest.mark.postgresql(alone=True)
@pytest.mark.parametrize("query", QUERIES_BEYOND_POSTGRESQL, ids=lambda query: query[:30])
def test_t34_no_page_asks_postgresql_for_what_it_cannot_hold(
    app: Flask, visitor: tuple[Browser, str], query: str
) -> None:
    ask_every_page(app, visitor, query)


def ask_every_page(app: Flask, visitor: tuple[Browser, str], query: str) -> None:
    """No page whose address needs nothing but the event's breaks, or leads away."""
    browser, slug = visitor

    pages = {path: browser.get(f"{path}?{query}") for path in small_walk(app, slug)}

    assert {path for path, page in pages.items() if page.status >= 500} == set()
    away = ("//", "http:", "https:")
    assert {path for path, page in pages.items() if page.location.startswith(away)} == set()


@pytest.mark.parametrize("headers", HEADERS, ids=lambda headers: str(headers)[:40])
def test_t34_every_header_may_say_anything(
    app: Flask, visitor: tuple[Browser, str], headers: dict[str, str]
) -> None:
    browser, slug = visitor

    for path in ("/", f"/events/{slug}/", "/account/sign-in/", "/organise/", "/no/such/page"):
        asked, sent = browser.get(path, headers=headers), browser.post(path, {"a": "b"}, headers=headers)
        assert asked.status < 500, path
        assert sent.status < 500, path
    assert small_walk(app, slug)


@pytest.mark.parametrize("raw", ["q=\xff\xfe", "\xe9=\xe9", "q=\xed\xa0\x80", "\x80", "q=\x00"])
def test_t34_bytes_in_a_query_that_nobody_has_escaped(browser: Browser, raw: str) -> None:
    page = browser.get("/account/sign-in/", environ_overrides={"QUERY_STRING": raw})

    assert page.status == 400
    assert page.one("h1").get_text() == "The address contains characters that mean nothing."


@pytest.mark.parametrize(
    "body",
    [
        {"email": "a\0b", "password": "\0", "link-email": "\0"},
        {"email": "\ufffd", "password": "\ufffd"},
        {"email": "a@example.org" * 10_000, "password": "x" * 100_000},
        {f"field{number}": "x" for number in range(400)},
        {"email": "\u202e\u2066", "password": "\u2028"},
        {"": "", "csrf_token": "\0"},
    ],
    ids=lambda body: str(body)[:40],
)
@pytest.mark.usefixtures("app")
def test_t34_a_form_may_hold_anything(browser: Browser, body: dict[str, str]) -> None:
    page = browser.get("/account/sign-in/")

    answers = [
        browser.post(url, {**page.form(), **body})
        for url in ("/account/sign-in/", "/account/sign-in/link/", "/account/sign-out/")
    ]

    assert all(answer.status < 500 for answer in answers), [answer.status for answer in answers]


@pytest.mark.parametrize("bad", ["q=%00", "q=%ff", "q=M%FCnchen", "q=%ED%A0%80", "state=%EF%BF%BD"])
def test_t34_a_button_that_cannot_ask_again_refuses_what_is_no_text(
    visitor: tuple[Browser, str], bad: str
) -> None:
    browser, slug = visitor
    token = browser.get("/account/").form("form")["csrf_token"]

    answers = [
        browser.client.post(
            f"/organise/events/{slug}/registrations/export/csv",
            data=f"csrf_token={token}&{body}",
            content_type="application/x-www-form-urlencoded",
        )
        for body in (bad, "q=100%25ff")  # the second was typed like that
    ]

    assert [answer.status_code for answer in answers] == [400, 200]
    assert Page(answers[0]).one("h1").get_text() == "We could not understand this request."


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000,
        "{",
        "null",
        "[1]",
        '{"name": ["x"], "email": {"$ne": 1}}',
        '{"name": 1e999, "email": -Infinity}',
        '{"name": "\\udc00", "title-en": {"en": 1}}',
    ],
    ids=lambda body: body[:30],
)
def test_t34_a_body_of_json_is_no_form(app: Flask, visitor: tuple[Browser, str], body: str) -> None:
    browser, slug = visitor
    pages = [route.url(slug=slug) for route in walk(app) if route.keeps_form and route.arguments <= {"slug"}]

    answers = [browser.client.post(url, data=body, content_type="application/json") for url in pages]

    assert {answer.status_code for answer in answers} == {400}


@pytest.mark.parametrize(
    "fields",
    [{"email": "x" * 3_000_000}, {f"f{number}": "" for number in range(2001)}],
    ids=["large", "many"],
)
def test_t29_endless_forms_are_refused(browser: Browser, fields: dict[str, str]) -> None:
    form = browser.get("/account/sign-in/").form()

    page = browser.post("/account/sign-in/", {**form, **fields})

    assert page.status == 413
    assert page.one("h1").get_text() == "What you sent is too large."


@pytest.mark.parametrize(
    "parts",
    [["x" * 3_000_000], ["x"] * 401, ["x" * 10_000_000, "x" * 15_000_000]],
    ids=["large", "many", "body"],
)
def test_t29_endless_uploads_are_refused(browser: Browser, parts: list[str]) -> None:
    head = '--limit\r\nContent-Disposition: form-data; name="f"\r\n\r\n'
    body = "".join(f"{head}{part}\r\n" for part in parts) + "--limit--\r\n"

    kind = "multipart/form-data; boundary=limit"
    answer = browser.client.post("/account/sign-in/", data=body.encode(), content_type=kind)

    assert answer.status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/.env",
        "/.git/config",
        "/static/../config.py",
        "/static/..%5c..%5cconfig.py",
        "/static/%2e%2e/%2e%2e/config.py",
        "/static//etc/passwd",
        "/instance/plenary.sqlite3",
        "/console",
        "/server-status",
        "/wp-login.php",
        "/ORGANISE/",
    ],
)
def test_nothing_but_pages_is_served(browser: Browser, path: str) -> None:
    assert browser.get(path).status == 404


@pytest.mark.parametrize(
    "path", ["//evil.test/..", "//evil.test/organise", "/\\evil.test", "/%2F%2Fevil.test"]
)
def test_no_path_leads_away(browser: Browser, path: str) -> None:
    """path-007: an address mended by a redirect must stay ours."""
    page = browser._send("get", "/", environ_overrides={"PATH_INFO": path})  # noqa: SLF001 - as it comes off the wire

    assert page.status in {301, 308, 400, 404}
    assert not page.location.startswith("//")
    assert "evil.test" not in page.location.split("/")[2:3]


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "DELETE", "PATCH", "PROPFIND", "X" * 1000])
def test_other_methods_are_refused_in_a_page(browser: Browser, method: str) -> None:
    page = Page(browser.client.open("/account/sign-in/", method=method))

    assert page.status in {400, 405}


def test_an_event_owned_by_nobody_is_no_error(app: Flask, browser: Browser) -> None:  # noqa: ARG001 - it has the database
    event = events.event()
    browser.sign_in(accounts.user(is_administrator=True))

    assert browser.get(f"/organise/events/{event.slug}/members/").status == 200
