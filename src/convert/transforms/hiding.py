"""A document with gaps in, the same with nowhere else a word of what fills them out: title, properties, names, addresses."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import unquote

from convert.characters import has_chinese
from convert.model import (
    Anchor,
    Block,
    Document,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
    Meta,
)
from convert.record import replace
from convert.traverse import RULE, everything, map_blocks, map_inlines, plain, runs, said, walk, walk_lines

_LEAST, _LEAST_LATIN = 2, 4  # a shorter answer is part of too many other words
_SIGNS = re.compile(r"[^\w]+")


def hide(document: Document, before: Document, answers: Iterable[Inlines]) -> Document:
    """Hide the answers where only programs look; what the text still says somewhere is no secret.

    `before` is the document without its gaps: it says what the headings were.
    """
    text = "\n".join(map(words_of, walk_lines(everything(document))))
    secrets = _Secrets(words for words in map(plain, answers) if words not in text)
    titles = {plain(old.children): plain(new.children) for old, new in _pairs(before, document)}
    document = replace(document, meta=_meta(document.meta, secrets, titles))
    changed = {old.anchor for old, new in _pairs(before, document) if old.children != new.children}
    return _named_anew(map_inlines(document, secrets.line), changed, secrets)


def words_of(line: Inlines) -> str:
    """The words of a line that a reader sees, not those that describe its pictures."""
    return "".join(map(said, runs(line)))


class _Secrets:
    """The answers that stand nowhere else in the text."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(filter(_telling, set(words)), key=len, reverse=True)
        self._bare = tuple(_SIGNS.sub("", word).lower() for word in self._words)

    def blanked(self, text: str) -> str:
        """The text with a rule in the place of each answer."""
        for word in self._words:
            text = text.replace(word, RULE)
        return text

    def told(self, name: str) -> bool:
        """Whether a name or an address tells an answer, spelled as these are."""
        bare = _SIGNS.sub("", unquote(name)).lower()
        return any(word and word in bare for word in self._bare)

    def line(self, inlines: Inlines) -> Inlines:
        """Hide them in the descriptions of pictures, in addresses and in titles of links."""
        return tuple(hidden for inline in inlines for hidden in self._inline(inline))

    def _inline(self, inline: Inline) -> Inlines:
        match inline:
            case Image(_, alt) if alt:
                return (replace(inline, alt=self.blanked(alt)),)
            case Link(href, children) if not href.startswith("#") and self.told(href):
                return children
            case Link(title=title) if title:
                return (replace(inline, title=self.blanked(title)),)
            case _:
                return (inline,)


def _telling(word: str) -> bool:
    return len(word) >= (_LEAST if has_chinese(word) else _LEAST_LATIN)


def _pairs(before: Document, after: Document) -> Iterator[tuple[Heading, Heading]]:
    """The headings as they were and as they are."""
    return zip(_headings(before), _headings(after), strict=True)


def _headings(document: Document) -> Iterator[Heading]:
    return (block for block in walk(everything(document)) if isinstance(block, Heading))


def _meta(meta: Meta, secrets: _Secrets, titles: Mapping[str, str]) -> Meta:
    """What is said about the document, without the answers; a title that was a heading is what that is now."""
    return replace(
        meta,
        title=secrets.blanked(titles.get(meta.title, meta.title)),
        subject=secrets.blanked(meta.subject),
        keywords=tuple(map(secrets.blanked, meta.keywords)),
    )


def _named_anew(document: Document, changed: Collection[str], secrets: _Secrets) -> Document:
    """Give places new names whose own tell answers: those of headings are made of their words."""
    names: dict[str, str] = {}

    def named(name: str) -> str:
        if name and name not in names:
            hidden = name in changed or secrets.told(name)
            names[name] = f"markhue-place-{len(names) + 1}" if hidden else name
        return names.get(name, name)

    def block(block: Block) -> Block:
        return replace(block, anchor=named(block.anchor)) if isinstance(block, Heading) else block

    def line(inlines: Inlines) -> Inlines:
        return tuple(map(inline, inlines))

    def inline(inline: Inline) -> Inline:
        match inline:
            case Anchor(name):
                return Anchor(named(name))
            case Link(href) if href.startswith("#"):
                return replace(inline, href=f"#{named(href[1:])}")
            case _:
                return inline

    return map_inlines(map_blocks(document, block), line)
