"""Document in, PDF out: the HTML writer's page through WeasyPrint, tagged (PDF/UA-1) and set in faces of our own."""

import gc
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple, cast

from convert import parting
from convert.model import Contents, Document, Table
from convert.notices import Code, Notice, Report
from convert.themes import Theme
from convert.traverse import everything, walk
from convert.writers import Options
from convert.writers._html import page as html_page
from convert.writers._html.markup import identifier
from convert.writers._pdf import library

# What only WeasyPrint needs to hear; the theme follows and may change it.
_PRINT = """\
html { font-kerning: normal; hyphenate-character: "-"; }
body { margin: 0; overflow-wrap: break-word; }
a { text-decoration: none; }
h1, h2, h3, h4, h5, h6, dt, caption, .callout-title { break-after: avoid; }
p, li, dd, blockquote { orphans: 2; widows: 2; }
p, li, dd { hyphens: auto; hyphenate-limit-chars: 7 3 3; hyphenate-limit-zone: 6%; }
tr, img { break-inside: avoid; }
ol, ul { break-before: auto; }
.callout > p:last-child { margin-bottom: 0 !important; }
:is(main, section, article) > :last-child:where(:not([data-lines])), p[data-short]:not(:first-child), :is(blockquote, details, div) > :last-child:not(:first-child), :is(li, dd):last-child:not(:first-child), tbody > tr:last-child:not(:first-child) { break-before: avoid; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
rt { vertical-align: 1.9em; line-height: 0.2; text-indent: 0; text-decoration: none; }
rp { display: none; }
.footnote-ref::before { content: "\\2060"; }
ul > li::marker { font-family: "Noto Sans SC"; }
"""
# The Chinese faces have full-width “ ” ‘ ’ …; where no Chinese stands, they are proportional.
_LATIN = """\
html { font-feature-settings: "pwid"; }
:is(:lang(zh), :lang(ja), :lang(ko)) { font-feature-settings: normal; }
"""
_EAST_ASIAN = ("zh", "ja", "ko")


class _Laid(NamedTuple):
    """A document as it was laid out in a theme: the file, the page each anchor stands on, and what there was to tell.

    Of one laid out in the widths of Word's faces there is no file.
    """

    document: Document
    theme: Theme
    for_word: bool
    data: bytes
    pages: Mapping[str, int]
    notices: tuple[Notice, ...]


def write(document: Document, options: Options, report: Report) -> bytes:
    """Write a document as PDF; MissingLibraryError says what to install."""
    laid = _laid(document, options.theme, options)
    for notice in laid.notices:
        report.add(notice.code, notice.message, notice.line)
    if options.imposition is None:
        return laid.data
    from convert.writers._pdf import imposition

    return imposition.impose(laid.data, options.imposition)


def pages(document: Document, theme: Theme, options: Options) -> Mapping[str, int]:
    """Say on which page of a Word file in a theme each anchor stands that a table of contents could name; MissingLibraryError without Pango."""
    library.load()
    from convert.writers._pdf import word

    return _laid(document, theme, options, for_word=word.differs(document)).pages


def _laid(document: Document, theme: Theme, options: Options, *, for_word: bool = False) -> _Laid:
    """Lay a document out, once for all who ask where its pages are asked for."""
    for known in options.laid:
        if known.document is document and known.theme is theme and known.for_word is for_word:
            return cast(_Laid, known)
    with library.ONE_AT_A_TIME:
        laid = _lay(document, theme, options, for_word=for_word)
    if laid.pages:
        options.laid.append(laid)
    return laid


def _lay(document: Document, theme: Theme, options: Options, *, for_word: bool) -> _Laid:
    library.load()
    from convert.writers._pdf import (
        amount,
        asked,
        chapters,
        faces,
        formulas,
        languages,
        margins,
        marks,
        missing,
        word,
    )
    from convert.writers._pdf.setting import Setting

    report = Report()
    pictures: dict[str, Any] = {}
    page = html_page.build(document, report, formulas.drawn(pictures))
    amount.check(page.body)
    east_asian = page.language.lower().startswith(_EAST_ASIAN)
    own = _PRINT + (formulas.SHEET if "formula" in page.body else "") + ("" if east_asian else _LATIN)
    own += marks.SHEET if "text-decoration" in page.marks else ""
    own += chapters.before(theme.page, page.body)
    after = margins.turned(theme.page) + chapters.after(theme, page.body)
    html = page.html(own, theme.css, after, apart=True)
    setting = Setting(html, theme.page, east_asian, options.date, pictures, options.pdf_variant)
    if setting.trouble:
        report.add(Code.NOT_RENDERED, f"{setting.trouble}: lines of Chinese may end ragged")
    languages.tell(html, document, theme.style("blockquote").font_family, report)
    system = faces.need_system(html)
    instead = word.substitutes(east_asian) if for_word else faces.Substitutes()
    with _messages() as messages, _seldom_collecting():
        fonts = faces.Faces(html, system, instead)
        pdf = setting.set(fonts, written=not for_word)
        if messages.missing and not system:
            messages.missing.clear()
            pdf = setting.set(faces.Faces(html, True, instead), written=not for_word)
        if messages.missing:
            characters = tuple(messages.missing)
            missing.mark(setting.root, characters)
            missing.tell(document, characters, report)
            pdf = setting.set(faces.Faces(html, True, instead), written=not for_word)
    if setting.parted:
        _tell_parted(setting.parted, document, report)
    asked.tell(html, fonts.strut_layouts, report)
    return _Laid(document, theme, for_word, pdf, _pages(document, setting.places), tuple(report))


def _pages(document: Document, places: Mapping[str, int]) -> dict[str, int]:
    """Give the page of each anchor that a table of contents names."""
    tables = [block for block in walk(everything(document)) if isinstance(block, Contents)] if places else []
    ids = {entry.anchor: identifier(entry.anchor) for table in tables for entry in table.entries}
    return {anchor: places[name] for anchor, name in ids.items() if name in places}


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
