"""Inlines in, markup out; footnotes are numbered in the order of their references."""

from base64 import b64encode
from collections.abc import Callable
from itertools import groupby
from typing import assert_never

from convert import formulas
from convert.labels import labels
from convert.model import (
    PLAIN,
    Anchor,
    Blank,
    Code,
    Document,
    FootnoteRef,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    Media,
    PageRef,
    Ruby,
    Style,
    Text,
)
from convert.notices import Code as Notice
from convert.notices import Report
from convert.record import replace
from convert.writers._html import blanks, looks
from convert.writers._html.marks import Marks
from convert.writers._html.markup import attribute, escape, identifier, styled

FormulaWriter = Callable[[str, bool], str | None]
"""TeX, and whether it is displayed, in; markup out, None where it is not understood."""

_PT_PER_PX = 0.75
_SURELY_FITS_PX = 400  # what does not fit is made smaller, in its own proportion


class InlineWriter:
    """Writes the inlines of one document and remembers which footnotes were named."""

    def __init__(self, document: Document, report: Report, formula: FormulaWriter = formulas.mathml) -> None:
        self._formula = formula
        self.marks = Marks(document.legend)
        self.footnotes: dict[str, int] = {}
        self.references: dict[str, int] = {}
        self._known = {note.label for note in document.footnotes}
        self._media = {media.key: media for media in document.media}
        self._sources: dict[str, str] = {}
        self._labels = labels(document.meta.language)
        self._pictures = 0
        self._report = report

    def write(self, inlines: Inlines) -> str:
        """Write a line of inlines; neighbours in one mark's frame stand in it together."""
        parts = []
        for frame, group in groupby(inlines, self.marks.frame):
            if frame is None:
                parts.append(self._line(tuple(group)))
                continue
            start, end = self.marks.tags(frame)
            parts.append(f"{start}{self._line(tuple(map(_unmarked, group)))}{end}")
        return "".join(parts)

    def _line(self, inlines: Inlines) -> str:
        parts: list[str] = []
        for inline in inlines:
            match inline:
                case Text(text, style):
                    if style is PLAIN:
                        parts.append(escape(text))
                    else:
                        start, end = self.marks.tags(style)
                        parts.append(f"{start}{escape(text)}{end}")
                case Code(text, style):
                    start, end = self.marks.tags(style)
                    parts.append(f"{start}<code>{escape(text)}</code>{end}")
                case Link():
                    parts.append(self._link(inline))
                case Image():
                    parts.append(self._image(inline))
                case Math(tex, display, style):
                    parts.append(self.formula(tex, display, style))
                case Ruby():
                    parts.append(self._ruby(inline))
                case FootnoteRef(label):
                    parts.append(self._reference(label))
                case Anchor(name):
                    parts.append(f'<span id="{attribute(identifier(name))}"></span>')
                case LineBreak():
                    parts.append("<br/>")
                case PageRef(anchor, paragraph):
                    name = self._labels.paragraph.format(number=paragraph)
                    href = attribute(identifier(anchor))
                    parts.append(f'<a class="page-ref" href="#{href}">{escape(name)}</a>')
                case Blank():
                    parts.append(blanks.write(inline, self._labels))
                case _:
                    assert_never(inline)
        return "".join(parts)

    def _link(self, link: Link) -> str:
        href = "#" + identifier(link.href[1:]) if link.href.startswith("#") else link.href
        title = f' title="{attribute(link.title)}"' if link.title else ""
        # A line under a link would hide which mark it is.
        lined = ' class="marked"' if any(map(self.marks.has_line, link.children)) else ""
        return f'<a{lined} href="{attribute(href)}"{title}>{self.write(link.children)}</a>'

    def _image(self, image: Image) -> str:
        """Write a picture as a `data:` URI; one without its bytes is its alternative text."""
        media = self._media.get(image.media)
        if media is None:
            return escape(image.alt or image.media)
        sizes, style = _sizes(image, media)
        alt = attribute(self._described(image))
        return f'<img src="{self._source(media)}" alt="{alt}"{sizes}{styled(style)}/>'

    def _described(self, image: Image) -> str:
        """Describe a picture, at least by its number; nothing is to be said of a decoration."""
        self._pictures += 1
        return "" if image.decorative else image.alt.strip() or f"{self._labels.picture} {self._pictures}"

    def _source(self, media: Media) -> str:
        if media.key not in self._sources:
            data = b64encode(media.data).decode("ascii")
            self._sources[media.key] = f"data:{attribute(media.mime)};base64,{data}"
        return self._sources[media.key]

    def formula(self, tex: str, display: bool, style: Style, line: int = 0) -> str:
        """Write a formula; one that is not understood is its source."""
        made = self._formula(tex, display)
        if made is None:
            self._report.add(Notice.NOT_RENDERED, formulas.kept(tex), line)
            made = f'<span class="math">{escape(tex)}</span>'
        start, end = self.marks.tags(style)
        return f"{start}{made}{end}"

    def _ruby(self, ruby: Ruby) -> str:
        reading = f"<rp>(</rp><rt>{self.write(ruby.annotation)}</rt><rp>)</rp>"
        return f"<ruby>{self.write(ruby.base)}{reading}</ruby>"

    def _reference(self, label: str) -> str:
        """Number a footnote at its first reference; a second one gets an id of its own."""
        if label not in self._known:
            return f'<sup class="footnote-ref">{escape(label)}</sup>'
        number = self.footnotes.setdefault(label, len(self.footnotes) + 1)
        count = self.references[label] = self.references.get(label, 0) + 1
        own = f"fnref-{number}" if count == 1 else f"fnref-{number}-{count}"
        return f'<sup class="footnote-ref"><a id="{own}" href="#fn-{number}" role="doc-noteref">{number}</a></sup>'


def _unmarked(inline: Inline) -> Inline:
    """A run without the look that the frame around it has."""
    if not isinstance(inline, Text | Code | Math):
        return inline
    return replace(inline, style=replace(inline.style, mark=None, color=None, background=None))


def _sizes(image: Image, media: Media) -> tuple[str, list[str]]:
    """Give the size as attributes where it is known in CSS pixels, and as declarations, in the picture's own proportion."""
    relative = [length for length in (image.width, image.height) if length and length.unit != "pt"]
    if relative:
        named = [("width", image.width), ("height", image.height)]
        declared = [f"{name}: {looks.length(value)}" if value else f"{name}: auto" for name, value in named]
        return "", declared
    width, height = _size(image, media)
    if not width or not height:
        return "", []
    # The attributes alone say nothing to WeasyPrint, which takes a pixel of the picture for one of CSS.
    style = [f"width: {width}px"] if width != media.width_px else []
    if image.width and image.height:
        style += [f"height: {height}px", *["object-fit: fill"] * (width <= _SURELY_FITS_PX)]
    return f' width="{width}" height="{height}"', style


def _size(image: Image, media: Media) -> tuple[int, int]:
    """Give width and height in CSS pixels, in the picture's own proportion where the author gave one of them."""
    asked_width, asked_height = (
        length.number / _PT_PER_PX if length and length.unit == "pt" else 0.0
        for length in (image.width, image.height)
    )
    if asked_width and asked_height:
        return round(asked_width), round(asked_height)
    if not media.width_px or not media.height_px:
        return 0, 0
    width = media.width_px * 96 / media.dpi if media.dpi > 0 else float(media.width_px)
    if asked_width:
        width = asked_width
    elif asked_height:
        width = asked_height * media.width_px / media.height_px
    return max(1, round(width)), max(1, round(width * media.height_px / media.width_px))
