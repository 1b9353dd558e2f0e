"""A document whose marked words are blanked to numbered gaps, and which no longer tells them; if asked for, with their answers."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate, islice

from convert.model import HIGHLIGHT, Document, Inlines, Mark
from convert.notices import Code, Report
from convert.record import Record, replace
from convert.transforms import answers, hiding, legend
from convert.transforms.gaps import Gaps
from convert.traverse import everything, map_lines, own_lines, plain, walk

ALL = "all"
_ON = " on "
_QUOTED = 4  # characters of an answer that are no chance where they stand again
_LONG_CLAUSE = 10
_CLAUSE = re.compile('[，。、；：？！,.;:?!“”"]+')
_LONGEST = 24  # characters of an answer in a notice


class Cloze(Record):
    """Which marks are blanked: their names or words for them, or `all`; `width_em` of each gap, None for that of its words.

    `key` adds the sheet of answers, `with_notes` behind the notes, where there are any, else behind the body.
    """

    marks: tuple[str, ...]
    width_em: float | None = None
    key: bool = False
    with_notes: bool = True


def blank(document: Document, cloze: Cloze, names: Mapping[str, str], report: Report) -> Document:
    """Blank the words of marks in the body, then in footnotes, and where study notes repeat them marked in the same way.

    `names` are what the author calls the marks.
    """
    before = document
    counted = legend.count(document, names, report).legend
    missing = Report()
    marks = _asked(cloze.marks, counted, document.meta.language, missing)
    gaps = Gaps(marks, cloze.width_em)
    document = replace(document, body=map_lines(Document(body=document.body), gaps.line, gaps.block).body)
    document = _again(document, Gaps(marks, cloze.width_em, _Known(gaps.answers).number))
    feet = map_lines(Document(footnotes=document.footnotes), gaps.line, gaps.block).footnotes
    if not gaps.answers:  # nothing is written then, and the error tells why
        return document
    report.extend(missing)
    document = replace(document, footnotes=feet)
    _tell(document, gaps.answers, report)
    document = hiding.hide(document, before, gaps.answers)
    return _with_key(document, gaps.answers, cloze) if cloze.key else document


def _asked(asked: Sequence[str], marks: tuple[Mark, ...], language: str, report: Report) -> list[str]:
    """The names of the marks that are meant; a notice for each that is none."""
    if ALL in asked:
        return [mark.name for mark in marks]
    found: list[str] = []
    for name in asked:
        labelled = [mark.name for mark in marks if mark.label and mark.label.casefold() == name.casefold()]
        meant = labelled or _meant(name, marks, language)
        found += meant
        if not meant:
            there = ", ".join(dict.fromkeys(mark.name for mark in marks)) or "none"
            report.add(Code.MARK, f"no mark is called {name}; the marks of this document: {there}")
    return found


def _meant(name: str, marks: tuple[Mark, ...], language: str) -> list[str]:
    """The marks whose name, whose ink or whose paper is called so."""
    sides = (marks, tuple(map(_ink, marks)), tuple(map(_paper, marks)))
    found = {index for side in sides for index in legend.meant(name, side, language)}
    return [marks[index].name for index in sorted(found)]


def _ink(mark: Mark) -> Mark:
    ink, parted, _ = mark.name.partition(_ON)
    return replace(mark, name=ink, background=None) if parted else mark


def _paper(mark: Mark) -> Mark:
    _, parted, paper = mark.name.partition(_ON)
    if not parted:
        return mark
    return replace(mark, name=paper if paper == HIGHLIGHT else f"{paper} background", color=None)


class _Known:
    """The answers of a document, for words that say one of them again."""

    def __init__(self, found: Sequence[Inlines]) -> None:
        self._numbers: dict[str, int] = {}
        for number, words in enumerate(found, 1):
            self._numbers.setdefault(plain(words).casefold(), number)

    def number(self, words: Inlines) -> int:
        """The number of the answer that these words are, are a part of, or quote; 0 for none."""
        said = plain(words).casefold()
        if said in self._numbers:
            return self._numbers[said]
        return next((number for words, number in self._numbers.items() if _quotes(said, words)), 0)


def _quotes(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _QUOTED and shorter in longer


def _again(document: Document, gaps: Gaps) -> Document:
    """Blank the answers in notes and footnotes."""
    apart = map_lines(Document(notes=document.notes, footnotes=document.footnotes), gaps.line, gaps.block)
    return replace(document, notes=apart.notes, footnotes=apart.footnotes)


def _tell(document: Document, found: Sequence[Inlines], report: Report) -> None:
    """Report the answers that can still be read somewhere."""
    lines = [
        (hiding.words_of(line), block.line)
        for block in walk(everything(document))
        for line in own_lines(block)
    ]
    text = "\n".join(words for words, _ in lines)
    ends = list(accumulate(len(words) + 1 for words, _ in lines))
    told: list[tuple[int, str, int]] = []
    for number, words in enumerate(found, 1):
        again = ((part, text.find(part)) for part in _parts(plain(words)))
        there = ((number, part, lines[bisect_right(ends, at)][1]) for part, at in again if at >= 0)
        told += islice(there, 1)
    if told:
        number, said, place = told[0]
        short = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
        more = f", and {len(told) - 1} more answers elsewhere" if len(told) > 1 else ""
        report.add(Code.ANSWER, f"the answer to gap {number} can be read here: “{short}”{more}", place)


def _parts(said: str) -> list[str]:
    """An answer, and its clauses that are long enough to be no chance."""
    clauses = (clause.strip() for clause in _CLAUSE.split(said))
    return [said] * (len(said) >= _QUOTED) + [clause for clause in clauses if len(clause) >= _LONG_CLAUSE]


def _with_key(document: Document, found: Sequence[Inlines], cloze: Cloze) -> Document:
    sheet = answers.sheet(found, document.meta.language)
    if document.notes and cloze.with_notes:
        return replace(document, notes=document.notes + sheet)
    return replace(document, body=document.body + sheet)
