"""A title that only the front matter says becomes the first heading, so that every format shows it."""

from collections.abc import Iterator

from convert.model import Document, Heading, Text
from convert.record import replace
from convert.traverse import plain, walk

_ANCHOR = "markhue-title"


def show(document: Document) -> Document:
    """Put the title above a document that has one, no heading of level 1, and no other heading that says it."""
    title = document.meta.title
    if not title or any(block.level == 1 or plain(block.children) == title for block in _headings(document)):
        return document
    return replace(document, body=(Heading(1, (Text(title),), _ANCHOR), *document.body))


def _headings(document: Document) -> Iterator[Heading]:
    return (block for block in walk(document.body) if isinstance(block, Heading))
