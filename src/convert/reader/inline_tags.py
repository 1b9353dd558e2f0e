"""Inline HTML tags that cross emphasis, links or blocks: tokens in, balanced HTML out.

An inline tag holds from where it opens to its end tag, whatever stands between. An HTML parser would drop a `<span>` at
the end of its paragraph and at an end tag it crosses, so the tag is closed there and opened again before the next text:

    <span>a **b</span> c**          →  <span>a <strong>b</strong></span><strong> c</strong>
    <span>one ¶ two</span>          →  <p><span>one</span></p><p><span>two</span></p>

A start tag without an end tag is reported, and left to the parser: most end with what stands around them; formatting
elements (`<b>`, `<font>`) are opened again in what follows, as in browsers. A stray end tag is reported and dropped.

Every tag that is open at the end of a block costs a tag in the next, so the number of those is bounded.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final, NamedTuple

from markdown_it.token import Token

from convert.bounds import TAGS_CARRIED
from convert.notices import Code, Report

# HTML Standard 4.5 text-level semantics, edits, and the obsolete inline elements; not `a`, not ruby's parts.
CARRIED: Final = frozenset(
    "abbr b bdi bdo big cite code del dfn em font i ins kbd mark s samp small span strike strong sub sup tt u var".split()
)
# HTML Standard 13.2.4.3: those of them that a parser opens again in the next block.
_FORMATTING: Final = frozenset("b big code em font i s small strike strong tt u".split())

# Blocks whose end tag is left out as seldom as their start tag.
_BLOCKS: Final = frozenset(
    "address article aside blockquote center details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header"
    " main nav ol p pre section summary table ul".split()
)

_PIECE = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea|title|xmp|template)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<end>/)?(?P<name>[a-zA-Z][a-zA-Z0-9-]*)",
    re.DOTALL | re.IGNORECASE,
)
_QUOTE_OR_END = re.compile("[>\"']")


class Piece(NamedTuple):
    """A tag in HTML text, or what is passed over whole: a comment, a script; that has no name."""

    start: int
    stop: int
    name: str = ""
    end: bool = False
    carried: bool = False


class _Tag(NamedTuple):
    """A tag as it stands in the source; `pair` numbers start and end tag that belong together, 0 for none."""

    name: str
    html: str
    end: bool
    line: int
    in_block: bool
    pair: int = 0


class _Open(NamedTuple):
    """Something open in the segment: an inline tag, or an element of the Markdown, whose `pair` is negative."""

    name: str
    html: str
    pair: int


class InlineTags:
    """Knows of every inline tag where it ends, and which are open from one block to the next."""

    def __init__(self, tokens: list[Token], report: Report, first_line: int) -> None:
        self._tags = iter(_paired(tokens, report, first_line))
        self._carried = _Carried(report)

    @property
    def carrying(self) -> bool:
        """Whether a tag is open at this point."""
        return bool(self._carried.tags)

    def segment(self) -> "Segment":
        """Begin the inline content of a block."""
        return Segment(self._tags, self._carried)

    def block(self, token: Token) -> str:
        """Balance the inline tags in a block of HTML."""
        content = token.content
        found = list(pieces(content))
        if not self._carried.tags and not any(piece.carried for piece in found):
            return content
        segment = self.segment()
        place = 0
        for piece in found:
            segment.text(content[place : piece.start])
            place = piece.stop
            if piece.carried:
                segment.tag(next(self._tags))
            else:
                html = content[piece.start : piece.stop]
                segment.boundary(html, inline=piece.name in ("br", "img", "a", "wbr"))
        segment.text(content[place:])
        return segment.end()


class _Carried:
    """The inline tags that go on after the block they stand in, at most `TAGS_CARRIED`."""

    def __init__(self, report: Report) -> None:
        self.tags: dict[int, _Open] = {}
        self._report = report
        self._told = False
        self._unclosed = 0

    def add(self, tag: _Tag, opened: _Open) -> None:
        """Let a tag go on, if there is room."""
        if len(self.tags) < TAGS_CARRIED:
            self.tags[opened.pair] = opened
        else:
            self.tell(tag.line)

    def goes_on(self, tag: _Tag) -> bool:
        """Whether a start tag that nothing closes may be left to the parser, which would open it in every block."""
        if tag.name not in _FORMATTING:
            return True
        self._unclosed += 1
        if self._unclosed > TAGS_CARRIED:
            self.tell(tag.line)
        return self._unclosed <= TAGS_CARRIED

    def tell(self, line: int) -> None:
        """Report, once, that there are too many."""
        if not self._told:
            self._told = True
            message = f"more than {TAGS_CARRIED} inline tags open at once: the others end with their block"
            self._report.add(Code.NESTING, message, line)


class Segment:
    """The inline content of one block, written piece by piece."""

    def __init__(self, tags: Iterator[_Tag], carried: _Carried) -> None:
        self._tags = tags
        self._carried = carried
        self._stack: list[_Open] = []
        self._places: dict[int, int] = {}  # where on the stack each pair stands
        self._elements: list[int] = []  # the pairs of the Markdown's elements
        self._own = 0  # the last pair given out here
        self._pending: list[_Open] = list(carried.tags.values())
        self._line = 0
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
        pair = self._new_pair()
        self._elements.append(pair)
        self._push(_Open(name, html, pair))

    def close(self, name: str) -> None:
        """Close an element of the Markdown; inline tags opened inside it go on after it."""
        self._finish(self._elements.pop())

    def html(self, token: Token) -> None:
        """Write an inline HTML token: a tag, a comment, an instruction."""
        tag = _inline_tag(token.content)
        if tag is None:
            self._out.append(token.content)
        elif tag.carried:
            self.tag(next(self._tags))
        else:
            self.boundary(token.content, inline=True)

    def tag(self, tag: _Tag) -> None:
        """Open or close a carried tag."""
        self._line = tag.line
        if tag.end:
            self._carried.tags.pop(tag.pair, None)
            self._finish(tag.pair)
            return
        self._reopen()
        if tag.pair:
            opened = _Open(tag.name, tag.html, tag.pair)
            self._carried.add(tag, opened)
            self._push(opened)
        elif self._carried.goes_on(tag):
            # Nobody closes it: the parser does, at the end of the block, or opens it again as browsers do.
            self._out.append(tag.html)
        else:
            self._push(_Open(tag.name, tag.html, self._new_pair()))

    def end(self) -> str:
        """Close what is open and give the HTML."""
        for entry in reversed(self._stack):
            self._out.append(f"</{entry.name}>")
        return "".join(self._out)

    def _new_pair(self) -> int:
        self._own -= 1
        return self._own

    def _push(self, entry: _Open) -> None:
        self._places[entry.pair] = len(self._stack)
        self._stack.append(entry)
        self._out.append(entry.html)

    def _finish(self, pair: int) -> None:
        """Close one entry, wherever it is; what was opened inside it goes on."""
        place = self._places.get(pair)
        if place is None:
            self._pending = [entry for entry in self._pending if entry.pair != pair]
            return
        self._suspend(place + 1)
        entry = self._stack.pop()
        del self._places[pair]
        self._out.append(f"</{entry.name}>")

    def _reopen(self) -> None:
        for entry in self._pending:
            self._push(entry)
        self._pending = []

    def _suspend(self, place: int) -> None:
        """Close everything from a place of the stack up; the outermost of it waits for the next text."""
        suspended = self._stack[place:]
        for entry in reversed(suspended):
            self._out.append(f"</{entry.name}>")
            del self._places[entry.pair]
        del self._stack[place:]
        waiting = suspended + self._pending
        if len(waiting) > TAGS_CARRIED:
            self._carried.tell(self._line)
        self._pending = waiting[:TAGS_CARRIED]


def pieces(html: str) -> Iterator[Piece]:
    """The tags of HTML text, comments and raw text left out; what is no whole tag is passed over."""
    marks, ends = _tag_ends(html)
    place = 0
    while match := _PIECE.search(html, place):
        place = match.end()
        name = (match["name"] or "").lower()
        if not name:
            yield Piece(match.start(), place)
            continue
        stop = ends[bisect_left(marks, place)]
        if stop:
            carried = name in CARRIED and html[stop - 2] != "/"
            yield Piece(match.start(), stop, name, match["end"] is not None, carried)
            place = stop


def _inline_tag(html: str) -> Piece | None:
    """The tag that an inline HTML token is; None for a comment, an instruction and raw text.

    CommonMark 6.6: such a token holds one construct and nothing else, so that its end need not be looked for.
    """
    match = _PIECE.match(html)
    name = match["name"] if match else None
    if match is None or name is None:
        return None
    name = name.lower()
    return Piece(0, len(html), name, match["end"] is not None, name in CARRIED and html[-2] != "/")


def _tag_ends(html: str) -> tuple[list[int], list[int]]:
    """The places of `>` and quotes, and for each the end of a tag that reaches it outside quotes, 0 where it has none.

    Worked out from the end backwards: a search from each `<` would read on to the end of the text each time.
    """
    marks = [match.start() for match in _QUOTE_OR_END.finditer(html)]
    ends = [0] * (len(marks) + 1)
    following: dict[str, int] = {}
    for index in range(len(marks) - 1, -1, -1):
        character = html[marks[index]]
        if character == ">":
            ends[index] = marks[index] + 1
        else:
            closing = following.get(character, len(marks) - 1)
            ends[index] = ends[closing + 1]
            following[character] = index
    return marks, ends


def _found(tokens: list[Token], first_line: int) -> Iterator[_Tag]:
    """Every tag that is carried or a block's, in document order."""
    line = first_line
    for token in tokens:
        if token.map:
            line = token.map[0] + first_line
        if token.type == "html_block":
            breaks = place = 0
            for piece in pieces(token.content):
                breaks += token.content.count("\n", place, piece.start)
                place = piece.start
                if piece.carried or piece.name in _BLOCKS:
                    html = token.content[piece.start : piece.stop]
                    yield _Tag(piece.name, html, piece.end, line + breaks, in_block=True)
        elif token.type == "inline" and "<" in (token.content or "<"):
            breaks = 0
            for child in token.children or []:
                if child.type in ("softbreak", "hardbreak"):
                    breaks += 1
                elif child.type == "html_inline":
                    tag = _inline_tag(child.content)
                    if tag and (tag.carried or tag.name in _BLOCKS):
                        yield _Tag(tag.name, child.content, tag.end, line + breaks, in_block=False)
                    breaks += child.content.count("\n")


def _paired(tokens: list[Token], report: Report, first_line: int) -> list[_Tag]:
    """The carried tags with their pairs; what has no partner is reported, and a block's end tag without its start."""
    tags: list[_Tag] = []
    opened: dict[str, list[int]] = {}
    for tag in _found(tokens, first_line):
        waiting = opened.setdefault(tag.name, [])
        if tag.name in _BLOCKS:
            if not tag.end:
                waiting.append(-1)
            elif not waiting:
                report.add(Code.STRAY_END_TAG, f"</{tag.name}> ends nothing", tag.line)
            elif tag.name != "p":  # what stands in a paragraph may end it before its end tag does
                waiting.pop()
            continue
        tags.append(tag)
        if not tag.end:
            waiting.append(len(tags) - 1)
        elif waiting:
            start = waiting.pop()
            tags[start] = tags[start]._replace(pair=start + 1)
            tags[-1] = tag._replace(pair=start + 1)
    for tag in tags:
        if not tag.pair and tag.end:
            report.add(Code.STRAY_END_TAG, f"</{tag.name}> ends nothing", tag.line)
        elif not tag.pair:
            report.add(Code.UNCLOSED_TAG, f"<{tag.name}> is never closed; {_reach(tag)}", tag.line)
    return tags


def _reach(tag: _Tag) -> str:
    """How far a start tag holds that nothing closes."""
    if tag.name in _FORMATTING:
        return "it holds to the end of the document or of its table cell"
    return "it ends with the element around it" if tag.in_block else "it ends with its paragraph"
