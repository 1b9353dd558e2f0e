"""What rules have to tell, kept in the parser's environment until the lines of a text are known."""

from collections.abc import Iterator, MutableMapping
from typing import Any, Final, NamedTuple

from markdown_it.token import Token

from convert.notices import Code

_TOLD: Final = "told"


class Told(NamedTuple):
    """A notice of what stands on a line, from 0, or of what became a token in one."""

    place: int | Token
    code: Code
    message: str


def tell(environment: MutableMapping[str, Any], place: int | Token, code: Code, message: str) -> None:
    """Keep a notice."""
    environment.setdefault(_TOLD, []).append(Told(place, code, message))


def gathered(environment: MutableMapping[str, Any], tokens: list[Token]) -> Iterator[tuple[int, Told]]:
    """Give what was told, with its line, from 0."""
    told: list[Told] = environment.get(_TOLD, [])
    wanted = {id(one.place) for one in told if isinstance(one.place, Token)}
    lines = dict(_lines(tokens, wanted)) if wanted else {}
    for one in told:
        yield one.place if isinstance(one.place, int) else lines.get(id(one.place), 0), one


def _lines(tokens: list[Token], wanted: set[int]) -> Iterator[tuple[int, int]]:
    """The lines of tokens that stand in others, by their identity."""
    for token in tokens:
        line = token.map[0] if token.map else 0
        for child in token.children or ():
            if id(child) in wanted:
                yield id(child), line
            line += child.type in ("softbreak", "hardbreak") or child.content.count("\n")
