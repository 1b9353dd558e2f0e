"""Whether a document keeps what `convert.model` promises: a list of what it breaks."""

import re
from collections import Counter
from itertools import pairwise

from convert.model import (
    MAX_NESTING,
    Anchor,
    Block,
    Code,
    Document,
    FootnoteRef,
    Heading,
    Image,
    Inlines,
    LineBreak,
    Link,
    Ruby,
    Table,
    Text,
)
from convert.traverse import everything, lines, walk, walk_inlines

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def broken(document: Document) -> list[str]:
    """Every promise of the model that this document breaks."""
    blocks = everything(document)
    found = [problem for block in walk(blocks) for row in lines(block) for problem in _line(row)]
    found += [problem for block in walk(blocks) if isinstance(block, Table) for problem in _grid(block)]
    inlines = list(walk_inlines(blocks))
    anchors = [block.anchor for block in walk(blocks) if isinstance(block, Heading) and block.anchor]
    anchors += [inline.name for inline in inlines if isinstance(inline, Anchor)]
    found += [
        f"anchor {name!r} stands {count} times" for name, count in Counter(anchors).items() if count > 1
    ]
    places, labels = set(anchors), {note.label for note in document.footnotes}
    keys = {media.key for media in document.media}
    for inline in inlines:
        match inline:
            case Link(href) if href.startswith("#") and href[1:] not in places:
                found.append(f"link to nowhere: {href}")
            case FootnoteRef(label) if label not in labels:
                found.append(f"no footnote {label}")
            case Image(media) if media not in keys:
                found.append(f"no media {media}")
    if _depth(document.body) > MAX_NESTING:
        found.append("nested too deep")
    return found


def _line(inlines: Inlines) -> list[str]:
    found = []
    for before, after in pairwise(inlines):
        if type(before) is type(after) and isinstance(before, Text | Code) and before.style == after.style:
            found.append(f"neighbours of one style: {before.text!r} {after.text!r}")
    for inline in inlines:
        match inline:
            case Text(text) | Code(text) | Ruby(text):
                if not text:
                    found.append("an empty run")
                if ILLEGAL.search(text) or "\n" in text:
                    found.append(f"illegal character in {text!r}")
            case Link(_, children):
                found += _line(children) if children else ["a link without text"]
            case LineBreak():
                pass
    return found


def _grid(table: Table) -> list[str]:
    for rows in (table.head, table.rows):
        busy = [0] * table.columns
        for number, row in enumerate(rows):
            column = 0
            for cell in row.cells:
                while column < table.columns and busy[column] > number:
                    column += 1
                for covered in range(column, column + cell.colspan):
                    if covered >= table.columns or busy[covered] > number:
                        return [f"row {number} overlaps or overflows"]
                    busy[covered] = number + cell.rowspan
                column += cell.colspan
            if any(until <= number for until in busy):
                return [f"row {number} leaves holes"]
        if any(until > len(rows) for until in busy):
            return ["a span leaves the table"]
    return []


def _depth(blocks: tuple[Block, ...], depth: int = 0) -> int:
    deepest = depth
    for block in blocks:
        inner = [getattr(block, "blocks", ())]
        inner += [item.blocks for item in getattr(block, "items", ())]
        for row in (*getattr(block, "head", ()), *getattr(block, "rows", ())):
            inner += [cell.blocks for cell in row.cells]
        deepest = max([deepest, *(_depth(part, depth + 1) for part in inner if part)])
    return deepest
