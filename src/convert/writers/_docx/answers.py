"""A list of short answers in, a few to a line out: what a page sets in columns, Word would need sections for."""

from convert.model import Blocks, Inlines, List, Paragraph
from convert.writers._docx import inlines, xml
from convert.writers._docx.ledger import Ledger, Scope
from convert.writers._docx.measure import twips
from convert.writers._docx.paragraphs import paragraph

PLACE = "div.answers.short"
"""The step of a path below which lists are set so."""
_MOST = 3
_LEAST_EM = 11.0  # of a column, as the sheet has it
_TAB = "<w:r><w:tab/></w:r>"


def write(block: List, scope: Scope, ledger: Ledger, out: list[str]) -> None:
    """Append the answers in rows, each under its number."""
    style = ledger.sheet.paragraph(scope.path, "p.row")
    count = max(1, min(_MOST, int(scope.measure / (_LEAST_EM * style.look.font_size_pt))))
    stops = (
        xml.element(
            "w:tab", {"w:val": "left", "w:pos": twips(scope.geometry.left + scope.measure * at / count)}
        )
        for at in range(1, count)
    )
    tabs = xml.element("w:tabs", None, *stops) if count > 1 else ""
    cells = [
        xml.run("", f"{number}. ") + inlines.write(_line(item.blocks), style, scope, ledger)
        for number, item in enumerate(block.items, block.start)
    ]
    rows = (_TAB.join(cells[first : first + count]) for first in range(0, len(cells), count))
    out += [paragraph(style, row, scope, ledger, tabs=tabs) for row in rows]


def _line(blocks: Blocks) -> Inlines:
    return blocks[0].children if blocks and isinstance(blocks[0], Paragraph) else ()
