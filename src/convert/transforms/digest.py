"""Every marked sentence, gathered under its mark's name with the place it is from: a sheet behind article and appendix.

It comes last because it is drawn from all that stands before it, and because a last sheet can be handed out alone.
"""

from convert import legends
from convert.labels import in_full_width, labels
from convert.model import Block, Box, Document, Heading, List, ListItem, PageBreak, Paragraph, Style, Text
from convert.notices import Report
from convert.record import replace
from convert.transforms import passages
from convert.transforms.passages import Passage
from convert.traverse import joined

CLASS = "digest"
ANCHOR = "markhue-digest"
_SMALL = Style(bold=False, scale=0.7)  # amounts beside a name


def add(document: Document, report: Report) -> Document:
    """Add the sheet to a document whose marks are counted; one without marks gets none."""
    groups = legends.groups(document)
    document, found = passages.gather(document, groups, report)
    if not found:
        return document
    words = labels(document.meta.language)
    full = in_full_width(document.meta.language)
    around, comma = (("（", "）"), "，") if full else ((" (", ")"), ", ")
    blocks: list[Block] = [Heading(1, (Text(words.digest),), ANCHOR)]
    for number, group in enumerate(groups, 1):
        if group.name in found:
            amount = Text(group.amount(words, comma).join(around), _SMALL)
            named = Text(group.title, legends.look(group.marks[0]))
            blocks.append(Heading(2, (named, amount), f"{ANCHOR}-{number}"))
            items = tuple(_item(passage, around) for passage in found[group.name])
            blocks.append(List(items, ordered=True))
    sheet = (PageBreak(), Box(tuple(blocks), (CLASS,)))
    if document.notes:
        return replace(document, notes=document.notes + sheet)
    return replace(document, body=document.body + sheet)


def _item(passage: Passage, around: tuple[str, str]) -> ListItem:
    line = passage.words
    if passage.place is not None:
        line = joined((*line, Text(around[0]), passage.place, Text(around[1])))
    return ListItem((Paragraph(line, direction=passage.direction),))
