"""The languages an event is held in and interpreted into, by their names in eight languages."""

import re
from functools import cache

from babel import Locale

from app.core import languages
from app.programme.announcing.labels import CAPTIONS
from app.programme.announcing.result import Announcement
from app.programme.announcing.source import Source
from app.programme.announcing.words import Inside, Words
from app.programme.paste.normalising import fold, normalise
from app.programme.paste.runs import Run

SPOKEN = ("en", "fr", "es", "pt", "de", "ar", "zh", "ru")
_ALSO = {
    "mandarin": "zh", "chinese": "zh", "castellano": "es", "castilian": "es", "farsi": "fa", "中文": "zh",
    "汉语": "zh", "华语": "zh", "漢語": "zh", "mandarim": "zh", "sign language": "", "castelhano": "es",
    "kiswahili": "sw",
}  # fmt: skip
_CODE = re.compile(r"(?<![\w-])(?:EN|FR|ES|AR|ZH|RU|PT|DE|IT|JA|KO)(?![\w-])")
_CHINESE_AND_ENGLISH = re.compile(r"中英(?:双语|雙語|文|语|語)?")
_LONGEST = 400
_FIRST_IDEOGRAPH = "\u3400"
_SHORTEST = 3  # letters: below, a name is as likely a word of something else


def read(announcement: Announcement, source: Source, words: Words, runs: list[Run], key: str) -> None:
    """Add the languages named; behind the word for interpretation, those interpreted into."""
    card = source.card("languages")
    for run in (one.part(0, _LONGEST) for one in runs):
        turn = words.inside("interpretation", run.folded, announcement.language)
        named = _named(run)
        border = _border(run, named, turn) if turn else len(run.text)
        for start, end, code in named:
            is_interpreted = key == "interpretation" or start >= border
            kept = announcement.interpretation if is_interpreted else announcement.languages
            if code and code not in {one.value for one in kept}:
                use = "interpretation_languages" if is_interpreted else "working_languages"
                kept.append(source.read_as(code, [run.part(start, end)], use, card))
        if turn:
            source.ledger.claim(run.part(turn.start, turn.end), "interpretation_languages", card)
        for inside in words.naming(CAPTIONS, run.folded):
            said = source.found(run.part(inside.start, inside.end), "accessibility", card)
            announcement.add_access([said.value[:1].upper() + said.value[1:]], said.spans)


def _border(run: Run, named: list[tuple[int, int, str]], turn: Inside) -> int:
    """Where the languages interpreted into begin: behind the word, in its brackets, or right before."""
    if any(start >= turn.end for start, _end, _code in named):
        return turn.start
    opening = run.folded.rfind("(", 0, turn.start)
    if opening >= 0 and ")" not in run.folded[opening : turn.start]:
        return opening
    begin = next((start for start, end, _code in named if 0 <= turn.start - end <= 1), turn.start)
    return next((start for start, end, _code in named if end == begin), begin)  # "中英同传"


def code_of(run: Run) -> str:
    """The code of the language these words name and nothing else; empty when they say anything more."""
    pattern, names = _known()
    match = pattern.fullmatch(run.folded)
    if match:
        return names[match[match.lastgroup or 0]]
    return run.text.lower() if _CODE.fullmatch(run.text) else ""


def places(run: Run) -> list[tuple[int, int]]:
    """Where a run names languages."""
    return [(start, end) for start, end, _ in _named(run)]


def _named(run: Run) -> list[tuple[int, int, str]]:
    pattern, names = _known()
    matches = ((match, match.lastgroup or "") for match in pattern.finditer(run.folded))
    found = [(*match.span(group), names[match[group]]) for match, group in matches]
    for both in _CHINESE_AND_ENGLISH.finditer(run.folded):
        place = both.start()
        found = [
            (place, place + 1, "zh"),
            (place + 1, both.end(), "en"),
            *(one for one in found if one[0] > place + 1),
        ]
    return found or [(*match.span(), match[0].lower()) for match in _CODE.finditer(run.text)]


@cache
def _known() -> tuple[re.Pattern[str], dict[str, str]]:
    names: dict[str, str] = dict(_ALSO)
    for spoken in reversed(SPOKEN):
        known = Locale.parse(spoken).languages
        for code in languages.CODES:
            name = fold(normalise(known.get(code, "")).text)
            if len(name) >= _SHORTEST or (spoken == "zh" and len(name) > 1):
                names.update(dict.fromkeys(_spellings(name, spoken), code))
    ordered = sorted(names, key=lambda name: (-len(name), name))
    ideographs = "|".join(re.escape(name) for name in ordered if name[0] >= _FIRST_IDEOGRAPH)
    others = "|".join(re.escape(name) for name in ordered if name[0] < _FIRST_IDEOGRAPH)
    # Arabic joins its "and" to the word; Russian and German bend the word's end.
    bent = rf"(?<!\w)(?:و|ب|وب)?(?P<other>{others})(?:ии|ом|ого|им|en|e)?(?!\w)"
    return re.compile(rf"(?P<name>{ideographs})|{bent}"), names


def _spellings(name: str, spoken: str) -> set[str]:
    if spoken == "zh" and name.endswith("语"):
        return {name, name[:-1] + "文", name[:-1] + "語"}
    if spoken == "ru" and name.endswith("скии"):  # as folded
        return {name, name.removesuffix("ии")}
    return {name}
