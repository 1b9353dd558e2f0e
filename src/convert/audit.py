"""A document and the notices of its reading in, an audit out: each mark, how it prints, where it stands, and what is wrong."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from convert.css.appearance import contrast, lightness
from convert.model import (
    BLACK,
    Block,
    Code,
    Color,
    Document,
    Heading,
    Image,
    Inlines,
    Link,
    Math,
    Ruby,
    Text,
)
from convert.notices import Notice
from convert.record import Record
from convert.traverse import characters, count, everything, own_lines, said, walk

WHITE = Color(255, 255, 255)
ALIKE = 10.0
"""Greys nearer to each other than this, in L*, are hard to tell apart on a copy."""
_MOST_COMPARED = 100  # marks, each with each
_LONGEST_SAMPLE = 40
# The sign of a mark touches words on one side; between letters, or alone, it is an operator of programs.
_SIGN = re.compile(
    r"(?<![=A-Za-z0-9])==(?![=\s])|(?<![=\s])==(?![=A-Za-z0-9])|(?<![*A-Za-z0-9])\*\*(?![*\s])|(?<![*\s])\*\*(?![*A-Za-z0-9])"
)


class MarkUse(Record):
    """A mark in use. `runs` are stretches of it, whatever else changes within; blanks are no characters.

    `contrast` is that of the ink on the paper, black and white where the mark leaves them (WCAG 2.2), `grey` the L* of what
    the mark colours, of the ink before the paper; both are None where the theme gives the mark its look.
    """

    name: str
    color: Color | None
    background: Color | None
    runs: int
    characters: int
    contrast: float | None
    grey: float | None
    lines: tuple[int, ...]
    sample: str


class Finding(Record):
    """Something wrong: `kind` is the code of a notice or a word of our own; `line` is 0 where none is known."""

    line: int
    kind: str
    message: str


class Audit(Record):
    """What a document's marks are, which of its first hundred look alike on a grey copy, and what is wrong with its source."""

    characters: int
    marks: tuple[MarkUse, ...]
    alike: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


_Key = tuple[str, Color | None, Color | None]


class _Stretch(Record):
    key: _Key
    text: str
    line: int


def audit(document: Document, notices: Iterable[Notice]) -> Audit:
    """Look through a document as it was read, before it is transformed."""
    stretches: dict[_Key, list[_Stretch]] = {}
    for stretch in _stretches(document):
        stretches.setdefault(stretch.key, []).append(stretch)
    marks = tuple(_use(key, found) for key, found in stretches.items())
    found = [Finding(notice.line, notice.code.value, notice.message) for notice in notices]
    found += _wrong_headings(document)
    found += _silent_pictures(document)
    found += _unclosed_marks(document)
    return Audit(
        characters(document),
        marks,
        tuple(
            (one.name, other.name)
            for one, other in combinations(marks[:_MOST_COMPARED], 2)
            if _alike(one, other)
        ),
        tuple(sorted(found, key=lambda finding: finding.line)),
    )


def _stretches(document: Document) -> Iterator[_Stretch]:
    """The runs of each line, neighbours of one mark joined."""
    for block, line in _lines(document):
        key: _Key | None = None
        text = ""
        for run in _runs(line):
            style = run.style
            own = (style.mark, style.color, style.background) if style.mark is not None else None
            if own != key:
                if key is not None:
                    yield _Stretch(key, text, block.line)
                key, text = own, ""
            text += said(run)
        if key is not None:
            yield _Stretch(key, text, block.line)


def _lines(document: Document) -> Iterator[tuple[Block, Inlines]]:
    for block in walk(everything(document)):
        for line in own_lines(block):
            yield block, line


def _runs(line: Inlines) -> Iterator[Text | Code | Math]:
    for inline in line:
        match inline:
            case Text() | Code() | Math():
                yield inline
            case Link(_, children):
                yield from _runs(children)
            case Ruby(base, annotation):
                yield from _runs((*base, *annotation))
            case _:
                pass


def _use(key: _Key, stretches: list[_Stretch]) -> MarkUse:
    name, color, background = key
    shown = color or background
    texts = [stretch.text for stretch in stretches]
    first = next((" ".join(text.split()) for text in texts if text.strip()), "")
    return MarkUse(
        name,
        color,
        background,
        len(stretches),
        sum(map(count, texts)),
        contrast(color or BLACK, background or WHITE) if shown else None,
        lightness(shown) if shown else None,
        tuple(sorted({stretch.line for stretch in stretches if stretch.line})),
        first[:_LONGEST_SAMPLE] + "…" * (len(first) > _LONGEST_SAMPLE),
    )


def _alike(one: MarkUse, other: MarkUse) -> bool:
    """Whether two marks can hardly be told apart without colour."""
    if one.grey is None or other.grey is None or one.name == other.name:
        return False
    inks = lightness(one.color or BLACK) - lightness(other.color or BLACK)
    papers = lightness(one.background or WHITE) - lightness(other.background or WHITE)
    return abs(inks) < ALIKE and abs(papers) < ALIKE


def _wrong_headings(document: Document) -> Iterator[Finding]:
    before = 0
    for block in walk(document.body + document.notes):
        if isinstance(block, Heading):
            if before and block.level > before + 1:
                message = f"a heading of level {block.level} follows one of level {before}"
                yield Finding(block.line, "heading-level", message)
            before = block.level


def _silent_pictures(document: Document) -> Iterator[Finding]:
    for block, line in _lines(document):
        for inline in _pictures(line):
            if not inline.alt.strip() and not inline.decorative:
                yield Finding(block.line, "picture-alt", "a picture without a description (alt text)")


def _unclosed_marks(document: Document) -> Iterator[Finding]:
    """Find the signs of marks that are left in the text: they lack a partner in their paragraph."""
    for block, line in _lines(document):
        text = "".join(run.text for run in _runs(line) if isinstance(run, Text))
        for sign in sorted({match[0] for match in _SIGN.finditer(text)}):
            message = f"`{sign}` without its partner in the paragraph"
            yield Finding(block.line, "unclosed-mark", message)


def _pictures(line: Inlines) -> Iterator[Image]:
    for inline in line:
        match inline:
            case Image():
                yield inline
            case Link(_, children):
                yield from _pictures(children)
            case _:
                pass
