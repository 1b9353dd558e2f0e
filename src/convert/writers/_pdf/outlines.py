"""A drawing of outlines (SVG's paths and rectangles) in, a picture for WeasyPrint out, which would take 20 ms to read each.

The path commands are those that the drawing of formulas has: M, L, H, V, Q, C, Z, all absolute (SVG 2, 9.3).
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from weasyprint.draw.color import get_color

INK = "currentColor"
"""The colour of what is drawn in the ink of the text around the picture."""

_SVG = "{http://www.w3.org/2000/svg}"
_TOKEN = re.compile(r"[MLHVQCZ]|-?[0-9]*\.?[0-9]+(?:e-?[0-9]+)?")
_NUMBER = re.compile(r"-?[0-9]*\.?[0-9]+")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "C": 6, "Z": 0}


class Outlines:
    """A picture: what WeasyPrint asks of one, and the PDF operators that draw it (ISO 32000-1, 8.5)."""

    def __init__(self, markup: str) -> None:
        root = ET.fromstring(markup)  # noqa: S314 - our own drawing
        self._left, self._top, self._width, self._height = map(float, root.attrib["viewBox"].split())
        ink = root.attrib["fill"]
        self._operators = "\n".join(line for item in root for line in _drawn(item, ink)).encode("ascii")

    def get_intrinsic_size(self, _resolution: float, _font_size: float) -> tuple[float, float, float]:
        """Give width, height and their ratio, in CSS pixels."""
        return self._width * 4 / 3, self._height * 4 / 3, self._width / self._height

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        """Draw the picture at the place where the stream stands, in its proportion and in the middle of its space."""
        scale = min(width / self._width, height / self._height)
        right, down = (width - self._width * scale) / 2, (height - self._height * scale) / 2
        ink = get_color(style, "color")
        with stream.stacked():
            stream.set_color(ink)
            stream.set_color(ink, stroke=True)
            stream.transform(a=scale, d=scale, e=right - self._left * scale, f=down - self._top * scale)
            stream.stream.append(self._operators)


def _drawn(item: ET.Element, color: str) -> Iterator[str]:
    """The operators of one shape, or of those in a group."""
    fill, stroke = item.get("fill", color), item.get("stroke")
    if item.tag == f"{_SVG}g":
        for child in item:
            yield from _drawn(child, fill)
        return
    shape = _rectangle(item) if item.tag == f"{_SVG}rect" else list(_path(item.get("d", "")))
    if not shape:
        return
    yield "q"
    if item.get("transform"):
        x, y, across, up = (float(number) for number in _NUMBER.findall(item.attrib["transform"]))
        yield f"{across:.5f} 0 0 {up:.5f} {x:.3f} {y:.3f} cm"
    if stroke:
        yield f"{item.get('stroke-width', '1')} w"
    if stroke and stroke != INK:
        yield f"{_channels(stroke)} RG"
    if fill not in ("none", INK):
        yield f"{_channels(fill)} rg"
    yield from shape
    yield "S" if stroke else "f" if fill != "none" else "n"
    yield "Q"


def _rectangle(item: ET.Element) -> list[str]:
    """A rectangle; one without height, which PDF would draw as a hairline, is nothing."""
    x, y, width, height = (float(item.get(name, "0")) for name in ("x", "y", "width", "height"))
    return [f"{x:.3f} {y:.3f} {width:.3f} {height:.3f} re"] if width and height else []


def _channels(color: str) -> str:
    value = int(color.lstrip("#"), 16)
    return " ".join(f"{(value >> shift & 255) / 255:.4g}" for shift in (16, 8, 0))


def _path(commands: str) -> Iterator[str]:
    tokens = _TOKEN.findall(commands)
    x = y = 0.0
    command, place = "M", 0
    while place < len(tokens):
        if tokens[place] in _COUNTS:
            command, place = tokens[place], place + 1
        numbers = [float(token) for token in tokens[place : place + _COUNTS[command]]]
        place += len(numbers)
        if command == "Z":
            yield "h"
            continue
        if command == "Q":
            # A quadratic curve as a cubic one.
            ahead_x, ahead_y, to_x, to_y = numbers
            numbers = [
                x + (ahead_x - x) * 2 / 3, y + (ahead_y - y) * 2 / 3,
                to_x + (ahead_x - to_x) * 2 / 3, to_y + (ahead_y - to_y) * 2 / 3, to_x, to_y,
            ]  # fmt: skip
        elif command in "HV":
            numbers = [numbers[0], y] if command == "H" else [x, numbers[0]]
        x, y = numbers[-2:]
        operator = "m" if command == "M" else "c" if command in "QC" else "l"
        yield f"{' '.join(f'{number:.3f}' for number in numbers)} {operator}"
        command = "L" if command == "M" else command
