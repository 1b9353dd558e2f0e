"""Document in, document out: pure functions, one subject a file, applied in the order of `of_source`, then `of_whole`."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Literal

from convert.model import Document
from convert.notices import Report
from convert.record import Record
from convert.themes import Theme
from convert.transforms import headings, legend, notes, references, title
from convert.transforms.notes import HEADINGS
from convert.traverse import tables_of_contents

Transform = Callable[[Document], Document]
NotesMode = Literal["appendix", "article", "inline", "separate", "drop"]
HeadingOrder = Literal["repair", "keep"]
PrintMode = Literal["color", "safe", "mono"]
Legend = Literal["auto", "on", "off"]


class Options(Record):
    """What the user wants done to a document.

    `notes_headings`: the words by which a heading says that notes follow. `smart_quotes`: whether typed quotes, dashes
    and dots become those of print, None for the quotes of English alone. `heading_order`: whether levels that headings skip are closed. `least_pt`: no author's size
    is smaller, 0 for all of them. `toc`: whether there is a table of contents, None for where the source asks for one;
    `toc_depth`: its levels. `print`: what printer the marks are made fit for, on the papers of `theme`.
    `cloze`: names of the marks whose words are blanked, or `all`; `cloze_width`: em of every gap, None for that of its words;
    `key`: whether the answers follow. `names`: what the author calls the marks; `legend`: whether a legend names them, by itself
    where they have names or are made fit for a printer; `digest`: whether a sheet gathers what is marked.
    """

    notes: NotesMode = "appendix"
    notes_headings: tuple[str, ...] = HEADINGS
    smart_quotes: bool | None = None
    heading_order: HeadingOrder = "repair"
    least_pt: float = 0.0
    toc: bool | None = None
    toc_depth: int = 3
    print: PrintMode = "color"
    theme: Callable[[], Theme] | None = None
    cloze: tuple[str, ...] = ()
    cloze_width: float | None = None
    key: bool = False
    names: Mapping[str, str] = MappingProxyType({})
    legend: Legend = "auto"
    digest: bool = False

    @property
    def with_legend(self) -> bool:
        """Whether a legend stands under the title."""
        return self.legend == "on" or (self.legend == "auto" and (bool(self.names) or self.print != "color"))


def of_source(options: Options, report: Report) -> tuple[Transform, ...]:
    """What is applied to each source, in order."""
    gather = partial(notes.gather, headings=options.notes_headings)
    by_mode: dict[NotesMode, tuple[Transform, ...]] = {
        "appendix": (gather,),
        "article": (partial(notes.follow, headings=options.notes_headings),),
        "inline": (),
        "separate": (gather,),
        "drop": (gather, notes.drop, references.tidy),
    }
    curl: tuple[Transform, ...] = ()
    if options.smart_quotes is not False:
        curl = (_curl if options.smart_quotes else _curl_english,)
    enlarge: tuple[Transform, ...] = ()
    if options.least_pt:
        from convert.transforms import sizes

        enlarge = (partial(sizes.enlarge, least_pt=options.least_pt),)
    order: tuple[Transform, ...] = (partial(headings.close, report=report),)
    if options.heading_order == "keep":
        order = ()
    return (*curl, title.show, *by_mode[options.notes], *order, *enlarge)


def _curl(document: Document) -> Document:
    from convert.transforms import quotes  # its expressions are compiled only where they are asked for

    return quotes.curl(document)


def _curl_english(document: Document) -> Document:
    """Straight quotes of English are a typewriter's; in Chinese some are inches, and stay unless it is asked for."""
    if not document.meta.language.lower().startswith("en"):
        return document
    from convert.transforms import quotes

    return quotes.curl_quotes(document)


def of_whole(options: Options, report: Report) -> tuple[Transform, ...]:
    """What is applied once to what is written, be it one source or a book of them, in order."""
    printed: tuple[Transform, ...] = ()
    if options.print != "color" and options.theme is not None:
        from convert.transforms import printing

        printed = (partial(printing.prepare, mode=options.print, theme=options.theme, report=report),)
    # What is wrong with names has been said where marks were blanked: those have none any more.
    told = None if options.cloze else report
    return (*_blanked(options, report), partial(legend.count, names=options.names, report=told), *printed)


def _blanked(options: Options, report: Report) -> tuple[Transform, ...]:
    if not options.cloze:
        return ()
    from convert.transforms import cloze

    wanted = cloze.Cloze(options.cloze, options.cloze_width, options.key, options.notes != "separate")
    return (partial(cloze.blank, cloze=wanted, names=options.names, report=report),)


def begin(document: Document, options: Options, report: Report) -> Document:
    """Transform a source."""
    for transform in of_source(options, report):
        document = transform(document)
    return document


def finish(document: Document, options: Options, report: Report) -> tuple[Document, ...]:
    """Transform what is written; `separate` makes two of it, the second being the notes."""
    for transform in of_whole(options, report):
        document = transform(document)
    parts: tuple[Document, ...] = (document,)
    if options.notes == "separate" and document.notes:
        parts = tuple(
            legend.recount(references.tidy(part), document.legend) for part in notes.separate(document)
        )
    return tuple(_seen(_listed(_named(part, options, report), options, report), options) for part in parts)


def _named(document: Document, options: Options, report: Report) -> Document:
    """Add what tells of the marks: a digest behind the text, then a legend before it."""
    if options.digest:
        from convert.transforms import digest

        document = digest.add(document, report)
        if options.key:
            from convert.transforms import answers

            document = answers.last(document)
    if options.with_legend:
        document = legend.show(document)
    if options.theme is not None and (options.digest or options.with_legend):
        from convert.transforms import grounds

        document = grounds.bring(document, options.theme)
    return document


def _listed(document: Document, options: Options, report: Report) -> Document:
    """Fill the tables of contents, last of all: what came before may have brought headings."""
    if options.toc is None and not any(tables_of_contents(document.body + document.notes)):
        return document
    from convert.transforms import contents

    return contents.fill(document, options.toc_depth, report, options.toc)


def _seen(document: Document, options: Options) -> Document:
    """Give gaps an ink that is seen on their paper, be they in the text or in a copy of it."""
    if not options.cloze or options.theme is None:
        return document
    from convert.transforms import grounds

    return grounds.ink_gaps(document, options.theme())


def apply(document: Document, options: Options, report: Report | None = None) -> tuple[Document, ...]:
    """Transform a document that one source makes."""
    report = report or Report()
    return finish(begin(document, options, report), options, report)
