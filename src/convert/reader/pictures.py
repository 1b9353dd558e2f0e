"""An `<img>` in, a picture of the model out: the door to Pillow, opened only for documents with pictures."""

import io
import re
from collections.abc import Callable
from urllib.parse import unquote, unquote_to_bytes

from convert.model import Image, Length, Media
from convert.notices import Code, Report
from convert.reader.html import Element

Fetch = Callable[[str], bytes | None]
"""The only way to a file: a relative path in, its bytes out, None where it is missing or refused."""

MAX_PIXELS = 200_000_000
# Never more: to read an EPS, for one, Pillow runs another program.
_READ = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_KEPT = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif"}
_DATA = re.compile(
    r"data:image/[\w.+-]+(?P<base64>;base64)?(?:;[^,]*)?,(?P<data>.*)", re.IGNORECASE | re.DOTALL
)
_PT = {"px": 0.75, "": 0.75, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0}
_LENGTH = re.compile(r"\s*(\d{1,5}(?:\.\d{1,4})?)\s*(px|mm|cm|in|pt|pc|)\s*$", re.IGNORECASE)
_STYLE_SIZE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([^;]+)", re.IGNORECASE)


class Pictures:
    """Loads pictures through `fetch`; each is kept once."""

    def __init__(self, fetch: Fetch, report: Report) -> None:
        self._fetch = fetch
        self._report = report
        self._media: dict[str, Media] = {}

    @property
    def media(self) -> tuple[Media, ...]:
        """What was loaded, in order."""
        return tuple(self._media.values())

    def image(self, element: Element) -> Image | str:
        """Read an `<img>`: the picture, or what stands in its place as text."""
        attributes = element.attributes
        # Pages that load pictures late, as those of WeChat do, name them elsewhere.
        source = attributes.get("src") or attributes.get("data-src") or attributes.get("data-original") or ""
        alt = attributes.get("alt", "")
        media = self._load(source, element.line) if source else None
        if media is None:
            return alt or unquote(source if not source.startswith("data:") else "").rsplit("/", 1)[-1]
        sizes = dict(_STYLE_SIZE.findall(attributes.get("style", "").lower()))
        width = _length(sizes.get("width") or attributes.get("width", ""))
        height = _length(sizes.get("height") or attributes.get("height", ""))
        return Image(media.key, " ".join(alt.split()), width, height)

    def _load(self, source: str, line: int) -> Media | None:
        data = _inline_data(source) if source[:5].lower() == "data:" else self._fetch(unquote(source))
        shown = source if len(source) < 60 else source[:57] + "…"
        if data is None:
            self._report.add(
                Code.PICTURE, f"no picture at {shown}: its description stands in its place", line
            )
            return None
        import hashlib  # loads OpenSSL, which a document without pictures need not wait for

        key = hashlib.sha256(data).hexdigest()[:16]
        if key not in self._media:
            media = _open(key, data)
            if isinstance(media, str):
                self._report.add(Code.PICTURE, f"{shown} {media}: its description stands in its place", line)
                return None
            self._media[key] = media
        return self._media[key]


def _inline_data(source: str) -> bytes | None:
    match = _DATA.match(source)
    if match is None:
        return None
    data = unquote_to_bytes(match["data"])
    if not match["base64"]:
        return data
    from base64 import b64decode

    try:
        return b64decode(re.sub(rb"\s", b"", data) + b"==")
    except ValueError:
        return None


def _open(key: str, data: bytes) -> Media | str:
    """Check a picture and turn kinds that Word does not know into PNG; what is wrong with it, in words, where something is."""
    import warnings

    from PIL import Image as Pillow

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of sizes that are bounded here
            with Pillow.open(io.BytesIO(data), formats=_READ) as picture:
                width, height = picture.size
                kind = picture.format or ""
                if width * height > MAX_PIXELS:
                    return f"has {width * height // 1_000_000} million pixels, more than {MAX_PIXELS // 1_000_000}; make it smaller"
                density = picture.info.get("dpi", (96.0, 96.0))[0]
                if kind in _KEPT:
                    picture.verify()
                else:
                    buffer = io.BytesIO()
                    alpha = picture.mode in ("RGBA", "LA", "P")
                    picture.convert("RGBA" if alpha else "RGB").save(buffer, "PNG")
                    data, kind = buffer.getvalue(), "PNG"
    except Pillow.DecompressionBombError:
        return "has too many pixels; make it smaller"
    except Exception:  # Pillow raises many kinds of error for broken files; each means the same here
        return "is no picture this program reads"
    dpi = float(density) if 30 <= float(density) <= 2400 else 96.0
    return Media(key, _KEPT[kind], data, width, height, dpi)


def _length(length: str) -> Length | None:
    match = _LENGTH.match(length)
    return Length(round(float(match[1]) * _PT[match[2].lower()], 3)) if match else None
