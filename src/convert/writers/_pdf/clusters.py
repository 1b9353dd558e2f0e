"""A shaped text in, what each glyph of a letter with its accents stands for out, so that both are copied right.

WeasyPrint names the glyphs of a cluster by the cluster, and the first of them by nothing (its log clusters are equal).
"""

from itertools import groupby
from typing import Any
from unicodedata import combining, normalize

from convert.writers._pdf.measure import runs

_GLYPHS = 0x10000  # a font has fewer: what is above says that a glyph is empty or unknown (Pango, PangoGlyph)


def name(stream: Any, layout: Any) -> None:
    """Give the glyphs of each cluster their own characters, before WeasyPrint names them."""
    text = layout.text
    if text.isascii() or (normalize("NFD", text) == text and not any(map(combining, text))):
        return
    encoded = text.encode()
    line, _ = layout.get_first_line()
    for item, words, starts in runs(line):
        font, _ = stream.add_font(item.analysis.font)
        size = len(words) // len(starts) if starts else 0
        glyphs = [words[index * size] for index in range(len(starts))]
        ends = sorted({*starts, item.length})
        for start, group in groupby(zip(starts, glyphs, strict=True), key=lambda pair: pair[0]):
            cluster = [glyph for _, glyph in group]
            end = ends[ends.index(start) + 1]
            letters = normalize("NFD", encoded[item.offset + start : item.offset + end].decode())
            if len(cluster) > 1 and len(letters) == len(cluster):
                order = reversed(letters) if item.analysis.level % 2 else letters
                for glyph, letter in zip(cluster, order, strict=True):
                    if glyph >= _GLYPHS:
                        continue
                    font.to_unicode.setdefault(glyph, letter)
