"""After a part of a document has gone: no footnote without a reference, no link to a place that is not there."""

from convert.model import Anchor, Document, FootnoteRef, Heading, Image, Inline, Inlines, Link
from convert.record import replace
from convert.traverse import everything, map_inlines, walk, walk_inlines


def tidy(document: Document) -> Document:
    """Drop footnotes and pictures nobody refers to; links into nothing become their text."""
    referred = {i.label for i in walk_inlines(document.body + document.notes) if isinstance(i, FootnoteRef)}
    footnotes = tuple(note for note in document.footnotes if note.label in referred)
    document = replace(document, footnotes=footnotes)
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
