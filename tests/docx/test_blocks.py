"""Definitions, notes, pictures, code, links: what a reader of the file sees."""

import pytest
from wordfile import RoundTheme, document, paragraph, sides, write

from convert.css.computed import Page
from convert.model import (
    Anchor,
    Callout,
    Cell,
    CodeBlock,
    CodeSpan,
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
    Style,
    Table,
    Text,
)
from convert.model import (
    Code as InlineCode,
)
from convert.notices import Code
from convert.record import replace
from specimens import PICTURE


def items(*texts: str) -> tuple[ListItem, ...]:
    return tuple(ListItem((paragraph(text),)) for text in texts)


# Definitions


def test_several_blocks_of_a_meaning_stand_in_as_one_does():
    theme = RoundTheme().set("dd", margin=sides(left=20)).set("ul", padding=sides(left=10))
    meaning = (paragraph("义"), List(items("条")))
    _, text, item = write(
        document(DefinitionList((Definition(((Text("词"),),), (meaning,)),))), theme
    ).word.paragraphs
    assert text.style.paragraph_format.left_indent.pt == 20
    indent = item.paragraph_format.left_indent or item.style.paragraph_format.left_indent
    assert indent.pt == 30


def test_definitions_stand_under_their_terms():
    source = document(DefinitionList((Definition(((Text("词"),),), ((paragraph("义"),),)),)))
    assert [p.style.name for p in write(source).word.paragraphs] == ["Definition Term", "Definition"]


# Notes


def test_a_note_may_hold_lists_and_tables(docx_problems):
    table = Table(1, (), (Row((Cell((paragraph("表"),)),)),))
    note = Footnote("a", (paragraph("注"), List(items("条"), ordered=True), table))
    written = write(document(paragraph("甲", FootnoteRef("a")), footnotes=(note,)))
    part = written.part("word/footnotes.xml")
    assert part.index("注") < part.index("条") < part.index("表")
    assert docx_problems(written.data) == []


def test_a_note_may_be_referred_to_in_a_heading_and_in_a_table(docx_problems):
    heading = Heading(1, (Text("题"), FootnoteRef("a")))
    table = Table(1, (), (Row((Cell((paragraph("格", FootnoteRef("b")),)),)),))
    notes = (Footnote("a", (paragraph("注甲"),)), Footnote("b", (paragraph("注乙"),)))
    written = write(document(heading, table, footnotes=notes))
    assert written.xpath("//w:footnoteReference/@w:id") == ["1", "2"]
    assert docx_problems(written.data) == []


def test_a_callouts_title_keeps_the_authors_marks():
    callout = Callout(
        "tip", (Text("看"), Text("这里", Style(mark="red")), InlineCode("x")), (paragraph("话"),)
    )
    title = write(document(callout)).word.paragraphs[0]
    assert [run.style.name for run in title.runs][1:] == ["Mark Red", "Inline Code"]


def test_a_page_breaks_between_the_items_of_a_list():
    broken = List((ListItem((paragraph("一"), PageBreak())), ListItem((paragraph("二"),))))
    assert [p.paragraph_format.page_break_before for p in write(document(broken)).word.paragraphs] == [
        None,
        True,
    ]


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


def test_a_decorative_picture_says_so_and_each_has_at_least_a_number(docx_problems):
    written = write(
        document(paragraph(Image("bild.png", decorative=True), Image("bild.png")), media=(PICTURE,))
    )
    first, second = (shape._inline.docPr for shape in written.word.inline_shapes)
    assert [child.get("val") for child in first.iter("{*}decorative")] == ["1"]
    assert not list(second.iter("{*}decorative"))
    assert [first.get("descr"), second.get("descr")] == ["图 1", "图 2"]
    assert docx_problems(written.data) == []


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


@pytest.mark.parametrize(
    ("width", "points"), [(Length(50.0, "%"), None), (Length(4.0, "em"), 48.0), (Length(30.0), 30.0)]
)
def test_a_picture_is_as_wide_as_the_author_said(width: Length, points: float | None):
    written = write(document(paragraph(Image("bild.png", "图", width)), media=(PICTURE,)), RoundTheme())
    section = written.word.sections[0]
    half = (section.page_width - section.left_margin - section.right_margin) / 12700 / 2
    shape = written.word.inline_shapes[0]
    assert abs(shape.width.pt - (points or half)) < 0.1
    assert abs(shape.width / shape.height - 2) < 0.01


def test_a_drawing_comes_with_its_copy_for_programs_that_cannot_draw_it(docx_problems):
    drawing = Media(
        "d", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>", 20, 10, png=PICTURE.data
    )
    written = write(document(paragraph(Image("d", "图"), Image("d", "图")), media=(drawing,)))
    parts = {
        str(p.partname): p.content_type
        for p in written.word.part.package.iter_parts()
        if "media" in str(p.partname)
    }
    assert sorted(parts.values()) == ["image/png", "image/svg+xml"]
    (blip, _) = written.xpath("//a:blip")
    related = written.word.part.related_parts
    assert related[blip.embed].blob == PICTURE.data
    (svg, _) = [node for node in written.word.element.iter() if node.tag.endswith("}svgBlip")]
    assert related[svg.values()[0]].blob == drawing.data
    assert docx_problems(written.data) == []


def test_a_drawing_without_a_copy_is_its_text():
    drawing = Media("d", "image/svg+xml", b"<svg/>", 20, 10)
    assert write(document(paragraph(Image("d", "一只猫")), media=(drawing,))).texts == ["一只猫"]


HIGHLIGHTED = CodeBlock('def f():\n\treturn "字"  # 注', "python")


def test_code_is_highlighted_by_styles_of_the_theme():
    theme = RoundTheme().set("span.hl-keyword", bold=True, color=Color(0, 0, 128))
    written = write(document(HIGHLIGHTED), theme)
    assert written.texts == ['def f():\n\treturn "字"  # 注']
    style = written.word.styles["Code Keyword"]
    assert style.font.bold
    assert str(style.font.color.rgb) == "000080"
    assert [r.text for r in written.word.paragraphs[0].runs if r.style.name == "Code Keyword"] == [
        "def",
        "return",
    ]


def test_kinds_of_code_that_the_theme_does_not_set_apart_need_no_style():
    written = write(document(HIGHLIGHTED), RoundTheme())
    assert "Code Keyword" not in [style.name for style in written.word.styles]


def test_code_a_little_too_wide_is_set_smaller():
    usual, small = write(document(CodeBlock("x" * 70), "间", CodeBlock("x" * 85))).word.paragraphs[::2]
    assert small.style.font.size < usual.style.font.size
    assert small.style.font.size.pt > 7


def test_code_far_too_wide_hangs_line_by_line_in_one_box():
    written = write(document(CodeBlock("a\n" + "word " * 60 + "\nb")))
    assert written.texts == ["a", "word " * 60, "b"]
    indents = {
        (p.paragraph_format.left_indent, p.paragraph_format.first_line_indent)
        for p in written.word.paragraphs
    }
    assert len(indents) == 1
    assert [p.paragraph_format.space_before for p in written.word.paragraphs] == [None, 0, 0]


def test_code_keeps_its_lines_blanks_and_tabs():
    assert write(document(CodeBlock("a  b\n\n\tc <&>\n  d"))).texts == ["a  b\n\n\tc <&>\n  d"]


def test_colours_in_code_are_their_marks_and_highlight_nothing_else(docx_problems):
    red = Style(color=Color(255, 0, 0), mark="red")
    spans = (CodeSpan(4, 9, red), CodeSpan(11, 12, Style(bold=True)))
    short = CodeBlock("def f():\n  x  y", "python", spans)
    written = write(document(short, replace(short, text=short.text + "\n" + "word " * 60)))
    first, *lines = written.word.paragraphs
    assert [(run.text, run.style.name) for run in first.runs] == [
        ("def ", "Default Paragraph Font"),
        ("f():\n", "Mark Red"),
        ("  ", "Default Paragraph Font"),
        ("x", "Strong"),
        ("  y", "Default Paragraph Font"),
    ]
    assert {p.style.name for p in written.word.paragraphs} == {"Source Code"}
    assert [[r.text for r in p.runs if r.style.name == "Mark Red"] for p in lines] == [["f():"], [], []]
    assert docx_problems(written.data) == []


def test_a_page_break_is_before_the_next_text_and_leaves_no_empty_line():
    written = write(document("上", PageBreak(), Quote((paragraph("下"),)), PageBreak()))
    assert written.texts == ["上", "下"]
    assert [p.paragraph_format.page_break_before for p in written.word.paragraphs] == [None, True]


def test_a_line_break_is_one():
    assert write(document(paragraph("上", LineBreak(), "下"))).texts == ["上\n下"]
