"""What a reader of an output sees, character by character: the one form all formats are read back into."""

from typing import NamedTuple

from convert.model import BLACK, Color, Script

WHITE = Color(255, 255, 255)


class Look(NamedTuple):
    """What a character looks like; `background` is None on bare paper, `foreign` where a user's template colours it."""

    color: Color = BLACK
    background: Color | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    script: Script | None = None
    foreign: bool = False


PLAIN = Look()


class Glyph(NamedTuple):
    """One visible character and its look."""

    char: str
    look: Look = PLAIN


def paper(color: Color | None) -> Color | None:
    """Give a background as a glyph has it: white is bare paper."""
    return None if color == WHITE else color


# What takes room or steers the line, but shows nothing: soft hyphens, zero-width joiners, directions, variants, byte order marks.
_UNSEEN = frozenset("\u00ad\u034f\u061c\u180e\u2800\ufeff\ufffc") | {
    chr(code)
    for code in (
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
    )
}


def visible(character: str) -> bool:
    """Whether a character shows anything at all."""
    return not character.isspace() and character not in _UNSEEN and character >= "!"
