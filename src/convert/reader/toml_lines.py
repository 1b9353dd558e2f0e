"""Sound TOML in, the line of each key out; standard library only.

Keys of tables are told as `table.key`, whether they stand under `[table]` or behind `table.`; inside an inline table all stand
on the line of its key.
"""

import re

_PART = r"""(?:[\w-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_KEY = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_STATEMENT = re.compile(rf"[ \t]*(?:(?P<table>\[\[?)[ \t]*(?P<name>{_KEY})|(?P<key>{_KEY})[ \t]*=)")
_PARTS = re.compile(_PART)
# What stands in values: text, in which brackets and `#` mean nothing, comments, and what opens, closes and ends them.
_VALUE = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[{]|[\]}]|\n',
    re.DOTALL,
)


def lines(text: str, first_line: int = 1) -> dict[str, int]:
    """The line of each key and table, where the text begins on `first_line`; of what stands twice, that of the first."""
    found: dict[str, int] = {}
    table: tuple[str, ...] = ()
    at, line = 0, first_line
    while at < len(text):
        statement = _STATEMENT.match(text, at)
        if statement is not None:
            parts = tuple(part.strip("\"'") for part in _PARTS.findall(statement["name"] or statement["key"]))
            table, path = (parts, parts) if statement["table"] else (table, (*table, *parts))
            for length in range(1, len(path) + 1):
                found.setdefault(".".join(path[:length]), line)
            at = statement.end()
        end = _end(text, at)
        line += text.count("\n", at, end)
        at = end
    return found


def _end(text: str, at: int) -> int:
    """Where the next line begins on which no value goes on."""
    depth = 0
    for token in _VALUE.finditer(text, at):
        sign = token[0]
        if sign == "\n" and depth <= 0:
            return token.end()
        depth += (sign in ("[", "{")) - (sign in ("]", "}"))
    return len(text)
