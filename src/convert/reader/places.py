"""Blocks in, the same with an anchor where the first of them begins out."""

from convert.model import (
    Anchor,
    Block,
    Blocks,
    Box,
    Callout,
    CodeBlock,
    Contents,
    Cover,
    DefinitionList,
    Details,
    Figure,
    Heading,
    Inlines,
    List,
    ListItem,
    MathBlock,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Rule,
    Table,
)
from convert.record import replace


def joined(blocks: Blocks) -> Blocks:
    """Give what follows the anchors that stand alone on a line, so that they make no empty one."""
    for block in blocks:
        if isinstance(block, Paragraph) and isinstance(block.children[0], Anchor) and _only_anchors(block):
            break
    else:
        return blocks
    backwards: list[Block] = []
    for block in reversed(blocks):
        if backwards and isinstance(block, Paragraph) and _only_anchors(block):
            for anchor in reversed(block.children):
                if isinstance(anchor, Anchor):
                    backwards += reversed(placed((backwards.pop(),), anchor.name))
        else:
            backwards.append(block)
    return tuple(reversed(backwards))


def _only_anchors(block: Block) -> bool:
    return isinstance(block, Paragraph) and all(isinstance(child, Anchor) for child in block.children)


def placed(blocks: Blocks, name: str) -> Blocks:
    """Set an anchor at the first line of some blocks, or on a line of its own before what has none."""
    first, rest = blocks[0], blocks[1:]
    anchor: Inlines = (Anchor(name),)
    match first:
        case Paragraph() | Heading():
            return (replace(first, children=anchor + first.children), *rest)
        case Quote() | Box() | Figure() if first.blocks:
            return (replace(first, blocks=placed(first.blocks, name)), *rest)
        case Callout(title=line) if line:
            return (replace(first, title=anchor + line), *rest)
        case Callout() if first.blocks:
            return (replace(first, blocks=placed(first.blocks, name)), *rest)
        case Details():
            return (replace(first, summary=anchor + first.summary), *rest)
        case List((ListItem(blocks=inner) as item, *others)) if inner:
            return (replace(first, items=(replace(item, blocks=placed(inner, name)), *others)), *rest)
        case DefinitionList((entry, *entries)) if entry.terms:
            term, *terms = entry.terms
            entry = replace(entry, terms=(anchor + term, *terms))
            return (replace(first, entries=(entry, *entries)), *rest)
        case Table(caption=line) if line:
            return (replace(first, caption=anchor + line), *rest)
        case Table():
            part = "head" if first.head else "rows"
            row, *rows = getattr(first, part)
            cell, *cells = row.cells
            cell = replace(cell, blocks=placed(cell.blocks, name) if cell.blocks else (Paragraph(anchor),))
            return (replace(first, **{part: (Row((cell, *cells)), *rows)}), *rest)
        case (
            CodeBlock()
            | MathBlock()
            | Rule()
            | PageBreak()
            | Contents()
            | Cover()
            | Quote()
            | Box()
            | Figure()
            | Callout()
            | List()
            | DefinitionList()
        ):
            return (Paragraph(anchor, line=first.line), *blocks)
