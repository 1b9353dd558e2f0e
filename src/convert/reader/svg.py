"""A drawing (SVG) in, the same without anything that loads or runs, and as pixels, out.

Of the file only elements and attributes of SVG stay; what reaches outside it, scripts, animations, foreign content, DTDs and
entities go. The text in it is set in the program's own faces, so that every machine draws the same.
"""

import codecs
import math
import re
from collections.abc import Iterator
from html import escape
from typing import Final, NamedTuple
from xml.etree import ElementTree

from convert import bounds
from convert.reader import drawn
from convert.reader.html import Element

SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "http://www.w3.org/1999/xlink"
MAX_DEPTH: Final = 200
MAX_DRAWN: Final = 100_000  # elements, with those that `<use>` and patterns repeat
MAX_SIDE: Final = 10_000.0
_PIXELS_A_PART: Final = 2000  # of a picture inside: it weighs as many elements as it has of these
_SECONDS: Final = 10.0  # for one drawing

_DROPPED: Final = frozenset(
    "script foreignObject animate animateColor animateMotion animateTransform set discard handler listener iframe audio"
    " video canvas metadata".split()
)
_PICTURES: Final = frozenset(("image", "feImage"))
_WEIGHT: Final = "."  # among attributes: how many elements more a picture counts for
_RASTER_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp)[;,]", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_DECLARES = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# Others take a square of their length to decode, or are no encodings of texts.
_ENCODINGS: Final = frozenset(
    "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be ascii iso8859-1 iso8859-15 cp1252 gb18030 gbk gb2312 big5 shift_jis euc_jp euc_kr koi8-r"
    " cp1251".split()
)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"""\A[^>]{0,60}encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_REACHING = re.compile(
    r"@import[^;]*;?|(?:url\(\s*(?!['\"]?\s*#)|(?:src|image|image-set|cross-fade)\()[^)]*\)?", re.IGNORECASE
)
_OWN_REFERENCE = re.compile(r"url\(\s*['\"]?\s*#([^)'\"\s]+)", re.IGNORECASE)
_LENGTH = re.compile(
    r"\s*\+?(\d*\.?\d+(?:e[+-]?\d{1,3})?)\s*(px|pt|pc|mm|cm|in|em|ex|rem|)\s*$", re.IGNORECASE
)
_PX: Final = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 960 / 25.4, "in": 96.0, "em": 16.0,
              "rem": 16.0, "ex": 8.0}  # fmt: skip
_BLANK = re.compile(r"\s+")


class Drawing(NamedTuple):
    """A drawing made safe: its markup, its size in CSS pixels, and the same as PNG."""

    data: bytes
    width: int
    height: int
    png: bytes


class _Node(NamedTuple):
    """An element of SVG: attributes without a namespace, `xlink:href` as `href`."""

    tag: str
    attributes: dict[str, str]
    children: "list[_Node | str]"


def load(data: bytes, seconds: float = _SECONDS) -> Drawing | str:
    """Read an SVG file, and draw it in that many seconds; what is wrong with it, in words, where something is."""
    if len(data) > bounds.DRAWING_BYTES:
        return f"is a drawing of more than {bounds.DRAWING_BYTES >> 20} MiB; make it simpler"
    try:
        text = _undeclared(_DECLARATION.sub("", _decoded(data)))
        if text.count("<") > 4 * MAX_DRAWN:
            return f"has more than {MAX_DRAWN} parts; make it simpler"
        root = _of_tree(ElementTree.fromstring(text))  # noqa: S314  (without DTD, there are no entities)
        if root is None or root.tag != "svg":
            return "is no picture this program reads"
        width, height, box = _size(root.attributes)
        weight = _weight(root)
        if weight > MAX_DRAWN:
            return f"repeats its parts more than {MAX_DRAWN} times; make it simpler"
    except (ElementTree.ParseError, _TooDeepError, ValueError, LookupError):
        return "is no SVG this program reads"
    root.attributes.update(width=f"{width:g}", height=f"{height:g}", viewBox=box)
    markup = "".join(_markup(root, outermost=True))
    png = drawn.pixels(markup, width, height, weight, min(seconds, _SECONDS)) if seconds > 0 else b""
    return Drawing(markup.encode(), round(width), round(height), png) if png else "cannot be drawn"


def of_element(element: Element, ink: str) -> bytes:
    """Write an `<svg>` of a page as a file; `ink` is the colour of the text around it."""
    root = _of_page(element)
    root.attributes.setdefault("color", ink)
    return "".join(_markup(root, outermost=True)).encode()


def words(element: Element) -> str:
    """What a drawing says: its label, else its title, else the text in it."""
    label = element.attributes.get("aria-label", "")
    title = next((child.text() for child in element.elements() if child.tag == "title"), "")
    said = label or title or " ".join(_texts(element))
    return " ".join(said.split())


def _texts(element: Element) -> Iterator[str]:
    for child in element.elements():
        if child.tag in ("text", "foreignObject"):
            yield child.text()
        elif child.tag not in ("defs", "symbol", "style", "script"):
            yield from _texts(child)


# Reading


class _TooDeepError(Exception):
    """Elements nested deeper than `MAX_DEPTH`."""


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    said = _ENCODING.match(data)
    name = codecs.lookup(said[1].decode()).name if said else "utf-8"
    if name not in _ENCODINGS:
        raise LookupError(name)
    return data.decode(name, "replace").removeprefix("\ufeff")


def _undeclared(text: str) -> str:
    """XML without its document type; ValueError where another is left, which would bring entities."""
    first = _DECLARES.search(text)
    if first is not None:
        whole = _DOCTYPE.match(text, first.start())
        text = text[: first.start()] + text[whole.end() :] if whole is not None else text
    if _DECLARES.search(text):
        raise ValueError("a document type")
    return text


def _of_tree(element: ElementTree.Element, depth: int = 0) -> _Node | None:
    """An element of a parsed file; None for one that is dropped."""
    if depth > MAX_DEPTH:
        raise _TooDeepError
    tag = element.tag
    space, _, name = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    if space not in ("", SVG) or name in _DROPPED:
        return None
    given = {key.removeprefix(f"{{{XLINK}}}"): value for key, value in element.attrib.items()}
    node = _Node(name, _attributes(name, given), [_text(name, element.text or "")])
    for child in element:
        if inner := _of_tree(child, depth + 1):
            node.children.append(inner)
        node.children.append(_text(name, child.tail or ""))
    return node


def _of_page(element: Element) -> _Node:
    given = {name.removeprefix("xlink:"): value for name, value in element.attributes.items()}
    node = _Node(element.tag, _attributes(element.tag, given), [])
    for child in element.children:
        if isinstance(child, str):
            node.children.append(_text(element.tag, child))
        elif child.tag not in _DROPPED and _is_name(child.tag):
            node.children.append(_of_page(child))
    return node


def _is_name(name: str) -> bool:
    return name.isascii() and name.replace("-", "").replace("_", "").isalnum() and name[0].isalpha()


def _attributes(tag: str, given: dict[str, str]) -> dict[str, str]:
    """The attributes that neither run nor reach outside the file."""
    kept = {}
    for name, value in given.items():
        if not _is_name(name) or name.lower().startswith(("on", "xmlns", "data-")):
            continue
        if name == "href":
            address = value.strip()
            if tag != "a" and address.startswith("#"):
                kept[name] = address
            elif tag in _PICTURES and _RASTER_DATA.match(address):
                kept |= _picture(address)
        else:
            kept[name] = _contained(value) if "(" in value or name == "style" else value
    return kept


def _picture(address: str) -> dict[str, str]:
    """A picture inside the drawing, checked as any other: what it says it is may not be what it is."""
    from base64 import b64encode

    from convert.reader import raster
    from convert.reader.pictures import inline_data

    found = raster.load(inline_data(address) or b"")
    if isinstance(found, str):
        return {}
    href = f"data:{found.mime};base64,{b64encode(found.data).decode()}"
    return {"href": href, _WEIGHT: str(found.width * found.height // _PIXELS_A_PART)}


def _text(tag: str, text: str) -> str:
    return _contained(text) if tag == "style" else text


def _contained(css: str) -> str:
    """CSS that loads nothing; of what hides its words behind escapes, nothing is kept."""
    return "" if "\\" in css else _REACHING.sub("none", css)


# Measuring


def _size(attributes: dict[str, str]) -> tuple[float, float, str]:
    """Width and height in pixels, and the view box (SVG 2, 8.1 and 8.2; CSS Images 3, 5.1)."""
    box = [float(number) for number in re.split(r"[\s,]+", attributes.get("viewBox", "").strip()) if number]
    if len(box) != 4 or not all(map(math.isfinite, box)) or min(box[2:]) <= 0:
        box = []
    ratio = box[2] / box[3] if box else None
    width, height = _length(attributes.get("width", "")), _length(attributes.get("height", ""))
    if width is None:
        width = height * ratio if height and ratio else box[2] if box else 300.0
    if height is None:
        height = width / ratio if ratio else box[3] if box else 150.0
    shrink = min(1.0, MAX_SIDE / max(width, height))
    said = " ".join(f"{number:g}" for number in box) if box else f"0 0 {width:g} {height:g}"
    return max(1.0, width * shrink), max(1.0, height * shrink), said


def _length(text: str) -> float | None:
    match = _LENGTH.match(text)
    value = float(match[1]) * _PX[match[2].lower()] if match else 0.0
    return value if 0 < value < 1e9 else None


def _weight(root: _Node) -> int:
    """How many elements are drawn, with those that others refer to, counted as often; a circle counts as too many."""
    named: dict[str, _Node] = {}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        named.setdefault(node.attributes.get("id", ""), node)
        waiting += [child for child in node.children if isinstance(child, _Node)]
    known: dict[int, int] = {}
    open_nodes: set[int] = set()

    def weigh(node: _Node) -> int:
        if id(node) in open_nodes or len(open_nodes) > 2 * MAX_DEPTH:
            return MAX_DRAWN + 1
        if id(node) not in known:
            open_nodes.add(id(node))
            inner = [child for child in node.children if isinstance(child, _Node)]
            inner += [named[name] for name in _references(node) if name in named]
            own = 1 + int(node.attributes.get(_WEIGHT, 0))
            known[id(node)] = min(own + sum(map(weigh, inner)), MAX_DRAWN + 1)
            open_nodes.discard(id(node))
        return known[id(node)]

    return weigh(root)


def _references(node: _Node) -> list[str]:
    found = [name for value in node.attributes.values() for name in _OWN_REFERENCE.findall(value)]
    href = node.attributes.get("href", "")
    return [*found, href[1:]] if href.startswith("#") else found


# Writing


def _markup(node: _Node, *, outermost: bool = False) -> Iterator[str]:
    names = f' xmlns="{SVG}" xmlns:xlink="{XLINK}"' if outermost else ""
    said = "".join(
        f' {"xlink:href" if name == "href" else name}="{escape(value)}"'
        for name, value in node.attributes.items()
        if name != _WEIGHT
    )
    yield f"<{node.tag}{names}{said}"
    if not any(node.children):
        yield "/>"
        return
    yield ">"
    for child in node.children:
        if isinstance(child, _Node):
            yield from _markup(child)
        else:
            yield escape(child, quote=False)
    yield f"</{node.tag}>"
