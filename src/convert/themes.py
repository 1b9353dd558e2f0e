"""A CSS theme in, named styles and page set-up out; the only module that knows where themes stand.

`Theme.css` is what HTML and PDF get; `Theme.style(path)` and `Theme.page` are the same sheet, computed, for Word.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from convert.css import apparatus
from convert.css.cascade import PathStyles
from convert.css.computed import ComputedStyle, LineNumbers, Page
from convert.css.faces import WordFonts, word_fonts
from convert.css.inert import inert
from convert.css.nearest import nearest
from convert.css.page import compute_page
from convert.css.setup import LARGE_PRINT_PT, PageSetup, arranged, browser, check, overrides, rules
from convert.css.sheet import PageRule, Sheet, StyleRule, parse_sheet
from convert.css.syntax import Problem
from convert.css.values import MM_PER_PT
from convert.errors import SettingsError
from convert.record import replace

__all__ = [
    "LARGE_PRINT",
    "LARGE_PRINT_PT",
    "LineNumbers",
    "PageSetup",
    "Theme",
    "WordFonts",
    "folder",
    "load",
    "names",
    "purpose",
    "source",
    "word_fonts",
]


Fetch = Callable[[str], bytes | None]
_LARGEST_SHEET = 1_000_000
LARGE_PRINT = "large-print"
"""The theme whose rules `PageSetup.large_print` puts over any other."""


_FROM_BODY = re.compile(r"body(?![-\w])")
# Where neither theme nor user says anything. Browsers' 8 px around `body` would spoil a measure of whole characters.
_START = "@page { size: A4; margin: 20mm } body { margin: 0 } "
# The colours that browsers, WeasyPrint and Word have where a theme says none.
_COLORED = "a { color: blue } mark { background: yellow } "


class Theme:
    """A style sheet with the user's page set-up after it."""

    __slots__ = ("_page_problems", "_sheet", "_styles", "css", "language", "mono", "name", "page")

    def __init__(self, name: str, text: str, setup: PageSetup, language: str, *, mono: bool = False) -> None:
        """Read a theme's text, without its colours if `mono`; SettingsError when it is broken or leaves no room on the page."""
        self.name = name
        self.language = language
        self.mono = mono
        check(setup)
        large = setup.large_print or name == f"{LARGE_PRINT}.css"
        if name == f"{LARGE_PRINT}.css":
            setup = replace(setup, large_print=False)
        self.css = _START + inert(text) + overrides(setup)
        if mono:
            from convert.css.grey import without_color

            self.css = without_color(_COLORED + self.css)
        self._sheet = parse_sheet(self.css)
        known = [rule for rule in self._sheet.rules if not _asks_too_much(rule)]
        # A percentage means the width of the text, which only the page knows, which asks the root element's style.
        styles = PathStyles(known, language, Page().width_mm / MM_PER_PT)
        self.page, self._page_problems = compute_page(self._sheet, styles.root)
        _refuse_errors(name, self._sheet, self._page_problems)
        if setup != PageSetup():
            self._arrange(setup, styles)
        if large:
            self.page = replace(self.page, least_pt=LARGE_PRINT_PT)
        width_mm, height_mm = _text_block(name, self.page)
        known = [*apparatus.rules(height_mm / MM_PER_PT), *known]
        self._styles = PathStyles(known, language, width_mm / MM_PER_PT)

    def _arrange(self, setup: PageSetup, styles: PathStyles) -> None:
        """Give the page what the user asks of it, and the sheet the rules for it."""
        page = arranged(self.page, setup, styles.style("body"))
        self.css += rules(page, setup, self._sheet.pages)
        boxes, _ = compute_page(parse_sheet(self.css), styles.root)
        self.page = replace(
            page, boxes=boxes.boxes, first_boxes=boxes.first_boxes, left_boxes=boxes.left_boxes
        )

    def changed(self, setup: PageSetup) -> "Theme":
        """The same theme with other wishes of the page behind it."""
        return _theme(self.name, self.css, setup, self.language, mono=False)

    def style(self, path: str) -> ComputedStyle:
        """Compute the style at the end of a path of elements below `body`, such as `blockquote p` or `section.notes h1`.

        `body` itself is the empty path or `body`. Every `a` counts as a link.
        """
        return self._styles.style(path if _FROM_BODY.match(path) else f"body {path}")

    @property
    def page_rules(self) -> tuple[PageRule, ...]:
        """What the sheet, with the user's wishes, says of pages."""
        return parse_sheet(self.css).pages

    @property
    def browser_css(self) -> str:
        """The sheet for a browser, which sets columns and a notes column by itself."""
        return self.css + browser(self.page, self.style("body"))

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
    name: str,
    setup: PageSetup = PageSetup(),
    language: str = "zh-CN",
    fetch: Fetch | None = None,
    *,
    mono: bool = False,
) -> Theme:
    """Load a theme by name, or from the path of a CSS file; SettingsError names file and line of what is broken.

    A path is opened as it stands; with `fetch`, for a name that a document brings along, it is asked for through that.
    `mono`: greys, as light as they are, stand for its colours.
    """
    if not is_file(name):
        if name not in names():
            raise SettingsError(no_such_theme(name))
        text = _decoded(name, (folder() / f"{name}.css").read_bytes())
        return _theme(f"{name}.css", text, setup, language, mono=mono)
    data = _file(name) if fetch is None else fetch(name)
    if data is None:
        raise SettingsError(f"{name}: no such style sheet beside the document that names it")
    return _theme(name, _decoded(name, data), setup, language, mono=mono)


@lru_cache(maxsize=8)
def _theme(name: str, text: str, setup: PageSetup, language: str, *, mono: bool) -> Theme:
    """A theme that was read before, with all that has been computed of it: half of the time of a short article's DOCX."""
    return Theme(name, text, setup, language, mono=mono)


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
    return tuple(sorted(path.stem for path in folder().iterdir() if path.suffix == ".css"))


def source(name: str) -> str:
    """Give the sheet of a theme that comes with the program as it is written; SettingsError where there is none."""
    if name not in names():
        raise SettingsError(no_such_theme(name))
    return (folder() / f"{name}.css").read_text("utf-8")


def purpose(name: str) -> str:
    """Give in a line what a theme is for: the first paragraph of the comment its sheet begins with, without its name."""
    found = _FIRST_WORDS.match(source(name))
    return " ".join(found[1].split()) if found else ""


_FIRST_WORDS = re.compile(r"\s*/\*\s*(?:[-\w]+:)?(.*?)(?:\n\s*\n|\*/)", re.DOTALL)


@lru_cache(maxsize=1)
def folder() -> Path:
    """The folder with the themes: `styles/` of the checkout, or the copy inside the installed package."""
    here = Path(__file__).resolve()
    installed = here.parent / "styles"
    return installed if installed.is_dir() else here.parents[2] / "styles"


def no_such_theme(name: str) -> str:
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
