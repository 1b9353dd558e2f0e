"""A displayed formula's line in, lines that fit out: they end before signs, outside of parentheses if that can be."""

import re
from collections.abc import Callable, Iterator

_HANG = "    "
_OPENING, _CLOSING = frozenset("([{⌊⌈⟨"), frozenset(")]}⌋⌉⟩")
_SIGN = re.compile(r"[+−±∓×·÷=≠≈≡≅∼<>≤≥≪≫∈⊂⊆→←↔⇒⇐⇔⟶⟹⟺∪∩∧∨](?: |$)")


def fitted(line: str, room: int, measure: Callable[[str], int]) -> Iterator[str]:
    """Break a line where it is wider than the room, 0 for any; what follows hangs. A part without a blank stays whole."""
    hang = ""
    while room and measure(line) > room:
        place = _end(line, room, measure)
        if place <= 0:
            break
        yield line[:place].rstrip(" ")
        hang = hang or line[: len(line) - len(line.lstrip(" "))] + _HANG
        line = hang + line[place:].lstrip(" ")
    yield line


def _end(line: str, room: int, measure: Callable[[str], int]) -> int:
    """Find the blank to end at: the last before a sign in the fewest parentheses, else the last or the first of all."""
    start = len(line) - len(line.lstrip(" "))
    best: tuple[int, int] | None = None
    last = depth = 0
    columns = measure(line[:start])
    for place in range(start, len(line)):
        character = line[place]
        columns += measure(character)
        depth += (character in _OPENING) - (character in _CLOSING)
        if character != " " or place == start:
            continue
        if columns - 1 > room:
            return best[1] if best else last or place
        last = place
        if _SIGN.match(line, place + 1) and 3 * columns > room and (best is None or depth <= best[0]):
            best = depth, place
    return best[1] if best else last
