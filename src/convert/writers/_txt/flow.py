"""Paragraphs with their indents in, lines of text out: the page as a column of lines that grows downwards."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from convert.model import Align
from convert.widths import width
from convert.writers._txt.breaking import Job, wrap

_NARROWEST = 16


@dataclass(slots=True)
class Strip:
    """One line before it is wrapped: what its first line and its other lines begin with, and its text.

    `limit` is in display columns, 0 for no wrapping; `solid` text is never wrapped; `above` counts blank lines.
    """

    first: str
    rest: str
    text: str
    limit: int
    solid: bool = False
    align: Align | None = None
    above: int = 0


class Flow:
    """Collects strips; indents and gaps are scoped, what is collected only grows.

    `prose` says that paragraphs open with the language's indent, `tight` that blank lines are left out.
    """

    def __init__(self, limit: int, chinese: bool) -> None:
        self.limit = limit
        self.chinese = chinese
        self.strips: list[Strip] = []
        self.prose = False
        self.tight = False
        self.depth = 0
        self._indent = ""
        self._label: str | None = None
        self._gap = 0
        self._gap_is_final = False

    @property
    def room(self) -> int:
        """Columns from the indent to the edge; 0 where nothing is wrapped."""
        return self.limit and max(self.limit - self.width(self._indent), _least(self.limit))

    @property
    def settled(self) -> bool:
        """Whether what came last has settled the blank lines after it, as a heading does."""
        return self._gap_is_final

    def width(self, text: str) -> int:
        """Measure text in display columns."""
        return width(text, self.chinese)

    def space(self, lines: int = 1) -> None:
        """Ask for blank lines before what comes next; of several requests the largest counts."""
        if not self.tight and not self._gap_is_final and lines > self._gap:
            self._gap = lines

    def space_exactly(self, lines: int) -> None:
        """Settle the blank lines before what comes next, whatever else is asked."""
        self._gap = lines
        self._gap_is_final = True

    def add(self, text: str, opening: str = "", align: Align | None = None) -> None:
        """Add a paragraph; a line break in it begins a new line, `opening` indents its first."""
        for index, line in enumerate(text.split("\n")):
            first = self._first()
            if index == 0:
                first += opening
            self._append(Strip(first, self._indent, line.strip(" "), self.limit, align=align))

    def add_solid(self, lines: Iterable[str]) -> None:
        """Add lines that are never wrapped."""
        for line in lines:
            self._append(Strip(self._first(), self._indent, line, self.limit, solid=True))

    def _takes_half(self, indent: str) -> bool:
        return self.limit > 0 and 2 * self.width(indent) > self.limit

    def _first(self) -> str:
        label, self._label = self._label, None
        return self._indent if label is None else label

    def _append(self, strip: Strip) -> None:
        strip.above = self._gap if self.strips else 0
        self._gap = 0
        self._gap_is_final = False
        self.strips.append(strip)

    @contextmanager
    def spaced(self, *, tight: bool) -> Iterator[None]:
        """Leave blank lines out of what is added meanwhile, or allow them."""
        outer, self.tight = self.tight, tight
        yield
        self.tight = outer

    @contextmanager
    def indented(self, indent: str, label: str = "") -> Iterator[None]:
        """Indent what is added meanwhile; its first line begins with `label` instead, which may be as wide as `indent`.

        Once the indent takes half of the line it grows no more.
        """
        outer, outer_prose = self._indent, self.prose
        inner = outer + indent
        if self._takes_half(inner):
            inner = outer
        if self._label is not None and self._takes_half(self._label):
            self.add("")
        if label or self._label is not None:
            self._label = self._first() + (label or indent)
        self._indent, self.prose = inner, False
        yield
        if label and self._label is not None:
            self.add("")
        self._indent, self.prose = outer, outer_prose


def set_lines(strips: Sequence[Strip], chinese: bool) -> list[list[str]]:
    """Wrap each strip into finished lines, without the blank lines above it."""
    lines: list[list[str]] = []
    jobs: list[Job] = []
    waiting: list[int] = []
    for index, strip in enumerate(strips):
        job = None if strip.solid or not strip.limit else _job(strip, chinese)
        if job is not None:
            jobs.append(job)
            waiting.append(index)
        lines.append([] if job else [strip.first + strip.text])
    for index, broken in zip(waiting, wrap(jobs, chinese), strict=True):
        strip = strips[index]
        lines[index] = [strip.first + broken[0], *(strip.rest + line for line in broken[1:])]
    for index, strip in enumerate(strips):
        if strip.align in ("center", "right") and strip.limit:
            lines[index] = [_aligned(line, strip, chinese) for line in lines[index]]
    return lines


def _job(strip: Strip, chinese: bool) -> Job | None:
    """What has to be wrapped, None where the strip fits on its line; long text is not measured to know that."""
    length = len(strip.text)
    if 2 * (len(strip.first) + length) <= strip.limit:
        return None
    floor = _least(strip.limit)
    first = max(floor, strip.limit - _indent_width(strip.first, chinese))
    if length <= first and width(strip.text, chinese) <= first:
        return None
    return Job(strip.text, first, max(floor, strip.limit - _indent_width(strip.rest, chinese)))


def _least(limit: int) -> int:
    """The columns that text gets whatever its indent."""
    return max(1, min(limit // 2, _NARROWEST))


@lru_cache(maxsize=1000)
def _indent_width(indent: str, chinese: bool) -> int:
    return width(indent, chinese)


def _aligned(line: str, strip: Strip, chinese: bool) -> str:
    """Centre a line or set it flush right, in what its indent leaves."""
    body = line.removeprefix(strip.rest)
    spare = strip.limit - width(strip.rest, chinese) - width(body, chinese)
    return strip.rest + " " * (spare // 2 if strip.align == "center" else spare) + body


def joined(strips: Sequence[Strip], chinese: bool) -> str:
    """Set strips as text, each line ended, blank lines between them as asked."""
    parts: list[str] = []
    for strip, lines in zip(strips, set_lines(strips, chinese), strict=True):
        parts.extend([""] * strip.above)
        parts.extend(line.rstrip(" ") for line in lines)
    return "\n".join(parts).strip("\n") + "\n"
