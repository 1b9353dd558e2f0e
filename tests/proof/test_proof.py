"""The proof finds what an output lacks: each document is held against an output of a document that has lost something."""

import pytest

from convert import proof, themes, writers
from convert.model import (
    Box,
    Cell,
    Code,
    CodeBlock,
    CodeSpan,
    Color,
    Document,
    Footnote,
    FootnoteRef,
    Frame,
    Heading,
    List,
    ListItem,
    Math,
    MathBlock,
    Paragraph,
    Row,
    Ruby,
    Style,
    Table,
    Text,
)
from convert.notices import Report

RED, BLUE, YELLOW = Color(255, 0, 0), Color(0, 0, 255), Color(255, 255, 0)
FORMATS = ("docx", "html", "pdf", "txt")
COLORED = ("docx", "html", "pdf")
OPTIONS = writers.Options(themes.load("plain", themes.PageSetup(), "zh-CN"))


def paragraph(*runs: str | tuple[str, Style], line: int = 7) -> Paragraph:
    """A paragraph of plain and styled runs."""
    texts = (Text(run) if isinstance(run, str) else Text(*run) for run in runs)
    return Paragraph(tuple(texts), line=line)


def problems(document: Document, of: Document, format_name: str) -> tuple[str, ...]:
    """What a document misses in the output of another."""
    data = writers.load(format_name)(of, OPTIONS, Report())
    return proof.check(document, format_name, data, OPTIONS)


def document(*blocks: object, footnotes: tuple[Footnote, ...] = ()) -> Document:
    return Document(body=blocks, footnotes=footnotes)  # type: ignore[arg-type]


RICH = document(
    Heading(1, (Text("全部"),), "top", line=1),
    paragraph("平常，", ("红字", Style(color=RED, mark="red")), ("黄底", Style(background=YELLOW, mark="y")), "1 2 3"),
    List((ListItem((paragraph("第一项"),)), ListItem((paragraph("1", ("1", Style(color=RED))),))), ordered=True),
    Table(
        2,
        (Row((Cell((paragraph("头"),), header=True), Cell((paragraph("二"),), header=True))),),
        (Row((Cell((paragraph("格里的字"),), background=YELLOW), Cell((paragraph("另一格"),)))),),
        line=12,
    ),
    CodeBlock("if a < b:\n    return 中文", "python", line=20),
    Paragraph((Ruby((Text("漢"),), (Text("かん"),)), Code("x = 1"), FootnoteRef("a")), line=24),
    footnotes=(Footnote("a", (paragraph("脚注里", ("蓝", Style(color=BLUE))),)),),
)  # fmt: skip


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_whole_output_lacks_nothing(format_name: str):
    assert problems(RICH, RICH, format_name) == ()


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize(
    ("whole", "damaged", "told"),
    [
        (paragraph("前面", "丢失", "后面还有很多字"), paragraph("前面", "后面还有很多字"), "“前面丢失后面还有很多字” (line 7)"),
        (paragraph("甲乙丙"), paragraph("丙乙甲"), "(line 7)"),
        (paragraph("全文"), paragraph("别的"), "“全文” (line 7)"),
        (CodeBlock("a = 1\nb = 2", line=3), CodeBlock("a = 1", line=3), "(line 3)"),
        (Table(1, (), (Row((Cell((paragraph("格"),)),)),), line=9), paragraph("x"), "“格” (line 7)"),
    ],
)  # fmt: skip
def test_lost_characters_are_named_with_their_words_and_line(
    whole: object, damaged: object, told: str, format_name: str
):
    found = problems(document(whole), document(damaged), format_name)
    assert any(told in problem for problem in found)


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_lost_footnote_is_found(format_name: str):
    reference = Paragraph((Text("文"), FootnoteRef("a")), line=1)
    whole = document(reference, footnotes=(Footnote("a", (paragraph("注文很长"),)),))
    damaged = document(reference, footnotes=(Footnote("a", (paragraph("注"),)),))
    assert problems(whole, damaged, format_name) == ("“注文很长” (line 7)",)


@pytest.mark.parametrize("format_name", COLORED)
@pytest.mark.parametrize(
    ("whole", "damaged", "told"),
    [
        (("红", Style(color=RED)), ("红", Style(color=BLUE)), "colour #FF0000 on “前红” (line 7)"),
        (("红", Style(color=RED)), "红", "colour #FF0000 on “前红” (line 7)"),
        (("黄", Style(background=YELLOW)), "黄", "background #FFFF00 on “前黄” (line 7)"),
    ],
)
def test_lost_colours_are_named(whole: object, damaged: object, told: str, format_name: str):
    one, other = (document(paragraph("前", run)) for run in (whole, damaged))  # type: ignore[arg-type]
    assert problems(one, other, format_name) == (told,)


@pytest.mark.parametrize("format_name", COLORED)
def test_lost_colours_of_code_are_named(format_name: str):
    def code(style: Style) -> Document:
        return document(CodeBlock("x  y", spans=(CodeSpan(3, 4, style),), line=3))

    assert problems(code(Style(color=RED)), code(Style(color=RED)), format_name) == ()
    assert problems(code(Style(color=RED)), code(Style(bold=True)), format_name) == (
        "colour #FF0000 on “xy” (line 3)",
    )


@pytest.mark.parametrize("format_name", ["docx", "html"])
def test_lost_colours_of_formulas_are_named(format_name: str):
    def formula(style: Style) -> Document:
        tex = r"\frac{a}{b}"
        return document(Paragraph((Math(tex, False, style),), line=2), MathBlock(tex, style, line=4))

    assert problems(formula(Style(color=RED)), formula(Style(color=RED)), format_name) == ()
    assert problems(formula(Style(color=RED)), formula(Style()), format_name) == (
        "colour #FF0000 on “abab” (line 2)",
    )


@pytest.mark.parametrize("format_name", COLORED)
def test_the_papers_of_cells_and_frames_are_colours_too(format_name: str):
    def cell(paper: Color | None) -> Document:
        return document(Table(1, (), (Row((Cell((paragraph("格"),), background=paper),)),)))

    def box(paper: Color | None) -> Document:
        return document(Box((paragraph("框"),), frame=Frame(paper)))

    assert problems(cell(YELLOW), cell(None), format_name) == ("background #FFFF00 on “格” (line 7)",)
    assert problems(box(YELLOW), box(None), format_name) == ("background #FFFF00 on “框” (line 7)",)
    assert problems(box(YELLOW), box(YELLOW), format_name) == ()


def wide(columns: int, *changed: str) -> Document:
    """A table of names and marks, too wide for a page; the last cell is red; some cells are changed."""
    words = [
        f"人{row}" if column == 0 else f"{row * columns + column}"
        for row in range(3)
        for column in range(columns)
    ]
    words[len(words) - len(changed) - 1 : -1] = changed
    rows = [[Cell((paragraph(word),)) for word in words[row * columns :][:columns]] for row in range(3)]
    rows[-1][-1] = Cell((paragraph(("终", Style(color=RED))),))
    body = tuple(Row(tuple(cells)) for cells in rows)
    return document(paragraph("表前"), Table(columns, body[:1], body[1:], line=3), paragraph("表后"))


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("columns", [30, 70])
def test_a_table_that_is_split_lacks_nothing(columns: int, format_name: str):
    assert problems(wide(columns, "甲", "乙"), wide(columns, "甲", "乙"), format_name) == ()


@pytest.mark.parametrize("format_name", FORMATS)
def test_what_a_split_table_has_lost_is_found(format_name: str):
    found = problems(wide(70, "甲", "乙"), wide(70, "甲", "甲"), format_name)
    assert len(found) == 1
    assert "乙" in found[0]


@pytest.mark.parametrize("format_name", COLORED)
def test_a_colour_that_a_split_table_has_lost_is_found(format_name: str):
    whole = wide(70)
    table = whole.body[1]
    assert isinstance(table, Table)
    *cells, _ = table.rows[-1].cells
    bare = Table(70, table.head, (table.rows[0], Row((*cells, Cell((paragraph("终"),))))))
    (problem,) = problems(whole, document(whole.body[0], bare, whole.body[2]), format_name)
    assert problem.startswith("colour #FF0000 on")


RIGHT_TO_LEFT = document(
    paragraph("قالت (深度求索) في 2025، 开源: (97%)."),
    Paragraph((Text("הבינה ("), Text("人工智能"), Text(") משנה "), Text("红", Style(color=RED))), direction="rtl"),
    CodeBlock('print("مرحبا")'),
    Paragraph((Text("هذا كلام（"), Text("第 4 页"), Text("）：وبقية الكلام！نهاية…")), direction="rtl"),
    paragraph("后面的中文"),
)  # fmt: skip


@pytest.mark.parametrize("format_name", FORMATS)
def test_text_from_right_to_left_lacks_nothing_with_brackets_and_chinese_in_it(format_name: str):
    assert problems(RIGHT_TO_LEFT, RIGHT_TO_LEFT, format_name) == ()


@pytest.mark.parametrize("format_name", FORMATS)
def test_what_is_lost_beside_right_to_left_text_is_found(format_name: str):
    damaged = document(paragraph("قالت (深度求) في 2025، 开源: (97%)."), *RIGHT_TO_LEFT.body[1:])
    (problem,) = problems(RIGHT_TO_LEFT, damaged, format_name)
    assert "索" in problem


@pytest.mark.parametrize("lost", "（：！…")
def test_a_wide_mark_that_is_lost_among_arabic_is_found(lost: str):
    whole = "هذا كلام（第 4 页）：وبقية الكلام！نهاية…"
    (problem,) = problems(document(paragraph(whole)), document(paragraph(whole.replace(lost, ""))), "pdf")
    assert lost in problem


NESTED = document(
    List((ListItem((paragraph("甲"), List((ListItem((paragraph("i"), List((ListItem((paragraph("I"),)),), ordered=True,
         marker="upper-roman"))),), ordered=True, marker="lower-roman"))), ListItem(()), ListItem((paragraph("a"),))),
         ordered=True, marker="lower-alpha"),
    Paragraph((Text("文"), FootnoteRef("b"), FootnoteRef("a"))),
    MathBlock(r"\begin{aligned} a &= b \\ c &= d \end{aligned}", line=9),
    footnotes=(
        Footnote("a", (paragraph("第一段。"), List((ListItem((paragraph("列"),)), ListItem((paragraph("表"),)))), CodeBlock("x"))),
        Footnote("b", (paragraph("带表："), Table(1, (), (Row((Cell((paragraph("格"),)),)),)), paragraph("完。"))),
    ),
)  # fmt: skip


@pytest.mark.parametrize("format_name", FORMATS)
def test_labels_of_nested_lists_and_notes_in_another_order_are_no_losses(format_name: str):
    assert problems(NESTED, NESTED, format_name) == ()


def test_bytes_that_are_no_file_of_the_format_are_told_and_not_raised():
    for format_name in ("docx", "html", "pdf"):
        assert "cannot be read back" in proof.check(RICH, format_name, b"nothing", OPTIONS)[0]


def test_many_losses_end_in_a_short_list():
    whole = document(*(paragraph(f"第{number}段有些字", line=number) for number in range(1, 200)))
    damaged = document(*(paragraph(f"第{number}段有字", line=number) for number in range(1, 200)))
    found = problems(whole, damaged, "txt")
    assert len(found) == 21
    assert found[-1] == "and more"
