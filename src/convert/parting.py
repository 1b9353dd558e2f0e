"""Columns of a table too wide for any page in, parts of it that fit out: as equal as may be, each with the columns that name its rows.

Standard library only.
"""

from collections.abc import Callable, Iterable, Sequence

Columns = tuple[int, ...]
Span = tuple[int, int]  # first column, columns

# Of its columns, a table may have one in so many that names its rows.
_NAMING = 4


def naming(columns: int, headed: int, spans: Iterable[Span]) -> int:
    """How many columns name the rows: the first `headed` are headers; one where none is; no cell is cut behind them.

    A cell over all columns is a title, and is cut wherever the table is.
    """
    crossing = [(first, first + span) for first, span in spans if 1 < span < columns]
    most = max(1, columns // _NAMING)
    lead = end = max(1, headed)
    while end <= most:
        lead = end
        end = max((stop for first, stop in crossing if first < lead < stop), default=lead)
        if end == lead:
            return lead
    return 1


def parts(columns: int, lead: int, most: int, fits: Callable[[Sequence[int]], bool]) -> tuple[Columns, ...]:
    """Part columns into as few parts as fit, at most `most` columns in each, the first `lead` in all of them.

    Where not even one more fits beside those, they stand in the first part alone; a single column always fits.
    """
    if columns <= most and fits(range(columns)):
        return (tuple(range(columns)),)
    head = tuple(range(lead)) if lead < most and fits(range(lead + 1)) else ()
    rest = columns - len(head)
    for asked in range(min(rest, most - len(head)), 0, -1):
        each = -(-rest // -(-rest // asked))
        firsts = range(len(head), columns, each)
        found = tuple((*head, *range(first, min(columns, first + each))) for first in firsts)
        if each == 1 or all(fits(part) for part in found):
            return found
    return tuple((column,) for column in range(columns))


def told(columns: int, count: int) -> str:
    """Say that a table is parted, for a notice."""
    return f"a table of {columns} columns is split into {count}, each with the names of its rows"
