"""Which marks a document uses, in order of appearance, with their looks and how many characters carry them."""

from convert.model import Code, Color, Document, Mark, Text
from convert.record import replace
from convert.traverse import everything, walk_inlines

_Key = tuple[str, Color | None, Color | None]


def count(document: Document) -> Document:
    """Fill in `Document.legend`; blanks count as characters."""
    counts: dict[_Key, int] = {}
    for inline in walk_inlines(everything(document)):
        if isinstance(inline, Text | Code) and inline.style.mark is not None:
            style = inline.style
            key = (style.mark or "", style.color, style.background)
            counts[key] = counts.get(key, 0) + len(inline.text)
    return replace(document, legend=tuple(Mark(*key, characters) for key, characters in counts.items()))
