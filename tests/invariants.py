"""Whether a document keeps what `convert.model` promises: a list of what it breaks."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from convert.model import (
    MAX_NESTING,
    PLAIN,
    Anchor,
    Blank,
    Blocks,
    Code,
    CodeBlock,
    Contents,
    Cover,
    Document,
    FootnoteRef,
    Heading,
    Image,
    Inlines,
    LineBreak,
    Link,
    Math,
    PageBreak,
    PageRef,
    Ruby,
    Table,
    Text,
)
from convert.record import Record, field_names
from convert.traverse import everything, lines, parts, walk, walk_inlines

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def broken(document: Document) -> list[str]:
    """Every promise of the model that this document breaks."""
    blocks = everything(document)
    found = [problem for block in walk(blocks) for row in lines(block) for problem in _line(row)]
    found += [problem for block in walk(blocks) if isinstance(block, Table) for problem in _grid(block)]
    found += [problem for block in walk(blocks) if isinstance(block, CodeBlock) for problem in _spans(block)]
    found += [
        f"illegal character in {said!r} of {where}"
        for where, said in strings(document)
        if ILLEGAL.search(said)
    ]
    inlines = list(walk_inlines(blocks))
    anchors = [block.anchor for block in walk(blocks) if isinstance(block, Heading) and block.anchor]
    anchors += [inline.name for inline in inlines if isinstance(inline, Anchor)]
    found += [
        f"anchor {name!r} stands {count} times" for name, count in Counter(anchors).items() if count > 1
    ]
    found += [
        problem
        for block in walk(blocks)
        if isinstance(block, Contents)
        for problem in _listed(block, anchors)
    ]
    labels = Counter(note.label for note in document.footnotes)
    found += [f"footnote {label!r} stands {count} times" for label, count in labels.items() if count > 1]
    places = set(anchors)
    keys = {media.key for media in document.media}
    for inline in inlines:
        match inline:
            case Link(href) if href.startswith("#") and href[1:] not in places:
                found.append(f"link to nowhere: {href}")
            case PageRef(anchor, paragraph) if anchor not in places or paragraph < 1:
                found.append(f"page of nowhere: {inline}")
            case FootnoteRef(label) if label not in labels:
                found.append(f"no footnote {label}")
            case Image(media) if media not in keys:
                found.append(f"no media {media}")
    found += _chapters(document)
    looks = Counter((mark.name, mark.color, mark.background) for mark in document.legend)
    found += [f"mark {look} stands {count} times" for look, count in looks.items() if count > 1]
    flows = (document.body, document.notes, *(note.blocks for note in document.footnotes))
    if max(map(_depth, flows)) > MAX_NESTING:
        found.append("nested too deep")
    return found


def _chapters(document: Document) -> Iterator[str]:
    """What is wrong with the parts of a book: a cover that is not first, chapters inside of something."""
    for place, block in enumerate(walk(everything(document))):
        if isinstance(block, Cover) and (place or not block.title):
            yield f"a cover behind {place} blocks, or without a title"
    tops = {id(block) for block in document.body + document.notes}
    for block in walk(everything(document)):
        if isinstance(block, PageBreak) and block.chapter and id(block) not in tops:
            yield "a chapter that begins inside of something"


def _listed(table: Contents, anchors: list[str]) -> Iterator[str]:
    """What is wrong with a table of contents: places that are not there, words that are more than words."""
    before = 0
    for entry in table.entries:
        if entry.anchor not in anchors:
            yield f"listed but not there: {entry.anchor!r}"
        if not 1 <= entry.level <= min(before + 1, table.depth):
            yield f"listed on level {entry.level} behind one of level {before}"
        before = entry.level
        if not entry.children or any(not isinstance(inline, Text | Code | Math) for inline in entry.children):
            yield f"listed as {entry.children!r}"


def _line(inlines: Inlines) -> list[str]:
    found = []
    for before, after in pairwise(inlines):
        if type(before) is type(after) and isinstance(before, Text | Code) and before.style == after.style:
            found.append(f"neighbours of one style: {before.text!r} {after.text!r}")
    for inline in inlines:
        match inline:
            case Text(text) | Code(text):
                if not text:
                    found.append("an empty run")
                if "\n" in text or "\r" in text:
                    found.append(f"a line break in {text!r}")
            case Link(_, children):
                found += _line(children) if children else ["a link without text"]
            case Ruby(base, annotation):
                found += _line(base) + _line(annotation) if base and annotation else ["ruby without text"]
                if not all(isinstance(inner, Text | Code) for inner in base + annotation):
                    found.append("ruby of more than runs")
            case Blank(number, width_em, letters_em):
                if number < 1 or not 0 <= letters_em <= width_em or width_em <= 0:
                    found.append(f"a gap without number or width: {inline}")
            case LineBreak():
                pass
    if _inline_depth(inlines) > MAX_NESTING:
        found.append("inlines nested too deep")
    return found


def _spans(block: CodeBlock) -> list[str]:
    places = [place for span in block.spans for place in (span.start, span.stop)]
    found = []
    if places != sorted(places) or not all(0 <= place <= len(block.text) for place in places):
        found.append(f"spans out of order or place: {places}")
    if any(span.start == span.stop or span.style == PLAIN for span in block.spans):
        found.append("a span that sets nothing off")
    touching = (
        one for one, other in pairwise(block.spans) if one.stop == other.start and one.style == other.style
    )
    return found + [f"neighbouring spans of one style at {span.stop}" for span in touching]


def strings(value: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Every string anywhere in a document, each with the field it stands in."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, tuple):
        for one in value:
            yield from strings(one, where)
    elif isinstance(value, Record):
        for name in field_names(type(value)):
            yield from strings(getattr(value, name), f"{type(value).__name__}.{name}")


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


def _depth(blocks: Blocks, depth: int = 0) -> int:
    inner = [part.blocks for block in blocks for part in parts(block) if part.blocks]
    return max((_depth(part, depth + 1) for part in inner), default=depth)


def _inline_depth(inlines: Inlines, depth: int = 0) -> int:
    inner = [inline.children for inline in inlines if isinstance(inline, Link)]
    return max((_inline_depth(children, depth + 1) for children in inner), default=depth)
