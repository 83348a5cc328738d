"""Taking in uploads, proved by what lies on the disk and in the table."""

import gzip
import io
import os
import stat
import zipfile
from typing import Any

import pytest
from PIL import Image, ImageCms
from sqlalchemy import func, select

from app.core.db import db
from app.core.errors import Invalid
from app.files import images, queries, rules, services, storage
from app.files.errors import ImageBroken, ImageTooLarge, NoSuchFile, NotADocument, NotAnImage
from app.files.models import StoredFile

pytestmark = pytest.mark.usefixtures("app")

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"


def picture(
    form: str = "JPEG", size: tuple[int, int] = (1800, 1200), mode: str = "RGB", **save: Any
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "teal").save(out, form, **save)
    return out.getvalue()


def decoded(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def rows() -> int:
    return db.session.scalar(select(func.count()).select_from(StoredFile)) or 0


def test_a_document_is_kept_byte_for_byte_under_a_random_name() -> None:
    file = services.store_document(PDF, "../../Concept note.pdf")

    assert storage.read(file) == PDF
    assert (file.filename, file.content_type, file.size) == ("Concept note.pdf", "application/pdf", len(PDF))
    assert "Concept" not in str(storage.path(file))
    assert queries.by_public_id(file.public_id) is file


def test_a_stored_file_is_readable_by_its_owner_only() -> None:
    file = services.store_document(PDF, "a.pdf")

    assert stat.S_IMODE(storage.path(file).stat().st_mode) == 0o600


def test_a_picture_gets_its_widths_and_one_for_sharing() -> None:
    file = services.store_image(picture(), "hall.jpeg")

    assert (file.width, file.height, file.content_type, file.filename) == (
        1800,
        1200,
        "image/jpeg",
        "hall.jpg",
    )
    assert [decoded(storage.read(file, name)).size for name in rules.variants(file)] == [
        (480, 320), (960, 640), (1600, 1067), (1200, 630),
    ]  # fmt: skip
    assert decoded(storage.read(file, "share.jpg")).format == "JPEG"


def test_nothing_survives_of_an_upload_but_its_pixels() -> None:
    exif = Image.Exif()
    exif[0x010F] = "SECRET CAMERA"
    data = picture(exif=exif, comment=b"SECRET COMMENT") + b"<script>__xss(1)</script>"

    file = services.store_image(data, "a.jpg")

    kept = b"".join(storage.read(file, name) for name in ("", *rules.variants(file)))
    assert b"SECRET" not in kept
    assert b"script" not in kept
    assert dict(decoded(storage.read(file)).getexif()) == {}


def test_a_picture_is_turned_the_way_the_camera_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6

    file = services.store_image(picture(size=(300, 200), exif=exif), "a.jpg")

    assert (file.width, file.height) == (200, 300)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16"])
def test_every_kind_of_png_can_be_kept(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (40, 30)).save(out, "PNG")

    file = services.store_image(out.getvalue(), "a.png")

    assert (file.width, file.height, file.content_type) == (40, 30, "image/png")


def test_a_transparent_picture_is_shared_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (1200, 630), (0, 0, 0, 0)).save(out, "PNG")

    file = services.store_image(out.getvalue(), "a.png")

    assert decoded(storage.read(file, "share.jpg")).getpixel((600, 300)) == (255, 255, 255)


def test_a_print_picture_becomes_one_for_screens() -> None:
    file = services.store_image(picture(size=(60, 40), mode="CMYK"), "a.jpg")

    assert decoded(storage.read(file)).mode == "RGB"


def test_a_webp_stays_one_and_loses_its_profile() -> None:
    file = services.store_image(picture("WEBP", (60, 40), icc_profile=b"SECRET profile"), "a.webp")

    assert file.content_type == "image/webp"
    assert b"SECRET" not in storage.read(file)


def test_a_picture_keeps_its_colours_without_its_profile() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red_is_blue = srgb.replace(b"rXYZ", b"....").replace(b"bXYZ", b"rXYZ").replace(b"....", b"bXYZ")

    file = services.store_image(picture("PNG", (60, 40), icc_profile=red_is_blue), "a.png")

    kept = decoded(storage.read(file))
    assert kept.getpixel((30, 20)) == (128, 128, 0)  # teal, to whoever reads it with that profile
    assert "icc_profile" not in kept.info


def test_a_write_that_fails_leaves_no_half_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    key = storage.new_key()
    folder = storage.path(StoredFile(storage_key=key)).parent
    before = set(folder.iterdir()) if folder.exists() else set()  # another test's file may lie in it

    with pytest.raises(OSError, match="No space"):
        storage.write(key, PDF)

    assert set(folder.iterdir()) == before


def test_a_huge_picture_is_kept_as_large_as_pages_need() -> None:
    file = services.store_image(picture(size=(4000, 1000)), "a.jpg")

    assert (file.width, file.height) == (2400, 600)


def test_t29_pixels_are_counted_before_anything_is_decoded() -> None:
    with pytest.raises(ImageTooLarge, match="more than 50 million pixels"):
        services.store_image(picture("PNG", (8000, 6251), mode="1"), "bomb.png")
    assert rows() == 0


@pytest.mark.parametrize(
    ("form", "mode"),
    [
        ("PNG", "RGBA"),
        ("PNG", "LA"),
        ("PNG", "P"),
        ("PNG", "1"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("WEBP", "RGB"),
    ],
)
def test_a_picture_drawn_in_strips_shows_what_was_sent(form: str, mode: str) -> None:
    sent = Image.new("RGB", (5003, 1301), "white")
    sent.paste("black", (0, 0, 2500, 1301))
    sent.paste("black", (2500, 0, 5003, 650))
    out = io.BytesIO()
    sent.convert(mode).save(out, form)

    file = services.store_image(out.getvalue(), f"large.{form.lower()}")

    assert (file.width, file.height) == (2400, 624)
    kept = decoded(storage.read(file)).convert("L")
    assert [kept.getpixel(at) for at in ((9, 9), (9, 614), (2390, 9), (2390, 614))] == pytest.approx(
        [0, 0, 0, 255], abs=9
    )


def test_a_large_picture_stands_as_the_camera_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the right side is up

    file = services.store_image(picture(size=(5000, 1000), exif=exif), "held.jpg")

    assert (file.width, file.height) == (480, 2400)


@pytest.mark.parametrize(
    ("header", "size"),
    [
        (b"VP8X\x0a\0\0\0\0\0\0\0\x63\0\0\x31\0\0", (100, 50)),
        (b"VP8L\x0a\0\0\0\x2f\x63\x40\x0c\0\0\0\0\0\0", (100, 50)),
        (b"VP8 \x0a\0\0\0\x30\x01\0\x9d\x01\x2a\x64\0\x32\0", (100, 50)),
    ],
)
def test_t29_the_size_of_a_webp_is_read_from_its_header(header: bytes, size: tuple[int, int]) -> None:
    assert images._webp_size(b"RIFF\0\0\0\0WEBP" + header) == size  # noqa: SLF001


def test_t29_a_webp_that_claims_a_huge_canvas_is_refused() -> None:
    data = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x3f\0\xff\x3f\0"

    with pytest.raises(ImageTooLarge):
        services.store_image(data, "bomb.webp")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n",
        picture("PNG", (40, 40))[:60],
        b"\xff\xd8\xff\xe0 no more",
        picture()[:300],
        b"RIFF\0\0\0\0WEBP",
        b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x09\0\0\x09\0\0",
        b"RIFF\x16\0\0\0WEBPNONE\x0a\0\0\0\0\0\0\0\x09\0\0\x09\0\0",
    ],
)
def test_a_damaged_picture_is_refused_and_nothing_is_kept(data: bytes) -> None:
    with pytest.raises(ImageBroken):
        services.store_image(data, "a.png")
    assert rows() == 0


def test_a_document_is_no_picture_but_a_picture_is_a_document() -> None:
    with pytest.raises(NotAnImage):
        services.store_image(PDF, "a.pdf")

    assert services.store_document(picture("PNG", (20, 20)), "poster.png").width == 20


@pytest.mark.parametrize("variant", ["../../secret", "481.webp", "share.png", "480.webp/.."])
def test_t28_a_variant_is_one_of_ours_or_does_not_exist(variant: str) -> None:
    file = services.store_image(picture(size=(600, 400)), "a.jpg")

    with pytest.raises(NoSuchFile):
        storage.path(file, variant)


def test_a_file_lost_from_the_disk_is_a_file_that_does_not_exist() -> None:
    file = services.store_document(PDF, "a.pdf")
    storage.path(file).unlink()

    with pytest.raises(NoSuchFile):
        storage.read(file)
    with pytest.raises(NoSuchFile):
        queries.by_public_id("nobody")


HOSTILE = {
    "HTML first, PDF header within a kilobyte": b"<html><script>__xss(1)</script>\n%PDF-1.4\n%%EOF",
    "HTML that calls itself a PDF": b"<!doctype html><script>__xss(1)</script>",
    "picture and script at once": b"GIF89a/*\x01\0\x01*/=1;__xss(1)//",
    "entities that unfold": b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa">]><l>&a;</l>',
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><script>__xss(1)</script></svg>',
    "web archive": b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<script>__xss(1)</script>",
    "program": b"MZ" + bytes(60),
    "gzip": gzip.compress(bytes(100_000)),
    "nothing": b"",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_t28_hostile_uploads_are_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        services.store_document(data, "programme.pdf")

    assert str(refused.value).endswith(".")
    assert rows() == 0


@pytest.mark.parametrize("name", ["0.txt", "../../../../tmp/zipslip.txt"])
def test_t29_an_archive_is_refused_without_unpacking(name: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, bytes(5_000_000))

    with pytest.raises(NotADocument):
        services.store_document(out.getvalue(), "bomb.docx")
