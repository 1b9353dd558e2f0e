"""A list in, the labels of its items out: `3.`, `c.`, `iv.`, `•`, `☑`."""

from convert.model import List, ListItem

_BULLETS = "•-"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def item_labels(node: List, depth: int) -> list[str]:
    """Name the items of a list that stands in `depth` others."""
    bullet = _BULLETS[depth % len(_BULLETS)]
    return [_label(node, item, index, bullet) for index, item in enumerate(node.items, node.start)]


def _label(node: List, item: ListItem, number: int, bullet: str) -> str:
    box = "" if item.checked is None else "☑" if item.checked else "☐"
    if not node.ordered:
        return box or bullet
    label = numeral(number, node) + "."
    return f"{label} {box}" if box else label


def numeral(number: int, node: List) -> str:
    """Write an item's number as its list counts; numbers a system has no sign for in digits."""
    match node.marker:
        case "lower-alpha":
            return _letters(number)
        case "upper-alpha":
            return _letters(number).upper()
        case "lower-roman":
            return _roman(number)
        case "upper-roman":
            return _roman(number).upper()
        case _:
            return str(number)


def _letters(number: int) -> str:
    """Count a to z, then aa: the bijective system of CSS Counter Styles 3, `alphabetic`."""
    if number < 1:
        return str(number)
    letters = ""
    while number > 0:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("a") + digit) + letters
    return letters


def _roman(number: int) -> str:
    if not 1 <= number <= 3999:
        return str(number)
    numerals = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        numerals += sign * count
    return numerals
