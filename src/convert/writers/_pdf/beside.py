"""Pages as they were laid out in; numbers beside their lines and rules to write on out, as artifacts.

Lines are counted as Word counts them where our styles tell it to: text of the article, without headings, tables, figures,
boxes, code, and without the appendix.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import split_first_line

from convert.css.computed import NotesColumn, Page
from convert.writers._pdf import chapters, patches

EVERY = 5
_COUNTED = ("p", "li", "dd", "dt")
_PASSED_BY = frozenset(
    ("h1", "h2", "h3", "h4", "h5", "h6", "table", "figure", "pre", "details", "aside", "nav")
)
_BOXES = frozenset(("callout", "framed", "math", "legend", "digest", "toc", "pictures"))
_GAP_EM = 0.8
_PT_PER_MM = 72 / 25.4
_RULE = "0.6 0.6 0.6 RG 0.5 w"
_TEXT = "draw", "draw_text"


def number(document: Any, page: Page) -> None:
    """Give each fifth line of the article its number, and the place where that ends."""
    count = 0
    for sheet in document.pages:
        if page.line_numbers == "page":
            count = 0
        root = sheet._page_box
        for line, left in _lines(root, None, False):
            count += 1
            if count % EVERY == 0:
                line.numbered = (str(count), left, root.style)


def _lines(box: Any, left: float | None, counted: bool) -> Iterator[tuple[Any, float]]:
    """Give the lines of the article below a box, each with the left edge of its column."""
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.MarginBox) or not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.LineBox):
            if counted and left is not None:
                yield child, left
            continue
        tag, element = child.element_tag, child.element
        if tag in _PASSED_BY or (element is not None and _BOXES & set(element.get("class", "").split())):
            continue
        inside = tag == "main" or (left is not None and child.is_column)
        edge = child.content_box_x() if inside else left
        yield from _lines(child, edge, counted or tag in _COUNTED)


def draw_number(stream: Any, line: Any) -> None:
    """Write the number of a line in the type of the page's margins, where it has one."""
    found = getattr(line, "numbered", None)
    if found is None:
        return
    text, left, style = found
    layout, _, _, width, _, baseline = split_first_line(text, style, None, None, 0)
    box = boxes.TextBox("span", style, None, text)
    box.pango_layout, box.baseline, box.width = layout, baseline, width
    box.position_x = left - _GAP_EM * style["font_size"] - width
    box.position_y = line.position_y + line.baseline - baseline
    with stream.artifact():
        patches.stock(_TEXT)(stream, box, 0, "clip", "none")


def rule(document: Any, pdf: Any, page: Page) -> None:
    """Draw the rules of the notes column under each upright page."""
    if page.notes is None or not page.notes.pitch_pt:
        return
    left, right = (_operators(page, page.notes, on_left) for on_left in (True, False))
    for sheet, reference in zip(document.pages, pdf.page_references, strict=True):
        box = sheet._page_box
        if round(sheet.width * 0.75 - page.width_mm * _PT_PER_MM) == 0 and _written_on(box.page_type):
            content = pdf.objects[int(pdf.objects[int(reference.split()[0])]["Contents"].split()[0])].stream
            content.insert(0, left if page.mirrored and box.page_type.side == "left" else right)


def _written_on(kind: Any) -> bool:
    return not kind.blank and kind.name != chapters.COVER


def _operators(page: Page, notes: NotesColumn, on_left: bool) -> bytes:
    """Draw the rules of one page: every `pitch_pt` from the top of the text to its foot."""
    margin = page.margin_mm
    start = (page.width_mm - margin.right + notes.gap_mm) * _PT_PER_MM
    if on_left:
        start = (margin.right - notes.gap_mm - notes.width_mm) * _PT_PER_MM
    stop = start + notes.width_mm * _PT_PER_MM
    top = (page.height_mm - margin.top) * _PT_PER_MM
    count = int((top - margin.bottom * _PT_PER_MM) / notes.pitch_pt + 0.01)
    heights = [top - number * notes.pitch_pt for number in range(1, count + 1)]
    lines = "\n".join(f"{start:.2f} {y:.2f} m {stop:.2f} {y:.2f} l" for y in heights)
    return f"/Artifact <</Type /Layout>> BDC\nq {_RULE}\n{lines}\nS Q\nEMC".encode("ascii")
