"""A style sheet's text in; style rules, page rules and what is wrong or not understood, each with its line, out."""

import re
from typing import NamedTuple

from convert.css.conditions import SelectorError
from convert.css.properties import SHEET, Longhand, longhands_of
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
    layer: int = SHEET


class PageRule(NamedTuple):
    """`@page` (`pseudo` is empty), or that of a `first`, `left` or `right` page, with the declarations of its margin boxes."""

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


class Layers:
    """The layers of `@layer` in the order of their first mention, over all sheets of a document (Cascade 5, section 6.4)."""

    def __init__(self) -> None:
        self._outer: dict[str, int] = {}
        self._inner: dict[str, int] = {}
        self._unnamed = 0

    def place(self, name: str) -> int:
        """The place of a layer; one inside another (`base.type`) is weaker than what stands in the outer itself."""
        if not name:
            self._unnamed += 1
            name = f" {self._unnamed}"
        outer, _, inner = name.partition(".")
        base = self._outer.setdefault(outer, (len(self._outer) + 1) * _ROOM)
        if not inner:
            return min(base, SHEET - 1)
        return min(base - _ROOM + self._inner.setdefault(name, len(self._inner) + 1) % _ROOM, SHEET - 1)


_ROOM = 1000  # layers inside one


def parse_sheet(text: str, layers: Layers | None = None, first_line: int = 1) -> Sheet:
    """Read a style sheet as paper sees it: `@media print` is in, `@media screen` is not; it begins on a line of its file."""
    block, problems = parse_stylesheet(text, first_line)
    reader = _Reader(list(problems), layers or Layers())
    reader.block(block)
    return Sheet(
        tuple(reader.rules),
        tuple(reader.pages),
        tuple(reader.strings),
        tuple(sorted(reader.problems, key=lambda problem: problem.line)),
    )


# At-rules that are right, and do nothing here; fonts and conditions are the browser's and WeasyPrint's business.
_PASSED_BY = (
    "import font-face container property counter-style keyframes color-profile footnote scope starting-style "
    "font-feature-values font-palette-values view-transition position-try".split()
)
_SILENT = ("charset", "namespace")
_STRING_SET = re.compile(rf"({IDENTIFIER})[ \t\n]+content\([ \t\n]*(?:text)?[ \t\n]*\)")
PAGE_PSEUDO = ("", ":first", ":left", ":right")


class _Around(NamedTuple):
    """Where a rule stands: the selector of the rule around it, and its layer."""

    selector: str = ""
    layer: int = SHEET
    layer_name: str = ""


_OUTERMOST = _Around()


class _Reader:
    """Gathers rules in order."""

    def __init__(self, problems: list[Problem], layers: Layers) -> None:
        self.problems = problems
        self.rules: list[StyleRule] = []
        self.pages: list[PageRule] = []
        self.strings: list[tuple[str, str]] = []
        self._layers = layers

    def block(self, block: Block, around: _Around = _OUTERMOST) -> None:
        """Take the rules of the sheet, or of a conditional group or layer that applies."""
        for rule in block.rules:
            if isinstance(rule, QualifiedRule):
                self._style_rule(rule, around)
            else:
                self._at_rule(rule, around)
        if around.selector and block.declarations:
            self._add(around.selector, block.declarations, block.declarations[0].line, around)
        for declaration in () if around.selector else block.declarations:
            self._problem(declaration.line, f"`{declaration.name}: …` outside a rule")

    def _at_rule(self, rule: AtRule, around: _Around) -> None:
        if rule.name in ("media", "supports") and rule.block:
            if _holds(rule):
                self.block(rule.block, around)
        elif rule.name == "layer":
            self._layer(rule, around)
        elif rule.name == "page" and rule.block:
            self._page_rule(rule, rule.block)
        elif rule.name in _PASSED_BY or rule.name.startswith("-"):
            self._problem(rule.line, f"`@{rule.name}` has no effect here", valid=True)
        elif rule.name not in _SILENT:
            self._problem(rule.line, f"`@{rule.name}` is not understood")

    def _layer(self, rule: AtRule, around: _Around) -> None:
        names = split_commas(rule.prelude)
        if rule.block is None:
            for name in names:
                self._layers.place(_inside_layer(around, name))
        elif len(names) == 1:
            name = _inside_layer(around, names[0])
            self.block(rule.block, around._replace(layer=self._layers.place(name), layer_name=name))

    def _style_rule(self, rule: QualifiedRule, around: _Around) -> None:
        """Take a rule and those inside it (CSS Nesting Level 1)."""
        selector = _nested(rule.prelude, around.selector)
        if around.selector and len(selector) > _LONGEST_NESTED:
            self._problem(rule.line, "rules nested too deep")
            return
        if not self._add(selector, rule.block.declarations, rule.line, around):
            return
        inner = [one for one in rule.block.rules if not isinstance(one, AtRule) or one.name in _GROUPS]
        if inner:
            self.block(Block((), tuple(inner)), around._replace(selector=selector))
        for one in rule.block.rules:
            if isinstance(one, AtRule) and one.name not in _GROUPS:
                self._problem(one.line, f"`@{one.name}` inside a rule; is a `}}` missing before it?")

    def _add(self, text: str, declarations: tuple[Declaration, ...], line: int, around: _Around) -> bool:
        """Add rules for a selector list; False when it is broken."""
        try:
            selectors = parse_selectors(text)
        except SelectorError as error:
            self._problem(line, str(error))
            return False
        longhands: list[Longhand] = []
        for declaration in declarations:
            if declaration.name == "string-set":
                self._string_set(declaration, text)
            else:
                longhands += self._longhands(declaration, around.layer)
        for selector in selectors:
            self.rules.append(StyleRule(selector, tuple(longhands), len(self.rules), line, around.layer))
        return True

    def _longhands(self, declaration: Declaration, layer: int) -> tuple[Longhand, ...]:
        found, expansion = longhands_of(
            declaration.name, declaration.value, declaration.important, declaration.line, layer
        )
        if expansion.message:
            self._problem(declaration.line, expansion.message, expansion.valid, expansion.harmless)
        return found

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

    def _problem(self, line: int, message: str, valid: bool = False, harmless: str = "") -> None:
        self.problems.append(Problem(line, message, valid, harmless))


_LONGEST_NESTED = 5000  # characters of a selector with those around it
_GROUPS = ("media", "supports", "layer")


def _holds(rule: AtRule) -> bool:
    from convert.css.queries import (
        applies_to_print,
        supports,
    )  # themes have no conditions, and time counts there

    return applies_to_print(rule.prelude) if rule.name == "media" else supports(rule.prelude)


def _inside_layer(around: _Around, name: str) -> str:
    return f"{around.layer_name}.{name}" if around.layer_name and name else name


def _nested(prelude: str, around: str) -> str:
    """The selector list of a rule inside another, as if it stood alone."""
    if not around:
        return prelude
    parent = f":is({around})"
    parts = []
    for part in split_commas(prelude):
        if "&" in part:
            parts.append(_AMPERSAND.sub(lambda match: match[1] or parent, part))
        else:
            parts.append(f"{parent} {part}")
    return ", ".join(parts)


_AMPERSAND = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|&""", re.DOTALL)
