"""A CSS theme in, named styles and page set-up out; the only module that knows where themes stand.

`Theme.css` is what HTML and PDF get; `Theme.style(path)` and `Theme.page` are the same sheet, computed, for Word.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from convert.css.cascade import PathStyles
from convert.css.computed import ComputedStyle, Page
from convert.css.faces import WordFonts, word_fonts
from convert.css.nearest import nearest
from convert.css.page import compute_page, papers, parse_size
from convert.css.sheet import Sheet, StyleRule, parse_sheet
from convert.css.syntax import Problem
from convert.css.values import MM_PER_PT, components, four_sides, parse_millimetres
from convert.errors import SettingsError
from convert.record import Record

__all__ = ["PageSetup", "Theme", "WordFonts", "folder", "load", "names", "word_fonts"]


Fetch = Callable[[str], bytes | None]
_LARGEST_SHEET = 1_000_000


class PageSetup(Record):
    """What the user asks of the page over the theme's own; None is "as the theme has it".

    `paper` is a name (`A4`) or `WxH` with units, `margin` one to four CSS lengths, `line_spacing` a factor of the size.
    """

    paper: str | None = None
    margin: str | None = None
    font_size_pt: float | None = None
    line_spacing: float | None = None


_FROM_BODY = re.compile(r"body(?![-\w])")
# Where neither theme nor user says anything. Browsers' 8 px around `body` would spoil a measure of whole characters.
_START = "@page { size: A4; margin: 20mm } body { margin: 0 } "


class Theme:
    """A style sheet with the user's page set-up after it."""

    __slots__ = ("_page_problems", "_sheet", "_styles", "css", "language", "name", "page")

    def __init__(self, name: str, text: str, setup: PageSetup, language: str) -> None:
        """Read a theme's text; SettingsError when it is broken or leaves no room on the page."""
        self.name = name
        self.language = language
        self.css = _START + text + _overrides(setup)
        self._sheet = parse_sheet(self.css)
        rules = [rule for rule in self._sheet.rules if not _asks_too_much(rule)]
        # A percentage means the width of the text, which only the page knows, which asks the root element's style.
        styles = PathStyles(rules, language, Page().width_mm / MM_PER_PT)
        self.page, self._page_problems = compute_page(self._sheet, styles.root)
        _refuse_errors(name, self._sheet, self._page_problems)
        width_mm, _ = _text_block(name, self.page)
        self._styles = PathStyles(rules, language, width_mm / MM_PER_PT)

    def style(self, path: str) -> ComputedStyle:
        """Compute the style at the end of a path of elements below `body`, such as `blockquote p` or `section.notes h1`.

        `body` itself is the empty path or `body`. Every `a` counts as a link.
        """
        return self._styles.style(path if _FROM_BODY.match(path) else f"body {path}")

    def unsupported(self) -> tuple[tuple[int, str], ...]:
        """What the sheet says that a computed style does not carry, so that Word cannot show it: (line, what), by line."""
        problems = [problem for problem in (*self._sheet.problems, *self._page_problems) if problem.valid]
        found = [(problem.line, problem.message) for problem in problems]
        found += [
            (rule.line, f"`{rule.selector.text}` picks out what a Word style cannot")
            for rule in self._sheet.rules
            if _asks_too_much(rule)
        ]
        return tuple(dict.fromkeys(sorted(found)))


def load(
    name: str, setup: PageSetup = PageSetup(), language: str = "zh-CN", fetch: Fetch | None = None
) -> Theme:
    """Load a theme by name, or from the path of a CSS file; SettingsError names file and line of what is broken.

    A path is opened as it stands; with `fetch`, for a name that a document brings along, it is asked for through that.
    """
    if not is_file(name):
        if name not in names():
            raise SettingsError(_no_such_theme(name))
        return Theme(f"{name}.css", _decoded(name, (folder() / f"{name}.css").read_bytes()), setup, language)
    data = _file(name) if fetch is None else fetch(name)
    if data is None:
        raise SettingsError(f"{name}: no such style sheet beside the document that names it")
    return Theme(name, _decoded(name, data), setup, language)


def is_file(name: str) -> bool:
    """Whether a theme's name is the path of a style sheet."""
    return name.lower().endswith(".css") or "/" in name or "\\" in name


def _file(name: str) -> bytes:
    path = Path(name)
    try:
        if path.exists() and not path.is_file():
            raise SettingsError(f"{name}: cannot read the theme: not a regular file")
        with path.open("rb") as file:
            return file.read(_LARGEST_SHEET)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SettingsError(f"{name}: cannot read the theme: {reason}") from error


def _decoded(name: str, data: bytes) -> str:
    try:
        return data[:_LARGEST_SHEET].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(f"{name}: not UTF-8 at byte {error.start}; save the theme as UTF-8") from error


def names() -> tuple[str, ...]:
    """The names of the themes that come with the program, sorted."""
    return tuple(sorted(path.stem for path in folder().glob("*.css")))


def folder() -> Path:
    """The folder with the themes: `styles/` of the checkout, or the copy inside the installed package."""
    here = Path(__file__).resolve()
    installed = here.parent / "styles"
    return installed if installed.is_dir() else here.parents[2] / "styles"


def _no_such_theme(name: str) -> str:
    known = names()
    guess = nearest(name, known)
    hint = f" (`{guess}`?)" if guess else ""
    return f"no theme `{name}`{hint}; there are {', '.join(known)}, and any CSS file (`mine.css`)"


def _asks_too_much(rule: StyleRule) -> bool:
    """Whether a rule picks elements by their siblings, or parts of elements."""
    return rule.selector.structural or bool(rule.selector.pseudo_element)


def _refuse_errors(name: str, sheet: Sheet, page_problems: tuple[Problem, ...]) -> None:
    errors = sorted(
        (problem.line, problem.message) for problem in (*sheet.problems, *page_problems) if not problem.valid
    )
    if errors:
        line, message = errors[0]
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        raise SettingsError(f"{name}:{line}: {message}{more}")


_LEAST_TEXT_MM = 30.0


def _text_block(name: str, page: Page) -> tuple[float, float]:
    """Width and height of the text, in mm."""
    margin = page.margin_mm
    width = page.width_mm - margin.left - margin.right
    height = page.height_mm - margin.top - margin.bottom
    if width < _LEAST_TEXT_MM or height < _LEAST_TEXT_MM:
        raise SettingsError(
            f"{name}: margins leave {width:.0f} × {height:.0f} mm of {page.width_mm:.0f} × {page.height_mm:.0f} mm for text; "
            "use smaller margins or larger paper"
        )
    return width, height


# The user's page set-up

_FONT_SIZES_PT = (4.0, 96.0)
_LINE_SPACINGS = (0.5, 5.0)
_PAPERS_MM = (50.0, 558.8)  # Word's own limit is 22 inches
_DIMENSIONS = re.compile(
    r"\s*([0-9.]+)\s*(mm|cm|in|pt)?\s*[x×*]\s*([0-9.]+)\s*(mm|cm|in|pt)\s*", re.IGNORECASE
)


def _overrides(setup: PageSetup) -> str:
    """The set-up as rules that stand last."""
    page = "; ".join(_page_declarations(setup))
    body = "; ".join(_body_declarations(setup))
    rules = (f"@page {{ {page} }}" if page else "", f"body {{ {body} }}" if body else "")
    return "".join(f"\n{rule}" for rule in rules if rule) + "\n" * bool(page or body)


def _page_declarations(setup: PageSetup) -> Iterator[str]:
    if setup.paper is not None:
        width, height = _paper(setup.paper)
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


def _paper(text: str) -> tuple[float, float]:
    """Width and height in mm of `A4`, `A5 landscape`, `182x257mm` or `8.5in x 11in`."""
    match = _DIMENSIONS.fullmatch(text)
    size = parse_size(f"{match[1]}{match[2] or match[4]} {match[3]}{match[4]}" if match else text)
    if size is None:
        raise SettingsError(f"paper `{text}`: {papers()}")
    low, high = _PAPERS_MM
    if not low <= min(size) <= max(size) <= high:
        raise SettingsError(f"paper `{text}`: a side is {low:g} to {high:g} mm long")
    return round(size[0], 3), round(size[1], 3)


def _margin(text: str) -> str:
    """The margin as four lengths in mm."""
    sides = four_sides(components(text))
    lengths = [parse_millimetres(side) for side in sides] if sides else [None]
    known = [length for length in lengths if length is not None and length >= 0]
    if len(known) != 4:
        raise SettingsError(f"margin `{text}`: one to four lengths with units, such as `25mm` or `25mm 2cm`")
    return " ".join(f"{round(length, 3):g}mm" for length in known)
