"""Languages people meet in: the codes of ISO 639-1, named in any of them by the Unicode CLDR."""

from functools import lru_cache

from babel import Locale

from app.core import text

_ISO_639_1 = """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee
    el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io
    is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn
    mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se
    sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo
    wa wo xh yi yo za zh zu
"""
CODES = tuple(_ISO_639_1.split())
# The official languages of the United Nations come first wherever languages are chosen.
UNITED_NATIONS = ("ar", "zh", "en", "fr", "ru", "es")

_KNOWN = frozenset(CODES)


def is_known(code: str) -> bool:
    """Whether `code` is one a choice may hold."""
    return code in _KNOWN


def name(code: str, language: str) -> str:
    """What `code` is called in `language`; in English where CLDR does not say, else the code itself."""
    for locale in (language, "en"):
        found = Locale.parse(locale).languages.get(code)
        if found:
            return found[:1].upper() + found[1:]
    return code


@lru_cache(maxsize=16)
def choices(language: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of every language, by its name in `language`."""
    named = ((code, name(code, language)) for code in CODES)
    return tuple(sorted(named, key=lambda pair: (text.searchable(pair[1]), pair[0])))
