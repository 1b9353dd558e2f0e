"""Code and the name of its language in, pieces of the same text with what they are out. The door to Pygments, loaded for the first code."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, NamedTuple

TokenKind = Literal["keyword", "name", "string", "number", "comment", "inserted", "deleted"]


class Token(NamedTuple):
    """A piece of code; `kind` is None where nothing sets it apart."""

    kind: TokenKind | None
    text: str


# The first ancestor that is named here decides (https://pygments.org/docs/tokens/).
_KINDS: dict[str, TokenKind] = {
    "Token.Comment": "comment",
    "Token.Comment.Preproc": "keyword",
    "Token.Comment.PreprocFile": "string",
    "Token.Keyword": "keyword",
    "Token.Operator.Word": "keyword",
    "Token.Name.Attribute": "name",
    "Token.Name.Builtin": "name",
    "Token.Name.Class": "name",
    "Token.Name.Decorator": "name",
    "Token.Name.Exception": "name",
    "Token.Name.Function": "name",
    "Token.Name.Tag": "name",
    "Token.Literal.String": "string",
    "Token.Literal.Number": "number",
    "Token.Literal.Date": "number",
    "Token.Generic.Heading": "keyword",
    "Token.Generic.Subheading": "keyword",
    "Token.Generic.Inserted": "inserted",
    "Token.Generic.Deleted": "deleted",
}
# Lexers are regular expressions, some of them quadratic in a line.
_LONGEST = 200_000
_LONGEST_LINE = 5_000


def highlight(text: str, language: str) -> tuple[Token, ...]:
    """Part code into tokens, whose texts joined are `text`; one plain token where the language is not known."""
    plain = (Token(None, text),)
    if not language or not text.strip() or len(text) > _LONGEST:
        return plain
    if max(map(len, text.split("\n"))) > _LONGEST_LINE:
        return plain
    lexer = _lexer(language.strip().lower())
    if lexer is None:
        return plain
    try:
        tokens = tuple(_merged(lexer, text))
    except Exception:  # whatever a lexer stumbles over, the code stands as it was written
        return plain
    return tokens if "".join(token.text for token in tokens) == text else plain


@cache
def _lexer(language: str) -> Any:
    """The lexer of a language, by any of its names; None for plain text and for what Pygments does not know.

    Only Pygments' own lexers: those that other packages add would make the output depend on what is installed.
    """
    from pygments.lexers import get_all_lexers, get_lexer_by_name

    for name, aliases, _, _ in get_all_lexers(plugins=False):
        if language in aliases or language == name.lower():
            return None if "text" in aliases else get_lexer_by_name(aliases[0])
    return None


def _merged(lexer: Any, text: str) -> Iterator[Token]:
    """The tokens of a text, neighbours of one kind as one."""
    kind: TokenKind | None = None
    pieces: list[str] = []
    # A lexer may need the last line's end to see that line whole; it is taken off again.
    for found, piece in _pieces(lexer, text + "\n", len(text)):
        if found != kind and pieces:
            yield Token(kind, "".join(pieces))
            pieces = []
        kind = found
        pieces.append(piece)
    if pieces:
        yield Token(kind, "".join(pieces))


def _pieces(lexer: Any, text: str, end: int) -> Iterator[tuple[TokenKind | None, str]]:
    for start, token_type, value in lexer.get_tokens_unprocessed(text):
        piece = value[: max(0, end - start)]
        if piece:
            yield _kind(token_type), piece


@cache
def _kind(token_type: Any) -> TokenKind | None:
    while token_type is not None:
        kind = _KINDS.get(str(token_type))
        if kind is not None:
            return kind
        token_type = token_type.parent
    return None
