"""A PDF and words in it in, what a grey copy of it shows of their mark out: measured from pixels, knowing nothing of writers.

A line of text is cut out as a copier without colours sees it. Under its words, from the white below up to the baseline, and over
them, dark runs of pixels are measured column by column: how many lines there are, how thick, how often broken, how far they swing.
"""

from collections import Counter
from itertools import groupby
from statistics import median
from typing import Any, NamedTuple

import pymupdf
import pypdfium2

from convert.css.appearance import lightness
from convert.model import Color

STEP = 15.0
"""What is nearer than this, in L*, looks alike."""
_SCALE = 6.0  # pixels for a point: 432 dpi
_BELOW, _ABOVE = (
    (-0.8, -0.14),
    (1.0, 1.62),
)  # em from the baseline, between the ink of Chinese and the next line's
_TO_BE_INK = 12.0
_THICK, _SWINGING, _WHOLE, _ROUND = 0.12, 0.07, 0.97, 1.5


class Place(NamedTuple):
    """Words on one line: page, left, right and baseline in points from the upper left, size of the type."""

    page: int
    left: float
    right: float
    baseline: float
    size: float


class Seen(NamedTuple):
    """What a grey copy shows of some words: the lines under and around them, in words, and L* of ink and paper."""

    under: str
    over: str
    ink: float
    paper: float

    def differs(self, other: "Seen") -> bool:
        """Whether anybody could tell the two apart; over the words, there may be lines of those above them."""
        return (
            self.under != other.under
            or abs(self.ink - other.ink) >= STEP
            or abs(self.paper - other.paper) >= STEP
        )


def places(data: bytes) -> list[tuple[str, Place]]:
    """The characters of a PDF in their order, blanks left out."""
    found = []
    for number, page in enumerate(pymupdf.open(stream=data, filetype="pdf")):
        for block in page.get_text("rawdict")["blocks"]:
            for line in block.get("lines", ()):
                for span in line["spans"]:
                    for char in span["chars"]:
                        (left, _, right, _), (_, baseline) = char["bbox"], char["origin"]
                        if char["c"].strip():
                            found.append((char["c"], Place(number, left, right, baseline, span["size"])))
    return found


def find(characters: list[tuple[str, Place]], words: str) -> Place:
    """The place of words, as far as they stand on one line: the longest part of them."""
    text = "".join(character for character, _ in characters)
    start = text.index(words)
    parts = [
        list(part) for _, part in groupby((p for _, p in characters[start : start + len(words)]), key=_line)
    ]
    longest = max(parts, key=len)
    return longest[0]._replace(right=longest[-1].right)


def _line(place: Place) -> tuple[int, float]:
    return place.page, round(place.baseline, 1)


def look(data: bytes, place: Place) -> Seen:
    """Look at words as they are on a grey copy."""
    pixels = _Grey(data, place)
    words = [value for row in pixels.rows(-0.1, 0.85) for value in row]
    counts = Counter(words)
    paper = counts.most_common(1)[0][0]
    inks = sorted(words, key=lambda value: -abs(value - paper))[: max(1, len(words) // 100)]
    # A dark shade is one with its frame; of a light one, the frame is darker.
    threshold = (100 + paper) / 2 if paper < 60 else paper - _TO_BE_INK
    under = _line_style(pixels.rows(*_BELOW), threshold, place.size)
    over = _line_style(pixels.rows(*_ABOVE)[::-1], threshold, place.size)
    return Seen(under, over, median(inks), paper)


class _Grey:
    """The pixels of a line of text as L*; rows go upwards."""

    def __init__(self, data: bytes, place: Place) -> None:
        document = pypdfium2.PdfDocument(data)
        page = document[place.page]
        width, height = page.get_size()
        self._em = place.size * _SCALE
        bottom = height - place.baseline + _BELOW[0] * place.size
        top = height - place.baseline + _ABOVE[1] * place.size
        inset = 0.15 * place.size
        crop = (place.left + inset, bottom, width - place.right + inset, height - top)
        image = page.render(scale=_SCALE, crop=crop, grayscale=True).to_pil().convert("L")
        raw, row = image.tobytes(), image.width
        self._rows = [[_L[value] for value in raw[start : start + row]] for start in range(0, len(raw), row)][
            ::-1
        ]
        document.close()

    def rows(self, low: float, high: float) -> list[list[float]]:
        """The rows between two heights, in em from the baseline, the lowest first."""
        first, last = (max(0, round((height - _BELOW[0]) * self._em)) for height in (low, high))
        return self._rows[first:last]


_L = [lightness(Color(value, value, value)) for value in range(256)]


def _line_style(rows: list[list[float]], threshold: float, size: float) -> str:
    """Name the lines in some rows, the outermost row first: what they measure decides, not what they should be."""
    em = size * _SCALE
    columns = [_dark_runs(column, threshold) for column in zip(*rows, strict=True)]
    inked = [runs for runs in columns if runs]
    if len(inked) < 0.1 * len(columns):
        return "none"
    # Where a shade lies over the first line, that is another.
    lines = median(len(runs) for runs in inked)
    thickness = max(length for runs in inked for _, length in runs[:1])
    usual = median(runs[0][1] for runs in inked)
    middles = [runs[0][0] + runs[0][1] / 2 for runs in inked]
    if len(inked) > _WHOLE * len(columns):
        if (max(middles) - min(middles)) / em > _SWINGING and usual < 0.5 * em:
            return "wavy"
        weight = "thick " if usual / em > _THICK else ""
        return f"{weight}double" if lines >= 2 else f"{weight}solid"
    broken = [len(list(run)) for is_ink, run in groupby(map(bool, columns)) if is_ink]
    kind = "dotted" if median(broken) < _ROUND * thickness else "dashed"
    return f"thick {kind}" if thickness / em > _THICK else kind


def _dark_runs(column: Any, threshold: float) -> list[tuple[int, int]]:
    """Where dark runs of a column begin, and how long they are; specks are none."""
    runs, start = [], 0
    for is_ink, run in groupby(value < threshold for value in column):
        length = len(list(run))
        if is_ink and length > 1:
            runs.append((start, length))
        start += length
    return runs
