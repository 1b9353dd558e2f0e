"""A document in, a Word file (ISO 29500, transitional) out."""

from convert.model import Document
from convert.notices import Code, Report
from convert.writers import Options
from convert.writers._docx import blocks, facts, fonts, page, sections, settings, stylesheet, xml
from convert.writers._docx.footnotes import Footnotes
from convert.writers._docx.ledger import Ledger, Scope
from convert.writers._docx.package import pack
from convert.writers._docx.paragraphs import spacer
from convert.writers._docx.styles import StyleSheet

_APPENDIX = "section.notes"


def write(document: Document, options: Options, report: Report) -> bytes:
    """Write a document as a Word file; what Word cannot show is kept as text and reported."""
    sheet = StyleSheet(options.theme, document.meta.language)
    ledger = Ledger(document, sheet, report)
    width = page.text_width(options.theme.page)
    on_side = page.turned(options.theme.page)
    # A picture leaves room for its caption.
    ledger.tallest, ledger.turned_tallest = (
        max(72.0, page.text_height(paper) - 4 * sheet.em_pt) for paper in (options.theme.page, on_side)
    )
    ledger.turned_width = page.text_width(on_side) if on_side is not options.theme.page else 0.0
    out: list[str] = []
    notes = _body(document, ledger, width, out)
    last = sections.ended(ledger, out)
    kinds = ledger.sections if last else [*ledger.sections, False]
    if last:
        out[-1] = spacer(1.0)
    found = page.sections(options.theme.page, ledger, kinds)
    out.append(found.properties[-1])
    body = sections.place(_document(out, ledger), found.properties[:-1])
    return pack(_parts(document, options, ledger, notes, body) | found.parts | ledger.files)


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
        ledger.page_break = sheet.computed(_APPENDIX).break_before != "avoid"
        appendix = Scope(width, (_APPENDIX,), sheet.geometry((_APPENDIX,)), from_right=sheet.from_right)
        blocks.write(document.notes, appendix, ledger, out)
    notes = Footnotes(ledger, width)
    notes.write_referenced()
    notes.write_others(out)
    notes.write_referenced()
    if not out or out[-1].startswith("<w:tbl>"):
        out.append("<w:p/>")
    return notes


def _document(out: list[str], ledger: Ledger) -> str:
    """Build `document.xml`; a link to a place that is nowhere leads to the beginning."""
    start = []
    for anchor in ledger.bookmarks.missing():
        ledger.report.add(Code.LINK_TARGET, f"no place is called #{anchor}: its links lead to the beginning")
        start.append(ledger.bookmarks.place(anchor))
    body = f"<w:body>{''.join(start)}{''.join(out)}</w:body>"
    return xml.part("w:document", xml.NAMESPACES, body)


def _parts(
    document: Document, options: Options, ledger: Ledger, notes: Footnotes, body: str
) -> dict[str, str | bytes]:
    """The parts around the body, and the relationships between them."""
    related = ledger.relationships["document"]
    parts: dict[str, str | bytes] = {"word/document.xml": body}
    others = {"styles": stylesheet.write(ledger.sheet)}
    if ledger.numbering:
        others["numbering"] = ledger.numbering.xml()
    others["settings"] = settings.write(ledger.sheet, footnotes=bool(notes))
    others["fontTable"] = fonts.table(ledger.sheet.faces_used | ledger.runs.faces)
    if notes:
        others["footnotes"] = notes.xml()
    for name in others:
        related.add(name, f"{name}.xml")
    parts["word/_rels/document.xml.rels"] = related.xml()
    if ledger.relationships["footnotes"]:
        parts["word/_rels/footnotes.xml.rels"] = ledger.relationships["footnotes"].xml()
    parts |= {f"word/{name}.xml": data for name, data in others.items()}
    parts["docProps/core.xml"] = facts.core(document.meta, options.date)
    parts["docProps/app.xml"] = facts.extended()
    return parts
