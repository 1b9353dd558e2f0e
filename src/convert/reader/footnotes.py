"""Markdown tokens in, the same with the footnotes behind them out, in the order of their first reference.

A definition that nothing refers to stays where it is, as the text it was typed as, and is reported.
"""

from collections.abc import Mapping
from typing import Any

from markdown_it.token import Token

from convert.notices import Code, Report


def arrange(
    tokens: list[Token], environment: Mapping[str, Any], report: Report, first_line: int
) -> list[Token]:
    """Move the definitions to the end, each between `footnote_open` and `footnote_close` with its number from 0."""
    known = environment.get("footnotes")
    if not known:
        return tokens
    numbered = known.get("list", {})
    used = {entry["label"] for entry in numbered.values() if "label" in entry}
    body, definitions = _parted(tokens, used, report, first_line)
    for number, entry in numbered.items():
        inner = definitions.get(entry["label"], []) if "label" in entry else _paragraph(entry["tokens"])
        body += [_sign("footnote_open", 1, number), *inner, _sign("footnote_close", -1, number)]
    return body


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
