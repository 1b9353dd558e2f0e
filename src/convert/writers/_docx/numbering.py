"""Lists in, `numbering.xml` out (ISO 29500-1, 17.9): a `w:num` a list, which restarts it, over a few multi-level kinds."""

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from convert.model import ListMarker
from convert.record import Record
from convert.writers._docx import xml
from convert.writers._docx.measure import twips
from convert.writers._docx.properties import horizontal
from convert.writers._docx.styles import StyleSheet

if TYPE_CHECKING:
    from convert.writers._docx.template.lists import TheirLevel

LEVELS = 9
# Word counts to here.
LAST_NUMBER = 32767

Kind = ListMarker | Literal["bullet"]
"""What a list counts by; `bullet` is a sign for each level."""

_FORMATS: dict[Kind, str] = {
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "cjk-decimal": "ideographDigital",
}  # fmt: skip
# Where Word and CSS begin to count differently: 28 is `ab` there and `bb` here.
_LAST: dict[Kind, int] = {"lower-alpha": 27, "upper-alpha": 27, "lower-roman": 3999, "upper-roman": 3999}
_FROM_ZERO = ("decimal", "decimal-leading-zero")
_HANG_EM = 1.6
_BULLETS = "•◦▪"
_SIGNS: dict[Kind, str] = {"disc": "•", "circle": "◦", "square": "▪"}
_BULLET_FACE = xml.element(
    "w:rFonts",
    {"w:hint": "default", "w:ascii": "Arial", "w:hAnsi": "Arial", "w:eastAsia": "Arial", "w:cs": "Arial"},
)


def counts(kind: Kind, number: int) -> bool:
    """Whether Word can count an item by this kind and number."""
    if kind not in _FORMATS:
        return is_sign(kind)
    return (0 if kind in _FROM_ZERO else 1) <= number <= _LAST.get(kind, LAST_NUMBER - 1)


def is_sign(kind: Kind) -> bool:
    """Whether all items have the same sign."""
    return kind == "bullet" or kind in _SIGNS


class Level(Record):
    """Where a level of a list stands: its number in Word, and the points to its text and from its number to its text."""

    index: int
    left: float
    hang: float


class Numbering:
    """The lists of one document."""

    def __init__(self, sheet: StyleSheet) -> None:
        self._sheet = sheet
        # A template's own lists come first.
        self._theirs = sheet.adopted.lists if sheet.adopted else None
        self._first_abstract = self._theirs.first_abstract if self._theirs else 0
        self._first = self._theirs.first_number if self._theirs else 1
        self._abstract: dict[tuple[Kind, int, str, bool], int] = {}
        self._lists: list[str] = []

    def __bool__(self) -> bool:
        return bool(self._lists)

    def _counted(self, kind: Kind, depth: int, from_right: bool) -> "TheirLevel | None":
        """The template's own level for a list; None where it has none, or the list counts by another kind."""
        if self._theirs is None or from_right or kind not in ("bullet", "decimal"):
            return None
        return self._theirs.level(kind == "decimal", depth)

    def place(self, kind: Kind, depth: int, from_right: bool = False) -> Level:
        """The level of a list of a kind inside `depth` others."""
        their = self._counted(kind, depth, from_right)
        if their is not None:
            return Level(their.level, their.left, their.hang)
        return self.level(depth, not is_sign(kind), from_right)

    def level(self, depth: int, ordered: bool, from_right: bool = False) -> Level:
        """The level of a list of ours inside `depth` others."""
        index = min(depth, LEVELS - 1)
        step = horizontal(self._sheet.computed("ol" if ordered else "ul"))[0]
        # From the right numbers stand as bullets do: programs differ in which side is flush there.
        hang = (
            min(step, self._sheet.em_pt * _HANG_EM) if ordered and from_right else self._sheet.hang(ordered)
        )
        return Level(index, step * (index + 1), hang)

    def add(self, kind: Kind, start: int, depth: int, part: str, from_right: bool = False) -> int:
        """Begin a list and return its number in Word.

        Word keeps one count for all lists of a kind, level by level: a list deeper than the levels, and one in another
        part, gets a kind of its own.
        """
        their = self._counted(kind, depth, from_right)
        if their is not None:
            return their.number if kind == "bullet" else self._restarted(their.abstract, their.level, start)
        extra = len(self._lists) + 1 if depth >= LEVELS else 0
        abstract = self._abstract.setdefault(
            (kind, extra, part, from_right), len(self._abstract) + self._first_abstract
        )
        return self._restarted(abstract, min(depth, LEVELS - 1), 1 if is_sign(kind) else start)

    def _restarted(self, abstract: int, level: int, first: int) -> int:
        number = len(self._lists) + self._first
        override = xml.element("w:lvlOverride", {"w:ilvl": level}, xml.val("startOverride", first))
        self._lists.append(
            xml.element("w:num", {"w:numId": number}, xml.val("abstractNumId", abstract), override)
        )
        return number

    def xml(self) -> str:
        """Build `numbering.xml`."""
        kinds = [
            _kind(kind, number, self.level(0, not is_sign(kind), from_right), from_right)
            for (kind, _, _, from_right), number in self._abstract.items()
        ]
        return xml.part("w:numbering", {"w": xml.W}, *kinds, *self._lists)


@lru_cache(maxsize=64)
def _kind(kind: Kind, number: int, first: Level, from_right: bool) -> str:
    return xml.element(
        "w:abstractNum",
        {"w:abstractNumId": number},
        xml.val("nsid", f"{0x4D480000 + number:08X}"),
        xml.val("multiLevelType", "multilevel"),
        xml.val("tmpl", f"{0x4D490000 + number:08X}"),
        *(_level(kind, index, first, from_right) for index in range(LEVELS)),
    )


def _level(kind: Kind, index: int, first: Level, from_right: bool) -> str:
    ordered = not is_sign(kind)
    ending = "、" if kind == "cjk-decimal" else "."
    sign = _SIGNS.get(kind, _BULLETS[index % len(_BULLETS)])
    left, hang = twips(first.left * (index + 1)), twips(first.hang)
    return xml.element(
        "w:lvl",
        {"w:ilvl": index},
        xml.val("start", 1),
        xml.val("numFmt", _FORMATS.get(kind, "bullet")),
        xml.val("suff", "tab"),
        xml.val("lvlText", f"%{index + 1}{ending}" if ordered else sign),
        xml.val("lvlJc", "right" if ordered and not from_right else "left"),
        xml.element("w:pPr", None, xml.element("w:ind", {"w:left": left, "w:hanging": hang})),
        "" if ordered else xml.element("w:rPr", None, _BULLET_FACE),
    )
