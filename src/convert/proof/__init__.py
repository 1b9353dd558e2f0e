"""An output's bytes and the document they were made from in, what is missing in them out.

Each format is read back by standards, not by what our writers know: `docx`, `html`, `pdf`, `txt` give `Glyph`s. `needs` says
what a document asks for, `alignment` finds it.
"""

import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import Final, cast

from convert import writers
from convert.model import Color, Document
from convert.notices import ONE, Starts, placed
from convert.proof.alignment import MISSING, align, mend
from convert.proof.glyphs import Glyph, paper, visible
from convert.proof.needs import Flow, Need, flows

_MOST: Final = 20
# What the libraries of the formats raise on damaged files: of XML, of PDF, of ZIP and its streams.
_UNREADABLE: Final = (
    ValueError,
    KeyError,
    OSError,
    SyntaxError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
)
_CONTEXT: Final = 12
_UNCOLORED: Final = ("txt",)
_KEYS: Final = (24, 12, 6, 3)
# What may stand in an output besides a flow, while it goes on: in all, and for each of its characters.
_BESIDES: Final = 4_000
_WIDENING: Final = 6
_BRACKETS: Final = "()[]{}<>«»‹›≤≥「」『』《》〈〉【】（）［］｛｝"


def check(
    document: Document, format_name: str, data: bytes, options: writers.Options, starts: Starts = ONE
) -> tuple[str, ...]:
    """Say what of a document's visible characters and authored colours is not in an output; nothing: it is proven.

    Characters must come in the document's order where the output has one, and be there as often as they are asked for
    elsewhere. The time grows with the length of the text. `options` are the writer's,
    `starts` where the sources of a book begin.
    """
    read = cast("Callable[..., Iterable[Glyph]]", import_module(f"{__name__}.{format_name}").read)
    template = options.template if format_name == "docx" else None
    try:
        glyphs = list(read(data, template[1]) if template else read(data))
    except _UNREADABLE as error:
        return (f"the {format_name} file cannot be read back: {error}",)
    proof = _Proof(glyphs, starts, colored=format_name not in _UNCOLORED)
    problems: list[str] = []
    drawn: list[Need] = []
    for flow in flows(document, format_name):
        if flow.order == "drawn":
            drawn += flow.needs
            continue
        found = proof.read(flow)
        if found and flow.order == "either":
            drawn += flow.needs
        else:
            problems += found
        if len(problems) > _MOST:
            return (*problems[:_MOST], "and more")
    problems += proof.count(drawn)
    return tuple(problems) if len(problems) <= _MOST else (*problems[:_MOST], "and more")


class _Proof:
    """One output while it is gone through, flow after flow; what has been read is not counted again."""

    def __init__(self, glyphs: Sequence[Glyph], starts: Starts = ONE, *, colored: bool) -> None:
        self._sources = starts
        self._glyphs = glyphs
        self._text = "".join(glyph.char for glyph in glyphs)
        self._colored = colored
        self._place = 0
        self._read = bytearray(len(glyphs))

    def read(self, flow: Flow) -> list[str]:
        """Say what a flow lacks where its characters are looked for in their order."""
        wanted, text = "".join(need.char for need in flow.needs), self._text
        if any(need.any_case for need in flow.needs):
            wanted, text = "".join(map(_folded, wanted)), "".join(map(_folded, text))
        found: list[tuple[int, int, list[int], list[str]]] = []
        for start in self._starts(wanted, text, anywhere=flow.anywhere):
            places = align(wanted, text[: start + _WIDENING * len(wanted) + _BESIDES], start)
            if MISSING in places:
                places = mend(wanted, text, places)
            wrongs = self._wrongs(flow.needs, places)
            found.append((sum(map(bool, wrongs)), max(places), places, wrongs))
            if not any(wrongs) and len(wanted) > _KEYS[0]:
                break
        # A few characters may stand in several places: the first is theirs.
        _, last, places, wrongs = min(found)
        if flow.order == "either" and any(wrongs):
            return list(_told(flow.needs, wrongs, self._sources))
        self._place = self._place if flow.anywhere else max(self._place, last + 1)
        for place in places:
            if place != MISSING:
                self._read[place] = 1
        return list(_told(flow.needs, wrongs, self._sources))

    def _starts(self, wanted: str, text: str, *, anywhere: bool) -> Iterator[int]:
        """Where a flow may begin: after the one before it, or where its first characters say so."""
        tried = set()
        longer = [len(wanted) * quarters // 4 for quarters in (4, 3, 2)] if anywhere else []
        for length in (*longer, *_KEYS):
            key = wanted[:length]
            for start in (self._place, 0) if anywhere else (self._place,):
                found = text.find(key, start)
                while anywhere and found >= 0 and self._read[found]:
                    found = text.find(key, found + 1)
                if found >= 0 and found not in tried:
                    tried.add(found)
                    yield found
        if self._place not in tried:
            yield self._place

    def _wrongs(self, needs: Sequence[Need], places: Sequence[int]) -> list[str]:
        return [
            "missing" if place == MISSING else self._wrong(need, self._glyphs[place])
            for need, place in zip(needs, places, strict=True)
        ]

    def _wrong(self, need: Need, glyph: Glyph) -> str:
        if need.char != glyph.char and not need.any_case:
            return "missing"
        if not self._colored or glyph.look.foreign:
            return ""
        if need.color is not None and not _same(need.color, glyph.look.color):
            return f"colour #{need.color.hex}"
        if need.background is not None and not _same(paper(need.background), glyph.look.background):
            return f"background #{need.background.hex}"
        return ""

    def count(self, needs: Sequence[Need]) -> Iterator[str]:
        """Say what is not there as often as it is needed, characters and those in each colour."""
        there: dict[str, Counter[Glyph]] = {}
        for glyph, read in zip(self._glyphs, self._read, strict=True):
            if not read:
                for character in _spelled(glyph.char):
                    there.setdefault(_mirrored(character), Counter())[glyph] += 1
        wrongs = [""] * len(needs)
        spelled = [
            (index, need._replace(char=character))
            for index, need in enumerate(needs)
            for character in _spelled(need.char)
        ]
        # Those that may have any look leave to the others what those need.
        spelled.sort(key=lambda one: one[1].color is None and one[1].background is None)
        late = [(index, need) for index, need in spelled if not self._taken(need, there)]
        for index, need in late:
            left = next(iter(+there.get(_mirrored(need.char), Counter())), None)
            wrongs[index] = "missing"
            if left is not None:
                there[_mirrored(need.char)][left] -= 1
                wrongs[index] = self._wrong(need, left._replace(char=need.char))
        return _told(needs, wrongs, self._sources)

    def _taken(self, need: Need, there: dict[str, Counter[Glyph]]) -> bool:
        """Take a glyph that is all a need asks for."""
        characters = {need.char, need.char.lower(), need.char.upper()} if need.any_case else {need.char}
        for character in sorted(characters):
            glyphs = there.get(_mirrored(character), Counter())
            for glyph, left in glyphs.items():
                if left and not self._wrong(need, glyph._replace(char=need.char)):
                    glyphs[glyph] -= 1
                    return True
        return False


def _told(needs: Sequence[Need], wrongs: Sequence[str], starts: Starts) -> Iterator[str]:
    """Say once what is wrong with neighbours."""
    wanted = "".join(need.char for need in needs)
    last = ""
    for index, (need, wrong) in enumerate(zip(needs, wrongs, strict=True)):
        if wrong and wrong != last:
            yield _message(wrong, wanted, index, *placed(need.line, starts))
        last = wrong


def _spelled(character: str) -> str:
    """A character in plain ones: PDFium gives those set from the right so, `（` as `(` and `…` as three dots (UAX 15)."""
    return "".join(filter(visible, unicodedata.normalize("NFKC", character))) or character


def _mirrored(character: str) -> str:
    """One of a pair of brackets for both: set from the right, one is drawn as the other (UAX 9, L4)."""
    place = _BRACKETS.find(character)
    return character if place < 0 else _BRACKETS[place & ~1]


def _folded(character: str) -> str:
    """A character without its case: whether that is right, is seen when it is found."""
    lower = character.lower()
    return lower if len(lower) == 1 else character


def _same(one: Color | None, other: Color | None) -> bool:
    """Whether two colours are the same, but for what rounding to a page's decimals costs."""
    if one is None or other is None:
        return one is other
    pairs = ((one.red, other.red), (one.green, other.green), (one.blue, other.blue))
    return all(abs(a - b) <= 1 for a, b in pairs)


def _message(wrong: str, wanted: str, index: int, source: str, line: int) -> str:
    """Say what is wrong where, as `“…words…” (line 12)` is missing, or a `colour #FF0000 on “…words…” (line 12)`."""
    start = max(0, index - _CONTEXT // 2)
    words = wanted[start : index + _CONTEXT]
    quoted = f"“{'…' if start else ''}{words}{'…' if index + _CONTEXT < len(wanted) else ''}”"
    where = f" ({source and f'{source}, '}line {line})" if line else ""
    return f"{quoted}{where}" if wrong == "missing" else f"{wrong} on {quoted}{where}"
