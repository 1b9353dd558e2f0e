"""Document in, bytes out: one public module a format (`docx.py`, `html.py`, `pdf.py`, `txt.py`), found by its file name.

A format's module defines

    write(document: Document, options: Options, report: Report) -> bytes

which is pure: no disk, clock, locale or environment. The module's name is the format's, and the ending of its files.
Modules whose name begins with `_` are parts of a format. A format is imported on first use.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Literal, cast

from convert.model import Document
from convert.notices import Report
from convert.record import Record
from convert.themes import Theme

TextMarks = Literal["none", "label", "bracket"]
Impose = Literal["2up", "booklet"]
PdfVariant = Literal["pdf/ua-1", "pdf/ua-2", "pdf/a-2u", "pdf/a-3a"]


class Imposition(Record):
    """How the pages of a PDF are laid on sheets, two on each side.

    `sheet_mm` is the paper, None for that of the pages; `signature` the most sheets that are laid in each other, None for
    all; `right_to_left` exchanges the two halves.
    """

    kind: Impose
    sheet_mm: tuple[float, float] | None = None
    signature: int | None = None
    right_to_left: bool = False


class Options:
    """What a writer is told beside the document.

    `theme` may be given as a function, which is called when a writer first asks: plain text never does. `width`: display
    columns of plain text, 0 for no wrapping; `text_marks`: how plain text shows the marks, `text_legend`: whether a legend names
    those. `date`: an ISO 8601 instant for document properties, empty for none. `pdf_variant` is the standard a PDF keeps to,
    `imposition` how its pages lie on sheets, None for one on each side. `template`: name and bytes of a Word file that a DOCX is
    set in, None for none. `pages`: on which page each anchor stands, as the PDF in a theme has it; None where nobody can tell.
    `laid` keeps what was laid out for that, for the PDF itself.
    """

    __slots__ = (
        "_theme",
        "date",
        "imposition",
        "laid",
        "pages",
        "pdf_variant",
        "template",
        "text_legend",
        "text_marks",
        "width",
    )

    def __init__(
        self,
        theme: Theme | Callable[[], Theme],
        width: int = 80,
        date: str = "",
        text_marks: TextMarks = "none",
        pdf_variant: PdfVariant = "pdf/ua-1",
        imposition: Imposition | None = None,
        template: tuple[str, bytes] | None = None,
        pages: "Pages | None" = None,
        *,
        text_legend: bool = True,
    ) -> None:
        self._theme = theme
        self.width = width
        self.date = date
        self.text_marks = text_marks
        self.pdf_variant = pdf_variant
        self.imposition = imposition
        self.template = template
        self.pages = pages
        self.text_legend = text_legend
        self.laid: list[Any] = []

    @property
    def theme(self) -> Theme:
        """The theme, loaded."""
        if callable(self._theme):
            self._theme = self._theme()
        return self._theme


Write = Callable[[Document, Options, Report], bytes]
Pages = Callable[[Document, Theme], Mapping[str, int]]
"""A document and a theme in, the number of the page that each anchor stands on out; MissingLibraryError where no PDF can be made."""


def formats() -> tuple[str, ...]:
    """The names of the formats, sorted; nothing is imported."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_")))


def load(name: str) -> Write:
    """Import a format's writer; `name` is one of `formats()`."""
    return cast(Write, import_module(f"{__name__}.{name}").write)


def of_pdf(options: Options) -> Pages:
    """Tell pages as the PDF with these options has them."""

    def pages(document: Document, theme: Theme) -> Mapping[str, int]:
        found: Mapping[str, int] = import_module(f"{__name__}.pdf").pages(document, theme, options)
        return found

    return pages


def check_template(name: str, data: bytes) -> None:
    """Read the bytes of a Word file that a DOCX is to be set in; SettingsError says in one line what is wrong with it."""
    import_module(f"{__name__}.docx").open_template(name, data)
