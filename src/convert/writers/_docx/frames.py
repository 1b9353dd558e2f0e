"""A box whose lines no paragraph could carry in, a table of one cell out (ISO 29500-1, 17.4).

Paragraphs in a box have borders of their own, so that it stays text one can edit. But a list, code or a table between
them stands elsewhere, and would break the line at the box's side.
"""

from convert.css.computed import ComputedStyle
from convert.model import Block, Blocks, Heading, Paragraph
from convert.record import replace
from convert.writers._docx import tables, xml
from convert.writers._docx.geometry import Geometry
from convert.writers._docx.ledger import NONE, Ledger, Scope
from convert.writers._docx.measure import WIDEST_SPACE_PT, twips
from convert.writers._docx.names import FRAMED
from convert.writers._docx.paragraphs import spacer
from convert.writers._docx.properties import has_frame
from convert.writers._docx.tables import WriteBlocks


def wanted(blocks: Blocks, element: str, box: ComputedStyle, scope: Scope, ledger: Ledger) -> bool:
    """Whether a box is to be a table: it shows, and holds more than paragraphs, or has more room than theirs can have."""
    if not has_frame(box) or scope.tables >= tables.DEEPEST:
        return False
    if max(box.padding.top, box.padding.right, box.padding.bottom, box.padding.left) > WIDEST_SPACE_PT:
        return True
    path = " ".join(scope.inside(element))
    return not all(_is_text(block, path, ledger) for block in blocks)


def _is_text(block: Block, path: str, ledger: Ledger) -> bool:
    """Whether a block is a paragraph without a frame of its own, which can carry that of the box."""
    match block:
        case Paragraph():
            return not block.frame.drawn
        case Heading():
            return not (block.frame.drawn or has_frame(ledger.sheet.computed(f"{path} h{block.level}")))
        case _:
            return False


def gap(box: ComputedStyle) -> float:
    """Points between a box and its neighbours."""
    return max(box.margin.top, box.margin.bottom)


def write(
    element: str,
    box: ComputedStyle,
    title: str,
    blocks: Blocks,
    scope: Scope,
    ledger: Ledger,
    out: list[str],
    write_blocks: WriteBlocks,
) -> None:
    """Append a box as a table; `title` is a paragraph that stands first in it."""
    line, padding = box.border, box.padding
    left = scope.geometry.left + box.margin.left
    width = scope.measure - box.margin.left - box.margin.right
    room = width - padding.left - padding.right - line.left.width_pt - line.right.width_pt
    inner = replace(inside(element, scope), width=room)
    if not title and not padding.top and not line.top.drawn:
        inner = replace(inner, lead=NONE)
    if not padding.bottom and not line.bottom.drawn:
        inner = replace(inner, trail=NONE)
    content = [title] if title else []
    write_blocks(blocks, inner, ledger, content)
    if not content or content[-1].startswith("<w:tbl>"):
        # A cell ends in a paragraph (ISO 29500-1, 17.4.65).
        content.append(spacer(tables.gap(inner, ledger) if content and padding.bottom else 1.0))
    size: dict[str, xml.Value] = {"w:w": twips(width - line.left.width_pt / 2), "w:type": "dxa"}
    head = xml.element(
        "w:tblPr",
        None,
        xml.val("tblStyle", ledger.tables.box(element, box)),
        "<w:bidiVisual/>" if scope.from_right else "",
        xml.element("w:tblW", size),
        xml.element("w:tblInd", {"w:w": twips(left + line.left.width_pt / 2), "w:type": "dxa"}),
        xml.element("w:tblLayout", {"w:type": "fixed"}),
        xml.element("w:tblLook", {"w:val": "0600"}),
    )
    whole = "<w:trPr><w:cantSplit/></w:trPr>" if box.break_inside == "avoid" else ""
    cell = f"<w:tc><w:tcPr>{xml.element('w:tcW', size)}</w:tcPr>{''.join(content)}</w:tc>"
    grid = xml.element("w:tblGrid", None, xml.element("w:gridCol", {"w:w": size["w:w"]}))
    out.append(f"<w:tbl>{head}{grid}<w:tr>{whole}{cell}</w:tr></w:tbl>")


def inside(element: str, scope: Scope) -> Scope:
    """The place inside a box that is a table: a column of its own."""
    return replace(
        scope, path=scope.inside(element + FRAMED), geometry=Geometry(), leaf=False, tables=scope.tables + 1,
        lead=0.0, trail=0.0, marker=None, keep=False, parted=False,
    )  # fmt: skip
