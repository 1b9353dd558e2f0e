"""Obsidian's `[[Page]]`, `[[Page|text]]`, `[[#Heading]]` and `![[picture.png|300]]`.

A link to a page is its text, for the page is no part of the document; `[[Page#Heading]]` reads as `Page > Heading`. A link to a
heading or a block (`[[#^name]]`) leads there. An embedded picture is a picture, `|300` and `|300x200` its size in pixels; an
embedded page or file is its text, as a link to it, and that is told; of one Latin word it stays as it is typed, as CommonMark
has it. `[[toc]]` is text, and so is what stands in or holds other brackets, is a
reference of Markdown's own or looks like the definition of one, or follows a Latin letter (`a[[1]]`).

Tokens: `link_open`, `link_close`, `image`; `embedded`, whose `content` is text.
"""

import re
from typing import Final
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from convert.notices import Code
from convert.reader.anchors import slug
from convert.reader.rules.pattern import pattern
from convert.reader.rules.told import tell

_LINK = pattern(
    r"(?P<embed>!?)\[\[(?P<target>[^\s\[\]|][^\[\]|\n]{0,300})(?:\|(?P<text>[^\[\]\n]{1,300}))?\]\](?![\[\](]|:[ \t]*(?:/|<|https?:))"
)
_PICTURE = pattern(r"\.(?:png|jpe?g|gif|webp|svg|bmp|avif|tiff?)$", re.IGNORECASE)
_SIZE = pattern(r"(?P<width>\d{1,4})(?:x(?P<height>\d{1,4}))?")
_WORD = pattern(r"[A-Za-z0-9_-]+")
_CONTENTS: Final = frozenset(("toc", "_toc_"))


def install(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.inline.ruler.before("link", "wikilink", wikilink)


def sized(alt: str) -> tuple[str, dict[str, str]]:
    """Cut the size off a picture's description: `alt|300x200` gives `alt` and the attributes of that size."""
    before, bar, last = alt.rpartition("|")
    match = _SIZE.fullmatch(last.strip()) if bar else None
    if match is None:
        return alt, {}
    return before.rstrip(), {name: value for name, value in match.groupdict().items() if value}


def wikilink(state: StateInline, silent: bool) -> bool:
    """Take a link or an embedding in double brackets."""
    if not state.src.startswith(("[[", "![["), state.pos):
        return False
    match = _LINK.match(state.src, state.pos, state.posMax)
    before = state.src[max(0, state.pos - 1) : state.pos]
    if match is None or before in ("[", "!") or (before.isascii() and before.isalnum()):
        return False
    target = match["target"].strip()
    if not target or target.lower() in _CONTENTS or (match["embed"] and _WORD.fullmatch(match["target"])):
        return False
    if normalizeReference(target) in state.env.get("references", {}):
        return False
    if not silent:
        _push(state, match)
    state.pos = match.end()
    return True


def _push(state: StateInline, match: re.Match[str]) -> None:
    target, text = match["target"].strip(), (match["text"] or "").strip()
    if match["embed"] and _PICTURE.search(target):
        alt, size = sized(f"{target}|{text}" if _SIZE.fullmatch(text) else text or target)
        token = state.push("image", "img", 0)
        token.attrs = {"src": quote(target), "alt": "", **size}
        token.children = [Token("text", "", 0, content=alt)]
        return
    page, _, place = target.partition("#")
    place = place.rpartition("#")[2].strip()
    words = text or " > ".join(filter(None, (page.strip(), place)))
    inside = place and not page.strip() and not match["embed"]
    if inside:
        anchor = place if place.startswith("^") else slug(place)
        state.push("link_open", "a", 1).attrs = {"href": f"#{quote(anchor)}"}
    token = state.push("embedded" if match["embed"] else "text", "", 0)
    token.content = words
    if match["embed"]:
        message = f"`{match[0]}` is not embedded: its name stands in its place"
        tell(state.env, token, Code.NOT_RENDERED, message)
    if inside:
        state.push("link_close", "a", -1)
