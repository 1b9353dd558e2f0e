"""After a part of a document has gone: no footnote without a reference, no link to a place that is not there."""

from convert.model import (
    Anchor,
    Blocks,
    Document,
    Footnote,
    FootnoteRef,
    Heading,
    Image,
    Inline,
    Inlines,
    Link,
)
from convert.record import replace
from convert.traverse import everything, map_inlines, walk, walk_inlines


def tidy(document: Document) -> Document:
    """Drop footnotes and pictures nobody refers to; links into nothing become their text."""
    document = replace(document, footnotes=_reached(document))
    blocks = everything(document)
    inlines = list(walk_inlines(blocks))
    places = {block.anchor for block in walk(blocks) if isinstance(block, Heading)}
    places |= {inline.name for inline in inlines if isinstance(inline, Anchor)}
    shown = {inline.media for inline in inlines if isinstance(inline, Image)}
    document = replace(document, media=tuple(m for m in document.media if m.key in shown))

    def unlink(line: Inlines) -> Inlines:
        out: list[Inline] = []
        for inline in line:
            dangling = isinstance(inline, Link) and inline.href[0] == "#" and inline.href[1:] not in places
            out += inline.children if dangling and isinstance(inline, Link) else (inline,)
        return tuple(out)

    return map_inlines(document, unlink)


def _reached(document: Document) -> tuple[Footnote, ...]:
    """The footnotes that are referred to, from the text or from each other."""
    waiting = _labels(document.body + document.notes)
    reached: set[str] = set()
    by_label = {note.label: note for note in document.footnotes}
    while waiting:
        label = waiting.pop()
        if label not in reached and label in by_label:
            reached.add(label)
            waiting |= _labels(by_label[label].blocks)
    return tuple(note for note in document.footnotes if note.label in reached)


def _labels(blocks: Blocks) -> set[str]:
    return {inline.label for inline in walk_inlines(blocks) if isinstance(inline, FootnoteRef)}
