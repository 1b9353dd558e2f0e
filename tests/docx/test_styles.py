"""The theme becomes Word's styles."""

from docx.enum.text import WD_LINE_SPACING
from docx.shared import Pt
from wordfile import RoundTheme, W, Written, document, paragraph, sides, write

from convert.css.computed import ComputedStyle, ContentCounter, ContentString, ContentText, MarginBox, Page
from convert.model import (
    NO_BORDER,
    Border,
    Box,
    Callout,
    CodeBlock,
    Color,
    Heading,
    Image,
    List,
    ListItem,
    Quote,
    Rule,
    Sides,
    Text,
)
from convert.record import replace
from specimens import PICTURE


def sides_of(line: Border) -> Sides[Border]:
    return Sides(line, line, line, line)


def test_the_body_of_the_theme_is_normal_and_the_default():
    theme = RoundTheme(body=ComputedStyle(font_family=("Times New Roman", "宋体"), font_size_pt=12.0))
    word = write(document("字"), theme).word
    normal = word.styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(12))
    assert normal.element.rPr.rFonts.get(f"{W}eastAsia") == "宋体"


def test_no_face_is_left_to_a_theme_of_words():
    assert "Theme=" not in write(document("字", Heading(1, (Text("题"),)))).part("word/styles.xml")


def test_headings_are_the_ones_word_knows_so_that_the_outline_works():
    body = [Heading(level, (Text(f"题{level}"),)) for level in range(1, 7)]
    found = [p.style.name for p in write(document(*body)).word.paragraphs]
    assert found == [f"Heading {level}" for level in range(1, 7)]


def test_a_heading_stays_with_its_text():
    style = write(document(Heading(2, (Text("题"),)))).word.styles["Heading 2"]
    assert style.paragraph_format.keep_with_next
    assert style.paragraph_format.keep_together


def test_an_indent_in_em_is_an_indent_in_characters():
    theme = RoundTheme().set("p", text_indent_em=2.0, text_indent_pt=24.0)
    indent = write(document("字"), theme).word.styles["Body Text"].element.pPr.ind
    assert (indent.get(f"{W}firstLineChars"), indent.get(f"{W}firstLine")) == ("200", "480")


def test_a_heading_has_no_indent_of_the_text_before_it():
    theme = RoundTheme().set("p", text_indent_em=2.0, text_indent_pt=24.0)
    word = write(document(Heading(1, (Text("题"),))), theme).word
    assert not word.styles["Heading 1"].paragraph_format.first_line_indent


def test_a_line_height_in_points_is_exact_and_a_factor_leaves_room_for_more():
    theme = RoundTheme().set("p", line_height_pt=28.0).set("h1", line_height=1.5, line_height_pt=18.0)
    found = write(document("字"), theme).word.styles
    text, heading = found["Body Text"].paragraph_format, found["Heading 1"].paragraph_format
    assert (text.line_spacing, text.line_spacing_rule) == (Pt(28), WD_LINE_SPACING.EXACTLY)
    assert (heading.line_spacing, heading.line_spacing_rule) == (Pt(18), WD_LINE_SPACING.AT_LEAST)


def test_a_picture_is_not_cut_by_an_exact_line():
    theme = RoundTheme().set("p", line_height_pt=28.0)
    written = write(document(paragraph(Image("bild.png", "图")), media=(PICTURE,)), theme)
    found = written.word.paragraphs[0].paragraph_format
    assert (found.line_spacing, found.line_spacing_rule) == (Pt(28), WD_LINE_SPACING.AT_LEAST)


def test_margins_become_the_space_before_and_after():
    theme = RoundTheme().set("h2", margin=sides(top=14, bottom=6))
    found = write(document("字"), theme).word.styles["Heading 2"].paragraph_format
    assert (found.space_before, found.space_after) == (Pt(14), Pt(6))


def test_a_heading_that_begins_a_page_does_so_by_its_style():
    theme = RoundTheme().set("h1", break_before="page")
    assert write(document("字"), theme).word.styles["Heading 1"].paragraph_format.page_break_before


def test_a_quotation_stands_in_by_its_margin_line_and_padding():
    box = {"margin": sides(left=20), "padding": sides(left=10)}
    theme = RoundTheme().set("blockquote", **box)
    style = write(document(Quote((paragraph("引"),))), theme).word.paragraphs[0].style
    assert style.name == "Quote"
    assert style.paragraph_format.left_indent == Pt(30)


def test_callouts_have_a_style_for_each_kind_and_one_for_the_title():
    body = [Callout(kind, (), (paragraph("话"),)) for kind in ("note", "warning")]
    found = [p.style.name for p in write(document(*body)).word.paragraphs if p.text]
    assert found == ["Callout Note Title", "Callout Note", "Callout Warning Title", "Callout Warning"]


def borders(written: Written, paragraphs: int) -> list[str | None]:
    """The colours of the left border that a style or a paragraph names, paragraph by paragraph."""
    found = []
    for p in written.word.paragraphs[:paragraphs]:
        own = p._p.xpath("./w:pPr/w:pBdr/w:left/@w:color") or p.style.element.xpath(".//w:left/@w:color")
        found.append(own[0] if own else None)
    return found


def test_boxes_in_a_row_are_not_joined_and_have_no_line_between_them():
    theme = RoundTheme().set("blockquote", border=sides_of(Border(1.0, "solid", Color(16, 32, 48))))
    quotes = [Quote((paragraph("上"), paragraph("下"))) for _ in range(3)]
    found = write(document(*quotes), theme)
    assert found.texts == ["上", "下"] * 3
    assert borders(found, 6) == ["102030", "102030", "102031", "102031", "102030", "102030"]


def test_boxes_that_differ_are_left_as_they_are():
    theme = RoundTheme().set("blockquote", border=sides_of(Border(1.0, "solid", Color(16, 32, 48))))
    found = write(document(Quote((paragraph("引"),)), CodeBlock("x")), theme)
    assert borders(found, 2) == ["102030", None]


# A box with more in it than paragraphs

BAR = {"padding": sides(left=10), "border": replace(NO_BORDER, left=Border(2.0, "solid"))}


def listed() -> List:
    return List((ListItem((paragraph("条"),)),))


def test_a_quotation_of_paragraphs_is_text_one_can_edit():
    written = write(
        document(Quote((paragraph("甲"), paragraph("乙")))), RoundTheme().set("blockquote", **BAR)
    )
    assert written.word.tables == []


def test_a_line_at_the_side_goes_through_beside_a_list(docx_problems):
    theme = RoundTheme().set("blockquote", **BAR)
    written = write(document(Quote((paragraph("甲"), listed(), paragraph("乙")))), theme)
    (table,) = written.word.tables
    assert [p.text for p in table.cell(0, 0).paragraphs] == ["甲", "条", "乙"]
    assert table.style.name == "Quote Box"
    assert table.style.element.xpath(".//w:tblBorders/*/@w:sz") == ["16"]
    assert written.xpath("//w:tc//w:pBdr") == []
    assert docx_problems(written.data) == []


def test_a_quotation_without_a_line_needs_no_table():
    written = write(document(Quote((paragraph("甲"), listed()))), RoundTheme())
    assert written.word.tables == []


def test_a_callout_with_a_list_has_its_title_in_the_box():
    theme = RoundTheme().set("div.callout.callout-tip", background=Color(240, 240, 240))
    written = write(document(Callout("tip", (), (listed(),))), theme)
    assert [p.text for p in written.word.tables[0].cell(0, 0).paragraphs] == ["提示", "条"]


def test_boxes_that_are_tables_keep_their_distance(docx_problems):
    theme = RoundTheme().set("blockquote", margin=sides(top=7, bottom=9), **BAR)
    written = write(document("前", Quote((listed(),)), Quote((listed(),)), "后"), theme)
    before, between, after = written.word.paragraphs
    assert before.paragraph_format.space_after == Pt(9)
    assert between.paragraph_format.line_spacing == Pt(9)
    assert after.paragraph_format.space_before == Pt(9)
    assert docx_problems(written.data) == []


def test_the_last_paragraph_of_a_box_leaves_no_space_below_it():
    theme = RoundTheme().set("blockquote", **BAR).set("p", margin=sides(bottom=6))
    written = write(document(Quote((listed(), paragraph("末")))), theme)
    assert written.word.tables[0].cell(0, 0).paragraphs[-1].paragraph_format.space_after == 0


def test_a_class_that_the_theme_knows_is_a_style_of_that_name():
    theme = RoundTheme().set("div.legend p", font_size_pt=9.0)
    word = write(document(Box((paragraph("例"),), ("legend",))), theme).word
    assert word.paragraphs[0].style.name == "Legend"


def test_a_class_that_the_theme_does_not_know_adds_no_style():
    word = write(document(Box((paragraph("例"),), ("aside",)))).word
    assert word.paragraphs[0].style.name == "Body Text"


def test_what_looks_the_same_in_the_appendix_has_the_same_style():
    source = document("字", notes=(Heading(1, (Text("附录"),)), paragraph("注")))
    word = write(source, RoundTheme()).word
    assert [p.style.name for p in word.paragraphs] == ["Body Text", "Heading 1", "Body Text"]


def test_what_looks_different_in_the_appendix_has_a_style_of_its_own():
    theme = RoundTheme().set("section.notes p", font_size_pt=9.0)
    word = write(document("字", notes=(paragraph("注"),)), theme).word
    assert [p.style.name for p in word.paragraphs] == ["Body Text", "Appendix Text"]
    assert word.styles["Appendix Text"].base_style.name == "Body Text"


def test_the_appendix_begins_a_page():
    source = document("字", notes=(Heading(1, (Text("附录"),)), paragraph("注")))
    starts = [p.paragraph_format.page_break_before for p in write(source).word.paragraphs]
    assert starts == [None, True, None]


def test_a_rule_is_a_line_and_no_text():
    theme = RoundTheme().set("hr", border=sides_of(Border(1.0, "solid", Color(1, 2, 3))))
    written = write(document("上", Rule(), "下"), theme)
    assert written.texts == ["上", "", "下"]
    assert 'w:color="010203"' in written.word.paragraphs[1].style.element.xml


def test_the_page_has_the_themes_size_and_margins():
    page = Page(width_mm=182, height_mm=257, margin_mm=sides(20, 15, 25, 18))
    section = write(document("字"), RoundTheme(page=page)).word.sections[0]
    assert round(section.page_width.mm) == 182
    assert [round(x.mm) for x in (section.top_margin, section.right_margin, section.bottom_margin)] == [
        20,
        15,
        25,
    ]


BOTTOM = MarginBox(
    "bottom-center",
    (ContentCounter("page"), ContentText(" / "), ContentCounter("pages")),
    ComputedStyle(font_size_pt=9.0),
)
TOP = MarginBox("top-left", (ContentString("title", "h1"),), ComputedStyle(font_size_pt=9.0))


def test_the_footer_counts_pages_with_fields():
    word = write(document("字"), RoundTheme(page=Page(boxes=(BOTTOM,)))).word
    footer = word.sections[0].footer.paragraphs[0]
    codes = [node.text.strip() for node in footer._p.iter(f"{W}instrText")]
    assert codes == ["PAGE", "NUMPAGES"]
    assert footer.text == "\t1 / 1"


def test_the_running_header_repeats_the_first_heading_in_every_language_of_word():
    page = Page(boxes=(TOP,))
    header = write(document(Heading(1, (Text("大标题"),))), RoundTheme(page=page)).word.sections[0].header
    assert "STYLEREF 1" in header.paragraphs[0]._p.xml
    assert header.paragraphs[0].text == "大标题"


def test_without_a_heading_the_running_header_is_no_field_that_would_print_an_error():
    header = write(document("字"), RoundTheme(page=Page(boxes=(TOP,)))).word.sections[0].header
    assert "STYLEREF" not in header.paragraphs[0]._p.xml


def test_a_first_page_without_boxes_has_an_empty_header():
    word = write(document("字"), RoundTheme(page=Page(boxes=(TOP, BOTTOM), first_boxes=(BOTTOM,)))).word
    section = word.sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    assert section.first_page_footer.paragraphs[0].text == "\t1 / 1"


def test_lists_in_a_list_use_one_style():
    inner = List((ListItem((paragraph("内"),)),))
    word = write(document(List((ListItem((paragraph("外"), inner)),)))).word
    assert {p.style.name for p in word.paragraphs} == {"List Paragraph"}
