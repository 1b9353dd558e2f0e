"""Inlines in, text out: no markup but the marks asked for; a line break is `\\n`, a footnote its number in brackets."""

import re
from collections.abc import Iterator
from typing import NamedTuple, assert_never

from convert import formulas, model
from convert.labels import Labels
from convert.model import (
    Anchor,
    Blank,
    CodeBlock,
    FootnoteRef,
    Image,
    Inlines,
    LineBreak,
    Link,
    Math,
    MathBlock,
    PageRef,
    Ruby,
    Script,
    Text,
)
from convert.notices import Code, Report
from convert.traverse import code_runs
from convert.writers._txt.marks import Marks

# Blanks that would spoil a line of plain text; a soft hyphen says nothing where nothing is hyphenated
_BLANKS = re.compile("[\t\r\n\x0b\x0c\x85\u2028\u2029]+")
_SOFT_HYPHEN = "\u00ad"
_ODD = re.compile("[\t\r\n\x0b\x0c\x85\u2028\u2029\u00ad]")
# A raised number is a power: 10<sup>9</sup> must not read 109. Raised words (1st) need no sign, nor lowered numbers (H2O).
_POWER = r"[+\-−]?\d+|[+\-−]|[a-z]"
_INDEX = r"[A-Za-z]+"
_TERM = r"[+\-−]?[0-9A-Za-z]+(?:[+\-−*/][0-9A-Za-z]+)+"
_BEFORE_SCRIPT = r"[0-9A-Za-z\u0370-\u03ff)\]]\Z"
_SCHEME = r"(?i:https?://|mailto:|tel:)?(?i:www\.)?"


BREAK = "\x85"
"""Where a line may end besides: no text has this sign, which has no width and goes when the lines are set."""
_LETTERS = 1.13  # how wide a column's letters are, where those of Times are 1
_LEAST_GAP, _WHOLE_GAP = 4, 16  # columns; the second of what no line ends in

_EITHER = ""
"""The mark of what carries none and breaks none: a line break, an address, the number of a note."""


class _Piece(NamedTuple):
    text: str
    mark: str | None


class Speller:
    """Spells inlines as text; numbers footnotes in the order of their first reference."""

    def __init__(self, words: Labels, chinese: bool, report: Report, marks: Marks) -> None:
        self.words = words
        self.chinese = chinese
        self.numbers: dict[str, int] = {}
        self.gaps = False
        self._report = report
        self._marks = marks

    def spell(self, inlines: Inlines) -> str:
        """Spell inlines as text, without blanks at its ends."""
        pieces = self._pieces(inlines)
        text = "".join(_marked(pieces, self._marks)) if self._marks.shown else _joined(pieces)
        return text.strip(" \n")

    def code(self, block: CodeBlock) -> str:
        """Spell a block of code, its blanks kept."""
        if not self._marks.shown:
            return block.text
        return "".join(_marked([_Piece(run.text, run.style.mark) for run in code_runs(block)], self._marks))

    def displayed(self, block: MathBlock) -> str:
        """Spell a displayed formula, a line for each of its own."""
        text = self.formula(block.tex, True, block.line)
        return "".join(_marked([_Piece(text, block.style.mark)], self._marks)) if self._marks.shown else text

    def number(self, label: str) -> int:
        """Number a footnote: the one it has, or the next."""
        return self.numbers.setdefault(label, len(self.numbers) + 1)

    def formula(self, tex: str, display: bool = False, line: int = 0) -> str:
        """Spell a formula; one that is not understood is its source."""
        if not formulas.understood(tex):
            self._report.add(Code.NOT_RENDERED, formulas.kept(tex), line)
        return formulas.text(tex, display)

    def picture(self, alt: str) -> str:
        """Spell a picture as what it shows."""
        word = self.words.picture
        if not alt:
            self._report.add(
                Code.NOT_RENDERED, "a picture without a description is only a word in plain text"
            )
            return f"[{word}]"
        return f"[{word}：{alt}]" if self.chinese else f"[{word}: {alt}]"

    def _pieces(self, inlines: Inlines) -> list[_Piece]:
        pieces: list[_Piece] = []
        script: Script | None = None
        for inline in inlines:
            last, script = script, None
            match inline:
                case Text(text, style):
                    before = pieces[-1].text if pieces else ""
                    text = _scripted(_clean(text), style.script, last, before)
                    pieces.append(_Piece(text, style.mark))
                    script = style.script
                case model.Code(text, style):
                    pieces.append(_Piece(_clean(text), style.mark))
                case Link():
                    pieces += self._link(inline)
                case Image(decorative=True):
                    pass
                case Image(_, alt):
                    pieces.append(_Piece(self.picture(_clean(alt).strip()), _EITHER))
                case Math(tex, _, style):
                    pieces.append(_Piece(_clean(self.formula(tex)), style.mark))
                case Ruby(base, annotation):
                    pieces += self._pieces(base)
                    pieces.append(_Piece("(", _EITHER))
                    pieces += self._pieces(annotation)
                    pieces.append(_Piece(")", pieces[-1].mark))
                case FootnoteRef(label):
                    pieces.append(_Piece(f"[{self.number(label)}]", _EITHER))
                case Anchor():
                    pass
                case PageRef(_, paragraph):
                    pieces.append(_Piece(self.words.paragraph.format(number=paragraph), _EITHER))
                case Blank():
                    pieces.append(_Piece(self._gap(inline), _EITHER))
                case LineBreak():
                    pieces.append(_Piece("\n", _EITHER))
                case _:
                    assert_never(inline)
        return pieces

    def _gap(self, blank: Blank) -> str:
        """Rule a gap, two columns an em; lines may end in a long one, but for its ends."""
        self.gaps = True
        columns = max(_LEAST_GAP, round(2 * (blank.width_em + blank.letters_em * (_LETTERS - 1))))
        if columns <= _WHOLE_GAP:
            return f"({blank.number}){'_' * columns}"
        return f"({blank.number})___{BREAK.join('_' * (columns - 6))}___"

    def _link(self, link: Link) -> list[_Piece]:
        """Spell a link's text, and its address after the last of it that is no blank."""
        pieces = self._pieces(link.children)
        text = _joined(pieces)
        if link.href.startswith("#") or _says(text, link.href):
            return pieces
        address = link.href.removeprefix("mailto:").removeprefix("tel:")
        blanks = text[len(text.rstrip(" \n")) :]
        if blanks == text:
            return [_Piece(address, _EITHER)]
        kept = len(blanks)
        while kept:
            last = pieces.pop()
            if kept < len(last.text):
                pieces.append(_Piece(last.text[:-kept], last.mark))
            kept -= min(kept, len(last.text))
        shown = f"（{address}）" if self.chinese else f" ({address})"
        return [*pieces, _Piece(shown, _EITHER), _Piece(blanks, _EITHER)]


def _joined(pieces: list[_Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _marked(pieces: list[_Piece], marks: Marks) -> Iterator[str]:
    """Put the signs of marks around runs; one holds on over what carries none where the next run carries it again.

    Blanks at the ends of a run stand outside its signs.
    """
    current: str | None = None
    waiting: list[str] = []
    for text, mark in pieces:
        bare = text.strip()
        if mark == _EITHER or not bare:
            waiting.append(text)
            continue
        start = text.index(bare)
        waiting.append(text[:start])
        if mark == current:
            yield from waiting
        else:
            yield marks.around(current)[1]
            yield from waiting
            yield marks.around(mark)[0]
        yield bare
        current, waiting = mark, [text[start + len(bare) :]]
    yield marks.around(current)[1]
    yield from waiting


def _clean(text: str) -> str:
    """Turn breaks and tabs into blanks and drop soft hyphens."""
    if _ODD.search(text) is None:
        return text
    return _BLANKS.sub(" ", text).replace(_SOFT_HYPHEN, "")


def _scripted(text: str, script: Script | None, last: Script | None, before: str) -> str:
    """Add the sign that keeps a raised or lowered number or name apart from what stands before it, where it needs one.

    `last` is the script of what stands before: a number goes on after one by a blank, as in log2 8.
    """
    if script is None:
        return f" {text}" if last and before[-1:].isdigit() and text[:1].isdigit() else text
    sign, simple = ("^", _POWER) if script == "super" else ("_", _INDEX)
    if not re.search(_BEFORE_SCRIPT, before):
        return text
    if re.fullmatch(simple, text):
        return sign + text
    return f"{sign}({text})" if re.fullmatch(_TERM, text) else text


def _says(text: str, href: str) -> bool:
    """Whether a link's text is its address, but for the scheme, `www.` and how letters are encoded."""
    return href in text or _bare(text) == _bare(href)


def _bare(address: str) -> str:
    bare = re.sub(_SCHEME, "", address.strip(), count=1).rstrip("/")
    if "%" in bare:
        from urllib.parse import unquote  # seldom needed, and slow to load

        bare = unquote(bare)
    return bare
