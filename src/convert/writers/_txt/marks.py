"""A document's marks in, what plain text puts around them and a legend of them out.

`label` names each mark in the document's language: 【红】…【/红】, `[red]…[/red]`. `bracket` gives each a pair of brackets of its own
that the text does not use; where the pairs run out, the rest are labelled.
"""

from collections.abc import Iterator

from convert.css.appearance import most_like
from convert.css.color_names import COLORS as NAMED
from convert.css.color_names import NAMES
from convert.labels import COLORS, Labels, in_full_width
from convert.model import HIGHLIGHT, ON_HIGHLIGHT, Color, Document, Mark
from convert.traverse import everything, said, walk_runs
from convert.writers import TextMarks

_PAIRS_FULL = (("〔", "〕"), ("〖", "〗"), ("｛", "｝"), ("［", "］"), ("〘", "〙"), ("〚", "〛"))
_PAIRS = (("[[", "]]"), ("{{", "}}"), ("((", "))"), ("[{", "}]"), ("{[", "]}"))
_LONGEST_NAME = 24
_BRACKETS = str.maketrans("", "", "【】[]/")


class Marks:
    """What stands before and after the runs of each mark; `shown` says whether anything does."""

    def __init__(self, document: Document, mode: TextMarks, words: Labels) -> None:
        self._words = words
        self._full = in_full_width(document.meta.language)
        self.shown = mode != "none"
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}  # the last number that tells marks of one word apart
        self._pairs = iter(_free_pairs(document, self._full) if mode == "bracket" else ())
        self._around: dict[str, tuple[str, str]] = {}
        self._counts: dict[str, int] = {}
        for mark in document.legend if self.shown else ():
            self._learn(mark)
            self._counts[mark.name] = self._counts.get(mark.name, 0) + mark.characters

    def around(self, name: str | None) -> tuple[str, str]:
        """What stands before and after a run with this mark."""
        if name is None:
            return "", ""
        if name not in self._around:
            self._learn(Mark(name))
        return self._around[name]

    def legend(self) -> str:
        """Say in one paragraph which marks there are, and how many characters carry each; empty without any."""
        if not self._counts:
            return ""
        words = self._words
        entries = []
        for name, count in self._counts.items():
            before, after = self._around[name]
            named = "" if self._names[name] in before else f"{self._names[name]} "
            amount = f"{count} {words.character if count == 1 else words.characters}"
            entries.append(f"{before}…{after} {named}{amount}")
        colon, comma = ("：", "；") if self._full else (": ", "; ")
        return words.marks + colon + comma.join(entries)

    def _learn(self, mark: Mark) -> None:
        if mark.name in self._names:
            return
        name = plain = self._name(mark)
        while name in self._taken:
            self._last[plain] = self._last.get(plain, 1) + 1
            name = f"{plain}{self._last[plain]}"
        self._taken.add(name)
        self._names[mark.name] = name
        opening, closing = "【】" if self._full else "[]"
        label = (f"{opening}{name}{closing}", f"{opening}/{name}{closing}")
        self._around[mark.name] = next(self._pairs, label)

    def _name(self, mark: Mark) -> str:
        """Name a mark in the document's language; a class keeps its own name."""
        words = self._words
        if mark.name == HIGHLIGHT:
            return words.highlight
        if mark.name.endswith(ON_HIGHLIGHT):
            ink = self._color(mark.name.removesuffix(ON_HIGHLIGHT), mark.color)
            return words.on_paper.format(ink=ink, paper=words.highlight)
        ink_word, parted, paper_word = mark.name.partition(" on ")
        if parted:
            ink, paper = self._color(ink_word, mark.color), self._color(paper_word, mark.background)
            return words.on_paper.format(ink=ink, paper=paper)
        paper_word = mark.name.removesuffix(" background")
        if paper_word != mark.name:
            return words.paper.format(paper=self._color(paper_word, mark.background))
        return self._color(mark.name, mark.color)

    def _color(self, word: str, color: Color | None) -> str:
        """Say a colour: in the document's language where the word is its name or digits, else the word."""
        if color is not None and word in (NAMES.get(color), color.hex.lower()):
            word = most_like(color, {name: NAMED[name] for name in COLORS})
        if word in COLORS:
            return self._words.colors[COLORS.index(word)]
        return " ".join(word.translate(_BRACKETS).split())[:_LONGEST_NAME] or "?"


def _free_pairs(document: Document, full: bool) -> Iterator[tuple[str, str]]:
    """The pairs of brackets that stand nowhere in the text."""
    text = "".join(map(said, walk_runs(everything(document))))
    for before, after in _PAIRS_FULL if full else _PAIRS:
        if before not in text and after not in text:
            yield before, after
