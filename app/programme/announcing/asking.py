"""Whom to ask, as a sentence names them before an address: "Please write to Ada Example at ada@..."."""

import re

from app.programme.paste.runs import Run

# As folded: without accents.
_LEAD = re.compile(
    r"(?<!\w)(?:(?:write|speak|talk)\sto|(?:please\s)?(?:contact|ask|e-?mail)(?!\w)|contact\s(?:is|person\sis)"
    r"|ecri(?:re|vez)\sa|(?:veuillez\s)?contacte[rz]|aupres\sde|escrib[ae](?:nos)?\sa|contact(?:ar|e)\s(?:a|con)?"
    r"|escreva\s(?:a|para)|contact(?:ar|e)\s(?:a|o|com)?|wenden\ssie\ssich\s(?:bitte\s)?an|schreiben\ssie\s(?:bitte\s)?an"
    r"|(?:beantwortet|antwortet)(?:\sihnen)?(?:\sgerne?)?|التواصل\sمع|الاتصال\sب|مراسل[هة]|请?联系|請?聯繫|请?咨询)\s?:?\s?"
)
_TAIL = re.compile(
    r"\s?[,:(<–-]*\s?(?:(?<!\w)(?:at|on|via|by|under|unter|per|par|a\sl'adresse|a|en|em|no|al|por|pelo|على|علي|عبر|e-?mail|email|mail"
    r"|courriel|correo|tel|telefon|phone|电话|邮箱|邮件)[.:]?\s?)*[,:(<–-]*$"
)
_WORDS = re.compile(r"\S+")
_MOST_WORDS = 6
_HAN = re.compile(r"[\u3400-\u9fff]{2,4}(?:女士|先生|老师|小姐|博士|教授)?")
_ARABIC = re.compile(r"[\u0620-\u06ff]")


def whom(before: Run, *, is_sure: bool = False) -> Run | None:
    """The name in what stands before an address; `is_sure` says that a label promises one."""
    leads = list(_LEAD.finditer(before.folded))
    if not leads and not is_sure:
        return None
    run = before.part(leads[-1].end()) if leads else before
    tail = _TAIL.search(run.folded)
    name = run.part(0, tail.start() if tail else None).stripped(" ,;:–-(<|")
    if not leads:
        return name or None
    return name if name and _is_name(name) else None


def _is_name(name: Run) -> bool:
    words = _WORDS.findall(name.text)
    if _HAN.fullmatch(name.text):
        return True
    is_short = 1 < len(words) <= _MOST_WORDS
    if _ARABIC.search(name.text):
        return is_short
    large = [word for word in words if word[0].isupper()]
    return is_short and words[0][0].isupper() and len(large) >= len(words) - 2
