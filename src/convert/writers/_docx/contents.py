"""A table of contents in, a complete field out: Word shows it at once, and updating it gives the same list (ISO 29500-1, 17.16.5.68).

The field lists paragraphs by their level in Word's outline. So a heading that the table has on another level than its own gets
a style of its own, with that level.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from convert.errors import MissingLibraryError
from convert.labels import labels
from convert.model import Contents, ContentsEntry, Document, Heading, PageBreak, Text
from convert.notices import Code
from convert.record import replace
from convert.themes import Theme
from convert.traverse import map_blocks, walk
from convert.writers import Options
from convert.writers._docx import inlines, linenumbers, names, xml
from convert.writers._docx.ledger import Ledger, Scope
from convert.writers._docx.measure import twips
from convert.writers._docx.paragraphs import paragraph
from convert.writers._docx.properties import join_paragraph
from convert.writers._docx.styles import ParagraphStyle

_DEEPEST: Final = 9
_UNLISTED: Final = 10  # of Word's levels that of plain text
_HIDDEN: Final = "<w:webHidden/>"  # a page on a screen has no number
_TAB: Final = f"<w:r><w:rPr>{_HIDDEN}</w:rPr><w:tab/></w:r>"
_BEGIN: Final = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_SEPARATE: Final = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
_END: Final = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_KIND: Final = xml.element(
    "w:sdtPr",
    None,
    xml.element("w:docPartObj", None, xml.val("docPartGallery", "Table of Contents"), "<w:docPartUnique/>"),
)


def plan(document: Document, table: Contents, theme: Theme, options: Options, ledger: Ledger) -> None:
    """Say in the ledger how headings stand in the outline, and on which pages they are."""
    listed = {entry.anchor: entry.level for entry in table.entries}
    headings = [block for block in walk(document.body + document.notes) if isinstance(block, Heading)]
    ledger.above_listed = above = _above(document, headings, listed)
    shift = 0
    for heading in headings:
        level = listed.get(heading.anchor)
        if level is not None:
            shift = level + above - heading.level
        wanted = min(_DEEPEST, max(1, heading.level + shift))
        if level is None and above < wanted <= above + table.depth:
            wanted = _UNLISTED
        if wanted != heading.level:
            ledger.outline[heading.anchor] = wanted
    ledger.bookmarks.enlist(listed)
    ledger.pages = _pages(document, table, theme, options, ledger)
    ledger.chapter_pages = tuple(_chapter_pages(document, ledger.pages))


def _above(document: Document, headings: Sequence[Heading], listed: Mapping[str, int]) -> int:
    """How many levels of the outline stand above those listed: a title keeps its own, also over headings of the same level."""
    at = next((at for at, heading in enumerate(headings) if heading.anchor in listed), None)
    if at is None:
        return 0
    first = headings[at]
    titles = (one.level for one in headings[:at] if one.level <= first.level and one in document.body)
    return max(0, first.level - listed[first.anchor], *titles)


def _pages(
    document: Document, table: Contents, theme: Theme, options: Options, ledger: Ledger
) -> Mapping[str, int]:
    if options.pages is None:
        return {}
    if options.template:
        # Sections are the template's: articles begin on its next page.
        document = map_blocks(
            document, lambda block: replace(block, side="next") if isinstance(block, PageBreak) else block
        )
        said = (
            "the template's page numbers in the table of contents are a guess: F9 in Word counts them again"
        )
        ledger.report.add(Code.TEMPLATE, said, table.line)
    try:
        return options.pages(document, theme)
    except MissingLibraryError as error:
        ledger.report.add(Code.NOT_RENDERED, f"no page numbers in the table of contents: {error}")
        return {}


def _chapter_pages(document: Document, pages: Mapping[str, int]) -> Iterator[int]:
    """Give the page that each chapter of a book begins on; 0 where the table does not tell."""
    page: int | None = None
    for block in (*document.body, *document.notes[:1]):
        if isinstance(block, PageBreak) and block.chapter:
            if page is not None:
                yield page
            page = 0
        elif isinstance(block, Heading) and page == 0:
            page = pages.get(block.anchor, 0)
    if page is not None:
        yield page


def write(block: Contents, scope: Scope, ledger: Ledger, out: list[str]) -> None:
    """Append a table of contents to `out`: its name, its entries, and what ends the field."""
    if not block.entries:
        return
    inner = scope.enter("nav.toc", ledger.sheet.computed(" ".join(scope.inside("nav.toc"))))
    title = ledger.sheet.paragraph(inner.path, names.TOC_TITLE)
    words = inlines.write((Text(labels(ledger.language).contents),), title, inner, ledger)
    rows = [paragraph(title, words, inner.edges(inner.lead, 0.0, inner.marker), ledger)]
    here = inner.edges(0.0, 0.0)
    rows += [_entry(entry, here, ledger) for entry in block.entries]
    if scope.part != "document":
        out += rows
        return
    for level in range(1, block.depth + 1):
        _style(level, here, ledger)
    rows[1] = rows[1].replace("</w:pPr>", f"</w:pPr>{_field(block, ledger)}", 1)
    rows.append(_last(inner.trail))
    if scope.tables:
        # A cell has to end in a paragraph.
        out += rows
    else:
        out.append(xml.element("w:sdt", None, _KIND, xml.element("w:sdtContent", None, *rows)))


def _field(block: Contents, ledger: Ledger) -> str:
    """The beginning of the field; it lists levels of the outline."""
    first, last = ledger.above_listed + 1, min(_DEEPEST, ledger.above_listed + block.depth)
    instruction = f' TOC \\o "{first}-{last}" \\h \\z \\u '
    return f'{_BEGIN}<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>{_SEPARATE}'


def _style(level: int, scope: Scope, ledger: Ledger) -> ParagraphStyle:
    """The style of entries: Word's own for the level in the outline, in the look of the level in the table."""
    outline = min(_DEEPEST, level + ledger.above_listed)
    return ledger.sheet.paragraph(scope.path, names.outlined(f"div.toc-{min(level, 6)}", outline))


def _entry(entry: ContentsEntry, scope: Scope, ledger: Ledger) -> str:
    """Build an entry: a link with the words, dots, and the number of the page as a field in the field."""
    style = _style(entry.level, scope, ledger)
    name = ledger.bookmarks.listed(entry.anchor)
    page = str(ledger.pages.get(entry.anchor, ""))
    number = inlines.field_runs(f"PAGEREF {name} \\h", page, _HIDDEN)
    words = inlines.write(entry.children, style, scope, ledger)
    link = xml.element("w:hyperlink", {"w:anchor": name, "w:history": 1}, words, _TAB, number)
    # Word makes such a stop wherever the style has none.
    edge = twips(scope.width - scope.geometry.right)
    stop = xml.element("w:tab", {"w:val": "right", "w:leader": "dot", "w:pos": edge})
    return paragraph(style, link, scope, ledger, tabs=xml.element("w:tabs", None, stop))


def _last(trail: float) -> str:
    """A paragraph of a point's height that ends the field: updating leaves it as it is."""
    after = twips(max(0.0, trail - 1.0))
    height: dict[str, xml.Value] = {"w:before": 0, "w:after": after, "w:line": 20, "w:lineRule": "exact"}
    properties = {"suppressLineNumbers": linenumbers.OFF, "spacing": xml.element("w:spacing", height)}
    return f"<w:p>{join_paragraph(properties)}{_END}</w:p>"
