"""A document in, the same with no type smaller than large print allows out."""

from convert.model import Code, Document, Inline, Inlines, Style, Text
from convert.record import replace
from convert.traverse import joined, map_inlines


def enlarge(document: Document, least_pt: float) -> Document:
    """Drop the sizes an author gave below `least_pt`, and all factors below 1: that text has the size of its block."""

    def enlarged(inline: Inline) -> Inline:
        if not isinstance(inline, Text | Code):
            return inline
        return replace(inline, style=_enlarged(inline.style, least_pt))

    def change(line: Inlines) -> Inlines:
        return joined(map(enlarged, line))

    return map_inlines(document, change)


def _enlarged(style: Style, least_pt: float) -> Style:
    if style.size_pt is not None and style.size_pt < least_pt:
        style = replace(style, size_pt=None)
    if style.scale is not None and style.scale < 1:
        style = replace(style, scale=None)
    return style
