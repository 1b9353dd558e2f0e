"""Raw HTML that would swallow the rest of the document in, the same as text out.

After `<title>`, `<xmp>`, `<style>` and their kin an HTML parser takes everything as text up to the end tag (HTML Standard
13.2.5.2 to 13.2.5.4), and after `<!--` as a comment up to `-->`. Where that never comes, what opens it is shown as it was typed,
and what follows is read.
"""

import re
from bisect import bisect_right

from markdown_it.token import Token

from convert.notices import Code, Report

_NAMES = "title textarea style xmp iframe noembed noframes script plaintext template datalist".split()
_START = re.compile(rf"<({'|'.join(_NAMES)})(?=[\s/>])", re.IGNORECASE)
_END = re.compile(rf"</({'|'.join(_NAMES)})(?=[\s/>])", re.IGNORECASE)


# What opens a comment of some kind, and what ends it for the parser: `<?` and `<!` are bogus comments.
_COMMENTS = re.compile(r"<!--(?!-?>)(?:(?!-->).)*(?P<end>-->)?|<[?!](?!--)[^>]*(?P<bogus>>)?", re.DOTALL)


def suspect(source: str) -> bool:
    """Whether anything of the kind may stand in a source at all."""
    return "<!" in source or "<?" in source or _START.search(source) is not None


def guard(tokens: list[Token], report: Report, first_line: int) -> None:
    """Escape the start tags that nothing closes, in place."""
    pieces = _html(tokens, first_line)
    last: dict[str, int] = {}
    for index, (piece, _) in enumerate(pieces):
        for match in _END.finditer(piece.content):
            last[match[1].lower()] = index
    for index, (piece, line) in enumerate(pieces):
        piece.content = _COMMENTS.sub(_closed, _guarded(piece.content, index, last, report, line))


def _guarded(content: str, index: int, last: dict[str, int], report: Report, line: int) -> str:
    out = []
    place = 0
    ends: dict[str, list[int]] = {}
    for found in _END.finditer(content):
        ends.setdefault(found[1].lower(), []).append(found.end())
    while match := _START.search(content, place):
        name = match[1].lower()
        own = ends.get(name, [])
        following = bisect_right(own, match.end())
        out.append(content[place : match.start()])
        if following < len(own) and name != "plaintext":
            place = own[following]
            out.append(content[match.start() : place])
            continue
        closed_later = last.get(name, -1) > index and name != "plaintext"
        if not closed_later:
            report.add(Code.UNCLOSED_TAG, f"<{name}> is never closed; it is shown as text", line)
        out.append(match.group() if closed_later else "&lt;" + match.group()[1:])
        place = match.end()
    return "".join(out) + content[place:]


def _closed(match: re.Match[str]) -> str:
    text = match.group()
    if match["end"] or match["bogus"]:
        return text
    # Nothing ends it here, nor any other like it further on.
    return text.replace("<!--", "&lt;!--") if text.startswith("<!--") else text.replace("<", "&lt;")


def _html(tokens: list[Token], first_line: int) -> "list[tuple[Token, int]]":
    """The tokens of raw HTML, each with its line."""
    found = []
    line = first_line
    for token in tokens:
        line = token.map[0] + first_line if token.map else line
        if token.type == "html_block":
            found.append((token, line))
        else:
            found += [(child, line) for child in token.children or [] if child.type == "html_inline"]
    return found
