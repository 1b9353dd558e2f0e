"""The condition of `@media` or `@supports` in, whether it holds for this program's paper out.

Source: Media Queries Level 4 and CSS Conditional Rules Level 3. The paper is A4, upright, light and printed in colour.
"""

import re
from collections.abc import Callable

from convert.css.conditions import SelectorError
from convert.css.properties import expand
from convert.css.selectors import closing_bracket, parse_selectors, split_commas
from convert.css.values import parse_length

_WIDTH_PT, _HEIGHT_PT = 595.28, 841.89
_DEEPEST = 8
_MEDIUM = re.compile(r"(?:(not|only)\s+)?([-a-z]+)(?:\s+and\b)?")


def applies_to_print(query: str) -> bool:
    """Whether a media query list holds on paper."""
    return not query.strip() or any(_media_query(part) for part in split_commas(query.lower()))


def _media_query(query: str) -> bool:
    match = _MEDIUM.match(query)
    if match is None or match.group() == "not":
        return _condition(query, _feature) is True
    rest = query[match.end() :].strip()
    if not rest and match.group().endswith("and"):
        return False
    holds = match[2] in ("print", "all") and (not rest or _condition(rest, _feature) is True)
    return holds is not (match[1] == "not")


# What holds of paper, by feature.
_FACTS: dict[str, tuple[str, ...]] = {
    "orientation": ("portrait",),
    "prefers-color-scheme": ("light",),
    "hover": ("none",),
    "any-hover": ("none",),
    "pointer": ("none",),
    "any-pointer": ("none",),
    "update": ("none",),
    "scripting": ("none",),
    "overflow-block": ("paged",),
    "color-gamut": ("srgb",),
    "prefers-reduced-motion": ("no-preference",),
    "prefers-contrast": ("no-preference",),
    "forced-colors": ("none",),
    "dynamic-range": ("standard",),
}
_RANGE = re.compile(r"(min-|max-)?(device-)?(width|height)\s*:\s*(.+)", re.DOTALL)
_COMPARED = re.compile(r"(width|height)\s*(<=?|>=?|=)\s*(.+)|(.+?)\s*(<=?|>=?|=)\s*(width|height)", re.DOTALL)
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "="}


def _feature(text: str) -> bool | None:
    """One `(feature: value)`; None when it is not known."""
    if match := _RANGE.fullmatch(text):
        return _compare(match[3], {"min-": ">=", "max-": "<="}.get(match[1] or "", "="), match[4])
    if match := _COMPARED.fullmatch(text):
        if match[1]:
            return _compare(match[1], match[2], match[3])
        return _compare(match[6], _MIRRORED[match[5]], match[4])
    name, _, value = (part.strip() for part in text.partition(":"))
    if name in ("color", "width", "height"):
        return not value
    facts = _FACTS.get(name)
    return None if facts is None else (value in facts if value else facts[0] not in ("none", "no-preference"))


def _compare(name: str, sign: str, text: str) -> bool | None:
    length = parse_length(text.strip())
    if length is None:
        return None
    wanted = length.points(12.0, 12.0, 0.0)
    paper = _WIDTH_PT if name == "width" else _HEIGHT_PT
    return {"<": paper < wanted, "<=": paper <= wanted, ">": paper > wanted, ">=": paper >= wanted}.get(
        sign, abs(paper - wanted) < 0.01
    )


def supports(condition: str) -> bool:
    """Whether an `@supports` condition holds; what is not known does not."""
    return _condition(condition, _supported) is True


def _supported(text: str) -> bool | None:
    name, colon, value = text.partition(":")
    if not colon:
        return None
    expansion = expand(name.strip().lower(), value.strip())
    return not expansion.message or expansion.valid


def _condition(text: str, test: Callable[[str], bool | None], depth: int = 0) -> bool | None:
    """`not`, `and` and `or` between brackets; None for what is neither true nor false."""
    results: list[bool | None] = []
    joins: set[str] = set()
    place = 0
    negated = False
    while match := _PART.match(text, place):
        word = (match[1] or "").lower()
        if word == "not":
            negated = not negated
            place = match.end()
        elif word:
            joins.add(word)
            place = match.end()
        else:
            close = closing_bracket(text, match.end())
            inner = text[match.end() : len(text) if close is None else close].strip()
            result = _bracket(match[2].lower(), inner, test, depth)
            results.append(not result if negated and result is not None else result)
            negated = False
            place = len(text) if close is None else close + 1
    if text[place:].strip() or not results or len(joins) > 1:
        return None
    if "or" in joins:
        return any(result is True for result in results)
    return None if None in results else all(results)


_PART = re.compile(r"\s*(?:(not|and|or)(?=[\s(])|([-a-z]*)\()", re.IGNORECASE)


def _bracket(word: str, inner: str, test: Callable[[str], bool | None], depth: int) -> bool | None:
    if word == "selector":
        try:
            parse_selectors(inner)
        except SelectorError:
            return False
        return True
    if word or depth > _DEEPEST:
        return None
    nested = inner.startswith(("(", "not ", "not(")) or (inner[:9] == "selector(")
    return _condition(inner, test, depth + 1) if nested else test(inner)
