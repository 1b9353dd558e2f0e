"""Document in, an HTML page in parts out: head, sheets and body, so that HTML and PDF set the same page."""

from convert import formulas
from convert.css import apparatus
from convert.labels import labels
from convert.model import Block, Blocks, Document, Heading, Meta, PageBreak, Paragraph
from convert.notices import Report
from convert.record import Record
from convert.traverse import plain
from convert.writers._html import looks
from convert.writers._html.blocks import BlockWriter, direction
from convert.writers._html.inlines import FormulaWriter
from convert.writers._html.markup import attribute, escape, style_sheet

# `.done` is a box with a tick in it, as large as U+25A1, which is the open task.
# What every theme may rely on, and what reading on a screen needs; a theme stands after it and may change it.
BASE = """\
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; }
.crowded { table-layout: fixed; width: 100%; }
.crowded th, .crowded td { padding-left: 0.15em; padding-right: 0.15em; overflow-wrap: anywhere; }
.done { display: inline-block; width: 0.72em; margin: 0 0.1em; border: 0.04em solid; line-height: 0.72em; text-align: center; text-indent: 0; vertical-align: -0.02em; }
.task { list-style-type: none; }
.task, .task > p:first-child { text-indent: -1.3em; }
.task > * { text-indent: 0; }
.checkbox { font-family: "Noto Sans SC", "Segoe UI Symbol", "Apple Symbols", sans-serif; }
div.math { text-align: center; margin: 0.8em 0; }
pre em:nth-child(n) { font-family: inherit; }
ruby { white-space: nowrap; }
rt { font-size: 0.5em; font-weight: normal; font-style: normal; }
sup, sub { line-height: 0; }
.footnote-ref a { text-decoration: none; }
.page-break { break-after: page; }
.lead-in { break-after: avoid; }
summary { font-weight: bold; }
@media screen {
  html { background: #ffffff; -webkit-text-size-adjust: 100%; }
  body { max-width: 40em; padding: 2.5em 1.25em 4em 1.25em; overflow-wrap: break-word; }
  pre { overflow-x: auto; }
  div.math { overflow: auto hidden; padding: 0.2em 0; }
  .notes { margin-top: 4em; border-top: 1px solid #cccccc; padding-top: 1em; }
}
@media print {
  summary { display: block; break-after: avoid; }
  .footnote-back { display: none; }
  img { max-height: 640pt; object-fit: contain; }
}
"""

# What only some pages need: what shows the need, and the rules. They follow the theme, for the author has the last word.
_ON_DEMAND = (
    (
        'class="dots',
        """\
.dots-dot { text-emphasis: filled dot; text-emphasis-position: over right; }
.dots-circle { text-emphasis: filled circle; text-emphasis-position: over right; }
.dots-sesame { text-emphasis: filled sesame; text-emphasis-position: over right; }
.dots-under-dot { text-emphasis: filled dot; text-emphasis-position: under right; }
""",
    ),
    (
        "<math",
        """\
math { font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", "Noto Sans Math", math; }
""",
    ),
    (
        'class="marked"',
        """\
a.marked.marked { text-decoration: none; }
""",
    ),
    (
        'class="long"',
        """\
@media print {
  .long { display: block; padding-left: var(--hang); text-indent: var(--back); }
}
""",
    ),
    (
        "pictures",
        """\
.pictures.pictures.pictures { text-indent: 0; }
""",
    ),
    (
        "framed",
        """\
.framed.framed { margin-top: 0.5em; margin-bottom: 0.5em; }
""",
    ),
    (
        "text-align: ",
        """\
:is(td, th)[style*="text-align"] p:nth-child(n) { text-align: inherit; }
""",
    ),
    (
        ' dir="rtl"',
        """\
[dir="rtl"][dir][dir] { text-indent: 0; }
[dir="rtl"][dir][dir]:not(h1, h2, h3, h4, h5, h6) { text-align: right; }
[dir="rtl"] :is(li, td, th, p):nth-child(n) { text-align: inherit; }
""",
    ),
)


# A page is set in points; a screen is read at the reader's own size and in its middle, and a link is there to be seen.
# It follows the theme, to have the last word.
SCREEN = """\
@media screen {
  body { margin: 0 auto; font-size: 112.5%; }
  a { text-decoration: underline; text-decoration-thickness: from-font; text-underline-offset: 0.15em; }
  .footnote-ref a, .footnote-back { text-decoration: none; }
}
"""


class Page(Record):
    """A page in parts. `body` is well-formed XML as well as HTML, so that a fast parser can read it again."""

    language: str
    title: str
    meta: Meta
    marks: str
    body: str

    def html(self, *theme: str, apart: bool = False) -> str:
        """Put the parts together as one self-contained page; `apart`: each sheet, and each of the theme's, by itself."""
        needed = "".join([rules for sign, rules in _ON_DEMAND if sign in self.body])
        sheets = [BASE, apparatus.of_page(self.body), *theme, needed, SCREEN, self.marks]
        if apart:
            sheet = "\n</style>\n<style>\n".join([style_sheet(sheet) for sheet in sheets if sheet])
        else:
            sheet = style_sheet("\n".join([sheets[0] + sheets[1], *sheets[2:]]))
        return (
            f'<!DOCTYPE html>\n<html lang="{attribute(self.language)}">\n<head>\n<meta charset="utf-8"/>\n'
            f"<title>{escape(self.title)}</title>\n"
            '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
            f"{self.head()}<style>\n{sheet}\n</style>\n</head>\n<body>\n{self.body}\n</body>\n</html>\n"
        )

    def head(self) -> str:
        """Write what is said about the document."""
        meta = self.meta
        pairs = [
            ("author", meta.author),
            ("description", meta.subject),
            ("keywords", ", ".join(meta.keywords)),
            ("dcterms.created", meta.date),
        ]
        return "".join(
            f'<meta name="{name}" content="{attribute(content)}"/>\n' for name, content in pairs if content
        )


def build(document: Document, report: Report, formula: FormulaWriter = formulas.mathml) -> Page:
    """Write a document as the parts of a page; `formula` writes its formulas."""
    writer = BlockWriter(document, report, formula)
    words = labels(document.meta.language)
    parts = [f"<main>\n{_chapters(document.body, writer)}\n</main>"]
    if document.notes:
        opening, notes = document.notes[0], document.notes
        attributes = ' class="notes"'
        if isinstance(opening, PageBreak):
            attributes, notes = _chapter(opening, "notes"), notes[1:]
        parts.append(f"<section{attributes}>\n{writer.write(notes)}\n</section>")
    if document.footnotes:
        items = writer.footnotes(document.footnotes)
        name = attribute(words.footnotes)
        towards = looks.direction(direction(document.footnotes[0].blocks))
        parts.append(
            f'<section class="footnotes" role="doc-endnotes" aria-label="{name}">\n<ol{towards}>\n{items}\n</ol>\n</section>'
        )
    return Page(
        language=document.meta.language or "zh-CN",
        title=title(document),
        meta=document.meta,
        marks=writer.inlines.marks.rules(),
        body="\n".join(parts),
    )


def _chapters(blocks: Blocks, writer: BlockWriter) -> str:
    """Write blocks; each chapter is an element of its own."""
    parts: list[str] = []
    opening, start = "", 0
    for place, block in enumerate((*blocks, None)):
        if block is None or (isinstance(block, PageBreak) and block.chapter):
            text = writer.write(blocks[start:place])
            parts += (
                [f"<article{opening}>\n{text}\n</article>"] if opening else [text] * bool(text or not place)
            )
            opening, start = _chapter(block) if block else "", place + 1
    return "\n".join(parts)


def _chapter(opening: PageBreak, *more: str) -> str:
    """The attributes of what stands behind an opening."""
    kinds = " ".join(("chapter", *(["right"] if opening.side == "right" else []), *more))
    language = f' lang="{attribute(opening.language)}"' if opening.language else ""
    return f' class="{kinds}"{language}'


def title(document: Document) -> str:
    """Name the document: its title, else its first heading, else its first words. Never empty."""
    if document.meta.title.strip():
        return document.meta.title.strip()
    blocks = document.body + document.notes
    for kind in (Heading, Paragraph):
        for block in blocks:
            words = _text(block) if isinstance(block, kind) else ""
            if words:
                return words if kind is Heading or len(words) <= 40 else words[:40] + "…"
    return "–"


def _text(block: Block) -> str:
    return plain(block.children) if isinstance(block, (Heading, Paragraph)) else ""
