"""What the author set beyond words and colours: frames, numbers, directions, languages, dots, sizes, code."""

import re

import pytest

from convert import themes
from convert.model import (
    Block,
    Border,
    Box,
    Cell,
    CodeBlock,
    CodeSpan,
    Color,
    Details,
    Document,
    Emphasis,
    Figure,
    Footnote,
    FootnoteRef,
    Frame,
    Heading,
    Image,
    Length,
    List,
    ListItem,
    Media,
    PageBreak,
    Paragraph,
    Row,
    Sides,
    Style,
    Table,
    Text,
)
from convert.notices import Report
from convert.writers import Options, html
from specimens import PICTURE, paragraph

RED = Color(200, 0, 0)
LINE = Border(1, "solid", RED)
NONE = Border()


def body(*blocks: Block, media: tuple[Media, ...] = ()) -> str:
    written = html.write(Document(body=blocks, media=media), Options(themes.load("plain")), Report()).decode()
    return written[written.index("<main>") : written.index("</main>")]


def test_a_frame_is_its_paper_its_borders_and_the_space_inside() -> None:
    frame = Frame(
        Color(255, 255, 200), Sides(LINE, NONE, NONE, Border(3, "double", RED)), Sides(1.0, 2.0, 3.0, 4.5)
    )
    written = body(Paragraph((Text("甲"),), frame=frame))
    assert 'class="framed"' in written
    for declaration in (
        "border-top: 1pt solid #C80000",
        "border-right: none",
        "border-left: 3pt double #C80000",
        "background-color: #FFFFC8",
        "padding: 1pt 2pt 3pt 4.5pt",
    ):
        assert declaration in written


def test_four_equal_borders_are_one_declaration() -> None:
    frame = Frame(border=Sides(LINE, LINE, LINE, LINE))
    assert 'style="border: 1pt solid #C80000"' in body(Box((paragraph("甲"),), (), frame))
    assert 'style="border: 1pt solid #C80000"' in body(Heading(2, (Text("题"),), frame=frame))


def test_a_block_without_a_look_has_no_attributes() -> None:
    assert "<p>甲</p>" in body(paragraph("甲"))


def test_items_say_their_own_numbers() -> None:
    items = (
        ListItem((paragraph("三"),), number=3),
        ListItem((paragraph("二"),), number=2),
        ListItem((paragraph("零"),), number=0),
    )
    written = body(List(items, ordered=True, start=3))
    assert re.findall(r' value="(-?\d+)"', written) == ["3", "2", "0"]
    assert "counter-set: list-item 0" in written


@pytest.mark.parametrize(
    "marker", ["none", "circle", "square", "cjk-decimal", "lower-greek", "decimal-leading-zero"]
)
def test_a_marker_of_the_authors_is_declared(marker: str) -> None:
    ordered = marker not in ("none", "circle", "square")
    written = body(List((ListItem((paragraph("甲"),)),), ordered, marker=marker))  # type: ignore[arg-type]
    assert f"list-style-type: {marker}" in written


def test_directions_are_attributes_of_their_blocks() -> None:
    row = Row((Cell((paragraph("أ"),)),))
    written = body(
        Paragraph((Text("أ"),), direction="rtl"),
        Heading(1, (Text("أ"),), direction="rtl"),
        List((ListItem((paragraph("أ"),)),), direction="rtl"),
        Table(1, (), (row,), direction="rtl"),
    )
    assert [f'<{tag} dir="rtl"' in written for tag in ("p", "h1", "ul", "table")] == [True] * 4


def test_runs_say_language_direction_and_dots() -> None:
    written = body(
        paragraph(
            Text("骨", Style(language="ja")),
            Text("abc", Style(direction="rtl-override")),
            Text("重点", Style(emphasis=Emphasis(under=True))),
        )
    )
    assert '<span lang="ja">骨</span>' in written
    assert '<bdo dir="rtl">abc</bdo>' in written
    assert '<span class="dots dots-under-dot">重点</span>' in written


def test_pictures_have_the_sizes_the_author_gave() -> None:
    def image(width: Length | None = None, height: Length | None = None) -> str:
        return body(Figure((Paragraph((Image(PICTURE.key, "图", width, height),)),)), media=(PICTURE,))

    assert "width: 50%; height: auto" in image(Length(50, "%"))
    assert "width: auto; height: 2em" in image(None, Length(2, "em"))
    assert 'width="80" height="40"' in image(Length(60))
    assert 'width="80" height="80"' in image(Length(60), Length(60))


def test_a_vector_picture_is_one_in_the_page() -> None:
    media = Media("a.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>", 10, 10)
    assert 'src="data:image/svg+xml;base64,' in body(Paragraph((Image("a.svg", "图"),)), media=(media,))


def test_columns_have_the_widths_the_author_gave() -> None:
    row = Row(
        (
            Cell((paragraph("甲"),), vertical_align="bottom"),
            Cell((paragraph("乙"),), border=Sides(LINE, LINE, LINE, LINE)),
        )
    )
    written = body(Table(2, (), (row,), widths=(Length(30, "%"), None)))
    assert '<colgroup><col style="width: 30%"/><col/></colgroup>' in written
    assert '<td style="vertical-align: bottom">' in written
    assert '<td style="border: 1pt solid #C80000">' in written


def test_a_disclosure_is_open() -> None:
    written = body(Details((Text("答案"),), (paragraph("四"),)))
    assert '<details open="">\n<summary>答案</summary>\n<p>四</p>\n</details>' in written


def test_code_is_highlighted_and_its_text_unchanged() -> None:
    text = "def f():\n    return 'x'  # 注\n\nprint(" + "1 + " * 30 + "1)"
    written = body(CodeBlock(text, "python"))
    assert '<span class="hl-keyword">def</span>' in written
    code = re.sub("<[^>]*>", "", written[written.index("<code") : written.index("</code>")])
    assert code.replace("&#x27;", "'") == text


def test_code_that_its_author_coloured_has_those_colours_alone() -> None:
    spans = (CodeSpan(4, 9, Style(color=RED, mark="red")), CodeSpan(9, 12, Style(bold=True)))
    written = body(CodeBlock("def f:\n x y = 1", "python", spans))
    red = '<span class="mark mark-red">'
    assert (
        f'<pre><code class="language-python">def {red}f:</span>\n{red} x</span><strong> y </strong>= 1</code></pre>'
        in written
    )


def test_a_long_line_of_code_hangs_below_its_own_indent() -> None:
    written = body(CodeBlock("if x:\n    " + "word " * 30))
    assert '<span class="long" style="--hang: 8ch; --back: -8ch">' in written
    assert written.count('class="long"') == 1


def test_the_notes_of_a_document_from_the_right_are_numbered_at_the_right() -> None:
    note = Footnote("a", (Paragraph((Text("نص"),), direction="rtl"),))
    line = Paragraph((Text("متن"), FootnoteRef("a")), direction="rtl")
    written = html.write(Document(body=(line,), footnotes=(note,)), Options(themes.load("plain")), Report())
    assert '<ol dir="rtl">' in written.decode()


def test_a_band_is_as_large_as_the_type_on_it() -> None:
    large = Style(size_pt=15, mark="yellow", background=Color(255, 255, 0))
    assert '<span style="font-size: 15pt"><span class="mark' in body(paragraph(Text("高亮", large)))


def test_two_page_breaks_are_one() -> None:
    assert body(paragraph("一"), PageBreak(), PageBreak(), paragraph("二")).count("page-break") == 1


@pytest.mark.parametrize("described", ["alt", "number", "decoration"])
def test_a_picture_says_what_it_shows_or_its_number(described: str) -> None:
    pictures = {
        "alt": (Image(PICTURE.key, "一块"), 'alt="一块"'),
        "number": (Image(PICTURE.key), 'alt="图 1"'),
        "decoration": (Image(PICTURE.key, decorative=True), 'alt=""'),
    }
    picture, written = pictures[described]
    assert written in body(Paragraph((picture,)), media=(PICTURE,))


def test_a_done_task_and_an_open_one_are_boxes() -> None:
    page = html.write(
        Document(body=(List((ListItem((paragraph("甲"),), True), ListItem((paragraph("乙"),), False))),)),
        Options(themes.load("plain")),
        Report(),
    ).decode()
    assert '<span class="checkbox done">✓</span>' in page
    assert re.search(r"\.done \{[^}]*border: [^}]*solid", page)


def test_lines_and_emphasis_marks_have_colours_of_their_own() -> None:
    red = Color(255, 0, 0)
    written = body(
        Paragraph(
            (
                Text("线", Style(underline="wavy", line_color=red)),
                Text("点", Style(emphasis=Emphasis(under=True), emphasis_color=red)),
                Text("叉", Style(emphasis=Emphasis(own="×"))),
                Text("9", Style(script="super", size_pt=8, script_sized=True)),
            )
        )
    )
    assert '<u style="text-decoration-style: wavy; text-decoration-color: #FF0000">线</u>' in written
    assert '<span class="dots dots-under-dot" style="text-emphasis-color: #FF0000">点</span>' in written
    assert "text-emphasis-style: &quot;×&quot;; text-emphasis-position: over right" in written
    assert '<sup style="font-size: 8pt">9</sup>' in written
