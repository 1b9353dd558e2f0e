"""Inlines in, runs and links out."""

from typing import assert_never

from convert import traverse
from convert.labels import labels
from convert.model import (
    PLAIN,
    Anchor,
    Blank,
    Code,
    FootnoteRef,
    Image,
    Inlines,
    LineBreak,
    Link,
    Math,
    PageRef,
    Ruby,
    Text,
)  # fmt: skip
from convert.notices import Code as Notice
from convert.record import replace
from convert.writers._docx import blanks, formulas, languages, links, pictures, xml
from convert.writers._docx.ledger import Ledger, Scope
from convert.writers._docx.measure import half_points
from convert.writers._docx.runs import Kind, ends_wide
from convert.writers._docx.styles import ParagraphStyle

# Size of a reading as a factor of its base's, and where it stands above (JIS X 4051 and clreq both use half).
_RUBY = 0.5

BREAK = "<w:r><w:br/></w:r>"


def write(
    children: Inlines, block: ParagraphStyle, scope: Scope, ledger: Ledger, kind: int = Kind.TEXT
) -> str:
    """Build the runs of inlines that stand in a paragraph of a style."""
    out: list[str] = []
    if scope.from_right:
        kind |= Kind.FROM_RIGHT
    wide = ledger.east_asian
    text = ledger.runs.text
    for inline in children:
        match inline:
            case Text():
                out.append(text(inline.text, inline.style, block, kind, wide))
                wide = ends_wide(inline.text, wide)
            case Code():
                out.append(text(inline.text, inline.style, block, kind | Kind.CODE, wide))
                wide = False
            case Link():
                out.append(_link(inline, block, scope, ledger, kind))
            case Image():
                out.append(_image(inline, block, scope, ledger, kind))
            case Math():
                out.append(formulas.inline(inline, block, ledger, kind))
            case Ruby():
                out.append(_ruby(inline, block, scope, ledger, kind))
                wide = True
            case FootnoteRef():
                out.append(_footnote_reference(inline.label, block, scope, ledger))
            case Anchor():
                out.append(ledger.bookmarks.place(inline.name))
            case LineBreak():
                out.append(BREAK)
            case PageRef(anchor, paragraph):
                words = labels(ledger.language).paragraph.format(number=paragraph).replace(" ", "\u00a0")
                out.append(_link(Link(f"#{anchor}", (Text(words),)), block, scope, ledger, kind))
            case Blank():
                out.append(blanks.write(inline, block, ledger))
                wide = ledger.east_asian
            case _:
                assert_never(inline)
    return "".join(out)


def plain(children: Inlines) -> str:
    """The text of inlines, for properties and measuring."""
    parts = []
    for inline in children:
        match inline:
            case Text() | Code():
                parts.append(inline.text)
            case Link():
                parts.append(plain(inline.children))
            case Image():
                parts.append(inline.alt)
            case Math():
                parts.append(traverse.said(inline))
            case Ruby():
                parts.append(plain(inline.base))
            case LineBreak():
                parts.append("\n")
            case Blank():
                parts.append(blanks.plain(inline))
            case FootnoteRef() | Anchor() | PageRef():
                pass
            case _:
                assert_never(inline)
    return "".join(parts)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _link(link: Link, block: ParagraphStyle, scope: Scope, ledger: Ledger, kind: int) -> str:
    if kind & Kind.LINK:
        # A link in a link: Word has none, the outer one stays.
        return write(link.children, block, scope, ledger, kind)
    attributes = links.target(link.href, scope.part, ledger)
    if not attributes:
        ledger.report.add(Notice.LINK_TARGET, f"not a link Word can follow: {_short(link.href)}")
        return write(link.children, block, scope, ledger, kind)
    if link.title:
        attributes["w:tooltip"] = link.title[:255]
    relation = str(attributes.get("r:id", ""))
    inner = write(link.children, block, replace(scope, link=relation), ledger, kind | Kind.LINK)
    return xml.element("w:hyperlink", attributes | {"w:history": 1}, inner)


def _image(image: Image, block: ParagraphStyle, scope: Scope, ledger: Ledger, kind: int) -> str:
    drawing = pictures.inline(image, block.look.font_size_pt, scope, ledger)
    if drawing:
        return f"<w:r>{drawing}</w:r>"
    ledger.report.add(Notice.PICTURE, f"a picture became its text: {image.alt or image.media}")
    return ledger.runs.text(image.alt, PLAIN, block, kind) if image.alt else ""


def _ruby(ruby: Ruby, block: ParagraphStyle, scope: Scope, ledger: Ledger, kind: int) -> str:
    if len(ruby.base) == len(ruby.annotation) > 1:
        # Run over run: so each keeps its reading, also in programs that show one run over another only.
        pairs = (Ruby((base,), (above,)) for base, above in zip(ruby.base, ruby.annotation, strict=True))
        return "".join(_ruby(pair, block, scope, ledger, kind) for pair in pairs)
    first = next((inline.style for inline in ruby.base if isinstance(inline, Text | Code)), PLAIN)
    size = first.size_pt or (first.scale or 1.0) * block.look.font_size_pt
    small = max(size * _RUBY, min(size, ledger.least_pt))
    reading = tuple(
        replace(inline, style=replace(inline.style, size_pt=small, scale=None))
        if isinstance(inline, Text | Code)
        else inline
        for inline in ruby.annotation
    )
    head = xml.element(
        "w:rubyPr",
        None,
        xml.val("rubyAlign", "distributeSpace"),
        xml.val("hps", half_points(small)),
        xml.val("hpsRaise", half_points(size * 0.9)),
        xml.val("hpsBaseText", half_points(size)),
        xml.val("lid", languages.of_reading(plain(ruby.annotation), first.language or ledger.language)),
    )
    kind |= Kind.RUBY
    above = xml.element("w:rt", None, write(reading, block, scope, ledger, kind))
    base = xml.element("w:rubyBase", None, write(ruby.base, block, scope, ledger, kind))
    return f"<w:r>{xml.element('w:ruby', None, head, above, base)}</w:r>"


def _footnote_reference(label: str, block: ParagraphStyle, scope: Scope, ledger: Ledger) -> str:
    if label not in ledger.footnotes:
        ledger.report.add(Notice.FOOTNOTE, f"no footnote has the label {_short(label)}")
        return ledger.runs.text(f"[{label}]", PLAIN, block)
    style = xml.val("rStyle", ledger.runs.footnote_reference())
    known = ledger.note_numbers.get(label)
    number = known or len(ledger.note_numbers) + 1
    ledger.note_numbers[label] = number
    if known is None and scope.part == "document":
        reference = f"<w:r><w:rPr>{style}</w:rPr>{xml.element('w:footnoteReference', {'w:id': number})}</w:r>"
        return ledger.bookmarks.place(_note_anchor(label), reference)
    if known is None:
        # Word has no footnotes to footnotes: this one is set at the end of the note that refers to it.
        ledger.nested_notes.append(label)
    # One footnote has one reference; further ones are fields that repeat its number.
    if scope.part == "document":
        return field_runs(f"NOTEREF {ledger.bookmarks.name(_note_anchor(label))} \\h", str(number), style)
    return f"<w:r><w:rPr>{style}</w:rPr><w:t>{number}</w:t></w:r>"


def _note_anchor(label: str) -> str:
    return f"fn\x00{label}"


def field_runs(instruction: str, cached: str, run: str = "") -> str:
    """Build a complex field with the text to show until Word computes it; `run` is what stands in its `w:rPr`."""
    look = f"<w:rPr>{run}</w:rPr>" if run else ""
    code = f'<w:instrText xml:space="preserve"> {xml.escape(instruction)} </w:instrText>'
    return "".join(
        (
            f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r><w:r>{look}{code}</w:r>',
            f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>{xml.run(look, cached)}',
            f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>',
        )
    )
