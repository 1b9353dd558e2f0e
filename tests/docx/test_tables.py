"""Tables: their grid, widths, borders and spans, and what is done for those that do not fit."""

import pytest
from wordfile import RoundTheme, W, document, paragraph, write

from convert.css.computed import ComputedStyle, ContentCounter, ContentText, MarginBox, Page
from convert.model import (
    NO_BORDER,
    Border,
    Cell,
    Color,
    Heading,
    Image,
    Length,
    List,
    ListItem,
    Media,
    Row,
    Table,
    Text,
)
from convert.notices import Code
from convert.record import replace
from specimens import PICTURE


def items(*texts: str) -> tuple[ListItem, ...]:
    return tuple(ListItem((paragraph(text),)) for text in texts)


def cell(text: str, **options: object) -> Cell:
    return Cell((paragraph(text),), **options)  # type: ignore[arg-type]


TABLE = Table(
    2,
    (Row((cell("名", header=True), cell("数", header=True))),),
    (
        Row((cell("红", rowspan=2), cell("1", align="right"))),
        Row((cell("2"),)),
        Row((cell("合计", colspan=2),)),
    ),
    (Text("表1"),),
)


def test_a_tables_heading_repeats_and_its_rows_stay_whole():
    written = write(document(TABLE))
    assert len(written.xpath("//w:tr[1]/w:trPr/w:tblHeader")) == 1
    assert len(written.xpath("//w:tblHeader")) == 1
    assert len(written.xpath("//w:cantSplit")) == 4


def test_spans_fill_the_grid():
    table = write(document(TABLE)).word.tables[0]
    assert [[c.text for c in row.cells] for row in table.rows] == [
        ["名", "数"], ["红", "1"], ["红", "2"], ["合计", "合计"],
    ]  # fmt: skip


@pytest.mark.parametrize(("times", "fills"), [(1, False), (9, True)])
def test_columns_are_as_wide_as_their_text_and_together_at_most_as_the_page(times: int, fills: bool):
    rows = tuple(Row((cell("短"), cell("一段长得多的文字，需要更多地方" * times))) for _ in range(3))
    written = write(document(Table(2, (), rows)))
    short, long = [int(node.get(f"{W}w")) for node in written.xpath("//w:gridCol")]
    section = written.word.sections[0]
    measure = (section.page_width - section.left_margin - section.right_margin) / 635
    assert long > 2 * short
    assert (abs(short + long - measure) < 2) is fills
    assert short + long < measure + 2


def test_a_short_column_stays_whole_beside_one_that_wraps():
    rows = tuple(Row((cell("第一项"), cell("说明很长" * 30))) for _ in range(2))
    short, _ = [
        int(node.get(f"{W}w")) / 20 for node in write(document(Table(2, (), rows))).xpath("//w:gridCol")
    ]
    assert short >= 3 * 12


@pytest.mark.parametrize("align", ["center", "left"])
def test_a_narrow_table_stands_as_its_caption(align: str):
    theme = RoundTheme().set("caption", align=align)
    written = write(document(TABLE), theme)
    assert written.xpath("//w:tblPr/w:jc/@w:val") == (["center"] if align == "center" else [])


def test_the_rule_under_a_heading_of_two_rows_is_under_the_second_too():
    rule = replace(NO_BORDER, bottom=Border(1.0, "solid"))
    theme = RoundTheme().set("th", border=rule)
    head = Row((cell("名"),))
    written = write(document(Table(1, (head, head), (Row((cell("红"),)),))), theme)
    assert len(written.xpath("//w:tr[1]//w:tcBorders")) == 0
    assert written.xpath("//w:tr[2]//w:tcBorders/*/@w:sz") == ["8"]
    assert len(written.xpath("//w:tr[3]//w:tcBorders")) == 0


def test_a_table_without_a_head_has_no_look_of_one():
    written = write(document(Table(1, (), (Row((cell("红"),)),))))
    assert written.xpath("//w:tblLook/@w:val") == ["0600"]


def test_a_cell_that_spans_stands_in_the_middle():
    head = Row((cell("内容", colspan=2, header=True),))
    body = Row((cell("甲", rowspan=2), cell("乙"))), Row((cell("丙"),))
    written = write(document(Table(2, (head,), body)))
    assert written.xpath("//w:tr[1]//w:jc/@w:val") == ["center"]
    assert written.xpath("//w:tr[2]/w:tc[1]//w:vAlign/@w:val") == ["center"]


def test_a_cell_is_set_and_shaded_as_the_author_said():
    shaded = cell("字", background=Color(255, 230, 230), align="right")
    written = write(document(Table(1, (), (Row((shaded,)),))))
    assert written.xpath("//w:tc/w:tcPr/w:shd/@w:fill") == ["FFE6E6"]
    assert written.xpath("//w:tc/w:p/w:pPr/w:jc/@w:val") == ["right"]


def test_a_table_has_a_style_whose_heading_row_word_can_restyle():
    word = write(document(TABLE)).word
    assert word.tables[0].style.name == "Article Table"
    assert 'w:tblStylePr w:type="firstRow"' in word.tables[0].style.element.xml


def test_a_table_of_too_many_columns_becomes_several_and_loses_nothing(docx_problems):
    row = Row(tuple(cell(f"c{number}", colspan=2 if number == 31 else 1) for number in range(99)))
    written = write(document(Table(100, (row,), (row, row))))
    texts = [node.text for node in written.xpath("//w:t")]
    assert sorted(text for text in texts if text != "c0") == sorted(
        f"c{number}" for number in range(1, 99) for _ in range(3)
    )
    assert [notice.code for notice in written.report] == [Code.NOT_RENDERED]
    assert docx_problems(written.data) == []


def test_a_table_in_a_table_ends_in_a_paragraph(docx_problems):
    outer = Table(1, (), (Row((Cell((TABLE,)),)),))
    assert docx_problems(write(document(outer, outer)).data) == []


def test_a_list_in_a_table_in_a_list_does_not_disturb_the_outer_count():
    inner = Table(1, (), (Row((Cell((List(items("内"), ordered=True),)),)),))
    outer = List((ListItem((paragraph("一"), inner)), *items("二")), ordered=True)
    assert write(document(outer)).xpath("//w:tc//w:ilvl/@w:val") == ["1"]


def test_many_columns_split_where_no_more_fit_and_every_cell_is_kept(docx_problems):
    words = [f"列{number}" for number in range(60)]
    written = write(document(Table(60, (), (Row(tuple(cell(word) for word in words)),))))
    tables = written.word.tables
    assert len(tables) == 2
    first, second = ([c.text for c in table.rows[0].cells] for table in tables)
    assert first + second[1:] == words
    assert abs(len(first) - len(second)) <= 1
    assert docx_problems(written.data) == []


def names_and_numbers(columns: int, headers: int) -> Table:
    head = Row(tuple(cell(f"第{number}周", header=True) for number in range(columns)))
    rows = tuple(
        Row(tuple(cell(f"{name}{n}" if n < headers else "61.5", header=n < headers) for n in range(columns)))
        for name in ("张三丰", "李四")
    )
    return Table(columns, (head,), rows)


@pytest.mark.parametrize("headers", [1, 2])
def test_each_part_of_a_table_has_the_columns_that_name_its_rows(headers: int):
    written = write(document(names_and_numbers(70, headers)))
    for table in written.word.tables:
        names = [c.text for c in table.rows[1].cells][:headers]
        assert names == [f"张三丰{number}" for number in range(headers)]
    (notice,) = list(written.report)
    assert "70" in notice.message
    assert "split" in notice.message


def test_a_table_of_short_numbers_does_not_turn_the_page():
    assert orientations(write(document(names_and_numbers(13, 1)))) == [False]


# Widths the author said


def widths_of(written) -> list[float]:
    return [int(node.get(f"{W}w")) / 20 for node in written.xpath("//w:gridCol")]


def test_columns_are_as_wide_as_the_author_said():
    said = (Length(100.0), Length(25.0, "%"), None, Length(5.0, "em"))
    written = write(
        document(Table(4, (), (Row(tuple(cell("字") for _ in said)),), widths=said)), RoundTheme()
    )
    section = written.word.sections[0]
    measure = (section.page_width - section.left_margin - section.right_margin) / 12700
    points, per_cent, free, ems = widths_of(written)
    assert (points, ems) == (100, 60)
    assert abs(per_cent - measure / 4) < 0.1
    assert free < 40


def test_widths_beyond_the_page_are_made_to_fit_and_leave_room_for_the_others():
    said = (Length(900.0), Length(900.0), None)
    found = widths_of(write(document(Table(3, (), (Row(tuple(cell("字") for _ in said)),), widths=said))))
    assert sum(found) < 442
    assert found[0] == found[1] > 10 * found[2] > 0


# Cells


@pytest.mark.parametrize(("said", "written_as"), [("top", "top"), ("middle", "center"), ("bottom", "bottom")])
def test_a_cell_stands_where_the_author_said(said: str, written_as: str):
    written = write(document(Table(1, (), (Row((cell("字", vertical_align=said),)),))))
    assert written.xpath("//w:vAlign/@w:val") == [written_as]


def test_a_cell_has_the_borders_the_author_drew_and_the_themes_elsewhere():
    border = replace(NO_BORDER, left=Border(2.0, "double", Color(255, 0, 0)))
    written = write(document(Table(1, (), (Row((cell("字", border=border),)),))))
    assert written.xpath("//w:tcBorders/*/@w:val") == ["double"]
    assert written.xpath("//w:tcBorders/w:left/@w:color") == ["FF0000"]


def test_a_cell_whose_borders_are_taken_away_has_none():
    written = write(document(Table(1, (), (Row((cell("字", border=NO_BORDER),)),))))
    assert written.xpath("//w:tcBorders/*/@w:val") == ["nil"] * 4


def test_a_heading_cell_is_bold_once():
    theme = RoundTheme().set("th", bold=True, background=Color(9, 9, 9))
    word = write(document(TABLE), theme).word
    assert word.styles["Table Heading"].font.bold
    assert word.styles["Article Table"].element.xpath("./w:tblStylePr//w:b") == []


def test_a_picture_is_not_wider_than_its_cell():
    wide = Media("w", "image/png", PICTURE.data, 4000, 100)
    row = Row((Cell((paragraph(Image("w")),)), cell("长" * 200)))
    written = write(document(Table(2, (), (row,), widths=(Length(100.0), None)), media=(wide,)))
    assert written.word.inline_shapes[0].width.pt < 100


# Tables that do not fit


def crowded(columns: int, text: str = "内容文字") -> Table:
    return Table(columns, (), (Row(tuple(cell(text) for _ in range(columns))),))


def sizes_of(written) -> set[float]:
    return {p.style.font.size.pt for table in written.word.tables for p in table.rows[0].cells[0].paragraphs}


def test_a_table_a_little_too_wide_gets_smaller_type():
    narrow, wide = write(document(crowded(4))), write(document(crowded(9)))
    assert max(sizes_of(wide)) < min(sizes_of(narrow))
    assert min(sizes_of(wide)) >= 6.5
    assert len(wide.word.sections) == 1


def orientations(written) -> list[bool]:
    return [section.page_width > section.page_height for section in written.word.sections]


def test_a_table_far_too_wide_stands_on_a_page_on_its_side(docx_problems):
    written = write(document("前", crowded(16), "后"))
    assert orientations(written) == [False, True, False]
    assert [p.text for p in written.word.paragraphs if p.text] == ["前", "后"]
    section = written.word.sections[1]
    measure = (section.page_width - section.left_margin - section.right_margin) / 12700
    assert 441 < sum(widths_of(written)) <= measure + 1
    assert docx_problems(written.data) == []


def test_a_heading_goes_with_the_table_it_stands_over():
    written = write(document("前", Heading(2, (Text("表"),)), crowded(16), "后"))
    first = next(p for p in written.word.paragraphs if p._p.pPr.sectPr is not None)
    assert first.text == "前"


def test_wide_tables_in_a_row_share_their_pages():
    assert orientations(write(document("前", crowded(16), crowded(16), "后"))) == [False, True, False]


@pytest.mark.parametrize("before", [(), (Heading(1, (Text("题"),)),)])
def test_a_document_of_a_wide_table_has_no_empty_page(before: tuple[Heading, ...]):
    assert orientations(write(document(*before, crowded(16)))) == [True]


def test_a_page_on_its_side_has_the_footer_in_its_own_middle():
    footer = MarginBox(
        "bottom-center",
        (ContentCounter("page"), ContentText(" / "), ContentCounter("pages")),
        ComputedStyle(),
    )
    theme = RoundTheme(page=Page(boxes=(footer,)))
    upright, on_side, last = write(document("前", crowded(20), "后"), theme).word.sections
    assert upright.footer.paragraphs[0]._p.pPr.tabs is None
    stops = [tab.get(f"{W}val") for tab in on_side.footer.paragraphs[0]._p.pPr.tabs]
    assert sorted(stops) == ["center", "clear", "clear", "right"]
    assert last.footer.paragraphs[0].text == "\t1 / 1"


def test_only_the_first_page_of_all_is_a_first_page():
    footer = MarginBox("bottom-center", (ContentCounter("page"),), ComputedStyle())
    theme = RoundTheme(page=Page(boxes=(footer,), first_boxes=()))
    found = write(document("前", crowded(20), "后"), theme).word.sections
    assert [section.different_first_page_header_footer for section in found] == [True, False, False]


def test_a_wide_table_in_a_list_stays_where_it_is():
    written = write(document(List((ListItem((paragraph("项"), crowded(16))),))))
    assert orientations(written) == [False]
    assert sum(widths_of(written)) < 442


def test_a_long_word_does_not_push_the_other_columns_off():
    row = Row((cell("https://example.com/" + "x" * 300), cell("短文"), cell("另一段文字")))
    word, short, other = widths_of(write(document(Table(3, (), (row,)))))
    assert word + short + other < 442
    assert min(short, other) > 20


def test_a_table_in_a_cell_gets_room_for_its_columns():
    inner = Table(3, (), (Row((cell("内"), cell("中"), cell("外"))),))
    row = Row((cell("很长的文字" * 40), Cell((inner,))))
    written = write(document(Table(2, (), (row,))))
    assert len(written.xpath("//w:tbl")) == 2
    assert [notice.code for notice in written.report] == []
    assert widths_of(written)[1] > 60
