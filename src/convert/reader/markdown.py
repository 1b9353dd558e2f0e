"""Markdown text in, HTML text out, with lines: the door to markdown-it-py.

CommonMark and GFM (tables, strikethrough, task lists, alerts, autolinks), footnotes, definition lists, `==mark==`. The HTML
carries what the next stage needs in attributes that begin with a key, chosen so that the source cannot contain it:

* `KEY-line`: source line of a block, from 1; before an HTML block a comment `<!--KEY 12-->` says the same;
* `<sup KEY-footnote="1">`: a reference to the footnote of that number;
* `<div KEY-footnote="1">` at the end, for each footnote;
* `<input type="checkbox">` at the head of a task's item; `<div KEY-kind="note">` for an alert.

Inline tags that cross emphasis or blocks are balanced on the way (`reader.inline_tags`).
"""

import logging
from functools import lru_cache
from html import escape
from itertools import count
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

from convert.notices import Code, Report
from convert.reader import footnotes, raw_text
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
    md.use(gfm_autolink_plugin).use(footnote_plugin, move_to_end=False).use(deflist_plugin)
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # which links are allowed is decided once, later
    mark.install(md)
    _silence()
    return md


def _silence() -> None:
    """Spare the parser its log: it notes each rule it tries on each line, a thirtieth of the time of a long document."""
    for name, logger in logging.Logger.manager.loggerDict.items():
        if name.startswith("markdown_it.") and isinstance(logger, logging.Logger):
            vars(logger)["debug"] = _nothing


def _nothing(*message: object) -> None:
    return None


def to_html(source: str, report: Report, first_line: int = 1) -> tuple[str, str]:
    """Render Markdown as HTML: (HTML, key of our attributes); `first_line` is the number of the first line in the file."""
    environment: dict[str, Any] = {}
    tokens = _parser().parse(source, environment)
    for line in environment.get(NESTED_TOO_DEEP, ()):
        report.add(Code.NESTING, "nested too deep for Markdown: kept as text", line + first_line)
    tokens = footnotes.arrange(tokens, environment, report, first_line)
    if raw_text.suspect(source):
        raw_text.guard(tokens, report, first_line)
    key = next(key for number in count() if (key := f"data-mh{number}") not in source.lower())
    return _Renderer(tokens, InlineTags(tokens, report, first_line), key, first_line).render(), key


class _Renderer:
    """Walks the tokens once and writes HTML."""

    def __init__(self, tokens: list[Token], tags: InlineTags, key: str, first_line: int) -> None:
        self._tokens = tokens
        self._tags = tags
        self._key = key
        self._offset = first_line

    def render(self) -> str:
        return "".join([self._block(token) for token in self._tokens])

    def _block(self, token: Token) -> str:
        if token.type == "inline":
            return self._inline(token)
        if token.hidden:
            return ""
        match token.type:
            case "html_block":
                line = f"<!--{self._key} {token.map[0] + self._offset}-->" if token.map else ""
                return line + self._tags.block(token)
            case "fence" | "code_block":
                words = token.info.split(maxsplit=1)
                language = f' class="language-{escape(words[0])}"' if words else ""
                text = self._carried(escape(token.content, quote=False))
                return f"<pre{self._attributes(token)}><code{language}>{text}</code></pre>"
            case "hr":
                return f"<hr{self._attributes(token)}>"
            case "list_item_open" if "checked" in token.meta:
                checked = " checked" if token.meta["checked"] else ""
                return f'<li{self._attributes(token)}><input type="checkbox"{checked}>'
            case "alert_open":
                return f'<div {self._key}-kind="{token.meta["kind"].lower()}"{self._attributes(token)}>'
            case "alert_title_open":
                return "<template>"  # the kind's own word, which each format says in the document's language
            case "alert_title_close":
                return "</template>"
            case "footnote_open":
                return f'<div {self._key}-footnote="{token.meta["id"] + 1}">'
        return f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}{self._attributes(token)}>"

    def _attributes(self, token: Token) -> str:
        line = f' {self._key}-line="{token.map[0] + self._offset}"' if token.map else ""
        if not token.attrs:
            return line
        return line + "".join(f' {name}="{escape(str(value))}"' for name, value in token.attrs.items())

    def _carried(self, text: str) -> str:
        """Code inside the tags that are open around it."""
        if not self._tags.carrying:
            return text
        segment = self._tags.segment()
        segment.text(text)
        return segment.end()

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
                segment.text(self._leaf(child))
        return segment.end()

    def _leaf(self, token: Token) -> str:
        """An inline token without children of its own."""
        match token.type:
            case "code_inline":
                return f"<code>{escape(token.content, quote=False)}</code>"
            case "image":
                attributes = {**token.attrs, "alt": _plain(token.children or [])}
                return "<img" + "".join(f' {n}="{escape(str(v))}"' for n, v in attributes.items()) + ">"
            case "footnote_ref":
                return f'<sup {self._key}-footnote="{token.meta["id"] + 1}"></sup>'
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
