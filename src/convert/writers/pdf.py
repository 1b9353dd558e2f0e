"""Document in, PDF out: the HTML writer's page through WeasyPrint, tagged (PDF/UA-1) and set in faces of our own."""

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from convert import parting
from convert.model import Document, Table
from convert.notices import Code, Report
from convert.traverse import everything, walk
from convert.writers import Options
from convert.writers._html import page as html_page
from convert.writers._pdf import library

# What only WeasyPrint needs to hear; the theme follows and may change it.
_PRINT = """\
html { font-kerning: normal; hyphenate-character: "-"; }
body { margin: 0; overflow-wrap: break-word; }
a { text-decoration: none; }
h1, h2, h3, h4, h5, h6, dt, caption, .callout-title { break-after: avoid; }
p, li, dd, blockquote { orphans: 2; widows: 2; }
p, li, dd { hyphens: auto; hyphenate-limit-chars: 6 3 3; }
tr, img { break-inside: avoid; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
rt { vertical-align: 1.9em; line-height: 0.2; text-indent: 0; text-decoration: none; }
rp { display: none; }
.footnote-ref::before { content: "\\2060"; }
ul > li::marker { font-family: "Noto Sans SC"; }
"""
# The Chinese faces have full-width “ ” ‘ ’ …; where no Chinese stands, they are proportional.
_LATIN = 'html { font-feature-settings: "pwid"; }\n'
_EAST_ASIAN = ("zh", "ja", "ko")


def write(document: Document, options: Options, report: Report) -> bytes:
    """Write a document as PDF; MissingLibraryError says what to install."""
    library.load()
    from convert.writers._pdf import faces, formulas, missing
    from convert.writers._pdf.setting import Setting

    pictures: dict[str, Any] = {}
    page = html_page.build(document, report, formulas.drawn(pictures))
    east_asian = page.language.lower().startswith(_EAST_ASIAN)
    theme = options.theme
    own = _PRINT + (formulas.SHEET if "formula" in page.body else "") + ("" if east_asian else _LATIN)
    html = page.html(own + theme.css)
    setting = Setting(html, theme.page, east_asian, options.date, pictures)
    if setting.trouble:
        report.add(Code.NOT_RENDERED, f"{setting.trouble}: lines of Chinese may end ragged")
    system = faces.need_system(html)
    with _messages() as messages, _seldom_collecting():
        pdf = setting.set(faces.Faces(html, system))
        if messages.missing and not system:
            messages.missing.clear()
            pdf = setting.set(faces.Faces(html, system=True))
        if messages.missing:
            characters = tuple(messages.missing)
            missing.mark(setting.root, characters)
            missing.tell(document, characters, report)
            pdf = setting.set(faces.Faces(html, system=True))
    if setting.parted:
        _tell_parted(setting.parted, document, report)
    return pdf


def _tell_parted(parted: dict[int, int], document: Document, report: Report) -> None:
    """Report tables that no page holds; their places among all tables are those of the document's."""
    tables = [block for block in walk(everything(document)) if isinstance(block, Table)]
    for place, parts in parted.items():
        table = tables[place]
        report.add(Code.NOT_RENDERED, parting.told(table.columns, parts), table.line)


class _Messages(logging.Handler):
    """Keeps the characters that WeasyPrint found no glyph for."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Take a character from a message about a missing glyph; drop every other message."""
        if (
            isinstance(record.msg, str)
            and record.msg.startswith(".notdef")
            and isinstance(record.args, tuple)
        ):
            self.missing[str(record.args[0])] = None


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Let Python look for cyclic garbage seldom: a page is a hundred thousand boxes, nearly all of them in use."""
    thresholds = gc.get_threshold()
    gc.set_threshold(200_000, 50, 1000)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


@contextmanager
def _messages() -> Iterator[_Messages]:
    """Listen to WeasyPrint instead of letting it print."""
    logger = logging.getLogger("weasyprint")
    handler, propagate = _Messages(), logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield handler
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
