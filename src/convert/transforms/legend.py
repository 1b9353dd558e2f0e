"""Which marks a document uses, in order of appearance, with looks, amounts and names; and the block that shows them."""

from collections.abc import Callable, Iterable, Mapping

from convert import legends
from convert.css.color import AlphaColor, parse_color
from convert.labels import labels
from convert.model import Blocks, Color, Contents, Cover, Document, Heading, Mark, PageBreak
from convert.notices import Code, Report
from convert.record import replace
from convert.transforms import bylines
from convert.traverse import everything, runs, said, walk_lines

_Key = tuple[str, Color | None, Color | None]
_MOST_TOLD = 12  # marks in a notice


def count(
    document: Document, names: Mapping[str, str] | None = None, report: Report | None = None
) -> Document:
    """Fill in `Document.legend`; blanks count as characters, and neighbours of one mark in a line are one place.

    `names` are what the author calls the marks: each by its name, by its colour's word, or by its digits. Of those that no mark
    answers to a notice is given.
    """
    amounts: dict[_Key, list[int]] = {}
    for line in walk_lines(everything(document)):
        last: str | None = None
        for run in runs(line):
            style = run.style
            if style.mark is not None:
                amount = amounts.setdefault((style.mark, style.color, style.background), [0, 0])
                amount[0] += len(said(run))
                amount[1] += style.mark != last
                last = style.mark
            elif last is not None and said(run).strip():
                last = None
    legend = tuple(Mark(*key, characters, places) for key, (characters, places) in amounts.items())
    if names:
        legend = _named(legend, names, document.meta.language, report or Report())
    return replace(document, legend=legend)


def recount(document: Document, known: Iterable[Mark]) -> Document:
    """Count the marks of a part of a document whose marks are known with their names and lines."""
    by_key = {(mark.name, mark.color, mark.background): mark for mark in known}
    document = count(document)

    def kept(mark: Mark) -> Mark:
        before = by_key.get((mark.name, mark.color, mark.background), mark)
        return replace(before, characters=mark.characters, places=mark.places)

    return replace(document, legend=tuple(map(kept, document.legend)))


def show(document: Document) -> Document:
    """Put the legend under the title and what is said beside it; a document without marks needs none."""
    block = legends.block(document)
    if block is None:
        return document
    body, place = document.body, _under_title(document.body)
    return replace(document, body=(*body[:place], block, *body[place:]))


def _named(
    legend: tuple[Mark, ...], names: Mapping[str, str], language: str, report: Report
) -> tuple[Mark, ...]:
    """Give the marks the names that their author gives them, and the order of those."""
    found: dict[int, str] = {}
    for key, name in names.items():
        named = meant(key, legend, language)
        found |= dict.fromkeys(named, name)
        if not named:
            known = [mark.name for mark in legend]
            more = ", …" if len(known) > _MOST_TOLD else ""
            there = f"there are {', '.join(known[:_MOST_TOLD])}{more}" if known else "there is none"
            report.add(Code.MARK, f"no mark of the document is `{key}` ({name}): {there}")
    order = {name: place for place, name in enumerate(names.values())}
    called = [replace(mark, label=found.get(index, "")) for index, mark in enumerate(legend)]
    return tuple(sorted(called, key=lambda mark: order.get(mark.label, len(order))))


def meant(key: str, legend: tuple[Mark, ...], language: str) -> list[int]:
    """Find the marks that a key means: those of that name, else of that colour, else of that word."""
    said_key = key.strip().casefold()
    digits = parse_color(said_key if said_key.startswith("#") else f"#{said_key}")
    color = digits.color if isinstance(digits, AlphaColor) else None
    words, english = labels(language), labels("en")

    def is_colored(mark: Mark) -> bool:
        return (
            color is not None
            and color in (mark.color, mark.background)
            and None in (mark.color, mark.background)
        )

    tests: tuple[Callable[[Mark], bool], ...] = (
        lambda mark: mark.name.casefold() == said_key,
        is_colored,
        lambda mark: mark.name.casefold() == f"{said_key} background",
        lambda mark: (
            said_key in (legends.word(mark, words).casefold(), legends.word(mark, english).casefold())
        ),
        lambda mark: legends.word(mark, words).casefold() == words.paper.format(paper=said_key),
    )
    for test in tests:
        if found := [index for index, mark in enumerate(legend) if test(mark)]:
            return found
    return []


def _under_title(body: Blocks) -> int:
    """The place after what opens a document: a cover and a table of contents, else a title and its bylines."""
    place = 0
    while place < len(body) and isinstance(body[place], Cover | PageBreak | Contents):
        place += 1
    if any(isinstance(block, Contents) for block in body[:place]):
        return max(index for index, block in enumerate(body[:place], 1) if isinstance(block, Contents))
    if place == len(body) or not (isinstance(title := body[place], Heading) and title.level == 1):
        return place
    return bylines.after(body, place + 1)
