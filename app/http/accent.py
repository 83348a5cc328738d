"""Colours an organiser chose, as stylesheets of their own: the policy allows none inside a page."""

from collections.abc import Sequence

from flask import current_app

from app.rendering import colour

_SEPARATOR = "-"
MOST_TONES = 40


def path(accent: str | None, tones: Sequence[str] = ()) -> str:
    """Where the stylesheet of an accent lies, or "" when it is no colour.

    `tones` are further colours (tracks of a programme): elements of class `tone-1`, `tone-2` …
    get them as `--tone`, `--tone-ground` and `--tone-line`.
    """
    main = colour.read(accent or "")
    if main is None:
        return ""
    known = [colour.read(tone) or main for tone in tones[:MOST_TONES]]
    names = _SEPARATOR.join(one.removeprefix("#") for one in [main, *known])
    version = current_app.config["STATIC_VERSION"]  # a sheet is kept for ever; a new version makes new ones
    return f"/accent/{names}.css?v={version}"


def stylesheet(names: str) -> str | None:
    """The sheet that `path` speaks of; None when `names` are not colours."""
    parts = names.split(_SEPARATOR)
    if len(parts) > MOST_TONES + 1 or any(colour.read(part) != f"#{part}" for part in parts):
        return None
    main, *tones = (f"#{part}" for part in parts)
    return _sheet(main, tones)


def _sheet(main: str, tones: Sequence[str]) -> str:
    day = _rules(colour.by_day(main), [colour.by_day(tone) for tone in tones])
    night = _rules(colour.by_night(main), [colour.by_night(tone) for tone in tones])
    # The same two answers tokens.css gives: what the device asks for, unless the reader has chosen.
    return (
        f"@layer tokens{{{day.replace('@', ':root')}"
        f"@media (prefers-color-scheme:dark){{{night.replace('@', ':root:not([data-theme=light])')}}}"
        f"{night.replace('@', ':root[data-theme=dark]')}}}"
    )


def _rules(main: colour.Palette, tones: Sequence[colour.Palette]) -> str:
    values = f"--accent:{main.accent};--on-accent:{main.on_accent}"
    grounds = f"--accent-ground:{main.ground};--accent-line:{main.line}"
    rules = [f"@{{{values};{grounds}}}"]
    rules += [
        f"@ .tone-{number}{{--tone:{tone.accent};--tone-ground:{tone.ground};--tone-line:{tone.line}}}"
        for number, tone in enumerate(tones, start=1)
    ]
    return "".join(rules)
