"""Blocks in, markup out."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import assert_never

from convert import formulas
from convert.labels import Labels, labels
from convert.model import (
    Block,
    Blocks,
    Box,
    Callout,
    CodeBlock,
    Contents,
    ContentsEntry,
    Cover,
    Definition,
    DefinitionList,
    Details,
    Direction,
    Document,
    Figure,
    Footnote,
    Heading,
    Image,
    List,
    ListItem,
    MathBlock,
    PageBreak,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
)
from convert.notices import Report
from convert.traverse import everything, walk
from convert.writers._html import code, lists, looks
from convert.writers._html.inlines import FormulaWriter, InlineWriter
from convert.writers._html.markup import attribute, escape, identifier, styled
from convert.writers._html.tables import TableWriter

UNCHECKED, CHECKED = "□", "✓"  # U+2610 and U+2611 are in few Chinese faces


class BlockWriter:
    """Writes the blocks of one document."""

    def __init__(self, document: Document, report: Report, formula: FormulaWriter = formulas.mathml) -> None:
        self._document = document
        self.inlines = InlineWriter(document, report, formula)
        self._tables = TableWriter(self.inlines, self._close)
        self._labels: Labels = labels(document.meta.language)
        self._report = report

    def write(self, blocks: Blocks) -> str:
        """Write blocks, one after another, each on a line of its own."""
        pairs = zip_longest(blocks, blocks[1:])
        return "\n".join([self._block(*pair) for pair in pairs if not _breaks_twice(*pair)])

    def _block(self, block: Block, after: Block | None = None) -> str:
        match block:
            case Paragraph():
                names = [
                    *["lead-in"] * _introduces(block, after),
                    *["framed"] * block.frame.drawn,
                    *["pictures"] * _shows(block),
                ]
                return f"<p{_classes(names)}{_look(block)}>{self.inlines.write(block.children)}</p>"
            case Heading():
                return self._heading(block)
            case List():
                return self._list(block)
            case DefinitionList(entries):
                return "<dl>\n" + "\n".join([self._definition(entry) for entry in entries]) + "\n</dl>"
            case Quote(blocks):
                return (
                    f"<blockquote{looks.direction(direction(blocks))}>\n{self.write(blocks)}\n</blockquote>"
                )
            case Callout():
                return self._callout(block)
            case CodeBlock():
                return code.write(block, self.inlines.marks)
            case MathBlock(tex, style):
                return f'<div class="math">{self.inlines.formula(tex, True, style, block.line)}</div>'
            case Table():
                return self._tables.write(block)
            case Figure(blocks, caption):
                under = f"\n<figcaption>{self.inlines.write(caption)}</figcaption>" if caption else ""
                return f"<figure>\n{self.write(blocks)}{under}\n</figure>"
            case Box(blocks, classes, frame):
                names = [*classes, *["framed"] * frame.drawn]
                return f"<div{_classes(names)}{styled(looks.frame(frame))}>\n{self.write(blocks)}\n</div>"
            case Details(summary, blocks):
                head = f"<summary>{self.inlines.write(summary)}</summary>\n" if summary else ""
                return f'<details open="">\n{head}{self.write(blocks)}\n</details>'
            case Rule():
                return "<hr/>"
            case PageBreak():
                return '<div class="page-break"></div>'
            case Contents(_, entries):
                return self._contents(entries) if entries else ""
            case Cover():
                return self._cover(block)
            case _:
                assert_never(block)

    def _cover(self, cover: Cover) -> str:
        title = f'<h1 class="title">{self.inlines.write(cover.title)}</h1>'
        rows = [f'<p class="subtitle">{self.inlines.write(cover.subtitle)}</p>'] * bool(cover.subtitle)
        below = " below"
        for name, line in (("author", cover.author), ("date", cover.date)):
            if line:
                rows.append(f'<p class="{name}{below}">{self.inlines.write(line)}</p>')
                below = ""
        return "\n".join(('<header class="cover">', title, *rows, "</header>"))

    def _heading(self, heading: Heading) -> str:
        level = min(max(heading.level, 1), 6)
        own = f' id="{attribute(identifier(heading.anchor))}"' if heading.anchor else ""
        kind = _classes(heading.classes)
        text = self.inlines.write(heading.children)
        return f"<h{level}{own}{kind}{_look(heading)}>{text}</h{level}>"

    def _contents(self, entries: Sequence[ContentsEntry]) -> str:
        """Write a table of contents: a list of links in a list of links."""
        name = self._labels.contents
        headings = (block for block in walk(everything(self._document)) if isinstance(block, Heading))
        towards = direction(tuple(heading for heading in headings if heading.anchor == entries[0].anchor))
        parts = [
            f'<nav class="toc"{looks.direction(towards)} role="doc-toc" aria-label="{attribute(name)}">\n<h2 class="toc-title">{escape(name)}</h2>\n'
        ]
        depth = 0
        for entry in entries:
            level = min(entry.level, depth + 1)
            parts.append(
                "<ul>\n<li>" if level > depth else "</li>\n" + "</ul></li>\n" * (depth - level) + "<li>"
            )
            depth = level
            href = attribute(identifier(entry.anchor))
            parts.append(
                f'<div class="toc-{entry.level}"><a href="#{href}">{self.inlines.write(entry.children)}</a></div>'
            )
        return "".join([*parts, "</li>\n</ul>" * depth, "\n</nav>"])

    def _list(self, block: List) -> str:
        items = "\n".join([self._item(item, block.tight) for item in block.items])
        return f"{lists.opening(block)}\n{items}\n</{'ol' if block.ordered else 'ul'}>"

    def _item(self, item: ListItem, tight: bool) -> str:
        kind = box = ""
        if item.checked is not None:
            kind = ' class="task"'
            mark, done = (CHECKED, " done") if item.checked else (UNCHECKED, "")
            box = f'<span class="checkbox{done}">{mark}</span> '
        content = self._close(item.blocks, tight)
        if box and content.startswith("\n<p>"):
            content, box = content.replace("<p>", f"<p>{box}", 1), ""
        return f"<li{kind}{lists.numbered(item)}>{box}{content}</li>"

    def _close(self, blocks: Blocks, bare: bool = True) -> str:
        """Write what an item or a cell holds; its first paragraph needs no `<p>` where it has no look of its own."""
        if bare and blocks and isinstance(blocks[0], Paragraph) and not _look(blocks[0]):
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
            end = f"<p{_look(last)}>{self.inlines.write(last.children)}{back}</p>"
            content = f"{before}\n{end}" if before else end
        else:
            content = self.write(note.blocks) + back
        return f'<li id="fn-{number}">{content}</li>'


def _breaks_twice(block: Block, after: Block | None) -> bool:
    """Whether another page break follows: one is enough."""
    return isinstance(block, PageBreak) and isinstance(after, PageBreak)


def _shows(block: Paragraph) -> bool:
    """Whether a paragraph is nothing but pictures: those as wide as the text would leave it by the indent."""
    rest = [child for child in block.children if not isinstance(child, Image)]
    return len(rest) < len(block.children) and all(isinstance(r, Text) and not r.text.strip() for r in rest)


def _introduces(block: Paragraph, after: Block | None) -> bool:
    """Whether a paragraph leads to what follows, and should not stand alone at the foot of a page."""
    if not isinstance(after, List | Table | CodeBlock | Quote | Figure | MathBlock):
        return False
    last = block.children[-1] if block.children else None
    return isinstance(last, Text) and last.text.rstrip().endswith(("：", ":"))


def _classes(names: Sequence[str]) -> str:
    """Give a `class` attribute with a blank before it, or nothing."""
    return f' class="{attribute(" ".join(names))}"' if names else ""


def direction(blocks: Blocks) -> Direction | None:
    """Give the direction in which blocks begin."""
    first = blocks[0] if blocks else None
    return first.direction if isinstance(first, Paragraph | Heading | List | Table) else None


def _look(block: Paragraph | Heading) -> str:
    """Give the attributes of what the author set; nothing where nothing is set."""
    return looks.direction(block.direction) + styled(looks.line(block.align, block.frame))
