"""Blocks in, markup out."""

from itertools import zip_longest
from typing import assert_never

from convert.labels import Labels, labels
from convert.model import (
    Align,
    Block,
    Blocks,
    Box,
    Callout,
    Cell,
    CodeBlock,
    Definition,
    DefinitionList,
    Details,
    Document,
    Figure,
    Footnote,
    Heading,
    List,
    ListItem,
    ListMarker,
    MathBlock,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Rule,
    Table,
    Text,
)
from convert.notices import Code as Notice
from convert.notices import Report
from convert.writers._html.inlines import InlineWriter
from convert.writers._html.markup import attribute, escape, identifier, styled

_NUMBERINGS: dict[ListMarker, str] = {
    "lower-alpha": "a",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
UNCHECKED, CHECKED = "□", "✓"  # U+2610 and U+2611 are in few Chinese faces

# In half-width cells: a column of a few words, and what certainly fits in a line.
_SHORT = 12
_LINE = 60


# Beyond this many columns a table takes the whole measure, in smaller type, and breaks wherever it must.
_ROOMY_COLUMNS = 12


class BlockWriter:
    """Writes the blocks of one document."""

    def __init__(self, document: Document, report: Report) -> None:
        self.inlines = InlineWriter(document, report)
        self._labels: Labels = labels(document.meta.language)
        self._report = report

    def write(self, blocks: Blocks) -> str:
        """Write blocks, one after another, each on a line of its own."""
        return "\n".join([self._block(*pair) for pair in zip_longest(blocks, blocks[1:])])

    def _block(self, block: Block, after: Block | None = None) -> str:
        match block:
            case Paragraph(children, align):
                kind = ' class="lead-in"' if _introduces(block, after) else ""
                return f"<p{kind}{_aligned(align)}>{self.inlines.write(children)}</p>"
            case Heading():
                return self._heading(block)
            case List():
                return self._list(block)
            case DefinitionList(entries):
                return "<dl>\n" + "\n".join([self._definition(entry) for entry in entries]) + "\n</dl>"
            case Quote(blocks):
                return f"<blockquote>\n{self.write(blocks)}\n</blockquote>"
            case Callout():
                return self._callout(block)
            case CodeBlock(text, language):
                kind = f' class="language-{attribute(language)}"' if language else ""
                return f"<pre><code{kind}>{escape(text)}</code></pre>"
            case MathBlock(tex):
                self._report.add(Notice.NOT_RENDERED, "a formula is shown as its TeX source", block.line)
                return f'<div class="math">{escape(tex)}</div>'
            case Table():
                return self._table(block)
            case Figure(blocks, caption):
                under = f"\n<figcaption>{self.inlines.write(caption)}</figcaption>" if caption else ""
                return f"<figure>\n{self.write(blocks)}{under}\n</figure>"
            case Box(blocks, classes):
                names = attribute(" ".join(classes))
                kind = f' class="{names}"' if names else ""
                return f"<div{kind}>\n{self.write(blocks)}\n</div>"
            case Details(summary, blocks):
                head = f"<summary>{self.inlines.write(summary)}</summary>\n" if summary else ""
                return f'<details open="">\n{head}{self.write(blocks)}\n</details>'
            case Rule():
                return "<hr/>"
            case PageBreak():
                return '<div class="page-break"></div>'
            case _:
                assert_never(block)

    def _heading(self, heading: Heading) -> str:
        level = min(max(heading.level, 1), 6)
        own = f' id="{attribute(identifier(heading.anchor))}"' if heading.anchor else ""
        kind = f' class="{attribute(" ".join(heading.classes))}"' if heading.classes else ""
        text = self.inlines.write(heading.children)
        return f"<h{level}{own}{kind}{_aligned(heading.align)}>{text}</h{level}>"

    def _list(self, block: List) -> str:
        items = "\n".join([self._item(item, block.tight) for item in block.items])
        if not block.ordered:
            kind = ' class="tasks"' if any(item.checked is not None for item in block.items) else ""
            return f"<ul{kind}>\n{items}\n</ul>"
        attributes = ""
        style = []
        if block.marker in _NUMBERINGS:
            attributes += f' type="{_NUMBERINGS[block.marker]}"'
            style.append(f"list-style-type: {block.marker}")
        if block.start != 1:
            attributes += f' start="{block.start}"'
            style.append(f"counter-reset: list-item {block.start - 1}")
        return f"<ol{attributes}{styled(style)}>\n{items}\n</ol>"

    def _item(self, item: ListItem, tight: bool) -> str:
        kind = box = ""
        if item.checked is not None:
            kind = ' class="task"'
            mark, done = (CHECKED, " done") if item.checked else (UNCHECKED, "")
            box = f'<span class="checkbox{done}">{mark}</span> '
        content = self._close(item.blocks, tight)
        if box and content.startswith("\n<p>"):
            return f"<li{kind}>{content.replace('<p>', f'<p>{box}', 1)}</li>"
        return f"<li{kind}>{box}{content}</li>"

    def _close(self, blocks: Blocks, bare: bool = True) -> str:
        """Write what an item or a cell holds; its first paragraph needs no `<p>` where it has no look of its own."""
        if bare and blocks and isinstance(blocks[0], Paragraph) and blocks[0].align is None:
            first = self.inlines.write(blocks[0].children)
            return f"{first}\n{self.write(blocks[1:])}\n" if len(blocks) > 1 else first
        return f"\n{self.write(blocks)}\n" if blocks else ""

    def _definition(self, entry: Definition) -> str:
        terms = [f"<dt>{self.inlines.write(term)}</dt>" for term in entry.terms]
        meanings = [f"<dd>{self._close(meaning, len(meaning) == 1)}</dd>" for meaning in entry.meanings]
        return "\n".join(terms + meanings)

    def _callout(self, callout: Callout) -> str:
        title = self.inlines.write(callout.title) or escape(self._word(callout))
        return (
            f'<div class="callout callout-{callout.kind}" role="note">\n<p class="callout-title">{title}</p>\n'
            f"{self.write(callout.blocks)}\n</div>"
        )

    def _word(self, callout: Callout) -> str:
        """Give the kind's own word."""
        match callout.kind:
            case "note":
                return self._labels.note
            case "tip":
                return self._labels.tip
            case "important":
                return self._labels.important
            case "warning":
                return self._labels.warning
            case "caution":
                return self._labels.caution
            case _:
                assert_never(callout.kind)

    def _table(self, table: Table) -> str:
        crowded = table.columns > _ROOMY_COLUMNS
        parts = [f"<table{_crowded(table.columns)}>" if crowded else "<table>"]
        whole = frozenset() if crowded else _short_columns(table)
        if table.caption:
            parts.append(f"<caption>{self.inlines.write(table.caption)}</caption>")
        if table.head:
            parts.append("<thead>")
            parts.extend(self._row(row, "col", whole) for row in table.head)
            parts.append("</thead>")
        if table.rows:
            parts.append("<tbody>")
            parts.extend(self._row(row, "row", whole) for row in table.rows)
            parts.append("</tbody>")
        parts.append("</table>")
        return "\n".join(parts)

    def _row(self, row: Row, scope: str, whole: frozenset[int]) -> str:
        cells = [self._cell(cell, scope, column in whole) for column, cell in enumerate(row.cells)]
        return f"<tr>{''.join(cells)}</tr>"

    def _cell(self, cell: Cell, scope: str, whole: bool) -> str:
        tag = "th" if cell.header or scope == "col" else "td"
        attributes = f' scope="{scope}"' if tag == "th" else ""
        if cell.colspan > 1:
            attributes += f' colspan="{cell.colspan}"'
        if cell.rowspan > 1:
            attributes += f' rowspan="{cell.rowspan}"'
        style = [f"text-align: {cell.align}"] if cell.align else []
        if whole:
            style.append("white-space: nowrap")
        if cell.background is not None:
            style.append(f"background-color: #{cell.background.hex}")
        content = self._close(cell.blocks, len(cell.blocks) == 1)
        return f"<{tag}{attributes}{styled(style)}>{content}</{tag}>"

    def footnotes(self, notes: tuple[Footnote, ...]) -> str:
        """Write the footnotes in the order of their numbers, those without a reference last."""
        by_label = {note.label: note for note in notes}
        items: list[str] = []
        done: set[str] = set()
        while True:  # a footnote may name another for the first time
            numbers = self.inlines.footnotes
            waiting = [label for label in numbers if label not in done] or [
                label for label in by_label if label not in done
            ][:1]
            if not waiting:
                return "\n".join(items)
            for label in waiting:
                done.add(label)
                number = numbers.setdefault(label, len(numbers) + 1)
                items.append(self._footnote(by_label[label], number))

    def _footnote(self, note: Footnote, number: int) -> str:
        back = ""
        if note.label in self.inlines.references:
            name = attribute(self._labels.back)
            back = f' <a class="footnote-back" href="#fnref-{number}" role="doc-backlink" aria-label="{name}">↑</a>'
        if note.blocks and isinstance(note.blocks[-1], Paragraph):
            last = note.blocks[-1]
            before = self.write(note.blocks[:-1])
            end = f"<p{_aligned(last.align)}>{self.inlines.write(last.children)}{back}</p>"
            content = f"{before}\n{end}" if before else end
        else:
            content = self.write(note.blocks) + back
        return f'<li id="fn-{number}">{content}</li>'


def _introduces(block: Paragraph, after: Block | None) -> bool:
    """Whether a paragraph leads to what follows, and should not stand alone at the foot of a page."""
    if not isinstance(after, List | Table | CodeBlock | Quote | Figure | MathBlock):
        return False
    last = block.children[-1] if block.children else None
    return isinstance(last, Text) and last.text.rstrip().endswith(("：", ":"))


def _short_columns(table: Table) -> frozenset[int]:
    """The columns of a few words beside one that wraps: Chinese may break anywhere, and would, to give that one room."""
    widest = [0] * table.columns
    for row in (*table.head, *table.rows):
        for column, cell in enumerate(row.cells):
            if cell.colspan > 1 or cell.rowspan > 1 or column >= table.columns:
                return frozenset()
            widest[column] = max(widest[column], _cells(cell))
    short = frozenset(column for column, cells in enumerate(widest) if cells <= _SHORT)
    fits = sum(widest[column] for column in short) <= 3 * _SHORT
    return short if fits and sum(widest) > _LINE else frozenset()


def _cells(cell: Cell) -> int:
    """Width of a cell's text in half-width cells, near enough; what is not plain text is as wide as a line."""
    match cell.blocks:
        case ():
            return 0
        case (Paragraph(children),) if all(isinstance(child, Text) for child in children):
            text = "".join([child.text for child in children if isinstance(child, Text)])
            return len(text) if text.isascii() else 2 * len(text)
        case _:
            return _LINE


def _aligned(align: Align | None) -> str:
    return f' style="text-align: {align}"' if align else ""


def _crowded(columns: int) -> str:
    """Attributes of a table of many columns: its type shrinks with their number, down to 4 pt."""
    return f' class="crowded" style="font-size: {max(4.0, min(9.0, 240 / columns)):.1f}pt"'
