"""A mistyped word and the valid words in, the likeliest meant word out; for messages only. Standard library only."""

from collections.abc import Iterable
from functools import lru_cache

_LONGEST = 40  # what is longer is no mistyped keyword, and would cost time


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Find the candidate fewest edits away; None when none is within a third of the word's letters, three at most."""
    word = word.lower()
    if not 2 <= len(word) <= _LONGEST:
        return None
    limit = min(3, max(1, len(word) // 3))
    letters = frozenset(word)
    ranked = (
        (edit_distance(word, candidate), candidate)
        for candidate in candidates
        if abs(len(candidate) - len(word)) <= limit and _missing(letters, candidate) <= limit
    )
    best = min(ranked, default=None)
    return best[1] if best and best[0] <= limit else None


def _missing(letters: frozenset[str], candidate: str) -> int:
    """Letters of a candidate that a word lacks: each costs an edit, and they are counted in no time."""
    return len(_letters(candidate) - letters)


@lru_cache(maxsize=1000)
def _letters(candidate: str) -> frozenset[str]:
    return frozenset(candidate)


def edit_distance(one: str, other: str) -> int:
    """Count the insertions, deletions, replacements and swaps of neighbours from one word to the other."""
    above: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, two_above, row = row, above, [i]
        for j, target in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != target))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == target:
                cost = min(cost, two_above[j - 2] + 1)
            row.append(cost)
    return row[-1]
