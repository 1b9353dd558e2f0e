"""A template's `numbering.xml` in, the lists that its own styles count in out."""

from typing import Any, Final

from convert.record import Record
from convert.writers._docx.template.sheet import TemplateStyles, Their, W, indents, number

_ORDERED: Final = ("List Number", "列表编号", "编号列表")
_BULLETS: Final = ("List Bullet", "列表项目符号", "项目符号")
_DEEPEST: Final = 9


class TheirLevel(Record):
    """A level of a list of the template's: the list, its abstract list, the level, and where its text stands in points."""

    number: int
    abstract: int
    level: int
    left: float
    hang: float


class TemplateLists:
    """The lists of a template. `first_abstract` and `first_number` are free from there on."""

    def __init__(self, tree: Any, styles: TemplateStyles) -> None:
        """Read `numbering.xml`; None where the template has none."""
        self._styles = styles
        self._abstract: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        if tree is not None:
            for row in tree.iterchildren(f"{W}abstractNum"):
                self._abstract[int(number(row.get(f"{W}abstractNumId", "0")))] = row
            for row in tree.iterchildren(f"{W}num"):
                link = row.find(f"{W}abstractNumId")
                abstract = int(number(link.get(f"{W}val", "0"))) if link is not None else -1
                self._numbers[int(number(row.get(f"{W}numId", "0")))] = abstract
        self.first_abstract = max(self._abstract, default=-1) + 1
        self.first_number = max(self._numbers, default=0) + 1
        self._known: dict[tuple[bool, int], TheirLevel | None] = {}

    def level(self, ordered: bool, depth: int) -> TheirLevel | None:
        """Where the items of a list inside `depth` others count by the template's own styles; None where it has none."""
        key = (ordered, depth)
        if key not in self._known:
            self._known[key] = self._find(ordered, depth)
        return self._known[key]

    def _find(self, ordered: bool, depth: int) -> TheirLevel | None:
        for name in _ORDERED if ordered else _BULLETS:
            first = self._styles.named(name)
            if first is None or not first.number:
                continue
            # List Bullet 3 is Word's third level; a list of many levels goes on by itself.
            deeper = self._styles.named(f"{name} {depth + 1}") if depth else first
            if deeper is not None and deeper.number:
                return self._level(deeper, deeper.level, ordered)
            return self._level(first, first.level + depth, ordered)
        return None

    def _level(self, style: Their, level: int, ordered: bool) -> TheirLevel | None:
        abstract = self._numbers.get(style.number, -1)
        row = self._abstract.get(abstract)
        found = row.find(f"{W}lvl[@{W}ilvl='{level}']") if row is not None and level < _DEEPEST else None
        if found is None:
            return None
        kind = found.find(f"{W}numFmt")
        if ((kind.get(f"{W}val") if kind is not None else "decimal") == "bullet") is ordered:
            return None
        own = found.find(f"{W}pPr/{W}ind")
        left, _, first = indents(own, style.size_pt) if own is not None else (style.left, 0.0, style.first)
        return TheirLevel(style.number, abstract, level, left, -first)
