"""Obsidian's block names: `text ^name` at the end of a paragraph or an item, or `^name` alone under what it names.

A name has three or more Latin letters, digits and hyphens, at least one of them a letter; `x ^2` is text. It becomes the `id` `^name`, which
`[[#^name]]` links to.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from convert.reader.rules.pattern import pattern

_NAME = pattern(r"(?:^|\s)(?P<name>\^(?=[0-9-]*[A-Za-z])[A-Za-z0-9-]{3,60})\s*$")
_LONGEST = 64


def install(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.core.ruler.before("inline", "block_id", names)


def names(state: StateCore) -> None:
    """Take the names off the paragraphs."""
    out: list[Token] = []
    skip = False
    for token in state.tokens:
        if skip:
            skip = token.type != "paragraph_close"
            continue
        out.append(token)
        if token.type != "inline" or "^" not in token.content or out[-2].type != "paragraph_open":
            continue
        match = _NAME.search(token.content, max(0, len(token.content) - _LONGEST))
        if match is None:
            continue
        token.content = token.content[: match.start()].rstrip()
        skip = not token.content
        if skip:
            del out[-2:]
        owner = _before(out) if skip else _owner(out)
        if owner is not None:
            owner.attrs.setdefault("id", match["name"])
    state.tokens = out


def _owner(out: list[Token]) -> Token:
    """What the paragraph that ends `out` is named for: itself, or its item where it is tight."""
    tight = out[-2].hidden and len(out) > 2 and out[-3].type == "list_item_open"
    return out[-3] if tight else out[-2]


def _before(out: list[Token]) -> Token | None:
    """The block that ends `out`."""
    if not out or out[-1].nesting > 0:
        return None
    level = out[-1].level
    if out[-1].nesting == 0:
        return out[-1]
    return next((token for token in reversed(out) if token.nesting > 0 and token.level == level), None)
