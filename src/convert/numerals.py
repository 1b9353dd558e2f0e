"""A number and a list's marker in, what stands before the item out: `3.`, `c.`, `iv.`, `三、`."""

from typing import assert_never

from convert.model import ListMarker

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_CJK_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def label(number: int, marker: ListMarker | None) -> str:
    """Write an item's number with what ends it; a Chinese number ends with the enumeration comma."""
    return numeral(number, marker) + ("、" if marker == "cjk-decimal" else ".")


def numeral(number: int, marker: ListMarker | None) -> str:
    """Write an item's number as its list counts; numbers a system has no sign for in digits."""
    match marker:
        case "lower-alpha":
            return _alphabetic(number, _LATIN)
        case "upper-alpha":
            return _alphabetic(number, _LATIN).upper()
        case "lower-greek":
            return _alphabetic(number, _GREEK)
        case "lower-roman":
            return _roman(number)
        case "upper-roman":
            return _roman(number).upper()
        case "decimal-leading-zero":
            return f"{number:02}" if number >= 0 else f"-{-number:02}"
        case "cjk-decimal":
            return str(number).translate(_CJK_DIGITS) if number >= 0 else str(number)
        case "none" | "disc" | "circle" | "square" | "decimal" | None:
            return str(number)
        case _:
            assert_never(marker)


def _alphabetic(number: int, signs: str) -> str:
    """Count a to z, then aa: the bijective system of CSS Counter Styles 3, `alphabetic`."""
    if number < 1:
        return str(number)
    letters = ""
    while number > 0:
        number, digit = divmod(number - 1, len(signs))
        letters = signs[digit] + letters
    return letters


def _roman(number: int) -> str:
    if not 1 <= number <= 3999:
        return str(number)
    numerals = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        numerals += sign * count
    return numerals
