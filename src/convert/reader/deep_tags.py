"""Markdown tokens in, the same without tags that would make the HTML parser's work grow with its square out.

For each tag the parser looks through the elements that are open (HTML Standard 13.2.4.2), and for each attribute through those of
its tag. Tags of elements nested too deep are left out, and attributes beyond a number; the text stays.
"""

import re
from typing import Final

from markdown_it.token import Token

from convert.bounds import ATTRIBUTES, TAGS_NESTING
from convert.notices import Code, Report
from convert.reader.html import BLOCK_TAGS
from convert.reader.inline_tags import Piece, pieces

_VOID: Final = frozenset(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr".split()
)
# Elements that another's start ends, so that they do not nest though nothing closes them.
_ENDED: Final = frozenset(
    "body caption colgroup dd dt head html li optgroup option p rb rp rt rtc tbody td tfoot th thead tr".split()
)
_ATTRIBUTE = re.compile(r"""\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']*))?""")
_SHORT: Final = 2 * ATTRIBUTES  # characters of a tag that cannot have too many attributes


def bound(tokens: list[Token], report: Report, first_line: int) -> None:
    """Leave out what is too much, in place."""
    open_tags = _Open(report)
    line = first_line
    for token in tokens:
        line = token.map[0] + first_line if token.map else line
        if token.type == "html_block":
            token.content = open_tags.bounded(token.content, line)
        elif token.type == "inline" and "<" in (token.content or "<"):
            for child in token.children or ():
                if child.type == "html_inline":
                    child.content = open_tags.bounded(child.content, line)
            open_tags.end_line()


class _Open:
    """The tags that stand open: for each name, of each one whether it was left out."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._by_name: dict[str, list[bool]] = {}
        self._depth = 0
        self._line = 0

    def bounded(self, html: str, line: int) -> str:
        """Give some HTML without what is too much."""
        self._line = line
        out: list[str] = []
        place = 0
        for piece in pieces(html):
            left_out = bool(piece.name) and self._leaves_out(piece)
            long = not left_out and not piece.end and piece.name and piece.stop - piece.start > _SHORT
            if left_out or long:
                out.append(html[place : piece.start])
                place = piece.stop
                if long:
                    out.append(self._shortened(html[piece.start : piece.stop]))
        return "".join(out) + html[place:] if place else html

    def end_line(self) -> None:
        """Forget the inline tags: they end with their paragraph, or are closed and opened again in the next."""
        for name in [name for name in self._by_name if name not in BLOCK_TAGS]:
            self._depth -= len(self._by_name.pop(name))

    def _leaves_out(self, piece: Piece) -> bool:
        """Count a tag, and tell whether it is to be left out."""
        name = piece.name
        if name in _VOID or name in _ENDED:
            return False
        if piece.end:
            waiting = self._by_name.get(name)
            self._depth -= bool(waiting)
            return waiting.pop() if waiting else False
        too_deep = self._depth >= TAGS_NESTING
        if too_deep:
            self._report.add(
                Code.NESTING, f"tags nested more than {TAGS_NESTING} deep are left out", self._line
            )
        self._by_name.setdefault(name, []).append(too_deep)
        self._depth += 1
        return too_deep

    def _shortened(self, tag: str) -> str:
        """A start tag with no more attributes than are read."""
        for number, match in enumerate(_ATTRIBUTE.finditer(tag), 1):
            if number == ATTRIBUTES and match.end() < len(tag) - 2:
                message = f"a tag with more than {ATTRIBUTES} attributes: the others are left out"
                self._report.add(Code.TOO_LARGE, message, self._line)
                return tag[: match.end()] + ("/>" if tag.endswith("/>") else ">")
        return tag
