"""Frames, lengths, alignments and directions of the model in, CSS declarations and attributes out."""

from convert.model import NO_BORDER, NO_FRAME, NO_SPACE, Align, Border, Cell, Direction, Frame, Length, Sides

_EDGES = ("top", "right", "bottom", "left")


def frame(look: Frame) -> list[str]:
    """Declare what the author drew around a block."""
    if look is NO_FRAME:
        return []
    declarations = borders(look.border) if look.border != NO_BORDER else []
    if look.background is not None:
        declarations.append(f"background-color: #{look.background.hex}")
    if look.padding_pt != NO_SPACE:
        space = look.padding_pt
        declarations.append(f"padding: {space.top:g}pt {space.right:g}pt {space.bottom:g}pt {space.left:g}pt")
    return declarations


def borders(sides: Sides[Border]) -> list[str]:
    """Declare four borders, as one where they are equal."""
    four = (sides.top, sides.right, sides.bottom, sides.left)
    if len(set(four)) == 1:
        return [f"border: {border(sides.top)}"]
    return [f"border-{edge}: {border(side)}" for edge, side in zip(_EDGES, four, strict=True)]


def cell(look: Cell) -> list[str]:
    """Declare what a table cell has of its own."""
    declarations = [f"text-align: {look.align}"] if look.align else []
    if look.vertical_align:
        declarations.append(f"vertical-align: {look.vertical_align}")
    if look.background is not None:
        declarations.append(f"background-color: #{look.background.hex}")
    if look.border is not None:
        declarations += borders(look.border)
    return declarations


def line(align: Align | None, look: Frame) -> list[str]:
    """Declare the look of a paragraph or a heading."""
    return ([f"text-align: {align}"] if align else []) + frame(look)


def direction(towards: Direction | None) -> str:
    """Give the `dir` attribute of a block, with a blank before it, or nothing."""
    return f' dir="{towards[:3]}"' if towards else ""


def length(value: Length) -> str:
    """Write a length."""
    return f"{value.number:.5g}{value.unit}"


def border(side: Border) -> str:
    """Write one side of a border."""
    return f"{side.width_pt:g}pt {side.style} #{side.color.hex}" if side.drawn else "none"
