"""Markdown tokens in, the same with the footnotes behind them out, in the order of their first reference.

A definition that the text does not lead to stays where it is, as the text it was typed as, and is reported.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from markdown_it.token import Token

from convert.notices import Code, Report

_Entries = Mapping[int, Mapping[str, Any]]
"""What the plugin knows of each number from 0: a `label`, or the `tokens` of a footnote in the line."""


def arrange(
    tokens: list[Token], environment: Mapping[str, Any], report: Report, first_line: int
) -> list[Token]:
    """Move the definitions to the end, each between `footnote_open` and `footnote_close` with its number from 0."""
    known = environment.get("footnotes")
    if not known:
        return tokens
    entries: _Entries = known.get("list", {})
    reached = _reached(tokens, entries)
    if len(reached) < len(entries):
        _unlink(tokens, entries, reached)
    used = {entries[number]["label"] for number in reached if "label" in entries[number]}
    body, definitions = _parted(tokens, used, report, first_line)
    for number in sorted(reached):
        entry = entries[number]
        inner = definitions.get(entry["label"], []) if "label" in entry else _paragraph(entry["tokens"])
        body += [_sign("footnote_open", 1, number), *inner, _sign("footnote_close", -1, number)]
    return body


def _reached(tokens: list[Token], entries: _Entries) -> set[int]:
    """The footnotes that the text leads to; of some that only lead to each other, the first counts as text."""
    references = _references(tokens, entries)
    reached: set[int] = set()
    text: set[int | None] = set()
    for number in references:
        if number in reached:
            continue
        text.add(number)
        waiting = [*references[number]]
        while waiting:
            other = waiting.pop()
            if other not in reached and other not in text:
                reached.add(other)
                waiting += references.get(other, ())
    return reached


def _references(tokens: list[Token], entries: _Entries) -> dict[int | None, list[int]]:
    """The footnotes referred to in the text, under None, and in each footnote."""
    numbers = {entry["label"]: number for number, entry in entries.items() if "label" in entry}
    found: dict[int | None, list[int]] = {None: []}
    around: list[int | None] = [None]
    for token in tokens:
        if token.type == "footnote_reference_open":
            number = numbers.get(token.meta["label"])
            around.append(around[-1] if number is None or number in found else number)
            found.setdefault(around[-1], [])
        elif token.type == "footnote_reference_close":
            around.pop()
        else:
            found[around[-1]] += _numbers(token.children or [])
    for number, entry in entries.items():
        if "tokens" in entry:
            found[number] = list(_numbers(entry["tokens"]))
    return found


def _numbers(inlines: list[Token]) -> Iterator[int]:
    return (token.meta["id"] for token in inlines if token.type == "footnote_ref")


def _unlink(tokens: list[Token], entries: _Entries, reached: set[int]) -> None:
    """Let references to what stays text be text too."""
    lines = [token.children or [] for token in tokens]
    lines += [entry["tokens"] for entry in entries.values() if "tokens" in entry]
    for line in lines:
        for token in line:
            if token.type == "footnote_ref" and token.meta["id"] not in reached:
                token.type, token.content = "text", f"[^{entries[token.meta['id']]['label']}]"


def _parted(
    tokens: list[Token], used: set[str], report: Report, first_line: int
) -> tuple[list[Token], dict[str, list[Token]]]:
    """The body, and the definitions that are referred to; of two with one label the second is text."""
    body: list[Token] = []
    definitions: dict[str, list[Token]] = {}
    into = [body]
    line = first_line
    for token in tokens:
        if token.map:
            line = token.map[0] + first_line
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
            if label in used and label not in definitions:
                into.append(definitions.setdefault(label, []))
            else:
                report.add(Code.FOOTNOTE, f"nothing refers to the footnote [^{label}]: kept as text", line)
                into.append(into[-1])
                into[-1] += _paragraph([_text(f"[^{label}]:")])
        elif token.type == "footnote_reference_close":
            into.pop()
        else:
            into[-1].append(token)
    return body, definitions


def _paragraph(inlines: list[Token]) -> list[Token]:
    inline = Token("inline", "", 0)
    inline.children = inlines
    return [Token("paragraph_open", "p", 1), inline, Token("paragraph_close", "p", -1)]


def _text(words: str) -> Token:
    token = Token("text", "", 0)
    token.content = words
    return token


def _sign(kind: str, nesting: int, number: int) -> Token:
    token = Token(kind, "div", nesting)  # type: ignore[arg-type]
    token.meta = {"id": number}
    return token
