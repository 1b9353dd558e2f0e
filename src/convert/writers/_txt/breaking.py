"""Paragraphs in, lines out: breaks by UAX 14 with kinsoku, filled greedily by display columns. The only door to ICU."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from icu4py.breakers import CharacterBreaker, LineBreaker

from convert.characters import CLOSING, OPENING, has_chinese
from convert.widths import unit_widths

# Breaks that ICU allows and Chinese setting does not (clreq 3.1.3): before an interpunct or a connecting dash, and
# where a blank stands before a closing mark or after an opening one; nor before the number of a note, [1]. And C++ is
# one word.
_LEADING = "·‧・～ー々"
_GLUE = re.compile(
    f"[{_LEADING}{OPENING} \u3000+—[](?:"
    f"(?P<before>(?<=[{_LEADING}])|(?<=—)(?<!——)(?!—)|(?<=\\[)(?=\\d{{1,4}}\\]))"
    f"|(?<=[ \u3000])(?=[{CLOSING}])|(?<=[{OPENING}])[ \u3000]|(?<=\\+)(?=\\+))"
)
_NEVER_START = CLOSING + _LEADING
# A label is one word and stays with what it labels: 【红】… and …【/红】, [red]… and …[/red]
_NAME = "[ -Z^-~\uac00-\ud7a3]{1,24}"
_LABEL = (
    "(?P<opening>【[^/【】][^【】]{0,24}】)|(?P<closing>【/[^【】]{1,24}】|"
    rf"\[/{_NAME}\])|\[{_NAME}\]"
)
_ADDRESS = r"(?:[A-Za-z][A-Za-z0-9+.-]*://|\bwww\.)[!-~]+"
_BLANKS = " \u3000"
_BATCH = 50_000


class Job(NamedTuple):
    """One paragraph, without line breaks in it, and the columns of its first line and of its other lines."""

    text: str
    first: int
    rest: int


def wrap(jobs: Sequence[Job], chinese: bool) -> list[list[str]]:
    """Break each paragraph into lines; blanks at the end of a line are dropped.

    A line is wider than asked only where it holds one unit that may not be broken. `chinese` says whether the document
    is. ICU is asked once for many paragraphs, because setting up a breaker takes as long as breaking a paragraph.
    """
    lines: list[list[str]] = [[] for _ in jobs]
    for locale, wanted in (("zh-CN", True), ("en", False)):
        chosen = [index for index, job in enumerate(jobs) if has_chinese(job.text) == wanted]
        for batch in _batches(chosen, jobs):
            for index, units in zip(
                batch, _units([jobs[index].text for index in batch], locale), strict=True
            ):
                lines[index] = _fill(units, jobs[index], chinese)
    return lines


def _batches(chosen: Iterable[int], jobs: Sequence[Job]) -> Iterator[list[int]]:
    """Group paragraphs so that a group's text stays near `_BATCH` characters."""
    batch: list[int] = []
    size = 0
    for index in chosen:
        batch.append(index)
        size += len(jobs[index].text)
        if size > _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _units(texts: list[str], locale: str) -> Iterator[list[str]]:
    """Cut each text at every place where a line may end; a unit may be empty."""
    whole = "\n".join(texts) + "\n"
    pieces = list(LineBreaker(whole, locale))
    ends = list(accumulate(map(len, pieces)))
    _join_at((_glue_place(match) for match in _GLUE.finditer(whole)), pieces, ends)
    start = place = 0
    for text in texts:
        place += len(text) + 1
        end = bisect_left(ends, place)
        pieces[end] = pieces[end][:-1]
        yield pieces[start : end + 1]
        start = end + 1


def _glue_place(match: re.Match[str]) -> int:
    return match.start() if match.lastgroup else match.end()


def _join_at(places: Iterable[int], pieces: list[str], ends: list[int]) -> None:
    """Move pieces that end at these places into the piece after them; an empty string is left where each was."""
    first = last = -2
    for place in places:
        index = bisect_left(ends, place)
        if index == len(ends) - 1 or ends[index] != place or pieces[index].endswith("\n") or index == last:
            continue
        if index != last + 1:
            _join_run(pieces, first, last)
            first = index
        last = index
    _join_run(pieces, first, last)


def _join_run(pieces: list[str], first: int, last: int) -> None:
    if first >= 0:
        pieces[last + 1] = "".join(pieces[first : last + 2])
        pieces[first : last + 1] = [""] * (last + 1 - first)


def _fill(units: list[str], job: Job, chinese: bool) -> list[str]:
    limit = min(job.first, job.rest)
    units = _whole(list(filter(None, units)), job.text, limit)
    widths = unit_widths(units, job.text, chinese)
    if max(widths, default=0) > limit:
        units = [
            piece
            for unit, columns in zip(units, widths, strict=True)
            for piece in _split(unit, columns, limit, chinese)
        ]
        widths = unit_widths(units, job.text, chinese)
    ends = list(accumulate(widths))
    lines: list[str] = []
    start = base = 0
    limit = job.first
    while start < len(units):
        end = max(start + 1, bisect_right(ends, base + limit, start))
        if end < len(units) and _hangs(units[end], ends[end] - base - limit):
            end += 1
        lines.append("".join(units[start:end]).rstrip(_BLANKS))
        start, base, limit = end, ends[end - 1], job.rest
    return lines


def _hangs(unit: str, excess: int) -> bool:
    """Whether what a unit has too much are the blanks at its end."""
    blanks = unit[len(unit.rstrip(_BLANKS)) :]
    return excess <= len(blanks) + blanks.count("\u3000")


def _whole(units: list[str], text: str, limit: int) -> list[str]:
    """Join the units of each address and of each label that fit on a line, and a label to the unit it stands at."""
    inside: list[int] = []
    if "://" in text or "www." in text:
        for match in re.finditer(_ADDRESS, text):
            start, end = match.span()
            inside += range(start + 1, end) if end - start <= limit else ()
    if "【" in text or "[" in text:
        for match in re.finditer(_LABEL, text):
            start = match.start() + (match["closing"] is None)
            end = match.end() + (match["opening"] is not None)
            inside += range(start, end) if 2 * len(match[0]) <= limit else ()
    if not inside:
        return units
    _join_at(sorted(set(inside)), units, list(accumulate(map(len, units))))
    return list(filter(None, units))


def _split(unit: str, columns: int, limit: int, chinese: bool) -> list[str]:
    """Break what is wider than a line: by UAX 14 where that helps, else between any two characters that may part."""
    if columns <= limit or _hangs(unit, columns - limit):
        return [unit]
    pieces = _parted(list(LineBreaker(unit, "zh-CN")))
    if len(pieces) == 1:
        return _parted(list(CharacterBreaker(unit, "zh-CN")))
    widths = unit_widths(pieces, unit, chinese)
    return [
        part
        for piece, wide in zip(pieces, widths, strict=True)
        for part in _split(piece, wide, limit, chinese)
    ]


def _parted(pieces: list[str]) -> list[str]:
    """Join pieces again where kinsoku forbids a line to end."""
    parts: list[str] = []
    run = pieces[:1]
    opened = False
    for before, after in pairwise(pieces):
        if bare := before.rstrip(_BLANKS):
            opened = bare[-1] in OPENING
        if opened or after[0] in _NEVER_START or (after[0] == before[-1] and after[0] in "—…"):
            run.append(after)
        else:
            parts.append("".join(run))
            run = [after]
    parts.append("".join(run))
    return parts
