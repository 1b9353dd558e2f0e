"""How plain text shows marks, where it is asked to."""

import re

import pytest

from convert.model import (
    Code,
    CodeBlock,
    CodeSpan,
    Color,
    LineBreak,
    Link,
    Math,
    MathBlock,
    Ruby,
    Style,
    Table,
    Text,
)
from txt.build import cell, h, p, row, text_of

RED = Style(color=Color(255, 0, 0), mark="red")
BOLD_RED = Style(color=Color(255, 0, 0), mark="red", bold=True)
GREEN = Style(color=Color(0, 128, 0), mark="green")
HIGHLIGHT = Style(mark="highlight")


def shown(text: str) -> str:
    """An expected text, written between two margins."""
    return text.strip("\n")


def marked(*inlines, mode="label", language="zh-CN", width=0) -> str:
    """A paragraph without the legend over it and the indent before it."""
    legend, _, text = text_of(p(*inlines), text_marks=mode, language=language, width=width).partition("\n\n")
    assert legend.startswith(("标记：", "標記：", "マーク：", "표시: ", "Marks: "))
    return text.lstrip("\u3000")


def test_a_label_names_the_mark_before_and_after_it():
    assert marked("前", Text("要点", RED), "后") == "前【红】要点【/红】后"


def test_a_mark_over_several_styles_is_one():
    assert marked(Text("要", RED), Text("点", BOLD_RED), Code("x", RED)) == "【红】要点x【/红】"


def test_a_mark_goes_on_over_links_readings_notes_and_line_breaks():
    address = "https://example.com/"
    line = (
        Text("见", RED),
        Link(address, (Text("官网", RED),)),
        LineBreak(),
        Ruby((Text("漢", RED),), (Text("かん", RED),)),
    )
    assert marked(*line, "。") == f"【红】见官网（{address}）\n漢(かん)【/红】。"


def test_what_follows_a_mark_without_it_stands_outside():
    assert (
        marked(Link("https://example.com/", (Text("官网", RED),)), "。")
        == "【红】官网【/红】（https://example.com/）。"
    )


def test_marks_inside_marks_take_turns():
    assert (
        marked(Text("甲", RED), Text("乙", GREEN), Text("丙", RED))
        == "【红】甲【/红】【绿】乙【/绿】【红】丙【/红】"
    )


def test_blanks_at_the_ends_of_a_mark_stand_outside():
    assert marked("a", Text(" key ", RED), "b", language="en") == "a [red]key[/red] b"
    assert marked("a", Text("b", RED), Text(" ", GREEN), Text("c", RED), language="en") == "a[red]b c[/red]"


@pytest.mark.parametrize(
    ("style", "name"),
    [
        (RED, "红"),
        (HIGHLIGHT, "高亮"),
        (Style(background=Color(255, 255, 0), mark="yellow background"), "黄底"),
        (Style(color=Color(255, 0, 0), background=Color(255, 255, 0), mark="red on yellow"), "黄底红字"),
        (Style(color=Color(0, 0, 255), mark="blue on highlight"), "高亮底蓝字"),
        (Style(color=Color(0xE6, 0x7E, 0x22), mark="e67e22"), "橙"),
        (Style(color=Color(0, 0, 0x80), mark="thesis"), "thesis"),
        (Style(color=Color(0, 0, 0x80), mark="a】b[/"), "ab"),
    ],
)
def test_marks_are_named_in_the_language_of_the_document(style: Style, name: str):
    assert marked(Text("字", style)) == f"【{name}】字【/{name}】"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hant", "【綠】x【/綠】"),
        ("ja", "【緑】x【/緑】"),
        ("ko", "[초록]x[/초록]"),
        ("en", "[green]x[/green]"),
        ("fr", "[green]x[/green]"),
    ],
)
def test_each_language_has_its_words_and_brackets(language: str, text: str):
    assert marked(Text("x", GREEN), language=language) == text


def test_two_colours_of_one_word_are_told_apart():
    dark = Style(color=Color(0xE6, 0x00, 0x00), mark="e60000")
    assert marked(Text("甲", RED), Text("乙", dark)) == "【红】甲【/红】【红2】乙【/红2】"


def test_the_legend_counts_and_stands_under_the_title():
    body = (h(1, "题"), p(Text("要点", RED), "和", Text("金句呢", GREEN)))
    legend = text_of(*body, text_marks="label", width=0).split("\n")[2]
    assert legend == "标记：【红】…【/红】 1 处 · 2 字；【绿】…【/绿】 1 处 · 3 字"
    legend = text_of(p(Text("a", RED)), text_marks="label", width=0, language="en").split("\n")[0]
    assert legend == "Marks: [red]…[/red] 1 place · 1 character"


def test_without_marks_there_is_no_legend():
    assert text_of(p("正文。"), text_marks="label") == "　　正文。"


def test_brackets_are_a_pair_of_its_own_for_each_mark():
    text = text_of(p(Text("甲", RED), "、", Text("乙", GREEN)), text_marks="bracket", width=0)
    assert text == "标记：〔…〕 红 1 处 · 1 字；〖…〗 绿 1 处 · 1 字\n\n　　〔甲〕、〖乙〗"
    assert marked(Text("key", RED), mode="bracket", language="en") == "[[key]]"


def test_brackets_that_the_text_uses_are_left_to_it():
    assert marked("国发〔2026〕3号", Text("甲", RED), mode="bracket") == "国发〔2026〕3号〖甲〗"


def test_when_the_brackets_run_out_the_rest_are_labelled():
    styles = [Style(color=Color(n, 0, 0), mark=f"class{n}") for n in range(8)]
    line = marked(*(Text(str(n), style) for n, style in enumerate(styles)), mode="bracket")
    assert line == "〔0〕〖1〗｛2｝［3］〘4〙〚5〛【class6】6【/class6】【class7】7【/class7】"


def test_cells_show_their_marks_and_stay_aligned():
    table = Table(2, (row("甲", "乙"),), (row("一", cell((p(Text("字", RED)),))),))
    assert text_of(table, text_marks="label").split("\n\n")[1] == shown("""
甲   乙
--   ---------------
一   【红】字【/红】
""")


@pytest.mark.parametrize("width", range(16, 40))
def test_a_label_is_neither_broken_nor_parted_from_what_it_labels(width: int):
    text = text_of(
        p("一二三四五六七", Text("八九十甲乙丙丁", RED), "戊己庚辛"), text_marks="label", width=width
    )
    lines = text.split("\n\n")[1].split("\n")
    assert not [
        line
        for line in lines
        if line.endswith(("【红】", "【", "/", "红")) or line.startswith(("【/", "/", "】"))
    ]


@pytest.mark.parametrize("width", range(26, 50))
def test_a_label_in_other_languages_is_one_word(width: int):
    style = Style(color=Color(0, 100, 0), mark="darkgreen")
    line = p("Readers only underline ", Text("and remember the underlining.", style), " So they say.")
    text = text_of(line, text_marks="label", width=width, language="en")
    assert text.count("[dark green]") == text.count("[/dark green]") == 2
    assert not re.search(r"\[dark green\]\n[^\n]|\n\[/dark green\]", text.split("\n\n")[1])


def test_formulas_and_code_have_their_marks():
    code = CodeBlock("a  b\n  c", spans=(CodeSpan(3, 8, RED),))
    blocks = (p("即", Text("式", RED), Math("x^2", False, RED), "。"), MathBlock("y^2", RED), code)
    text = text_of(*blocks, text_marks="label")
    assert text.split("\n\n")[0] == "标记：【红】…【/红】 3 处 · 10 字"
    assert text.split("\n\n", 1)[1] == (
        "　　即【红】式x²【/红】。\n\n    【红】y²【/红】\n\n    a  【红】b\n      c【/红】"
    )
