"""A page's margin boxes in, the rules out by which WeasyPrint turns those beside the text: it knows no `writing-mode`."""

from collections.abc import Iterable
from typing import TypeVar

from convert.css.computed import MarginBox, MarginBoxName, Page
from convert.css.values import MM_PER_PT
from convert.model import Border, Sides
from convert.record import replace

T = TypeVar("T")


def turned(page: Page, first: str = ":first") -> str:
    """Write rules that follow the theme's; empty where no box is turned. `first` is how first pages are picked."""
    rules = []
    for pseudo, boxes in (("", page.boxes), (" :left", page.left_boxes), (f" {first}", page.first_boxes)):
        inner = " ".join(_rule(box, page) for box in _turned(boxes or ()))
        if inner:
            rules.append(f"@page{pseudo} {{ {inner} }}\n")
    return "".join(rules)


def inner(page: Page, first: str) -> str:
    """Write rules that move turned boxes of first pages to the inner side of left ones, lines read downwards; follows `turned`."""
    moved = " ".join(
        _rule(_mirror(box), replace(page, margin_mm=_mirrored(page.margin_mm)), 90)
        for box in _turned(page.first_boxes or ())
    )
    return f"@page {first}:left {{ {moved} }}\n" if moved else ""


def _mirror(box: MarginBox) -> MarginBox:
    style = box.style
    style = replace(
        style,
        margin=_mirrored(style.margin),
        padding=_mirrored(style.padding),
        border=_mirrored(style.border),
    )
    name: MarginBoxName = "right-middle" if box.name.startswith("left") else "left-middle"
    return replace(box, name=name, style=style)


def _mirrored(sides: Sides[T]) -> Sides[T]:
    return Sides(sides.top, sides.left, sides.bottom, sides.right)


def _turned(boxes: Iterable[MarginBox]) -> list[MarginBox]:
    return [box for box in boxes if box.turned]


def _rule(box: MarginBox, page: Page, angle: int = -90) -> str:
    """Lay a box out flat, as long as the text is high, and turn it about its middle into its margin."""
    on_left = box.name.startswith("left")
    room = (page.margin_mm.left if on_left else page.margin_mm.right) / MM_PER_PT
    margin = box.style.margin
    along = (
        (page.height_mm - page.margin_mm.top - page.margin_mm.bottom) / MM_PER_PT - margin.top - margin.bottom
    )
    across = room - margin.left - margin.right
    # An over-long box ends at the edge of the text beside it (CSS Paged Media 3, section 5.3.2.4).
    right = margin.left + across / 2 + (along / 2 - room if on_left else -along / 2)
    down = (margin.top - margin.bottom) / 2
    padding, border = _flat(box.style.padding, angle), _flat(box.style.border, angle)
    width = along - padding.left - padding.right - border.left.width_pt - border.right.width_pt
    height = across - padding.top - padding.bottom - border.top.width_pt - border.bottom.width_pt
    lines = (("top", border.top), ("right", border.right), ("bottom", border.bottom), ("left", border.left))
    declarations = (
        "margin: 0",
        f"padding: {padding.top:g}pt {padding.right:g}pt {padding.bottom:g}pt {padding.left:g}pt",
        *(f"border-{side}: {_line(line)}" for side, line in lines),
        f"width: {max(0.0, width):.3f}pt; height: {max(0.0, height):.3f}pt",
        f"transform: translate({right:.3f}pt, {down:.3f}pt) rotate({angle}deg)",
    )
    return f"@{box.name} {{ {'; '.join(declarations)} }}"


def _flat(sides: Sides[T], angle: int) -> Sides[T]:
    """The sides of a turned box as they are before it is turned."""
    if angle > 0:
        return Sides(sides.right, sides.bottom, sides.left, sides.top)
    return Sides(sides.left, sides.top, sides.right, sides.bottom)


def _line(line: Border) -> str:
    return f"{line.width_pt:g}pt {line.style} #{line.color.hex}" if line.drawn else "none"
