"""A style sheet's text in; style rules, page rules and what is wrong or not understood, each with its line, out."""

import re
from typing import NamedTuple

from convert.css.conditions import SelectorError
from convert.css.properties import Longhand, expand
from convert.css.selectors import Selector, parse_selectors, split_commas
from convert.css.syntax import (
    IDENTIFIER,
    AtRule,
    Block,
    Declaration,
    Problem,
    QualifiedRule,
    parse_stylesheet,
)


class StyleRule(NamedTuple):
    """One selector with its longhands; a selector list gives one rule each."""

    selector: Selector
    longhands: tuple[Longhand, ...]
    order: int
    line: int


class PageRule(NamedTuple):
    """`@page` (`pseudo` is empty) or `@page :first` (`first`), with the declarations of its margin boxes."""

    pseudo: str
    declarations: tuple[Declaration, ...]
    boxes: tuple[tuple[str, tuple[Declaration, ...]], ...]
    line: int


class Sheet(NamedTuple):
    """A style sheet, read. `strings` pairs names of `string-set` with the selector that sets them.

    `problems` are errors, and what is valid but not understood (`Problem.valid`), by line.
    """

    rules: tuple[StyleRule, ...] = ()
    pages: tuple[PageRule, ...] = ()
    strings: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def parse_sheet(text: str) -> Sheet:
    """Read a style sheet as paper sees it: `@media print` is in, `@media screen` is not."""
    block, problems = parse_stylesheet(text)
    reader = _Reader(list(problems))
    reader.block(block)
    return Sheet(
        tuple(reader.rules),
        tuple(reader.pages),
        tuple(reader.strings),
        tuple(sorted(reader.problems, key=lambda problem: problem.line)),
    )


# At-rules that are right, and do nothing here; fonts and conditions are the browser's and WeasyPrint's business.
_PASSED_BY = "import font-face supports layer container property counter-style keyframes color-profile footnote".split()
_SILENT = ("charset", "namespace")
_STRING_SET = re.compile(rf"({IDENTIFIER})[ \t\n]+content\([ \t\n]*(?:text)?[ \t\n]*\)")
PAGE_PSEUDO = ("", ":first")


class _Reader:
    """Gathers rules in order."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.rules: list[StyleRule] = []
        self.pages: list[PageRule] = []
        self.strings: list[tuple[str, str]] = []

    def block(self, block: Block) -> None:
        """Take the rules of the sheet, or of an `@media` that applies."""
        for rule in block.rules:
            if isinstance(rule, QualifiedRule):
                self._style_rule(rule)
            elif rule.name == "media" and rule.block:
                if applies_to_print(rule.prelude):
                    self.block(rule.block)
            elif rule.name == "page" and rule.block:
                self._page_rule(rule, rule.block)
            elif rule.name in _PASSED_BY or rule.name.startswith("-"):
                self._problem(rule.line, f"`@{rule.name}` has no effect here", valid=True)
            elif rule.name not in _SILENT:
                self._problem(rule.line, f"`@{rule.name}` is not understood")
        for declaration in block.declarations:
            self._problem(declaration.line, f"`{declaration.name}: …` outside a rule")

    def _style_rule(self, rule: QualifiedRule) -> None:
        try:
            selectors = parse_selectors(rule.prelude)
        except SelectorError as error:
            self._problem(rule.line, str(error))
            return
        for inner in rule.block.rules:
            self._problem(inner.line, "a rule inside a rule; is a `}` missing before it?")
        longhands: list[Longhand] = []
        for declaration in rule.block.declarations:
            if declaration.name == "string-set":
                self._string_set(declaration, rule.prelude)
            elif not declaration.name.startswith("--"):
                longhands += self._longhands(declaration)
        for selector in selectors:
            self.rules.append(StyleRule(selector, tuple(longhands), len(self.rules), rule.line))

    def _longhands(self, declaration: Declaration) -> list[Longhand]:
        expansion = expand(declaration.name, declaration.value)
        if expansion.message:
            self._problem(declaration.line, expansion.message, expansion.valid)
        return [
            Longhand(name, value, declaration.important, declaration.line)
            for name, value in expansion.longhands
        ]

    def _string_set(self, declaration: Declaration, selector: str) -> None:
        if declaration.value.lower() == "none":
            return
        for part in split_commas(declaration.value):
            if match := _STRING_SET.fullmatch(part):
                self.strings.append((match[1], selector))
            else:
                self._problem(declaration.line, f"`string-set: {part}` is not understood", valid=True)

    def _page_rule(self, rule: AtRule, block: Block) -> None:
        for prelude in split_commas(rule.prelude):
            if prelude.lower() not in PAGE_PSEUDO:
                self._problem(rule.line, f"`@page {prelude}` is not understood", valid=True)
                continue
            boxes = [
                (inner.name, inner.block.declarations)
                for inner in block.rules
                if isinstance(inner, AtRule) and inner.block
            ]
            self.pages.append(PageRule(prelude[1:].lower(), block.declarations, tuple(boxes), rule.line))
        for inner in block.rules:
            if isinstance(inner, QualifiedRule):
                self._problem(inner.line, "a rule inside `@page`; is a `}` missing before it?")

    def _problem(self, line: int, message: str, valid: bool = False) -> None:
        self.problems.append(Problem(line, message, valid))


_MEDIUM = re.compile(r"(?:(not|only)\s+)?([-a-z]+)")


def applies_to_print(query: str) -> bool:
    """Whether a media query list holds on paper. A query with conditions such as `(min-width: …)` does not."""
    for part in split_commas(query.lower()):
        match = _MEDIUM.fullmatch(part)
        if part == "" or (match and (match[2] in ("print", "all")) is not (match[1] == "not")):
            return True
    return False
