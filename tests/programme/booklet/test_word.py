"""Word documents: whatever a title holds is text, and the document says its language and direction."""

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from app.programme.services import printing
from app.rendering.press import press
from tests.rendering.test_press import EMPTY, HOSTILE, IN_ENGLISH, booklet, cast, entry


def made(job: dict[str, Any]) -> bytes:
    return press.make(printing.WORD, job)


def opened(job: dict[str, Any]) -> Document:
    return docx.Document(io.BytesIO(made(job)))


def styled(document: Document, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style is not None and one.style.name == style]


@pytest.mark.parametrize("title", HOSTILE)
def test_whatever_a_title_holds_is_written_as_text(title: str) -> None:
    given = booklet(entry(title, parts=[entry(title)]), title={"text": title, "language": ""})

    document = opened(given)

    kept = "".join(letter for letter in title if letter not in "\x00\x07\ufffe\u2067")
    kept = kept.replace("\u2069", "\u200e")
    assert styled(document, "Title") == [kept]
    assert styled(document, "Heading 2") == [f"09:00–10:00\u2003{kept}"]
    assert styled(document, "Heading 3") == [f"09:00–10:00\u2003{kept}"]


def test_sessions_lead_to_their_pages_and_pauses_are_no_headings() -> None:
    document = opened(booklet(entry("Opening"), entry("Coffee", is_quiet=True, href="", casts=[])))

    links = [one.target_ref for one in document.part.rels.values() if one.reltype.endswith("/hyperlink")]
    assert links == ["https://example.org/s/"]
    assert styled(document, "Heading 2") == ["09:00–10:00\u2003Opening"]
    assert styled(document, "Pause") == ["09:00–10:00\u2003Coffee"]


def test_people_are_a_list_under_their_role() -> None:
    document = opened(booklet(entry("Panel", casts=[cast(("Ada", "Mayor"), ("Ben", ""))])))

    assert styled(document, "Role") == ["Panellists"]
    assert styled(document, "List Bullet") == ["Ada – Mayor", "Ben"]


def test_arabic_runs_from_right_to_left_and_other_languages_in_it_are_named() -> None:
    title = {"text": "Learning cities", "language": "en"}

    document = opened({**EMPTY, "language": "ar", "direction": "rtl", "title": title})

    (heading,) = [one for one in document.paragraphs if one.style is not None and one.style.name == "Title"]
    (run,) = heading.runs
    assert document.sections[0]._sectPr.find(qn("w:bidi")) is not None  # noqa: SLF001
    assert heading._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None  # noqa: SLF001
    assert run._r.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:val")) == "en"  # noqa: SLF001
    assert run._r.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is None  # noqa: SLF001


@pytest.mark.parametrize(("direction", "mark"), [("rtl", "\u200f"), ("ltr", "\u200e")])
def test_words_of_two_scripts_keep_their_order_without_marks_word_processors_draw(
    direction: str, mark: str
) -> None:
    casts = [cast(("Ana", "\u2068Al Wakrah\u2069، \u2068قطر\u2069"))]

    document = opened({**booklet(entry("Panel", casts=casts)), "direction": direction})

    assert styled(document, "List Bullet") == [f"Ana – Al Wakrah{mark}، قطر{mark}"]


def test_no_style_tears_joined_letters_apart_or_bends_ideographs() -> None:
    styles = opened(EMPTY).styles.element

    used = [one for one in styles if one.get(qn("w:styleId")) in {"Title", "Subtitle", "Heading1", "Facts"}]
    assert len(used) == 4
    for style in used:
        found = {one.tag for one in style.find(qn("w:rPr"))}
        assert found.isdisjoint({qn("w:spacing"), qn("w:kern"), qn("w:i"), qn("w:iCs")})


@pytest.mark.parametrize("given", IN_ENGLISH.values(), ids=IN_ENGLISH)
def test_whatever_is_said_in_another_language_says_so(given: dict[str, Any]) -> None:
    document = opened({**given, "language": "zh"})

    tagged = [one.get(qn("w:val")) for one in document.element.iter(qn("w:lang"))]
    assert set(tagged) == {"en"}


def test_a_draft_says_so_above_and_across_every_page() -> None:
    given = {**EMPTY, "mark": {"words": 'Draft "–" not published', "stamp": "Step 12"}}

    with zipfile.ZipFile(io.BytesIO(made(given))) as archive:
        headers = "".join(archive.read(name).decode() for name in archive.namelist() if "header" in name)

    assert 'Draft "–" not published · Step 12' in headers
    assert 'string="Draft &quot;–&quot; not published"' in headers


def test_pages_are_counted_at_their_foot() -> None:
    footer = opened(EMPTY).sections[0].footer.paragraphs[0]

    fields = [one.get(qn("w:instr")) for one in footer._p.iter(qn("w:fldSimple"))]  # noqa: SLF001
    assert (footer.text, fields) == ("Page  of ", ["PAGE", "NUMPAGES"])
