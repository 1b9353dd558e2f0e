"""Samples in, small pictures out, as the PDF has them: docs/themes/NAME.png, two pages of each theme; docs/print.png, its modes."""

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

from convert import pipeline, themes
from convert.notices import Report

_ROOT = Path(__file__).resolve().parents[1]
_THEMES = _ROOT / "docs" / "themes"
_PRINT = _ROOT / "docs" / "print.png"
_ARTICLE, _TOUR = "deepseek-open-source.md", "annotation-tour.md"
# The sample that shows a theme best.
_SAMPLES = {"exam": _TOUR, "screen": _TOUR, "large-print": _TOUR}
_PAGES = 2
_WIDTH = 400  # pixels of a page
_GAP = 12
_COLORS = (64, 48, 32, 24, 16)
_MOST_BYTES = 60_000
_DESK, _EDGE = (255, 255, 255), (190, 190, 190)
# Eight inks and two papers, a line each.
_MARKS = """\
red       红色是论点
green     绿色是亮点
orange    橙色是反驳
blue      蓝色是事实
purple    紫色是修辞
teal      青色是数据
deeppink  玫红是疑问
brown     棕色是出处
yellow    黄底是金句
lightblue 蓝底是例子
"""
_PAPERS = ("yellow", "lightblue")
_CARD = {"theme": "plain", "paper": "6cmx8.6cm", "margin": "6mm", "legend": "off"}
_CARD_WIDTH = 260


def main() -> None:
    """Make the pictures named (themes, `print`), or all."""
    _THEMES.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or (*themes.names(), "print"):
        path = _PRINT if name == "print" else _THEMES / f"{name}.png"
        size = _save(_side_by_side(_cards() if name == "print" else _pages(name)), path)
        print(f"{path.relative_to(_ROOT)}  {size / 1000:.0f} kB")


def _cards() -> list[Image.Image]:
    """The marks as they are, `safe`, and `mono`."""
    lines = [line.split() for line in _MARKS.splitlines()]
    styled = [
        f'<span style="{"background" if color in _PAPERS else "color"}: {color}">{words}</span>'
        for color, words in lines
    ]
    data = "\n\n".join(styled).encode()
    cards = []
    for mode in ("color", "safe", "mono"):
        report = Report()
        article = pipeline.prepare(data, "marks.md", {**_CARD, "print": mode}, report)
        cards += _drawn(pipeline.render(article, "pdf", report)[0].data, 1, _CARD_WIDTH)
    return cards


def _pages(theme: str) -> list[Image.Image]:
    report = Report()
    sample = _ROOT / "samples" / _SAMPLES.get(theme, _ARTICLE)
    with sample.open("rb") as stream:
        data, name, fetch = pipeline.opened(str(sample), stream, report)
    article = pipeline.prepare(data, name, {"theme": theme}, report, fetch)
    return _drawn(pipeline.render(article, "pdf", report)[0].data, _PAGES, _WIDTH)


def _drawn(data: bytes, most: int, width: int) -> list[Image.Image]:
    """Draw the first pages of a PDF so many pixels wide."""
    pdf = pypdfium2.PdfDocument(data)
    pages = [pdf[number] for number in range(min(most, len(pdf)))]
    return [page.render(scale=width / page.get_width()).to_pil().convert("RGB") for page in pages]


def _side_by_side(pages: list[Image.Image]) -> Image.Image:
    """Lay pages on a desk, each with an edge of one pixel."""
    framed = []
    for page in pages:
        frame = Image.new("RGB", (page.width + 2, page.height + 2), _EDGE)
        frame.paste(page, (1, 1))
        framed.append(frame)
    width = sum(page.width for page in framed) + _GAP * (len(framed) - 1)
    desk = Image.new("RGB", (width, max(page.height for page in framed)), _DESK)
    left = 0
    for page in framed:
        desk.paste(page, (left, 0))
        left += page.width + _GAP
    return desk


def _save(picture: Image.Image, path: Path) -> int:
    """Save with as many colours as the size allows, the rare ones of the marks among them; the bytes."""
    for colors in _COLORS:
        picture.quantize(colors, Image.Quantize.MAXCOVERAGE, 3, dither=Image.Dither.NONE).save(
            path, optimize=True
        )
        if path.stat().st_size <= _MOST_BYTES:
            break
    return path.stat().st_size


if __name__ == "__main__":
    main()
