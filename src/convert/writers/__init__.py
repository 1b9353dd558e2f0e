"""Document in, bytes out: one public module a format (`docx.py`, `html.py`, `pdf.py`, `txt.py`), found by its file name.

A format's module defines

    write(document: Document, options: Options, report: Report) -> bytes

which is pure: no disk, clock, locale or environment. The module's name is the format's, and the ending of its files.
Modules whose name begins with `_` are parts of a format. A format is imported on first use.
"""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import Literal, cast

from convert.model import Document
from convert.notices import Report
from convert.themes import Theme

TextMarks = Literal["none", "label", "bracket"]


class Options:
    """What a writer is told beside the document.

    `theme` may be given as a function, which is called when a writer first asks: plain text never does. `width`: display
    columns of plain text, 0 for no wrapping; `text_marks`: how plain text shows the marks. `date`: an ISO 8601 instant for
    document properties, empty for none.
    """

    __slots__ = ("_theme", "date", "text_marks", "width")

    def __init__(
        self,
        theme: Theme | Callable[[], Theme],
        width: int = 80,
        date: str = "",
        text_marks: TextMarks = "none",
    ) -> None:
        self._theme = theme
        self.width = width
        self.date = date
        self.text_marks = text_marks

    @property
    def theme(self) -> Theme:
        """The theme, loaded."""
        if callable(self._theme):
            self._theme = self._theme()
        return self._theme


Write = Callable[[Document, Options, Report], bytes]


def formats() -> tuple[str, ...]:
    """The names of the formats, sorted; nothing is imported."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_")))


def load(name: str) -> Write:
    """Import a format's writer; `name` is one of `formats()`."""
    return cast(Write, import_module(f"{__name__}.{name}").write)
