"""Importing a library without the drivers it would load and nobody here uses."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(*packages: str) -> Iterator[None]:
    """Let imports of `packages` fail as if they were not installed, but for those already loaded.

    For libraries that take whatever driver they find. The import system itself reads None in
    sys.modules as "there is none".
    """
    absent = set(packages) - set(sys.modules)
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
