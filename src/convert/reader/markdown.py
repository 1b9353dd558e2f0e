"""Markdown text in, HTML text out, with lines: the door to markdown-it-py.

CommonMark and GFM (tables, strikethrough, task lists, autolinks), footnotes, definition lists, and what stands in `rules/`. The
HTML carries what the next stage needs in attributes that begin with a key, chosen so that the source cannot contain it:

* `KEY-line`: source line of a block, from 1; before an HTML block a comment `<!--KEY 12-->` says the same;
* `KEY-at`: source line of an element that stands further down in its block, or goes on from another;
* `<sup KEY-footnote="1">`: a reference to the footnote of that number;
* `KEY-look`: what the words in an element's braces say of its look, as declarations;
* `<input type="checkbox">` at the head of a task's item;
* `<div KEY-kind="note">` for a callout, `<div KEY-title>` in it for a title of its own;
* `<div KEY-kind="contents">` for a table of contents;
* `<span KEY-math="inline">` (or `display`) for a formula in a line, `<div KEY-math>` for one of its own, both around TeX.

Each footnote is HTML of its own, so that nothing which the text leaves open can take it in.

Inline tags that cross emphasis or blocks are balanced on the way (`reader.inline_tags`).
"""

import logging
import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from importlib import import_module
from itertools import count
from typing import Any, Final, NamedTuple, Protocol, cast

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink, normalizeLinkText
from markdown_it.token import Token

from convert.bounds import ADDRESS_CHARACTERS
from convert.notices import Code, Report
from convert.reader import deep_tags, raw_text, source_lines
from convert.reader.inline_tags import InlineTags
from convert.reader.rules.flanking import ChineseInline
from convert.reader.rules.nesting import BoundedBlock, allow
from convert.reader.rules.pattern import pattern
from convert.reader.rules.told import gathered

_OPTIONS = {
    "html": True,
    "linkify": False,
    "tasklists": True,
    "tasklists_editable": False,
    "strikethrough_single_tilde": True,
}


class _Rule(Protocol):
    """A module of `rules/`."""

    def install(self, md: MarkdownIt) -> None:
        """Add it to a parser."""


Sign = str | re.Pattern[str]

# The modules of `rules/` in the order of their installation, each with its signs: without one of them in a source, the rule
# finds nothing there, and is neither asked at every line nor loaded.
_RULES: Final[dict[str, tuple[Sign, ...]]] = {
    "math": ("$", "\\(", "\\[", "\\begin{"),
    "comment": ("%%",),
    "doubled": ("==", "++"),
    "scripts": ("^", "~"),
    "wikilink": ("[[",),
    "attributes": ("{",),
    "bare_address": ("www.", "://", "mailto:", "xmpp:", "@"),
    "fenced_div": (":::",),
    "footnote_reference": ("[^", "^["),
    "table_rows": ("|",),
    "page_break": ("\\newpage", "\\pagebreak", "\\clearpage"),
    "terms": (pattern(r"\n[ \t>*+\-.)\d]*[:~][ \t]"),),
    "block_id": ("^",),
    "callout": ("[!",),
    "critic": ("{++", "{--", "{==", "{>>", "{~~"),
    "picture_size": (" =", "\t="),
    "contents": ("toc]", "TOC]", "Toc]", "TOC_]", "toc}"),
    "indent": ("\u3000",),
}
# The parser's own rules that many sources have no use for. A rule of its that is not named here is always asked.
_LIBRARY_RULES: Final[dict[str, tuple[Sign, ...]]] = {
    "table": ("|",),
    "code": ("    ", "\t"),
    "fence": ("```", "~~~"),
    "blockquote": (pattern(r"\n[^<>\n]*>"), pattern(r"\]:(?:[^\n>\]]|\](?!:))*>")),
    "hr": tuple(sign + more for sign in "-*_" for more in (2 * sign, f" {sign}", "  ", "\t", " \t")),
    "reference": ("]:",),
    "lheading": ("-\n", "=\n", " \n", "\t\n"),
    "escape": ("\\",),
    "backticks": ("`",),
    "strikethrough": ("~",),
    "emphasis": ("*", "_"),
    "link": ("[",),
    "image": ("![",),
    "entity": ("&",),
}
# The library fills its tables of escapes when it is first asked, and another thread would find them half full.
normalizeLink("/")
normalizeLinkText("/")

_SHORT_ADDRESS: Final = 100  # characters of one that is kept however often it comes
_VOID_INLINE = {"softbreak": "\n", "hardbreak": "<br>\n"}


def _of_use(source: str, rules: Mapping[str, tuple[Sign, ...]]) -> tuple[str, ...]:
    """The rules that may find something in a source; each of its lines has a line end before and after it."""
    return tuple(rule for rule, signs in rules.items() if any(_stands_in(source, sign) for sign in signs))


def _stands_in(source: str, sign: Sign) -> bool:
    if isinstance(sign, str):
        return sign[0] in source and sign in source  # one character is found ten times as fast
    return sign.search(source) is not None


@lru_cache(maxsize=64)
def _parser(rules: tuple[str, ...], library_rules: tuple[str, ...]) -> MarkdownIt:
    md = MarkdownIt("zero")
    md.inline = ChineseInline()
    md.block = BoundedBlock()
    md.configure("commonmark", options_update=_OPTIONS)
    md.enable(["table", "strikethrough"])
    md.disable([rule for rule in _LIBRARY_RULES if rule not in library_rules])
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # which links are allowed is decided once, later
    for name in rules:
        rule = cast(_Rule, import_module(f"convert.reader.rules.{name}"))
        rule.install(md)
    _silence()
    return md


def _silence() -> None:
    """Spare the parser its log: it notes each rule it tries on each line, a thirtieth of the time of a long document."""
    for name, logger in logging.Logger.manager.loggerDict.items():
        if name.startswith("markdown_it.") and isinstance(logger, logging.Logger):
            vars(logger)["debug"] = _nothing


def _nothing(*message: object) -> None:
    return None


class Page(NamedTuple):
    """The HTML of the text, that of each footnote by its label, and the key of our attributes."""

    html: str
    footnotes: dict[str, str]
    key: str


def to_html(source: str, report: Report, first_line: int = 1) -> Page:
    """Render Markdown as HTML; `first_line` is the number of the first line in the file."""
    environment: dict[str, Any] = {}
    allow(environment, source)
    lines = "\n" + source.replace("\r", "\n") + "\n"
    parser = _parser(_of_use(lines, _RULES), _of_use(lines, _LIBRARY_RULES))
    tokens = parser.parse(source, environment)
    for line, told in gathered(environment, tokens):
        report.add(told.code, told.message, line + first_line)
    if environment.get("footnotes"):
        from convert.reader import footnotes

        tokens = footnotes.arrange(tokens, environment, report, first_line)
    if raw_text.suspect(source):
        raw_text.guard(tokens, report, first_line)
    if "<" in source:
        deep_tags.bound(tokens, report, first_line)
    key = next(key for number in count() if (key := f"data-mh{number}") not in source.lower())
    if "<" in source or "](" in source:
        source_lines.mark(tokens, key, first_line)
    tags = InlineTags(tokens, report, first_line)
    return _Renderer(tokens, tags, key, first_line, report, len(source)).page()


class _Renderer:
    """Walks the tokens once and writes HTML."""

    def __init__(
        self, tokens: list[Token], tags: InlineTags, key: str, first_line: int, report: Report, length: int
    ) -> None:
        self._report = report
        self._addresses_left = ADDRESS_CHARACTERS + length
        self._tokens = tokens
        self._tags = tags
        self._key = key
        self._offset = first_line

    def page(self) -> Page:
        pieces: list[str] = []
        footnotes: dict[str, list[str]] = {}
        into = pieces
        tokens = self._tokens[::-1]
        self._tokens.clear()  # those of a long document, with all they hold, are most of the memory in use: let them go one by one
        while tokens:
            token = tokens.pop()
            if token.type == "footnote_open":
                into = footnotes[str(token.meta["id"] + 1)] = []
            elif token.type != "footnote_close":
                into.append(self._block(token))
        html = {label: "".join(parts) for label, parts in footnotes.items()}
        return Page("".join(pieces), html, self._key)

    def _block(self, token: Token) -> str:
        if token.type == "inline":
            return self._inline(token)
        if token.hidden:
            return ""
        if token.nesting < 0:
            return f"</{token.tag}>"
        match token.type:
            case "html_block":
                line = f"<!--{self._key} {token.map[0] + self._offset}-->" if token.map else ""
                return line + self._tags.block(token)
            case "fence" | "code_block":
                return self._code(token)
            case "math_block":
                return self._formula(token)
            case "page_break":
                return "<!--pagebreak-->"
            case "contents":
                return f'<div {self._key}-kind="contents"{self._attributes(token)}></div>'
            case "hr":
                return f"<hr{self._attributes(token)}>"
            case "list_item_open" if "checked" in token.meta:
                checked = " checked" if token.meta["checked"] else ""
                return f'<li{self._attributes(token)}><input type="checkbox"{checked}>'
            case "callout_open":
                return f'<div {self._key}-kind="{token.meta["kind"]}"{self._attributes(token)}>'
            case "callout_title_open":
                return f'<div {self._key}-title="">'
        return f"<{token.tag}{self._attributes(token)}>"

    def _code(self, token: Token) -> str:
        word = language(token.info)
        if word == "math":
            return self._formula(token)
        if word in ("=latex", "=tex"):
            from convert.reader.rules import page_break

            if page_break.is_command(token.content.strip()):
                return "<!--pagebreak-->"
        name = f' class="language-{escape(word)}"' if word else ""
        text = self._carried(escape(token.content, quote=False))
        return f"<pre{self._attributes(token)}><code{name}>{text}</code></pre>"

    def _formula(self, token: Token) -> str:
        tex = self._carried(escape(token.content.strip(), quote=False))
        return f'<div {self._key}-math=""{self._attributes(token)}>{tex}</div>'

    def _attributes(self, token: Token) -> str:
        line = f' {self._key}-line="{token.map[0] + self._offset}"' if token.map else ""
        if not token.attrs:
            return line
        if token.type in ("link_open", "image"):
            self._spare(token)
        if look := token.meta.get("look"):
            line += f' {self._key}-look="{look}"'
        return line + "".join(f' {name}="{escape(str(value))}"' for name, value in token.attrs.items())

    def _spare(self, token: Token) -> None:
        """Leave a link its text alone where references have repeated long addresses too often."""
        self._addresses_left -= sum(len(str(value)) for value in token.attrs.values())
        if self._addresses_left < 0:
            message = "references repeat long addresses and titles too often: the others are left out"
            self._report.add(Code.TOO_LARGE, message)
            token.attrs = {
                name: value for name, value in token.attrs.items() if len(str(value)) <= _SHORT_ADDRESS
            }

    def _carried(self, text: str) -> str:
        """Code, or a formula, inside the tags that are open around it."""
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
                return f"<code{self._attributes(token)}>{escape(token.content, quote=False)}</code>"
            case "image":
                _describe(token)
                return f"<img{self._attributes(token)}>"
            case "math_inline" | "math_display":
                return (
                    f'<span {self._key}-math="{token.type[5:]}">{escape(token.content, quote=False)}</span>'
                )
            case "footnote_ref":
                return f'<sup {self._key}-footnote="{token.meta["id"] + 1}"></sup>'
            case _:
                return escape(token.content, quote=False)


def _describe(picture: Token) -> None:
    """Give a picture its description; `![](a.png)` describes nothing, which is not to say that nothing is there."""
    alt = _plain(picture.children or [])
    if "|" in alt:
        from convert.reader.rules import wikilink

        alt, size = wikilink.sized(alt)
        picture.attrs = {**size, **picture.attrs}
    if alt:
        picture.attrs["alt"] = alt
    else:
        del picture.attrs["alt"]


def language(info: str) -> str:
    """The language that the words behind a fence name: `python`, `python {1,3}`, `{.python .numberLines}`, `{python}`."""
    info = info.strip()
    if info.startswith("{"):
        from convert.reader.rules import attributes

        if braces := attributes.parse(info):
            return braces[0].get("class", "").split(" ")[0]
    word = info.lstrip("{").split(maxsplit=1)[:1]
    return re.split("[{},]", word[0])[0] if word else ""


def _plain(tokens: list[Token]) -> str:
    """The text of inline tokens, as an `alt` has it."""
    parts = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type != "html_inline":
            parts.append(_plain(token.children) if token.children else token.content)
    return "".join(parts)
