"""A template's styles in; for each style of ours the one that stands for it there, and what that one says, out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from convert.model import Align
from convert.record import Record
from convert.writers._docx import xml

W: Final = f"{{{xml.W}}}"
_ALIGNS: Final[dict[str, Align]] = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right", "both": "justify",
    "distribute": "justify",
}  # fmt: skip
# A line of Word's grid, and what `auto` is before and after a paragraph.
_LINE_PT: Final = 12.0
_AUTO_PT: Final = 14.0
_DEEPEST: Final = 40

# Names are compared without case. Word spells those it knows in English in every language; users make their own in Chinese,
# and some programs write what Word shows. Its own name comes first, unless it stands further behind.
_OTHER_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "normal": ("正文", "內文", "内文"),
    "body text": ("正文文本", "正文", "正文文字", "本文", "内文", "內文", "text body"),
    "list paragraph": ("list bullet", "列表项目符号", "项目符号", "list paragraph", "列出段落", "列表段落", "清單段落"),
    "list number": ("列表编号", "编号列表", "清單號碼", "list paragraph", "列出段落", "列表段落", "清單段落"),
    "list continue": ("列表接续", "清單接續"),
    "quote": ("引用", "引文", "block text", "quotations", "文本块"),
    "caption": ("题注", "標號", "图注", "图题"),
    "table caption": ("caption", "题注", "標號", "表题"),
    "footnote text": ("脚注文本", "註腳文字", "footnote"),
    "footnote reference": ("脚注引用", "註腳參照", "footnote characters"),
    "title": ("标题", "標題", "文章标题"),
    "subtitle": ("副标题", "副標題"),
    "strong": ("要点", "強調粗體", "strong emphasis"),
    "emphasis": ("强调", "強調"),
    "hyperlink": ("超链接", "超連結", "internet link"),
    "source code": ("代码", "程式碼", "html preformatted", "html 预设格式", "preformatted text"),
    "inline code": ("行内代码", "verbatim char", "html code", "source text"),
    "toc heading": ("目录标题", "目錄標題"),
} | {
    f"heading {level}": (f"标题 {level}", f"标题{level}", f"標題 {level}", f"標題{level}", f"{numeral}级标题")
    for level, numeral in zip(range(1, 7), "一二三四五六", strict=True)
}  # fmt: skip


class Their(Record):
    """A style of a template with all it inherits; lengths in points.

    `indent` and `spacing` are the attributes of `w:ind` and `w:spacing`, `number` the list it counts in, `level` the level there.
    """

    style_id: str
    name: str
    bold: bool
    italic: bool
    size_pt: float
    align: Align
    left: float
    right: float
    first: float
    before: float
    after: float
    contextual: bool
    page_break: bool
    number: int
    level: int
    indent: Mapping[str, str]
    spacing: Mapping[str, str]


_COLORS = (f"{W}color", f"{W}fill")
_DIGITS = re.compile("[0-9A-Fa-f]{6}")


class TemplateStyles:
    """The styles of a template, by the names Word knows them by."""

    def __init__(self, sheet: Any, body: Any) -> None:
        """Read `styles.xml`; `body` is the template's own text, which shows what styles its author uses."""
        self._elements: dict[str, Any] = {}
        self._named: dict[tuple[str, str], str] = {}
        self.names: set[str] = set()
        self._defaults = sheet.find(f"{W}docDefaults")
        for style in sheet.iterchildren(f"{W}style"):
            style_id = style.get(f"{W}styleId", "")
            self._elements.setdefault(style_id, style)
            for name in _names(style):
                self.names.add(name)
                self._named.setdefault((style.get(f"{W}type", "paragraph"), name), style_id)
        self._normal = self._default("paragraph")
        self._used = self._uses(body)
        self._looks: dict[str, Their] = {}

    @property
    def ids(self) -> set[str]:
        """The ids that are taken, without case."""
        return {style_id.lower() for style_id in self._elements}

    @property
    def normal(self) -> Their:
        """The style of paragraphs that name none."""
        return self.look(self._normal)

    def _default(self, kind: str) -> str:
        for style_id, style in self._elements.items():
            if style.get(f"{W}type") == kind and style.get(f"{W}default") in ("1", "true", "on"):
                return style_id
        return self._named.get((kind, "normal"), "")

    def _uses(self, body: Any) -> Counter[str]:
        """How many characters stand in each style of paragraphs."""
        found: Counter[str] = Counter()
        for paragraph in body.iter(f"{W}p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            name = style.get(f"{W}val", "") if style is not None else self._normal
            found[name] += sum(len(text.text or "") for text in paragraph.iter(f"{W}t"))
        return found

    def find(self, name: str, kind: str) -> str:
        """The id of the style that stands for one of ours; empty where there is none.

        Of several the one its author uses most, else the first: Word's own name before others.
        """
        wanted = name.lower()
        others = _OTHER_NAMES.get(wanted, ())
        found = self._candidates(others if wanted in others else (wanted, *others), kind)
        if wanted in ("normal", "normal table", "default paragraph font"):
            return self._default(kind) or (found[0] if found else "")
        if wanted == "body text":
            found += [self._normal] if self._normal else []
        if not found:
            return ""
        return max(found, key=lambda style_id: self._used[style_id])

    def _candidates(self, wanted: Iterable[str], kind: str) -> list[str]:
        found = (self._named.get((kind, name)) for name in wanted)
        return list(dict.fromkeys(style_id for style_id in found if style_id))

    def named(self, name: str) -> "Their | None":
        """The style of paragraphs with a name; None where there is none."""
        style_id = self._named.get(("paragraph", name.lower()))
        return self.look(style_id) if style_id else None

    def called(self, style_id: str) -> str:
        """The name of a style; empty where it has none."""
        style = self._elements.get(style_id)
        name = style.find(f"{W}name") if style is not None else None
        return str(name.get(f"{W}val", "")) if name is not None else ""

    def look(self, style_id: str) -> Their:
        """What a style of paragraphs says, with all it inherits."""
        found = self._looks.get(style_id)
        if found is None:
            found = self._looks[style_id] = self._resolved(style_id)
        return found

    def colored(self, style_id: str) -> bool:
        """Whether anything that a style says, or inherits, is neither black nor grey nor white."""
        said = (
            value
            for place in self._chain(style_id)
            for row in place.iter()
            for key, value in row.attrib.items()
            if key in _COLORS or (key == f"{W}val" and row.tag == f"{W}color")
        )
        return any(
            _DIGITS.fullmatch(value) and len({value[0:2], value[2:4], value[4:6]}) > 1 for value in said
        )

    def _chain(self, style_id: str) -> Iterator[Any]:
        """The properties that hold, from the farthest to the nearest: defaults, ancestors, the style itself."""
        if self._defaults is not None:
            for part in ("rPrDefault", "pPrDefault"):
                inner = self._defaults.find(f"{W}{part}")
                if inner is not None:
                    yield inner
        ancestors: list[Any] = []
        while (style := self._elements.get(style_id)) is not None and len(ancestors) < _DEEPEST:
            ancestors.append(style)
            base = style.find(f"{W}basedOn")
            style_id = base.get(f"{W}val", "") if base is not None else ""
        yield from reversed(ancestors)

    def _resolved(self, style_id: str) -> Their:
        said: dict[str, str] = {}
        indent: dict[str, str] = {}
        spacing: dict[str, str] = {}
        counted: dict[str, str] = {}
        for place in self._chain(style_id):
            for row in place.iterfind(f"{W}rPr/*"):
                said[_local(row)] = row.get(f"{W}val", "1")
            for row in place.iterfind(f"{W}pPr/*"):
                name = _local(row)
                if name in ("ind", "spacing"):
                    (indent if name == "ind" else spacing).update(_attributes(row))
                elif name == "numPr":
                    counted |= {_local(part): part.get(f"{W}val", "") for part in row}
                else:
                    said[f"p.{name}"] = row.get(f"{W}val", "1")
        size = number(said.get("sz", "20")) / 2 or 10.0
        left, right, first = _sides(indent, size)
        return Their(
            style_id=style_id,
            name=self.called(style_id),
            bold=_on(said.get("b")),
            italic=_on(said.get("i")),
            size_pt=size,
            align=_ALIGNS.get(said.get("p.jc", "left"), "left"),
            left=left,
            right=right,
            first=first,
            before=_space(spacing, "before"),
            after=_space(spacing, "after"),
            contextual=_on(said.get("p.contextualSpacing")),
            page_break=_on(said.get("p.pageBreakBefore")),
            number=int(number(counted.get("numId", "0"))),
            level=int(number(counted.get("ilvl", "0"))),
            indent=indent,
            spacing=spacing,
        )


def _names(style: Any) -> Iterator[str]:
    """The names of a style, without case: its own, behind commas, and its aliases."""
    for tag in ("name", "aliases"):
        row = style.find(f"{W}{tag}")
        if row is not None:
            for name in row.get(f"{W}val", "").split(","):
                if name.strip():
                    yield " ".join(name.split()).lower()


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _attributes(element: Any) -> dict[str, str]:
    """The attributes of `w:ind` or `w:spacing`; `start` and `end` are what left and right were called later."""
    found = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
    renamed = {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"}
    found = {renamed.get(key, key): value for key, value in found.items()}
    for one, other in (("firstLine", "hanging"), ("hanging", "firstLine")):
        if one in found and other not in found:
            found |= {other: "0", f"{other}Chars": "0"}
    return found


def _on(value: str | None) -> bool:
    return value is not None and value not in ("0", "false", "off", "none")


def number(value: str) -> float:
    """A number of Word's; 0 for what is none. A measure with a unit (`12pt`) is in twentieths of a point too."""
    units = {"pt": 20.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0}
    unit = units.get(value[-2:], 0.0)
    try:
        found = float(value[:-2]) * unit if unit else float(value)
    except ValueError:
        return 0.0
    return max(-32000.0, min(32000.0, found)) if found == found else 0.0


def indents(element: Any, size: float) -> tuple[float, float, float]:
    """Points from the left and the right, and of the first line, that a `w:ind` says in type of a size."""
    return _sides(_attributes(element), size)


def _sides(indent: Mapping[str, str], size: float) -> tuple[float, float, float]:
    """Points from the left and the right, and of the first line; characters win over lengths (ISO 29500-1, 17.3.1.12)."""

    def side(name: str) -> float:
        characters = number(indent.get(f"{name}Chars", "0"))
        return characters / 100 * size if characters else number(indent.get(name, "0")) / 20

    return side("left"), side("right"), side("firstLine") - side("hanging")


def _space(spacing: Mapping[str, str], name: str) -> float:
    if _on(spacing.get(f"{name}Autospacing")):
        return _AUTO_PT
    lines = number(spacing.get(f"{name}Lines", "0"))
    return max(0.0, lines / 100 * _LINE_PT if lines else number(spacing.get(name, "0")) / 20)
