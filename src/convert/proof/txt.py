"""Plain text's bytes in, its characters out, which have no look."""

from collections.abc import Iterator

from convert.proof.glyphs import Glyph, visible


def read(data: bytes) -> Iterator[Glyph]:
    """Give the characters."""
    return (Glyph(character) for character in data.decode("utf-8") if visible(character))
