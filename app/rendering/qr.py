"""QR codes as drawings inside a page or a letter: no request, no style of their own."""

from markupsafe import Markup

from app.core import lazy

segno = lazy.module("segno")


def svg(content: str) -> Markup:
    """The code as an SVG element that takes the size of its frame; says nothing to a screen reader.

    The frame must leave it light on all sides, four of its points wide.
    """
    drawing = segno.make(content, error="m", micro=False).svg_inline(
        omitsize=True, border=0, svgclass="qr__code", lineclass=None
    )
    return Markup(drawing.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S704 - our own drawing


def picture(content: str) -> str:
    """The code with its light frame as a picture in an address: mail programs draw no SVG."""
    return str(segno.make(content, error="m", micro=False).png_data_uri(scale=6, border=4))
