"""Inline HTML tags that cross emphasis, links or blocks: tokens in, balanced HTML out.

An inline tag holds from where it opens to its end tag, whatever stands between. An HTML parser would drop a `<span>` at
the end of its paragraph and at an end tag it crosses, so the tag is closed there and opened again before the next text:

    <span>a **b</span> c**          →  <span>a <strong>b</strong></span><strong> c</strong>
    <span>one ¶ two</span>          →  <p><span>one</span></p><p><span>two</span></p>

A start tag without an end tag ends with its block and is reported; a stray end tag is reported and dropped. Formatting
elements that nobody closes (`<b>`, `<font>`) are left to the parser, which reconstructs them as browsers do.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it.token import Token

from convert.notices import Code, Report

# HTML Standard 4.5 text-level semantics, edits, and the obsolete inline elements; not `a`, not ruby's parts.
CARRIED = frozenset(
    "abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup tt u var".split()
)

_PIECE = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea|title|xmp|template)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<end>/)?(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL | re.IGNORECASE,
)


class _Tag(NamedTuple):
    """An inline tag as it stands in the source; `pair` numbers start and end tag that belong together, 0 for none."""

    name: str
    html: str
    end: bool
    pair: int


class _Open(NamedTuple):
    """Something open in the segment: an inline tag to be carried, or an element of the Markdown."""

    name: str
    html: str
    pair: int


class InlineTags:
    """Knows of every inline tag where it ends, and which are open from one block to the next."""

    def __init__(self, tokens: list[Token], report: Report, first_line: int) -> None:
        self._tags = iter(_paired(tokens, report, first_line))
        self._carried: list[_Open] = []

    @property
    def carrying(self) -> bool:
        """Whether a tag is open at this point."""
        return bool(self._carried)

    def segment(self) -> "Segment":
        """Begin the inline content of a block."""
        return Segment(self._tags, self._carried)

    def block(self, token: Token) -> str:
        """Balance the inline tags in a block of HTML."""
        content = token.content
        if not self._carried and not _has_carried(content):
            return content
        segment = self.segment()
        place = 0
        for match in _PIECE.finditer(content):
            segment.text(content[place : match.start()])
            place = match.end()
            if _is_carried(match):
                segment.tag(next(self._tags))
            elif match["name"]:
                segment.boundary(match.group(), inline=match["name"].lower() in ("br", "img", "a", "wbr"))
            else:
                segment.boundary(match.group(), inline=False)
        segment.text(content[place:])
        return segment.end()


class Segment:
    """The inline content of one block, written piece by piece."""

    def __init__(self, tags: Iterator[_Tag], carried: list[_Open]) -> None:
        self._tags = tags
        self._carried = carried
        self._stack: list[_Open] = []
        self._pending: list[_Open] = list(carried)
        self._out: list[str] = []

    def text(self, html: str) -> None:
        """Write text; tags that wait for some are opened first, unless it is blank."""
        if self._pending and html.strip():
            self._reopen()
        self._out.append(html)

    def boundary(self, html: str, inline: bool) -> None:
        """Write a tag that is not carried; one of a block never stands inside a carried one."""
        if inline:
            self._reopen()
        else:
            self._suspend(0)
        self._out.append(html)

    def open(self, name: str, html: str) -> None:
        """Open an element of the Markdown."""
        self._reopen()
        self._stack.append(_Open(name, html, -1))
        self._out.append(html)

    def close(self, name: str) -> None:
        """Close an element of the Markdown; inline tags opened inside it go on after it."""
        for index in range(len(self._stack) - 1, -1, -1):
            if self._stack[index].pair < 0 and self._stack[index].name == name:
                self._suspend(index + 1)
                self._stack.pop()
                self._out.append(f"</{name}>")
                return

    def html(self, token: Token) -> None:
        """Write an inline HTML token: a tag, a comment, an instruction."""
        match = _PIECE.fullmatch(token.content)
        if match and _is_carried(match):
            self.tag(next(self._tags))
        elif match and match["name"] and not token.content.startswith("<!"):
            self.boundary(token.content, inline=True)
        else:
            self._out.append(token.content)

    def tag(self, tag: _Tag) -> None:
        """Open or close a carried tag."""
        if tag.end:
            self._end(tag)
        elif tag.pair:
            opened = _Open(tag.name, tag.html, tag.pair)
            self._reopen()
            self._stack.append(opened)
            self._carried.append(opened)
            self._out.append(tag.html)
        else:
            # Nobody closes it: the parser does, at the end of the block, or carries it on as browsers do.
            self._reopen()
            self._out.append(tag.html)

    def end(self) -> str:
        """Close what is open and give the HTML."""
        self._suspend(0)
        return "".join(self._out)

    def _end(self, tag: _Tag) -> None:
        if not tag.pair:
            return
        self._carried[:] = [entry for entry in self._carried if entry.pair != tag.pair]
        self._pending = [entry for entry in self._pending if entry.pair != tag.pair]
        for index in range(len(self._stack) - 1, -1, -1):
            if self._stack[index].pair == tag.pair:
                self._suspend(index + 1)
                self._stack.pop()
                self._out.append(f"</{tag.name}>")
                return

    def _reopen(self) -> None:
        for entry in self._pending:
            self._stack.append(entry)
            self._out.append(entry.html)
        self._pending = []

    def _suspend(self, index: int) -> None:
        """Close everything from `index` of the stack up; it waits for the next text."""
        suspended = self._stack[index:]
        for entry in reversed(suspended):
            self._out.append(f"</{entry.name}>")
        del self._stack[index:]
        self._pending = suspended + self._pending


def _is_carried(match: re.Match[str]) -> bool:
    name = match["name"]
    return name is not None and name.lower() in CARRIED and not match["rest"].endswith("/")


def _has_carried(content: str) -> bool:
    return any(_is_carried(match) for match in _PIECE.finditer(content))


def _found(tokens: list[Token], first_line: int) -> Iterator[tuple[re.Match[str], int]]:
    """Every carried tag in document order, with its line."""
    line = first_line
    for token in tokens:
        if token.map:
            line = token.map[0] + first_line
        if token.type == "html_block":
            for match in _PIECE.finditer(token.content):
                if _is_carried(match):
                    yield match, line + token.content.count("\n", 0, match.start())
        elif token.type == "inline":
            breaks = 0
            for child in token.children or []:
                if child.type in ("softbreak", "hardbreak"):
                    breaks += 1
                elif child.type == "html_inline":
                    piece = _PIECE.fullmatch(child.content)
                    if piece and _is_carried(piece):
                        yield piece, line + breaks


def _paired(tokens: list[Token], report: Report, first_line: int) -> list[_Tag]:
    """The carried tags with their pairs; what has no partner is reported."""
    tags: list[_Tag] = []
    lines: list[int] = []
    opened: dict[str, list[int]] = {}
    for match, line in _found(tokens, first_line):
        name, end = match["name"].lower(), match["end"] is not None
        waiting = opened.setdefault(name, [])
        tags.append(_Tag(name, match.group(), end, 0))
        lines.append(line)
        if not end:
            waiting.append(len(tags) - 1)
        elif waiting:
            start = waiting.pop()
            tags[start] = tags[start]._replace(pair=start + 1)
            tags[-1] = tags[-1]._replace(pair=start + 1)
    for tag, line in zip(tags, lines, strict=True):
        if not tag.pair and tag.end:
            report.add(Code.STRAY_END_TAG, f"</{tag.name}> ends nothing", line)
        elif not tag.pair:
            report.add(Code.UNCLOSED_TAG, f"<{tag.name}> is never closed; it ends with its paragraph", line)
    return tags
