"""Blocks with signs from comments in, blocks with the marked notes gathered out.

`<!-- notes -->` marks the heading after it, or else what follows up to the next heading or `<!-- /notes -->`;
`<!-- pagebreak -->` begins a new page.
"""

from convert.model import Block, Blocks, Box, Heading, PageBreak
from convert.reader.html import Element
from convert.record import replace

_NOTES, _END = "markhue:notes", "markhue:/notes"


def sign(comment: Element) -> Blocks:
    """What a comment says to this program, as a block; nothing for the others."""
    words = comment.text().strip().lower()
    if words in ("notes", "/notes"):
        return (Box((), (f"markhue:{words}",), line=comment.line),)
    if words in ("pagebreak", "newpage", "page-break"):
        return (PageBreak(line=comment.line),)
    return ()


def gather(blocks: list[Block]) -> Blocks:
    """Turn what the signs mark into headings of class `notes`, or boxes of that class."""
    out: list[Block] = []
    marked: list[Block] | None = None  # what stands under an open sign so far
    for block in blocks:
        said = _said(block)
        if marked is not None and (said or isinstance(block, Heading)):
            out += _box(marked)
            if isinstance(block, Heading) and not marked:
                out.append(replace(block, classes=(*block.classes, "notes")))
                said = _END
            marked = None
        if said == _NOTES:
            marked = []
        elif not said:
            (out if marked is None else marked).append(block)
    return (*out, *_box(marked or []))


def _said(block: Block) -> str:
    """The sign a block is, if it is one; a box of the source is never empty."""
    return block.classes[0] if isinstance(block, Box) and not block.blocks else ""


def _box(blocks: list[Block]) -> Blocks:
    return (Box(tuple(blocks), ("notes",), line=blocks[0].line),) if blocks else ()
