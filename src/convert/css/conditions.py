"""One simple selector in, a test on elements out: attributes, `:lang()`, `:nth-child()` and the other pseudo-classes."""

import re
from collections.abc import Callable

from convert.css.elements import Condition, Place, Siblings, Subject, is_element
from convert.css.syntax import unescape, unquote

Test = Callable[[Subject, Siblings], bool]


class SelectorError(ValueError):
    """A selector that is none; the message says why."""


def never(element: Subject, siblings: Siblings) -> bool:
    """Match nothing."""
    return False


# HTML Standard, "case-sensitivity of selectors": values of these attributes are compared without case.
_CASELESS = frozenset(
    "align alink axis bgcolor charset checked clear codetype color compact declare defer dir direction disabled face frame "
    "hreflang http-equiv lang language link media method multiple nohref noresize noshade nowrap readonly rel rev rules "
    "scope scrolling selected shape target text type valign valuetype vlink".split()
)
_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda have, want: have == want,
    "~=": lambda have, want: want in have.split(),
    "|=": lambda have, want: have == want or have.startswith(want + "-"),
    "^=": lambda have, want: bool(want) and have.startswith(want),
    "$=": lambda have, want: bool(want) and have.endswith(want),
    "*=": lambda have, want: bool(want) and want in have,
}


def attribute_test(match: re.Match[str]) -> Test:
    """Test an attribute: the groups of the match are `attribute`, `operator`, `value` and `flag`."""
    name = unescape(match["attribute"]).lower()
    if not match["operator"]:
        return lambda element, siblings: name in element.attributes
    compare = _OPERATORS[match["operator"]]
    value = match["value"]
    value = unquote(value) if value[0] in "\"'" else unescape(value)
    caseless = (match["flag"] or ("i" if name in _CASELESS else "s")).lower() == "i"
    want = value.lower() if caseless else value

    def test(element: Subject, siblings: Siblings) -> bool:
        have = element.attributes.get(name)
        return have is not None and compare(have.lower() if caseless else have, want)

    return test


def language_test(tags: list[str]) -> Test:
    """`:lang()`: the language of the nearest element that says one."""
    wanted = [(unquote(tag) if tag[:1] in ("'", '"') else unescape(tag)).lower() for tag in tags]
    if not all(wanted):
        raise SelectorError("`:lang()` without a language")

    def test(element: Subject, siblings: Siblings) -> bool:
        one: Subject | None = element
        while one is not None and "lang" not in one.attributes:
            one = one.parent
        language = one.attributes["lang"].lower() if one is not None else ""
        return any(language == tag or language.startswith(tag + "-") for tag in wanted)

    return test


_NTH = re.compile(r"(?:([+-]?[0-9]*)n(?:\s*([+-])\s*([0-9]+))?|([+-]?[0-9]+))")


def nth_test(name: str, arguments: str, among: Condition | None = None) -> Test:
    """`:nth-child(An+B)` and its like, counted from either end, among all siblings, those of the type, or those that fit."""
    known = re.fullmatch(r"nth-(last-)?(child|of-type)", name)
    formula = {"odd": "2n+1", "even": "2n"}.get(arguments.lower(), arguments.lower())
    match = _NTH.fullmatch(formula) if len(formula) < 20 else None
    if known is None or match is None or (among and known[2] == "of-type"):
        raise SelectorError(f"`:{name}({arguments})` is not understood")
    step, sign, offset, only = match.groups()
    a = 0 if only else int(step + "1" if step in ("", "+", "-") else step)
    b = int(only or f"{sign or ''}{offset or 0}")
    backwards, same_type = bool(known[1]), known[2] == "of-type"

    def test(element: Subject, siblings: Siblings) -> bool:
        if among is None:
            number = _number(siblings.place(element), backwards, same_type)
        else:
            number = siblings.number_among(element, among, backwards)
        return number > 0 and ((number - b) % a == 0 and (number - b) // a >= 0 if a else number == b)

    return test


def _number(place: Place, backwards: bool, same_type: bool) -> int:
    """Count from 1, from either end."""
    number, total = place[2:] if same_type else place[:2]
    return total - number + 1 if backwards else number


def _edge(*edges: tuple[bool, bool]) -> Test:
    """Whether the element is the first (from the back?, of its type?) in each of the ways given."""
    return lambda element, siblings: all(
        _number(siblings.place(element), backwards, same_type) == 1 for backwards, same_type in edges
    )


def _is_empty(element: Subject, siblings: Siblings) -> bool:
    return not any(is_element(child) or (isinstance(child, str) and child) for child in element.children)


def _is_link(element: Subject, siblings: Siblings) -> bool:
    return element.tag in ("a", "area") and "href" in element.attributes


def _is_root(element: Subject, siblings: Siblings) -> bool:
    return element.parent is None


# Pseudo-class → its test, and whether it asks for siblings or children. On paper nothing is hovered or visited.
PSEUDO_CLASSES: dict[str, tuple[Test, bool]] = {
    "root": (_is_root, False),
    "scope": (_is_root, False),
    "link": (_is_link, False),
    "any-link": (_is_link, False),
    "empty": (_is_empty, True),
    "first-child": (_edge((False, False)), True),
    "last-child": (_edge((True, False)), True),
    "only-child": (_edge((False, False), (True, False)), True),
    "first-of-type": (_edge((False, True)), True),
    "last-of-type": (_edge((True, True)), True),
    "only-of-type": (_edge((False, True), (True, True)), True),
    **dict.fromkeys(
        (
            "hover active focus focus-within focus-visible visited target target-within checked enabled disabled local-link "
            "indeterminate default required optional valid invalid in-range out-of-range read-only read-write "
            "placeholder-shown autofill fullscreen modal open popover-open playing paused past current future user-valid "
            "user-invalid blank -webkit-autofill -webkit-any-link"
        ).split(),
        (never, False),
    ),
    "defined": (lambda element, siblings: True, False),
}
