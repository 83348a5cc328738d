"""A booklet as a Word document: headings, languages and directions that screen readers follow. Runs apart.

A job is a booklet.content.Booklet as plain data; nothing of the application is known here.
"""

import io
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

Job = dict[str, Any]

_LATIN, _ARABIC, _CHINESE = "Calibri", "Arial", "Microsoft YaHei"
_MUTED, _WARNING = RGBColor(0x5C, 0x5C, 0x5C), RGBColor(0xA1, 0x1D, 0x1D)
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "dv", "ug", "yi", "ckb", "sd"})
_ALLOWED = {"\t", "\n"}
# Word processors draw the marks around isolated words as letters; one mark behind each keeps their order too.
_ISOLATES = dict.fromkeys("\u2066\u2067\u2068", "")
_END_OF_ISOLATE, _LEFT_TO_RIGHT_MARK, _RIGHT_TO_LEFT_MARK = "\u2069", "\u200e", "\u200f"
_LONGEST_PROPERTY = 250  # characters; Word takes no more than 255
_VML = "urn:schemas-microsoft-com:vml"
_WATERMARK = f"""
<w:r {nsdecls("w")} xmlns:v="{_VML}" xmlns:o="urn:schemas-microsoft-com:office:office"><w:pict>
  <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
               path="m@7,l@8,m@5,21600l@6,21600e">
    <v:formulas>
      <v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
      <v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
      <v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/>
      <v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/>
    </v:formulas>
    <v:path textpathok="t" o:connecttype="custom"
            o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
    <v:textpath on="t" fitshape="t"/>
  </v:shapetype>
  <v:shape id="watermark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="" fillcolor="#e3e3e3" stroked="f"
           style="position:absolute;margin-left:0;margin-top:0;width:470pt;height:64pt;rotation:315;
                  z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;
                  mso-position-vertical:center;mso-position-vertical-relative:margin">
    <v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt"/>
  </v:shape>
</w:pict></w:r>"""


def make(job: Job) -> bytes:
    """The document of a job: a booklet."""
    writer = _Writer(job)
    writer.write()
    stored = io.BytesIO()
    writer.document.save(stored)
    return stored.getvalue()


class _Writer:
    """Writes one booklet from its title to its last session."""

    def __init__(self, booklet: Job) -> None:
        self.booklet = booklet
        self.document: Doc = Document()
        self._is_rtl = booklet["direction"] == "rtl"
        mark = _RIGHT_TO_LEFT_MARK if self._is_rtl else _LEFT_TO_RIGHT_MARK
        self._unisolated = str.maketrans({**_ISOLATES, _END_OF_ISOLATE: mark})
        self._accent = RGBColor.from_string(booklet["accent"].lstrip("#").upper())

    def write(self) -> None:
        booklet = self.booklet
        self._prepare()
        self._frame()
        title = self.document.add_paragraph(style="Title")
        self._say(title, booklet["title"])
        if booklet["when"]:
            self._say(self.document.add_paragraph(style="Subtitle"), booklet["when"])
        if booklet["where"]:
            self._tell(self.document.add_paragraph(style="Subtitle"), booklet["where"])
        if booklet["mark"]:
            self._say(self.document.add_paragraph(style="Stamp"), self._own(booklet["mark"]["words"]))
        _bold(self._say(self.document.add_paragraph(), self._own(booklet["edition"])))
        if booklet["note"]["text"]:
            self._say(self.document.add_paragraph(), booklet["note"])
        if not booklet["days"]:
            self._say(self.document.add_paragraph(), self._own(booklet["nothing"]))
        for day in booklet["days"]:
            self._say(self.document.add_heading(level=1), day["label"])
            self._say(self.document.add_paragraph(style="Facts"), self._own(day["zone"]))
            for entry in day["entries"]:
                self._entry(entry, 2)

    def _entry(self, entry: Job, level: int) -> None:
        """Time and title as a heading, so that a reader can go from session to session; pauses are none."""
        quiet = entry["is_quiet"]
        head = self.document.add_paragraph(style="Pause") if quiet else self.document.add_heading(level=level)
        if entry["time"]:
            self._say(head, entry["time"] + "\u2003")
        self._title(head, entry)
        if entry["cancelled"]:
            self._say(head, self._own(f" – {entry['cancelled']}")).font.color.rgb = _WARNING
        if entry["facts"]:
            self._facts(self.document.add_paragraph(style="Facts"), entry["facts"])
        for note in entry["notes"]:
            self._say(self.document.add_paragraph(), note)
        for cast in entry["casts"]:
            self._cast(cast)
        for paragraph in entry["abstract"]:
            said = {"text": paragraph, "language": entry["abstract_language"]}
            self._say(self.document.add_paragraph(), said)
        for part in entry["parts"]:
            self._entry(part, level + 1)

    def _title(self, head: Paragraph, entry: Job) -> None:
        run = self._say(head, entry["title"])
        run.font.strike = bool(entry["cancelled"])
        if entry["href"]:
            target = self.document.part.relate_to(
                entry["href"], RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), target)
            run._r.addprevious(link)  # noqa: SLF001 - python-docx makes no links itself
            link.append(run._r)  # noqa: SLF001

    def _facts(self, paragraph: Paragraph, facts: list[list[Job]]) -> None:
        for number, fact in enumerate(facts):
            if number:
                self._say(paragraph, "  ·  ")
            self._tell(paragraph, fact)

    def _cast(self, cast: Job) -> None:
        self._say(self.document.add_paragraph(style="Role"), self._own(cast["heading"]))
        for name, line in cast["people"]:
            person = self.document.add_paragraph(style="List Bullet")
            _bold(self._say(person, name))
            if line:
                self._say(person, " – ")
                self._tell(person, line)

    def _own(self, words: str) -> Job:
        """What the booklet says by itself, in the language it does so."""
        return {"text": words, "language": self.booklet["words"]}

    def _tell(self, paragraph: Paragraph, line: list[Job]) -> None:
        for said in line:
            self._say(paragraph, said)

    def _say(self, paragraph: Paragraph, said: Any) -> Run:
        """Add a text, marked with its language and direction."""
        words, own = (said, "") if isinstance(said, str) else (said["text"], said["language"])
        if self._is_rtl:
            _on(paragraph._p.get_or_add_pPr(), "w:bidi")  # noqa: SLF001
        run = paragraph.add_run(_clean(words.translate(self._unisolated)))
        language = own or self.booklet["language"]
        properties = run._r.get_or_add_rPr()  # noqa: SLF001
        if language in _RIGHT_TO_LEFT:
            _on(properties, "w:rtl")
        if own:
            properties.append(_language(own))
        return run

    def _prepare(self) -> None:
        """Styles, margins and what the document says of itself."""
        booklet, section = self.booklet, self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.1)
        section.top_margin = section.bottom_margin = Cm(2.2)
        if self._is_rtl:
            _turn(section._sectPr)  # noqa: SLF001
        core = self.document.core_properties
        core.title, core.comments = (
            _clean(words)[:_LONGEST_PROPERTY] for words in (booklet["title"]["text"], booklet["edition"])
        )
        core.language, core.author = booklet["language"], ""
        self._styles()

    def _styles(self) -> None:
        styles = self.document.styles
        defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        for known in defaults.findall(qn("w:lang")):
            defaults.remove(known)
        defaults.append(_language(self.booklet["language"]))
        for name, size, colour in (
            ("Normal", 10, None), ("Title", 22, RGBColor(0x21, 0x21, 0x21)), ("Subtitle", 12, _MUTED),
            ("Heading 1", 14, self._accent), ("Heading 2", 11, RGBColor(0x21, 0x21, 0x21)),
            ("Heading 3", 10, RGBColor(0x21, 0x21, 0x21)), ("Facts", 9, _MUTED), ("Role", 9, _MUTED),
            ("Pause", 10, _MUTED), ("Stamp", 11, _WARNING),
        ):  # fmt: skip
            if name not in styles:
                styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
            _dress(styles[name], size, colour)
        for name, before in (
            ("Heading 1", 18),
            ("Heading 2", 12),
            ("Heading 3", 8),
            ("Pause", 10),
            ("Role", 4),
        ):
            styles[name].paragraph_format.space_before = Pt(before)
            styles[name].paragraph_format.space_after = Pt(2)
        for name in ("Facts", "List Bullet", "Normal", "Subtitle"):
            styles[name].paragraph_format.space_after = Pt(3)

    def _frame(self) -> None:
        """Above each page that it is not published, below it which page of how many it is."""
        section, mark = self.document.sections[0], self.booklet["mark"]
        if mark:
            header = section.header.paragraphs[0]
            self._say(header, self._own(f"{mark['words']} · {mark['stamp']}")).font.color.rgb = _WARNING
            header._p.append(_watermark(mark["words"]))  # noqa: SLF001
        footer = section.footer.paragraphs[0]
        before, _page, rest = self.booklet["page"].partition("{page}")
        between, _pages, after = rest.partition("{pages}")
        for words, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            self._say(footer, self._own(words))
            if field:
                number = OxmlElement("w:fldSimple")
                number.set(qn("w:instr"), field)
                footer._p.append(number)  # noqa: SLF001


def _dress(style: Any, size: int, colour: RGBColor | None) -> None:
    style.font.size = Pt(size)
    if colour is not None:
        style.font.color.rgb = colour
    properties = style.element.get_or_add_rPr()
    # Spaced or slanted letters are a Latin taste: they tear joined ones apart and bend ideographs.
    for name in ("w:rFonts", "w:spacing", "w:kern", "w:i", "w:iCs"):
        for known in properties.findall(qn(name)):
            properties.remove(known)
    names = f'w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:cs="{_ARABIC}" w:eastAsia="{_CHINESE}"'
    properties.insert(0, parse_xml(f"<w:rFonts {nsdecls('w')} {names}/>"))
    for known in properties.findall(qn("w:szCs")):
        properties.remove(known)
    size_of_rtl = OxmlElement("w:szCs")
    size_of_rtl.set(qn("w:val"), str(2 * size))
    properties.find(qn("w:sz")).addnext(size_of_rtl)


def _language(code: str) -> Any:
    """The language of Latin, Chinese and right-to-left letters is one and the same here."""
    element = OxmlElement("w:lang")
    for attribute in ("w:val", "w:eastAsia", "w:bidi"):
        element.set(qn(attribute), code)
    return element


def _on(properties: Any, name: str) -> None:
    if properties.find(qn(name)) is None:
        properties.append(OxmlElement(name))


def _turn(section: Any) -> None:
    """Let a section read from right to left; Word wants this before the grid of its lines."""
    grid = section.find(qn("w:docGrid"))
    if grid is None:
        section.append(OxmlElement("w:bidi"))
    else:
        grid.addprevious(OxmlElement("w:bidi"))


def _bold(run: Run) -> None:
    """In both kinds of letters: Word counts those of right-to-left scripts apart."""
    run.font.bold = run.font.cs_bold = True


def _watermark(words: str) -> Any:
    """The words across the page, behind what is written there: what Word itself makes of a watermark."""
    run = parse_xml(_WATERMARK)
    run.find(f".//{{{_VML}}}shape").find(f"{{{_VML}}}textpath").set("string", words)
    return run


def _clean(words: str) -> str:
    """`words` without what XML may not hold."""
    return "".join(filter(_is_allowed, words))


def _is_allowed(letter: str) -> bool:
    """Whether XML may hold it."""
    is_broken = "\ud800" <= letter <= "\udfff" or letter in "\ufffe\uffff"
    return letter in _ALLOWED or (letter >= " " and not is_broken)
