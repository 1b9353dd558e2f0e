"""A template's document in, the place where text goes and the sections around it out (ISO 29500-1, 17.6)."""

from copy import deepcopy
from typing import Any, Final

from lxml import etree

from convert.model import Sides
from convert.record import Record
from convert.writers._docx.template.sheet import W, number

# What marks the place for text: alone in a paragraph, or the name of a bookmark or a content control.
PLACEHOLDER: Final = "{{content}}"
_NAME: Final = "content"
_TWIPS_PER_MM: Final = 1440 / 25.4
_LETTER: Final = {"w": "12240", "h": "15840"}
# Word's own limit of a side, and what is left for text at the least, in twips.
_WIDEST: Final = 31680.0
_LEAST: Final = 1440.0


class Paper(Record):
    """The page of a section in millimetres, and the points of a line of its text: a column's where it has several."""

    width_mm: float
    height_mm: float
    margin_mm: Sides[float]
    column_pt: float
    columns: int


class Place(Record):
    """What stands before and after the text in the template's body, and the properties of the section it stands in.

    `last`: the section is that at the end of the body, and nothing of the template stands behind the text.
    """

    before: tuple[Any, ...]
    after: tuple[Any, ...]
    section: Any
    last: bool


def find(body: Any) -> Place:
    """Find where text goes: where a placeholder stands, else in place of all of the body."""
    children = list(body)
    end = children[-1] if children and children[-1].tag == f"{W}sectPr" else None
    rows = children[:-1] if end is not None else children
    section = end if end is not None else etree.Element(f"{W}sectPr", nsmap=body.nsmap)
    at = next((index for index, row in enumerate(rows) if _holds_place(row)), None)
    if at is None:
        return Place((), (), section, True)
    behind = next((row for row in rows[at:] if row.find(f".//{W}pPr/{W}sectPr") is not None), None)
    if behind is not None:
        section = behind.find(f".//{W}pPr/{W}sectPr")
    after = rows[at + 1 :]
    if rows[at] is behind:
        after = [_bare(behind), *after]
    return Place(tuple(rows[:at]), tuple(after), section, not after)


def _holds_place(row: Any) -> bool:
    if row.tag == f"{W}p" and "".join(text.text or "" for text in row.iter(f"{W}t")).strip() == PLACEHOLDER:
        return True
    for start in row.iter(f"{W}bookmarkStart"):
        if start.get(f"{W}name", "").lower() == _NAME:
            return True
    if row.tag != f"{W}sdt":
        return False
    said = (row.find(f"{W}sdtPr/{W}{tag}") for tag in ("tag", "alias"))
    return any(one is not None and one.get(f"{W}val", "").lower() == _NAME for one in said)


def _bare(paragraph: Any) -> Any:
    """The paragraph that ends a section, without the placeholder in it."""
    found = etree.Element(f"{W}p", nsmap=paragraph.nsmap)
    found.append(deepcopy(paragraph.find(f"{W}pPr")))
    return found


def paper(section: Any) -> Paper:
    """The page of a section; what it does not say is as Word has it, US Letter with an inch around."""
    size, margin, columns = (section.find(f"{W}{tag}") for tag in ("pgSz", "pgMar", "cols"))

    def twips(row: Any, name: str, usual: str) -> float:
        return abs(number(row.get(f"{W}{name}", usual))) if row is not None else float(usual)

    width, height = (
        max(2 * _LEAST, min(_WIDEST, twips(size, side, usual))) for side, usual in _LETTER.items()
    )
    top, right, bottom, left = (twips(margin, side, "1440") for side in ("top", "right", "bottom", "left"))
    left += twips(margin, "gutter", "0")
    left, right = _fitting(left, right, width)
    top, bottom = _fitting(top, bottom, height)
    line, count = _column(columns, width - left - right)
    sides = Sides(*(side / _TWIPS_PER_MM for side in (top, right, bottom, left)))
    return Paper(width / _TWIPS_PER_MM, height / _TWIPS_PER_MM, sides, line / 20, count)


def _fitting(one: float, other: float, whole: float) -> tuple[float, float]:
    """Margins that leave some room for text; half and half of the rest where they do not."""
    room = whole - 1800.0
    return (one, other) if one + other <= room else (room / 2, room / 2)


def _column(columns: Any, width: float) -> tuple[float, int]:
    """The width of the narrowest column in twips, and how many there are."""
    if columns is None:
        return width, 1
    own = [number(row.get(f"{W}w", "0")) for row in columns.iterfind(f"{W}col")]
    count = max(1, min(45, int(number(columns.get(f"{W}num", "1")))))
    if own and columns.get(f"{W}equalWidth") in ("0", "false", "off") and min(own) > 0:
        return max(_LEAST / 2, min(own)), len(own)
    return max(_LEAST / 2, (width - (count - 1) * number(columns.get(f"{W}space", "720"))) / count), count


def properties(section: Any, kinds: tuple[bool, ...]) -> tuple[str, ...]:
    """The properties of our sections after the template's, of which `kinds` says whether they are turned on their side."""
    return tuple(_section(section, on_side, index) for index, on_side in enumerate(kinds))


def _section(section: Any, on_side: bool, index: int) -> str:
    found = deepcopy(section)
    found.tail = None
    if on_side:
        _turn(found)
    if index:
        go_on(found)
    etree.cleanup_namespaces(found)
    return str(etree.tostring(found, encoding="unicode"))


def go_on(section: Any) -> None:
    """Let a section follow others of ours: one first page, one count of pages, and each begins a page."""
    for tag in ("type", "titlePg"):
        for row in section.findall(f"{W}{tag}"):
            section.remove(row)
    for row in section.findall(f"{W}pgNumType"):
        row.attrib.pop(f"{W}start", None)


def _turn(section: Any) -> None:
    """Turn a section on its side: one column as wide as the page is high."""
    size = section.find(f"{W}pgSz")
    if size is None:
        size = etree.Element(f"{W}pgSz", {f"{W}{side}": value for side, value in _LETTER.items()})
        section.insert(_first_after(section), size)
    width, height = (size.get(f"{W}{side}", usual) for side, usual in _LETTER.items())
    size.set(f"{W}w", height)
    size.set(f"{W}h", width)
    size.set(f"{W}orient", "landscape")
    size.attrib.pop(f"{W}code", None)
    columns = section.find(f"{W}cols")
    if columns is not None:
        space = columns.get(f"{W}space")
        columns.clear()
        if space:
            columns.set(f"{W}space", space)


def _first_after(section: Any) -> int:
    """Where the size of the page belongs: behind headers, footers, notes and the type."""
    before = {
        f"{W}{tag}" for tag in ("headerReference", "footerReference", "footnotePr", "endnotePr", "type")
    }
    return sum(row.tag in before for row in section)
