"""TeX as characters in, tokens, arguments and raw text out; macros are replaced on the way, within bounds."""

import re

LONGEST = 10_000
DEEPEST = 40
_MOST_EXPANSIONS = 500

_TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?|.|$)|\S", re.DOTALL)
_BLANK = re.compile(r"(?:\s|%[^\n]*(?:\n|$))+")
_STARRED = frozenset(("\\operatorname*", "\\tag*", "\\hspace*", "\\DeclareMathOperator*", "\\newcommand*"))
_PARAMETER = re.compile(r"#([1-9])")


class NotUnderstood(Exception):  # noqa: N818 - not an error of the program: the formula is shown as its source
    """Says what of a formula is beyond this reader."""


class Source:
    """A place in a text of TeX."""

    def __init__(self, tex: str, macros: dict[str, tuple[int, str]]) -> None:
        if len(tex) > LONGEST:
            raise NotUnderstood("it is too long")
        self._text = tex
        self._place = 0
        self._expansions = 0
        self._macros = dict(macros)

    def blanks(self) -> None:
        """Pass white space and comments."""
        match = _BLANK.match(self._text, self._place)
        if match:
            self._place = match.end()

    def peek(self) -> str:
        """Give the next token without taking it: a command with its backslash, or a character; empty at the end."""
        while True:
            self.blanks()
            match = _TOKEN.match(self._text, self._place)
            token = self._unstarred(match.group()) if match else ""
            if token[1:] not in self._macros or not token.startswith("\\"):
                return token
            self._expand(token)

    def take(self) -> str:
        """Take the next token."""
        token = self.peek()
        self._place += len(token)
        return token

    def digits(self) -> str:
        """Take a whole number, with its decimals."""
        match = re.compile(r"[0-9]+(?:\.[0-9]+)?").match(self._text, self._place)
        if match:
            self._place = match.end()
        return match.group() if match else ""

    def run(self, pattern: re.Pattern[str]) -> str:
        """Take the characters that match a pattern here."""
        match = pattern.match(self._text, self._place)
        if match:
            self._place = match.end()
        return match.group() if match else ""

    def expect(self, token: str) -> None:
        """Take a token that must stand here."""
        if self.take() != token:
            raise NotUnderstood(f"{token} is missing")

    def raw(self, opening: str = "{", closing: str = "}") -> str:
        """Take an argument as it is written, braces inside it paired; without braces it is one token."""
        self.blanks()
        if not self._text.startswith(opening, self._place):
            return self.take()
        start = self._place + 1
        depth, place = 0, start
        while place < len(self._text):
            character = self._text[place]
            if character == "\\":
                place += 1
            elif depth == 0 and character == closing:
                self._place = place + 1
                return self._text[start:place]
            elif character in "{}":
                depth += 1 if character == "{" else -1
            place += 1
        raise NotUnderstood(f"{closing} is missing")

    def option(self) -> str | None:
        """Take an argument in square brackets, where one stands here."""
        self.blanks()
        return self.raw("[", "]") if self._text.startswith("[", self._place) else None

    def define(self, name: str, arguments: int, body: str) -> None:
        """Keep a macro to the end of the formula."""
        self._macros[name.strip().lstrip("\\")] = (arguments, body)

    def _unstarred(self, token: str) -> str:
        return token if token in _STARRED or not token.endswith("*") or token == "\\*" else token[:-1]

    def _expand(self, token: str) -> None:
        self._expansions += 1
        if self._expansions > _MOST_EXPANSIONS:
            raise NotUnderstood(f"{token} never ends")
        arguments, body = self._macros[token[1:]]
        self._place += len(token)
        given = [self.raw() for _ in range(arguments)]
        text = _PARAMETER.sub(lambda m: given[int(m[1]) - 1] if int(m[1]) <= len(given) else m[0], body)
        # A command at the end of a body must not swallow the letters behind it.
        self._text = f"{text} {self._text[self._place :]}"
        self._place = 0
        if len(self._text) > LONGEST:
            raise NotUnderstood(f"{token} is too long")
