"""A document as text for people: one block a line, what it holds indented under it."""

from collections.abc import Iterator
from typing import assert_never

from convert.model import (
    Anchor,
    Block,
    Blocks,
    Border,
    Box,
    Callout,
    Code,
    CodeBlock,
    Color,
    Contents,
    Cover,
    DefinitionList,
    Details,
    Document,
    Emphasis,
    Figure,
    FootnoteRef,
    Frame,
    Heading,
    Image,
    Inline,
    Inlines,
    Length,
    LineBreak,
    Link,
    List,
    Math,
    MathBlock,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Ruby,
    Rule,
    Style,
    Table,
    Text,
)
from convert.record import field_names
from convert.traverse import code_runs, parts


def dump(document: Document) -> str:
    """The body, then the notes and the footnotes where there are any."""
    rows = list(_blocks(document.body, ""))
    if document.notes:
        rows += ["= notes", *_blocks(document.notes, "")]
    for note in document.footnotes:
        rows += [f"= footnote {note.label}", *_blocks(note.blocks, "")]
    return "\n".join(rows) + "\n"


def _blocks(blocks: Blocks, indent: str) -> Iterator[str]:
    for block in blocks:
        yield from (indent + row for row in _block(block))


def _block(block: Block) -> Iterator[str]:  # noqa: C901  (one case a block)
    match block:
        case Paragraph():
            yield f"p{_about(block)} {line(block.children)}"
        case Heading():
            classes = "".join(f".{name}" for name in block.classes)
            yield f"h{block.level}#{block.anchor}{classes}{_about(block)} {line(block.children)}"
        case List():
            kind = f"ol {block.marker or 'decimal'} from {block.start}" if block.ordered else "ul"
            kind += f" {block.marker}" if block.marker and not block.ordered else ""
            kind += f" {block.direction}" if block.direction else ""
            yield kind + ("" if block.tight else " loose")
            for item in block.items:
                number = "" if item.number is None else f" {item.number}."
                yield "  li" + {None: "", True: " [x]", False: " [ ]"}[item.checked] + number
                yield from _blocks(item.blocks, "    ")
        case DefinitionList():
            yield "dl"
            for entry in block.entries:
                yield from (f"  dt {line(term)}" for term in entry.terms)
                for meaning in entry.meanings:
                    yield "  dd"
                    yield from _blocks(meaning, "    ")
        case Quote():
            yield "quote"
            yield from _blocks(block.blocks, "  ")
        case Callout():
            yield f"callout {block.kind} {line(block.title)}".rstrip()
            yield from _blocks(block.blocks, "  ")
        case CodeBlock():
            yield f"code {block.language}".rstrip()
            marked = "".join(_styled(run.text, run.style) for run in code_runs(block))
            yield from (f"  {row}" for row in marked.split("\n"))
        case MathBlock():
            yield f"math {_styled(block.tex, block.style)}"
        case Table():
            widths = " ".join(_length(width) for width in block.widths)
            about = (f" {block.direction}" if block.direction else "") + (f" ({widths})" if widths else "")
            yield f"table of {block.columns}{about}" + (f", {line(block.caption)}" if block.caption else "")
            for name, rows in (("head", block.head), ("row", block.rows)):
                for row in rows:
                    yield f"  {name}"
                    yield from _row(row)
        case Figure():
            yield f"figure {line(block.caption)}".rstrip()
            yield from _blocks(block.blocks, "  ")
        case Box():
            yield "box " + " ".join(block.classes) + _frame(block.frame)
            yield from _blocks(block.blocks, "  ")
        case Details():
            yield f"details {line(block.summary)}".rstrip()
            yield from _blocks(block.blocks, "  ")
        case Rule():
            yield "rule"
        case PageBreak(side):
            yield "page break" if side == "next" else f"page break {side}"
        case Contents():
            yield f"contents {block.depth}"
            yield from (f"  {entry.level}#{entry.anchor} {line(entry.children)}" for entry in block.entries)
        case Cover():
            yield "cover"
            yield from (f"  {line(part.line)}" for part in parts(block) if part.line)
        case _:
            assert_never(block)


def _row(row: Row) -> Iterator[str]:
    for cell in row.cells:
        about = "th" if cell.header else "td"
        about += f" {cell.colspan}x{cell.rowspan}" if (cell.colspan, cell.rowspan) != (1, 1) else ""
        about += _align(cell.align) + (f" on #{cell.background.hex}" if cell.background else "")
        about += _align(cell.vertical_align)
        about += "" if cell.border is None else _frame(Frame(border=cell.border))
        if len(cell.blocks) == 1 and isinstance(cell.blocks[0], Paragraph):
            yield f"    {about} {line(cell.blocks[0].children)}"
        else:
            yield f"    {about}"
            yield from _blocks(cell.blocks, "      ")


def _align(align: str | None) -> str:
    return f" {align}" if align else ""


def _about(block: Paragraph | Heading) -> str:
    return _align(block.align) + _align(block.direction) + _frame(block.frame)


def _frame(frame: Frame) -> str:
    """The paper, borders and padding of a frame, those of all four sides once where they are equal."""
    border, padding = frame.border, frame.padding_pt
    edges = [_edge(side) for side in (border.top, border.right, border.bottom, border.left)]
    spaces = [f"{side:g}" for side in (padding.top, padding.right, padding.bottom, padding.left)]
    words = [f"on #{frame.background.hex}"] if frame.background else []
    words += [f"bordered {' | '.join(edges if len(set(edges)) > 1 else edges[:1])}"] if any(edges) else []
    words += [f"padded {' '.join(spaces)}"] if set(spaces) != {"0"} else []
    return f" [{', '.join(words)}]" if words else ""


def _edge(border: Border) -> str:
    return f"{border.width_pt:g} {border.style} #{border.color.hex}" if border.drawn else ""


def _length(length: Length | None) -> str:
    return "-" if length is None else f"{length.number:g}{length.unit}"


def line(inlines: Inlines) -> str:
    """Inlines on one line; a styled run is `{style: text}`."""
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text, style):
            return _styled(text, style)
        case Code(text, style):
            return _styled(f"`{text}`", style)
        case Link(href, children, title):
            return f"<{href}{f' {title!r}' if title else ''}: {line(children)}>"
        case Image(_, alt, width, height, decorative):
            said = "decorative" if decorative else alt
            return f"![{said}{f' {_length(width)} x {_length(height)}' if width or height else ''}]"
        case Math(tex, display, style):
            return _styled(f"{{math{' display' if display else ''}: {tex}}}", style)
        case Ruby(base, annotation):
            return f"{line(base)}({line(annotation)})"
        case FootnoteRef(label):
            return f"[^{label}]"
        case Anchor(name):
            return f"[#{name}]"
        case LineBreak():
            return "⏎"
        case _:
            assert_never(inline)


def _styled(text: str, style: Style) -> str:
    words = []
    for name in field_names(Style):
        value = getattr(style, name)
        if isinstance(value, Color):
            words.append(f"{name} #{value.hex}")
        elif isinstance(value, Emphasis):
            kinds = [*["under"] * value.under, *["open"] * value.open, value.own or value.shape]
            words.append(f"{name} {'-'.join(kinds)}")
        elif value is True:
            words.append(name)
        elif value is False:
            words.append(f"not {name}")
        elif value is not None:
            words.append(f"{name} {value}")
    return f"{{{', '.join(words)}: {text}}}" if words else text
