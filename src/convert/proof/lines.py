"""Characters with their places on a page in, which of them stand above or below their line out."""

from collections.abc import Iterable, Iterator
from typing import Any

from convert.model import Script


class Mark:
    """A character at its place, in points: its origin, the middle of what it draws, its baseline."""

    __slots__ = ("baseline", "char", "face", "middle", "size_pt", "x")

    def __init__(
        self, char: str, face: Any, x: float, middle: float, baseline: float, size_pt: float
    ) -> None:
        self.char = char
        self.face = face
        self.x = x
        self.middle = middle
        self.baseline = baseline
        self.size_pt = size_pt


def scripts(marks: list[Mark]) -> list[Script | None]:
    """Say for each character whether it is smaller than its line and stands off its baseline."""
    found: list[Script | None] = []
    for line in _lines(marks):
        baseline, size = _main(line)
        for mark in line:
            away = mark.baseline - baseline
            smaller = mark.size_pt < 0.97 * size
            if smaller and away > 0.12 * size:
                found.append("super")
            elif smaller and away < -0.05 * size:
                found.append("sub")
            else:
                found.append(None)
    return found


def _lines(marks: Iterable[Mark]) -> Iterator[list[Mark]]:
    """Part characters where the next begins anew: below, to the left, or far to the right."""
    line: list[Mark] = []
    for mark in marks:
        if line:
            last = line[-1]
            size = max(last.size_pt, mark.size_pt)
            step = mark.x - last.x
            if abs(mark.baseline - last.baseline) > 0.95 * size or step < -0.5 * size or step > 4 * size:
                yield line
                line = []
        line.append(mark)
    if line:
        yield line


def _main(line: list[Mark]) -> tuple[float, float]:
    """Give a line's baseline and size: those of most of its largest characters."""
    largest = max(mark.size_pt for mark in line)
    counts: dict[float, int] = {}
    for mark in line:
        if mark.size_pt >= 0.97 * largest:
            key = round(mark.baseline, 1)
            counts[key] = counts.get(key, 0) + 1
    return max(counts, key=lambda key: (counts[key], key)), largest
