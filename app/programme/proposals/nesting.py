"""What each session is part of once a text has been applied: two levels, whatever was ticked. Pure."""

from collections.abc import Iterator, Mapping


def settle(there: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, str]:
    """By public id what each session is part of in the end; empty: of nothing.

    `there` is what they are part of now, `wanted` what shall be otherwise. What would be part of a part
    is part of the whole: also the parts of a session that becomes part of another one itself. What
    would be part of itself stays where it is.
    """
    parents = dict.fromkeys([*there, *wanted], "")
    leaving_first = sorted(wanted.items(), key=lambda pair: pair[1] != "")
    for session, outer in (*there.items(), *leaving_first):
        if not outer or (outer in parents and session not in {outer, *_around(outer, parents)}):
            parents[session] = outer
    return {session: _outermost(session, parents) for session in parents}


def _around(session: str, parents: Mapping[str, str]) -> Iterator[str]:
    """What a session is part of, from the inside."""
    while outer := parents[session]:
        yield outer
        session = outer


def _outermost(session: str, parents: Mapping[str, str]) -> str:
    outer = ""
    for outer in _around(session, parents):  # noqa: B007 - the last one counts
        pass
    return outer
