"""Lists in, numbered paragraphs out."""

from collections.abc import Callable

from convert.model import Blocks, Heading, List, ListItem, Paragraph
from convert.record import replace
from convert.writers._docx import xml
from convert.writers._docx.ledger import Ledger, Marker, Scope
from convert.writers._docx.numbering import LAST_NUMBER
from convert.writers._docx.paragraphs import paragraph

WriteBlocks = Callable[[Blocks, Scope, Ledger, list[str]], None]

_BOXES = {True: "☑", False: "☐"}
# From a box, or a number set as text, to the item, in em.
_BOX_HANG_EM = 1.3
_DIGIT_EM = 0.55


def write(block: List, scope: Scope, ledger: Ledger, out: list[str], write_blocks: WriteBlocks) -> None:
    """Append a list's items to `out`; the list restarts at its own start."""
    element = "ol" if block.ordered else "ul"
    box = ledger.sheet.computed(" ".join(scope.inside(element)))
    outer = _outermost(scope).enter(element, box)
    if block.tight:
        inner = replace(outer, path=outer.inside("li"), leaf=True, lists=scope.lists + 1)
    else:
        inner = outer.enter("li", ledger.sheet.computed(" ".join(outer.inside("li"))))
        inner = replace(inner, lists=scope.lists + 1)
    marker = _marker(block, scope, ledger)
    middle = replace(inner.edges(0.0, 0.0, marker), apart=False)
    last = len(block.items) - 1
    for index, item in enumerate(block.items):
        mine = marker or _label(f"{block.start + index}.", ledger)
        if item.checked is not None:
            mine = Marker(runs=_text(_BOXES[item.checked]), hang=ledger.sheet.em_pt * _BOX_HANG_EM)
        here = inner if index == 0 else middle
        trail = inner.trail if index == last else 0.0
        _item(item, here.edges(here.lead, trail, mine), ledger, out, write_blocks)


def _outermost(scope: Scope) -> Scope:
    """A list in a list stands where the outer one stands: styles need not multiply with the depth."""
    if scope.path[-1:] == ("li",) and scope.path[-2:-1] in (("ul",), ("ol",)):
        return replace(scope, path=scope.path[:-2])
    return scope


def _marker(block: List, scope: Scope, ledger: Ledger) -> Marker | None:
    """What Word counts the items by; None where it cannot count so far."""
    if block.ordered and not 0 <= block.start <= LAST_NUMBER - len(block.items):
        return None
    level = ledger.numbering.level(scope.lists, block.ordered)
    if all(item.checked is not None for item in block.items):
        return Marker()
    kind = (block.marker or "decimal") if block.ordered else None
    number = ledger.numbering.add(kind, block.start, scope.lists, scope.part)
    named = f"<w:numPr>{xml.val('ilvl', level.index)}{xml.val('numId', number)}</w:numPr>"
    return Marker(named, hang=level.hang, level_left=level.left)


def _label(text: str, ledger: Ledger) -> Marker:
    """A number that Word cannot count to."""
    return Marker(runs=_text(text), hang=ledger.sheet.em_pt * (0.6 + _DIGIT_EM * len(text)))


def _text(text: str) -> str:
    return xml.run("", text + "\t")


def _item(item: ListItem, inner: Scope, ledger: Ledger, out: list[str], write_blocks: WriteBlocks) -> None:
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, Paragraph | Heading):
        # Something has to carry the number.
        alone = not item.blocks
        empty = replace(inner.edges(inner.lead, inner.trail if alone else 0.0, inner.marker), keep=not alone)
        out.append(paragraph(inner.paragraph(ledger.sheet), "", empty, ledger))
        inner = replace(inner.edges(0.0, inner.trail), apart=False)
    write_blocks(item.blocks, inner, ledger, out)
