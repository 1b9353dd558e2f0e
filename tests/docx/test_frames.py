"""What authors draw round blocks, and disclosures."""

import pytest
from wordfile import RoundTheme, document, paragraph, sides, write

from convert.model import (
    NO_BORDER,
    Border,
    Box,
    CodeBlock,
    Color,
    Details,
    Frame,
    Heading,
    List,
    ListItem,
    PageBreak,
    Paragraph,
    Rule,
    Sides,
    Table,
    Text,
)
from convert.record import replace

RED, PAPER = Color(200, 0, 0), Color(255, 240, 240)
LINE = Border(1.5, "dashed", RED)
ROUND = Frame(PAPER, Sides(LINE, LINE, LINE, LINE), Sides(4.0, 6.0, 5.0, 7.0))
BAR = Frame(None, replace(NO_BORDER, left=Border(3.0, "solid", RED)), sides(left=8))


def framed(text: str, frame: Frame = ROUND) -> Paragraph:
    return replace(paragraph(text), frame=frame)


def test_a_paragraph_has_the_borders_paper_and_room_the_author_gave_it(docx_problems):
    written = write(document(framed("字")), RoundTheme())
    assert written.xpath("//w:pBdr/*/@w:val") == ["dashed"] * 4
    assert written.xpath("//w:pBdr/*/@w:space") == ["4", "7", "5", "6"]
    assert written.xpath("//w:pPr/w:shd/@w:fill") == ["FFF0F0"]
    assert written.word.paragraphs[0].paragraph_format.left_indent.pt == 8.5
    assert docx_problems(written.data) == []


def test_paper_without_a_border_reaches_as_far_as_its_padding():
    paper = replace(ROUND, border=NO_BORDER)
    written = write(document(framed("字", paper)), RoundTheme())
    assert set(written.xpath("//w:pBdr/*/@w:color")) == {"FFF0F0"}
    assert written.xpath("//w:pBdr/*/@w:space") == ["4", "7", "5", "6"]


def test_a_heading_keeps_the_themes_line_where_the_author_drew_none():
    theme = RoundTheme().set("h2", border=replace(NO_BORDER, bottom=Border(1.0, "solid", Color(1, 2, 3))))
    heading = Heading(2, (Text("题"),), frame=BAR)
    written = write(document(heading), theme)
    assert written.xpath("//w:pBdr/*/@w:color") == ["C80000", "010203"]


def test_framed_paragraphs_in_a_row_are_not_joined():
    written = write(document(framed("上"), framed("下")), RoundTheme())
    upper, lower = written.xpath("//w:pBdr/w:top/@w:color")
    assert upper != lower


def test_rules_in_a_row_are_all_seen():
    theme = RoundTheme().set("hr", border=replace(NO_BORDER, top=Border(1.0, "solid", Color(1, 2, 3))))
    first, second = write(document(Rule(), Rule()), theme).word.paragraphs
    assert first._p.xpath(".//w:pBdr") == []
    assert second._p.xpath(".//w:pBdr/w:top/@w:color") == ["010202"]


def test_a_box_of_paragraphs_is_one_frame_round_text_one_can_edit():
    written = write(document(Box((paragraph("一"), paragraph("二")), frame=ROUND)), RoundTheme())
    assert written.word.tables == []
    first, second = written.xpath("//w:pBdr")
    assert [side.attrib for side in first] == [side.attrib for side in second]


@pytest.mark.parametrize(
    "inside",
    [
        CodeBlock("x"),
        List((ListItem((paragraph("条"),)),)),
        framed("里"),
        Box((paragraph("里"),), frame=ROUND),
    ],
)
def test_a_box_with_more_than_paragraphs_is_a_table_of_one_cell(inside: object, docx_problems):
    theme = RoundTheme().set("pre", border=ROUND.border)
    written = write(document(Box((paragraph("外"), inside), frame=ROUND)), theme)  # type: ignore[arg-type]
    (table,) = written.word.tables
    assert table.cell(0, 0).text.startswith("外\n")
    assert table.style.element.xpath(".//w:tblBorders/*/@w:val") == ["dashed"] * 4
    assert table.style.element.xpath("./w:tcPr/w:shd/@w:fill") == ["FFF0F0"]
    assert docx_problems(written.data) == []


def test_a_page_breaks_in_a_box():
    written = write(document(Box((paragraph("一"), PageBreak(), List(()), paragraph("二")), frame=ROUND)))
    assert [table.cell(0, 0).text for table in written.word.tables] == ["一", "二"]
    between = written.word.paragraphs[0]
    assert between.paragraph_format.page_break_before


def test_a_box_with_more_room_than_a_paragraph_can_have_keeps_it():
    wide = replace(ROUND, padding_pt=sides(40, 40, 40, 40))
    written = write(document(Box((paragraph("字"),), frame=wide)))
    assert written.word.tables[0].style.element.xpath(".//w:tblCellMar/w:top/@w:w") == ["800"]


def test_a_box_in_a_box_in_boxes_loses_no_text(docx_problems):
    nested = Box((paragraph("底"),), frame=ROUND)
    for depth in range(20):
        nested = Box((paragraph(f"层{depth}"), nested), frame=ROUND)
    written = write(document(nested))
    assert [node.text for node in written.xpath("//w:t")] == [f"层{n}" for n in range(19, -1, -1)] + ["底"]
    assert docx_problems(written.data) == []


def test_a_frame_in_a_line_from_the_right_is_where_the_author_drew_it():
    written = write(document(replace(framed("نص", BAR), direction="rtl")), RoundTheme())
    assert written.xpath("//w:pBdr/w:left/@w:sz") == ["24"]
    assert written.xpath("//w:ind/@w:right") == ["220"]


# Disclosures


def test_a_disclosure_is_open_and_its_summary_stands_over_it():
    theme = RoundTheme().set("summary", bold=True).set("details", padding=sides(left=20))
    details = Details((Text("问题"),), (paragraph("答案"), Table(1, (), ())))
    first, second = write(document(details), theme).word.paragraphs
    assert (first.text, first.style.name, first.style.font.bold) == ("问题", "Details Summary", True)
    assert first.style.paragraph_format.keep_with_next
    assert second.style.paragraph_format.left_indent.pt == 20


def test_a_disclosure_without_a_summary_is_its_content():
    assert write(document(Details((), (paragraph("答案"),)))).texts == ["答案"]
