"""A document's marks in, what its readers call them out: names, amounts, and the block that shows them all."""

from collections import Counter
from typing import Final

from convert.css.color import AlphaColor, parse_color
from convert.css.color_names import COLORS as NAMED
from convert.css.color_names import NAMES
from convert.labels import COLORS, Labels, in_full_width, labels
from convert.model import (
    HIGHLIGHT,
    ON_HIGHLIGHT,
    Box,
    Color,
    Document,
    Inline,
    Mark,
    Paragraph,
    Style,
    Text,
)
from convert.record import Record, replace
from convert.traverse import everything, joined, said, walk_runs
from convert.widths import width

CLASS: Final = "legend"
_LONG: Final = 24  # display columns of a name that no line need hold whole
# What a mark may look like; the rest of a style is the run's own.
_SHARED: Final = ("bold", "italic", "underline", "strike", "color", "background", "mark", "emphasis")
_FIXED: Final = "\u00a0"  # what stands in a line together stays in one


class Group(Record):
    """Marks that readers know by one name, in order of appearance."""

    name: str
    marks: tuple[Mark, ...]

    @property
    def characters(self) -> int:
        """How many characters carry them."""
        return sum(mark.characters for mark in self.marks)

    @property
    def places(self) -> int:
        """In how many places they stand."""
        return sum(mark.places for mark in self.marks)

    @property
    def title(self) -> str:
        """The name where it begins a line of its own: the author's as it is, a word with a capital."""
        return self.name if self.marks[0].label else f"{self.name[:1].upper()}{self.name[1:]}"

    def amount(self, words: Labels, parting: str = " · ") -> str:
        """Say how much of them there is: 7 places · 196 characters; no line breaks inside."""
        place = words.place if self.places == 1 else words.places
        character = words.character if self.characters == 1 else words.characters
        return f"{self.places} {place}{parting}{self.characters} {character}".replace(" ", _FIXED)


def groups(document: Document) -> tuple[Group, ...]:
    """Gather the marks of a document under the names they have for readers.

    A name is the author's label, else a word in the document's language; of several marks of one word, those after the
    first get a number.
    """
    words = labels(document.meta.language)
    taken = {mark.label for mark in document.legend if mark.label}
    names: dict[str, str] = {}
    last: dict[str, int] = {}  # the last number that tells marks of one word apart
    found: dict[str, list[Mark]] = {}
    for mark in document.legend:
        name = mark.label or names.get(mark.name, "")
        if not name:
            name = plain = word(mark, words)
            while name in taken:
                last[plain] = last.get(plain, 1) + 1
                name = f"{plain}{last[plain]}"
            taken.add(name)
            names[mark.name] = name
        found.setdefault(name, []).append(mark)
    return tuple(Group(name, tuple(marks)) for name, marks in found.items())


def block(document: Document) -> Box | None:
    """Make the legend: each name in its own mark, with its amount; None for a document without marks.

    One with a name that may be parted by the end of a line has the class `long` besides.
    """
    words, full = labels(document.meta.language), in_full_width(document.meta.language)
    looks = _looks(document)
    gap = "\u3000" if full else f"{_FIXED}{_FIXED} "
    entries: list[Inline] = [Text(words.marks, Style(bold=True))]
    known = groups(document)
    for group in known:
        entries.append(Text(gap))
        entries.append(Text(group.title, looks[group.marks[0].name]))
        entries.append(Text(_FIXED + group.amount(words)))
    if len(entries) == 1:
        return None
    long = any(width(group.title, full) > _LONG for group in known)
    return Box((Paragraph(joined(entries)),), (CLASS, "long") if long else (CLASS,))


def look(mark: Mark) -> Style:
    """Give the style that the runs of a mark share."""
    return Style(color=mark.color, background=mark.background, mark=mark.name)


def word(mark: Mark, words: Labels) -> str:
    """Name a mark in words: its colours, in the document's language; a class keeps its own name."""
    if mark.name == HIGHLIGHT:
        return words.highlight
    if mark.line or mark.outline:
        mark = _as_named(mark)
    if mark.name.endswith(ON_HIGHLIGHT):
        ink = _color(mark.name.removesuffix(ON_HIGHLIGHT), mark.color, words)
        return words.on_paper.format(ink=ink, paper=words.highlight)
    ink_word, parted, paper_word = mark.name.partition(" on ")
    if parted:
        ink, paper = _color(ink_word, mark.color, words), _color(paper_word, mark.background, words)
        return words.on_paper.format(ink=ink, paper=paper)
    paper_word = mark.name.removesuffix(" background")
    if paper_word != mark.name:
        return words.paper.format(paper=_color(paper_word, mark.background, words))
    return _color(mark.name, mark.color, words)


def _as_named(mark: Mark) -> Mark:
    """A mark that has been made fit for print, in the colours that its name tells."""
    ink, _, paper = mark.name.removesuffix(ON_HIGHLIGHT).partition(" on ")
    if mark.name.endswith(" background"):
        ink, paper = "", mark.name.removesuffix(" background")
    color, background = (
        parse_color(f"#{said_word}" if len(said_word) == 6 and said_word not in NAMED else said_word)
        for said_word in (ink, paper)
    )
    return replace(
        mark,
        color=color.color if isinstance(color, AlphaColor) else mark.color,
        background=background.color if isinstance(background, AlphaColor) else mark.background,
    )


def _color(said_word: str, color: Color | None, words: Labels) -> str:
    """Say a colour: in the document's language where the word is its name or digits, else the word."""
    if color is not None and said_word in (NAMES.get(color), color.hex.lower()):
        from convert.css import color_words  # only colours without a plain word pay for it

        said_word = color_words.word(color)
    return words.colors[COLORS.index(said_word)] if said_word in COLORS else said_word


def _looks(document: Document) -> dict[str, Style]:
    """The style in which each mark mostly stands: a class may have lines and weight besides its colours."""
    styles: Counter[Style] = Counter()
    for run in walk_runs(everything(document)):
        if run.style.mark is not None:
            styles[run.style] += len(said(run))
    found: dict[str, Counter[Style]] = {}
    for style, characters in styles.items():
        shared = Style(**{name: getattr(style, name) for name in _SHARED})
        found.setdefault(style.mark or "", Counter())[shared] += characters
    return {mark.name: look(mark) for mark in document.legend} | {
        name: counted.most_common(1)[0][0] for name, counted in found.items()
    }
