"""Something that plays or loads in, what may stand for it on paper out: a still picture, or a link with its name."""

from typing import Final

from convert.reader.html import Element

PICTURES: Final = frozenset(("object", "embed"))
"""What may be nothing but a picture."""
# How the elements of a WeChat page name themselves.
_NAMES: Final = {"mpvoice": "name", "mp-common-mpaudio": "name", "qqmusic": "music_name"}
TAGS: Final = frozenset(("video", "audio", "iframe", "canvas", *PICTURES, *_NAMES))
_SOURCES: Final = ("src", "data-src", "data")
_PICTURE_ENDS: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp")


def still(element: Element) -> Element | None:
    """An `<img>` of the poster of a `<video>`, or of an `<object>` or `<embed>` that is a picture."""
    attributes = element.attributes
    source = attributes.get("poster", "")
    if element.tag in PICTURES:
        address = _source(element)
        picture = attributes.get("type", "").lower().startswith("image/")
        source = address if picture or address.lower().endswith(_PICTURE_ENDS) else ""
    if not source:
        return None
    image = Element("img", dict(attributes), element.line, element.parent)
    image.attributes |= {"src": source, "alt": attributes.get("alt") or _name(element)}
    return image


def named(element: Element) -> Element:
    """An `<a>` to the source with the element's name, or the address itself, as its text."""
    source = _source(element)
    if source.startswith("//"):
        source = f"https:{source}"
    link = Element("a", {"href": source} if source else {}, element.line, element.parent)
    link.children.append(_name(element) or ("" if source.startswith(("data:", "blob:")) else source))
    return link


def _name(element: Element) -> str:
    attributes = element.attributes
    said = attributes.get(_NAMES.get(element.tag, "title")) or attributes.get("aria-label") or ""
    return " ".join(said.split())


def _source(element: Element) -> str:
    inner = [child for child in element.elements() if child.tag in ("source", "param")]
    for part in (element, *inner):
        for name in _SOURCES:
            if address := part.attributes.get(name):
                return address
    return ""
