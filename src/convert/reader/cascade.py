"""Element and what it inherits in, its look out: HTML's defaults, its attributes of old, author's sheets, inline style."""

from typing import Final, Literal

from convert.css.author import author_style, declarations, tag_longhands
from convert.css.cascade import AuthorSheet, in_order
from convert.css.color import color_name, parse_legacy_color
from convert.css.properties import Longhand
from convert.css.sheet import StyleRule, parse_sheet
from convert.model import (
    HIGHLIGHT,
    NO_FRAME,
    ON_HIGHLIGHT,
    PLAIN,
    Align,
    Color,
    Direction,
    Frame,
    Length,
    ListMarker,
    Style,
    VerticalAlign,
)
from convert.notices import Code, Report
from convert.reader.html import Element
from convert.record import Record, field_names, replace

WhiteSpace = Literal["normal", "nowrap", "pre", "pre-wrap", "pre-line", "break-spaces"]
TextTransform = Literal["none", "uppercase", "lowercase", "capitalize", "full-width"]

_TABLE_PARTS: Final = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th"))
_ALIGNING: Final = frozenset(
    ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "tr", "td", "th", "caption")
)
_STYLING: Final = frozenset(("style", "class", "id", "color", "bgcolor", "align", "face", "size", "hidden"))
# HTML Standard 15.3.1: sizes of `<font size>`, in pt.
_FONT_SIZES: Final = (7.5, 10.0, 12.0, 13.5, 18.0, 24.0, 36.0)
_STYLE_FIELDS: Final = field_names(Style)


class Look(Record):
    """What an element looks like and hands on.

    Inherited: `style`, `align`, `white_space`, `text_transform`, `list_marker`, `direction` (what `dir` says; a run's own is
    in `style`), `invisible` (`visibility`, which children may undo). The element's own: `hidden` (`display: none`), `frame`
    (of blocks and cells only: an inline's background is its style's), `vertical_align`, `width`, `height` and the breaks.
    """

    style: Style = PLAIN
    align: Align | None = None
    white_space: WhiteSpace = "normal"
    text_transform: TextTransform = "none"
    list_marker: ListMarker | None = None
    direction: Direction | None = None
    invisible: bool = False
    hidden: bool = False
    frame: Frame = NO_FRAME
    vertical_align: VerticalAlign | None = None
    width: Length | None = None
    height: Length | None = None
    page_break_before: bool = False
    page_break_after: bool = False

    @property
    def preformatted(self) -> bool:
        """Whether blanks and line breaks count."""
        return self.white_space in ("pre", "pre-wrap", "break-spaces")

    def without_cell(self) -> "Look":
        """What the content of a table cell inherits: the cell itself carries alignment and frame."""
        return replace(self, align=None, frame=NO_FRAME)


class Cascade:
    """Resolves looks; equal elements in equal surroundings are resolved once."""

    def __init__(self, body: Element, report: Report) -> None:
        self._report = report
        self._told: set[str] = set()
        self._coloring: set[str] = set()  # classes whose rules say a colour
        self._sheet = self._author_sheet(body)
        self._known: dict[tuple[object, ...], Look] = {}

    def look(self, element: Element, around: Look) -> Look:
        """The look of an element inside another."""
        attributes = element.attributes
        matched = self._sheet.match(element) if self._sheet is not None else ()
        if not matched and not (attributes and _STYLING & attributes.keys()):
            key: tuple[object, ...] = (element.tag, around)
        else:
            key = (element.tag, around, matched, *(attributes.get(name) for name in sorted(_STYLING)))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._resolve(element, around, matched)
        return known

    def _resolve(self, element: Element, around: Look, matched: tuple[Longhand, ...]) -> Look:
        text = element.attributes.get("style", "")
        inline = declarations(text)
        for problem in inline.problems:
            self._tell(problem.message, problem.valid, element.line)
        hints = _hints(element)
        longhands = in_order((*tag_longhands(element.tag), *hints, *matched, *inline.longhands))
        authored = author_style(longhands, around.style)
        for name in authored.ignored:
            if not (element.tag == "img" and name in ("width", "height")):
                self._tell(f"`{name}` has no effect here", True, element.line)
        in_table = element.tag in _TABLE_PARTS
        background = authored.style.background if in_table else None
        own = replace(authored.style, background=None) if in_table else authored.style
        # A table does not inherit alignment from what it stands in (HTML Standard 15.3.8).
        align = authored.align or (around.align if element.tag != "table" else None)
        return Look(
            style=self._style(element, own, around.style, bool(matched)),
            align=align,
            white_space=around.white_space
            if authored.preformatted is None
            else ("pre-wrap" if authored.preformatted else "normal"),
            hidden=authored.hidden or "hidden" in element.attributes or authored.invisible is True,
            frame=Frame(background or (around.frame.background if in_table else None))
            if in_table
            else NO_FRAME,
            page_break_before=authored.break_before in ("page", "left", "right"),
            page_break_after=authored.break_after in ("page", "left", "right"),
        )

    def _style(self, element: Element, own: Style, around: Style, matched: bool) -> Style:
        """Lay an element's own style over what it inherits, and name its mark."""
        changed: dict[str, object] = {
            name: value for name in _STYLE_FIELDS if (value := getattr(own, name)) is not None
        }
        if element.tag == "mark":
            changed["mark"] = HIGHLIGHT
            if own.color or own.background:
                changed["mark"] = self._mark(element, own, matched)
        elif own.color or own.background:
            on_highlight = around.mark is not None and around.mark.endswith(HIGHLIGHT)
            merged = replace(around, **{k: v for k, v in changed.items() if k in ("color", "background")})
            changed["mark"] = self._mark(element, merged, matched)
            if on_highlight and not merged.background:
                changed["mark"] = f"{changed['mark']}{ON_HIGHLIGHT}"
        if "size_pt" in changed or "scale" in changed:
            changed = {"size_pt": None, "scale": None} | changed
        return replace(around, **changed) if changed else around

    def _mark(self, element: Element, style: Style, matched: bool) -> str:
        """Name a highlight: the class that coloured it, else its colours."""
        if matched and "color" not in element.attributes.get("style", ""):
            named = next((name for name in element.classes if name in self._coloring), None)
            if named:
                return named
        ink = _color_word(style.color) if style.color else ""
        paper = _color_word(style.background) if style.background else ""
        if ink and paper:
            return f"{ink} on {paper}"
        return ink or f"{paper} background"

    def _author_sheet(self, body: Element) -> AuthorSheet | None:
        rules: list[StyleRule] = []
        for element in _style_elements(body):
            sheet = parse_sheet(element.text())
            for problem in sheet.problems:
                self._tell(problem.message, problem.valid, element.line + problem.line - 1)
            for rule in sheet.rules:
                rules.append(rule._replace(order=len(rules)))
                if any(longhand.name in ("color", "background-color") for longhand in rule.longhands):
                    self._coloring.update(rule.selector.compounds[0].classes)
        return AuthorSheet(rules) if rules else None

    def _tell(self, message: str, valid: bool, line: int) -> None:
        """Report a mistake where it stands, and what is right but not carried over once a document."""
        if valid and message in self._told:
            return
        self._told.add(message)
        self._report.add(Code.UNSUPPORTED_CSS if valid else Code.INVALID_CSS, message, line)


def _style_elements(body: Element) -> list[Element]:
    found = []
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if element.tag == "style":
            found.append(element)
        waiting += reversed(element.elements())
    return found


def _hints(element: Element) -> tuple[Longhand, ...]:
    """Presentational attributes as the weakest author declarations (HTML Standard 15.2)."""
    attributes = element.attributes
    if not attributes:
        return ()
    parts = []
    color = attributes.get("color", "") if element.tag == "font" else ""
    if color and (legacy := parse_legacy_color(color)):
        parts.append(f"color: #{legacy.hex}")
    background = attributes.get("bgcolor", "") if element.tag in _TABLE_PARTS else ""
    if background and (legacy := parse_legacy_color(background)):
        parts.append(f"background-color: #{legacy.hex}")
    if element.tag in _ALIGNING and attributes.get("align", "").lower() in (
        "left",
        "right",
        "center",
        "justify",
    ):
        parts.append(f"text-align: {attributes['align'].lower()}")
    if element.tag == "font":
        parts += _font_hints(attributes)
    return declarations("; ".join(parts)).longhands if parts else ()


def _font_hints(attributes: dict[str, str]) -> list[str]:
    hints = []
    size = attributes.get("size", "").strip()
    if size.lstrip("+-").isdecimal() and len(size) < 4:
        value = int(size) + (3 if size[0] in "+-" else 0)
        hints.append(f"font-size: {_FONT_SIZES[min(max(value, 1), 7) - 1]}pt")
    face = attributes.get("face", "").split(",")[0].strip()
    if face:
        quoted = face.replace("\\", "").replace('"', "")
        hints.append(f'font-family: "{quoted}"')
    return hints


def _color_word(color: Color) -> str:
    return color_name(color) or color.hex.lower()
