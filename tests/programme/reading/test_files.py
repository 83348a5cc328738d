"""Files somebody uploads instead of pasting their text."""

import io
import struct
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import docx
import pytest
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.programme.errors import NotReadable, ProgrammeTooLarge, UnknownFormat
from app.programme.reading import files

BOMB = 60 * 1024 * 1024  # bytes, once unpacked


def text_lines(filename: str, data: bytes) -> list[str]:
    return [line for line in files.text_of(filename, data).splitlines() if line.strip()]


def word(*blocks: str | list[list[str]]) -> "docx.document.Document":
    made = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            made.add_paragraph(block)
            continue
        table = made.add_table(rows=len(block), cols=len(block[0]))
        for row, cells in zip(table.rows, block, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    return made


def saved(document: "docx.document.Document") -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


def pdf(*lines: str) -> bytes:
    """A page with each text on a line of its own, in the simplest file there can be."""
    shown = " ".join(f"1 0 0 1 72 {760 - 20 * row} Tm ({line}) Tj" for row, line in enumerate(lines))
    stream = f"BT /F1 12 Tf {shown} ET".encode()
    font = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources%s>>" % font,
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return out + end % (table, len(out))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_plain_text_of_any_usual_encoding(encoding: str) -> None:
    assert (
        files.text_of("programme.txt", "9h30 – Début à l’hôtel".encode(encoding)) == "9h30 – Début à l’hôtel"
    )


def test_a_word_document_reads_in_its_order() -> None:
    document = word(
        "Monday", [["9:00", "Opening\nMs Ann Lee", "Hall"], ["9:30", "Coffee", ""]], "After the table"
    )

    assert text_lines("draft.docx", saved(document)) == [
        "Monday", "9:00\tOpening\tHall", "Ms Ann Lee", "9:30\tCoffee", "After the table",
    ]  # fmt: skip


def test_cells_that_are_merged_are_said_once_and_leave_their_column() -> None:
    document = word([["9:00", "Plenary"], ["9:30", "Talk"], ["9:45", "Talk"]])
    table = document.tables[0]
    table.cell(1, 0).merge(table.cell(2, 0)).text = "9:30"

    assert text_lines("draft.docx", saved(document)) == ["9:00\tPlenary", "9:30\tTalk", "\tTalk"]


def test_changes_somebody_has_tracked_are_taken_as_accepted() -> None:
    document = word("10:00 ")
    paragraph = document.paragraphs[0]._p  # noqa: SLF001 - tracked changes have no public door
    run = "<w:r><w:t>{}</w:t></w:r>"
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}>{run.format('New title')}</w:ins>"))
    gone = run.format("Old title").replace("w:t>", "w:delText>")
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')}>{gone}</w:del>"))

    assert text_lines("draft.docx", saved(document)) == ["10:00 New title"]


def test_lists_and_breaks_within_a_paragraph_are_kept() -> None:
    document = docx.Document()
    document.add_paragraph("Panel\nMs Ann Lee\tMayor")
    listed = document.add_paragraph("Mr Bo Ek")
    listed._p.get_or_add_pPr().append(parse_xml(f"<w:numPr {nsdecls('w')}/>"))  # noqa: SLF001 - nor lists

    assert text_lines("draft.docx", saved(document)) == ["Panel", "Ms Ann Lee\tMayor", "• Mr Bo Ek"]


def box(*lines: str) -> str:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return f"<w:pict><w:txbxContent>{paragraphs}</w:txbxContent></w:pict>"


def test_what_stands_in_boxes_comes_once_behind_the_words_they_are_tied_to() -> None:
    document = word("Fair of cities", "11:00 Panel")
    fair, panel = (one._p for one in document.paragraphs)  # noqa: SLF001 - boxes have no public door
    shapes = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    today, older = box("9:00 Opening", "10:00 Coffee"), box("9:00 Opening")
    forms = f"<mc:Choice>{today}</mc:Choice><mc:Fallback>{older}</mc:Fallback>"
    both = f"<mc:AlternateContent>{forms}</mc:AlternateContent>"
    fair.append(parse_xml(f'<w:r xmlns:mc="{shapes}" {nsdecls("w")}>{both}</w:r>'))
    panel.append(parse_xml(f"<w:del {nsdecls('w')}><w:r>{box('12:00 Old')}</w:r></w:del>"))

    assert text_lines("draft.docx", saved(document)) == [
        "Fair of cities", "9:00 Opening", "10:00 Coffee", "11:00 Panel",
    ]  # fmt: skip


def test_a_spreadsheet_reads_row_by_row_with_times_as_people_write_them() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        clock, day = book.add_format({"num_format": "hh:mm"}), book.add_format({"num_format": "yyyy-mm-dd"})
        first, second = book.add_worksheet("Day 1"), book.add_worksheet("Day 2")
        first.write_datetime(0, 0, datetime.combine(date(2026, 3, 2), time()), day)
        first.write_datetime(1, 0, time(9, 30), clock)
        first.write(1, 1, "Opening\nMs Ann Lee")
        first.write(1, 2, 12.0)
        second.write(0, 0, "10.00–11.00")

    assert text_lines("draft.xlsx", out.getvalue()) == [
        "Day 1", "2026-03-02", "09:30\tOpening\t12", "Ms Ann Lee", "Day 2", "10.00–11.00",
    ]  # fmt: skip


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_table_as_text_whatever_separates_its_cells(sign: str) -> None:
    rows = [["Time", "Title"], ["9:00", f'"Why{sign} really?"'], ["9:30", "Coffee"]]

    found = text_lines("draft.csv", "\n".join(sign.join(row) for row in rows).encode())

    assert found == ["Time\tTitle", f"9:00\tWhy{sign.replace(chr(9), ' ')} really?", "9:30\tCoffee"]


def test_a_web_page_reads_as_it_looks() -> None:
    page = """<!DOCTYPE html><title>No</title><nav>Home</nav><h1>Fair  of
      cities</h1><script>alert(1)</script><table><tr><th>9:00<td>Opening<br>Ms A. Lee<td>Hall</table>
      <ul><li>Bring <b>a</b> map<li>&Eacute;at &amp; drink</ul>"""

    assert text_lines("page.html", page.encode()) == [
        "Fair of cities", "9:00\tOpening\tHall", "Ms A. Lee", "• Bring a map", "• Éat & drink",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta http-equiv=Content-Type content="text/html; charset=windows-1252">', "cp1252"),
        ("<meta charset='ISO-8859-1'>", "cp1252"),
        ("<meta charset=iso-8859-99>", "cp1252"),
        ("", "cp1252"),
        ("<meta charset=windows-1252>", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
    ],
)
def test_a_web_page_is_read_in_the_letters_it_was_saved_in(head: str, encoding: str) -> None:
    page = f"<html><head>{head}</head><body><p>9:00 – 9:30 Querétaro</p></body></html>"

    assert text_lines("page.htm", page.encode(encoding)) == ["9:00 – 9:30 Querétaro"]


def test_a_web_page_in_letters_of_another_script_says_which() -> None:
    page = '<html><head><meta charset="gb2312"></head><body><p>9:00 开幕</p></body></html>'

    assert text_lines("page.htm", page.encode("gb18030")) == ["9:00 开幕"]


@pytest.mark.parametrize("body", ["<body><p>9:00 Opening</p>", "<h1>Fair</h1><p>9:00 Opening</p>"])
def test_a_web_page_need_not_close_its_head(body: str) -> None:
    page = f"<!doctype html><html><head><title>No</title><script>no()</script>{body}</html>"

    assert text_lines("page.html", page.encode())[-1] == "9:00 Opening"


def test_a_pdf_reads_line_by_line() -> None:
    assert [line.strip() for line in text_lines("p.pdf", pdf("09:00 Opening", "09:30 Coffee"))] == [
        "09:00 Opening", "09:30 Coffee",
    ]  # fmt: skip


def test_what_a_file_is_decides_and_not_its_name() -> None:
    assert text_lines("programme.txt", saved(word("Monday"))) == ["Monday"]


@pytest.mark.parametrize(
    ("filename", "data"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)),
        ("photos.zip", packed(one_dot_jpg=b"x")),
        ("programme.rtf", rb"{\rtf1\ansi 9:00 Opening\par}"),
    ],
)
def test_what_is_no_programme_is_said_to_be_none(filename: str, data: bytes) -> None:
    with pytest.raises(UnknownFormat):
        files.text_of(filename, data)


@pytest.mark.parametrize(
    ("filename", "data"),
    [
        ("broken.docx", saved(word("Monday"))[:3000]),
        ("empty.docx", packed(word__document_dot_xml=b"")),
        ("deep.docx", packed(word__document_dot_xml=b"<a>" * 100_000)),
        ("broken.xlsx", packed(xl__workbook_dot_xml=b"<workbook/>")),
        ("broken.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20),
        ("endless.pdf", pdf("a").replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]")),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + bytes(200)),
        ("half.txt", b"9:00 Opening\0\0\0"),
    ],
)
def test_t29_a_broken_file_is_a_sentence(filename: str, data: bytes) -> None:
    with pytest.raises(NotReadable):
        files.text_of(filename, data)


def test_t29_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(ProgrammeTooLarge):
        files.text_of("bomb.docx", packed(word__document_dot_xml=bytes(BOMB)))


def test_t29_a_bomb_that_lies_about_its_size_harms_only_the_process_apart() -> None:
    """The directory says one byte; what is packed is all the same read only as far as it says."""
    data = packed(word__document_dot_xml=bytes(BOMB))
    lied = data.replace(struct.pack("<I", BOMB), struct.pack("<I", 1))

    with pytest.raises(NotReadable):
        files.text_of("bomb.docx", lied)


def test_an_upload_beyond_the_limit_is_refused_unread() -> None:
    with pytest.raises(ProgrammeTooLarge):
        files.text_of("long.txt", b"a" * (files.LARGEST + 1))


def test_no_more_text_than_anybody_pastes_leaves_the_process_apart() -> None:
    page = b"<html>" + b"<p>a line of text</p>" * 100_000

    assert len(files.text_of("long.html", page)) <= 400_000


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=600), st.sampled_from(["a.txt", "a.csv", "a.html", "a.docx", "a.pdf"]))
def test_any_bytes_are_text_or_a_sentence(data: bytes, filename: str) -> None:
    try:
        text = files.text_of(filename, data)
    except (NotReadable, UnknownFormat):
        return

    assert "\0" not in text


def test_a_parser_learns_nothing_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = tmp_path / "telling.py"
    reader.write_text("import os\nprint(*os.environ, sep='\\n')\n")
    monkeypatch.setattr(files, "_READERS", reader)
    for name in ("SECRET_KEY", "DATABASE_URL", "MAIL_PASSWORD"):
        monkeypatch.setenv(name, "secret")

    told = files.text_of("programme.csv", b"9:00;Opening")

    assert set(told.split()) <= {"LANG", "LC_CTYPE"}


def test_t29_a_page_that_would_be_read_for_minutes_is_given_up_soon() -> None:
    """Each comment that never ends is looked for to the end of the page."""
    page = "<html><body>" + "<!-- x <p>a" * 50_000

    with pytest.raises(NotReadable):
        files.text_of("page.html", page.encode())
