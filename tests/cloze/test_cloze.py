"""Marked words become numbered gaps, and nothing in the document tells them any more."""

import pytest

from convert import transforms
from convert.model import Blank, Code, Document, FootnoteRef, Heading, Inline, Link, Meta, Ruby, Text
from convert.notices import Report
from convert.reader import read
from convert.traverse import everything, plain, walk, walk_inlines, walk_lines
from invariants import broken

RED, GREEN = "<span style='color:red'>", "<span style='color:green'>"
END = "</span>"


def cloze(source: str, *marks: str, report: Report | None = None, **options: object) -> Document:
    """Blank the marks of a source; `title` is what its front matter says."""
    meta = Meta(title=str(options.pop("title", "")), language=str(options.pop("language", "zh-CN")))
    wanted = transforms.Options(cloze=marks or ("red",), **options)  # type: ignore[arg-type]
    document = transforms.apply(read(source, meta=meta), wanted, report or Report())[0]
    assert broken(document) == []
    return document


def said(document: Document) -> str:
    """The text of the body, a gap as its number in brackets."""
    return "|".join("".join(map(_said, line)) for line in walk_lines(document.body))


def _said(inline: Inline) -> str:
    match inline:
        case Blank(number, _):
            return f"[{number}]"
        case Text(text) | Code(text):
            return text
        case Link(_, children):
            return f"<{''.join(map(_said, children))}>"
        case Ruby(base, annotation):
            return f"{''.join(map(_said, base))}/{''.join(map(_said, annotation))}"
        case FootnoteRef(label):
            return f"^{label}"
        case _:
            return ""


def gaps(document: Document) -> list[Blank]:
    return [inline for inline in walk_inlines(everything(document)) if isinstance(inline, Blank)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"我{RED}爱{END}你，{RED}也爱{END}他", "我[1]你，[2]他"),
        (f"{RED}一**二**三{END}四", "[1]四"),
        (f"{RED}一{END}{GREEN}二{END}", "[1]二"),
        (f"{RED}答案。{END}再{RED} 写 {END}吧", "[1]。再 [2] 吧"),
        (f"{RED}答{END}[^n]案\n\n[^n]: 注", "[1]^1案"),
        (f"{RED}[甲](http://a.b){END}乙", "[1]乙"),
        (f"[看{RED}甲{END}](http://a.b)乙", "<看[1]>乙"),
        (f"{RED}一<br>二{END}", "[1][2]"),
        (f"{RED}<ruby>漢<rt>かん</rt></ruby>{END}字", "[1]字"),
        (f"<ruby>{RED}漢{END}<rt>かん</rt></ruby>字", "[1]字"),
        (f"<ruby>汉<rt>{RED}hàn{END}</rt></ruby>字", "汉（[1]）字"),
        (f"| {RED}甲{END} | 乙 |\n|---|---|\n| 丙 | {RED}丁{END} |", "[1]|乙|丙|[2]"),
        (f"- {RED}甲{END}\n  1. {RED}乙{END}\n\n# {RED}丙{END}", "[1]|[2]|[3]"),
        (f"{RED}——{END}是{RED}？{END}", "[1]是[2]"),
        (f"空{RED} {END}白", "空 白"),
    ],
)
def test_neighbours_of_one_mark_in_a_line_are_one_gap(source: str, expected: str) -> None:
    assert said(cloze(source)) == expected


def test_gaps_are_counted_in_reading_order() -> None:
    source = f"[{RED}一{END}看](http://a.b){RED}二{END}\n\n> {RED}三{END}\n\n| {RED}四{END} |\n|---|\n| {RED}五{END} |"
    assert [gap.number for gap in gaps(cloze(source))] == [1, 2, 3, 4, 5]


def test_several_marks_or_all_of_them() -> None:
    source = f"{RED}一{END}、{GREEN}二{END}、==三=="
    assert said(cloze(source, "red", "green")) == "[1]、[2]、三"
    assert said(cloze(source, "all")) == "[1]、[2]、[3]"


@pytest.mark.parametrize("name", ["red", "RED", "红"])
def test_a_mark_is_called_by_its_name_or_its_word(name: str) -> None:
    assert said(cloze(f"{RED}一{END}二", name)) == "[1]二"


def test_a_mark_that_is_not_there_is_told_with_those_that_are() -> None:
    report = Report()
    cloze(f"{RED}一{END}==二==", "red", "blue", report=report)
    assert [str(notice) for notice in report] == [
        "no mark is called blue; the marks of this document: red, highlight [mark]"
    ]


@pytest.mark.parametrize(
    ("words", "width"),
    [("一二三四五", 5.0), ("一", 2.0), ("a", 2.0), ("“头雁效应”", 6.0), ("（甲）、（乙）", 6.0)],
)
def test_a_gap_is_as_wide_as_its_words(words: str, width: float) -> None:
    assert gaps(cloze(f"前{RED}{words}{END}后"))[0].width_em == width


def test_one_width_for_all_gives_nothing_away() -> None:
    widths = {gap.width_em for gap in gaps(cloze(f"{RED}一{END}二{RED}三四五六七{END}", cloze_width=4.5))}
    assert widths == {4.5}


def test_notes_show_no_gap_of_their_own_but_repeat_those_of_the_text() -> None:
    source = f"# 题\n\n{RED}开放与共享{END}。[^n]\n\n## 笔记\n\n{RED}开放{END}、{RED}共享与开放{END}、{RED}开放与共享{END}\n\n[^n]: {RED}开放与共享{END}"
    document = cloze(source)
    assert [gap.number for gap in gaps(document)] == [1, 1, 1]
    assert "开放" in "".join(plain(line) for line in walk_lines(document.notes))


def test_an_answer_that_can_be_read_elsewhere_is_told() -> None:
    report = Report()
    cloze(f"# 题\n\n{RED}开放与共享{END}。\n\n后文又说开放与共享。", report=report)
    assert [str(notice) for notice in report] == [
        "line 5: the answer to gap 1 can be read here: “开放与共享” [answer]"
    ]


def test_a_title_that_is_a_heading_tells_no_answer() -> None:
    document = cloze(f"# 论{RED}开放共享{END}\n\n文[回](#论开放共享)")
    (heading,) = (block for block in walk(document.body) if isinstance(block, Heading))
    assert document.meta.title == "论____"
    assert "开放" not in repr(document)
    assert any(
        link.href == f"#{heading.anchor}" for link in walk_inlines(document.body) if isinstance(link, Link)
    )


def test_a_title_keeps_what_the_text_still_says() -> None:
    document = cloze(f"{RED}开源{END}与开源", title="论开源")
    assert document.meta.title == "论开源"


def test_code_and_formulas_are_blanked_too() -> None:
    source = f"甲{RED}$x^2$ 与 `f(x)`{END}乙\n\n<pre><code>let {RED}x{END} = 1</code></pre>"
    document = cloze(source, key=True)
    assert said(document).startswith("甲[1]乙|let (2)____ = 1")


def test_the_key_gives_the_answers_under_the_numbers_of_their_gaps() -> None:
    source = f"{RED}一、**二**{END}三{GREEN}四{END}五[{RED}六{END}](http://a.b)"
    document = cloze(source, "red", "green", key=True)
    lines = [plain(line) for line in walk_lines(document.body)]
    assert lines[1:] == ["答案", "一、二", "四", "六"]
    assert document.legend == ()


def test_the_key_stands_last() -> None:
    document = cloze(f"# 题\n\n{RED}一{END}\n\n## 笔记\n\n记", key=True)
    assert [plain(line) for line in walk_lines(document.notes)][-2:] == ["答案", "一"]


def test_notes_of_their_own_leave_the_key_with_the_article() -> None:
    document = cloze(f"# 题\n\n{RED}一{END}\n\n## 笔记\n\n记", key=True, notes="separate")
    assert [plain(line) for line in walk_lines(document.body)][-2:] == ["答案", "一"]


def test_words_that_only_a_footnote_marks_are_blanked_there() -> None:
    document = cloze(f"# 题\n\n{RED}开放{END}。[^n]\n\n[^n]: 又{RED}独有之词{END}。")
    assert [gap.number for gap in gaps(document)] == [1, 2]
    assert "独有之词" not in repr(document)


@pytest.mark.parametrize("name", ["red", "红", "#f00"])
def test_a_colour_means_every_mark_of_that_ink(name: str) -> None:
    on_yellow = "<span style='color:red;background:yellow'>"
    source = f"{RED}一{END}二=={RED}三{END}==四{on_yellow}五{END}六==七=="
    assert said(cloze(source, name)) == "[1]二[2]四[3]六七"


def test_a_highlight_means_every_mark_on_it() -> None:
    assert said(cloze(f"=={RED}一{END}==二==三=={RED}四{END}", "highlight")) == "[1]二[2]四"


def test_a_colour_means_every_mark_on_that_paper() -> None:
    on_yellow = "<span style='color:red;background:yellow'>"
    assert said(cloze(f"{on_yellow}一{END}二<span style='background:yellow'>三{END}", "yellow")) == "[1]二[2]"


@pytest.mark.parametrize(
    "base", [f"{RED}漢{END}", f"{RED}漢{END}字", f"{RED}漢字{END}<rt>かんじ</rt>{RED}語{END}"]
)
def test_a_reading_goes_with_its_word(base: str) -> None:
    document = cloze(f"<ruby>{base}<rt>かん</rt></ruby>。")
    assert "か" not in said(document)
