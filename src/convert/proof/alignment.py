"""What is wanted and what is there in, the place of each wanted character out; time grows with the texts' length."""

from collections.abc import Sequence
from typing import Final, NamedTuple

MISSING: Final = -1
_LOOK_AHEAD: Final = 24
_LEFT_OUT: Final = 64
_LEAVING_OUT: Final = 12.0
_AROUND: Final = 64
_WIDEST: Final = 2000
_MOST_MENDED: Final = 8
_PAIR: Final = 16  # what a pair counts; one that goes on counts one more


class _Key(NamedTuple):
    """How many characters must agree for a text to go on, how far away that may be, and what believing it costs."""

    length: int
    reach: int
    base: float
    step: float


_KEYS: Final = (_Key(6, 4000, 0, 0.25), _Key(3, 200, 10, 2), _Key(2, 60, 30, 6), _Key(1, 12, 8, 8))


def align(wanted: str, there: str, start: int = 0) -> list[int]:
    """Give for each wanted character its place in `there`, in rising order from `start` on, or MISSING.

    What stands there besides (numbers, titles, labels) is passed over where the wanted text goes on behind it; a wanted
    character is missing where leaving it out is the cheaper way on.
    """
    if there.startswith(wanted, start):
        return list(range(start, start + len(wanted)))
    known = frozenset(wanted)
    kept = [place for place in range(start, len(there)) if there[place] in known]
    text = "".join(there[place] for place in kept)
    places = [MISSING] * len(wanted)
    index = place = 0
    while index < len(wanted) and place < len(text):
        if wanted[index] == text[place]:
            places[index] = kept[place]
            index, place = index + 1, place + 1
            continue
        left_out, place = _resume(wanted, text, index, place)
        index += left_out
    return places


def mend(wanted: str, there: str, places: Sequence[int]) -> list[int]:
    """Look again for what `align` has missed, near where it was missed: the longest way through, runs before scraps."""
    mended = list(places)
    index = tries = 0
    while index < len(wanted) and tries < _MOST_MENDED:
        if mended[index] != MISSING:
            index += 1
            continue
        tries += 1
        first, stop = max(0, index - _AROUND), min(len(wanted), index + _AROUND)
        low = max(mended[:first], default=MISSING) + 1
        high = next((place for place in mended[stop:] if place != MISSING), len(there))
        high = min(high, low + _WIDEST)
        better = _longest(wanted[first:stop], there[low:high])
        # What already stands behind the window is no place for what is in it.
        if len(better) > sum(place != MISSING for place in mended[first:stop]):
            mended[first:stop] = [MISSING] * (stop - first)
            for inside, place in better:
                mended[first + inside] = low + place
        index = stop
    return mended


def _longest(wanted: str, there: str) -> list[tuple[int, int]]:
    """Give the pairs of a longest common subsequence, of several the one of the fewest runs."""
    columns = len(there) + 1
    best = [[0] * columns for _ in range(len(wanted) + 1)]
    runs = [[0] * columns for _ in range(len(wanted) + 1)]
    for row, character in enumerate(wanted, 1):
        above, own, ran, run = best[row - 1], best[row], runs[row - 1], runs[row]
        for column in range(1, columns):
            value = max(above[column], own[column - 1])
            if there[column - 1] == character:
                ends = max(above[column - 1] + _PAIR, ran[column - 1] + _PAIR + 1 if ran[column - 1] else 0)
                run[column] = ends
                value = max(value, ends)
            own[column] = value
    return _traced(best, runs)


def _traced(best: list[list[int]], runs: list[list[int]]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    row, column = len(best) - 1, len(best[0]) - 1
    running = False
    while row and column:
        ends = runs[row][column]
        if ends and (running or ends == best[row][column]):
            pairs.append((row - 1, column - 1))
            running = bool(runs[row - 1][column - 1]) and ends == runs[row - 1][column - 1] + _PAIR + 1
            row, column = row - 1, column - 1
        elif best[row - 1][column] >= best[row][column - 1]:
            row -= 1
        else:
            column -= 1
    return pairs[::-1]


def _resume(wanted: str, there: str, index: int, place: int) -> tuple[int, int]:
    """Say how many wanted characters to leave out, and where the text goes on."""
    if _goes_on(wanted[index : index + _LOOK_AHEAD], there, place):
        return 0, there.find(wanted[index], place)
    cheapest, best = _LEAVING_OUT * _LEFT_OUT + 4000, (1, place)
    for left_out in range(min(_LEFT_OUT, len(wanted) - index)):
        price = _LEAVING_OUT * left_out
        if price >= cheapest:
            break
        for length, reach, base, step in _KEYS:
            # Near the end of what is wanted a key is shorter than it should be, and says as little as its length.
            key = wanted[index + left_out : index + left_out + length]
            near = min(reach, int((cheapest - price - base) / step))
            if len(key) < length or near <= 0:
                continue
            found = there.find(key, place, place + near + length)
            if found >= 0 and price + base + (found - place) * step < cheapest:
                cheapest, best = price + base + (found - place) * step, (left_out, found)
    return best


def _goes_on(ahead: str, there: str, place: int) -> bool:
    """Whether all of what comes next stands there, with little besides: numbers of items, a label, brackets."""
    end = place + len(ahead) + min(64, 4 * len(ahead) + 8)
    for character in ahead:
        place = there.find(character, place, end) + 1
        if place == 0:
            return False
    return True
