"""Selector text in; specificity and a test on elements out (Selectors Level 4, without namespaces).

cssselect2 compiles each selector through `eval` and comes with tinycss2: 20 ms at every start, which a page of a theme does
not need. The tests hold the two against each other.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from convert.css.conditions import (
    PSEUDO_CLASSES,
    SelectorError,
    Test,
    attribute_test,
    language_test,
    never,
    nth_test,
)
from convert.css.elements import Combinator, Condition, Only, Siblings, Subject
from convert.css.syntax import IDENTIFIER, NAME_CHARACTER, unescape

Specificity = tuple[int, int, int]


class Compound(NamedTuple):
    """Simple selectors without a combinator between them."""

    tag: str = ""
    id: str = ""
    classes: tuple[str, ...] = ()
    tests: tuple[Test, ...] = ()

    def matches(self, element: Subject, siblings: Siblings) -> bool:
        """Whether the element fits all of it."""
        attributes = element.attributes
        return (
            (not self.tag or element.tag == self.tag)
            and (not self.id or attributes.get("id") == self.id)
            and (not self.classes or set(self.classes) <= set(attributes.get("class", "").split()))
            and all(test(element, siblings) for test in self.tests)
        )


class Selector(NamedTuple):
    """A complex selector: its compounds from right to left, each but the last with the combinator on its left.

    `structural` tells that it asks for siblings, so that an element alone cannot answer. `pseudo_element` is empty for most.
    """

    text: str
    compounds: tuple[Compound, ...]
    combinators: tuple[Combinator, ...]
    specificity: Specificity
    pseudo_element: str = ""
    structural: bool = False

    def matches(self, element: Subject, siblings: Siblings) -> bool:
        """Whether the element is a subject of this selector."""
        return _fits(element, self.compounds, self.combinators, siblings)


def _fits(
    element: Subject, compounds: Sequence[Condition], combinators: Sequence[Combinator], siblings: Siblings
) -> bool:
    """Whether compounds fit the element and others that stand to it as the combinators say."""
    if not compounds[0].matches(element, siblings):
        return False
    # Sets of elements instead of backtracking: strangers' selectors must not take exponential time.
    found: Iterable[Subject] = (element,)
    for combinator, compound in zip(combinators, compounds[1:], strict=True):
        found = _related(tuple(found), combinator, compound, siblings)
    return any(True for _ in found)


def _related(
    elements: tuple[Subject, ...], combinator: Combinator, compound: Condition, siblings: Siblings
) -> Iterator[Subject]:
    """The elements that stand to any of these as the combinator says, and fit the compound; each once."""
    seen: set[int] = set()
    for element in elements:
        if combinator == "~":
            near = siblings.earlier(element, compound)
        else:
            near = _upwards(element, combinator, siblings)
        for other in near:
            if id(other) in seen:
                if combinator == " ":
                    break  # what is around it has been seen with it
                continue
            seen.add(id(other))
            if combinator == "~" or compound.matches(other, siblings):
                yield other


def _upwards(element: Subject, combinator: Combinator, siblings: Siblings) -> Iterator[Subject]:
    """The element before, the one around, or all around, the nearest first."""
    other = siblings.previous(element) if combinator == "+" else element.parent
    while other is not None:
        yield other
        other = other.parent if combinator == " " else None


def parse_selectors(text: str) -> tuple[Selector, ...]:
    """Read a selector list; SelectorError when any of it is invalid, as CSS then drops the rule."""
    return tuple(_Parser(part).selector() for part in split_commas(text))


_BRACKETS_OR_STRINGS = re.compile(
    r"\\.|\"[^\"\\]*(?:\\.[^\"\\]*)*\"?|'[^'\\]*(?:\\.[^'\\]*)*'?|[(\[)\],]", re.DOTALL
)


def split_commas(text: str) -> list[str]:
    """Split at the commas outside brackets and strings; blanks around the parts are dropped."""
    parts, start, depth = [], 0, 0
    for match in _BRACKETS_OR_STRINGS.finditer(text):
        token = match.group()
        if token in "([":
            depth += 1
        elif token in ")]":
            depth -= 1
        elif token == "," and depth <= 0:
            parts.append(text[start : match.start()].strip())
            start = match.end()
    return [*parts, text[start:].strip()]


_TOKEN = re.compile(
    rf"""
      (?P<combinator> [ \t\n]*[>+~][ \t\n]* | [ \t\n]+ )
    | \#(?P<id> (?:{NAME_CHARACTER}|\\[^\n])+ )
    | \.(?P<class> {IDENTIFIER} )
    | ::(?P<element> {IDENTIFIER} ) (?:\([^)]*\))?
    | :(?P<pseudo> {IDENTIFIER} ) (?P<call>\()?
    | \[[ \t\n]*(?P<attribute> {IDENTIFIER} )[ \t\n]*
      (?: (?P<operator> [~|^$*]?= )[ \t\n]*
          (?P<value> {IDENTIFIER} | "[^"\\]*(?:\\.[^"\\]*)*" | '[^'\\]*(?:\\.[^'\\]*)*' )
          (?: [ \t\n]*(?P<flag> [iIsS] ) )?[ \t\n]* )?\]
    | (?:\*\|)?(?P<tag> {IDENTIFIER} | \* )
    """,
    re.VERBOSE | re.DOTALL,
)
_LEGACY_ELEMENTS = {"before", "after", "first-line", "first-letter"}
_MAX_NESTING = 5  # `:not(:is(:not(…)))`


class _Parser:
    """Reads one complex selector."""

    def __init__(self, text: str, depth: int = 0) -> None:
        self._text = text
        self._depth = depth
        self._specificity = [0, 0, 0]
        self._structural = False
        self._element = ""
        self._compounds: list[Compound] = []
        self._combinators: list[Combinator] = []
        self._reset()

    def _reset(self) -> None:
        self._tag = self._id = ""
        self._classes: list[str] = []
        self._tests: list[Test] = []
        self._empty = True

    def selector(self) -> Selector:
        """Read all of the text."""
        position = 0
        while position < len(self._text):
            match = _TOKEN.match(self._text, position)
            if match is None or self._element:
                raise SelectorError(f"`{self._text}` is not a selector")
            position = self._token(match)
        self._close_compound()
        a, b, c = self._specificity
        return Selector(
            self._text,
            tuple(reversed(self._compounds)),
            tuple(reversed(self._combinators)),
            (a, b, c),
            self._element,
            self._structural,
        )

    def _token(self, match: re.Match[str]) -> int:
        """Take one token; return the position after it."""
        if match.lastgroup == "combinator":
            combinator: Combinator = match["combinator"].strip() or " "  # type: ignore[assignment]
            self._close_compound()
            self._combinators.append(combinator)
            self._structural |= combinator in "+~"
            return match.end()
        if match["tag"]:
            self._take_tag(match["tag"])
        elif match["id"]:
            self._id = self._id or unescape(match["id"])
            if self._id != unescape(match["id"]):
                self._tests.append(never)
            self._specificity[0] += 1
        elif match["class"]:
            self._classes.append(unescape(match["class"]))
            self._specificity[1] += 1
        elif match["attribute"]:
            self._tests.append(attribute_test(match))
            self._specificity[1] += 1
        elif match["element"]:
            self._take_element(match["element"])
        else:
            return self._take_pseudo_class(match)
        self._empty = False
        return match.end()

    def _take_tag(self, name: str) -> None:
        if not self._empty:
            raise SelectorError(f"`{self._text}` is not a selector")
        if name != "*":
            self._tag = unescape(name).lower()
            self._specificity[2] += 1

    def _take_element(self, name: str) -> None:
        self._element = name.lower()
        self._specificity[2] += 1

    def _take_pseudo_class(self, match: re.Match[str]) -> int:
        name = match["pseudo"].lower()
        self._empty = False
        if not match["call"]:
            if name in _LEGACY_ELEMENTS:
                self._take_element(name)
                return match.end()
            if name not in PSEUDO_CLASSES:
                raise SelectorError(f"no pseudo-class `:{name}`")
            test, structural = PSEUDO_CLASSES[name]
            self._tests.append(test)
            self._structural |= structural
            self._specificity[1] += 1
            return match.end()
        end = closing_bracket(self._text, match.end())
        if end is None:
            raise SelectorError(f"`{self._text}` is not a selector")
        arguments = self._text[match.end() : end].strip()
        if name in ("is", "where", "matches", "not"):
            self._take_list(name, arguments)
        elif name == "has":
            self._take_relative(arguments)
        elif name == "lang":
            self._tests.append(language_test(split_commas(arguments)))
            self._specificity[1] += 1
        else:
            self._take_number(name, arguments)
        return end + 1

    def _take_number(self, name: str, text: str) -> None:
        """Take the argument of `:nth-child()` or its like, perhaps with `of` selectors (section 13.3)."""
        formula, of, wanted = (part.strip() for part in text.partition(" of "))
        among = None
        if of:
            if self._depth >= _MAX_NESTING:
                raise SelectorError("selectors nested too deep")
            among, best = _among(wanted, self._depth + 1)
            self._specificity = [mine + theirs for mine, theirs in zip(self._specificity, best, strict=True)]
        self._tests.append(nth_test(name, formula, among))
        self._structural = True
        self._specificity[1] += 1

    def _take_list(self, name: str, text: str) -> None:
        """Take the argument of `:is()`, `:where()` or `:not()`."""
        if self._depth >= _MAX_NESTING:
            raise SelectorError("selectors nested too deep")
        choices = []
        for part in split_commas(text):
            try:
                choices.append(_Parser(part, self._depth + 1).selector())
            except SelectorError:
                if name == "not":  # `:is()` and `:where()` forgive, section 4.2
                    raise
        self._structural |= any(choice.structural for choice in choices)
        alternatives = tuple(choice for choice in choices if not choice.pseudo_element)
        self._tests.append(_list_test(alternatives, negated=name == "not"))
        if name != "where" and choices:
            best = max(choice.specificity for choice in choices)
            self._specificity = [mine + theirs for mine, theirs in zip(self._specificity, best, strict=True)]

    def _take_relative(self, text: str) -> None:
        """Take the argument of `:has()`, which does not nest (section 4.5)."""
        if self._depth >= _MAX_NESTING or ":has(" in text.lower():
            raise SelectorError("`:has()` nested too deep")
        choices: list[tuple[Combinator, Selector]] = []
        for part in split_commas(text):
            lead: Combinator = part[0] if part[:1] in (">", "+", "~") else " "  # type: ignore[assignment]
            inner = _Parser(part.lstrip(">+~ \t\n") if lead != " " else part, self._depth + 1).selector()
            choices.append((lead, inner))
        self._structural = True
        self._tests.append(_relative_test(tuple(choices)))
        best = max(choice.specificity for _, choice in choices)
        self._specificity = [mine + theirs for mine, theirs in zip(self._specificity, best, strict=True)]

    def _close_compound(self) -> None:
        if self._empty:
            raise SelectorError(f"`{self._text}` is not a selector" if self._text else "an empty selector")
        self._compounds.append(Compound(self._tag, self._id, tuple(self._classes), tuple(self._tests)))
        self._reset()


@lru_cache(64)
def _among(text: str, depth: int) -> tuple[Compound, Specificity]:
    """The condition of `:nth-child(… of SELECTORS)`, one object for all of the same text, and its specificity."""
    choices = tuple(_Parser(part, depth).selector() for part in split_commas(text))
    return Compound(tests=(_list_test(choices, negated=False),)), max(one.specificity for one in choices)


def closing_bracket(text: str, position: int) -> int | None:
    """The position of the bracket that closes the one before `position`."""
    depth = 1
    for match in _BRACKETS_OR_STRINGS.finditer(text, position):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(match.group(), 0)
        if depth == 0:
            return match.start()
    return None


def _list_test(choices: Iterable[Selector], negated: bool) -> Test:
    return lambda element, siblings: (
        any(choice.matches(element, siblings) for choice in choices) is not negated
    )


def _relative_test(choices: tuple[tuple[Combinator, Selector], ...]) -> Test:
    """Whether an element stands where one of these selectors begins: each is matched from its end back to that element."""

    def test(element: Subject, siblings: Siblings) -> bool:
        for lead, inner in choices:
            compounds: tuple[Condition, ...] = (*inner.compounds, Only(element))
            combinators = (*inner.combinators, lead)
            candidates = siblings.after(element, lead, far=bool(inner.combinators))
            if any(_fits(one, compounds, combinators, siblings) for one in candidates):
                return True
        return False

    return test
