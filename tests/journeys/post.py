"""Somebody's letters, as their mail server has received them."""

import contextvars
import re
from dataclasses import dataclass, field

from flask import Flask

from app.jobs import outbox
from tests.smtp import Received, Sink


@dataclass
class Post:
    """Delivers what is due before it looks, like a worker that happens to run just then."""

    server: Sink
    app: Flask | None = None
    _read: set[str] = field(default_factory=set)

    def letter_to(self, address: str) -> Received:
        """The newest letter to `address` that has not been read yet."""
        assert self.app is not None
        app = self.app

        def deliver() -> None:
            with app.app_context():
                outbox.deliver_due()

        contextvars.Context().run(deliver)
        letters = [one for one in self.server.received if one.recipient == address]
        fresh = [one for one in letters if one.message_id not in self._read]
        assert fresh, f"no letter to {address}; there are {[one.recipient for one in self.server.received]}"
        self._read.add(fresh[-1].message_id)
        return fresh[-1]


def link_in(letter: Received) -> str:
    """The first address in a letter that leads to somebody's own page."""
    found = re.search(r"https?://\S+/registrations/\S+", letter.text)
    assert found, letter.text
    return found[0]
