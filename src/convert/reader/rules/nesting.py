"""Bounds of Markdown: what is nested deeper, or follows more of it, than the parser bears is kept as text, where it would be dropped or take too long.

The work of the parser, and of all that comes after it, grows with the number of tokens: a text may have so many, and more in
proportion to its length, so that only one made of signs comes to the bound.
The pieces of lines are counted after the blocks, and by themselves.
"""

from collections.abc import MutableMapping
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from convert.bounds import CHARACTERS_A_TOKEN, MARKDOWN_NESTING, MARKDOWN_TOKENS
from convert.notices import Code
from convert.reader.rules.told import tell

_PLACE: Final = "tokens_allowed"


def allow(environment: MutableMapping[str, Any], source: str) -> None:
    """Set how many tokens a source may have."""
    environment[_PLACE] = MARKDOWN_TOKENS + len(source) // CHARACTERS_A_TOKEN


def allowed(environment: MutableMapping[str, Any]) -> int:
    """Tell how many tokens a source may have that were not spent in lines."""
    number: int = environment.get(_PLACE, MARKDOWN_TOKENS)
    return number


def spend(environment: MutableMapping[str, Any], number: int) -> None:
    """Take the tokens of a line from what a source may have."""
    environment[_PLACE] = allowed(environment) - number


class BoundedBlock(ParserBlock):
    """The block parser, which takes as text what lies below `MARKDOWN_NESTING`, and what follows the last token allowed."""

    def parse(
        self,
        src: str,
        md: MarkdownIt,
        env: MutableMapping[str, Any],
        outTokens: list[Token],  # noqa: N803
    ) -> list[Token] | None:
        """Parse a text; the library's own bound, which also holds for inlines, is lifted meanwhile."""
        bound = md.options["maxNesting"]
        md.options["maxNesting"] = 2 * MARKDOWN_NESTING
        try:
            return super().parse(src, md, env, outTokens)
        finally:
            md.options["maxNesting"] = bound

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803  (the library's names)
        """Parse lines into tokens: the library's loop, with a look at the number of tokens."""
        if state.level >= MARKDOWN_NESTING:
            tell(state.env, startLine, Code.NESTING, "nested too deep for Markdown: kept as text")
            _keep(state, startLine, endLine)
            return
        rules = self.ruler.getRules("")
        tokens, bound = state.tokens, allowed(state.env)
        line, blank = startLine, False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if len(tokens) > bound:
                tell(
                    state.env,
                    line,
                    Code.TOO_LARGE,
                    f"more than {bound} parts of Markdown: the rest is kept as text",
                )
                _keep(state, line, endLine, plain=True)
                return
            for rule in rules:
                if rule(state, line, endLine, False):
                    break
            state.tight = not blank
            line = state.line
            blank = blank or state.isEmpty(line - 1)
            if line < endLine and state.isEmpty(line):
                blank = True
                line += 1
                state.line = line


def _keep(state: StateBlock, start: int, end: int, *, plain: bool = False) -> None:
    """Make a paragraph of lines; in a `plain` one no signs are looked for."""
    text = state.getLines(start, end, state.blkIndent, False).strip()
    if text:
        state.push("paragraph_open", "p", 1).map = [start, end]
        token = state.push("inline", "", 0)
        token.map = [start, end]
        token.content, token.children = ("", [Token("text", "", 0, content=text)]) if plain else (text, [])
        state.push("paragraph_close", "p", -1)
    state.line = end
