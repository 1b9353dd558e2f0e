"""A page of ours as bytes in, its characters out, with the looks that its elements, the sheet's classes and `style` say.

The page is well-formed XML. What a theme says of elements is not taken in: the looks here are the author's.
"""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, fromstring

from convert.model import Color
from convert.proof.glyphs import Glyph, Look, paper, visible

_RULE: Final = re.compile(r"^\s*\.([\w-]+)\s*\{([^{}]*)\}", re.MULTILINE)
_COLOR: Final = re.compile(r"(?:^|;)\s*(color|background(?:-color)?)\s*:\s*#([0-9A-Fa-f]{6})\b")
_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_BODY: Final = re.compile(r"<body[\s>].*</body>", re.DOTALL)
_DOCTYPE: Final = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LEFT_OUT: Final = frozenset(("rp", "script", "style", "template", "annotation", "annotation-xml"))
_GENERATED: Final = frozenset(("footnote-ref", "footnote-back", "checkbox"))
_BOLD: Final = frozenset(("b", "strong"))
_ITALIC: Final = frozenset(("em", "i"))
_NAMESPACE: Final = re.compile(r"\{[^}]*\}")


def read(data: bytes) -> Iterator[Glyph]:
    """Give the characters of a page's body."""
    text = data.decode("utf-8")
    body = _BODY.search(text)
    if body is None:
        raise ValueError("no body")
    if _DOCTYPE.search(body[0]):
        raise ValueError("a document type in the body")
    sheet = "\n".join(_STYLE.findall(text[: body.start()]))
    classes = {name: _colors(said) for name, said in _RULE.findall(sheet)}
    yield from _inside(fromstring(body[0]), Look(), classes)  # noqa: S314 (our own, without a document type)


Colors = dict[str, Color]


def _colors(declarations: str) -> Colors:
    return {
        name.removesuffix("-color"): Color(*bytes.fromhex(value))
        for name, value in _COLOR.findall(declarations)
    }


def _inside(element: Element, around: Look, classes: dict[str, Colors]) -> Iterator[Glyph]:
    tag = _NAMESPACE.sub("", element.tag)
    own = element.get("class", "").split()
    if tag in _LEFT_OUT or not _GENERATED.isdisjoint(own):
        return
    colors: Colors = {}
    for name in own:
        colors |= classes.get(name, {})
    colors |= _colors(element.get("style", ""))
    look = _look(tag, around, colors)
    yield from _glyphs(element.text, look)
    for child in element:
        yield from _inside(child, look, classes)
        yield from _glyphs(child.tail, look)


def _look(tag: str, around: Look, colors: Colors) -> Look:
    look = around
    if colors:
        color = colors.get("color", look.color)
        background = paper(colors["background"]) if "background" in colors else look.background
        look = look._replace(color=color, background=background)
    if tag in _BOLD:
        look = look._replace(bold=True)
    elif tag in _ITALIC:
        look = look._replace(italic=True)
    elif tag == "u":
        look = look._replace(underline=True)
    elif tag == "s":
        look = look._replace(strike=True)
    elif tag in ("sub", "sup"):
        look = look._replace(script="sub" if tag == "sub" else "super")
    return look


def _glyphs(text: str | None, look: Look) -> Iterator[Glyph]:
    return (Glyph(character, look) for character in text or "" if visible(character))
