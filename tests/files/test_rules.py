"""What a file is by its content, and what it may be called."""

import io
import zipfile

import pytest

from app.files import rules
from app.files.errors import (
    EmptyFile,
    FileTooLarge,
    HasMacros,
    NeitherDocumentNorVideo,
    NotADocument,
    NotAnImage,
)
from app.files.models import StoredFile


def office(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "extension"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "webp"),
        (office("[Content_Types].xml", "word/document.xml"), "docx"),
        (office("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (office("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
    ],
)
def test_a_file_is_what_its_bytes_say(data: bytes, extension: str) -> None:
    assert rules.recognise(data).extension == extension


@pytest.mark.parametrize(
    ("data", "extension"),
    [
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "mp4"),
        (b"\0\0\0\x14ftypqt  ", "mov"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", "webm"),
        (b"%PDF-1.7\n", "pdf"),
    ],
)
def test_a_video_is_one_where_videos_are_taken(data: bytes, extension: str) -> None:
    assert rules.recognise_sent(data).extension == extension


@pytest.mark.parametrize(
    "data",
    [
        b"\0\0\0\x18ftypheic",
        b"\0\0\0\x18ftypavif",
        b"\x1a\x45\xdf\xa3\x42\x82matroska",
        b"ftypmp42",
        b"<svg/>",
    ],
)
def test_what_is_neither_document_nor_video_is_refused(data: bytes) -> None:
    with pytest.raises(NeitherDocumentNorVideo):
        rules.recognise_sent(data)


def test_nowhere_else_is_a_video_taken() -> None:
    with pytest.raises(NotADocument):
        rules.recognise(b"\0\0\0\x18ftypmp42\0\0\0\0")


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyFile),
        (b"%PDF-" + b"x" * rules.LARGEST, FileTooLarge),
        (b"<html><script>__xss(1)</script>\n%PDF-1.4\n", NotADocument),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', NotADocument),
        (b"GIF89a/*", NotADocument),
        (b"RIFF\x10\0\0\0WAVE", NotADocument),
        (b"MZ\0\0", NotADocument),
        (b"PK\x03\x04 rubbish", NotADocument),
        (office("word/document.xml"), NotADocument),
        (office("[Content_Types].xml", "anything.txt"), NotADocument),
        (office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), HasMacros),
    ],
)
def test_whatever_a_browser_might_run_is_refused(data: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        rules.recognise(data)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"<svg/>", office("[Content_Types].xml")])
def test_only_pictures_are_pictures(data: bytes) -> None:
    with pytest.raises(NotAnImage):
        rules.recognise_image(data)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Programm für Zürich 2026 – Tag 1.pdf", "Programm für Zürich 2026 – Tag 1.pdf"),
        ("プログラム.pdf", "プログラム.pdf"),
        ("برنامج المؤتمر.pdf", "برنامج المؤتمر.pdf"),
        ("../../../../etc/passwd", "passwd.pdf"),
        ("..\\..\\windows\\win.ini", "win.ini.pdf"),
        ("/etc/passwd", "passwd.pdf"),
        ("%2e%2e%2fetc%2fpasswd", "2e-2e-2fetc-2fpasswd.pdf"),
        ("programme.pdf.html", "programme.pdf.html.pdf"),
        ("programme.docx", "programme.pdf"),
        ("programme.pdf ", "programme.pdf"),
        ("programme.pdf.", "programme.pdf"),
        ("x.pdf/", "x.pdf"),
        ("CON.pdf", "CON file.pdf"),
        ("aux", "aux file.pdf"),
        ("com1.old.pdf", "com1.old file.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("", "document.pdf"),
        ("..", "document.pdf"),
        ("~", "document.pdf"),
        ("( )", "document.pdf"),
        ("*", "document.pdf"),
        ('"; filename="evil.html', "filename-evil.html.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie- x-1.pdf"),
        ("<img src=x onerror=__xss(1)>.pdf", "img src-x onerror-__xss(1).pdf"),
        ("a'b.pdf", "a'b.pdf"),
        ("=1+1.pdf", "1+1.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ("nul\0byte.pdf", "nulbyte.pdf"),
        ("$(id).pdf", "(id).pdf"),
        ("a;b.pdf", "a-b.pdf"),
        ("com\u0301posed.pdf", "co\u1e3fposed.pdf"),
        ("x" * 400 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_t28_a_download_name_is_safe_and_still_says_what_it_is(typed: str, offered: str) -> None:
    assert rules.download_name(typed, rules.PDF) == offered


@pytest.mark.parametrize(
    ("filename", "plain"),
    [
        ("Concept note, v. 2+.pdf", "Concept note, v. 2+.pdf"),
        ("Zürich – Tag 1.pdf", "Zurich Tag 1.pdf"),
        ("برنامج.pdf", "document.pdf"),
        ("(برنامج).pdf", "document.pdf"),
        ("Программа (v2).pdf", "(v2).pdf"),
        ("日程 2026.pdf", "2026.pdf"),
        ("ＣＯＮ.pdf", "CON file.pdf"),
    ],
)
def test_every_name_has_one_in_plain_letters(filename: str, plain: str) -> None:
    file = StoredFile(filename=filename, content_type="application/pdf")

    assert rules.plain_name(file) == plain


def test_a_picture_without_plain_letters_is_called_one() -> None:
    file = StoredFile(filename="صورة.png", content_type="image/png")

    assert rules.plain_name(file) == "image.png"


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (None, []),
        (300, ["300.webp", "share.jpg"]),
        (1200, ["480.webp", "960.webp", "1200.webp", "share.jpg"]),
        (2400, ["480.webp", "960.webp", "1600.webp", "share.jpg"]),
    ],
)
def test_variants_are_never_wider_than_the_picture(width: int | None, expected: list[str]) -> None:
    assert rules.variants(StoredFile(width=width)) == expected


def test_a_document_has_no_widths() -> None:
    assert rules.widths(StoredFile(width=None)) == []


def test_a_file_says_where_it_is_on_the_site() -> None:
    file = StoredFile(public_id="abc", filename="Plan.jpg")

    assert rules.public_path(file) == "/files/abc/Plan.jpg"
    assert rules.public_path(file, "480.webp") == "/files/abc/480.webp"
