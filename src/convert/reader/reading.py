"""Source text in, `Document` out; total: any text gives a document, trouble becomes notices."""

from convert.css.look import Inherited
from convert.model import Blocks, Document, Heading, Meta
from convert.notices import Report
from convert.reader.anchors import Anchors, Elsewhere, nowhere
from convert.reader.blocks import BlockReader
from convert.reader.cascade import Cascade, Look
from convert.reader.html import parse
from convert.reader.language import guess, reading
from convert.reader.markdown import to_html
from convert.reader.pictures import Fetch, Pictures
from convert.record import replace
from convert.traverse import plain

UNSAID = Meta(language="")


def no_files(path: str) -> bytes | None:
    """A `Fetch` that gives nothing: no picture is read."""
    return None


def read(
    source: str,
    fetch: Fetch = no_files,
    report: Report | None = None,
    meta: Meta = UNSAID,
    first_line: int = 1,
    elsewhere: Elsewhere = nowhere,
) -> Document:
    """Read Markdown with HTML in it.

    `meta` is what the front matter says; an empty title becomes the first heading, an empty language is guessed from the
    text. `first_line` is the line of the file that `source` begins on. `elsewhere` gives the target of a link to another file.
    """
    report = report if report is not None else Report()
    page = to_html(source, report, first_line)
    body = parse(page.html, page.footnotes, page.key, report)
    language = meta.language or guess(source)
    look = _around(language)
    cascade = Cascade(body, report)
    anchors = Anchors(body, elsewhere)
    pictures = Pictures(fetch, report)
    reader = BlockReader(cascade, anchors, pictures, report, language)
    blocks = reader.read(body, look)
    while anchors.drop_missing():
        reader = BlockReader(cascade, anchors, pictures, report, language)
        blocks = reader.read(body, look)
    cascade.tell_harmless()
    body.fell()
    return Document(
        meta=_meta(meta, blocks, language),
        body=blocks,
        footnotes=tuple(reader.footnotes),
        media=pictures.media,
    )


def _around(language: str) -> Look:
    """What a language says of all text: Chinese emphasis dots stand under it (CSS Text Decoration 3, appendix B)."""
    if language.lower().split("-")[0] == "zh":
        return Look(inherited=Inherited(dots_under=True))
    return Look(direction="rtl") if reading(language) == "rtl" else Look()


def _meta(meta: Meta, blocks: Blocks, language: str) -> Meta:
    """Fill in what the front matter leaves open."""
    title = meta.title
    if not title:
        headings = [block for block in blocks if isinstance(block, Heading)]
        first = next((h for h in headings if h.level == 1), headings[0] if headings else None)
        title = plain(first.children) if first else ""
    return replace(meta, title=title, language=language)
