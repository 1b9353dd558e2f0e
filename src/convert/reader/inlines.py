"""Runs in, the inlines of one block out: white space collapsed, equal neighbours joined.

White space follows CSS Text 3, 4.1.1: runs of it become one blank, none at either end of a line. A line break of the source
between two East Asian characters becomes nothing (CSS Text 3, 4.1.3), for Chinese and Japanese are written without spaces.
"""

import re
from typing import NamedTuple

from convert.characters import SHARED_MARKS, is_hangul, is_wide
from convert.model import PLAIN, Anchor, Code, Inline, Inlines, LineBreak, Link, Style, Text

_SPACE = re.compile(r"[ \t\n\r\f]+")
_BLANKS = re.compile(" {2,}")
_LINE_END = re.compile(r"\r\n?|\n")


class _Row:
    """The inlines of a block, or of a link in it; a run is joined once it is whole."""

    __slots__ = ("_items", "_kind", "_parts", "_style")

    def __init__(self) -> None:
        self._items: list[Inline] = []
        self._parts: list[str] = []
        self._kind: type[Text | Code] = Text
        self._style = PLAIN

    @property
    def empty(self) -> bool:
        return not (self._items or self._parts)

    def text(self, text: str, style: Style, code: bool) -> None:
        kind = Code if code else Text
        if kind is not self._kind or (style is not self._style and style != self._style):
            self._close_run()
            self._kind, self._style = kind, style
        self._parts.append(text)

    def more(self, text: str) -> None:
        """Add to the run that is open, if one is."""
        if self._parts:
            self._parts.append(text)

    def item(self, inline: Inline) -> None:
        self._close_run()
        self._items.append(inline)

    def end(self) -> Inlines:
        self._close_run()
        return tuple(self._items)

    def _close_run(self) -> None:
        if self._parts:
            self._items.append(self._kind("".join(self._parts), self._style))
            self._parts = []


class _Blank(NamedTuple):
    """White space that waits for what follows it, and where it would stand."""

    text: str
    style: Style
    code: bool
    row: _Row


class Target(NamedTuple):
    """Where a link leads, and what it says of that."""

    href: str
    title: str = ""


class Line:
    """Gathers the inlines of one block; all of them are in a link where the block stands in one."""

    __slots__ = ("_blank", "_last", "_link", "_links", "_parted", "_row")

    def __init__(self, link: Target | None = None) -> None:
        self._link = link
        self._begin()

    def _begin(self) -> None:
        self._row = _Row()
        self._links: list[tuple[_Row, Target]] = []
        self._blank: _Blank | None = None
        self._last = ""
        self._parted = False
        if self._link is not None:
            self.open_link(self._link)

    @property
    def begun(self) -> bool:
        """Whether anything stands on the line since its start or its last break."""
        return bool(self._last)

    @property
    def in_word(self) -> bool:
        """Whether what comes next stands directly behind a character that is seen."""
        return bool(self._last.strip()) and self._blank is None

    def text(self, text: str, style: Style = PLAIN, code: bool = False) -> None:
        """Add text, collapsing white space."""
        place = 0
        for match in _SPACE.finditer(text):
            if match.start() > place:
                self._word(text[place : match.start()], style, code)
            if self._blank is None:
                self._blank = _Blank(match.group(), style, code, self._row)
            elif "\n" in match.group():
                self._blank = self._blank._replace(text="\n")
            place = match.end()
        if place < len(text):
            self._word(text[place:], style, code)

    def preformatted(self, text: str, style: Style = PLAIN, code: bool = False) -> None:
        """Add text whose blanks and line breaks count; outside code, blanks that would collapse become U+00A0."""
        for index, row in enumerate(_LINE_END.split(text)):
            if index:
                self.line_break()
            if row:
                self._word(row if code else self._kept_blanks(row), style, code)

    def _kept_blanks(self, row: str) -> str:
        """A blank after another, or at the start of a line, as one that no format collapses."""
        if "  " not in row and not row.startswith(" "):
            return row
        kept = _BLANKS.sub(lambda blanks: "\u00a0" * (len(blanks.group()) - 1) + " ", row)
        return "\u00a0" + kept[1:] if kept.startswith(" ") and not self.in_word else kept

    def kept_breaks(self, text: str, style: Style = PLAIN, code: bool = False) -> None:
        """Add text whose line breaks count, but not its blanks."""
        for index, row in enumerate(_LINE_END.split(text)):
            if index:
                self.line_break()
            self.text(row, style, code)

    def add(self, inlines: Inlines) -> None:
        """Add what another line gathered."""
        for inline in inlines:
            match inline:
                case Text(text, style) | Code(text, style):
                    self._word(text, style, isinstance(inline, Code))
                case LineBreak():
                    self.line_break()
                case Anchor():
                    self.mark_place(inline)
                case _:
                    self.atom(inline)

    def part(self) -> None:
        """Let what comes next begin a line of its own; at the end of all that changes nothing."""
        self._parted = self.begun

    def break_opportunity(self) -> None:
        """Allow the line to break inside a word (`<wbr>`)."""
        if self.in_word:
            self._row.more("\u200b")

    def atom(self, inline: Inline) -> None:
        """Add something that is not text."""
        self._flush("")
        self._row.item(inline)
        self._last = "\ufffc"

    def mark_place(self, inline: Inline) -> None:
        """Add something without width, such as an anchor."""
        self._row.item(inline)

    def line_break(self) -> None:
        """Break the line; blanks around it are dropped."""
        self._blank = None
        self._row.item(LineBreak())
        self._last, self._parted = "", False

    def open_link(self, link: Target) -> None:
        """Begin a link; what comes until `close_link` is its text. A blank before it stays outside."""
        self._links.append((self._row, link))
        self._row = _Row()

    def close_link(self) -> None:
        """End the innermost link; one without content disappears."""
        outer, link = self._links.pop()
        if self._blank is not None and self._blank.row is self._row:
            self._blank = self._blank._replace(row=outer)
        children = self._row.end()
        if all(isinstance(child, Anchor | LineBreak) for child in children):
            for child in children:
                outer.item(child)
        else:
            outer.item(Link(link.href, children, link.title))
        self._row = outer

    def end(self) -> Inlines:
        """Give what was gathered and begin anew; a break before the end shows nothing, as in browsers."""
        if not self._links and self._row.empty:
            self._blank, self._last, self._parted = None, "", False
            return ()
        while self._links:
            self.close_link()
        items = self._row.end()
        self._begin()
        return items[:-1] if len(items) > 1 and isinstance(items[-1], LineBreak) else items

    def _word(self, text: str, style: Style, code: bool) -> None:
        if self._blank is not None or self._parted:
            self._flush(text[0])
        self._row.text(text, style, code)
        self._last = text[-1]

    def _flush(self, following: str) -> None:
        """Write the line break or the blank that waits, if it is to be seen before `following`."""
        if self._parted:
            self.line_break()
        if self._blank is None:
            return
        text, style, code, row = self._blank
        self._blank = None
        if self._last and not ("\n" in text and _joins(self._last, following)):
            row.text(" ", style, code)


def _joins(before: str, after: str) -> bool:
    """Whether a line break between these characters is no space; Korean parts its words with spaces."""
    shared = (before in SHARED_MARKS) + (after in SHARED_MARKS)
    return shared < 2 and all(
        character in SHARED_MARKS or (is_wide(character) and not is_hangul(character))
        for character in (before, after)
    )
