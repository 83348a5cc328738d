"""The unit of work: what is done before its commit, and what only after it."""

import pytest

from app.core.db import in_the_end, on_commit, transaction

pytestmark = pytest.mark.usefixtures("app")


def test_last_things_are_done_once_just_before_the_outermost_commit() -> None:
    done: list[str] = []

    with transaction():
        on_commit(lambda: done.append("committed"))
        with transaction():
            in_the_end("pages", lambda: done.append("first told"))
            in_the_end("pages", lambda: done.append("told again"))
        done.append("work")

    assert done == ["work", "first told", "committed"]


def test_last_things_of_work_that_failed_are_never_done() -> None:
    done: list[str] = []

    def fails() -> None:
        with transaction():
            in_the_end("pages", lambda: done.append("told"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()

    with transaction():
        pass
    assert done == []


def test_work_whose_last_thing_fails_is_undone() -> None:
    done: list[str] = []

    def fails() -> None:
        with transaction():
            on_commit(lambda: done.append("committed"))
            in_the_end("pages", lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        fails()

    assert done == []
