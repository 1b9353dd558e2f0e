"""A document's marks in, what plain text puts around them and a legend of them out.

`label` names each mark in the document's language: 【红】…【/红】, `[red]…[/red]`. `bracket` gives each a pair of brackets of its own
that the text does not use; where the pairs run out, the rest are labelled.
"""

from collections.abc import Iterator

from convert import legends
from convert.labels import Labels, in_full_width
from convert.model import Code, Document, Inlines, Mark, Math, Text
from convert.record import replace
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
        self._groups = legends.groups(document) if self.shown else ()
        self._taken: set[str] = set()
        self._pairs = iter(_free_pairs(document, self._full) if mode == "bracket" else ())
        self._around: dict[str, tuple[str, str]] = {}
        self._signs = {group.name: self._sign(group.name) for group in self._groups}
        for group in self._groups:
            around = self._pair(self._signs[group.name])
            for mark in group.marks:
                self._around.setdefault(mark.name, around)

    def around(self, name: str | None) -> tuple[str, str]:
        """What stands before and after a run with this mark."""
        if name is None:
            return "", ""
        if name not in self._around:
            self._around[name] = self._pair(self._sign(legends.word(Mark(name), self._words)))
        return self._around[name]

    def legend(self) -> tuple[str, ...]:
        """Say which marks there are, and how much of each, one after the other; nothing without any."""
        entries = []
        for group in self._groups:
            before, after = self._around[group.marks[0].name]
            sign = self._signs[group.name]
            named = "" if sign in before else f"{sign} "
            entries.append(f"{before}…{after} {named}{group.amount(self._words)}".replace("\u00a0", " "))
        return tuple(entries)

    def _sign(self, name: str) -> str:
        """Cut a name to what can stand in brackets; a number tells it from others that are cut to the same."""
        sign = plain = " ".join(name.translate(_BRACKETS).split())[:_LONGEST_NAME] or "?"
        number = 2
        while sign in self._taken:
            sign, number = f"{plain}{number}", number + 1
        self._taken.add(sign)
        return sign

    def _pair(self, sign: str) -> tuple[str, str]:
        opening, closing = "【】" if self._full else "[]"
        return next(self._pairs, (f"{opening}{sign}{closing}", f"{opening}/{sign}{closing}"))


def unmarked(line: Inlines) -> Inlines:
    """A line whose runs carry no marks."""
    return tuple(
        replace(inline, style=replace(inline.style, mark=None))
        if isinstance(inline, Text | Code | Math) and inline.style.mark
        else inline
        for inline in line
    )


def _free_pairs(document: Document, full: bool) -> Iterator[tuple[str, str]]:
    """The pairs of brackets that stand nowhere in the text."""
    text = "".join(map(said, walk_runs(everything(document))))
    for before, after in _PAIRS_FULL if full else _PAIRS:
        if before not in text and after not in text:
            yield before, after
