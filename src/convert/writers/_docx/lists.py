"""Lists in, numbered paragraphs out."""

from collections.abc import Callable, Iterator

from convert.model import Blocks, Heading, List, ListItem, Paragraph
from convert.numerals import label
from convert.record import replace
from convert.writers._docx import xml
from convert.writers._docx.ledger import Ledger, Marker, Scope
from convert.writers._docx.numbering import counts, is_sign
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
    middle = inner.edges(0.0, 0.0)
    if middle.apart:
        middle = replace(middle, apart=False)
    last = len(block.items) - 1
    for index, (item, marker) in enumerate(zip(block.items, _markers(block, scope, ledger), strict=True)):
        here = inner if index == 0 else middle
        trail = inner.trail if index == last else 0.0
        here = here.edges(here.lead, trail, marker)
        if index == last - 1 and len(item.blocks) == 1:
            # No page has the last item alone.
            here = replace(here, keep=True)
        _item(item, here, ledger, out, write_blocks)


def _outermost(scope: Scope) -> Scope:
    """A list in a list stands where the outer one stands: styles need not multiply with the depth."""
    if scope.path[-1:] == ("li",) and scope.path[-2:-1] in (("ul",), ("ol",)):
        return replace(scope, path=scope.path[:-2])
    return scope


def _markers(block: List, scope: Scope, ledger: Ledger) -> Iterator[Marker | None]:
    """What stands before each item; Word counts on from one to the next where it can."""
    kind = block.marker or ("decimal" if block.ordered else "bullet")
    level = ledger.numbering.place(kind, scope.lists, scope.from_right)
    number, following = block.start - 1, 0
    counted: Marker | None = None
    for item in block.items:
        number = number + 1 if item.number is None else item.number
        box = _BOXES[item.checked] if item.checked is not None else ""
        if box and (is_sign(kind) or kind == "none"):
            yield Marker(runs=_box(box, "\t", ledger), hang=ledger.sheet.em_pt * _BOX_HANG_EM)
        elif kind == "none":
            yield None
        elif kind != "bullet" and not counts(kind, number):
            yield _label(label(number, kind), box, ledger)
        else:
            if counted is None or (number != following and not is_sign(kind)):
                list_id = ledger.numbering.add(kind, number, scope.lists, scope.part, scope.from_right)
                named = f"<w:numPr>{xml.val('ilvl', level.index)}{xml.val('numId', list_id)}</w:numPr>"
                counted = Marker(named, "", level.hang, level.left)
            following = number + 1
            yield replace(counted, runs=_box(box, " ", ledger)) if box else counted


def _label(text: str, box: str, ledger: Ledger) -> Marker:
    """A number that Word cannot count to, and the box of a task."""
    runs = xml.run("", f"{text} ") + _box(box, "\t", ledger) if box else xml.run("", text + "\t")
    width = len(text) + (2 if box else 0)
    return Marker(runs=runs, hang=ledger.sheet.em_pt * (0.6 + _DIGIT_EM * width))


def _box(box: str, after: str, ledger: Ledger) -> str:
    """The box of a task, and what stands between it and the text."""
    return xml.run(f"<w:rPr>{xml.val('rStyle', ledger.runs.task_box())}</w:rPr>", box) + xml.run("", after)


def _item(item: ListItem, inner: Scope, ledger: Ledger, out: list[str], write_blocks: WriteBlocks) -> None:
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, (Paragraph, Heading)):
        # Something has to carry the number.
        alone = not item.blocks
        empty = replace(inner.edges(inner.lead, inner.trail if alone else 0.0, inner.marker), keep=not alone)
        out.append(paragraph(inner.paragraph(ledger.sheet), "", empty, ledger))
        inner = replace(inner.edges(0.0, inner.trail), apart=False)
    write_blocks(item.blocks, inner, ledger, out)
