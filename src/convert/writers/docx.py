"""A document in, a Word file (ISO 29500, transitional) out."""

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

from convert.model import Document, Heading
from convert.notices import Code, Report
from convert.themes import Theme
from convert.traverse import tables_of_contents
from convert.writers import Options
from convert.writers._docx import (
    blocks,
    contents,
    facts,
    fonts,
    linenumbers,
    page,
    sections,
    settings,
    stylesheet,
    xml,
)
from convert.writers._docx.footnotes import Footnotes
from convert.writers._docx.ledger import Ledger, Scope
from convert.writers._docx.package import pack
from convert.writers._docx.styles import StyleSheet

if TYPE_CHECKING:
    from convert.writers._docx.template import Template

_APPENDIX = "section.notes"


def write(document: Document, options: Options, report: Report) -> bytes:
    """Write a document as a Word file; what Word cannot show is kept as text and reported."""
    template = open_template(*options.template) if options.template else None
    theme = template.theme(options.theme) if template else options.theme
    sheet = StyleSheet(theme, document.meta.language, template.adopted if template else None)
    ledger = Ledger(document, sheet, report)
    width = page.column_width(theme.page)
    if template:
        template.reserve(ledger)
        ledger.own_pages = False
        width = template.paper.column_pt
    on_side = page.turned(theme.page)
    # A picture leaves room for its caption.
    ledger.tallest, ledger.turned_tallest = (
        max(72.0, page.text_height(paper) - 4 * sheet.em_pt) for paper in (theme.page, on_side)
    )
    ledger.least_pt = theme.page.least_pt
    if theme.page.columns > 1 and not template:
        ledger.across_width = page.text_width(theme.page)
    ledger.turned_width = page.text_width(on_side) if on_side is not theme.page else 0.0
    table = next(tables_of_contents(document.body + document.notes), None)
    if table is not None and table.entries:
        contents.plan(document, table, theme, options, ledger)
    out: list[str] = []
    notes = _body(document, ledger, width, out)
    kinds = sections.last(ledger, out, goes_on=bool(template and template.goes_on))
    if theme.page.line_numbers:
        out[:] = linenumbers.uncounted(out)
    if template:
        if options.theme.mono and (colored := template.adopted.colored(sheet.entries.values())):
            message = f"the template's own styles keep their colours: {', '.join(colored)}"
            report.add(Code.PRINT, message)
        parts = _others(theme, ledger, notes) | _properties(document, options)
        rows = _rows(out, ledger)
        return template.packed(rows, [kind == "turned" for kind in kinds], parts, ledger)
    found = page.sections(theme.page, ledger, kinds)
    out.append(found.properties[-1])
    placed = sections.place(_rows(out, ledger), found.properties[:-1])
    return pack(
        _parts(placed, _others(theme, ledger, notes), ledger)
        | _properties(document, options)
        | found.parts
        | ledger.files
    )


def open_template(name: str, data: bytes) -> "Template":
    """Read a template of the user's; SettingsError says in one line what is wrong with it."""
    from convert.writers._docx import template

    return template.load(name, data)


def _body(document: Document, ledger: Ledger, width: float, out: list[str]) -> Footnotes:
    """Append body, appendix and what is left over to `out`; the footnotes are returned."""
    sheet = ledger.sheet
    # The styles people reach for stand first, whether the text needs them or not.
    for leaf in ("p", *(f"h{level}" for level in range(1, 7))):
        sheet.paragraph((), leaf)
    ledger.runs.strong()
    ledger.runs.emphasis()
    blocks.write(document.body, Scope(width, from_right=sheet.from_right), ledger, out)
    if document.notes:
        sections.end_columns(ledger, out)
        ledger.page_break = sheet.computed(_APPENDIX).break_before != "avoid"
        title = document.notes[0]
        if (
            ledger.page_break
            and ledger.own_pages
            and isinstance(title, Heading)
            and title.anchor in ledger.outline
        ):
            # Headers name a heading by its style, and this one is not of the body's.
            sections.opened("appendix", ledger, out)
        appendix = Scope(width, (_APPENDIX,), sheet.geometry((_APPENDIX,)), from_right=sheet.from_right)
        blocks.write(document.notes, appendix, ledger, out)
    notes = Footnotes(ledger, width)
    notes.write_referenced()
    notes.write_others(out)
    notes.write_referenced()
    if not out or out[-1].startswith("<w:tbl>"):
        out.append("<w:p/>")
    return notes


def _rows(out: list[str], ledger: Ledger) -> list[str]:
    """What stands in the body; a link to a place that is nowhere leads to the beginning."""
    start = []
    for anchor in ledger.bookmarks.missing():
        ledger.report.add(Code.LINK_TARGET, f"no place is called #{anchor}: its links lead to the beginning")
        start.append(ledger.bookmarks.place(anchor))
    return [*start, *out]


def _others(theme: Theme, ledger: Ledger, notes: Footnotes) -> dict[str, str | bytes]:
    """The parts that the body refers to."""
    others: dict[str, str | bytes] = {"styles": stylesheet.write(ledger.sheet)}
    if ledger.numbering:
        others["numbering"] = ledger.numbering.xml()
    others["settings"] = settings.write(
        ledger.sheet, bool(notes), page.two_sided(theme.page), mirrored=theme.page.mirrored
    )
    others["fontTable"] = fonts.table(ledger.sheet.faces_used | ledger.runs.faces)
    if notes:
        others["footnotes"] = notes.xml()
    return {f"word/{name}.xml": data for name, data in others.items()}


def _parts(rows: Iterable[str], others: dict[str, str | bytes], ledger: Ledger) -> dict[str, str | bytes]:
    """The body with the parts it refers to, and the relationships between them."""
    related = ledger.relationships["document"]
    for name in others:
        part = name.removeprefix("word/")
        related.add(part.removesuffix(".xml"), part)
    start, end = xml.part("w:document", xml.NAMESPACES, "<w:body>", "</w:body>").split("</w:body>")
    # As bytes a row at a time: whole texts of a long document, one for each step, would be most of the memory in use.
    text = b"".join(row.encode() for row in chain((start,), rows, (f"</w:body>{end}",)))
    parts: dict[str, str | bytes] = {"word/document.xml": text, "word/_rels/document.xml.rels": related.xml()}
    if ledger.relationships["footnotes"]:
        parts["word/_rels/footnotes.xml.rels"] = ledger.relationships["footnotes"].xml()
    return parts | others


def _properties(document: Document, options: Options) -> dict[str, str | bytes]:
    """What is said about the document."""
    return {
        "docProps/core.xml": facts.core(document.meta, options.date),
        "docProps/app.xml": facts.extended(),
    }
