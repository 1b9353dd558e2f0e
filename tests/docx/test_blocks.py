"""Lists, tables, notes, pictures, links: what a reader of the file sees."""

import pytest
from wordfile import RoundTheme, W, Written, document, paragraph, sides, write

from convert.css.computed import Page
from convert.model import (
    NO_BORDER,
    Anchor,
    Border,
    Cell,
    CodeBlock,
    Color,
    Definition,
    DefinitionList,
    Figure,
    Footnote,
    FootnoteRef,
    Heading,
    Image,
    Length,
    LineBreak,
    Link,
    List,
    ListItem,
    Media,
    PageBreak,
    Quote,
    Row,
    Table,
    Text,
)
from convert.notices import Code
from convert.record import replace
from specimens import PICTURE


def items(*texts: str) -> tuple[ListItem, ...]:
    return tuple(ListItem((paragraph(text),)) for text in texts)


def numbers(written: Written) -> list[str]:
    """What Word counts before each paragraph: a list's number, and the start it is given."""
    found = []
    for p in written.word.paragraphs:
        num = p._p.pPr.numPr
        if num is None:
            found.append("")
            continue
        definition = written.word.part.numbering_part.element.num_having_numId(num.numId.val)
        override = definition.lvlOverride_lst[0]
        assert override.ilvl == num.ilvl.val
        found.append(f"{num.numId.val}:{num.ilvl.val} from {override.startOverride.val}")
    return found


# Lists


def test_every_list_restarts_at_its_own_start():
    source = document(List(items("甲", "乙"), ordered=True), "间", List(items("丙"), ordered=True, start=5))
    assert numbers(write(source)) == ["1:0 from 1", "1:0 from 1", "", "2:0 from 5"]


def test_a_list_in_a_list_is_its_next_level():
    inner = List(items("内"), ordered=True)
    source = document(List((ListItem((paragraph("外"), inner)), *items("后")), ordered=True))
    assert numbers(write(source)) == ["1:0 from 1", "2:1 from 1", "1:0 from 1"]


def test_a_list_deeper_than_word_counts_keeps_its_own_numbers(docx_problems):
    nested = List(items("底"), ordered=True)
    for depth in range(12):
        nested = List((ListItem((paragraph(f"层{depth}"), nested)),), ordered=True)
    written = write(document(nested))
    assert numbers(written)[-1].split(":")[1] == "8 from 1"
    lists = {
        node.get(f"{W}val") for node in written.word.part.numbering_part.element.iter("{*}abstractNumId")
    }
    assert len(lists) > 3
    assert docx_problems(written.data) == []


def test_a_second_paragraph_in_an_item_stands_under_the_first_without_a_number():
    source = document(List((ListItem((paragraph("一"), paragraph("二"))),), tight=False))
    written = write(source, RoundTheme().set("ul", padding=sides(left=24)))
    first, second = written.word.paragraphs
    assert numbers(written) == ["1:0 from 1", ""]
    assert (second.paragraph_format.left_indent or second.style.paragraph_format.left_indent).pt == 24
    assert first.style is not None


def test_an_item_that_begins_with_code_still_has_its_number():
    written = write(document(List((ListItem((CodeBlock("x"),)),))))
    assert numbers(written) == ["1:0 from 1", ""]
    assert written.texts == ["", "x"]


def test_tasks_have_their_boxes():
    source = document(List((ListItem((paragraph("做完"),), True), ListItem((paragraph("没做"),), False))))
    assert write(source).texts == ["☑\t做完", "☐\t没做"]


@pytest.mark.parametrize("start", [999_999_999, 32_767, -3])
def test_a_number_that_word_cannot_count_to_is_text(start: int):
    assert write(document(List(items("甲"), ordered=True, start=start))).texts == [f"{start}.\t甲"]


def test_definitions_stand_under_their_terms():
    source = document(DefinitionList((Definition(((Text("词"),),), ((paragraph("义"),),)),)))
    assert [p.style.name for p in write(source).word.paragraphs] == ["Definition Term", "Definition"]


# Tables


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


@pytest.mark.parametrize(("text", "stays"), [("如下：", True), ("as follows:", True), ("如下。", False)])
def test_a_paragraph_that_leads_to_a_list_stays_with_it(text: str, stays: bool):
    first, _ = write(document(text, List(items("一")))).word.paragraphs
    assert bool(first.paragraph_format.keep_with_next) is stays


def test_numbers_are_flush_right_and_bullets_are_not():
    written = write(document(List(items("一"), ordered=True), List(items("二"))))
    kinds = written.word.part.numbering_part.element.findall(f"{W}abstractNum")
    found = [{place.get(f"{W}val") for place in kind.iter(f"{W}lvlJc")} for kind in kinds]
    assert found == [{"right"}, {"left"}]


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
    assert sorted(texts) == sorted(f"c{number}" for number in range(99) for _ in range(3))
    assert [notice.code for notice in written.report] == [Code.NOT_RENDERED]
    assert docx_problems(written.data) == []


def test_a_table_in_a_table_ends_in_a_paragraph(docx_problems):
    outer = Table(1, (), (Row((Cell((TABLE,)),)),))
    assert docx_problems(write(document(outer, outer)).data) == []


def test_a_list_in_a_table_in_a_list_does_not_disturb_the_outer_count():
    inner = Table(1, (), (Row((Cell((List(items("内"), ordered=True),)),)),))
    outer = List((ListItem((paragraph("一"), inner)), *items("二")), ordered=True)
    assert write(document(outer)).xpath("//w:tc//w:ilvl/@w:val") == ["1"]


# Notes


def test_footnotes_are_words_own():
    source = document(
        paragraph("甲", FootnoteRef("b"), FootnoteRef("a")),
        footnotes=(Footnote("a", (paragraph("注甲"),)), Footnote("b", (paragraph("注乙"), paragraph("续")))),
    )
    written = write(source)
    assert written.xpath("//w:footnoteReference/@w:id") == ["1", "2"]
    part = written.part("word/footnotes.xml")
    assert part.index("注乙") < part.index("续") < part.index("注甲")
    assert part.count("<w:footnoteRef/>") == 2


def test_a_second_reference_repeats_the_first_ones_number(docx_problems):
    source = document(
        paragraph("甲", FootnoteRef("a"), "乙", FootnoteRef("a")),
        footnotes=(Footnote("a", (paragraph("注"),)),),
    )
    written = write(source)
    assert written.texts == ["甲乙1"]
    assert len(written.xpath("//w:footnoteReference")) == 1
    assert docx_problems(written.data) == []


def test_a_note_to_a_note_stands_at_its_end(docx_problems):
    source = document(
        paragraph("甲", FootnoteRef("a")),
        footnotes=(
            Footnote("a", (paragraph("注", FootnoteRef("b")),)),
            Footnote("b", (paragraph("注中注"),)),
        ),
    )
    written = write(source)
    assert "注中注" in written.part("word/footnotes.xml")
    assert docx_problems(written.data) == []


def test_a_note_nobody_refers_to_is_not_lost():
    written = write(document("字", footnotes=(Footnote("a", (paragraph("孤"),)),)))
    assert written.texts == ["字", "孤"]
    assert [notice.code for notice in written.report] == [Code.FOOTNOTE]


def test_links_and_pictures_in_notes_have_their_own_relationships(docx_problems):
    note = Footnote("a", (paragraph(Link("https://a.cn/", (Text("见"),)), Image("bild.png", "图")),))
    written = write(document(paragraph("甲", FootnoteRef("a")), footnotes=(note,), media=(PICTURE,)))
    assert docx_problems(written.data) == []


# Links


def test_a_link_to_a_heading_names_its_bookmark():
    source = document(Heading(1, (Text("题"),), "第-一章"), paragraph(Link("#第-一章", (Text("见"),))))
    written = write(source)
    assert (
        written.xpath("//w:bookmarkStart/@w:name") == written.xpath("//w:hyperlink/@w:anchor") == ["第_一章"]
    )


@pytest.mark.parametrize("anchor", ["1a", "a b/c", "x" * 90, "😀", "-"])
def test_any_anchor_becomes_a_legal_bookmark(anchor: str, docx_problems):
    source = document(
        Heading(1, (Text("题"),), anchor), paragraph(Anchor(f"{anchor}!"), Link(f"#{anchor}", (Text("见"),)))
    )
    written = write(source)
    names = written.xpath("//w:bookmarkStart/@w:name")
    assert len({name.lower() for name in names}) == 2
    assert all(len(name) <= 40 and name[0].isalpha() for name in names)
    assert docx_problems(written.data) == []


def test_a_link_to_nowhere_leads_to_the_beginning_and_is_reported(docx_problems):
    written = write(document(paragraph(Link("#nirgends", (Text("见"),)))))
    assert [notice.code for notice in written.report] == [Code.LINK_TARGET]
    assert docx_problems(written.data) == []


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "file:///etc/passwd", "http://", "https://[bad", "http://a b/", "https://" + "x" * 3000, "mailto:"],
)  # fmt: skip
def test_an_address_word_must_not_open_is_only_text(href: str):
    written = write(document(paragraph("甲", Link(href, (Text("乙"),)))))
    assert written.texts == ["甲乙"]
    assert written.xpath("//w:hyperlink") == []
    assert [notice.code for notice in written.report] == [Code.LINK_TARGET]


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://例子.cn/路?a=1&b=“x”#f", "https://xn--fsqu00a.cn/%E8%B7%AF?a=1&b=%E2%80%9Cx%E2%80%9D#f"),
        ("http://a.cn/100%", "http://a.cn/100%25"),
        ("mailto:a@b.cn", "mailto:a@b.cn"),
    ],
)
def test_an_address_is_written_as_the_network_writes_it(href: str, address: str, docx_problems):
    written = write(document(paragraph(Link(href, (Text("见"),), '题目 "引号"'))))
    assert written.word.paragraphs[0].hyperlinks[0].url == address
    assert docx_problems(written.data) == []


# Pictures and code


def test_a_picture_has_its_alternative_text_and_fits_the_measure():
    wide = Media("w", "image/png", PICTURE.data, 4000, 100)
    written = write(document(paragraph(Image("w", "一条长桥")), media=(wide,)))
    shape = written.word.inline_shapes[0]
    section = written.word.sections[0]
    assert shape._inline.docPr.get("descr") == "一条长桥"
    measure = section.page_width - section.left_margin - section.right_margin
    assert abs(shape.width - measure) < 12700


def test_a_tall_picture_fits_its_page():
    tall = Media("t", "image/png", PICTURE.data, 100, 4000)
    theme = RoundTheme(page=Page(148.0, 210.0))
    shape = write(document(paragraph(Image("t")), media=(tall,)), theme).word.inline_shapes[0]
    assert shape.height / 12700 < (210 - 40) * 72 / 25.4


def test_a_picture_used_twice_is_stored_once(docx_problems):
    written = write(
        document(paragraph(Image("bild.png"), Image("bild.png", "b", Length(85.039))), media=(PICTURE,))
    )
    assert len({shape._inline.docPr.get("id") for shape in written.word.inline_shapes}) == 2
    assert len([p for p in written.word.part.package.iter_parts() if "media" in str(p.partname)]) == 1
    assert docx_problems(written.data) == []


def test_a_picture_that_is_missing_is_its_text():
    written = write(document(paragraph(Image("fehlt", "一只猫"))))
    assert written.texts == ["一只猫"]
    assert [notice.code for notice in written.report] == [Code.PICTURE]


def test_a_figure_stays_with_its_caption():
    figure = Figure((paragraph(Image("bild.png", "图")),), (Text("图1"),))
    picture, caption = write(document(figure, media=(PICTURE,))).word.paragraphs
    assert picture.paragraph_format.keep_with_next
    assert (caption.text, caption.style.name) == ("图1", "Caption")


def test_code_keeps_its_lines_blanks_and_tabs():
    assert write(document(CodeBlock("a  b\n\n\tc <&>\n  d"))).texts == ["a  b\n\n\tc <&>\n  d"]


def test_a_page_break_is_before_the_next_text_and_leaves_no_empty_line():
    written = write(document("上", PageBreak(), Quote((paragraph("下"),)), PageBreak()))
    assert written.texts == ["上", "下"]
    assert [p.paragraph_format.page_break_before for p in written.word.paragraphs] == [None, True]


def test_a_line_break_is_one():
    assert write(document(paragraph("上", LineBreak(), "下"))).texts == ["上\n下"]


def test_many_columns_split_where_no_more_fit_and_every_cell_is_kept(docx_problems):
    words = [f"列{number}" for number in range(40)]
    written = write(document(Table(40, (), (Row(tuple(cell(word) for word in words)),))))
    tables = written.word.tables
    assert len(tables) == 2
    assert [c.text for table in tables for c in table.rows[0].cells] == words
    assert docx_problems(written.data) == []
