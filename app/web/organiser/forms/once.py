"""Forms that add something, and add it once however often they are sent."""

import hashlib
import json
from collections.abc import Iterator

from flask import request
from wtforms import HiddenField

from app.core import ids, tokens
from app.web.forms import BaseForm

_LONGEST_ID = 22  # as of core.ids


class OnceForm(BaseForm):
    """Every copy of it that is shown has a key of its own."""

    form_key = HiddenField(default=ids.public_id)

    def sent(self) -> str:
        """What two presses of one button have in common: the copy, and all that was typed into it or chosen.

        Whoever goes back and types something else means another thing. Empty where no key was sent.
        """
        if not self.form_key.raw_data:
            return ""
        typed = sorted(pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token")
        return tokens.digest(json.dumps([request.path, typed, [*_chosen()]]))

    def made_as(self) -> str:
        """The public id of what has a row of its own from then on; the second press meets it there."""
        return self.sent()[:_LONGEST_ID]


def _chosen() -> Iterator[list[str]]:
    """What tells the files that were sent from others, whether they have been read already or not."""
    for name, upload in sorted(request.files.items(multi=True), key=lambda pair: pair[0]):
        if upload.filename:
            read = upload.tell()
            upload.seek(0)
            yield [name, upload.filename, hashlib.sha256(upload.read()).hexdigest()]
            upload.seek(read)
