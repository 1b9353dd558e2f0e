"""Blocks in, strips of text on a flow out: one function a node type."""

from typing import assert_never

from convert.model import (
    Block,
    Blocks,
    Box,
    Callout,
    CalloutKind,
    CodeBlock,
    Contents,
    Cover,
    DefinitionList,
    Details,
    Figure,
    Heading,
    Image,
    Inlines,
    List,
    MathBlock,
    PageBreak,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from convert.traverse import lines
from convert.widths import width
from convert.writers._txt.flow import Flow, Strip
from convert.writers._txt.formulas import fitted
from convert.writers._txt.inlines import Speller
from convert.writers._txt.marks import unmarked
from convert.writers._txt.numbering import item_labels
from convert.writers._txt.tables import add_table

_OPENINGS = {"zh": "\u3000\u3000", "ja": "\u3000"}
_INDENT = "    "
_RULE_LENGTH = 20
_UNLABELLED = 2  # columns that the items of a list without bullets or numbers are indented by


def _opening(language: str) -> str:
    """What paragraphs begin with in a language."""
    return _OPENINGS.get(language.lower().split("-")[0], "")


class Setter:
    """Sets blocks on a flow, in one language."""

    def __init__(self, speller: Speller, language: str) -> None:
        self.speller = speller
        self._language = language
        self.opening = _opening(language)
        self.chinese = speller.chinese
        self.indent = "\u3000\u3000" if self.chinese else "    "

    def set_blocks(self, blocks: Blocks, flow: Flow) -> None:
        """Set blocks one under the other."""
        for block in blocks:
            self._set(block, flow)

    def _set(self, block: Block, flow: Flow) -> None:
        match block:
            case Paragraph():
                self._paragraph(block, flow)
            case Heading():
                # One that the program made names a mark, it does not carry it.
                self.heading(block.level, block.children if block.line else unmarked(block.children), flow)
            case List():
                self._list(block, flow)
            case DefinitionList():
                self._definitions(block, flow)
            case Quote(blocks):
                flow.space()
                with flow.indented(self.indent):
                    self.set_blocks(blocks, flow)
                flow.space()
            case Callout():
                self._callout(block, flow)
            case CodeBlock():
                _solid(self.speller.code(block), flow)
            case MathBlock():
                self._formula(block, flow)
            case Table():
                self._table(block, flow)
            case Figure():
                self._figure(block, flow)
            case Box():
                self._box(block, flow)
            case Details():
                self._details(block, flow)
            case Rule():
                self.rule(flow, _RULE_LENGTH)
            case PageBreak(_, chapter, language):
                flow.space(2)
                if chapter:
                    self.opening = _opening(language or self._language)
            case Cover():
                for line in lines(block):
                    flow.add(self.speller.spell(line), align="center")
                flow.space(2)
            case Contents():
                self._contents(block, flow)
            case _:
                assert_never(block)

    def _contents(self, node: Contents, flow: Flow) -> None:
        if not node.entries:
            return
        flow.space()
        flow.add(self.speller.words.contents)
        flow.space_exactly(0)
        step = self.indent[: len(self.indent) // 2]
        with flow.spaced(tight=True):
            for entry in node.entries:
                with flow.indented(step * entry.level):
                    flow.add(self.speller.spell(entry.children))
        flow.space()

    def _paragraph(self, node: Paragraph, flow: Flow) -> None:
        text = self.speller.spell(node.children)
        if not text.strip("\u3000"):
            return
        if flow.prose and self.opening and not node.frame.drawn:
            flush = node.align in ("center", "right")
            flow.add(text.strip("\u3000 "), "" if flush else self.opening, node.align)
            return
        flow.space()
        flow.add(text, align=node.align)
        flow.space()

    def heading(self, level: int, children: Inlines, flow: Flow) -> None:
        """Set a heading: a centred title, a ruled section, the others by blank lines alone."""
        flow.space_exactly(1) if flow.settled else flow.space(2 if level <= 3 else 1)
        text = self.speller.spell(children)
        main = flow.prose and level <= 2
        flow.add(text, align="center" if main and level == 1 else None)
        if main and level == 2:
            columns = max(map(flow.width, text.split("\n")))
            flow.add(_line(min(columns, flow.room or columns), flow))
        flow.space_exactly(1 if level <= 3 else 0)

    def rule(self, flow: Flow, columns: int) -> None:
        """Set a rule of so many columns, in the middle of the line."""
        flow.space()
        flow.add(_line(min(columns, flow.room or columns), flow), align="center")
        flow.space()

    def _list(self, node: List, flow: Flow) -> None:
        labels = item_labels(node, flow.depth)
        # A bullet is of ambiguous width: its line is filled as if it were wide, but what hangs is aligned as if narrow
        widths = [width(label, chinese=False) for label in labels]
        gap = 0 if any(label.endswith("、") for label in labels) else 1
        hang = max(widths, default=0) + gap if any(labels) else _UNLABELLED
        flow.space()
        flow.depth += 1
        with flow.spaced(tight=node.tight):
            for item, label, columns in zip(node.items, labels, widths, strict=True):
                flow.space()
                blanks = hang - columns if flow.limit else gap
                with flow.indented(" " * hang, label + " " * blanks):
                    self.set_blocks(item.blocks, flow)
        flow.depth -= 1
        flow.space()

    def _definitions(self, node: DefinitionList, flow: Flow) -> None:
        for entry in node.entries:
            flow.space()
            for term in entry.terms:
                flow.add(self.speller.spell(term))
            flow.space_exactly(0)
            short = all(len(meaning) == 1 for meaning in entry.meanings)
            with flow.spaced(tight=short), flow.indented(self.indent):
                for meaning in entry.meanings:
                    self.set_blocks(meaning, flow)
        flow.space()

    def _callout(self, node: Callout, flow: Flow) -> None:
        word = self._callout_word(node.kind)
        title = self.speller.spell(node.title)
        if title == word:
            title = ""
        flow.space()
        flow.add(f"【{word}】{title}" if self.chinese else f"{word}: {title}" if title else f"{word}:")
        if node.blocks:
            flow.space_exactly(0)
        with flow.indented(self.indent):
            self.set_blocks(node.blocks, flow)
        flow.space()

    def _box(self, node: Box, flow: Flow) -> None:
        """Set what a frame is drawn around apart by blank lines; another box is nothing in text."""
        if node.frame.drawn:
            flow.space()
        self.set_blocks(node.blocks, flow)
        if node.frame.drawn:
            flow.space()

    def _details(self, node: Details, flow: Flow) -> None:
        summary = self.speller.spell(node.summary)
        flow.space()
        if not summary:
            self.set_blocks(node.blocks, flow)
        else:
            flow.add(summary)
            if node.blocks:
                flow.space_exactly(0)
            with flow.indented(self.indent):
                self.set_blocks(node.blocks, flow)
        flow.space()

    def _callout_word(self, kind: CalloutKind) -> str:
        words = self.speller.words
        match kind:
            case "note":
                return words.note
            case "tip":
                return words.tip
            case "important":
                return words.important
            case "warning":
                return words.warning
            case "caution":
                return words.caution

    def _figure(self, node: Figure, flow: Flow) -> None:
        caption = self.speller.spell(node.caption)
        flow.space()
        with flow.indented(""):
            self.set_blocks(node.blocks, flow)
            if caption and not _shows(node.blocks, caption):
                flow.space_exactly(0)
                flow.add(caption)
        flow.space()

    def _formula(self, node: MathBlock, flow: Flow) -> None:
        flow.space()
        with flow.indented(_INDENT):
            for line in self.speller.displayed(node).split("\n"):
                flow.add_solid(fitted(line, flow.room, flow.width))
        flow.space()

    def _table(self, node: Table, flow: Flow) -> None:
        flow.space()
        if node.caption:
            flow.add(self.speller.spell(node.caption))
            flow.space_exactly(0)
        add_table(node, flow, self)
        flow.space()

    def set_cell(self, blocks: Blocks, limit: int = 0) -> list[Strip]:
        """Set a table cell by itself: its text unwrapped as yet, what stands in columns within `limit`, 0 for any."""
        flow = Flow(limit, self.chinese)
        flow.depth = 1  # whose bullet is one column wide in every font, so that the columns stay aligned
        flow.tight = True
        self.set_blocks(blocks, flow)
        return flow.strips


def _line(columns: int, flow: Flow) -> str:
    return "─" * max(1, columns // flow.width("─"))


def _solid(text: str, flow: Flow) -> None:
    flow.space()
    with flow.indented(_INDENT):
        flow.add_solid(text.split("\n"))
    flow.space()


def _shows(blocks: Blocks, caption: str) -> bool:
    """Whether a figure is one picture that is already described by its caption's words."""
    match blocks:
        case (Paragraph(children=(Image(alt=alt),)),):
            return alt == caption
        case _:
            return False
