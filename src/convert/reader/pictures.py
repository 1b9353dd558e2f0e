"""An `<img>` or an `<svg>` in, a picture of the model out; each is loaded once, and only through `Fetch`."""

import re
import time
from collections.abc import Callable
from typing import Final
from urllib.parse import unquote, unquote_to_bytes

from convert import bounds
from convert.model import Image, Length, LengthUnit, Media
from convert.network import is_web
from convert.notices import Code, Report
from convert.reader.cascade import Look
from convert.reader.html import Element
from convert.reader.links import in_words, written
from convert.record import replace

Fetch = Callable[[str], bytes | None]
"""The only way to a file: a relative path in, its bytes out, None where it is missing or refused."""

_DATA = re.compile(r"data:image/[\w.+-]+(?P<parameters>(?:;[^,;]*)*),(?P<data>.*)", re.IGNORECASE | re.DOTALL)
# A point, a hundredth of the measure of an A4 page, and an em, where only the theme knows.
_USUAL_PT: Final[dict[LengthUnit, float]] = {"pt": 1.0, "%": 4.4, "em": 12.0}


class Pictures:
    """Loads pictures through `fetch`; each is kept once."""

    def __init__(self, fetch: Fetch, report: Report) -> None:
        self._fetch = fetch
        self._report = report
        self._media: dict[str, Media] = {}
        self._known: dict[str, Media | str] = {}  # by their addresses
        self._seconds = bounds.DRAWING_SECONDS

    @property
    def media(self) -> tuple[Media, ...]:
        """What was loaded, in order."""
        return tuple(self._media.values())

    def image(self, element: Element, look: Look) -> Image | str:
        """Read an `<img>`: the picture, or what stands in its place as text."""
        if any(size is not None and not size.number for size in (look.width, look.height)):
            return ""
        source = _address(element)
        alt = element.attributes.get("alt", "")
        media = self._load(source, element.line) if source else None
        if media is None:
            return alt or in_words(source if not source.startswith("data:") else "").rsplit("/", 1)[-1]
        words = " ".join(alt.split())
        decorative = not words and "alt" in element.attributes
        return Image(media.key, words, _bounded(look, media), _zoomed(look.height, look.zoom), decorative)

    def drawing(self, element: Element, look: Look) -> Image | None:
        """Read an `<svg>` of the page itself; None, with a notice, where it cannot be drawn."""
        from convert.reader import svg

        ink = look.style.color
        markup = svg.of_element(element, f"#{ink.hex}" if ink else "#000000")
        media = self._keep(markup, "a drawing", element.line)
        if media is None:
            return None
        return Image(media.key, svg.words(element), _bounded(look, media), _zoomed(look.height, look.zoom))

    def _load(self, source: str, line: int) -> Media | None:
        if source not in self._known:
            words = in_words(source[:200])
            shown = words if len(words) <= 60 else words[:59] + "…"
            data = inline_data(source) if source[:5].lower() == "data:" else self._fetch(_reference(source))
            self._known[source] = f"no picture at {shown}" if data is None else self._kept(data, shown)
        return self._told(self._known[source], line)

    def _keep(self, data: bytes, shown: str, line: int) -> Media | None:
        """Add what a file holds to the document's media."""
        return self._told(self._kept(data, shown), line)

    def _told(self, found: Media | str, line: int) -> Media | None:
        """Report what is no picture."""
        if isinstance(found, Media):
            return found
        self._report.add(Code.PICTURE, f"{found}: its description stands in its place", line)
        return None

    def _kept(self, data: bytes, shown: str) -> Media | str:
        import hashlib  # loads OpenSSL, which a document without pictures need not wait for

        key = hashlib.sha256(data).hexdigest()[:16]
        if key not in self._media:
            began = time.monotonic()
            media = _open(key, data, self._seconds)
            self._seconds -= time.monotonic() - began
            if isinstance(media, str):
                return f"{shown} {media}"
            self._media[key] = media
        return self._media[key]


def _bounded(look: Look, media: Media) -> Length | None:
    """The width said, or `max-width` where that, or the picture as it is, would be wider; `zoom` counts for both."""
    own = Length(media.width_px * 72 / media.dpi)
    said = look.width if look.zoom == 1 or look.height else look.width or own
    most, width = look.max_width, _zoomed(look.width or own, look.zoom)
    if most is not None and width is not None and _usual_pt(width) > _usual_pt(most):
        return most
    return _zoomed(said, look.zoom)


def _zoomed(length: Length | None, factor: float) -> Length | None:
    """A length of a picture that `zoom` makes larger; per cent are of what is around it."""
    if length is None or length.unit == "%" or factor == 1:
        return length
    return replace(length, number=round(length.number * factor, 3))


def _usual_pt(length: Length) -> float:
    return length.number * _USUAL_PT[length.unit]


def _address(element: Element) -> str:
    """Where the picture of an `<img>` is; pages that load pictures late, as those of WeChat do, say it elsewhere."""
    attributes = element.attributes
    for name in ("src", "data-src", "data-original"):
        if address := attributes.get(name, "").strip():
            return address if address[:5].lower() == "data:" else written(address)
    inside = (
        element.parent.elements() if element.parent is not None and element.parent.tag == "picture" else []
    )
    for one in (element, *(child for child in inside if child.tag == "source")):
        if candidates := one.attributes.get("srcset", "").split():
            return candidates[0].rstrip(",")
    return ""


def _reference(source: str) -> str:
    """What is asked of `Fetch`: an address of the web as it is, else a path, without what stands behind it."""
    return source if is_web(source) else unquote(re.split("[?#]", source, maxsplit=1)[0])


def inline_data(source: str) -> bytes | None:
    """The bytes of a picture that its address holds; None where it holds none."""
    match = _DATA.match(source)
    if match is None:
        return None
    data = unquote_to_bytes(match["data"])
    if not match["parameters"].lower().rstrip().endswith(";base64"):
        return data
    from base64 import b64decode

    try:
        return b64decode(re.sub(rb"\s", b"", data) + b"==")
    except ValueError:
        return None


def _open(key: str, data: bytes, seconds: float) -> Media | str:
    """What a picture file holds, or in words what is wrong with it; a drawing is drawn in that many seconds."""
    if data[:200].lstrip(b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n").startswith(b"<"):
        from convert.reader import svg

        drawn = svg.load(data, seconds)
        if isinstance(drawn, str):
            return drawn
        return Media(key, "image/svg+xml", drawn.data, drawn.width, drawn.height, png=drawn.png)
    from convert.reader import raster

    loaded = raster.load(data)
    if isinstance(loaded, str):
        return loaded
    return Media(key, loaded.mime, loaded.data, loaded.width, loaded.height, loaded.dpi)
