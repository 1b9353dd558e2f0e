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
from convert.proof.alignment import MISSING, align
from convert.proof.glyphs import Glyph, paper
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


def check(document: Document, format_name: str, data: bytes, options: writers.Options) -> tuple[str, ...]:
    """Say what of a document's visible characters and authored colours is not in an output; nothing: it is proven.

    Characters must come in the document's order. The time grows with the length of the text. `options` are the writer's.
    """
    read = cast("Callable[[bytes], Iterable[Glyph]]", import_module(f"{__name__}.{format_name}").read)
    try:
        glyphs = list(read(data))
    except _UNREADABLE as error:
        return (f"the {format_name} file cannot be read back: {error}",)
    proof = _Proof(glyphs, colored=format_name not in _UNCOLORED)
    problems: list[str] = []
    for flow in flows(document, format_name):
        for settled in _settled(flow, format_name):
            problems += proof.problems(settled)
        if len(problems) > _MOST:
            return (*problems[:_MOST], "and more")
    return tuple(problems)


def _settled(flow: Flow, format_name: str) -> tuple[Flow, ...]:
    """Part what has an order from what has none: a page holds right-to-left text as it is drawn, not as it is read."""
    if format_name != "pdf" or flow.loose or not any(map(_drawn_anyhow, flow.needs)):
        return (flow,)
    ordered = tuple(need for need in flow.needs if not _drawn_anyhow(need))
    return Flow(ordered), Flow(tuple(filter(_drawn_anyhow, flow.needs)), loose=True)


def _drawn_anyhow(need: Need) -> bool:
    return unicodedata.bidirectional(need.char) in ("R", "AL", "NSM", "AN")


class _Proof:
    """One output while it is gone through, flow after flow."""

    def __init__(self, glyphs: Sequence[Glyph], *, colored: bool) -> None:
        self._glyphs = glyphs
        self._text = "".join(_folded(glyph.char) for glyph in glyphs)
        self._characters = Counter(glyph.char for glyph in glyphs)
        self._colored = colored
        self._place = 0

    def problems(self, flow: Flow) -> Iterator[str]:
        """Say what one flow lacks."""
        if flow.loose:
            yield from self._loose(flow.needs)
            return
        wanted = "".join(_folded(need.char) for need in flow.needs)
        places = align(wanted, self._text, self._start(wanted))
        self._place = max(places, default=self._place - 1) + 1 if any(p >= 0 for p in places) else self._place
        yield from self._told(flow.needs, places)

    def _start(self, wanted: str) -> int:
        """Where a flow begins: after the one before it, or anywhere, where its first characters say so."""
        key = wanted[: 2 * _CONTEXT]
        if self._text.startswith(key, self._place):
            return self._place
        for start in (self._place, 0):
            found = self._text.find(key, start)
            if found >= 0:
                return found
        return self._place

    def _told(self, needs: Sequence[Need], places: Sequence[int]) -> Iterator[str]:
        wanted = "".join(need.char for need in needs)
        last = ""
        for index, (need, place) in enumerate(zip(needs, places, strict=True)):
            wrong = "missing" if place == MISSING else self._wrong(need, self._glyphs[place])
            if wrong and wrong != last:
                yield _message(wrong, wanted, index, need.line)
            last = wrong

    def _wrong(self, need: Need, glyph: Glyph) -> str:
        if need.char != glyph.char and not need.any_case:
            return "missing"
        if not self._colored:
            return ""
        if need.color is not None and not _same(need.color, glyph.look.color):
            return f"colour #{need.color.hex}"
        if need.background is not None and not _same(paper(need.background), glyph.look.background):
            return f"background #{need.background.hex}"
        return ""

    def _loose(self, needs: Sequence[Need]) -> Iterator[str]:
        missing = Counter(need.char for need in needs) - self._characters
        wanted = "".join(need.char for need in needs)
        for character in missing:
            index = wanted.rindex(character)
            yield _message("missing", wanted, index, needs[index].line)


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


def _message(wrong: str, wanted: str, index: int, line: int) -> str:
    """Say what is wrong where, as `“…words…” (line 12)` is missing, or a `colour #FF0000 on “…words…” (line 12)`."""
    start = max(0, index - _CONTEXT // 2)
    words = wanted[start : index + _CONTEXT]
    quoted = f"“{'…' if start else ''}{words}{'…' if index + _CONTEXT < len(wanted) else ''}”"
    where = f" (line {line})" if line else ""
    return f"{quoted}{where}" if wrong == "missing" else f"{wrong} on {quoted}{where}"
