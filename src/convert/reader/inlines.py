"""Runs in, the inlines of one block out: white space collapsed, equal neighbours joined.

White space follows CSS Text 3, 4.1.1: runs of it become one blank, none at either end of a line. A line break of the source
between two East Asian characters becomes nothing (CSS Text 3, 4.1.3), for Chinese and Japanese are written without spaces.
"""

import re

from convert.characters import SHARED_MARKS, is_hangul, is_wide
from convert.model import PLAIN, Code, Inline, Inlines, LineBreak, Link, Style, Text

_SPACE = re.compile(r"[ \t\n\r\f]+")


class Line:
    """Gathers the inlines of one block."""

    __slots__ = ("_items", "_last", "_links", "_space")

    def __init__(self) -> None:
        self._items: list[Inline] = []
        self._links: list[tuple[list[Inline], str, str]] = []
        self._space: tuple[str, Style, bool] | None = None
        self._last = ""

    @property
    def begun(self) -> bool:
        """Whether anything stands on the line since its start or its last break."""
        return bool(self._last)

    def text(self, text: str, style: Style = PLAIN, code: bool = False) -> None:
        """Add text, collapsing white space."""
        match = _SPACE.search(text)
        if match is None:
            if text:
                self._word(text, style, code)
            return
        place = 0
        while match is not None:
            if match.start() > place:
                self._word(text[place : match.start()], style, code)
            if self._space is None:
                self._space = (match.group(), style, code)
            elif "\n" in match.group():
                self._space = ("\n", *self._space[1:])
            place = match.end()
            match = _SPACE.search(text, place)
        if place < len(text):
            self._word(text[place:], style, code)

    def preformatted(self, text: str, style: Style = PLAIN, code: bool = False) -> None:
        """Add text whose blanks and line breaks count."""
        for index, row in enumerate(text.replace("\r\n", "\n").split("\n")):
            if index:
                self.line_break()
            if row:
                self._flush(row[0])
                self._append(row, style, code)

    def atom(self, inline: Inline) -> None:
        """Add something that is not text."""
        self._flush("")
        self._items.append(inline)
        self._last = "\ufffc"

    def mark_place(self, inline: Inline) -> None:
        """Add something without width, such as an anchor."""
        self._items.append(inline)

    def line_break(self) -> None:
        """Break the line; blanks around it are dropped."""
        self._space = None
        self._items.append(LineBreak())
        self._last = ""

    def open_link(self, href: str, title: str) -> None:
        """Begin a link; what comes until `close_link` is its text."""
        if self._last:
            self._flush("a")
        self._links.append((self._items, href, title))
        self._items = []

    def close_link(self) -> None:
        """End the innermost link; one without content disappears."""
        outer, href, title = self._links.pop()
        if self._items:
            outer.append(Link(href, tuple(self._items), title))
        self._items = outer

    def end(self) -> Inlines:
        """Give what was gathered and begin anew."""
        while self._links:
            self.close_link()
        items = tuple(self._items)
        self._items = []
        self._space, self._last = None, ""
        return items

    def _word(self, text: str, style: Style, code: bool) -> None:
        self._flush(text[0])
        self._append(text, style, code)

    def _flush(self, following: str) -> None:
        """Write the blank that waits, if it is to be seen before `following`."""
        if self._space is None:
            return
        blank, style, code = self._space
        self._space = None
        if self._last and not ("\n" in blank and _joins(self._last, following)):
            self._append(" ", style, code)

    def _append(self, text: str, style: Style, code: bool) -> None:
        self._last = text[-1]
        kind = Code if code else Text
        last = self._items[-1] if self._items else None
        if isinstance(last, kind) and last.style == style:
            self._items[-1] = kind(last.text + text, style)
        else:
            self._items.append(kind(text, style))


def _joins(before: str, after: str) -> bool:
    """Whether a line break between these characters is no space; Korean parts its words with spaces."""
    shared = (before in SHARED_MARKS) + (after in SHARED_MARKS)
    return shared < 2 and all(
        character in SHARED_MARKS or (is_wide(character) and not is_hangul(character))
        for character in (before, after)
    )
