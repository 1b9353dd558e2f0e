"""Documents in, one document out: the articles of a book behind its cover and contents, each with names of its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from convert.labels import labels
from convert.model import (
    Anchor,
    Block,
    Blocks,
    Code,
    Contents,
    Cover,
    Document,
    Footnote,
    FootnoteRef,
    Heading,
    Inline,
    Inlines,
    Link,
    Meta,
    PageBreak,
    PageSide,
    Text,
)
from convert.notices import Code as Kind
from convert.notices import Notice, Report
from convert.reader.anchors import slug
from convert.record import Record, replace
from convert.transforms import contents
from convert.traverse import anchors, everything, map_blocks, map_inlines, plain, walk

ELSEWHERE = "markhue-article:"
"""How a link to another article of a book begins until they are bound: its number among them, `#`, and the place."""
_NOTES = "markhue-appendix"


class Article(Record):
    """An article of a book: `name` is what messages call it, `lines` how many its source has."""

    name: str
    document: Document
    lines: int


class Binding(Record):
    """How articles are bound: the cover, how deep the contents go (0 for none), and the side each article begins on."""

    meta: Meta
    cover: Cover | None = None
    contents_depth: int = 0
    side: PageSide = "next"


def titled(document: Document, said: str, name: str) -> Document:
    """Give an article a title of level 1 with its own headings below.

    Its title is its heading of level 1, or the one it begins with if no other is as high; else what its front matter has
    `said`, else its file's `name`. Several headings of level 1 without a title over them are several articles.
    """
    found = [block for block in walk(document.body) if isinstance(block, Heading)]
    top = min((heading.level for heading in found), default=1)
    highest = [heading for heading in found if heading.level == top]
    opens = len(highest) == 1 and document.body[:1] == (highest[0],)
    if len(highest) == 1 and (top == 1 or opens):
        title, shift = plain(highest[0].children), 1 - top
    elif top == 1 and highest and (not said or any(plain(heading.children) == said for heading in highest)):
        title, shift = said or plain(highest[0].children), 0
    else:
        title, shift = said or name, 2 - top
        document = replace(document, body=(Heading(top - 1, (Text(title),), "markhue-title"), *document.body))
    document = replace(document, meta=replace(document.meta, title=title))
    return _shifted(document, shift) if shift else document


def _shifted(document: Document, shift: int) -> Document:
    def lower(block: Block) -> Block:
        return replace(block, level=min(6, block.level + shift)) if isinstance(block, Heading) else block

    return map_blocks(document, lower)


def bind(articles: Sequence[Article], binding: Binding, report: Report) -> Document:
    """Bind articles, in their order, each under the number it has among them.

    From here on `report` counts the lines of all of them as one, and tells them apart.
    """
    places = [_places(article.document) for article in articles]
    starts = [(0, "")]
    bound: list[Document] = []
    line = 0
    for number, article in enumerate(articles):
        names = _Names(number, places, [one.name for one in articles])
        bound.append(_apart(article.document, names, binding.meta.language, line))
        report.extend(Notice(0, Kind.LINK_TARGET, told, article.name) for told in names.lost)
        starts.append((line, article.name))
        line += article.lines
    report.starts = tuple(starts)
    opening = PageBreak(binding.side, chapter=True)
    front: list[Block] = [binding.cover] if binding.cover else []
    front += [Contents(binding.contents_depth)] if binding.contents_depth else []
    media = {one.key: one for document in bound for one in document.media}
    return Document(
        binding.meta,
        (
            *front,
            *(block for document in bound for block in _chapters(document, opening, binding.meta.language)),
        ),
        _appendix(bound, binding.meta.language, opening),
        footnotes=tuple(note for document in bound for note in document.footnotes),
        media=tuple(media.values()),
    )


class _Names:
    """What the names of one article become in the book; `lost` gathers the links whose place is nowhere."""

    def __init__(self, number: int, places: Sequence[Mapping[str, str]], names: Sequence[str]) -> None:
        self._number = number
        self._places = places
        self._names = names
        self.lost: list[str] = []

    def own(self, name: str) -> str:
        """The name in the book of a place or a note of this article."""
        return _in_book(self._number, name)

    def href(self, href: str) -> str:
        """Where a link leads in the book."""
        if href.startswith("#"):
            return f"#{self.own(href[1:])}"
        if not href.startswith(ELSEWHERE):
            return href
        number, _, fragment = href.removeprefix(ELSEWHERE).partition("#")
        places = self._places[int(number)]
        wanted = unquote(fragment)
        for candidate in (wanted, wanted.lower(), slug(wanted)):
            if candidate in places:
                return f"#{_in_book(int(number), places[candidate])}"
        name = self._names[int(number)]
        self.lost.append(f"no place in {name} is called #{wanted}: the link leads to its beginning")
        return f"#{_in_book(int(number), places[''])}"


def _in_book(number: int, name: str) -> str:
    return f"article-{number + 1}-{name}"


def _places(document: Document) -> dict[str, str]:
    """The places of an article that links can name; the empty name is its beginning."""
    names = list(anchors(everything(document)))
    return {"": names[0] if names else "", **{name: name for name in names}}


def _apart(document: Document, names: _Names, language: str, before: int) -> Document:
    """Give an article names of its own, its lines their number in the book, and its runs their language."""
    said = _other(document, language)

    def line(inlines: Inlines) -> Inlines:
        return tuple(map(inline, inlines))

    def inline(one: Inline) -> Inline:
        match one:
            case Text(_, style) | Code(_, style):
                speaks = not said or style.language is not None
                return one if speaks else replace(one, style=replace(style, language=said))
            case Link():
                return replace(one, href=names.href(one.href))
            case FootnoteRef(label):
                return FootnoteRef(names.own(label))
            case Anchor(name):
                return Anchor(names.own(name))
            case _:
                return one

    def block(one: Block) -> Block:
        moved = {"line": one.line + before} if one.line else {}
        if isinstance(one, Heading) and one.anchor:
            return replace(one, anchor=names.own(one.anchor), **moved)
        return replace(one, **moved) if moved else one

    document = map_blocks(map_inlines(document, line), block)
    notes = (Footnote(names.own(note.label), note.blocks) for note in document.footnotes)
    return replace(document, footnotes=tuple(notes))


def _other(document: Document, language: str) -> str:
    """The language of an article; empty where it is that of the book."""
    own = document.meta.language
    return "" if _alike(own, language) else own


def _alike(one: str, other: str) -> bool:
    """Whether two languages are the same, or one says no more than the other."""
    one, other = f"{one.lower()}-", f"{other.lower()}-"
    return one.startswith(other) or other.startswith(one)


def _appendix(bound: Iterable[Document], language: str, opening: PageBreak) -> Blocks:
    """The notes of all articles under one heading, those of each under its title."""
    found: list[Block] = []
    for number, document in enumerate(bound):
        titles = [block for block in document.body if isinstance(block, Heading) and block.level == 1]
        notes = document.notes[1:]  # its own heading gives way to the book's
        if document.notes and len(titles) == 1:
            named = contents.plain(titles[0].children)
            found.append(Heading(2, named, _in_book(number, "notes"), line=titles[0].line))
            notes = tuple(_lowered(block) for block in notes)
        found += notes
    if not found:
        return ()
    return (opening, Heading(1, (Text(labels(language).appendix),), _NOTES), *found)


def _chapters(document: Document, opening: PageBreak, language: str) -> Iterator[Block]:
    """An article behind its opening; several in one source are as many."""
    opening = replace(opening, language=_other(document, language))
    yield opening
    begun = False
    for block in document.body:
        title = isinstance(block, Heading) and block.level == 1
        if title and begun:
            yield opening
        begun = begun or title
        if not isinstance(block, Contents):  # the book's is for all
            yield block


def _lowered(block: Block) -> Block:
    return replace(block, level=min(6, block.level + 1)) if isinstance(block, Heading) else block
