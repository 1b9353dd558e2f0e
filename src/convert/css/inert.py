"""A style sheet in, the same without what a browser would fetch for it out: no address of a sheet is ever asked for."""

import re
from collections.abc import Iterator
from typing import Final

# CSS Syntax 3, section 4: a name may be written with escapes.
_TOKEN = re.compile(
    r"""/\*.*?(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|@?(?:[-\w]|[^\x00-\x7f]|\\[0-9a-f]{1,6}\s?|\\[^\n])+\(?|[()]|[^()]""",
    re.DOTALL | re.IGNORECASE,
)
_MAY_ASK = re.compile(r"url|src|image|import|cross-fade|\\", re.IGNORECASE)
_UNQUOTED = re.compile(r"""\s*(?!["'\s])(?:[^)\\]|\\.)*\)?""", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.DOTALL | re.IGNORECASE)
_FETCHING: Final = frozenset(
    "url( src( image( image-set( -webkit-image-set( cross-fade( -webkit-cross-fade( @import".split()
)


def inert(css: str) -> str:
    """Put `none` for each address and each picture, and nothing for `@import`; lines stay as they are."""
    return "".join(_pieces(css)) if _MAY_ASK.search(css) else css


def _pieces(css: str) -> Iterator[str]:
    place = 0
    while match := _TOKEN.match(css, place):
        place = match.end()
        name = _plain(match[0]) if "(" in match[0] or match[0][0] == "@" else ""
        if name not in _FETCHING:
            yield match[0]
            continue
        is_rule = name == "@import"
        end = _end_of_rule(css, place) if is_rule else _end(css, place, unquoted=name == "url(")
        yield ("" if is_rule else "none") + "\n" * css.count("\n", place, end)
        place = end


def _end(css: str, place: int, *, unquoted: bool) -> int:
    """Where a function ends that was opened before a place."""
    bare = _UNQUOTED.match(css, place) if unquoted else None
    if bare is not None:
        return bare.end()
    depth = 1
    while depth and (match := _TOKEN.match(css, place)):
        place = match.end()
        depth += 1 if match[0][-1] == "(" and match[0][0] not in "\"'/" else -1 if match[0] == ")" else 0
    return place


def _end_of_rule(css: str, place: int) -> int:
    while match := _TOKEN.match(css, place):
        place = match.end()
        if match[0] == ";":
            break
        if match[0][-1] == "(":
            place = _end(css, place, unquoted=_plain(match[0]) == "url(")
    return place


def _plain(token: str) -> str:
    """A name without its escapes, in small letters."""
    return _ESCAPE.sub(_character, token).lower() if "\\" in token else token.lower()


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else 0
    return match[2] or (chr(code) if 0 < code < 0x110000 else "\ufffd")
