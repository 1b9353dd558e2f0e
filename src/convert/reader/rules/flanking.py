"""Emphasis beside Chinese: `**真，**她` is bold.

CommonMark 6.2 lets a delimiter run next to punctuation open or close only where white space or punctuation stands on its
other side. Chinese has no spaces between words, so here an ideograph, kana, hangul or full-width mark on the other side
counts as such a neighbour too. Latin text is read as CommonMark says.
"""

from collections.abc import MutableMapping
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token

from convert.bounds import LINE_CHARACTERS
from convert.characters import is_wide
from convert.notices import Code
from convert.reader.rules.nesting import allowed, spend
from convert.reader.rules.told import tell

_TOO_LONG: Final = f"a paragraph of more than {LINE_CHARACTERS} characters: its signs are kept as text"
_TOO_MANY: Final = "more signs of Markdown than are read: they are kept as text"


class ChineseState(StateInline):
    """Inline state whose delimiter runs know Chinese."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803  (the library's names)
        """Tell how long the run at `start` is and whether it can open and close."""
        scanned = super().scanDelims(start, canSplitWord)
        end = start + scanned.length
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[end] if end < self.posMax else " "
        if not (is_wide(before) or is_wide(after)):
            return scanned
        left = not _blank(after) and (not _mark(after) or _blank(before) or _mark(before) or is_wide(before))
        right = not _blank(before) and (not _mark(before) or _blank(after) or _mark(after) or is_wide(after))
        can_open = left and (canSplitWord or not right or _mark(before))
        can_close = right and (canSplitWord or not left or _mark(after))
        return Scanned(can_open, can_close, scanned.length)


class ChineseInline(ParserInline):
    """The inline parser, working on `ChineseState`."""

    def parse(
        self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]
    ) -> list[Token]:
        """Parse one inline text into tokens."""
        if not src:
            return tokens
        if self.terminator_re.search(src) is None:
            tokens.append(Token("text", "", 0, content=src))  # without a sign no rule has anything to do
            return tokens
        if len(src) > LINE_CHARACTERS or allowed(env) < 0:
            tokens.append(Token("text", "", 0, content=src))
            tell(env, tokens[-1], Code.TOO_LARGE, _TOO_LONG if len(src) > LINE_CHARACTERS else _TOO_MANY)
            return tokens
        state = ChineseState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        spend(env, len(state.tokens))
        return state.tokens


def _blank(character: str) -> bool:
    return isWhiteSpace(ord(character))


def _mark(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)
