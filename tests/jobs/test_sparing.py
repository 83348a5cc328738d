"""Libraries take only the drivers that are loaded already."""

import importlib
import sys

import pytest

from app.jobs import sparing


def test_an_absent_driver_is_absent_only_inside() -> None:
    sys.modules.pop("colorsys", None)  # any small module will do

    with sparing.without("colorsys", "colorsys"), pytest.raises(ImportError):
        importlib.import_module("colorsys")

    assert importlib.import_module("colorsys").rgb_to_hsv(0, 0, 0) == (0.0, 0.0, 0)


def test_a_loaded_driver_stays() -> None:
    loaded = importlib.import_module("json")

    with sparing.without("json"):
        assert importlib.import_module("json") is loaded

    assert sys.modules["json"] is loaded


def test_after_an_error_inside_drivers_can_be_loaded_again() -> None:
    sys.modules.pop("colorsys", None)

    with pytest.raises(LookupError), sparing.without("colorsys"):
        raise LookupError

    assert importlib.import_module("colorsys").__name__ == "colorsys"
