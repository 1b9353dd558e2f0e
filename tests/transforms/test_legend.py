"""What the marks of a document are called, how they are counted, and where the legend stands."""

import pytest

from convert import transforms
from convert.labels import labels
from convert.legends import CLASS, block, groups
from convert.model import Box, Document, Heading, Meta, Paragraph, Text
from convert.notices import Report
from convert.reader import read
from convert.traverse import is_made, plain
from invariants import broken


def apply(source: str, language: str = "zh-CN", report: Report | None = None, **options: object) -> Document:
    report = report or Report()
    document = read(source, meta=Meta(language=language))
    return transforms.apply(document, transforms.Options(**options), report)[0]  # type: ignore[arg-type]


def amounts(source: str) -> list[tuple[int, int]]:
    return [(mark.places, mark.characters) for mark in apply(source).legend]


def shown(document: Document) -> list[str]:
    """What the legends of a document say, blanks that hold together as blanks."""
    boxes = [one for one in document.body if is_made(one, CLASS)]
    lines = [
        plain(p.children)
        for box in boxes
        if isinstance(box, Box)
        for p in box.blocks
        if isinstance(p, Paragraph)
    ]
    return [line.replace("\u00a0", " ") for line in lines]


RED = "<span style='color:red'>"


@pytest.mark.parametrize(
    ("source", "places"),
    [
        (f"{RED}甲**乙**[丙](https://example.com)$x$`丁`</span>", 1),
        (f"{RED}甲</span> {RED}乙</span>", 1),
        (f"{RED}甲</span>、{RED}乙</span>", 2),
        (f"{RED}甲<br>乙</span>", 1),
        (f"{RED}甲</span>[^1]{RED}乙</span>\n\n[^1]: 注", 1),
        (f"{RED}甲\n\n乙</span>", 2),
        (f"| {RED}甲</span> | {RED}乙</span> |\n|-|-|\n| 丙 | 丁 |", 2),
    ],
)
def test_neighbours_of_one_mark_in_a_line_are_one_place(source, places):
    assert [found for found, _ in amounts(source)] == [places]


def test_marks_in_blocks_of_code_are_counted():
    assert amounts("<pre><code>a <b style='color:red'>b\nc</b> d</code></pre>") == [(1, 3)]


@pytest.mark.parametrize("key", ["red", "RED", "红", "#ff0000", "f00"])
def test_a_mark_is_named_by_its_name_its_word_or_its_digits(key):
    report = Report()
    document = apply(f"{RED}甲</span>乙", names={key: "论点"}, report=report)
    assert [mark.label for mark in document.legend] == ["论点"]
    assert not len(report)


def test_a_colour_that_has_no_name_is_called_by_the_nearest_word():
    document = apply("<span style='color:#e01010'>甲</span>", names={"red": "论点"})
    assert document.legend[0].label == "论点"


def test_a_mark_of_that_very_name_is_meant_before_others_of_its_colour():
    source = f"{RED}甲</span><span style='color:#e01010'>乙</span>"
    assert [(mark.name, mark.label) for mark in apply(source, names={"red": "论点"}).legend] == [
        ("red", "论点"),
        ("e01010", ""),
    ]


def test_a_background_is_called_by_its_colour_alone():
    assert (
        apply("<span style='background:yellow'>甲</span>", names={"yellow": "亮点"}).legend[0].label == "亮点"
    )
    assert apply("<span style='background:yellow'>甲</span>", names={"黄": "亮点"}).legend[0].label == "亮点"


def test_a_name_for_a_mark_that_is_not_there_is_told_with_those_that_are():
    report = Report()
    apply(f"{RED}甲</span>==乙==", names={"blue": "旁证"}, report=report)
    assert [str(notice) for notice in report] == [
        "no mark of the document is `blue` (旁证): there are red, highlight [mark]"
    ]


def test_named_marks_stand_in_the_order_of_their_names():
    source = f"<span style='color:green'>甲</span>{RED}乙</span>==丙=="
    document = apply(source, names={"red": "论点", "green": "亮点"})
    assert shown(document) == ["标记\u3000论点 1 处 · 1 字\u3000亮点 1 处 · 1 字\u3000高亮 1 处 · 1 字"]


def test_marks_of_one_name_are_one_entry():
    source = f"{RED}甲</span>、<span style='color:#e01010'>乙丙</span>"
    document = apply(source, names={"red": "论点", "e01010": "论点"})
    assert shown(document) == ["标记\u3000论点 2 处 · 3 字"]


def test_words_of_two_marks_are_told_apart_by_a_number():
    source = f"{RED}甲</span><span style='color:#e01010'>乙</span>"
    assert [group.name for group in groups(apply(source))] == ["红", "红2"]


def test_the_legend_counts_in_the_language_of_the_document():
    document = apply(f"{RED}one</span> and {RED}two</span>", "en", legend="on")
    assert shown(document) == ["Marks   Red 2 places · 6 characters"]


@pytest.mark.parametrize(
    ("options", "there"),
    [
        ({}, False),
        ({"legend": "on"}, True),
        ({"names": {"red": "论点"}}, True),
        ({"names": {"red": "论点"}, "legend": "off"}, False),
        ({"print": "safe"}, True),
    ],
)
def test_there_is_a_legend_where_marks_have_names_or_print_is_made_fit(options, there):
    assert bool(shown(apply(f"{RED}甲</span>", **options))) is there


def test_a_document_without_marks_has_no_legend():
    assert shown(apply("# 题\n\n文", legend="on")) == []


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("# 题\n\n{}文", 1),
        ("{}文", 0),
        ("## 节\n\n{}文", 0),
        ("# 题\n\n作者：张三\n\n来源：某报\n\n{}文", 3),
        ("# 题\n\n<p align=center>张三</p>\n\n{}文", 2),
        ("# 题\n\n来源已经不可考，这是一个句子。\n\n{}文", 1),
    ],
)
def test_the_legend_stands_under_the_title_and_its_bylines(source, place):
    document = apply(source.format(f"{RED}甲</span>"), legend="on")
    assert [is_made(one, CLASS) for one in document.body].index(True) == place
    assert broken(document) == []


def test_a_name_shows_what_the_words_of_its_mark_mostly_look_like():
    source = (
        "<style>.doubt { color: orange; text-decoration: underline wavy }</style>\n"
        "<span class=doubt>甲乙丙**丁**</span>"
    )
    legend = block(apply(source))
    assert legend is not None
    named = legend.blocks[0].children[2]  # type: ignore[union-attr]
    assert isinstance(named, Text)
    assert (named.text, named.style.mark, named.style.underline, named.style.bold) == (
        "Doubt",
        "doubt",
        "wavy",
        None,
    )


def test_an_authors_box_of_that_class_is_no_legend_of_ours():
    document = apply("<div class=legend>红：论点</div>\n\n" + f"{RED}甲</span>")
    assert any(isinstance(one, Box) and one.classes == ("legend",) for one in document.body)
    assert not any(is_made(one, CLASS) for one in document.body)


def test_notes_of_their_own_count_for_themselves_and_keep_the_names():
    source = f"# 题\n\n{RED}甲</span>\n\n## 笔记\n\n{RED}乙丙</span>"
    document = read(source, meta=Meta(language="zh-CN"))
    options = transforms.Options(notes="separate", names={"red": "论点"})
    article, notes = transforms.apply(document, options)
    assert [shown(part)[0] for part in (article, notes)] == [
        "标记\u3000论点 1 处 · 1 字",
        "标记\u3000论点 1 处 · 2 字",
    ]
    assert isinstance(article.body[0], Heading)
    assert labels("zh").marks == "标记"


def test_light_words_of_a_dark_box_are_its_look_and_no_mark() -> None:
    box = '<div style="background: #222; color: white">框里的字，<span style="color: red">红的</span></div>'
    line = '<span style="background: black; color: white">行内的字</span>'
    document = transforms.apply(read(f"{box}\n\n{line}\n"), transforms.Options())[0]
    assert [mark.name for mark in document.legend] == ["red", "white on black"]
