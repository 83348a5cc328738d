"""Pictures drawn anew: nothing survives of an upload but its pixels. Pure: bytes in, bytes out."""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from app.files.errors import ImageBroken, ImageTooLarge
from app.files.rules import JPEG, PNG, SHARE, SHARE_SIZE, WEBP, FileType, widths_of

# Telephones take 50 million. A WebP, which may move, is decoded into four copies of itself at once.
MOST_MILLIONS = {PNG: 50, JPEG: 50, WEBP: 20}
LONGEST_SIDE = 2400  # of the picture we keep; nothing we show is larger
QUALITY = 82
_FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
_STRIP = 64  # lines of what is kept

# Our own limit is asked before anything is decoded; Pillow's would only warn.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as it will be kept, with everything made of it by name."""

    kind: FileType
    data: bytes
    width: int
    height: int
    variants: dict[str, bytes]


def draw(data: bytes, kind: FileType) -> Picture:
    """The upload decoded, turned upright and encoded anew, without EXIF, profiles and comments.

    Raises ImageTooLarge or ImageBroken.
    """
    if kind is WEBP:  # Pillow gives a canvas its memory as soon as it opens one
        _refuse_many_pixels(_webp_size(data), kind)
    try:
        with Image.open(io.BytesIO(data), formats=[_FORMATS[kind]]) as opened:
            _refuse_many_pixels(opened.size, kind)
            image = _upright(opened)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error) as error:
        raise ImageBroken from error
    return Picture(
        kind=kind,
        data=_encoded(image, _FORMATS[kind]),
        width=image.width,
        height=image.height,
        variants=dict(_made_of(image)),
    )


def _refuse_many_pixels(size: tuple[int, int], kind: FileType) -> None:
    if size[0] * size[1] > MOST_MILLIONS[kind] * 1_000_000:
        raise ImageTooLarge(MOST_MILLIONS[kind])


def _upright(opened: Image.Image) -> Image.Image:
    """The first frame as the camera was held, in sRGB, at most LONGEST_SIDE long."""
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # lets a JPEG decode at half its size or less
    opened.load()
    has_alpha = opened.mode in {"RGBA", "LA", "PA"} or "transparency" in opened.info
    mode = "RGBA" if has_alpha else "RGB"
    image = _reduced(opened, opened.mode if opened.mode in {mode, "CMYK"} else mode)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    ImageOps.exif_transpose(image, in_place=True)
    return _in_srgb(image, mode)


def _reduced(opened: Image.Image, mode: str) -> Image.Image:
    """The picture in `mode`, of many pixels a whole part of them, not below LONGEST_SIDE.

    Strip by strip: each step on the whole would hold all its pixels once more.
    """
    factor = max(1, max(opened.size) // LONGEST_SIDE)
    height = _STRIP * factor
    image = Image.new(mode, (-(-opened.width // factor), -(-opened.height // factor)))
    for top in range(0, opened.height, height):
        strip = opened.crop((0, top, opened.width, min(top + height, opened.height)))
        image.paste(strip.convert(mode).reduce(factor), (0, top // factor))
    image.info = dict(opened.info)  # what it says of its colours, and of how the camera was held
    return image


def _in_srgb(image: Image.Image, mode: str) -> Image.Image:
    """Colours as browsers assume them, so that the profile can go."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK"}:
        try:
            converted = ImageCms.profileToProfile(
                image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )  # fmt: skip
        except (ImageCms.PyCMSError, OSError):  # a profile that means nothing: the numbers as they are
            converted = None
        if converted is not None:
            return converted.convert(mode)
    return image.convert(mode)


def _encoded(image: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    if form == "JPEG":
        _on_white(image).save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    elif form == "WEBP":
        _bare(image).save(out, "WEBP", quality=QUALITY, method=4)
    else:
        _bare(image).save(out, "PNG", optimize=True)
    return out.getvalue()


def _made_of(image: Image.Image) -> Iterator[tuple[str, bytes]]:
    for width in widths_of(image.width):
        height = max(1, round(image.height * width / image.width))
        small = image.resize((width, height), Image.Resampling.LANCZOS)
        yield f"{width}.webp", _encoded(small, "WEBP")
    yield SHARE, _encoded(ImageOps.fit(image, SHARE_SIZE, Image.Resampling.LANCZOS), "JPEG")


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return _bare(image)
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _bare(image: Image.Image) -> Image.Image:
    """Without whatever the upload said about itself: place, camera, comments."""
    bare = image.copy()
    bare.info.clear()
    return bare


def _webp_size(data: bytes) -> tuple[int, int]:
    """Width and height by the header alone (RFC 9649 section 2). Raises ImageBroken."""
    chunk, body = data[12:16], data[20:30]
    if len(body) < 10:  # noqa: PLR2004 - what the longest header needs
        raise ImageBroken
    if chunk == b"VP8X":
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    if chunk == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
    raise ImageBroken
