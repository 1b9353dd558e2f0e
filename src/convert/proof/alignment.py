"""What is wanted and what is there in, the place of each wanted character out; time grows with the texts' length."""

from typing import Final, NamedTuple

MISSING: Final = -1
_LOOK_AHEAD: Final = 24
_LEFT_OUT: Final = 64
_LEAVING_OUT: Final = 12.0


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
