"""Russian names of organisations brought back from the genitive, "Российской академии", and after "с"."""

import re
from collections.abc import Mapping, Sequence

_Ends = Mapping[str, Sequence[tuple[str, str]]]
# How the noun that says what it is ends in the genitive, and how it is called: by gender.
_NOUNS = {
    "m": {
        "института": "институт", "университета": "университет", "фонда": "фонд", "комитета": "комитет",
        "департамента": "департамент", "центра": "центр", "союза": "союз", "совета": "совет",
        "музея": "музей", "банка": "банк", "факультета": "факультет", "клуба": "клуб", "отдела": "отдел",
        "колледжа": "колледж", "парламента": "парламент", "театра": "театр", "округа": "округ",
        "консорциума": "консорциум", "альянса": "альянс",
    },
    "f": {
        "академии": "академия", "ассоциации": "ассоциация", "администрации": "администрация",
        "федерации": "федерация", "компании": "компания", "корпорации": "корпорация", "школы": "школа",
        "библиотеки": "библиотека", "палаты": "палата", "лаборатории": "лаборатория", "сети": "сеть",
        "комиссии": "комиссия", "организации": "организация", "думы": "дума", "лиги": "лига",
        "гимназии": "гимназия", "галереи": "галерея", "службы": "служба", "группы": "группа",
    },
    "n": {
        "министерства": "министерство", "правительства": "правительство", "агентства": "агентство",
        "общества": "общество", "посольства": "посольство", "управления": "управление",
        "объединения": "объединение", "учреждения": "учреждение", "издательства": "издательство",
        "представительства": "представительство", "содружества": "содружество", "бюро": "бюро",
        "движения": "движение", "сообщества": "сообщество", "училища": "училище",
    },
}  # fmt: skip
_GENDERS = {noun: gender for gender, nouns in _NOUNS.items() for noun in nouns}
# How a noun ends behind "совместно с", by how it is called: the end that goes, and what comes.
_WITH = (("ия", "ией"), ("а", "ой"), ("сеть", "сетью"), ("бюро", "бюро"), ("ие", "ием"), ("о", "ом"),
         ("е", "ем"), ("й", "ем"), ("", "ом"))  # fmt: skip


def _with(noun: str) -> str:
    end, comes = next(pair for pair in _WITH if noun.endswith(pair[0]))
    return noun[: len(noun) - len(end)] + comes


# The same nouns behind "совместно с": "институтом".
_TOGETHER = {gender: {_with(noun): noun for noun in nouns.values()} for gender, nouns in _NOUNS.items()}
_GENDERS_TOGETHER = {noun: gender for gender, nouns in _TOGETHER.items() for noun in nouns}
# How an adjective before it ends, and how it ends where the name stands unbent: by gender.
_ADJECTIVES = {
    "m": ((r"(?<=[гкхжшщч])ого$", "ий"), (r"ого$", "ый"), (r"его$", "ий")),
    "f": ((r"ой$", "ая"), (r"(?<=[жшщч])ей$", "ая"), (r"(?<=н)ей$", "яя")),
    "n": ((r"ого$", "ое"), (r"(?<=[жшщч])его$", "ее"), (r"его$", "ее")),
}
_ADJECTIVES_TOGETHER = {
    "m": ((r"(?<=[гкхжшщчн])им$", "ий"), (r"ым$", "ый"), (r"им$", "ий")),
    "f": _ADJECTIVES["f"],
    "n": ((r"ым$", "ое"), (r"(?<=[гкх])им$", "ое"), (r"им$", "ее")),
}
# Adjectives with the stress on their end, which they keep: "городской".
_STRESSED = re.compile(
    r"(?:городск|областн|краев|морск|донск|лесн|речн|делов|миров|трудов|цифров|передов|полев|игров)(?:ый|ий)$"
)
_WORD = re.compile(r"\S+")
_MOST_BEFORE = 5  # adjectives before the noun


def unbent(name: str) -> str:
    """The name as it is called; empty where its first noun is none of those known, or already stands so."""
    return _straight(name, _GENDERS, _NOUNS, _ADJECTIVES) or _straight(
        name, _GENDERS_TOGETHER, _TOGETHER, _ADJECTIVES_TOGETHER
    )


def _straight(
    name: str, genders: Mapping[str, str], nouns: Mapping[str, Mapping[str, str]], ends: _Ends
) -> str:
    words = list(_WORD.finditer(name))
    place = next((at for at, word in enumerate(words) if word[0].lower() in genders), None)
    if place is None or place > _MOST_BEFORE:
        return ""
    gender = genders[words[place][0].lower()]
    said: list[str] = []
    for word in words[:place]:
        adjective = _adjective(word[0], ends[gender])
        if not adjective:
            return ""
        said.append(adjective)
    noun = words[place][0]
    called = nouns[gender][noun.lower()]
    said.append(called.capitalize() if noun[:1].isupper() else called)
    return " ".join(said) + name[words[place].end() :]


def _adjective(word: str, ends: Sequence[tuple[str, str]]) -> str:
    for pattern, ending in ends:
        changed = re.sub(pattern, ending, word)
        if changed != word:
            is_stressed = _STRESSED.fullmatch(changed.lower())
            return f"{changed[:-2]}ой" if is_stressed else changed
    return ""
