"""Pages kept as bytes: built once, bounded, fresh, and shared through a real Redis."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from app.http.page_store import Page, PageStore
from app.http.shared_pages import SharedPages

NOW = datetime(2026, 9, 28, 9, tzinfo=UTC)


def page(body: bytes = b"hello", fresh_until: datetime | None = None) -> Page:
    return Page(body, "text/plain", fresh_until=fresh_until)


def test_a_page_is_built_once_however_many_ask_at_the_same_time() -> None:
    store, built, gate = PageStore(10_000), [], threading.Barrier(8)

    def build() -> Page:
        built.append(1)
        return page()

    def ask() -> None:
        gate.wait()
        store.get("key", NOW, build)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert built == [1]


def test_the_same_bytes_have_the_same_mark_and_others_another() -> None:
    store = PageStore(10_000)

    first, again, other = (
        store.get(key, NOW, lambda body=body: page(body))  # type: ignore[misc]
        for key, body in (("a", b"same"), ("b", b"same"), ("c", b"other"))
    )

    assert first.etag == again.etag
    assert first.etag != other.etag


def test_a_page_is_built_anew_when_the_clock_makes_it_untrue() -> None:
    store = PageStore(10_000)
    store.get("key", NOW, lambda: page(b"before", NOW + timedelta(hours=1)))

    kept = store.get("key", NOW + timedelta(minutes=59), lambda: page(b"after"))
    changed = store.get("key", NOW + timedelta(hours=1), lambda: page(b"after"))

    assert (kept.body, changed.body) == (b"before", b"after")


def test_the_store_forgets_what_was_not_asked_for_longest() -> None:
    store = PageStore(3_000)
    for key in ("old", "kept", "new"):
        store.get(key, NOW, lambda: page(bytes(range(256)) * 3))
        store.get("kept", NOW, lambda: page(bytes(range(256)) * 3))

    built: list[str] = []
    for key in ("kept", "old"):
        store.get(key, NOW, lambda key=key: built.append(key) or page())  # type: ignore[misc,func-returns-value]

    assert built == ["old"]
    assert store.weight <= 3_000


def test_a_builder_that_fails_leaves_the_way_free_for_the_next() -> None:
    store = PageStore(10_000)

    def fail() -> Page:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        store.get("key", NOW, fail)

    assert store.get("key", NOW, page).body == b"hello"


def test_processes_find_each_others_pages_in_redis(redis_url: str) -> None:
    one, other = (PageStore(10_000, SharedPages(redis_url)) for _ in range(2))
    one.get("key", NOW, lambda: page(b"from one"))

    found = other.get("key", NOW, lambda: page(b"from the other"))

    assert found.body == b"from one"


def test_without_an_answer_from_redis_every_process_builds_for_itself() -> None:
    store = PageStore(10_000, SharedPages("redis://127.0.0.1:9/0"))  # nobody listens there

    assert store.get("key", NOW, page).body == b"hello"
