"""Markdown tokens in, the same with start tags that say which line they stand on, where their block does not say it for them.

The line is in an attribute `KEY-at`: of a tag over several lines, the one its `style` begins on. A tag with a `style` has it always: one that goes on in later blocks is opened again there.
"""

import re

from markdown_it.token import Token

from convert.reader.inline_tags import pieces

_START = re.compile("<[a-zA-Z][a-zA-Z0-9-]*")
_STYLE = re.compile(r"\sstyle\s*=", re.IGNORECASE)


def mark(tokens: list[Token], key: str, first_line: int) -> None:
    """Add the lines, in place."""
    name = f"{key}-at"
    for token in tokens:
        if token.map is None:
            continue
        line = token.map[0] + first_line
        if token.type == "html_block" and "\n" in token.content.rstrip("\n"):
            token.content = _in_block(token.content, name, line)
        elif token.type == "inline":
            _in_line(token.children or [], name, line)


def _in_block(content: str, name: str, line: int) -> str:
    out: list[str] = []
    place = 0
    for piece in pieces(content):
        line += content.count("\n", place, piece.start)
        start = _START.match(content, piece.start)
        stop = start.end() if start else piece.start
        out.append(content[place:stop])
        if start:
            out.append(f' {name}="{line + _before_style(content, stop, piece.stop)}"')
        place = stop
    return "".join(out) + content[place:]


def _before_style(html: str, start: int, stop: int) -> int:
    """The line ends between two places that stand before a `style`."""
    if html.find("\n", start, stop) < 0:
        return 0
    style = _STYLE.search(html, start, stop)
    return html.count("\n", start, style.end()) if style else 0


def _in_line(children: list[Token], name: str, line: int) -> None:
    first = line
    for child in children:
        if child.type == "html_inline":
            start = _START.match(child.content)
            if start and (line > first or "style" in child.content):
                at = line + _before_style(child.content, start.end(), len(child.content))
                child.content = f'{start.group()} {name}="{at}"{child.content[start.end() :]}'
            line += child.content.count("\n")
        elif child.type in ("softbreak", "hardbreak"):
            line += 1
        elif line > first and child.type in ("link_open", "image", "span_open"):
            child.attrs[name] = line
