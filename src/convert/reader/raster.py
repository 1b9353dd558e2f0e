"""A picture file in, one that Word, browsers and PDF all show out: the door to Pillow."""

import io
from typing import Any, NamedTuple

from convert import bounds

# Never more: to read an EPS, for one, Pillow runs another program.
_READ = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_KEPT = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif"}
_JPEG = ("JPEG", "MPO")  # which has more of them behind the first
_ORIENTATION = 0x0112  # EXIF 2.32, table 4
_PNG_DEPTH = 24  # where the bit depth stands in a PNG (ISO 15948, 11.2.2)


class Raster(NamedTuple):
    """A picture in pixels."""

    mime: str
    data: bytes
    width: int
    height: int
    dpi: float


def load(data: bytes) -> Raster | str:
    """Check a picture, and turn it into PNG or JPEG where not every program shows it; what is wrong, in words, where something is."""
    import warnings

    from PIL import Image as Pillow

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of sizes that are bounded here
            with Pillow.open(io.BytesIO(data), formats=_READ) as picture:
                number = picture.size[0] * picture.size[1]
                most = bounds.PICTURE_PIXELS if _is_carried(picture) else bounds.DECODED_PIXELS
                if number > most:
                    return f"has {number // 1_000_000} million pixels, more than {most // 1_000_000}; make it smaller"
                return _shown(picture, data)
    except Pillow.DecompressionBombError:
        return "has too many pixels; make it smaller"
    except Exception:  # Pillow raises many kinds of error for broken files; each means the same here
        return "is no picture this program reads"


def _is_carried(picture: Any) -> bool:
    """Whether each format carries the file as it is: pages decode all but JPEG."""
    return picture.format in _JPEG and picture.mode != "CMYK" and not _is_turned(picture)


def _is_turned(picture: Any) -> bool:
    return picture.getexif().get(_ORIENTATION, 1) in range(2, 9)


def _shown(picture: Any, data: bytes) -> Raster:
    kind = "JPEG" if picture.format in _JPEG else picture.format or ""
    dpi = _density(picture)
    # Of a PNG Pillow would decode all for it.
    turned = kind != "PNG" and _is_turned(picture)
    deep = kind == "PNG" and data[_PNG_DEPTH : _PNG_DEPTH + 1] == b"\x10"
    if kind in _KEPT and not turned and not deep and picture.mode != "CMYK":
        width, height = picture.size
        picture.verify()
        return Raster(_KEPT[kind], data, width, height, dpi)
    if turned:
        from PIL import ImageOps

        picture = ImageOps.exif_transpose(picture)
    buffer = io.BytesIO()
    if kind == "JPEG":
        plain = picture.convert("L" if picture.mode == "L" else "RGB")
        plain.save(buffer, "JPEG", quality=95, subsampling=0)
        return Raster("image/jpeg", buffer.getvalue(), plain.width, plain.height, dpi)
    _flat(picture).save(buffer, "PNG")
    return Raster("image/png", buffer.getvalue(), picture.width, picture.height, dpi)


def _flat(picture: Any) -> Any:
    """A picture of eight bits a channel in grey or RGB, with its alpha where it has any."""
    if picture.mode.startswith("I"):
        return picture.point(lambda value: value / 256).convert("L")
    alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    return picture.convert("RGBA" if alpha else "RGB")


def _density(picture: Any) -> float:
    found = float(picture.info.get("dpi", (96.0, 96.0))[0])
    return found if 30 <= found <= 2400 else 96.0
