"""What a file is by its content, what it may be called, and where it is found. Pure."""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass

from app.files.errors import (
    EmptyFile,
    FileTooLarge,
    HasMacros,
    NeitherDocumentNorVideo,
    NotADocument,
    NotAnImage,
)
from app.files.models import StoredFile

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
MOST_ENTRIES = 10_000  # in an Office file; honest ones have some hundred
LONGEST_STEM = 120

# Made of every image: these widths as WebP for pages, and one picture for whoever shares a link.
WIDTHS = (480, 960, 1600)
SHARE = "share.jpg"
SHARE_SIZE = (1200, 630)


@dataclass(frozen=True, slots=True)
class FileType:
    extension: str
    content_type: str

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")


PDF = FileType("pdf", "application/pdf")
PNG = FileType("png", "image/png")
JPEG = FileType("jpg", "image/jpeg")
WEBP = FileType("webp", "image/webp")
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = FileType("docx", f"{_OFFICE}wordprocessingml.document")
# The part every such file has, and the type it makes it.
_OFFICE_TYPES = {
    "word/document.xml": DOCX,
    "xl/workbook.xml": FileType("xlsx", f"{_OFFICE}spreadsheetml.sheet"),
    "ppt/presentation.xml": FileType("pptx", f"{_OFFICE}presentationml.presentation"),
}
EXTENSIONS = ("pdf", "docx", "xlsx", "pptx", "png", "jpg", "jpeg", "webp")
MP4 = FileType("mp4", "video/mp4")
MOV = FileType("mov", "video/quicktime")
WEBM = FileType("webm", "video/webm")
VIDEO_EXTENSIONS = ("mp4", "m4v", "mov", "webm")
# What the box at the beginning says of itself; pictures (HEIC, AVIF) and sounds begin with one as well.
_MP4_BRANDS = (
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"MSNV",
    b"dash",
)
_WEBM_HEAD = 64  # bytes in which it says which kind of Matroska it is

_ZIP = b"PK\x03\x04"
_RIFF_KIND = slice(8, 12)


def recognise(data: bytes) -> FileType:
    """What the bytes are, by their beginning.

    Raises EmptyFile, FileTooLarge, HasMacros or NotADocument. HTML and SVG are never recognised:
    served from our address they would run as ours.
    """
    if not data:
        raise EmptyFile
    if len(data) > LARGEST:
        raise FileTooLarge
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"RIFF") and data[_RIFF_KIND] == b"WEBP":
        return WEBP
    if data.startswith(_ZIP):
        return _office_type(data)
    raise NotADocument


def recognise_sent(data: bytes) -> FileType:
    """As `recognise`, for places that take short videos as well. Raises NeitherDocumentNorVideo."""
    try:
        return recognise(data)
    except NotADocument as error:
        video = _video_type(data)
        if video is None:
            raise NeitherDocumentNorVideo from error
        return video


def _video_type(data: bytes) -> FileType | None:
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        return MOV if brand == b"qt  " else MP4 if brand in _MP4_BRANDS else None
    is_webm = data.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in data[:_WEBM_HEAD]
    return WEBM if is_webm else None


def recognise_image(data: bytes) -> FileType:
    """As `recognise`, for places that only take pictures. Raises NotAnImage where it is none."""
    try:
        kind = recognise(data)
    except (NotADocument, HasMacros) as error:
        raise NotAnImage from error
    if not kind.is_image:
        raise NotAnImage
    return kind


def _office_type(data: bytes) -> FileType:
    """The kind of Office file, by the names inside; nothing is unpacked (trust rule T29)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise NotADocument from error
    if "[Content_Types].xml" not in names or len(names) > MOST_ENTRIES:
        raise NotADocument
    if any(name.endswith("vbaProject.bin") for name in names):
        raise HasMacros
    for part, kind in _OFFICE_TYPES.items():
        if part in names:
            return kind
    raise NotADocument


_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_KEPT = frozenset(" ._-–—()[],&'+")
_RUNS = re.compile(r"([ -])\1+")


def download_name(typed: str, kind: FileType) -> str:
    """A name that is safe in every header, page and file system, and still says what it is.

    Letters of all scripts stay; folders, controls and signs with a meaning somewhere go; the
    extension is the content's own.
    """
    last = unicodedata.normalize("NFC", typed).replace("\\", "/").rstrip("/ .").rpartition("/")[2]
    stem, dot, extension = last.rpartition(".")
    if not dot or extension.lower() not in {*EXTENSIONS, *VIDEO_EXTENSIONS}:
        stem = last
    visible = "".join(_kept(letter) for letter in stem)
    stem = _RUNS.sub(r"\1", visible)[:LONGEST_STEM].strip(" ._-")
    if not any(map(str.isalnum, stem)):
        stem = "image" if kind.is_image else "document"
    if _DEVICES.fullmatch(stem):
        stem = f"{stem} file"
    return f"{stem}.{kind.extension}"


def plain_name(file: StoredFile) -> str:
    """The file's name for programs that read ASCII alone (RFC 6266, appendix D)."""
    if file.filename.isascii():
        return file.filename
    letters = unicodedata.normalize("NFKD", file.filename).encode("ascii", "ignore").decode()
    return download_name(letters, FileType(file.filename.rpartition(".")[2], file.content_type))


def _kept(letter: str) -> str:
    category = unicodedata.category(letter)
    if category[0] in "LMN" or letter in _KEPT:
        return letter
    if category in {"Cc", "Cf", "Cs"}:  # controls, and marks that turn the direction of reading
        return ""
    return " " if category[0] == "Z" else "-"


def widths(file: StoredFile) -> list[int]:
    """The widths in which an image can be had, narrowest first; never wider than itself."""
    return [] if file.width is None else widths_of(file.width)


def widths_of(pixels: int) -> list[int]:
    """As `widths`, for a picture of that many pixels across."""
    return sorted({min(width, pixels) for width in WIDTHS})


def variants(file: StoredFile) -> list[str]:
    """The names of everything made of an image besides itself."""
    if file.width is None:
        return []
    return [*(f"{width}.webp" for width in widths(file)), SHARE]


def public_path(file: StoredFile, variant: str = "") -> str:
    """Where the file is on the site; `variant` is one of `variants`."""
    return f"/files/{file.public_id}/{variant or file.filename}"
