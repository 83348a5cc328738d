"""Something to download and to look at: one-page PDFs, and a picture of houses along a bay."""

import io
import random

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1600, 900
WATER = 610  # the line where the bay begins
SKY, BAY, SUN = (247, 226, 196), (18, 62, 84), (236, 128, 84)
HOUSES = ((176, 58, 46), (222, 160, 60), (238, 222, 190), (70, 110, 130), (150, 70, 90), (96, 126, 84))
LIT = (255, 226, 140)


def pdf(title: str, line: str) -> bytes:
    """One A4 page with two lines in Helvetica, as small as a PDF can be."""
    words = [_escaped(text) for text in (title, line)]
    page = f"BT /F1 20 Tf 72 740 Td ({words[0]}) Tj 0 -34 Td /F1 12 Tf ({words[1]}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _escaped(text: str) -> str:
    plain = text.encode("latin-1", "replace").decode("latin-1")
    return plain.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def bay() -> bytes:
    """Houses of many colours at the water in the evening, always the same ones."""
    chance = random.Random(7)  # noqa: S311 - a drawing, not a secret
    picture = Image.new("RGB", (WIDTH, HEIGHT), SKY)
    brush = ImageDraw.Draw(picture)
    for y in range(WATER):
        brush.line([(0, y), (WIDTH, y)], fill=_between(SKY, SUN, (y / WATER) ** 2))
    brush.ellipse([1080, 300, 1280, 500], fill=(255, 240, 214))
    x = -20
    while x < WIDTH:
        width, height = chance.randint(70, 130), chance.randint(140, 330)
        _house(brush, x, width, height, chance)
        x += width - 6
    shore = picture.crop((0, 2 * WATER - HEIGHT, WIDTH, WATER)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    picture.paste(Image.blend(shore, Image.new("RGB", shore.size, BAY), 0.55), (0, WATER))
    for _ in range(140):
        y, start = chance.randint(WATER + 4, HEIGHT), chance.randint(0, WIDTH)
        brush.line([(start, y), (start + chance.randint(20, 120), y)], fill=_between(BAY, SKY, 0.4), width=2)
    out = io.BytesIO()
    picture.filter(ImageFilter.SMOOTH).save(out, "JPEG", quality=88)
    return out.getvalue()


def _house(brush: ImageDraw.ImageDraw, x: int, width: int, height: int, chance: random.Random) -> None:
    top, colour = WATER - height, chance.choice(HOUSES)
    brush.rectangle([x, top, x + width, WATER], fill=colour)
    brush.polygon(
        [(x - 4, top), (x + width / 2, top - width * 0.6), (x + width + 4, top)],
        fill=_between(colour, BAY, 0.5),
    )
    for window_y in range(top + 22, WATER - 30, 44):
        for window_x in range(x + 14, x + width - 22, 30):
            lit = chance.random() < 0.6  # noqa: PLR2004 - more than half are at home
            brush.rectangle(
                [window_x, window_y, window_x + 14, window_y + 22],
                fill=LIT if lit else _between(colour, BAY, 0.6),
            )


def _between(one: tuple[int, int, int], other: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
