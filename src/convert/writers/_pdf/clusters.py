"""A shaped text in, what each of its glyphs stands for out, so that it is copied right.

WeasyPrint names the glyphs of a cluster by the cluster, and the first of them by nothing (its log clusters are equal). Faces
of Arabic and of India make letters of parts that other letters have too: no name of a part gives the letter back, and
each letter says itself (`ActualText`, ISO 32000-1, 14.9.4). Whole words must not: some readers turn them round.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from itertools import accumulate, groupby
from typing import Any, NamedTuple
from unicodedata import combining, normalize

from weasyprint.matrix import Matrix
from weasyprint.text.ffi import FROM_UNITS, pango

from convert.writers._pdf import contours, missing
from convert.writers._pdf.measure import runs

_GLYPHS = 0x10000  # a font has fewer: what is above says that a glyph is empty or unknown (Pango, PangoGlyph)
_JOINED = re.compile("[\u0590-\u1cff\ua8e0-\ua8ff\uaa00-\uabff\ufb1d-\ufdff\ufe70-\ufefc]")


class _Cluster(NamedTuple):
    """Some letters, and their glyphs from left to right, each with its width and where it is moved to, in Pango's units."""

    font: Any
    pango_font: Any
    glyphs: tuple[tuple[int, int, int, int], ...]
    letters: str
    right_to_left: bool


def name(stream: Any, layout: Any) -> bool:
    """Give glyphs their own characters, before WeasyPrint names them; say whether they give the text back."""
    text = layout.text
    joined = _JOINED.search(text) is not None
    if not joined and (text.isascii() or (normalize("NFD", text) == text and not any(map(combining, text)))):
        return True
    # Each is named, also behind the first that has no names of its own.
    found = [_named(cluster, joined) for cluster in _clusters(stream, layout)]
    return all(found) or not joined


def _named(cluster: _Cluster, joined: bool) -> bool:
    """Name the glyphs of a cluster; say whether they have names of their own, which nothing else has given them."""
    glyphs = [glyph for glyph, _, _, _ in cluster.glyphs]
    letters = normalize("NFD", cluster.letters)
    if len(glyphs) == 1:
        letters = cluster.letters
        named = {glyphs[0]: letters} if joined else {}
    elif len(glyphs) == len(letters) and not (joined and letters != cluster.letters):
        named = dict(zip(glyphs, reversed(letters) if cluster.right_to_left else letters, strict=True))
    else:
        return False
    known = cluster.font.to_unicode
    for glyph, text in named.items():
        if glyph < _GLYPHS:
            known.setdefault(glyph, text)
    return all(known.get(glyph, text) == text for glyph, text in named.items())


def draw(
    stream: Any, layout: Any, matrix: Any, width: Callable[[Any, Any, int], int]
) -> list[list[Any]] | None:
    """Draw a line letter by letter, each saying itself where its glyph does not; None where that cannot be.

    The dots of a letter are drawn after the text, and given back: as text, they would be read as lines of their own.
    `width` gives a glyph's own in thousandths of an em.
    """
    clusters = list(_clusters(stream, layout))
    if not contours.known() or any(
        glyph > pango.PANGO_GLYPH_EMPTY for cluster in clusters for glyph, _, _, _ in cluster.glyphs
    ):
        return None
    size, used, dots = layout.style["font_size"], None, contours.Contours()
    turn = Matrix(*matrix.values[:4])
    for cluster, x in _in_order(clusters):
        font = cluster.font
        if font is not used:
            stream.set_font_size(font.hash, size)
            used = font
        bases, parts = _placed(cluster, x)
        own = len(bases) == 1 and font.to_unicode.setdefault(bases[0][0], cluster.letters) == cluster.letters
        with nullcontext() if own or not bases else missing.spoken(stream, cluster.letters):
            for glyph, right, up in bases:
                font.to_unicode.setdefault(glyph, cluster.letters)
                if glyph not in font.widths:
                    font.widths[glyph] = width(stream, cluster.pango_font, glyph)
                stream.set_text_matrix(*(Matrix(e=right, f=up) @ matrix).values)
                stream.show_text(f"<{glyph:04x}>")
        for glyph, right, up in parts:
            dots.add(cluster.pango_font, glyph, Matrix(e=right, f=up) @ turn)
    return dots.drawn()


def _in_order(clusters: list[_Cluster]) -> Iterator[tuple[_Cluster, int]]:
    """Give clusters as they are read, each with where it begins."""
    widths = [sum(advance for _, advance, _, _ in cluster.glyphs) for cluster in clusters]
    placed = zip(clusters, accumulate(widths, initial=0), strict=False)
    for right_to_left, run in groupby(placed, key=lambda pair: pair[0].right_to_left):
        yield from list(run)[:: -1 if right_to_left else 1]


_Place = tuple[int, float, float]


def _placed(cluster: _Cluster, x: int) -> tuple[list[_Place], list[_Place]]:
    """Give the letters of a cluster that begins at `x` with their places, in CSS pixels to the right and up, and what stands on and under them."""
    bases: list[_Place] = []
    parts: list[_Place] = []
    for glyph, advance, right, down in cluster.glyphs:
        if glyph < _GLYPHS:
            place = (glyph, (x + right) * FROM_UNITS, -down * FROM_UNITS)
            (bases if advance else parts).append(place)
        x += advance
    return (bases, parts) if bases else (parts, [])


def _clusters(stream: Any, layout: Any) -> Iterator[_Cluster]:
    """Give the clusters of a line from left to right."""
    encoded = layout.text.encode()
    line, _ = layout.get_first_line()
    for item, words, starts in runs(line):
        pango_font = item.analysis.font
        font, _ = stream.add_font(pango_font)
        size = len(words) // len(starts) if starts else 0
        glyphs = [
            (words[at], words[at + 1], words[at + 2], words[at + 3])
            for at in range(0, len(starts) * size, size or 1)
        ]
        ends = sorted({*starts, item.length})
        for start, group in groupby(zip(starts, glyphs, strict=True), key=lambda pair: pair[0]):
            end = ends[ends.index(start) + 1]
            letters = encoded[item.offset + start : item.offset + end].decode()
            cluster = tuple(glyph for _, glyph in group)
            yield _Cluster(font, pango_font, cluster, letters, bool(item.analysis.level % 2))
