"""Which marks a document uses, in order of appearance, with their looks and how many characters carry them."""

from convert.model import Color, Document, Mark
from convert.record import replace
from convert.traverse import everything, said, walk_runs

_Key = tuple[str, Color | None, Color | None]


def count(document: Document) -> Document:
    """Fill in `Document.legend`; blanks count as characters."""
    counts: dict[_Key, int] = {}
    for run in walk_runs(everything(document)):
        style = run.style
        if style.mark is not None:
            key = (style.mark, style.color, style.background)
            counts[key] = counts.get(key, 0) + len(said(run))
    return replace(document, legend=tuple(Mark(*key, characters) for key, characters in counts.items()))
