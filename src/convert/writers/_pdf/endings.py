"""The pieces of a paragraph in, where its lines may not end out: inside numbers with units, before a last character, in titles.

WeasyPrint knows no `text-wrap: balance` (CSS Text 4, 6.3). The lines of a title stay as many; they part where they are about
equally long, and where a mark ends a part of the title if that costs little.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from convert.characters import is_wide
from convert.writers._pdf import kinsoku

TITLES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption"))
_SHORT = 8  # characters: so short a paragraph has one line, or a narrow column
_MOST_LINES = 6
_MOST_CHARACTERS = 160
_ENDS_PART = frozenset("，。、；：！？—…:;")
_MARK_WORTH = (
    0.06  # what a line's end behind a mark is worth, as squares of how far widths are from their mean
)
_TOLERANCE = 0.01  # pixels: what floating point may lose on a line


def hold(pieces: Sequence[Any]) -> frozenset[str]:
    """Keep together what belongs together across changes of colour; pairs of characters at a border of two pieces come back.

    That is numbers with their units, and the last characters of a paragraph: none stands alone with its mark (clreq 3.1.7).
    """
    held: set[str] = set()
    known = pieces[len(pieces) - list(reversed(pieces)).index(None) :] if None in pieces else pieces
    text = "".join([piece.measure.text for piece in known])
    stretches = kinsoku.glued(text) if len(known) > 1 else []
    for place in [place for start, end in stretches for place in range(start + 1, end)] + _end(text):
        start = 0
        for piece in known:
            if start == place:
                held.add(text[place - 1 : place + 1])
            elif start < place < start + len(piece.measure.text):
                piece.forbid(place - start)
            start += len(piece.measure.text)
    return frozenset(held)


def _end(text: str) -> list[int]:
    """Give the place before the last character of a text, if that is Chinese as the one before it is; else nothing."""
    last = len(text.rstrip()) - 1
    while last > 0 and text[last] in kinsoku.NOT_FIRST:
        last -= 1
    alone = last > 0 and len(text) > _SHORT and is_wide(text[last]) and is_wide(text[last - 1])
    return [last] if alone else []


def balance(pieces: Sequence[Any], room: float) -> None:
    """Let the lines of a title end where they are about equally long; `room` is the width there is, in pixels."""
    if not pieces or None in pieces:
        return
    title = _Title(pieces)
    if title.width <= room or len(title.text) > _MOST_CHARACTERS:
        return
    ends = title.ends(room)
    base = 0
    for piece in pieces if ends else ():
        length = len(piece.measure.text)
        piece.breaks = [end - base for end in ends if 0 < end - base < length]
        base += length


class _Title:
    """The pieces of a title laid end to end."""

    def __init__(self, pieces: Sequence[Any]) -> None:
        self.text = "".join([piece.measure.text for piece in pieces])
        self._sums = [0.0]
        self._breaks: list[int] = []
        for before, piece in zip([None, *pieces], pieces, strict=False):
            base, at = len(self._sums) - 1, self._sums[-1] + piece.lead
            if before is not None and _may_part(before.measure, piece.measure):
                self._breaks.append(base)
            self._breaks += [base + place for place in piece.breaks]
            self._sums += [at + total for total in piece.measure.sums[1:]]

    @property
    def width(self) -> float:
        """The width of the title on one line."""
        return self._sums[-1]

    def ends(self, room: float) -> list[int]:
        """Choose where lines end: as few as there is room for, their widths as like as can be; nothing where that fails."""
        places = [0, *self._breaks, len(self.text)]
        best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
        mean = self.width / ceil(self.width / room)
        for _ in range(_MOST_LINES):
            following: dict[int, tuple[float, list[int]]] = {}
            for start, (cost, ends) in best.items():
                for end, width in self._lines(start, places, room):
                    total = cost + (width / mean - 1) ** 2
                    if self.text[end - 1] in _ENDS_PART and end < len(self.text):
                        total -= _MARK_WORTH
                    if end not in following or total < following[end][0]:
                        following[end] = total, [*ends, end]
            best = following
            if len(self.text) in best:
                return best[len(self.text)][1][:-1]
        return []

    def _lines(self, start: int, places: list[int], room: float) -> Iterator[tuple[int, float]]:
        for end in places[bisect_left(places, start + 1) :]:
            width = self._width(start, end)
            if width > room + _TOLERANCE:
                return
            yield end, width

    def _width(self, start: int, end: int) -> float:
        while end > start and self.text[end - 1] == " ":
            end -= 1
        return self._sums[end] - self._sums[start]


def _may_part(before: Any, after: Any) -> bool:
    last, first = before.text[-1], after.text[0]
    return kinsoku.may_break(last, first, last == " ", after.script)
