"""Lists in, `numbering.xml` out (ISO 29500-1, 17.9): a `w:num` a list, which restarts it, over a few multi-level kinds."""

from convert.model import ListMarker
from convert.record import Record
from convert.writers._docx import xml
from convert.writers._docx.measure import twips
from convert.writers._docx.properties import horizontal
from convert.writers._docx.styles import StyleSheet

LEVELS = 9
# Word counts to here.
LAST_NUMBER = 32767

_FORMATS: dict[ListMarker, str] = {
    "decimal": "decimal", "lower-alpha": "lowerLetter", "upper-alpha": "upperLetter", "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}  # fmt: skip
_BULLETS = "•◦▪"
_BULLET_FACE = xml.element(
    "w:rFonts",
    {"w:hint": "default", "w:ascii": "Arial", "w:hAnsi": "Arial", "w:eastAsia": "Arial", "w:cs": "Arial"},
)


class Level(Record):
    """Where a level of a list stands: its number in Word, and the points to its text and from its number to its text."""

    index: int
    left: float
    hang: float


class Numbering:
    """The lists of one document."""

    def __init__(self, sheet: StyleSheet) -> None:
        self._sheet = sheet
        self._abstract: dict[tuple[str, int, str], int] = {}
        self._lists: list[str] = []

    def __bool__(self) -> bool:
        return bool(self._lists)

    def level(self, depth: int, ordered: bool) -> Level:
        """The level of a list inside `depth` others."""
        index = min(depth, LEVELS - 1)
        step = horizontal(self._sheet.computed("ol" if ordered else "ul"))[0]
        return Level(index, step * (index + 1), self._sheet.hang(ordered))

    def add(self, kind: ListMarker | None, start: int, depth: int, part: str) -> int:
        """Begin a list and return its number in Word; no kind is bullets.

        Word keeps one count for all lists of a kind, level by level: a list deeper than the levels, and one in another
        part, gets a kind of its own.
        """
        extra = len(self._lists) + 1 if depth >= LEVELS else 0
        name = kind or "bullet"
        abstract = self._abstract.setdefault((name, extra, part), len(self._abstract))
        level = min(depth, LEVELS - 1)
        number = len(self._lists) + 1
        override = xml.element(
            "w:lvlOverride", {"w:ilvl": level}, xml.val("startOverride", start if kind else 1)
        )
        self._lists.append(
            xml.element("w:num", {"w:numId": number}, xml.val("abstractNumId", abstract), override)
        )
        return number

    def xml(self) -> str:
        """Build `numbering.xml`."""
        kinds = [self._kind(name, number) for (name, _, _), number in self._abstract.items()]
        return xml.part("w:numbering", {"w": xml.W}, *kinds, *self._lists)

    def _kind(self, name: str, number: int) -> str:
        return xml.element(
            "w:abstractNum",
            {"w:abstractNumId": number},
            xml.val("nsid", f"{0x4D480000 + number:08X}"),
            xml.val("multiLevelType", "multilevel"),
            xml.val("tmpl", f"{0x4D490000 + number:08X}"),
            *(self._level(name, index) for index in range(LEVELS)),
        )

    def _level(self, name: str, index: int) -> str:
        ordered = name != "bullet"
        level = self.level(index, ordered)
        indent = xml.element("w:ind", {"w:left": twips(level.left), "w:hanging": twips(level.hang)})
        return xml.element(
            "w:lvl",
            {"w:ilvl": index},
            xml.val("start", 1),
            xml.val("numFmt", _FORMATS[name] if ordered else "bullet"),  # type: ignore[index]
            xml.val("suff", "tab"),
            xml.val("lvlText", f"%{index + 1}." if ordered else _BULLETS[index % len(_BULLETS)]),
            xml.val("lvlJc", "right" if ordered else "left"),
            xml.element("w:pPr", None, indent),
            "" if ordered else xml.element("w:rPr", None, _BULLET_FACE),
        )
