"""A text in, its pieces out by what Word needs to know of their script: right-to-left, complex, emoji, rare Han.

Word sets what reads from the right, and other scripts whose letters join or stack, with faces and sizes of their own
(ISO 29500-1, 17.3.2.26), and only where a run asks for it.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from operator import itemgetter

RIGHT = "right"
EMOJI = "emoji"
RARE = "rare"
RAREST = "rarest"

# Faces that Windows and Office bring along, by script; what reads from the right is in the faces of the text around it.
FACES = {
    "thai": "Tahoma",
    "lao": "Leelawadee UI",
    "indic": "Nirmala UI",
    "tibetan": "Microsoft Himalaya",
    "burmese": "Myanmar Text",
    "mongolian": "Mongolian Baiti",
    EMOJI: "Segoe UI Emoji",
    RARE: "SimSun-ExtB",
    RAREST: "SimSun-ExtG",
}
HAN = frozenset((RARE, RAREST))
COMPLEX = frozenset(("thai", "lao", "indic", "tibetan", "burmese", "mongolian"))

_RANGES = {
    RIGHT: "\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff",
    "thai": "\u0e00-\u0e7f",
    "lao": "\u0e80-\u0eff\u1780-\u17ff\u19e0-\u19ff",
    "indic": "\u0900-\u0dff\u1cd0-\u1cff\ua8e0-\ua8ff",
    "tibetan": "\u0f00-\u0fff",
    "burmese": "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f",
    "mongolian": "\u1800-\u18af",
    RARE: "\U00020000-\U0002ffff",
    RAREST: "\U00030000-\U0003ffff",
}
# UTS 51: pictures, signs that a selector makes pictures, and what joins and colours them.
_EMOJI = (
    "(?:[\U0001f000-\U0001faff]|[#*0-9]\ufe0f\u20e3|[\xa9\xae\u203c-\u3299]\ufe0f)"
    "(?:[\ufe0f\u20e3\U0001f000-\U0001faff\U000e0020-\U000e007f]|\u200d[\u2600-\u27bf]?)*"
)
# Quick to compile and to ask: whether any of these may be in a text at all.
_SUSPECTS = re.compile(
    "[\u0590-\u109f\u1780-\u18af\u19e0-\u1cff\ua8e0-\uaa7f\ufb1d-\ufefc\U00010000-\U0010ffff]"
)
_MARKS_FIRST = r"\W+"
_MARKS_LAST = r"\W+$"


def special(text: str) -> bool:
    """Whether a text may hold anything but Latin-like letters and common East Asian characters."""
    return not text.isascii() and _SUSPECTS.search(text) is not None


def pieces(text: str, from_right: bool) -> Iterator[tuple[str, str]]:
    """Cut a text into (script, piece); the script of ordinary text is empty, neighbours differ.

    `from_right`: the line reads from the right. Blanks and marks belong to what reads from the right where they stand
    inside it, and in such a line also at its edges (UAX 9, rules N1 and N2): Word asks the run, not the neighbours.
    """
    for script, group in groupby(_resolved(list(_tokens(text)), from_right), key=itemgetter(0)):
        yield script, "".join(piece for _, piece in group)


def _resolved(found: list[tuple[str, str]], from_right: bool) -> Iterator[tuple[str, str]]:
    last = len(found) - 1
    for index, (script, piece) in enumerate(found):
        if script:
            yield script, piece
            continue
        before = found[index - 1][0] == RIGHT if index else from_right
        after = found[index + 1][0] == RIGHT if index < last else from_right
        if not any(map(str.isalpha, piece)):
            yield (RIGHT if (before and after) or (from_right and (before or after)) else ""), piece
        elif from_right:
            yield from _edges(piece, before, after)
        else:
            yield "", piece


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    end = 0
    for match in _pattern().finditer(text):
        if match.start() > end:
            yield "", text[end : match.start()]
        yield match.lastgroup or "", match.group()
        end = match.end()
    if end < len(text):
        yield "", text[end:]


@cache
def _pattern() -> re.Pattern[str]:
    ranges = "|".join(f"(?P<{name}>[{found}]+)" for name, found in _RANGES.items())
    return re.compile(f"(?P<{EMOJI}>{_EMOJI})|{ranges}")


def _edges(piece: str, before: bool, after: bool) -> Iterator[tuple[str, str]]:
    """Give the blanks and marks at the edges of letters to what reads from the right beside them."""
    start = re.match(_MARKS_FIRST, piece) if before else None
    end = re.search(_MARKS_LAST, piece) if after else None
    left = start.end() if start else 0
    right = end.start() if end else len(piece)
    if left:
        yield RIGHT, piece[:left]
    yield "", piece[left:right]
    if right < len(piece):
        yield RIGHT, piece[right:]
