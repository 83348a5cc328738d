"""An event's accent, clamped so that text in it and on it can be read, by day and by night. Pure."""

import colorsys
import re
from dataclasses import dataclass

_HEX = re.compile(r"#?([0-9a-f]{6})", re.IGNORECASE)

PAPER, INK = "#fbfaf7", "#1d1c1a"  # of tokens.css, by day
NIGHT_PAPER, NIGHT_INK = "#161513", "#ece8e0"  # and by night
DEFAULT = "#0b5394"

# WCAG 2.2 wants 4.5 : 1 for text; a little more leaves room for the tinted grounds.
READABLE = 5.2
READABLE_BY_NIGHT = 6.5
_STEP = 0.01

Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Palette:
    """One accent in one light: itself, what is written on it, a quiet ground and a hairline of it."""

    accent: str
    on_accent: str
    ground: str
    line: str


def read(value: str) -> str | None:
    """The colour as #rrggbb in lower case, or None when it is not one."""
    match = _HEX.fullmatch(value.strip())
    return f"#{match[1].lower()}" if match else None


def by_day(accent: str) -> Palette:
    """Darkened until it can be read on paper, and white on it."""
    clamped = clamp(accent, PAPER, READABLE)
    return Palette(clamped, "#ffffff", mix(clamped, PAPER, 0.08), mix(clamped, PAPER, 0.3))


def by_night(accent: str) -> Palette:
    """Lightened until it can be read on the dark page, and dark ink on it."""
    clamped = clamp(accent, NIGHT_PAPER, READABLE_BY_NIGHT)
    return Palette(clamped, NIGHT_PAPER, mix(clamped, NIGHT_PAPER, 0.14), mix(clamped, NIGHT_PAPER, 0.4))


def clamp(accent: str, ground: str, enough: float) -> str:
    """`accent` with its lightness moved away from `ground` until their contrast is `enough`."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(accent))
    step = -_STEP if luminance(ground) > 0.5 else _STEP  # noqa: PLR2004 - the middle of 0 and 1
    colour = accent
    while contrast(colour, ground) < enough and 0 <= lightness + step <= 1:
        lightness += step
        colour = _hex(colorsys.hls_to_rgb(hue, lightness, saturation))
    return colour


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG defines it, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white."""
    red, green, blue = (_linear(channel) for channel in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mix(colour: str, ground: str, share: float) -> str:
    """`share` of `colour` laid over `ground`."""
    pairs = zip(_rgb(colour), _rgb(ground), strict=True)
    red, green, blue = (over * share + under * (1 - share) for over, under in pairs)
    return _hex((red, green, blue))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


def _rgb(colour: str) -> Rgb:
    digits = colour.removeprefix("#")
    red, green, blue = (int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4))
    return red, green, blue


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in rgb)
