"""Markdown text in, HTML text out, with lines: the door to markdown-it-py.

CommonMark and GFM (tables, strikethrough, task lists, alerts, autolinks), footnotes, definition lists, `==mark==`. The HTML
carries what the next stage needs in attributes of our own:

* `data-line`: source line of a block, from 1; before an HTML block a comment `<!--@12-->` says the same;
* `<sup data-footnote="1">`: a reference to the footnote of that number;
* `<section data-footnotes>` at the end, with `<div data-footnote="1">` for each footnote;
* `<input type="checkbox">` at the head of a task's item; `<div class="callout" data-kind="note">` for an alert.

Inline tags that cross emphasis or blocks are balanced on the way (`reader.inline_tags`).
"""

from collections.abc import Callable
from functools import lru_cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

from convert.notices import Code, Report
from convert.reader import raw_text
from convert.reader.inline_tags import InlineTags
from convert.reader.rules import mark
from convert.reader.rules.flanking import ChineseInline
from convert.reader.rules.nesting import NESTED_TOO_DEEP, BoundedBlock

_OPTIONS = {
    "html": True,
    "linkify": False,
    "tasklists": True,
    "tasklists_editable": False,
    "alerts": True,
    "strikethrough_single_tilde": True,
}
_VOID_INLINE = {"softbreak": "\n", "hardbreak": "<br>\n"}


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    md = MarkdownIt("zero")
    md.inline = ChineseInline()
    md.block = BoundedBlock()
    md.configure("commonmark", options_update=_OPTIONS)
    md.enable(["table", "strikethrough"])
    md.use(gfm_autolink_plugin).use(footnote_plugin).use(deflist_plugin)
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # which links are allowed is decided once, later
    mark.install(md)
    return md


def to_html(source: str, report: Report, first_line: int = 1) -> str:
    """Render Markdown as HTML; `first_line` is the number of the first line in the file."""
    environment: dict[str, Any] = {}
    tokens = _parser().parse(source, environment)
    for line in environment.get(NESTED_TOO_DEEP, ()):
        report.add(Code.NESTING, "nested too deep for Markdown: kept as text", line + first_line)
    if raw_text.suspect(source):
        raw_text.guard(tokens, report, first_line)
    return _Renderer(tokens, report, first_line).render()


class _Renderer:
    """Walks the tokens once and writes HTML."""

    def __init__(self, tokens: list[Token], report: Report, first_line: int) -> None:
        self._tokens = tokens
        self._offset = first_line
        self._tags = InlineTags(tokens, report, first_line)

    def render(self) -> str:
        return "".join([self._block(token) for token in self._tokens])

    def _block(self, token: Token) -> str:
        kind = token.type
        if kind == "inline":
            return self._inline(token)
        if token.hidden:
            return ""
        if kind == "html_block":
            return self._line_comment(token) + self._tags.block(token)
        special = _BLOCKS.get(kind)
        if special is not None:
            return special(token, self._attributes(token))
        return f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}{self._attributes(token)}>"

    def _attributes(self, token: Token) -> str:
        line = f' data-line="{token.map[0] + self._offset}"' if token.map else ""
        if not token.attrs:
            return line
        return line + "".join(f' {name}="{escape(str(value))}"' for name, value in token.attrs.items())

    def _line_comment(self, token: Token) -> str:
        return f"<!--@{token.map[0] + self._offset}-->" if token.map else ""

    def _inline(self, token: Token) -> str:
        children = token.children or []
        if len(children) == 1 and children[0].type == "text" and not self._tags.carrying:
            return escape(children[0].content, quote=False)
        segment = self._tags.segment()
        for child in children:
            kind = child.type
            if kind == "text":
                segment.text(escape(child.content, quote=False))
            elif kind == "html_inline":
                segment.html(child)
            elif kind in _VOID_INLINE:
                segment.text(_VOID_INLINE[kind])
            elif child.nesting > 0:
                segment.open(child.tag, f"<{child.tag}{self._attributes(child)}>")
            elif child.nesting < 0:
                segment.close(child.tag)
            else:
                segment.text(_inline_leaf(child))
        return segment.end()


def _inline_leaf(token: Token) -> str:
    """An inline token without children of its own."""
    match token.type:
        case "code_inline":
            return f"<code>{escape(token.content, quote=False)}</code>"
        case "image":
            attributes = {**token.attrs, "alt": _plain(token.children or [])}
            return "<img" + "".join(f' {n}="{escape(str(v))}"' for n, v in attributes.items()) + ">"
        case "footnote_ref":
            return f'<sup data-footnote="{token.meta["id"] + 1}"></sup>'
        case "footnote_anchor":
            return ""
        case _:
            return escape(token.content, quote=False)


def _plain(tokens: list[Token]) -> str:
    """The text of inline tokens, as an `alt` has it."""
    parts = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type != "html_inline":
            parts.append(_plain(token.children) if token.children else token.content)
    return "".join(parts)


def _fence(token: Token, attributes: str) -> str:
    words = token.info.split(maxsplit=1)
    language = f' class="language-{escape(words[0])}"' if words else ""
    return f"<pre{attributes}><code{language}>{escape(token.content, quote=False)}</code></pre>"


def _list_item(token: Token, attributes: str) -> str:
    checked = token.meta.get("checked")
    if checked is None:
        return f"<li{attributes}>"
    return f'<li{attributes}><input type="checkbox"{" checked" if checked else ""}>'


def _indented(token: Token, attributes: str) -> str:
    return f"<pre{attributes}><code>{escape(token.content, quote=False)}</code></pre>"


def _alert(token: Token, attributes: str) -> str:
    return f'<div data-kind="{token.meta["kind"].lower()}"{attributes}>'


def _footnote(token: Token, attributes: str) -> str:
    return f'<div data-footnote="{token.meta["id"] + 1}">'


def _always(html: str) -> Callable[[Token, str], str]:
    return lambda token, attributes: html


_BLOCKS: dict[str, Callable[[Token, str], str]] = {
    "fence": _fence,
    "code_block": _indented,
    "hr": lambda token, attributes: f"<hr{attributes}>",
    "list_item_open": _list_item,
    "alert_open": _alert,
    "alert_close": _always("</div>"),
    "alert_title_open": _always("<template>"),
    "alert_title_close": _always("</template>"),
    "footnote_block_open": _always("<section data-footnotes>"),
    "footnote_block_close": _always("</section>"),
    "footnote_open": _footnote,
    "footnote_close": _always("</div>"),
    "footnote_anchor": _always(""),
}
