"""The faces that stand for Word's where its pages are counted: as wide as those, and never in a PDF."""

import pymupdf
import pytest
from fontTools.ttLib import TTFont

from convert import themes, transforms
from convert.notices import Report
from convert.reader import read
from convert.writers import Options, of_pdf, pdf

pytest.importorskip("weasyprint", reason="WeasyPrint needs Pango")

from convert.writers._pdf import word

# Thousandths of an em, as published for Times, Helvetica and their kin; Consolas has one width.
WIDTHS = {
    "serif-regular": {"a": 444, "m": 778, "W": 944, "1": 500},
    "serif-bold": {"a": 500, "m": 833, "W": 1000, "1": 500},
    "serif-italic": {"a": 500, "m": 722, "W": 833, "1": 500},
    "sans-regular": {"a": 556, "m": 833, "W": 944, "1": 556},
    "sans-bold": {"a": 556, "m": 889, "W": 944, "1": 556},
    "mono-regular": {"a": 550, "m": 550, "W": 550, "1": 550},
}


@pytest.mark.parametrize("name", WIDTHS)
def test_letters_are_as_wide_as_words(name: str) -> None:
    (path,) = (path for path in word.substitutes(False).paths if path.stem == name)
    font = TTFont(path)
    letters = font.getBestCmap()
    assert {letter: font["hmtx"][letters[ord(letter)]][0] for letter in WIDTHS[name]} == WIDTHS[name]


def test_chinese_articles_are_laid_out_once_and_english_ones_for_word_apart() -> None:
    chinese, english = read("# 题目\n\n正文很长。\n"), read("# Title\n\nA long text.\n")
    assert [word.differs(document) for document in (chinese, english)] == [False, True]


def test_an_article_whose_lines_are_shorter_in_word_ends_on_an_earlier_page_there() -> None:
    source = (
        "# Title\n\n[TOC]\n\n"
        + "Immunisation programmes in communities. " * 165
        + "\n\n## The end\n\nWords.\n"
    )
    document = transforms.apply(read(source), transforms.Options())[0]
    theme = themes.load("handout", language="en")
    options = Options(theme)
    options.pages = of_pdf(options)
    data = pdf.write(document, options, Report())
    in_pdf = next(
        number
        for number, page in enumerate(pymupdf.open(stream=data), 1)
        if number > 1 and "The end" in page.get_text()
    )
    (in_word,) = options.pages(document, theme).values()
    assert in_word <= in_pdf
    fonts = {font[3] for page in pymupdf.open(stream=data) for font in page.get_fonts()}
    assert not any("Word" in font for font in fonts)
