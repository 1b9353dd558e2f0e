"""CSS text in; rules and declarations with their lines, and what is broken about them, out. Values stay text.

CSS Syntax Level 3 at the level of blocks: brackets, strings, comments and escapes decide where a declaration and a rule end.
tinycss2 gives the same through token objects, at six times the time; a theme is read at every start, so the time counts.
"""

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

_MAX_NESTING = 8  # blocks inside blocks; deeper ones are skipped


class Problem(NamedTuple):
    """Something in a sheet that CSS says to ignore (`valid` is False), or that is right but not understood here.

    `harmless` names the property of a declaration whose loss changes nothing that a reader would ask for.
    """

    line: int
    message: str
    valid: bool = False
    harmless: str = ""


class Declaration(NamedTuple):
    """A property's name in lower case (custom properties as written), its value without comments, and its line."""

    name: str
    value: str
    important: bool = False
    line: int = 1


class Block(NamedTuple):
    """What stands between braces."""

    declarations: tuple[Declaration, ...] = ()
    rules: "tuple[QualifiedRule | AtRule, ...]" = ()


class QualifiedRule(NamedTuple):
    """A prelude (a selector list, as a rule) with its block."""

    prelude: str
    block: Block
    line: int


class AtRule(NamedTuple):
    """An at-rule; `block` is None when it ended with a semicolon."""

    name: str
    prelude: str
    block: Block | None
    line: int


def parse_stylesheet(text: str, first_line: int = 1) -> tuple[Block, tuple[Problem, ...]]:
    """Split a style sheet, which begins on a line of its file; broken pieces are left out and told."""
    scanner = _Scanner(text, first_line)
    block, _ = scanner.contents(0, [])
    return block, tuple(scanner.problems)


@lru_cache(4096)
def parse_declarations(text: str) -> tuple[tuple[Declaration, ...], tuple[Problem, ...]]:
    """Split what stands in a `style` attribute; lines count inside it."""
    scanner = _Scanner(text)
    position = 0
    found = []
    while (position := scanner.skip_blanks(position)) < len(scanner.text):
        end, _ = scanner.until(position, ";")
        if declaration := scanner.declaration(position, end):
            found.append(declaration)
        position = end + 1
    return tuple(found), tuple(scanner.problems)


# Escapes

# Negated, since `re` takes milliseconds over a class that names all of Unicode.
NAME_CHARACTER = r"[^\x00-\x2c./:-@\[-^`{-\x7f]"
_NAME_START = r"[^\x00-@\[-^`{-\x7f]"
IDENTIFIER = rf"(?:--|-?(?:{_NAME_START}|\\[^\n]))(?:{NAME_CHARACTER}|\\[^\n])*"
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n]?|\n|(.))", re.DOTALL)


def unescape(text: str) -> str:
    """Resolve backslashes: `\\5B8B` is 宋."""
    return _ESCAPE.sub(_escaped, text) if "\\" in text else text


def _escaped(match: re.Match[str]) -> str:
    if not match[1]:
        return match[2] or ""
    number = int(match[1], 16)
    valid = 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF
    return chr(number) if valid else "\ufffd"


def unquote(text: str) -> str:
    """Take the text of a quoted string."""
    return unescape(text[1:].removesuffix(text[0]))


# Blocks

_STRUCTURE = re.compile(
    r"""
      /\*.*?(?:\*/|\Z)
    | "[^"\\\n]*(?:\\.[^"\\\n]*)*(?:"|(?=\n)|\\?\Z)
    | '[^'\\\n]*(?:\\.[^'\\\n]*)*(?:'|(?=\n)|\\?\Z)
    | url\([ \t\n]*(?:[^"'()\\ \t\n]|\\.)+[ \t\n]*\)
    | \\.
    | [(){}\[\];]
    """,
    re.DOTALL | re.VERBOSE | re.IGNORECASE,
)
_BLANKS = re.compile(r"(?:[ \t\n]+|/\*.*?(?:\*/|\Z))*", re.DOTALL)
_LEGACY_COMMENTS = re.compile(r"<!--|-->")
_COMMENT_OR_STRING = re.compile(r"(\"(?:[^\"\\\n]|\\.)*\"?|'(?:[^'\\\n]|\\.)*'?)|/\*.*?(?:\*/|\Z)", re.DOTALL)
_NAME = re.compile(IDENTIFIER)
_DECLARATION_START = re.compile(rf"({IDENTIFIER})[ \t\n]*:")
_IMPORTANT = re.compile(r"![ \t\n]*important[ \t\n]*\Z", re.IGNORECASE)
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_FULL_WIDTH = re.compile("[：；，（）“”]")


class _Scanner:
    """A position-based reader of one text, which collects problems."""

    __slots__ = ("_first_line", "_newlines", "problems", "text")

    def __init__(self, text: str, first_line: int = 1) -> None:
        # Section 3.3: one kind of line end, no NUL.
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\0", "\ufffd")
        self.text = text
        self.problems: list[Problem] = []
        self._first_line = first_line
        self._newlines = [match.start() for match in re.finditer("\n", text)]

    def line(self, position: int) -> int:
        """The line of a position."""
        return bisect_right(self._newlines, position - 1) + self._first_line

    def until(self, position: int, stops: str) -> tuple[int, str]:
        """The position of the first of `stops` outside brackets, strings and comments, and which; the end and ""."""
        open_brackets: list[str] = []
        for match in _STRUCTURE.finditer(self.text, position):
            token = match.group()
            if not open_brackets and token in stops:
                return match.start(), token
            if closing := _CLOSING.get(token):
                open_brackets.append(closing)
            elif open_brackets and token == open_brackets[-1]:
                open_brackets.pop()
            elif token[0] in "\"'" and (len(token) == 1 or token[-1] != token[0]):
                self._problem(match.start(), "a string that does not end on its line")
        return len(self.text), ""

    def skip_blanks(self, position: int) -> int:
        """The position after blanks and comments."""
        match = _BLANKS.match(self.text, position)
        return match.end() if match else position

    def contents(self, position: int, opened: list[int]) -> tuple[Block, int]:
        """Read a block up to its closing brace, the sheet itself up to its end; `opened` are the braces around."""
        declarations: list[Declaration] = []
        rules: list[QualifiedRule | AtRule] = []
        while (position := self.skip_blanks(position)) < len(self.text):
            if opened and self.text[position] == "}":
                return Block(tuple(declarations), tuple(rules)), position + 1
            if self.text[position] == ";" and opened:
                position += 1
            elif not opened and (comment := _LEGACY_COMMENTS.match(self.text, position)):
                position = comment.end()
            elif self.text[position] == "@":
                rule, position = self._at_rule(position, opened)
                rules.extend(rule)
            else:
                position = self._item(position, opened, declarations, rules)
        if opened:
            self._problem(opened[-1], "`{` is never closed")
        return Block(tuple(declarations), tuple(rules)), position

    def _item(
        self,
        position: int,
        opened: list[int],
        declarations: list[Declaration],
        rules: list[QualifiedRule | AtRule],
    ) -> int:
        """Read a declaration or a rule into its list; return the position after it."""
        custom = bool(opened) and self.text.startswith("--", position)
        end, stop = self.until(position, (";}" if custom else ";{}") if opened else "{")
        if stop == "{":
            prelude = self._clean(position, end)
            block, after = self._block(end, opened)
            if prelude.startswith("}"):
                self._problem(position, "`}` without `{`")
            else:
                rules.append(QualifiedRule(prelude, block, self.line(position)))
            return after
        if not opened:
            self._problem(position, f"a selector without `{{`: `{_short(self.text[position:end])}`")
        elif declaration := self.declaration(position, end):
            declarations.append(declaration)
        return end + (stop == ";")

    def declaration(self, start: int, end: int) -> Declaration | None:
        """Read `name: value !important` between two positions; None, with a problem, when it is none."""
        match = _DECLARATION_START.match(self.text, start, end)
        if match is None:
            self._problem(start, self._what_is_wrong(self._clean(start, end)))
            return None
        value = self._clean(match.end(), end)
        important = _IMPORTANT.search(value)
        if important:
            value = value[: important.start()].rstrip(" \t\n")
        name = unescape(match[1])
        name = name if name.startswith("--") else name.lower()
        if not value and not name.startswith("--"):
            self._problem(start, f"`{_short(name)}` without a value")
            return None
        return Declaration(name, value, important is not None, self.line(start))

    def _at_rule(self, position: int, opened: list[int]) -> tuple[list[AtRule], int]:
        """Read an at-rule: nothing or one rule, and the position after it."""
        name = _NAME.match(self.text, position + 1)
        end, stop = self.until(position + 1, ";{}" if opened else ";{")
        after = end + (stop == ";")
        block = None
        if stop == "{":
            block, after = self._block(end, opened)
        if name is None:
            self._problem(position, "`@` without a name")
            return [], after
        rule = AtRule(
            unescape(name.group()).lower(), self._clean(name.end(), end), block, self.line(position)
        )
        return [rule], after

    def _block(self, brace: int, opened: list[int]) -> tuple[Block, int]:
        """Read the block that opens at `brace`: the block, and the position after it."""
        if len(opened) < _MAX_NESTING:
            return self.contents(brace + 1, [*opened, brace])
        self._problem(brace, "blocks nested too deep")
        end, _ = self.until(brace + 1, "}")
        return Block(), end + 1

    def _clean(self, start: int, end: int) -> str:
        """The text between two positions without comments and outer blanks."""
        text = self.text[start:end]
        if "/*" in text:
            text = _COMMENT_OR_STRING.sub(lambda match: match[1] or " ", text)
        return text.strip(" \t\n")

    def _what_is_wrong(self, text: str) -> str:
        if marks := _FULL_WIDTH.search(text):
            return f"full-width `{marks.group()}` in `{_short(text)}`: CSS wants half-width marks"
        if _NAME.fullmatch(text):
            return f"`{_short(text)}` without `:` and a value"
        return f"`{_short(text)}` is not `property: value`"

    def _problem(self, position: int, message: str) -> None:
        self.problems.append(Problem(self.line(position), message))


def _short(text: str) -> str:
    """A piece of the source for a message."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"
