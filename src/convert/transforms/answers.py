"""Answers in, the sheet that gives them out: on a page of its own, numbered as the gaps are."""

from collections.abc import Sequence

from convert.labels import labels
from convert.model import (
    Blocks,
    Box,
    Code,
    Document,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    ListItem,
    Math,
    PageBreak,
    Paragraph,
    Ruby,
    Text,
)
from convert.record import replace
from convert.transforms.extent import extent
from convert.transforms.gaps import unmarked
from convert.traverse import is_made, joined

CLASS = "answers"
ANCHOR = "markhue-answers"
SHORT_EM = 9.0
"""The widest answer that has room in a column."""
_FEW = 4  # answers that need no columns


def sheet(answers: Sequence[Inlines], language: str) -> Blocks:
    """Make the sheet; one of short answers has the class `short` besides."""
    items = tuple(ListItem((Paragraph(joined(map(_plainly, words))),)) for words in answers)
    short = len(answers) > _FEW and all(
        extent(words).em <= SHORT_EM and not any(isinstance(inline, LineBreak) for inline in words)
        for words in answers
    )
    classes = (CLASS, "short") if short else (CLASS,)
    title = Heading(1, (Text(labels(language).answers),), ANCHOR)
    return (PageBreak(), Box((title, List(items, ordered=True)), classes))


def last(document: Document) -> Document:
    """Move the sheet behind what has been added after it."""
    for part in ("notes", "body"):
        blocks: Blocks = getattr(document, part)
        for place, block in enumerate(blocks):
            if is_made(block, CLASS):
                sheet = blocks[place - 1 : place + 1]
                return replace(document, **{part: blocks[: place - 1] + blocks[place + 1 :] + sheet})
    return document


def _plainly(inline: Inline) -> Inline:
    """An inline without its mark: on a sheet of answers every word would have it."""
    match inline:
        case Text() | Code() | Math():
            return replace(inline, style=unmarked(inline.style))
        case Link(_, children):
            return replace(inline, children=joined(map(_plainly, children)))
        case Ruby(base, annotation):
            return Ruby(joined(map(_plainly, base)), joined(map(_plainly, annotation)))
        case _:
            return inline
