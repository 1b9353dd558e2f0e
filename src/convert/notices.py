"""What was dropped, guessed or repaired on the way: a closed list of codes, each with message and line."""

from collections.abc import Iterator
from enum import Enum

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
    FONT = "font"  # a face that is missing, or glyphs nobody has
    ENCODING = "encoding"  # the encoding was guessed
    FRONT_MATTER = "front-matter"  # a key that says nothing here, and probably should


class Notice(Record):
    """One thing that happened; `line` counts from 1 in the source, 0 where no line is known."""

    line: int
    code: Code
    message: str = ""

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        return f"{where}{self.message} [{self.code.value}]"


class Report:
    """Collects notices of one conversion; equal notices are kept once."""

    __slots__ = ("_notices",)

    def __init__(self) -> None:
        self._notices: dict[tuple[int, Code, str], Notice] = {}

    def add(self, code: Code, message: str, line: int = 0) -> None:
        """Record a notice."""
        self._notices.setdefault((line, code, message), Notice(line, code, message))

    def take(self) -> tuple[Notice, ...]:
        """Give what was recorded and begin anew."""
        taken = tuple(self._notices.values())
        self._notices.clear()
        return taken

    def __bool__(self) -> bool:
        return True  # an empty report is a report

    def __iter__(self) -> Iterator[Notice]:
        return iter(self._notices.values())

    def __len__(self) -> int:
        return len(self._notices)
