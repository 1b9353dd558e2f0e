"""A body and the place behind its title in, the place behind what says who wrote it and where it is from out."""

from typing import Final

from convert.model import Block, Blocks, Box, Paragraph
from convert.traverse import plain

_LONGEST: Final = 60  # characters
_MOST: Final = 3
_OPENINGS: Final = (
    "作者", "文/", "文／", "文|", "文｜", "文：", "来源", "來源", "by ", "from ", "author:", "source:",
)  # fmt: skip
_CLASSES: Final = frozenset(("byline", "author", "subtitle", "meta"))
_ENDS_OF_SENTENCES: Final = ("。", ".", "！", "!", "？", "?")


def after(body: Blocks, place: int) -> int:
    """Find the place behind the bylines that stand from `place` on."""
    last = min(place + _MOST, len(body))
    while place < last and _is_byline(body[place]):
        place += 1
    return place


def _is_byline(block: Block) -> bool:
    match block:
        case Paragraph(children, align):
            words = plain(children)
            said = words.casefold().startswith(_OPENINGS) and not words.endswith(_ENDS_OF_SENTENCES)
            return (said or align in ("center", "right")) and 0 < len(words) <= _LONGEST
        case Box(classes=classes):
            return not _CLASSES.isdisjoint(classes)
        case _:
            return False
