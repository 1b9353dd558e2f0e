"""Bare addresses (`https://…`, `www.…`, `a@b.c`) end before a full-width mark: `见 https://a.b/c，然后`.

GFM lets them run on to the next blank, which Chinese seldom has. They are at most 2,000 characters long, so that looking for them takes
time in proportion to the text.

Tokens: those of the plugin whose rules are bounded here.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

from convert.reader.rules.pattern import pattern

_Rule = Callable[[StateInline, bool], bool]
_SIGN_OF: Final = {"gfm_autolink_www": "www.", "gfm_autolink_protocol": ":", "gfm_autolink_email": "@"}
# What GFM lets stand before an address, and the schemes it knows.
_SCHEME = pattern(r"(?:\A|[ \t\r\n*_~(])(?:https?|mailto|xmpp)\Z")
_LONGEST: Final = len(" mailto")
_ADDRESS = pattern(r"[^\s<，。、；：？！（）【】《》〈〉「」『』“”‘’…—｜]{0,2000}")


def install(md: MarkdownIt) -> None:
    """Add the plugin to a parser, its rules bounded."""
    md.use(gfm_autolink_plugin)
    for name, rule in [(rule.name, rule.fn) for rule in md.inline.ruler.__rules__ if rule.name in _SIGN_OF]:
        md.inline.ruler.at(name, partial(bounded, rule=rule, sign=_SIGN_OF[name]))


def bounded(state: StateInline, silent: bool, *, rule: _Rule, sign: str) -> bool:
    """Let a rule see no more than an address may hold."""
    if silent or not state.src.startswith(sign, state.pos):
        return False
    if sign == ":":
        if not _SCHEME.search(state.src[max(0, state.pos - _LONGEST) : state.pos]):
            return False
        _shorten(state)
    match = _ADDRESS.match(state.src, state.pos, state.posMax)
    maximum = state.posMax
    state.posMax = match.end() if match else maximum
    try:
        return rule(state, silent)
    finally:
        state.posMax = maximum


def _shorten(state: StateInline) -> None:
    """Leave no more of the text before a scheme than the rule has to search."""
    pending = state.pending
    if len(pending) > _LONGEST:
        state.pending = pending[:-_LONGEST]
        state.pushPending()
        state.pending = pending[-_LONGEST:]
