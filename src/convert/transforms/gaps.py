"""Lines and blocks in, the same with the words of some marks blanked to numbered gaps out; the words are kept as answers."""

import re
from collections.abc import Callable, Iterable

from convert.characters import has_chinese
from convert.css.legible import neutral
from convert.model import (
    PLAIN,
    Anchor,
    Blank,
    Block,
    Code,
    CodeBlock,
    CodeSpan,
    FootnoteRef,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    MathBlock,
    Paragraph,
    Ruby,
    Style,
    Text,
)
from convert.record import replace
from convert.transforms.extent import extent
from convert.traverse import code_runs, joined, plain

LEAST_EM = 2.0
Known = Callable[[Inlines], int]
"""Words in, the number of the gap that they fill out; 0 for those that fill none."""

# The marks a sentence ends with stay, so that what is left is a sentence.
_ENDING = re.compile("[\\s\u3000。，、；：？！…—.,;:?!]+\\Z")
_LEADING = re.compile("\\A[\\s\u3000]+")


class Gaps:
    """Blanks what carries one of some marks, and gathers it; gaps are numbered from 1 in the order in which they are made.

    With `known`, only words that fill a gap already are blanked again, under its number.
    """

    def __init__(
        self, marks: Iterable[str], width_em: float | None = None, known: Known | None = None
    ) -> None:
        self._marks = frozenset(marks)
        self._width = width_em
        self._known = known
        self.answers: list[Inlines] = []

    def line(self, inlines: Inlines) -> Inlines:
        """Blank a line: neighbours of one mark are one gap, with the pictures between them."""
        out: list[Inline] = []
        words: list[Inline] = []
        between: list[Inline] = []
        mark: str | None = None
        for inline in inlines:
            own = self._mark(inline)
            if own is None and mark is not None and _may_part(inline):
                between.append(inline)
                continue
            if own is None or own != mark:
                out += (*self._gap(words), *between)
                words, mark = [], own
            else:
                words += between
            between = []
            if own is None:
                out += self._inside(inline)
            else:
                words.append(inline)
        out += (*self._gap(words), *between)
        return joined(out)

    def block(self, block: Block) -> Block:
        """Blank code and displayed formulas, which are no lines; other blocks stay."""
        match block:
            case CodeBlock() if any(self._wants(span.style) for span in block.spans):
                return self._code(block)
            case MathBlock(tex, style) if self._wants(style):
                gap = self._blank((Math(tex, True, style),))
                return Paragraph((gap,), "center", line=block.line) if gap else block
            case _:
                return block

    def _wants(self, style: Style) -> bool:
        return style.mark in self._marks

    def _mark(self, inline: Inline) -> str | None:
        """The mark that all of an inline carries, if it is wanted."""
        match inline:
            case Text(_, style) | Code(_, style) | Math(_, _, style):
                return style.mark if self._wants(style) else None
            case Link(_, children):
                return self._common(children)
            case Ruby(base):
                return self._common(base)  # its reading would tell it
            case _:
                return None

    def _common(self, inlines: Inlines) -> str | None:
        marks = {self._mark(inline) for inline in inlines if not isinstance(inline, Anchor | FootnoteRef)}
        return marks.pop() if len(marks) == 1 else None

    def _inside(self, inline: Inline) -> Inlines:
        """Blank what is in a link or in ruby, part of which is wanted at most."""
        match inline:
            case Link(_, children):
                return (replace(inline, children=self.line(children)),)
            case Ruby(base, annotation) if len(base) == len(annotation) > 1:
                pairs = tuple(Ruby((one,), (above,)) for one, above in zip(base, annotation, strict=True))
                return self.line(pairs) if any(map(self._wants_part, pairs)) else (inline,)
            case Ruby() if self._wants_part(inline):
                # Ruby holds runs only: word and reading stand side by side, but for a reading that tells the word.
                told = any(self._mark(one) is not None for one in inline.base)
                return self.line(inline.base) if told else self._beside(inline)
            case _:
                return (inline,)

    def _wants_part(self, ruby: Ruby) -> bool:
        return any(self._mark(inline) is not None for inline in (*ruby.base, *ruby.annotation))

    def _beside(self, ruby: Ruby) -> Inlines:
        opening, closing = ("（", "）") if has_chinese(plain(ruby.base)) else (" (", ")")
        return (*ruby.base, Text(opening), *self.line(ruby.annotation), Text(closing))

    def _gap(self, found: list[Inline]) -> Inlines:
        """Make a gap; the places in it are kept, and blanks and marks at its ends stay in the line."""
        before, words, after = _trimmed(
            [inline for inline in found if not isinstance(inline, Anchor | FootnoteRef)]
        )
        blank = self._blank(words) if words else None
        if blank is None:
            return tuple(found)
        anchors = (inline for inline in found if isinstance(inline, Anchor))
        notes = (inline for inline in found if isinstance(inline, FootnoteRef))
        return (*before, *anchors, blank, *notes, *after)

    def _blank(self, words: Inlines) -> Blank | None:
        """Make the gap of some words; None where they stay."""
        number = self._known(words) if self._known else len(self.answers) + 1
        if not number:
            return None
        self.answers.append(words)
        if self._width:
            return Blank(number, self._width)
        wide = extent(words)
        if wide.em < LEAST_EM:
            return Blank(number, LEAST_EM)
        return Blank(number, round(wide.em, 2), round(wide.letters, 2))

    def _code(self, block: CodeBlock) -> CodeBlock:
        """Blank code, in which a gap is its number and a line of characters; paper behind all of the code stays."""
        text, spans = "", []
        runs = list(code_runs(block))
        papers = {run.style.background for run in runs}
        paper = papers.pop() if len(papers) == 1 else None
        bare = Style(color=neutral(paper), background=paper) if paper else PLAIN
        for run in runs:
            start = len(text)
            text += self._in_code(run) if self._wants(run.style) else run.text
            style = run.style if text[start:] == run.text else bare
            if style != PLAIN:
                spans.append(CodeSpan(start, len(text), style))
        return replace(block, text=text, spans=tuple(spans))

    def _in_code(self, run: Code) -> str:
        bare = run.text.strip()
        broken: list[Inline] = []
        for row in bare.split("\n"):
            broken += [*[LineBreak()] * bool(broken), *[Code(row, run.style)] * bool(row)]
        gap = self._blank(tuple(broken)) if bare else None
        if gap is None:
            return run.text
        ruled = f"({gap.number}){'_' * max(4, round(2 * gap.width_em))}"
        return run.text.replace(bare, ruled, 1)


def _may_part(inline: Inline) -> bool:
    """Whether this may stand between runs of one gap."""
    match inline:
        case Text(text):
            return not text.strip()
        case _:
            return isinstance(inline, Image | Anchor | FootnoteRef)


def unmarked(style: Style) -> Style:
    """A style without its mark and what that looks like."""
    return replace(style, mark=None, color=None, background=None)


def _trimmed(words: list[Inline]) -> tuple[Inlines, Inlines, Inlines]:
    """Part blanks before words, and blanks and marks behind them, from the words; nothing where no words are left."""
    before, after = [], []
    first = words[0] if words else None
    if isinstance(first, Text) and (match := _LEADING.search(first.text)):
        before = _cut(words, 0, first, match.end(), keep_end=True)
    last = words[-1] if words else None
    if isinstance(last, Text) and (match := _ENDING.search(last.text)):
        only = len(words) == 1 and match.start() == 0
        if not only or not last.text.strip():
            after = _cut(words, -1, last, match.start(), keep_end=False)
    return tuple(before), tuple(words), tuple(after)


def _cut(words: list[Inline], index: int, run: Text, at: int, *, keep_end: bool) -> list[Inline]:
    """Cut a run of the words in two and give what does not stay there, without its mark."""
    head, tail = run.text[:at], run.text[at:]
    kept, gone = (tail, head) if keep_end else (head, tail)
    words[index : index + 1 or None] = [replace(run, text=kept)] if kept else []
    return [Text(gone, unmarked(run.style))] if gone else []
