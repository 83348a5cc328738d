"""Russian names of organisations brought back from the genitive: "Российской академии наук"."""

import re

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
# How an adjective before it ends, and how it ends where the name stands unbent: by gender.
_ADJECTIVES = {
    "m": ((r"(?<=[гкхжшщч])ого$", "ий"), (r"ого$", "ый"), (r"его$", "ий")),
    "f": ((r"ой$", "ая"), (r"(?<=[жшщч])ей$", "ая"), (r"(?<=н)ей$", "яя")),
    "n": ((r"ого$", "ое"), (r"(?<=[жшщч])его$", "ее"), (r"его$", "ее")),
}
_WORD = re.compile(r"\S+")
_MOST_BEFORE = 5  # adjectives before the noun


def unbent(name: str) -> str:
    """The name as it is called; empty where its first noun is none of those known, or already stands so."""
    words = list(_WORD.finditer(name))
    place = next((at for at, word in enumerate(words) if word[0].lower() in _GENDERS), None)
    if place is None or place > _MOST_BEFORE:
        return ""
    gender = _GENDERS[words[place][0].lower()]
    said: list[str] = []
    for word in words[:place]:
        adjective = _adjective(word[0], gender)
        if not adjective:
            return ""
        said.append(adjective)
    noun = words[place][0]
    called = _NOUNS[gender][noun.lower()]
    said.append(called.capitalize() if noun[:1].isupper() else called)
    return " ".join(said) + name[words[place].end() :]


def _adjective(word: str, gender: str) -> str:
    for pattern, ending in _ADJECTIVES[gender]:
        changed = re.sub(pattern, ending, word)
        if changed != word:
            return changed
    return ""
