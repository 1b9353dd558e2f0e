"""The page rules of a sheet in, the computed page out (CSS Paged Media Level 3)."""

import re
from collections.abc import Iterable

from convert.css.computed import (
    BoxPlace,
    ContentCounter,
    ContentPart,
    ContentString,
    ContentText,
    MarginBox,
    MarginBoxName,
    Page,
)
from convert.css.longhands import SIDES
from convert.css.properties import expand
from convert.css.resolve import Node, Scale, resolve
from convert.css.sheet import PageRule, Sheet
from convert.css.specified import substituted
from convert.css.syntax import IDENTIFIER, Declaration, Problem, unquote
from convert.css.values import MM_PER_PT, components, keyword, parse_millimetres
from convert.model import Align, Sides
from convert.record import replace

# CSS Paged Media Level 3, section 7.1, in mm; A6, B6 and the JIS sizes are sold as paper too.
PAPERS = {
    "a3": (297.0, 420.0),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "a6": (105.0, 148.0),
    "b4": (250.0, 353.0),
    "b5": (176.0, 250.0),
    "jis-b4": (257.0, 364.0),
    "jis-b5": (182.0, 257.0),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "ledger": (279.4, 431.8),
}

_BOXES: dict[str, tuple[MarginBoxName, Align]] = {
    "top-left": ("top-left", "left"),
    "top-center": ("top-center", "center"),
    "top-right": ("top-right", "right"),
    "bottom-left": ("bottom-left", "left"),
    "bottom-center": ("bottom-center", "center"),
    "bottom-right": ("bottom-right", "right"),
    "left-middle": ("left-middle", "center"),
    "right-middle": ("right-middle", "center"),
}
# Lines that read upwards (CSS Writing Modes Level 4, section 3.1): the one direction that Word turns all scripts to.
_TURNED = "sideways-lr"
_PLACES: dict[str, BoxPlace] = {"top": "top", "middle": "middle", "bottom": "bottom"}
_OTHER_BOX = re.compile(
    "(?:top|bottom)-(?:left|right)-corner|(?:left|right)-(?:top|bottom)|footnote|top|bottom|left|right"
)


def parse_size(value: str) -> tuple[float, float] | None:
    """Read a `size` value: width and height in mm, None when it is none."""
    words = [keyword(part) for part in components(value)]
    lengths = [parse_millimetres(part) for part in components(value)]
    if all(lengths) and len(lengths) in (1, 2):
        width, height = lengths[0], lengths[-1]
        return (width, height) if width and height and min(width, height) > 0 else None
    turned = [word for word in words if word in ("portrait", "landscape")]
    names = [word for word in words if word not in ("portrait", "landscape", "auto")]
    if not words or len(turned) > 1 or len(names) > 1 or (names and names[0] not in PAPERS):
        return None
    width, height = PAPERS[names[0] if names else "a4"]
    return (height, width) if turned == ["landscape"] else (width, height)


def compute_page(sheet: Sheet, root: Node) -> tuple[Page, tuple[Problem, ...]]:
    """Compute `@page`, and the boxes of its first, left and right pages; the page inherits from `root`, the style of `html`."""
    reader = _PageReader(sheet, root)
    every, first, left, right = (
        [rule for rule in sheet.pages if rule.pseudo == pseudo] for pseudo in ("", "first", "left", "right")
    )
    page = reader.page(every)
    # The first page is a right one.
    page = replace(
        page,
        boxes=reader.boxes([*every, *right]),
        first_boxes=reader.boxes([*every, *right, *first]) if _set_boxes(first) else None,
        left_boxes=reader.boxes([*every, *left]) if _set_boxes([*left, *right]) else None,
    )
    for rule in (*first, *left, *right):
        for declaration in rule.declarations:
            message = f"`{declaration.name}` of `@page :{rule.pseudo}` is not understood"
            reader.problem(declaration.line, message, True)
    return page, tuple(dict.fromkeys(reader.problems))


def _set_boxes(rules: Iterable[PageRule]) -> bool:
    return any(rule.boxes for rule in rules)


class _PageReader:
    """Reads page rules, and gathers what is wrong with them."""

    def __init__(self, sheet: Sheet, root: Node) -> None:
        self.problems: list[Problem] = []
        self._strings = dict(sheet.strings)
        self._context = root
        self._variables = dict(root.variables)

    def problem(self, line: int, message: str, valid: bool = False) -> None:
        """Remember a problem."""
        self.problems.append(Problem(line, message, valid))

    def page(self, rules: Iterable[PageRule]) -> Page:
        """Compute size and margins; the page's own style becomes what boxes inherit from."""
        declarations = [declaration for rule in rules for declaration in rule.declarations]
        page = Page()
        rest = []
        for declaration in _in_order(declarations):
            if declaration.name != "size":
                rest.append(declaration)
            elif size := parse_size(declaration.value):
                page = replace(page, width_mm=size[0], height_mm=size[1])
            else:
                self.problem(declaration.line, f"`size: {declaration.value}` is not a paper; {papers()}")
        specified = self._specified(rest)
        width_pt = page.width_mm / MM_PER_PT
        self._context = resolve(specified, self._context, Scale(self._context.style.font_size_pt, width_pt))
        margin = self._context.style.margin
        sides = (
            getattr(margin if f"margin-{side}" in specified else _DEFAULT_MARGIN_PT, side) * MM_PER_PT
            for side in SIDES
        )
        margins = Sides(*(round(side, 4) for side in sides))
        return replace(page, margin_mm=margins, style=self._context.style)

    def boxes(self, rules: Iterable[PageRule]) -> tuple[MarginBox, ...]:
        """Compute the margin boxes with content, in the order of `_BOXES`."""
        found: dict[str, list[Declaration]] = {}
        for rule in rules:
            for name, declarations in rule.boxes:
                if name in _BOXES:
                    found.setdefault(name, []).extend(declarations)
                else:
                    known = _OTHER_BOX.fullmatch(name) is not None
                    self.problem(rule.line, f"`@{name}` of `@page` is not understood", known)
        boxes = (self._box(name, found[name]) for name in _BOXES if name in found)
        return tuple(box for box in boxes if box.content)

    def _box(self, name: str, declarations: list[Declaration]) -> MarginBox:
        box_name, align = _BOXES[name]
        content: tuple[ContentPart, ...] = ()
        turned = False
        rest = []
        for declaration in _in_order(declarations):
            if declaration.name == "content":
                content = self._content(declaration)
            elif declaration.name == "writing-mode" and keyword(declaration.value) == _TURNED:
                turned = True
            else:
                rest.append(declaration)
        specified = self._specified(rest)
        style = resolve(specified, self._context, Scale(self._context.style.font_size_pt)).style
        if not any(longhand.startswith("text-align") for longhand in specified):
            style = replace(style, align=align)
        if content and ("middle" in name) is not turned:
            where = "beside the text needs" if "middle" in name else "above or below it takes no"
            self.problem(declarations[0].line, f"a box {where} `writing-mode: {_TURNED}`", True)
            content = ()
        place = _PLACES.get(str(specified.get("vertical-align")), "middle")
        return MarginBox(box_name, content, style, place, turned)

    def _specified(self, declarations: Iterable[Declaration]) -> dict[str, object]:
        specified: dict[str, object] = {}
        for declaration in declarations:
            expansion = expand(declaration.name, declaration.value)
            specified.update(expansion.longhands)
            if expansion.message:
                self.problem(declaration.line, expansion.message, expansion.valid)
        return specified

    def _content(self, declaration: Declaration) -> tuple[ContentPart, ...]:
        if keyword(declaration.value) in ("none", "normal"):
            return ()
        parts: list[ContentPart] = []
        for text in components(substituted(declaration.value, self._variables) or ""):
            part = self._content_part(text)
            if part is None:
                self.problem(declaration.line, f"`content: {text}` is not understood", "(" in text)
            else:
                parts.append(part)
        return tuple(parts)

    def _content_part(self, text: str) -> ContentPart | None:
        if text[0] in "\"'":
            return ContentText(unquote(text))
        match = _CALL.fullmatch(text)
        if match is None:
            return None
        function, name = match[1].lower(), match[2]
        if function == "counter" and name in ("page", "pages"):
            return ContentCounter("page" if name == "page" else "pages")
        return ContentString(name, self._strings.get(name, "")) if function == "string" else None


_CALL = re.compile(rf"(counter|string)\([ \t\n]*({IDENTIFIER})[ \t\n]*(?:,[^()]*)?\)", re.IGNORECASE)
_MARGIN_PT = 20 / MM_PER_PT
_DEFAULT_MARGIN_PT = Sides(_MARGIN_PT, _MARGIN_PT, _MARGIN_PT, _MARGIN_PT)


def papers(*more: str) -> str:
    """The papers there are, for a message."""
    names = ", ".join((*(name.upper() if name[0] in "abj" else name.capitalize() for name in PAPERS), *more))
    return f"there are {names}, or a width and a height such as `182mm 257mm`"


def _in_order(declarations: Iterable[Declaration]) -> list[Declaration]:
    return sorted(declarations, key=lambda declaration: declaration.important)
