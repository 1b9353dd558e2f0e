"""What a user asks of the page in; the rules that stand behind a theme's own, and the page with what CSS has no words for, out.

Margins change so that the measure stays a whole number of characters: lines of Chinese are then flush by themselves.
"""

import re
from collections.abc import Iterator
from math import ceil, floor

from convert.css.computed import ComputedStyle, LineNumbers, MarginBox, NotesColumn, Page
from convert.css.page import PAPERS, papers, parse_size
from convert.css.sheet import PageRule
from convert.css.syntax import Declaration
from convert.css.values import MM_PER_PT, components, four_sides, keyword, parse_millimetres
from convert.errors import SettingsError
from convert.model import Sides
from convert.record import Record, replace


class PageSetup(Record):
    """What the user asks of the page over the theme's own; None is "as the theme has it".

    `paper` is a name (`A4`) or `WxH` with units, `margin` one to four CSS lengths, `line_spacing` a factor of the size.
    `gutter` is a length added to the inner margin; `duplex` mirrors the margins of left pages; `notes_column` is "ruled" or
    "blank"; `line_numbers` begin anew on each "page" or are "continuous"; `large_print` makes any theme large print.
    """

    paper: str | None = None
    margin: str | None = None
    font_size_pt: float | None = None
    line_spacing: float | None = None
    landscape: bool = False
    columns: int = 1
    gutter: str | None = None
    duplex: bool = False
    notes_column: str | None = None
    line_numbers: LineNumbers | None = None
    large_print: bool = False


# What large print asks for (American Council of the Blind, 2011: 18 pt and up, sans, flush left, no italics, 1.25 and more).
LARGE_PRINT_PT = 18.0
LARGE_PRINT_SPACING = 1.5
_LEAST_SPACING = 1.25

_FONT_SIZES_PT = (4.0, 96.0)
_LINE_SPACINGS = (0.5, 5.0)
_PAPERS_MM = (50.0, 558.8)  # Word's own limit is 22 inches
_COLUMNS = (1, 3)
_WIDEST_GUTTER_MM = 60.0
_DIMENSIONS = re.compile(
    r"\s*([0-9.]+)\s*(mm|cm|in|pt)?\s*[x×*]\s*([0-9.]+)\s*(mm|cm|in|pt)\s*", re.IGNORECASE
)
# Parts of a Chinese sheet, as Word knows them; no CSS size can begin with a digit.
_KAI = {"8k": (260.0, 368.0), "16k": (184.0, 260.0), "32k": (130.0, 184.0)}
_TURNED = re.compile(r"[ _-]*(landscape|portrait|横|纵)向?\s*", re.IGNORECASE)

_NOTES_MM = 50.0
_NOTES_GAP_MM = 5.0
_NUMBERS_MM = 5.0  # what line numbers beside the column take
_EDGE_MM = 10.0
_INNER_MM = 20.0
_LEAST_PITCH_PT = 5 / MM_PER_PT
_GAP_EM = 2.0
_LEAST_COLUMN_EM = 10
# What rounding may take from a measure of whole characters.
_SPARE_PT = 0.05


# What is wrong with the wishes themselves


def check(setup: PageSetup) -> None:
    """SettingsError where two wishes contradict each other, or one lies out of bounds."""
    for one, other, why in _contradictions(setup):
        raise SettingsError(f"{one} and {other}: {why}")
    low, high = _COLUMNS
    if not low <= (setup.columns or 1) <= high:
        raise SettingsError(f"{setup.columns} columns: from {low} to {high}")


def _contradictions(setup: PageSetup) -> Iterator[tuple[str, str, str]]:
    paper = setup.paper or ""
    if (setup.columns or 1) > 1 and setup.notes_column:
        yield "columns", "a notes column", "there is room for one of them; leave one out"
    if setup.landscape and _DIMENSIONS.fullmatch(paper):
        yield "landscape", f"paper `{paper}`", "a width and a height say which way the paper lies"
    if setup.landscape and re.search("portrait|纵", paper, re.IGNORECASE):
        yield "landscape", f"paper `{paper}`", "the paper lies one way or the other"
    if setup.large_print and (setup.font_size_pt or LARGE_PRINT_PT) < LARGE_PRINT_PT:
        yield "large print", f"a font size of {setup.font_size_pt:g} pt", f"at least {LARGE_PRINT_PT:g} pt"
    if setup.large_print and (setup.line_spacing or LARGE_PRINT_SPACING) < _LEAST_SPACING:
        yield "large print", f"a line spacing of {setup.line_spacing:g}", f"at least {_LEAST_SPACING:g}"


# Rules behind the theme's


def overrides(setup: PageSetup) -> str:
    """The wishes that CSS has words for, as rules that stand last."""
    page = "; ".join(_page_declarations(setup))
    body = "; ".join(_body_declarations(setup))
    rules = (
        _large_print(setup) if setup.large_print else "",
        f"@page {{ {page} }}" if page else "",
        f"body {{ {body} }}" if body else "",
    )
    return "".join(f"\n{rule}" for rule in rules if rule) + "\n" * any(rules)


def _page_declarations(setup: PageSetup) -> Iterator[str]:
    if setup.paper is not None:
        width, height = paper(setup.paper)
        yield f"size: {width:g}mm {height:g}mm"
    if setup.margin is not None:
        yield f"margin: {_margin(setup.margin)}"


def _body_declarations(setup: PageSetup) -> Iterator[str]:
    size, spacing = setup.font_size_pt, setup.line_spacing
    if size is not None:
        low, high = _FONT_SIZES_PT
        if not low <= size <= high:
            raise SettingsError(f"font size {size:g} pt: from {low:g} to {high:g} pt")
        yield f"font-size: {size:g}pt"
    if spacing is not None:
        low, high = _LINE_SPACINGS
        if not low <= spacing <= high:
            raise SettingsError(f"line spacing {spacing:g}: from {low:g} to {high:g} times the font size")
        yield f"line-height: {spacing:g}"


def paper(text: str) -> tuple[float, float]:
    """Width and height in mm of `A4`, `A5 landscape`, `16K`, `182x257mm` or `8.5in x 11in`."""
    match = _DIMENSIONS.fullmatch(text)
    size = parse_size(f"{match[1]}{match[2] or match[4]} {match[3]}{match[4]}") if match else _named(text)
    if size is None:
        raise SettingsError(f"paper `{text}`: {papers('8K', '16K', '32K')}")
    low, high = _PAPERS_MM
    if not low <= min(size) <= max(size) <= high:
        raise SettingsError(f"paper `{text}`: a side is {low:g} to {high:g} mm long")
    return round(size[0], 3), round(size[1], 3)


def _named(text: str) -> tuple[float, float] | None:
    """The size of a paper with a name, `landscape`, `-landscape` or 横 behind it."""
    turned = _TURNED.search(text)
    name = _TURNED.sub("", text, count=1).strip().lower().replace("开", "k")
    size = _KAI.get(name) or PAPERS.get(name)
    if size is None or not name:
        return parse_size(text)
    across = turned is not None and turned[1].lower() in ("landscape", "横")
    return (max(size), min(size)) if across else size


def _margin(text: str) -> str:
    """The margin as four lengths in mm."""
    sides = four_sides(components(text))
    lengths = [parse_millimetres(side) for side in sides] if sides else [None]
    known = [length for length in lengths if length is not None and length >= 0]
    if len(known) != 4:
        raise SettingsError(f"margin `{text}`: one to four lengths with units, such as `25mm` or `25mm 2cm`")
    return " ".join(f"{round(length, 3):g}mm" for length in known)


def _gutter(text: str) -> float:
    length = parse_millimetres(text.strip())
    if length is None or not 0 <= length <= _WIDEST_GUTTER_MM:
        raise SettingsError(f"gutter `{text}`: a length from 0 to {_WIDEST_GUTTER_MM:g}mm, such as `8mm`")
    return length


# The page as it is then


def arranged(page: Page, setup: PageSetup, body: ComputedStyle) -> Page:
    """The page with the user's gutter, columns, notes column and line numbers; `page` has the theme's margins."""
    if setup.landscape:
        long, short = max(page.width_mm, page.height_mm), min(page.width_mm, page.height_mm)
        page = replace(page, width_mm=long, height_mm=short)
    gutter = _gutter(setup.gutter) if setup.gutter else 0.0
    em = body.font_size_pt * MM_PER_PT
    page = replace(
        page, mirrored=bool(setup.duplex), gutter_mm=gutter, line_numbers=setup.line_numbers or None
    )
    page = _with_room_for_numbers(_with_notes(page, setup, body), setup)
    margin = replace(page.margin_mm, left=page.margin_mm.left + gutter)
    room = page.width_mm - margin.left - margin.right
    if _moves(setup, page) and room > em:
        free = room - floor(room / em + 1e-4) * em - _SPARE_PT * MM_PER_PT
        margin = _shared(margin, free, page)
        room -= free
        if page.notes is not None:
            page = replace(page, notes=replace(page.notes, width_mm=page.notes.width_mm + free))
    page = replace(page, margin_mm=Sides(*(round(side, 4) for side in _sides(margin))))
    count = setup.columns or 1
    if count > 1:
        column = floor((room / em - _GAP_EM * (count - 1)) / count + 1e-4) * em + _SPARE_PT / 2 * MM_PER_PT
        if column < _LEAST_COLUMN_EM * em:
            raise SettingsError(
                f"{count} columns on {page.width_mm:.0f} × {page.height_mm:.0f} mm are {column:.0f} mm wide, less than "
                f"{_LEAST_COLUMN_EM} characters; use fewer columns or larger paper"
            )
        page = replace(page, columns=count, column_gap_pt=(room - count * column) / (count - 1) / MM_PER_PT)
    return page


def _moves(setup: PageSetup, page: Page) -> bool:
    """Whether the theme's margins no longer go with its paper and its type."""
    if setup.margin is not None:
        return False
    wishes = (
        _beside(page) and setup.line_numbers,
        setup.paper,
        setup.landscape,
        setup.gutter,
        setup.font_size_pt,
        setup.notes_column,
        setup.large_print,
    )
    return any(wishes)


def _shared(margin: Sides[float], free: float, page: Page) -> Sides[float]:
    """Give the margins what is left over: both alike, or the notes column all of it."""
    if page.notes is not None:
        return replace(margin, right=margin.right + free)
    return replace(margin, left=margin.left + free / 2, right=margin.right + free / 2)


def _with_notes(page: Page, setup: PageSetup, body: ComputedStyle) -> Page:
    """Make room in the right or outer margin, and for it in the inner one."""
    if not setup.notes_column:
        return page
    gap = _NOTES_GAP_MM + _NUMBERS_MM * bool(setup.duplex and setup.line_numbers)
    line = body.line_height_pt
    pitch = line * ceil(_LEAST_PITCH_PT / line) if setup.notes_column == "ruled" else 0.0
    margin = page.margin_mm
    kept = setup.margin is not None or _beside(page) is not None
    inner = margin.left if kept else min(margin.left, _INNER_MM)
    outer = min(margin.right, _EDGE_MM) + _NOTES_MM + gap
    notes = NotesColumn(_NOTES_MM, gap, round(pitch, 3))
    return replace(page, notes=notes, margin_mm=replace(margin, left=inner, right=outer))


def _with_room_for_numbers(page: Page, setup: PageSetup) -> Page:
    """Keep line numbers clear of what a theme puts in the left margin."""
    if not _shift_pt(page, setup):
        return page
    return replace(page, margin_mm=replace(page.margin_mm, left=page.margin_mm.left + _NUMBERS_MM))


def _shift_pt(page: Page, setup: PageSetup) -> float:
    """The space between what stands in the left margin and the text, numbers between them; 0 where nothing is to move."""
    beside = _beside(page)
    if beside is None or not setup.line_numbers or setup.margin is not None:
        return 0.0
    return beside.style.margin.right + _NUMBERS_MM / MM_PER_PT


def _beside(page: Page) -> MarginBox | None:
    """What a theme puts in the left margin."""
    return next((box for box in (*page.boxes, *(page.first_boxes or ())) if box.name == "left-middle"), None)


def _sides(margin: Sides[float]) -> tuple[float, float, float, float]:
    return margin.top, margin.right, margin.bottom, margin.left


def rules(page: Page, setup: PageSetup, own: tuple[PageRule, ...]) -> str:
    """The page's size and margins as rules that stand last; `own` are the theme's rules for its pages."""
    margin = page.margin_mm
    sides = " ".join(f"{side:g}mm" for side in _sides(margin))
    found = f"@page {{ size: {page.width_mm:g}mm {page.height_mm:g}mm; margin: {sides} }}\n"
    if page.mirrored:
        found += f"@page :left {{ margin-left: {margin.right:g}mm; margin-right: {margin.left:g}mm }}\n"
        if all(rule.pseudo in ("", "first") for rule in own):
            found += "".join(_outside(own))
    if shift := _shift_pt(page, setup):
        boxes = (rule.pseudo for rule in own for name, _ in rule.boxes if name == "left-middle")
        found += "".join(
            f"{_at(pseudo)} {{ @left-middle {{ margin-right: {shift:g}pt }} }}\n" for pseudo in boxes
        )
    if setup.large_print:
        found += "".join(_enlarged(own, setup.font_size_pt or LARGE_PRINT_PT))
    return found


def _at(pseudo: str) -> str:
    return f"@page :{pseudo}" if pseudo else "@page"


def _enlarged(own: tuple[PageRule, ...], size: float) -> Iterator[str]:
    """Large print for boxes with a size of their own."""
    for rule in own:
        for name, declarations in rule.boxes:
            if any(one.name in ("font-size", "font") for one in declarations):
                yield f"{_at(rule.pseudo)} {{ @{name} {{ font-size: {size:g}pt }} }}\n"


def _outside(own: tuple[PageRule, ...]) -> Iterator[str]:
    """Page numbers on the outer side, and what stands left on right pages right on left ones."""
    for row in ("top", "bottom"):
        places: dict[str, list[Declaration]] = {}
        for name, declarations in (box for rule in own if not rule.pseudo for box in rule.boxes):
            side, _, place = name.partition("-")
            if side == row and place in _SIDEWAYS:
                places.setdefault(place, []).extend(declarations)
        if not places:
            continue
        numbered = next((place for place, said in places.items() if _has_number(said)), "right")
        moved = {numbered: "right", "right": numbered}
        first = (box for rule in own if rule.pseudo == "first" for box in rule.boxes)
        for name, declarations in first:
            side, _, place = name.partition("-")
            if side == row and moved.get(place, place) != place:
                yield f"@page :first {{ {_box(row, moved[place], declarations)} }}\n"
        for page, swap in (("right", {}), ("left", {"left": "right", "right": "left"})):
            placed = {moved.get(place, place): said for place, said in places.items()}
            boxes = (_box(row, place, placed.get(swap.get(place, place), [])) for place in _SIDEWAYS)
            yield f"@page :{page} {{ {' '.join(boxes)} }}\n"


def browser(page: Page, body: ComputedStyle) -> str:
    """The rules that only a browser needs: columns on paper, a notes column on a wide screen."""
    found = ""
    if page.columns > 1:
        columns = f"columns: {page.columns}; column-gap: {page.column_gap_pt:.3f}pt"
        found += f"@media print {{ main, .notes, .footnotes {{ {columns} }} h1 {{ column-span: all }} }}\n"
    if page.notes is not None:
        pitch = page.notes.pitch_pt / body.font_size_pt
        rule = f"transparent 0 calc({pitch:.3f}em - 1px), #999999 calc({pitch:.3f}em - 1px) {pitch:.3f}em"
        lines = (
            f" background: repeating-linear-gradient({rule}) right 1em top 2.5em / 15em 100% no-repeat;"
            if pitch
            else ""
        )
        found += f"@media screen and (min-width: 50em) {{ body {{ max-width: 57em; padding-right: 18em;{lines} }} }}\n"
    return found


_SIDEWAYS = ("left", "center", "right")


def _has_number(declarations: list[Declaration]) -> bool:
    return any(one.name == "content" and re.search(r"counter\(\s*page\b", one.value) for one in declarations)


def _box(row: str, place: str, declarations: list[Declaration] | tuple[Declaration, ...]) -> str:
    said = [f"{one.name}: {one.value}" for one in declarations if keyword(one.name) != "text-align"]
    return f"@{row}-{place} {{ {'; '.join(said) or 'content: none'} }}"


# Large print over any theme

_SANS = '"Noto Sans SC", Arial, "黑体", SimHei, "Heiti SC", sans-serif'
_TEXT = "p, li, dt, dd, blockquote, figure, table, caption, figcaption, th, td, summary, pre, .callout-title, .math"
_SMALL = (
    "table, caption, figcaption, pre, code, small, sup, sub, rt, th, td, .notes, .footnotes, .legend, .digest,"
    " .blank-number"
)


def _large_print(setup: PageSetup) -> str:
    """The rules of large print: every size that of the text or larger, one face, nothing slanted, all flush left."""
    size = setup.font_size_pt or LARGE_PRINT_PT
    spacing = setup.line_spacing or LARGE_PRINT_SPACING
    return f"""\
@page {{ font-family: {_SANS}; font-size: {size:g}pt; color: #000000 }}
body {{ font-family: {_SANS}; font-size: {size:g}pt; line-height: {spacing:g}; color: #000000 }}
* {{ font-style: normal !important }}
{_TEXT}, h1, h2, h3, h4, h5, h6, em {{ font-family: {_SANS} !important; text-align: left !important }}
pre {{ font-family: "IBM Plex Mono", "Noto Sans SC", Consolas, "黑体", monospace !important }}
p {{ text-indent: 0 !important; margin-bottom: 0.6em !important }}
{_SMALL} {{ font-size: {size:g}pt !important }}
{_TEXT}, .notes, .footnotes {{ line-height: {spacing:g} !important }}
em, i, cite, dfn, var, address {{ font-weight: bold }}
h1 {{ font-size: 1.8em !important }}
h2 {{ font-size: 1.5em !important }}
h3 {{ font-size: 1.25em !important }}
h4, h5, h6 {{ font-size: 1.1em !important }}
rt {{ vertical-align: 1em !important; line-height: 1 !important }}"""
