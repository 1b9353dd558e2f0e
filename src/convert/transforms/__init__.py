"""Document in, document out: pure functions, one subject a file, applied in the order of `transforms`."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from convert.model import Document
from convert.record import Record
from convert.transforms import legend, notes, references, title
from convert.transforms.notes import HEADINGS

Transform = Callable[[Document], Document]
NotesMode = Literal["appendix", "inline", "separate", "drop"]


class Options(Record):
    """What the user wants done to a document.

    `notes_headings`: the words by which a heading says that notes follow. `smart_quotes`: whether typed quotes, dashes
    and dots become those of print.
    """

    notes: NotesMode = "appendix"
    notes_headings: tuple[str, ...] = HEADINGS
    smart_quotes: bool = False


def transforms(options: Options) -> tuple[Transform, ...]:
    """What is applied, in order."""
    gather = partial(notes.gather, headings=options.notes_headings)
    by_mode: dict[NotesMode, tuple[Transform, ...]] = {
        "appendix": (gather,),
        "inline": (),
        "separate": (gather,),
        "drop": (gather, notes.drop, references.tidy),
    }
    curl: tuple[Transform, ...] = ()
    if options.smart_quotes:
        from convert.transforms import quotes  # its expressions are compiled only where they are asked for

        curl = (quotes.curl,)
    return (*curl, title.show, *by_mode[options.notes], legend.count)


def apply(document: Document, options: Options) -> tuple[Document, ...]:
    """Transform a document; `separate` makes two of it, the second being the notes."""
    for transform in transforms(options):
        document = transform(document)
    if options.notes == "separate" and document.notes:
        return tuple(legend.count(references.tidy(part)) for part in notes.separate(document))
    return (document,)
