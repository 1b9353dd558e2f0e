"""What was dropped, guessed or repaired on the way: a closed list of codes, each with message and line.

All but `OF_THE_MACHINE` are about the document. Those are about where it is set, and no reason to fail under `--strict`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Final

from convert.bounds import NOTICES
from convert.record import Record


class Code(Enum):
    """Stable codes; a program may rely on them, a person reads the message."""

    NOT_RENDERED = "not-rendered"  # a format cannot show this; its text is kept
    UNCLOSED_TAG = "unclosed-tag"  # an inline tag without its end tag
    STRAY_END_TAG = "stray-end-tag"  # an end tag without its start tag
    INVALID_CSS = "invalid-css"  # a declaration that CSS says to ignore
    UNSUPPORTED_CSS = "unsupported-css"  # valid, but a format cannot do it
    INVALID_VALUE = "invalid-value"  # an attribute with a value out of range
    LINK_TARGET = "link-target"  # a link to a place that does not exist, or with a scheme not allowed
    PICTURE = "picture"  # a picture that is missing, refused or broken
    FOOTNOTE = "footnote"  # a reference without a footnote, or the reverse
    NESTING = "nesting"  # nested deeper than the bound: flattened
    TOO_LARGE = "too-large"  # a table, a span or a number cut to its bound
    CHARACTER = "character"  # a character no format can carry
    FONT = "font"  # glyphs that no face here has
    FACE = "face"  # a face this machine lacks, and another in its place: not about the document
    HEADING_ORDER = "heading-order"  # a heading that skipped levels was set higher
    ENCODING = "encoding"  # the encoding was guessed
    MARK = "mark"  # a name for a mark that the document does not have
    PRINT = "print"  # marks that print alike, or a line that gave way to a mark's
    ANSWER = "answer"  # an answer that can be read although its gap hides it
    TEMPLATE = "template"  # what a Word file of the user's makes uncertain
    FRONT_MATTER = "front-matter"  # a key that says nothing here, and probably should


OF_THE_MACHINE = frozenset((Code.FACE, Code.TEMPLATE))


class Notice(Record):
    """One thing that happened; `line` counts from 1 in the source, 0 where no line is known.

    `source` names the file where several make one document, and is empty for the only one.
    """

    line: int
    code: Code
    message: str = ""
    source: str = ""

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        return f"{where}{self.message} [{self.code.value}]"


Starts = tuple[tuple[int, str], ...]
"""Where sources begin that count their lines as one: the line before each one's first, and its name."""
ONE: Final[Starts] = ((0, ""),)


def placed(line: int, starts: Starts) -> tuple[str, int]:
    """Find the source that a line is of, and its number there; line 0 is none of any."""
    before, source = starts[bisect_left(starts, (line,)) - 1 if line else 0]
    return source, line - before if line else 0


class Report:
    """Collects notices of one conversion, at most `NOTICES` and one that counts the others; equal notices are kept once.

    Where sources have been bound to one document, whose lines count on from each to the next, `starts` says where each begins.
    """

    __slots__ = ("_more", "_notices", "starts")

    def __init__(self, source: str = "") -> None:
        self._notices: dict[tuple[str, int, Code, str], Notice] = {}
        self._more = 0
        self.starts: Starts = ((0, source),)

    def add(self, code: Code, message: str, line: int = 0) -> None:
        """Record a notice; what it quotes may hold the end of a line, and it is one."""
        source, own = placed(line, self.starts)
        self.extend((Notice(own, code, " ".join(message.splitlines()), source),))

    def extend(self, notices: Iterable[Notice]) -> None:
        """Record notices as they stand."""
        for notice in notices:
            key = (notice.source, notice.line, notice.code, notice.message)
            if len(self._notices) < NOTICES:
                self._notices.setdefault(key, notice)
            elif key not in self._notices:
                self._more += 1

    def take(self) -> tuple[Notice, ...]:
        """Give what was recorded and begin anew."""
        taken = tuple(self)
        self._notices.clear()
        self._more = 0
        return taken

    def __bool__(self) -> bool:
        return True  # an empty report is a report

    def __iter__(self) -> Iterator[Notice]:
        yield from self._notices.values()
        if self._more:
            yield Notice(0, Code.TOO_LARGE, f"{self._more} more notices are not kept", self.starts[0][1])

    def __len__(self) -> int:
        return len(self._notices) + bool(self._more)
