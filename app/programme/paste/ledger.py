"""The account of the text: which stretch was used for what, and what was not understood."""

from app.programme.paste.runs import Run

Claim = tuple[int, int, str, object | None]  # start, end, use, and the item that used it


class Ledger:
    """Collects claims on the text while it is parsed."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []

    def claim(self, run: Run, use: str, item: object | None = None) -> None:
        """Note that a run was used, as `use`, by `item` if by one."""
        if run:
            self.claims.append((run.start, run.end, use, item))
