"""Document in, PDF out: the HTML writer's page through WeasyPrint, tagged (PDF/UA-1) and set in faces of our own."""

import gc
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from convert.model import Document
from convert.notices import Code, Report
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
rt { font-size: 0.75em; }
.footnote-ref::before { content: "\\2060"; }
ul > li::marker { font-family: "Noto Sans SC"; }
"""
# The Chinese faces have full-width “ ” ‘ ’ …; where no Chinese stands, they are proportional.
_LATIN = 'html { font-feature-settings: "pwid"; }\n'
_EAST_ASIAN = ("zh", "ja", "ko")


def write(document: Document, options: Options, report: Report) -> bytes:
    """Write a document as PDF; MissingLibraryError says what to install."""
    weasyprint = library.load()
    from convert.writers._pdf import faces

    page = html_page.build(document, report)
    wide = page.language.lower().startswith(_EAST_ASIAN)
    html = page.html(_PRINT + ("" if wide else _LATIN) + options.theme.css)
    setting = _Setting(weasyprint, html, wide, options.date)
    system = faces.need_system(html)
    with _messages() as messages, _seldom_collecting():
        pdf = setting.set(faces.Faces(html, system), report)
        if not system and messages.missing:
            messages.missing.clear()
            pdf = setting.set(faces.Faces(html, system=True), report)
    for character in messages.missing:
        report.add(Code.FONT, f"no font here has {character} (U+{ord(character):04X})")
    return pdf


class _Setting:
    """One page and how it is to be set."""

    def __init__(self, weasyprint: Any, html: str, wide: bool, date: str) -> None:
        self._weasyprint = weasyprint
        self._html = html
        self._wide = wide
        self._date = date

    def set(self, fonts: Any, report: Report) -> bytes:
        """Lay the page out and write it."""
        from convert.writers._pdf import embedding, fetcher, finish, justify

        trouble = justify.problem()
        if trouble:
            report.add(Code.NOT_RENDERED, f"{trouble}: lines of Chinese may end ragged")
        typesetter = nullcontext() if trouble else justify.Typesetter(self._wide).installed()
        with embedding.installed(), finish.quick_references(), typesetter:
            source = self._weasyprint.HTML(string=self._html, url_fetcher=fetcher.PageFetcher())
            document = source.render(font_config=fonts, pdf_variant="pdf/ua-1")
            document.metadata.created = document.metadata.created or self._date or None
            document.metadata.modified = self._date or document.metadata.created
            identifier = hashlib.sha256(self._html.encode("utf-8")).digest()[:16]
            pdf: bytes = document.write_pdf(
                pdf_variant="pdf/ua-1", pdf_identifier=identifier, finisher=finish.finish
            )
        return pdf


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
