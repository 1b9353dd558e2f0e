"""GitHub's alerts and Obsidian's callouts: a quotation that begins with `[!kind]`, a title of its own behind it if it has one.

`-` and `+` behind the brackets, which fold it in Obsidian, are passed over. The model knows five kinds; Obsidian's others and any
unknown word are one of these, and the word, in Chinese where the text is, is the title where there is none.

Tokens: `callout_open` with `meta["kind"]`, `callout_title_open`, `callout_title_close`, `callout_close`, all with tag `div`.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from convert.reader.language import guess
from convert.reader.rules.pattern import pattern

KINDS: Final = {
    **{kind: kind for kind in ("note", "tip", "important", "warning", "caution")},
    **dict.fromkeys(("hint", "success", "check", "done"), "tip"),
    **dict.fromkeys(("attention",), "warning"),
    **dict.fromkeys(("failure", "fail", "missing", "danger", "error", "bug"), "caution"),
    **dict.fromkeys(
        (
            "abstract",
            "summary",
            "tldr",
            "info",
            "todo",
            "question",
            "help",
            "faq",
            "example",
            "quote",
            "cite",
        ),
        "note",
    ),
}
# Simplified and traditional; a pair of one is the same in both.
_CHINESE: Final = {
    **dict.fromkeys(("abstract", "summary", "tldr"), ("摘要", "摘要")),
    **dict.fromkeys(("success", "check", "done"), ("完成", "完成")),
    **dict.fromkeys(("question", "help", "faq"), ("问题", "問題")),
    **dict.fromkeys(("failure", "fail"), ("失败", "失敗")),
    **dict.fromkeys(("quote", "cite"), ("引用", "引用")),
    "hint": ("提示", "提示"),
    "attention": ("注意", "注意"),
    "missing": ("缺失", "缺失"),
    "danger": ("危险", "危險"),
    "error": ("错误", "錯誤"),
    "bug": ("缺陷", "缺陷"),
    "info": ("信息", "資訊"),
    "todo": ("待办", "待辦"),
    "example": ("示例", "範例"),
}
_OWN: Final = frozenset(("note", "tip", "important", "warning", "caution"))
_SIGN = pattern(
    r"\[!(?P<kind>[^\W\d][\w -]{0,39})(?:\|[^\]\n]{0,40})?\][+-]?(?![(\[])[ \t]*(?P<title>[^\n]*)(?:\n|$)"
)


def install(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.core.ruler.before("inline", "callout", callouts)


def callouts(state: StateCore) -> None:
    """Turn the quotations that begin with a sign into callouts."""
    out: list[Token] = []
    quotes: list[bool] = []
    tokens = state.tokens
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        out.append(token)
        if token.type == "blockquote_open":
            match = _sign(tokens[index : index + 2])
            quotes.append(match is not None)
            if match:
                out[-1:] = opening(match["kind"], match["title"], token, state.src)
                paragraph = tokens[index : index + 3]
                paragraph[1].content = paragraph[1].content[match.end() :]
                _shift(paragraph[:2])
                index += 0 if paragraph[1].content.strip() else 3
        elif token.type == "blockquote_close" and quotes.pop():
            token.type, token.tag = "callout_close", "div"
    state.tokens = out


def _sign(tokens: list[Token]) -> re.Match[str] | None:
    if [token.type for token in tokens] != ["paragraph_open", "inline"]:
        return None
    return _SIGN.match(tokens[1].content)


def _shift(tokens: list[Token]) -> None:
    """Let a paragraph begin a line further down."""
    for token in tokens:
        if token.map:
            token.map = [token.map[0] + 1, token.map[1]]


def opening(kind: str, title: str, source: Token, text: str) -> list[Token]:
    """The tokens that open a callout where `source` stands in a text."""
    kind = kind.strip()
    token = Token("callout_open", "div", 1, map=source.map, level=source.level, block=True)
    token.meta = {"kind": KINDS.get(kind.lower(), "note")}
    title = title.strip() or _word(kind, text)
    return [token, *titled("callout_title", "div", title, source)] if title else [token]


def titled(name: str, tag: str, title: str, source: Token) -> list[Token]:
    """The tokens of an element that holds a line of text, inside one that stands where `source` does."""
    return [
        Token(f"{name}_open", tag, 1, level=source.level + 1, block=True),
        Token(
            "inline", "", 0, content=title, map=source.map, level=source.level + 2, children=[], block=True
        ),
        Token(f"{name}_close", tag, -1, level=source.level + 1, block=True),
    ]


def _word(kind: str, text: str) -> str:
    """What a callout without a title is called, nothing where its kind says it."""
    if kind.lower() in _OWN:
        return ""
    language = guess(text) if kind.lower() in _CHINESE else ""
    if language.startswith("zh"):
        return _CHINESE[kind.lower()][language == "zh-TW"]
    return kind[0].upper() + kind[1:]
