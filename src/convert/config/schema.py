"""Nothing in, settings out: each with its type and its default."""

from typing import Literal

from convert.css.setup import paper
from convert.record import Record, field_names
from convert.themes import LARGE_PRINT, LARGE_PRINT_PT, LineNumbers, PageSetup
from convert.transforms import HeadingOrder, Legend, NotesMode, PrintMode
from convert.transforms.notes import HEADINGS
from convert.writers import Impose, Imposition, PdfVariant, TextMarks


class Settings(Record):
    """Everything a user can choose for one source.

    `paper` a name or `WxH`; `margin` one to four CSS lengths; `font_size` in pt; `line_spacing` a factor of the size;
    `gutter` a length at the inner margin; `duplex` mirrors left pages; `columns`, `notes_column`, `line_numbers`: of the page;
    `large_print`: the theme of that name, or another made so;
    `width` display columns of plain text, 0 for none; `text_marks` how plain text shows the marks. `smart_quotes` curls
    straight quotes (None: those of English), `strict` lets any notice fail the source, `verify` reads outputs back. None means "as the theme has it".
    `heading_order` says whether levels that were skipped are closed; `impose` lays the pages of a PDF on paper of size
    `impose_sheet`, a booklet's `impose_signature` sheets in each other; `pdf_variant` is the standard it keeps to.
    `template` is a Word file that a DOCX is set in. `print` says what printer the marks are made fit for. `toc`: whether there is
    a table of contents, None for where the source asks for one; `toc_depth`: its levels. `cloze`: the marks whose words are
    blanked, or `all`; `cloze_width`: em of every gap, None for that of its words; `key`: whether the answers follow. `marks`: what
    the author calls the marks, by their names; `legend`: whether a legend names them; `digest`: whether a sheet gathers what is
    marked. `resource_path`: folders whose files a source may use beside those of its own; `allow_network`: whether it gets pictures from
    the web.
    """

    theme: str = "handout"
    notes: NotesMode = "appendix"
    notes_headings: tuple[str, ...] = HEADINGS
    paper: str | None = None
    margin: str | None = None
    font_size: float | None = None
    line_spacing: float | None = None
    landscape: bool = False
    columns: int = 1
    gutter: str | None = None
    duplex: bool = False
    notes_column: Literal["ruled", "blank"] | None = None
    line_numbers: LineNumbers | None = None
    large_print: bool = False
    width: int = 80
    text_marks: TextMarks = "none"
    smart_quotes: bool | None = None
    strict: bool = False
    verify: bool = False
    heading_order: HeadingOrder = "repair"
    impose: Impose | None = None
    impose_sheet: str | None = None
    impose_signature: int | None = None
    pdf_variant: PdfVariant = "pdf/ua-1"
    template: str | None = None
    print: PrintMode = "color"
    toc: bool | None = None
    toc_depth: int = 3
    cloze: tuple[str, ...] = ()
    cloze_width: float | None = None
    key: bool = False
    marks: tuple[tuple[str, str], ...] = ()
    legend: Legend = "auto"
    digest: bool = False
    resource_path: tuple[str, ...] = ()
    allow_network: bool = False

    @property
    def page_setup(self) -> PageSetup:
        """What the theme is asked to change; that of large print is asked to stay it."""
        wishes = {field: getattr(self, key) for key, field in PAGE_FIELDS.items()}
        return PageSetup(**{**wishes, "large_print": self.least_pt > 0})

    @property
    def least_pt(self) -> float:
        """The smallest type there is, in points; 0 where any may be."""
        return LARGE_PRINT_PT if self.large_print or self.theme == LARGE_PRINT else 0.0


PAGE_FIELDS = {
    "paper": "paper",
    "margin": "margin",
    "font_size": "font_size_pt",
    "line_spacing": "line_spacing",
    "landscape": "landscape",
    "columns": "columns",
    "gutter": "gutter",
    "duplex": "duplex",
    "notes_column": "notes_column",
    "line_numbers": "line_numbers",
    "large_print": "large_print",
}
"""The settings that a theme is asked to change, and what they are called there."""
OF_WRITING = ("notes_headings", "smart_quotes", "heading_order", "marks")
"""The settings that say how a source is written: in a book each article may have its own."""
OF_REACH = ("resource_path", "allow_network")
"""The settings that say what a source may reach; no document says them of itself."""
OF_NETWORK = "allow_network"
"""The one of them that no file says at all: a folder that somebody sends brings its files along."""
DEFAULTS = {key: getattr(Settings(), key) for key in field_names(Settings)}
"""Each setting by its name, with the value it has where nobody says anything."""


def option(key: str) -> str:
    """What a setting is called on the command line."""
    return key.replace("_", "-")


def imposition(settings: Settings, *, right_to_left: bool) -> Imposition | None:
    """How a PDF's pages are laid on sheets; SettingsError where the sheet is no paper."""
    kind, sheet = settings.impose, settings.impose_sheet
    signature = settings.impose_signature if kind == "booklet" else None
    return kind and Imposition(kind, paper(sheet) if sheet else None, signature, right_to_left)
