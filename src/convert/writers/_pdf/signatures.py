"""How many pages there are in, which two lie side by side on each sheet's side out; standard library only."""

from collections.abc import Iterator

Side = tuple[int | None, int | None]
"""Two pages, counted from 0, left and right; None is a blank."""


def two_up(pages: int) -> Iterator[Side]:
    """Give the pages two and two, in the order of reading."""
    for first in range(0, pages, 2):
        yield first, first + 1 if first + 1 < pages else None


def booklet(pages: int, sheets: int | None = None) -> Iterator[Side]:
    """Give the sides of sheets that are printed on both sides, laid in each other and folded: front, back, and so on.

    `sheets` is the most that are laid in each other, None for all in one. The last signature is as thin as its pages allow.
    """
    first = 0
    while first < pages:
        size = 4 * -(-(pages - first) // 4)
        if sheets is not None:
            size = min(size, 4 * sheets)
        last = first + size - 1
        for step in range(size // 2):
            outer, inner = last - step, first + step
            left, right = (outer, inner) if step % 2 == 0 else (inner, outer)
            yield left if left < pages else None, right if right < pages else None
        first += size


def mirrored(sides: Iterator[Side]) -> Iterator[Side]:
    """Exchange left and right, for what is read from right to left."""
    for left, right in sides:
        yield right, left
