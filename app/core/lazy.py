"""Libraries that weigh much and are used seldom: loaded when something of theirs is first asked for."""

from importlib import import_module
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """In the place of a module until it is needed; several threads may need it at once."""

    def __getattr__(self, name: str) -> Any:
        value = getattr(import_module(self.__name__), name)
        setattr(self, name, value)  # from now on as quick as any module's
        return value


def module(name: str) -> Any:
    """The module `name`, imported at the first use of anything in it."""
    return _Later(name)
