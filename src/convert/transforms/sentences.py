"""A line in, its sentences and copies of parts of it out."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import assert_never

from convert.model import (
    PLAIN,
    Anchor,
    Blank,
    Code,
    FootnoteRef,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    PageRef,
    Ruby,
    Style,
    Text,
)
from convert.record import Record, replace
from convert.traverse import joined

_OBJECT = "\ufffc"
_CLOSERS = "”’」』】）》〉)\\]\"'»›"
# A sign of the end with the quotes and brackets it closes, where no comma goes on. One of Latin has a blank behind it and
# no small letter; a full stop is none after a letter that stands alone, or a title. None begins inside a row of them.
_END = re.compile(
    rf"(?<![。！？；｡…‥])[。！？；｡…‥]++[{_CLOSERS}]*+(?![，、；：,;:])"
    rf"|(?<![.!?])(?:[!?]|(?<!\b[A-Za-z])(?<!\b(?:Mr|Ms|Dr|St|vs|cf|No))(?<!\b(?:Mrs|etc))\.)[.!?]*+[{_CLOSERS}]*+"
    r"(?=\s+[^\sa-z]|\s*\Z|[\u3000-\u9fff])"
)


class Atom(Record):
    """A piece of a line, links and what only points opened; `at` is the place of the outermost inline it stands in.

    `text` is what sentences are found in; only that of runs can be cut.
    """

    inline: Inline
    text: str
    style: Style
    at: int


def atoms(line: Inlines) -> tuple[Atom, ...]:
    """Take a line apart: references and anchors are left out, pictures are their descriptions."""
    return tuple(atom for at, inline in enumerate(line) for atom in _opened(inline, at))


def _opened(inline: Inline, at: int) -> Iterator[Atom]:
    match inline:
        case Text(text, style) | Code(text, style):
            yield Atom(inline, text, style, at)
        case Math(style=style):
            yield Atom(replace(inline, display=False), _OBJECT, style, at)
        case Link(_, children):
            for child in children:
                yield from _opened(child, at)
        case Ruby(base):
            style = next((run.style for run in base if isinstance(run, Text | Code)), PLAIN)
            yield Atom(inline, _OBJECT, style, at)
        case Image(alt=alt):
            if alt.strip():
                yield Atom(Text(alt.strip()), alt.strip(), PLAIN, at)
        case Blank():
            yield Atom(inline, _OBJECT, PLAIN, at)
        case LineBreak():
            yield Atom(inline, "\n", PLAIN, at)
        case FootnoteRef() | Anchor() | PageRef():
            pass
        case _:
            assert_never(inline)


def lines(text: str) -> list[int]:
    """Find where the lines of a text end, the last one at its end."""
    return [match.end() for match in re.finditer("\n", text)] + [len(text)]


def sentences(text: str) -> list[int]:
    """Find where the sentences of a text end, the last one at its end."""
    ends = [match.end() for match in _END.finditer(text)]
    if ends and not text[ends[-1] :].strip():
        ends[-1] = len(text)
        return ends
    return [*ends, len(text)]


class Row:
    """The pieces of a line behind each other, to copy parts from."""

    def __init__(self, line: Inlines) -> None:
        self.atoms = atoms(line)
        self.text = "".join(atom.text for atom in self.atoms)
        self.starts = list(accumulate((len(atom.text) for atom in self.atoms[:-1]), initial=0))

    def copied(self, start: int, stop: int, keep: Callable[[Style], Style]) -> Inlines:
        """Copy from a character up to another, without the blanks at the ends; `keep` gives each run its style."""
        found: list[Inline] = []
        for index in range(bisect_right(self.starts, start) - 1, bisect_left(self.starts, stop)):
            atom, place = self.atoms[index], self.starts[index]
            match atom.inline:
                case Text(text, style) | Code(text, style):
                    part = text[max(start - place, 0) : stop - place]
                    found += _lines(type(atom.inline), part, keep(style))
                case Math(style=style):
                    found.append(replace(atom.inline, style=keep(style)))
                case Ruby(base, annotation):
                    found.append(Ruby(_kept(base, keep), _kept(annotation, keep)))
                case other:
                    found.append(other)
        return joined(_stripped(found))


def _lines(kind: type[Text] | type[Code], text: str, style: Style) -> Iterator[Inline]:
    """A run, at the line breaks of code parted by line breaks."""
    for number, part in enumerate(text.split("\n")):
        if number:
            yield LineBreak()
        if part:
            yield kind(part, style)


def _kept(runs: Inlines, keep: Callable[[Style], Style]) -> Inlines:
    return joined([replace(run, style=keep(run.style)) for run in runs if isinstance(run, Text | Code)])


def _stripped(line: list[Inline]) -> list[Inline]:
    """A line without blanks and breaks at its ends."""
    first = next((index for index, inline in enumerate(line) if not _is_blank(inline)), len(line))
    del line[:first]
    while line and _is_blank(line[-1]):
        del line[-1]
    if line and isinstance(begin := line[0], Text | Code):
        line[0] = replace(begin, text=begin.text.lstrip())
    if line and isinstance(end := line[-1], Text | Code):
        line[-1] = replace(end, text=end.text.rstrip())
    return line


def _is_blank(inline: Inline) -> bool:
    return isinstance(inline, LineBreak) or (isinstance(inline, Text | Code) and not inline.text.strip())
