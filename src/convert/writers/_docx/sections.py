"""Where a section ends: pages on their side, and what spans the columns; marks in the body in, `w:sectPr` out (ISO 29500-1, 17.6.18).

A section's properties stand at its end, and name headers that are known only when all text is written. So the body gets
marks, which `place` replaces.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from convert import legends
from convert.model import Block, Box, Contents, Figure, Heading, Image, Paragraph
from convert.notices import Code
from convert.traverse import is_made
from convert.writers._docx import pictures
from convert.writers._docx.ledger import Ledger, Opening, Scope, SectionKind
from convert.writers._docx.paragraphs import spacer

_MARK = re.compile(r"<!--section (\d+)-->")
_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"/>')


def may_turn(scope: Scope, ledger: Ledger) -> bool:
    """Whether what stands here may get a page of its own on its side."""
    return ledger.turned_width > scope.width and _in_flow(scope)


def may_span(scope: Scope, ledger: Ledger) -> bool:
    """Whether what stands here may span the columns."""
    return ledger.across_width > scope.width and _in_flow(scope)


def spans(block: Block, scope: Scope, ledger: Ledger) -> bool:
    """Whether a block stands across the columns: a title, a legend, or a picture wider than one; tables see to themselves."""
    if not may_span(scope, ledger):
        return False
    match block:
        case Heading():
            return block.level == 1
        case Contents():
            return True
        case Box():
            return is_made(block, legends.CLASS)
        case Figure():
            return any(spans(inner, scope, ledger) for inner in block.blocks)
        case Paragraph():
            size = ledger.sheet.em_pt
            shown = [inline for inline in block.children if isinstance(inline, Image)]
            return len(shown) == len(block.children) and any(
                pictures.own_width(picture, size, ledger.across_width, ledger) > scope.measure + 1
                for picture in shown
            )
        case _:
            return False


def _in_flow(scope: Scope) -> bool:
    place = scope.geometry
    return scope.part == "document" and not (
        scope.tables or scope.lists or place.left or place.right or place.frame
    )


def begin(kind: SectionKind, ledger: Ledger, out: list[str]) -> None:
    """End the section of plain text before what follows; a heading goes with what it stands over."""
    if ended(ledger, out) and ledger.sections[-1] == kind:
        _reopen(ledger, out)
        return
    if kind == "turned":
        ledger.page_break = False
    if ended(ledger, out):
        return
    end = len(out)
    while end and _keeps(out[end - 1], ledger):
        end -= 1
    _end_at(end, "text", ledger, out)


def end(kind: SectionKind, ledger: Ledger, out: list[str]) -> None:
    """End the section of that kind."""
    _end_at(len(out), kind, ledger, out)


def end_columns(ledger: Ledger, out: list[str]) -> None:
    """End a section of columns, so that they are balanced; nothing where there are none."""
    if ledger.across_width and out and not ended(ledger, out):
        _end_at(len(out), "text", ledger, out)


def opened(opening: Opening, ledger: Ledger, out: list[str], *, first: bool = False) -> None:
    """Begin a part of a book on a page of its own, which in a template is a page like others.

    `first`: that page is set as the first of a document is.
    """
    if not ledger.own_pages:
        ledger.page_break = bool(out)
        if opening == "right":
            message = "the pages are the template's: what was to begin on right-hand pages begins on the next"
            ledger.report.add(Code.NOT_RENDERED, message)
        return
    ledger.page_break = False
    if out and not ended(ledger, out):
        _end_at(
            len(out),
            "across" if ledger.openings.get(len(ledger.sections)) == "cover" else "text",
            ledger,
            out,
        )
    ledger.chapter = len(ledger.sections)
    ledger.openings[ledger.chapter] = opening
    if first:
        ledger.beginnings.add(ledger.chapter)


def ended(ledger: Ledger, out: Sequence[str]) -> bool:
    """Whether a section has just ended."""
    return bool(ledger.sections and out and _mark(len(ledger.sections) - 1) in out[-1])


def last(ledger: Ledger, out: list[str], goes_on: bool = False) -> list[SectionKind]:
    """The kinds of all sections; a mark at the very end gives way to the body's own properties, unless more text `goes_on`."""
    end_columns(ledger, out)
    if goes_on or not ended(ledger, out):
        return [*ledger.sections, "text"]
    if ledger.across_width and ledger.sections[-1] == "text":
        # Only columns before a section that goes on on the same page are balanced.
        out.append(spacer(1.0))
        return [*ledger.sections, "across"]
    if out[-1] == _line(_mark(len(ledger.sections) - 1)):
        out[-1] = spacer(1.0)
    else:
        out[-1] = out[-1].replace(_mark(len(ledger.sections) - 1), "", 1)
    return [*ledger.sections]


def _end_at(at: int, kind: SectionKind, ledger: Ledger, out: list[str]) -> None:
    """Mark the end of a section behind the first `at` blocks."""
    if not at:
        return
    mark = _mark(len(ledger.sections))
    ledger.sections.append(kind)
    before = out[at - 1]
    if before.startswith("<w:p><w:pPr>") and kind != "turned":
        out[at - 1] = before.replace("</w:pPr>", f"{mark}</w:pPr>", 1)
    else:
        out.insert(at, _line(mark))


def _reopen(ledger: Ledger, out: list[str]) -> None:
    """Let the section that has just ended go on."""
    mark = _mark(len(ledger.sections) - 1)
    ledger.sections.pop()
    if out[-1] == _line(mark):
        out.pop()
    else:
        out[-1] = out[-1].replace(mark, "", 1)


def place(rows: Iterable[str], properties: Sequence[str]) -> Iterator[str]:
    """Put the properties of sections where their marks are."""
    if not properties:
        return iter(rows)
    return (_MARK.sub(lambda match: properties[int(match[1])], row) for row in rows)


def _mark(number: int) -> str:
    # No text looks like this: its < is escaped.
    return f"<!--section {number}-->"


def _line(mark: str) -> str:
    """A paragraph of no height that carries a mark."""
    return spacer(1.0).replace("</w:pPr>", f"{mark}</w:pPr>")


def _keeps(paragraph: str, ledger: Ledger) -> bool:
    """Whether a paragraph stays with what follows."""
    style = _STYLE.search(paragraph) if paragraph.startswith("<w:p><w:pPr>") else None
    if style is None:
        return False
    entry = ledger.sheet.entries.get(style[1])
    own = paragraph[: paragraph.index("</w:pPr>")]
    return "<w:keepNext/>" in own or (entry is not None and "<w:keepNext/>" in entry.paragraph.values())
