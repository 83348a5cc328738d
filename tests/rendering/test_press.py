"""Documents from the press: hostile texts stay texts, limits hold, and one is made at a time."""

import io
import json
import re
import threading
from datetime import UTC, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pypdf
import pytest

from app.rendering.press import press
from app.rendering.press.press import PressBusy, PressFailed

NOON = datetime(2026, 2, 12, 12, tzinfo=UTC)
EMPTY: dict[str, Any] = {
    "language": "en", "words": "", "direction": "ltr", "title": {"text": "Learning cities", "language": ""},
    "when": "", "where": [], "edition": "Release 1", "note": {"text": "", "language": ""}, "mark": None,
    "accent": "#0b5394",
    "page": "Page {page} of {pages}", "nothing": "No session yet", "days": [],
}  # fmt: skip
HOSTILE = [
    '#eval("1+1") #read("/etc/passwd") #panic()',
    "$x^2$ $ \\ ` ``` raw",
    "*bold* _em_ = heading @ref <label> //comment /* */ [ ] { }",
    "\\",
    '"); #import "x"',
    "word " * 2_000,
    "W" * 10_000,
    "\u202eبرنامج\u202c \u2067abc\u2069 \u200f\u200e",
    "🎉 👩‍🎓 Café ☕ ✓",
    "日本語 한국어 ไทย नमस्ते עברית ελληνικά Việt",
    "\x00\x07\ufffe�",
]


@pytest.fixture(scope="module")
def fonts() -> Any:
    """As the process apart finds it: a module of its folder."""
    folder = Path(press.__file__).parent
    spec = spec_from_file_location("letters", folder / "letters.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Letters(folder / "fonts")


def said(text: str, language: str = "") -> dict[str, str]:
    return {"text": text, "language": language}


def cast(*people: tuple[str, str]) -> dict[str, Any]:
    return {
        "heading": "Panellists",
        "people": [[said(name), [said(line)] if line else []] for name, line in people],
    }


def entry(title: str, **fields: Any) -> dict[str, Any]:
    values = {
        "time": "09:00–10:00", "title": {"text": title, "language": ""}, "href": "https://example.org/s/",
        "facts": [[said(title[:200])]], "notes": [said(title[:200])], "casts": [cast(("Ada", title[:300]))],
        "abstract": [title], "abstract_language": "", "is_quiet": False, "cancelled": "", "parts": [],
    }  # fmt: skip
    return {**values, **fields}


def booklet(*entries: dict[str, Any], **fields: Any) -> dict[str, Any]:
    days = [{"label": "Monday", "zone": "Times are CEST.", "entries": list(entries)}]
    return {**EMPTY, "days": days, **fields}


def read(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made))


def words(made: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(made).pages).split())


def objects(made: bytes) -> list[dict[str, Any]]:
    file = read(made)
    size: Any = file.trailer["/Size"]
    found: list[Any] = [file.get_object(number) for number in range(1, size)]
    return [one for one in found if isinstance(one, dict)]


def languages(made: bytes) -> set[str]:
    """Of the file, of the parts of its structure, and of pieces of text."""
    streams = b"".join(page.get_contents().get_data() for page in read(made).pages)  # type: ignore[union-attr]
    parts = {str(one["/Lang"]) for one in objects(made) if "/Lang" in one}
    return parts | {found.decode() for found in re.findall(rb"/Lang ?\((\w+)\)", streams)}


# One thing each that a booklet of another language says in English.
ENGLISH = said("Two words", "en")
IN_ENGLISH: dict[str, dict[str, Any]] = {
    "its title": {**EMPTY, "title": ENGLISH},
    "its place": {**EMPTY, "where": [ENGLISH, said("、芬兰")]},
    "its note": {**EMPTY, "note": ENGLISH},
    "its own words": {**EMPTY, "words": "en"},
    "a fact": booklet(entry("开幕", facts=[[said("开幕")], [ENGLISH]])),
    "a note": booklet(entry("开幕", notes=[ENGLISH])),
    "a name": booklet(entry("开幕", casts=[{"heading": "主席", "people": [[ENGLISH, []]]}])),
    "a position": booklet(entry("开幕", casts=[{"heading": "主席", "people": [[said("王芳"), [ENGLISH]]]}])),
    "a cancellation": {**booklet(entry("开幕", cancelled="Cancelled")), "words": "en"},
}


@pytest.mark.parametrize("title", HOSTILE)
def test_whatever_a_title_holds_is_printed_as_text(title: str) -> None:
    given = booklet(entry(title, parts=[entry(title)]), title={"text": title, "language": ""})

    made = press.pdf("programme", given, made_at=NOON)

    assert "/StructTreeRoot" in read(made).root_object


def test_markup_is_read_as_it_was_typed() -> None:
    made = press.pdf("programme", booklet(entry(HOSTILE[0])), made_at=NOON)

    assert HOSTILE[0] in words(made)


def test_the_file_says_its_language_and_title_and_is_tagged_for_screen_readers() -> None:
    made = press.pdf("programme", booklet(entry("Opening")), made_at=NOON)

    catalogue = read(made).root_object
    about = read(made).metadata
    assert (str(catalogue["/Lang"]), "/StructTreeRoot" in catalogue) == ("en", True)
    assert about is not None
    assert about.title == "Learning cities"
    assert b"pdfuaid:part" in made


def test_a_programme_speaks_its_own_language_where_nothing_else_is_said() -> None:
    made = press.pdf("programme", {**booklet(entry("开幕")), "language": "zh"}, made_at=NOON)

    assert languages(made) == {"zh"}


@pytest.mark.parametrize("given", IN_ENGLISH.values(), ids=IN_ENGLISH)
def test_whatever_is_said_in_another_language_says_so(given: dict[str, Any]) -> None:
    made = press.pdf("programme", {**given, "language": "zh"}, made_at=NOON)

    assert languages(made) == {"zh", "en"}


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_whoever_goes_from_heading_to_heading_hears_when_each_session_begins(direction: str) -> None:
    night = entry("Night", time="23:00–01:00 (29 September 2026)", facts=[], notes=[], casts=[], abstract=[])
    coffee = entry("Coffee", is_quiet=True, href="", time="10:00–10:30")
    given = booklet(entry("Opening", parts=[entry("Talk", time="")]), night, coffee, direction=direction)

    made = press.pdf("programme", given, made_at=NOON)

    tags = [
        (str(one["/S"]), str(one.get("/T", ""))) for one in objects(made) if one.get("/P") and "/S" in one
    ]
    assert sorted(one for one in tags if one[0] in {"/H1", "/H2", "/H3", "/Div"}) == [
        ("/H1", "Monday"),
        ("/H2", "09:00–10:00 Opening"),
        ("/H2", "23:00–01:00 (29 September 2026) Night"),
        ("/H3", "Talk"),
    ]


def test_the_same_programme_makes_the_same_bytes() -> None:
    given = booklet(entry("Opening"))

    assert press.pdf("programme", given, made_at=NOON) == press.pdf("programme", given, made_at=NOON)


@pytest.mark.parametrize(
    "name",
    [
        "Γιώργος Αντωνίου", "Наталья Иванова", "محمد الأمين", "יעל כהן", "अर्जुन शर्मा",
        "তানিয়া রহমান", "สุนิสา วงศ์ใหญ่", "សុភា ចន់", "አበቀለች ገብረ", "ნინო ბერიძე",
        "Արամ Պետրոսյան", "김수빈", "陈大文", "陳大文", "咲 田中", "Nguyễn Thị Hạnh",
    ],
)  # fmt: skip
def test_our_fonts_have_the_letters_of_the_worlds_names(name: str, fonts: Any) -> None:
    assert fonts.legible(name) == name


def test_what_no_font_has_is_seen_to_be_missing_or_left_out(fonts: Any) -> None:
    assert fonts.legible("ᠮᠣᠩᠭᠣᠯ") == "□" * 6
    assert fonts.legible("Party 🎉!") == "Party !"
    assert fonts.legible("🎉") == "□"


def test_an_empty_programme_says_so() -> None:
    assert "No session yet" in words(press.pdf("programme", EMPTY, made_at=NOON))


def test_a_mark_stands_on_every_page() -> None:
    mark = {"words": "Draft – not published", "stamp": "Step 12"}
    many = [entry(f"Session {number}", abstract=["Words. " * 60]) for number in range(40)]

    made = press.pdf("programme", booklet(*many, mark=mark), made_at=NOON)

    pages = [page.extract_text() for page in read(made).pages]
    assert len(pages) > 3
    assert all("Draft – not published" in page and "Step 12" in page for page in pages)


def test_a_maker_learns_nothing_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maker = tmp_path / "telling.py"
    maker.write_text("import json, os\ndef make(job): return json.dumps(dict(os.environ)).encode()\n")
    for name in ("SECRET_KEY", "DATABASE_URL", "MAIL_PASSWORD"):
        monkeypatch.setenv(name, "secret")

    found = json.loads(press.make(maker, {}))

    assert found.keys() <= {"LANG", "LC_CTYPE"}


def test_what_cannot_be_made_is_told_and_not_half_made() -> None:
    with pytest.raises(PressFailed):
        press.pdf("no-such-template", EMPTY, made_at=NOON)
    with pytest.raises(PressFailed):
        press.pdf("programme", {"title": "nothing else"}, made_at=NOON)


def test_a_maker_that_asks_for_too_much_memory_ends_alone(tmp_path: Path) -> None:
    maker = tmp_path / "greedy.py"
    maker.write_text("def make(job):\n    return b'x' * (4 << 30)\n")

    with pytest.raises(PressFailed):
        press.make(maker, {})


def test_a_maker_is_given_its_job_whatever_letters_are_in_it(tmp_path: Path) -> None:
    maker = tmp_path / "echo.py"
    maker.write_text("import json\ndef make(job):\n    return json.dumps(job).encode()\n")

    assert json.loads(press.make(maker, {"title": "برنامج 🎉"})) == {"title": "برنامج 🎉"}


def test_who_waits_too_long_is_told() -> None:
    began, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        with press.turn(1):
            began.set()
            may_end.wait(5)

    other = threading.Thread(target=hold)
    other.start()
    began.wait(5)

    with pytest.raises(PressBusy), press.turn(0.01):
        pass

    may_end.set()
    other.join()
    with press.turn(0.01):
        pass
