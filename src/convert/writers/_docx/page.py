"""A theme's page in, the section with its headers and footers out (ISO 29500-1, 17.6 and 17.10)."""

from collections.abc import Iterable, Sequence
from typing import Literal

from convert.css.computed import ComputedStyle, ContentString, ContentText, MarginBox, Page
from convert.record import Record, replace
from convert.writers._docx import linenumbers, margins, properties, ruling, xml
from convert.writers._docx.ledger import Ledger, SectionKind
from convert.writers._docx.measure import PT_PER_MM, twips
from convert.writers._docx.package import Relationships
from convert.writers._docx.styles import Entry, StyleSheet

_KINDS = {"header": "top", "footer": "bottom"}
_TAB = "<w:r><w:tab/></w:r>"
_TAGS = {"header": "hdr", "footer": "ftr"}


class Sections(Record):
    """The properties of each section, in order, and the parts they name."""

    properties: tuple[str, ...]
    parts: dict[str, str]


def text_width(page: Page) -> float:
    """The measure in points; a page without room for text still gets an inch."""
    return max(72.0, (page.width_mm - page.margin_mm.left - page.margin_mm.right) * PT_PER_MM)


def text_height(page: Page) -> float:
    """The height of the text in points."""
    return (page.height_mm - page.margin_mm.top - page.margin_mm.bottom) * PT_PER_MM


def column_width(page: Page) -> float:
    """The measure of one column in points."""
    return max(36.0, (text_width(page) - (page.columns - 1) * page.column_gap_pt) / page.columns)


def two_sided(page: Page) -> bool:
    """Whether left pages have headers of their own."""
    beside = ruling.wanted(page) or any(box.turned for box in page.boxes)
    return page.left_boxes is not None or (page.mirrored and beside)


def turned(page: Page) -> Page:
    """The page on its side, without columns and notes column; the same page where that would be no wider."""
    if page.width_mm >= page.height_mm:
        return page
    margin = replace(page.margin_mm, right=page.edge_mm)
    return replace(
        page, width_mm=page.height_mm, height_mm=page.width_mm, margin_mm=margin, columns=1, notes=None
    )


def sections(page: Page, ledger: Ledger, kinds: Sequence[SectionKind]) -> Sections:
    """Build the sections, of which `kinds` says what they hold; their headers and footers are related to the document.

    Only the first of all pages is a first page, and in a book those of its chapters. What stands before these has the book's
    title in its headers, a cover has none.
    """
    if page.line_numbers:
        _add_number_style(page, ledger.sheet)
    parts: dict[str, str] = {}
    known: dict[tuple[str, str, Page, int, bool], str] = {}
    ledger.chapter = 0
    chapters = [number for number, opening in ledger.openings.items() if opening in ("next", "right")]
    on_left = {
        number for number, at in zip(chapters, ledger.chapter_pages, strict=False) if at and not at % 2
    }
    rows = []
    for number, section in enumerate(kinds):
        on_side = section == "turned"
        front = number < min(chapters, default=0)
        here = _titled(turned(page) if on_side else page, ledger.title if front else "")
        first = (number == 0 or number in ledger.beginnings) and page.first_boxes is not None
        opening = ledger.openings.get(number)
        ledger.chapter = ledger.chapter if opening is None else number
        which_pages = ["default"]
        which_pages += ["first"] if first else []
        which_pages += ["even"] if two_sided(page) else []
        references = ""
        for kind in _KINDS if opening != "cover" else ():
            for which in which_pages:
                # What names a heading says the chapter's, for programs that do not look it up.
                left = here.mirrored and (which == "even" or (which == "first" and number in on_left))
                key = (kind, which, here, ledger.chapter if _names(here, kind) else 0, left)
                if key not in known:
                    known[key] = _header(kind, which, left, here, page, ledger, parts)
                references += known[key]
        apart = opening is not None or "turned" in kinds[max(0, number - 1) : number + 1]
        goes_on = number > 0 and page.columns > 1 and not apart
        start = xml.val("type", "oddPage" if opening == "right" else "continuous")
        start = start if goes_on or opening == "right" else ""
        title = "<w:titlePg/>" if first and opening != "cover" else ""
        columns = "<w:bidi/>" if ledger.sheet.from_right else ""
        rows.append(f"<w:sectPr>{references}{start}{_size(here, section, ledger)}{title}{columns}</w:sectPr>")
    return Sections(tuple(rows), parts)


def _names(page: Page, kind: str) -> bool:
    """Whether headers or footers name a heading."""
    boxes = (*page.boxes, *(page.first_boxes or ()), *(page.left_boxes or ()))
    return any(
        isinstance(part, ContentString)
        for box in boxes
        if (box.name.startswith(_KINDS[kind])) or (kind == "header" and box.turned)
        for part in box.content
    )


def _titled(page: Page, title: str) -> Page:
    """A page whose boxes have a title where they would name a heading; the same without one."""

    def boxes(found: tuple[MarginBox, ...] | None) -> tuple[MarginBox, ...] | None:
        if found is None:
            return None
        shown = ContentText(title)
        return tuple(
            replace(box, content=tuple(shown if isinstance(p, ContentString) else p for p in box.content))
            for box in found
        )

    if not title:
        return page
    return replace(
        page,
        boxes=boxes(page.boxes),
        first_boxes=boxes(page.first_boxes),
        left_boxes=boxes(page.left_boxes),
    )


def _add_number_style(page: Page, sheet: StyleSheet) -> None:
    """Add the style Word sets line numbers in: that of the page's margins."""
    run = properties.run_properties(page.style, sheet.faces(page.style))
    name = sheet.claim("line number")
    sheet.add(Entry("character", "LineNumber", name, "DefaultParagraphFont", run=run))


def _header(
    kind: str, which: str, on_left: bool, here: Page, upright: Page, ledger: Ledger, parts: dict[str, str]
) -> str:
    """Add a header or footer to `parts` and refer to it; nothing where no page has one.

    `on_left`: it is of a left page with mirrored margins.
    """
    even = here.boxes if here.left_boxes is None else here.left_boxes
    every = {"default": here.boxes, "first": here.first_boxes, "even": even}[which] or ()
    boxes = _boxes(every, kind)
    beside = margins.beside(every, here, ledger, on_left=on_left) if kind == "header" else ""
    rules = ruling.drawn(here, on_left, ledger) if kind == "header" else ""
    if not (boxes or beside or rules) and here.first_boxes is None and here.left_boxes is None:
        return ""
    number = sum(name.startswith(f"word/{kind}") for name in parts) + 1
    parts[f"word/{kind}{number}.xml"] = _part(kind, boxes, (beside, rules), here, upright, ledger)
    return _reference(kind, which, ledger.relationships["document"], number)


def _boxes(boxes: Iterable[MarginBox], kind: str) -> list[MarginBox]:
    return [box for box in boxes if box.name.startswith(_KINDS[kind]) and box.content]


def _reference(kind: str, which: str, relationships: Relationships, number: int) -> str:
    relation = relationships.add(kind, f"{kind}{number}.xml")
    return xml.element(f"w:{kind}Reference", {"w:type": which, "r:id": relation})


def _size(page: Page, section: SectionKind, ledger: Ledger) -> str:
    margin = page.margin_mm
    size: dict[str, xml.Value] = {
        "w:w": twips(page.width_mm * PT_PER_MM),
        "w:h": twips(page.height_mm * PT_PER_MM),
    }
    if page.width_mm > page.height_mm:
        size["w:orient"] = "landscape"
    sides = {side: twips(getattr(margin, side) * PT_PER_MM) for side in ("top", "right", "bottom", "left")}
    gutter = twips(page.gutter_mm * PT_PER_MM)
    sides["left"] -= gutter
    edges = {
        "header": max(0, twips(_edge("header", margin.top * PT_PER_MM, page, ledger))),
        "footer": max(0, twips(_edge("footer", margin.bottom * PT_PER_MM, page, ledger))),
        "gutter": gutter,
    }
    return "".join(
        (
            xml.element("w:pgSz", size),
            xml.element("w:pgMar", {f"w:{name}": value for name, value in (sides | edges).items()}),
            linenumbers.of_section(page),
            _columns(page if section == "text" else replace(page, columns=1)),
        )
    )


def _columns(page: Page) -> str:
    if page.columns == 1:
        return xml.element("w:cols", {"w:space": 425})
    return xml.element("w:cols", {"w:num": page.columns, "w:space": twips(page.column_gap_pt)})


def _edge(kind: str, room: float, page: Page, ledger: Ledger) -> float:
    """Points from the paper's edge to a header or footer, whose box may keep away from either side of its margin."""
    box = next(iter(_boxes((*page.boxes, *(page.left_boxes or ()), *(page.first_boxes or ())), kind)), None)
    if box is None or (box.place == "middle" and not _taken(box.style)):
        # CSS centres a margin box in its margin (css-page-3, 5.3).
        return (room - ledger.sheet.em_pt * 1.3) / 2
    style = box.style
    outer = (style.margin.top, style.border.top.width_pt, style.padding.top)
    inner = (style.margin.bottom, style.border.bottom.width_pt, style.padding.bottom)
    outer, inner = (outer, inner) if kind == "header" else (inner, outer)
    left_over = room - sum(outer) - sum(inner) - style.font_size_pt * 1.3
    towards_edge = {"top": kind == "header", "bottom": kind == "footer", "middle": None}[box.place]
    share = 0.5 if towards_edge is None else 0.0 if towards_edge else 1.0
    return sum(outer) + share * left_over


def _taken(style: ComputedStyle) -> float:
    """Points that margin, border and padding take above and below."""
    sides = (style.margin.top, style.margin.bottom, style.padding.top, style.padding.bottom)
    return sum(sides) + style.border.top.width_pt + style.border.bottom.width_pt


def _part(
    kind: str, boxes: list[MarginBox], beside: tuple[str, str], page: Page, upright: Page, ledger: Ledger
) -> str:  # fmt: skip
    style_id = _style(kind, boxes, upright, ledger.sheet)
    found = {"pStyle": xml.val("pStyle", style_id)}
    border = ledger.sheet.entries[style_id].paragraph.get("pBdr")
    if border and not boxes:
        found |= properties.difference({}, {"pBdr": border})
    left, right = _inset(boxes, "left"), _inset(boxes, "right")
    if page is not upright or right:
        found["tabs"] = _tabs(page, right, clear=upright)
    if left:
        found["ind"] = xml.element("w:ind", {"w:left": twips(left)})
    places = [_box(position, boxes, ledger) for position in ("left", "center", "right")]
    while places and not places[-1]:
        places.pop()
    content = _TAB.join(places)
    tables, rules = beside
    namespaces = ruling.NAMESPACES if rules else {"w": xml.W, "r": xml.R}
    paragraph = f"<w:p>{properties.join_paragraph(found)}{rules}{content}</w:p>"
    return xml.part(f"w:{_TAGS[kind]}", namespaces, tables, paragraph)


def _inset(boxes: list[MarginBox], side: Literal["left", "right"]) -> float:
    """Points between the edge of the text and what stands at that side."""
    for box in boxes:
        if box.name.endswith(side) and not getattr(box.style.border, side).drawn:
            return float(getattr(box.style.padding, side) + getattr(box.style.margin, side))
    return 0.0


def _tabs(page: Page, inset: float = 0.0, clear: Page | None = None) -> str:
    """Tab stops at the middle and the right edge of the text, in place of those of another page."""
    stops = {twips(text_width(clear) * part): "clear" for part in (0.5, 1.0)} if clear else {}
    stops |= {twips(text_width(page) / 2): "center", twips(text_width(page) - inset): "right"}
    return xml.element(
        "w:tabs",
        None,
        *(xml.element("w:tab", {"w:val": kind, "w:pos": at}) for at, kind in sorted(stops.items())),
    )


def _style(kind: str, boxes: list[MarginBox], page: Page, sheet: StyleSheet) -> str:
    """The style of headers or footers, with its tab stops at the middle and the right edge."""
    style_id = kind.capitalize()
    if style_id not in sheet.entries:
        paragraph = dict(sheet.entries["Normal"].paragraph)
        paragraph |= {
            "tabs": _tabs(page),
            "spacing": xml.element(
                "w:spacing", {"w:before": 0, "w:after": 0, "w:line": 240, "w:lineRule": "auto"}
            ),
            "jc": properties.alignment("left"),
        }
        if sheet.from_right:
            # A box keeps its side, and "1 / 2" its order; words turn by themselves.
            paragraph["bidi"] = xml.switch("bidi", False)
        run = sheet.entries["Normal"].run
        if boxes:
            look = boxes[0].style
            run = properties.run_properties(look, sheet.faces(look))
            borders = properties.paragraph_borders(look, look.padding.left, look.padding.right)
            if borders:
                paragraph["pBdr"] = borders
        sheet.claim(kind)
        sheet.add(Entry("paragraph", style_id, kind, "Normal", paragraph=paragraph, run=run))
    return style_id


def _box(position: str, boxes: list[MarginBox], ledger: Ledger) -> str:
    """What stands left, in the middle or right."""
    for box in boxes:
        if box.name.endswith(position):
            run = _difference(box, boxes, ledger.sheet)
            return margins.content(box, run, ledger)
    return ""


def _difference(box: MarginBox, boxes: list[MarginBox], sheet: StyleSheet) -> str:
    """What a box has that the style, which follows the first one, has not; the content of its `w:rPr`."""
    style, base = box.style, boxes[0].style
    found = properties.difference(
        properties.run_properties(style, sheet.faces(style)),
        properties.run_properties(base, sheet.faces(base)),
    )
    return properties.join_run(found).removeprefix("<w:rPr>").removesuffix("</w:rPr>")
