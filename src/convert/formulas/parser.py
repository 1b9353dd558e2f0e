"""TeX in, the tree of a formula out. What is not understood is an error, never a guess: nothing of a formula gets lost."""

import re

from convert.formulas import chemistry, commands, grids, symbols
from convert.formulas.source import DEEPEST, NotUnderstood, Source
from convert.formulas.tree import (
    EMPTY,
    Accent,
    Colored,
    Fraction,
    Identifier,
    Node,
    Number,
    Operator,
    Placement,
    Row,
    Scripts,
    Sized,
    Variant,
    Words,
    children,
    row,
)

__all__ = ["NotUnderstood", "parse"]

# Characters that are words, not letters of a formula: East Asian scripts and their punctuation
_EAST_ASIAN = re.compile(
    "[\u2e80-\u2fff\u3005-\u30ff\u3100-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_INFIX = {"\\over": True, "\\atop": False, "\\choose": False, "\\brack": False, "\\brace": False}
_AROUND = {"\\choose": "()", "\\brack": "[]", "\\brace": "{}"}
_STYLES = {"\\displaystyle": True, "\\textstyle": False, "\\scriptstyle": False, "\\scriptscriptstyle": False}
_INTEGRALS = frozenset("∫∬∭⨌∮∯∰")
_LIMITS = frozenset(symbols.LIMIT_FUNCTIONS.values())
_MERGED: frozenset[Variant | None] = frozenset(("normal", "bold", "sans-serif", "monospace"))
_LABELLED = frozenset("⏞⏟⎴⎵⏜⏝")


def parse(tex: str) -> Node:
    """Read a formula; NotUnderstood says what is beyond this reader."""
    reader = Reader(Source(tex, commands.MACROS))
    body = grids.rows(reader, "")
    if reader.source.peek():
        raise NotUnderstood(f"{reader.source.peek()} is out of place")
    return body


class Reader:
    """Reads lines, atoms and arguments at a place in a source."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.variant: Variant | None = None
        self.placement: Placement | None = None
        self._depth = 0

    def line(self, *stops: str) -> Node:
        """Read up to one of the stops, which is left."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise NotUnderstood("it is nested too deeply")
        variant = self.variant
        nodes: list[Node] = []
        while (token := self.source.peek()) and token not in stops:
            if token in _INFIX:
                nodes = [self._infix(nodes, stops)]
            elif token in _STYLES:
                self.source.take()
                nodes.append(Sized(self.line(*stops), _STYLES[token]))
            elif token[1:] in symbols.OLD_FONTS and token[0] == "\\":
                self.source.take()
                self.variant = symbols.OLD_FONTS[token[1:]]
            elif token == "\\color":
                nodes.append(self._colored(stops))
            else:
                _append(nodes, self._scripted())
        self.variant = variant
        self._depth -= 1
        return row(nodes)

    def argument(self) -> Node:
        """Read an argument: a group, or one token."""
        token = self.source.peek()
        if token == "{":
            return self._group()
        if token.isdigit() and token.isascii():
            return Number(self.source.take(), self.variant)
        if token in ("", "}", "&", "\\\\", "^", "_"):
            raise NotUnderstood("an argument is missing")
        self._depth += 1
        if self._depth > DEEPEST:
            raise NotUnderstood("it is nested too deeply")
        node = self._atom()
        self._depth -= 1
        return node

    def inside(self, tex: str, variant: Variant | None = None) -> Node:
        """Read a piece of TeX by itself, as deep as this place and in a font."""
        reader = Reader(Source(tex, commands.MACROS))
        reader.variant = variant or self.variant
        reader._depth = self._depth
        node = reader.line()
        if reader.source.peek():
            raise NotUnderstood(f"{reader.source.peek()} is out of place")
        return node

    def in_font(self, variant: Variant) -> Node:
        """Read an argument in a font."""
        before, self.variant = self.variant, variant
        node = self.argument()
        self.variant = before
        return node

    def _group(self) -> Node:
        self.source.take()
        node = self.line("}")
        self.source.expect("}")
        return node

    def _infix(self, before: list[Node], stops: tuple[str, ...]) -> Node:
        name = self.source.take()
        fraction = Fraction(row(before), self.line(*stops), line=_INFIX[name])
        around = _AROUND.get(name)
        return commands.fenced(around, fraction) if around else fraction

    def _colored(self, stops: tuple[str, ...]) -> Node:
        self.source.take()
        color = commands.color(self.source.option(), self.source.raw())
        body = self.argument() if self.source.peek() == "{" else self.line(*stops)
        return Colored(body, color) if color else body

    def _scripted(self) -> Node:
        """Read an atom and what stands high and low at it."""
        if self.source.peek() in ("^", "_", "'"):
            node: Node = EMPTY
        else:
            number = self.source.digits()
            node = Number(number, self.variant) if number else self._atom()
        placement = self.placement or _placement(node)
        self.placement = None
        while self.source.peek() in ("\\limits", "\\nolimits", "\\displaylimits"):
            placement = {"\\limits": "limits", "\\nolimits": "side"}.get(self.source.take(), placement)  # type: ignore[assignment]
        sub: Node | None = None
        sup: list[Node] = []
        while (token := self.source.peek()) in ("^", "_", "'", "’"):
            self.source.take()
            if token == "_":
                if sub is not None:
                    raise NotUnderstood("two subscripts at one place")
                sub = self.argument()
            elif token == "^":
                sup += children(self.argument()) or (EMPTY,)
            else:
                sup.append(Operator("′"))
        if sub is None and not sup:
            return node
        return Scripts(node, sub, row(sup) if sup else None, placement)

    def _atom(self) -> Node:
        words = self.source.run(_EAST_ASIAN)
        if words:
            return Words(words)
        token = self.source.peek()
        if token == "{":
            return self._group()
        self.source.take()
        if token == "~":
            return commands.BLANK
        if len(token) > 1 or token == "\\":
            if token == "\\ce":
                return self.inside(chemistry.tex(self.source.raw()), "normal")
            return commands.read(self, token[1:])
        if token in "}&#$":
            raise NotUnderstood(f"{token} is out of place")
        return self._character(token)

    def _character(self, token: str) -> Node:
        operator = symbols.sign(token)
        if operator:
            return operator
        if token.isdigit():
            return Number(token, self.variant)
        if token.isalpha() or token.isalnum():
            return Identifier(token, self.variant)
        return Operator(token)


def _append(nodes: list[Node], node: Node) -> None:
    """Add a node to a line; letters of an upright word become one."""
    last = nodes[-1] if nodes else None
    match last, node:
        case (Identifier(before, variant, False), Identifier(text, same, False)) if (
            variant == same and variant in _MERGED and before.isalpha() and text.isalpha() and text.isascii()
        ):
            nodes[-1] = Identifier(before + text, variant)
        case (Words(before, variant), Words(text, same)) if variant == same:
            nodes[-1] = Words(before + text, variant)
        case _, Row(()):
            pass
        case _:
            nodes.append(node)


def _placement(node: Node) -> Placement:
    match node:
        case Operator(text, "large"):
            return "side" if text in _INTEGRALS else "movable"
        case Identifier(text, _, True):
            return "movable" if text in _LIMITS else "side"
        case Accent(_, mark) if mark in _LABELLED:
            return "limits"
        case Operator(_, _, True):
            return "limits"
        case Row((single,)):
            return _placement(single)
        case _:
            return "side"
