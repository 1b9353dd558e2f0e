"""Themes: found, read, overridden, and refused with file and line."""

from pathlib import Path

import pytest

from convert import themes
from convert.errors import SettingsError
from convert.model import Color
from convert.themes import PageSetup, load, word_fonts

THEME = """@page { size: A4; margin: 25mm 20mm }
body { font: 10.5pt/1.7 "Noto Serif SC", "Times New Roman", "宋体", serif }
h1 { color: red; font-size: 2em }
p { text-indent: 2em }
p:lang(en) { text-indent: 0 }
"""


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    path = tmp_path / "mine.css"
    path.write_text(THEME, encoding="utf-8")
    return path


AS_IT_IS = PageSetup()


def refused(name: object, setup: PageSetup = AS_IT_IS) -> str:
    with pytest.raises(SettingsError) as caught:
        load(str(name), setup)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", themes.names())
def test_every_theme_of_the_program_is_sound(name: str) -> None:
    theme = load(name)
    assert theme.name == f"{name}.css"
    assert theme.style("body").font_size_pt >= 8
    assert theme.style("h1").font_size_pt > theme.style("p").font_size_pt
    assert theme.page.boxes
    assert all(line > 0 for line, _ in theme.unsupported())


def test_a_path_to_a_css_file_is_a_theme(theme: Path) -> None:
    found = load(str(theme))
    assert found.style("h1").color == Color(255, 0, 0)
    assert found.style("").font_size_pt == found.style("body").font_size_pt == 10.5
    assert found.page.margin_mm.left == pytest.approx(20)


def test_a_byte_order_mark_is_no_mistake(theme: Path) -> None:
    theme.write_text("@page { margin: 1cm }", encoding="utf-8-sig")
    assert load(str(theme)).page.margin_mm.top == 10


def test_styles_follow_the_language_of_the_document(theme: Path) -> None:
    assert load(str(theme), language="zh-CN").style("p").text_indent_em == 2
    assert load(str(theme), language="en-GB").style("p").text_indent_pt == 0


def test_an_empty_theme_still_has_a_page(theme: Path) -> None:
    theme.write_text("", encoding="utf-8")
    found = load(str(theme))
    assert (found.page.width_mm, found.page.height_mm, found.page.margin_mm.left) == (210, 297, 20)
    assert found.style("body").margin.left == 0


def test_the_users_page_set_up_is_the_last_word_in_the_sheet_and_in_the_styles(theme: Path) -> None:
    setup = PageSetup(paper="182x257mm", margin="1in 2cm", font_size_pt=12, line_spacing=2)
    found = load(str(theme), setup)
    assert (found.page.width_mm, found.page.height_mm) == (182, 257)
    assert (found.page.margin_mm.top, found.page.margin_mm.left) == (25.4, 20)
    assert (found.style("p").font_size_pt, found.style("p").line_height_pt) == (12, 24)
    assert found.style("h1").font_size_pt == 24
    tail = found.css.split(THEME)[1]
    assert "size: 182mm 257mm" in tail
    assert "margin: 25.4mm 20mm 25.4mm 20mm" in tail
    assert "font-size: 12pt; line-height: 2" in tail


@pytest.mark.parametrize(
    ("paper", "size"),
    [
        ("a5", (148, 210)),
        ("A4 landscape", (297, 210)),
        ("Letter", (215.9, 279.4)),
        ("210x297mm", (210, 297)),
        ("21 cm × 29.7 cm", (210, 297)),
        ("8.5in x 11in", (215.9, 279.4)),
        ("148mm 210mm", (148, 210)),
    ],
)
def test_paper_is_written_as_people_write_it(paper: str, size: tuple[float, float]) -> None:
    page = load("handout", PageSetup(paper=paper, margin="1cm")).page
    assert (page.width_mm, page.height_mm) == pytest.approx(size)


@pytest.mark.parametrize(
    ("setup", "words"),
    [
        (PageSetup(paper="A9"), "`A9`"),
        (PageSetup(paper="210x297"), "`210x297`"),
        (PageSetup(paper="1x1mm"), "50"),
        (PageSetup(paper="9x9in; } p { color: red"), "there are A3"),
        (PageSetup(margin="25"), "with units"),
        (PageSetup(margin="-1cm"), "with units"),
        (PageSetup(margin="1cm 1cm 1cm 1cm 1cm"), "with units"),
        (PageSetup(margin="1cm } p { color: red"), "with units"),
        (PageSetup(margin="10cm"), "smaller margins"),
        (PageSetup(font_size_pt=0), "from 4 to 96 pt"),
        (PageSetup(font_size_pt=float("nan")), "from 4 to 96 pt"),
        (PageSetup(line_spacing=50), "from 0.5 to 5"),
    ],
)
def test_a_page_set_up_out_of_range_is_refused_with_what_is_allowed(setup: PageSetup, words: str) -> None:
    assert words in refused("handout", setup)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("p { color: gren }", "mine.css:1: `color: gren` is not valid; `green`?"),
        ("\n\np { color: red", "mine.css:3: `{` is never closed"),
        ("p { color red; }\n]{}", "mine.css:1: `color red` is not `property: value` (and 1 more)"),
        ("@page {\n size: A99 }", "mine.css:2: `size: A99` is not a paper"),
        ("h1 {\n colour: red }", "mine.css:2: no property `colour`; `color`?"),
    ],
)
def test_a_broken_theme_is_refused_with_file_and_line(theme: Path, text: str, where: str) -> None:
    theme.write_text(text, encoding="utf-8")
    assert where in refused(theme)


def test_a_theme_that_cannot_be_read_is_refused(theme: Path, tmp_path: Path) -> None:
    theme.write_bytes(b"p { color: \xff }")
    assert "UTF-8" in refused(theme)
    assert "cannot read" in refused(tmp_path / "none.css")
    assert "cannot read" in refused(tmp_path)


def test_an_unknown_theme_is_refused_with_those_there_are() -> None:
    message = refused("handot")
    assert "`handout`?" in message
    for name in themes.names():
        assert name in message


def test_what_word_cannot_show_is_told_with_its_line(theme: Path) -> None:
    css = (
        THEME
        + "h1 + p { text-indent: 0 }\nli::marker { color: red }\np { border-radius: 2pt }\ndiv { margin: attr(data-margin) }"
    )
    theme.write_text(css, encoding="utf-8")
    told = load(str(theme)).unsupported()
    assert [line for line, _ in told] == [6, 7, 8, 9]
    assert [
        words
        for _, what in told
        for words in ("h1 + p", "li::marker", "border-radius", "attr(")
        if words in what
    ] == [
        *("h1 + p", "li::marker", "border-radius", "attr("),
    ]
    assert load(str(theme)).style("p").text_indent_em == 2


@pytest.mark.parametrize(
    ("families", "language", "expected"),
    [
        (("Noto Serif SC", "Times New Roman", "宋体", "serif"), "zh-CN", ("Times New Roman", "宋体")),
        (("Noto Sans SC", "Arial", "黑体", "SimHei", "sans-serif"), "zh-CN", ("Arial", "黑体")),
        (("楷体",), "zh-CN", ("Times New Roman", "楷体")),
        (("serif",), "zh-CN", ("Times New Roman", "宋体")),
        (("sans-serif",), "zh-TW", ("Arial", "微軟正黑體")),
        (("monospace",), "en", ("Consolas", "宋体")),
        (("serif",), "ja", ("Times New Roman", "游明朝")),
        (("sans-serif",), "ko-KR", ("Arial", "맑은 고딕")),
        (("方正小标宋简体", "My Face", "serif"), "zh-CN", ("My Face", "方正小标宋简体")),
        (("My Face", "Georgia"), "zh-CN", ("Georgia", "宋体")),
        ((), "zh-CN", ("Times New Roman", "宋体")),
    ],
)
def test_word_gets_the_faces_people_have(
    families: tuple[str, ...], language: str, expected: tuple[str, str]
) -> None:
    assert tuple(word_fonts(families, language)) == expected
