"""Blocks nested deeper than the parser goes: what stands there is kept as a paragraph, where the parser would drop it."""

from collections.abc import MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from convert.notices import Code
from convert.reader.rules.told import tell

MAX_LEVEL = 90


class BoundedBlock(ParserBlock):
    """The block parser, which takes what lies below `MAX_LEVEL` as text."""

    def parse(
        self,
        src: str,
        md: MarkdownIt,
        env: MutableMapping[str, Any],
        outTokens: list[Token],  # noqa: N803
    ) -> list[Token] | None:
        """Parse a text; the library's own bound, which also holds for inlines, is lifted meanwhile."""
        bound = md.options["maxNesting"]
        md.options["maxNesting"] = 2 * MAX_LEVEL
        try:
            return super().parse(src, md, env, outTokens)
        finally:
            md.options["maxNesting"] = bound

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803  (the library's names)
        """Parse lines into tokens."""
        if state.level < MAX_LEVEL:
            super().tokenize(state, startLine, endLine)
            return
        tell(state.env, startLine, Code.NESTING, "nested too deep for Markdown: kept as text")
        text = state.getLines(startLine, endLine, state.blkIndent, False).strip()
        if text:
            state.push("paragraph_open", "p", 1).map = [startLine, endLine]
            token = state.push("inline", "", 0)
            token.content, token.map, token.children = text, [startLine, endLine], []
            state.push("paragraph_close", "p", -1)
        state.line = endLine
