"""Faces that are as wide as Word's in, fonts without outlines out: src/convert/writers/_pdf/advances/, for the pages of a Word file.

    python docs/advances.py FOLDER    a folder with Liberation Serif and Sans, which are as wide as Times New Roman and Arial

Only the widths of letters are taken, and of the marks that stand between them. Consolas has one width: 0.55 em.
"""

import sys
from pathlib import Path

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

_OUT = Path(__file__).resolve().parents[1] / "src" / "convert" / "writers" / "_pdf" / "advances"
_SOURCES = {
    "serif-regular": ("LiberationSerif-Regular.ttf", "Word Serif", "Regular"),
    "serif-bold": ("LiberationSerif-Bold.ttf", "Word Serif", "Bold"),
    "serif-italic": ("LiberationSerif-Italic.ttf", "Word Serif", "Italic"),
    "serif-bolditalic": ("LiberationSerif-BoldItalic.ttf", "Word Serif", "Bold Italic"),
    "sans-regular": ("LiberationSans-Regular.ttf", "Word Sans", "Regular"),
    "sans-bold": ("LiberationSans-Bold.ttf", "Word Sans", "Bold"),
    "mono-regular": ("LiberationMono-Regular.ttf", "Word Mono", "Regular"),
}
_CONSOLAS = 550
_UNITS = 1000
# Latin, Greek and Cyrillic, and the marks of their texts.
_LETTERS = (range(0x20, 0x7F), range(0xA0, 0x530), range(0x1E00, 0x2000), range(0x2010, 0x2060), (0x20AC,))
# As our 宋 has them, so that lines are as high.
_ABOVE, _BELOW = 1151, 286
# So that Pango puts them on one line with it.
_BASELINES = """
table BASE {
    HorizAxis.BaseTagList icfb icft ideo romn;
    HorizAxis.BaseScriptList
        DFLT ideo -78 838 -120 0, cyrl romn -78 838 -120 0, grek romn -78 838 -120 0, hani ideo -78 838 -120 0, latn romn -78 838 -120 0;
} BASE;
"""
_BOLD, _ITALIC = 0x20, 0x01


def main(folder: Path) -> None:
    """Write a font for each face."""
    _OUT.mkdir(exist_ok=True)
    for name, (source, family, style) in _SOURCES.items():
        widths = _widths(TTFont(folder / source, lazy=True))
        if "mono" in name:
            widths = dict.fromkeys(widths, _CONSOLAS)
        path = _OUT / f"{name}.otf"
        _font(widths, family, style).save(path)
        print(f"{path.name}  {len(widths)} letters, {path.stat().st_size / 1000:.1f} kB")


def _widths(font: TTFont) -> dict[int, int]:
    """Give the width of each letter in thousandths of an em."""
    names, metrics, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    return {
        letter: round(metrics[names[letter]][0] * _UNITS / em)
        for letters in _LETTERS
        for letter in letters
        if letter in names
    }


def _font(widths: dict[int, int], family: str, style: str) -> FontBuilder:
    """Build a font of empty glyphs, one for each width."""
    glyphs = {width: f"w{width}" for width in sorted(set(widths.values()))}
    full_name = f"{family}-{style}".replace(" ", "")
    builder = FontBuilder(_UNITS, isTTF=False)
    builder.setupGlyphOrder([".notdef", *glyphs.values()])
    builder.setupCharacterMap({letter: glyphs[width] for letter, width in widths.items()})
    outlines = {name: T2CharStringPen(width, None).getCharString() for width, name in glyphs.items()}
    outlines[".notdef"] = T2CharStringPen(500, None).getCharString()
    builder.setupCFF(full_name, {}, outlines, {})
    builder.setupHorizontalMetrics(
        {".notdef": (500, 0), **{name: (width, 0) for width, name in glyphs.items()}}
    )
    builder.setupHorizontalHeader(ascent=_ABOVE, descent=-_BELOW)
    builder.setupNameTable({"familyName": family, "styleName": style, "psName": full_name})
    bold, italic = "Bold" in style, "Italic" in style
    builder.setupOS2(
        usWeightClass=700 if bold else 400,
        fsSelection=_BOLD * bold | _ITALIC * italic or 0x40,
        sTypoAscender=_ABOVE,
        sTypoDescender=-_BELOW,
        usWinAscent=_ABOVE,
        usWinDescent=_BELOW,
    )
    builder.setupPost(keepGlyphNames=False)
    addOpenTypeFeaturesFromString(builder.font, _BASELINES)
    builder.updateHead(macStyle=1 * bold | 2 * italic, created=0, modified=0)
    builder.font.recalcTimestamp = False
    return builder


if __name__ == "__main__":
    main(Path(sys.argv[1]))
