"""A library that waits: not loaded before it is needed, and itself as soon as it is."""

import sys
import threading

import pytest

from app.core import lazy


def test_a_module_is_loaded_when_something_of_it_is_asked_for() -> None:
    sys.modules.pop("colorsys", None)  # any small module will do
    waiting = lazy.module("colorsys")
    before = "colorsys" in sys.modules

    found = waiting.rgb_to_hsv

    assert not before
    assert found is sys.modules["colorsys"].rgb_to_hsv


def test_what_a_module_has_not_is_missing_as_always() -> None:
    with pytest.raises(AttributeError):
        _ = lazy.module("colorsys").no_such_thing


def test_a_package_that_is_not_installed_is_told_by_its_name() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        _ = lazy.module("no_such_package").anything


def test_threads_that_need_it_at_once_all_get_it_whole() -> None:
    sys.modules.pop("colorsys", None)
    waiting = lazy.module("colorsys")
    together = threading.Barrier(4)
    found: list[object] = []

    def need() -> None:
        together.wait()
        found.append(waiting.hls_to_rgb)

    threads = [threading.Thread(target=need) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [sys.modules["colorsys"].hls_to_rgb] * 4
