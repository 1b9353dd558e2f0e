"""Element and what it inherits in, its look out: HTML's defaults, its attributes of old, author's sheets, inline style.

A look is computed in `css.looks`; here are the rules that apply, the names of marks, and what is told of mistakes.
"""

import re
from typing import Final, NamedTuple

from convert.css.appearance import luminance
from convert.css.author import Declarations, declarations, tag_longhands
from convert.css.cascade import AuthorSheet
from convert.css.color import color_name
from convert.css.look import Kind, Look, TextTransform, WhiteSpace
from convert.css.looks import Computed, compute
from convert.css.properties import AGENT, HINT, Longhand
from convert.css.sheet import Layers, StyleRule, parse_sheet
from convert.css.specified import in_order
from convert.css.syntax import Problem
from convert.model import HIGHLIGHT, ON_HIGHLIGHT, Color, Style
from convert.notices import Code, Report
from convert.reader import hints
from convert.reader.html import Element
from convert.record import replace

__all__ = ["Cascade", "Look", "TextTransform", "WhiteSpace"]

_KINDS: Final[dict[str, Kind]] = {
    "table": "table",
    **dict.fromkeys(("thead", "tbody", "tfoot", "tr", "colgroup", "col"), "part"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), "list"),
    **dict.fromkeys(
        ("img", "svg", "video", "audio", "canvas", "object", "embed", "iframe", "picture"), "picture"
    ),
}
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CODE: Final = frozenset(("code", "kbd", "samp", "tt", "pre", "listing", "plaintext", "xmp"))
_LANGUAGE = re.compile("[a-z]{2,8}(-[a-z0-9]{1,8}){0,6}", re.IGNORECASE)
_NOTHING = Declarations()
_LIGHT = 0.5  # of the luminance of white
_MOST_NAMES, _MOST_LINES = 20, 5  # that one notice lists


class _Known(NamedTuple):
    """A look with what is to be told of each element that has it."""

    look: Look
    problems: tuple[Problem, ...] = ()


class Cascade:
    """Resolves looks; equal elements in equal surroundings are resolved once."""

    def __init__(self, body: Element, report: Report) -> None:
        self._report = report
        self._told: set[str] = set()
        self._harmless: dict[str, set[int]] = {}  # the lines on which properties without effect stand
        self._coloring: set[str] = set()  # classes whose rules say a colour
        self._has_line = 0
        if body.parent is None and body.tag == "body":
            body.parent = Element("html", {}, 0, None)  # for `html` and `:root`
            body.parent.children = [body]
        self._sheet = self._author_sheet(body)
        self._known: dict[tuple[object, ...], _Known] = {}
        # Looks are compared by their number, what rules say by its identity: hashing one takes longer than all the rest of a
        # lookup, and of a sheet that stands in a text many times, as in articles put together, ever longer.
        self._numbers: dict[Look, int] = {}
        self._mine: dict[int, int] = {}

    def look(self, element: Element, around: Look) -> Look:
        """The look of an element inside another."""
        if element.parent is not None and element.parent.tag == "html" and element.parent.parent is None:
            around = self._found(element.parent, around)
        return self._found(element, around)

    def _found(self, element: Element, around: Look) -> Look:
        attributes = element.attributes
        matched = self._sheet.match(element) if self._sheet is not None else ()
        number = self._number(around)
        key: tuple[object, ...]
        if not attributes and element.tag != "bdi":
            key = number, element.tag, id(matched)
            said, style = hints.NONE, ""
        else:
            said, style = hints.hints(element), attributes.get("style", "")
            language = attributes.get("lang", attributes.get("xml:lang"))
            named = attributes.get("class") if matched or style else None
            link = element.tag == "a" and "href" in attributes
            key = number, element.tag, id(matched), said, style, language, named, link
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._resolve(element, around, matched, said, style)
            self._mine[id(known.look)] = self._number(known.look)
        for problem in known.problems:
            self._tell(problem, element.line - 1)
        return known.look

    def _number(self, look: Look) -> int:
        """A number that equal looks share; those that stand in `_known` are told by identity."""
        mine = self._mine.get(id(look))
        return self._numbers.setdefault(look, len(self._numbers)) if mine is None else mine

    def _resolve(
        self, element: Element, around: Look, matched: tuple[Longhand, ...], said: hints.Hints, style: str
    ) -> _Known:
        inline = declarations(style) if style else _NOTHING
        longhands = in_order(
            (
                *tag_longhands(element.tag),
                *declarations(said.agent, AGENT).longhands,
                *declarations(said.author, HINT).longhands,
                *matched,
                *inline.longhands,
            )
        )
        around = _reaching(element.tag, around, longhands)
        found = compute(longhands, around, _kind(element))
        for problem in found.sheet_problems:
            self._tell(problem)
        look = replace(found.look, style=self._style(element, found, around.style, bool(matched)))
        return _Known(look, (*inline.problems, *found.problems))

    def _style(self, element: Element, found: Computed, around: Style, matched: bool) -> Style:
        """Say the language, and name the mark of an element that colours."""
        style = found.look.style
        language = _language(element, style.language)
        if language != style.language:
            style = replace(style, language=language)
        if element.tag == "mark":
            return self._highlighted(element, found, around, style, matched)
        # A page's own colours mark nothing, and light ink on a dark ground that a box says with it is its look.
        if not found.colored or element.tag in ("body", "html") or _reversed(found):
            return style
        on_highlight = around.mark is not None and around.mark.endswith(HIGHLIGHT)
        name = self._mark(element, style, matched)
        return replace(style, mark=f"{name}{ON_HIGHLIGHT}" if on_highlight and not style.background else name)

    def _highlighted(
        self, element: Element, found: Computed, around: Style, style: Style, matched: bool
    ) -> Style:
        """The style of `<mark>`: the theme paints it, but for the colours that the author gives it."""
        own = found.own
        ending = "" if own.background or found.bare else ON_HIGHLIGHT
        if own.color or own.background:
            name = self._mark(element, own, matched)
            return replace(style, mark=f"{name}{ending}", background=own.background)
        if found.bare:
            return style
        ink = around.mark if around.color and around.mark else ""
        if ink.endswith(ON_HIGHLIGHT):
            return replace(style, background=None)
        name = HIGHLIGHT if not ink or ink == HIGHLIGHT else f"{ink}{ON_HIGHLIGHT}"
        return replace(style, mark=name, background=None)

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
        layers = Layers()
        for element in _style_elements(body):
            sheet = parse_sheet(element.text(), layers, element.line)
            for problem in sheet.problems:
                self._tell(problem)
            for rule in sheet.rules:
                rules.append(rule._replace(order=len(rules)))
                self._note(rule)
        return AuthorSheet(rules, self._give_up) if rules else None

    def _note(self, rule: StyleRule) -> None:
        """Keep the classes that colour, where a `:has()` stands, and tell of a rule for what is no element."""
        if not self._has_line and ":has(" in rule.selector.text.lower():
            self._has_line = rule.line
        if rule.selector.pseudo_element and rule.longhands:
            self._tell(
                Problem(rule.line, f"`::{rule.selector.pseudo_element}` has no effect here", valid=True)
            )
        elif any(longhand.name in ("color", "background-color") for longhand in rule.longhands):
            self._coloring.update(rule.selector.compounds[0].classes)

    def _give_up(self) -> None:
        message = "`:has()` asks for too much: it holds for the elements before, and for none after"
        self._report.add(Code.TOO_LARGE, message, self._has_line)

    def _tell(self, problem: Problem, before: int = 0) -> None:
        """Report a mistake where it stands, `before` lines further down; what is right but has no effect, once a document."""
        if problem.harmless:
            self._harmless.setdefault(problem.harmless, set()).add(before + problem.line)
            return
        if problem.valid and problem.message in self._told:
            return
        self._told.add(problem.message)
        code = Code.UNSUPPORTED_CSS if problem.valid else Code.INVALID_CSS
        self._report.add(code, problem.message, before + problem.line)

    def tell_harmless(self) -> None:
        """Report, in one notice, every property whose loss nobody needs to hear of one by one."""
        if not self._harmless:
            return
        first, *others = sorted(set().union(*self._harmless.values()))
        names = _listed(sorted(self._harmless), _MOST_NAMES, "others")
        also = _listed([str(line) for line in others], _MOST_LINES, "more")
        message = f"no effect here: {names}" + (
            f" (also on line{'s' * (len(others) > 1)} {also})" if also else ""
        )
        self._report.add(Code.UNSUPPORTED_CSS, message, first)
        self._harmless.clear()


def _listed(words: list[str], most: int, rest: str) -> str:
    """Words with commas between them; of many, the first."""
    more = f" and {len(words) - most} {rest}" if len(words) > most else ""
    return ", ".join(words[:most]) + more


def _reaching(tag: str, around: Look, longhands: tuple[Longhand, ...]) -> Look:
    """What of a look reaches an element whose weight, size or face the browser's own sheet sets, which here is the theme's."""
    style, heading = around.style, tag in _HEADINGS
    if (heading or tag == "th") and around.inherited.weight is not None:
        around = replace(
            around, style=replace(style, bold=None), inherited=around.inherited._replace(weight=None)
        )
    if heading and (style.size_pt or style.scale) and not _says("font-size", longhands):
        around = replace(around, style=replace(around.style, size_pt=None, scale=None))
    if tag in _CODE and style.font is not None:
        around = replace(around, style=replace(around.style, font=None))
    return around


def _reversed(found: Computed) -> bool:
    """Whether a block says light ink on a darker ground."""
    ink, ground = found.own.color, found.look.frame.background
    return ink is not None and ground is not None and luminance(ink) > max(_LIGHT, luminance(ground))


def _says(name: str, longhands: tuple[Longhand, ...]) -> bool:
    return any(longhand.name == name for longhand in longhands)


def _kind(element: Element) -> Kind:
    if element.tag == "a" and "href" in element.attributes:
        return "link"
    return _KINDS.get(element.tag) or ("block" if element.is_block else "inline")


def _language(element: Element, around: str | None) -> str | None:
    """The language an element says, as BCP 47 writes it; an empty one is not known, a broken one not heard."""
    attributes = element.attributes
    said = attributes.get("lang", attributes.get("xml:lang"))
    if said is None:
        return around
    said = said.strip().replace("_", "-")
    if not said:
        return None
    return _written(said) if _LANGUAGE.fullmatch(said) else around


def _written(tag: str) -> str:
    """RFC 5646, section 2.1.1: languages in small letters, scripts capitalised, regions in capitals."""
    first, *rest = tag.lower().split("-")
    return "-".join(
        (
            first,
            *(part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in rest),
        )
    )


def _style_elements(body: Element) -> list[Element]:
    return [element for element in body.all() if element.tag == "style"]


def _color_word(color: Color) -> str:
    return color_name(color) or color.hex.lower()
