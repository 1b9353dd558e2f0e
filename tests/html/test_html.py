"""The HTML page: valid, self-contained, nothing lost, nothing slipped through unescaped."""

import re
import time
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from convert import transforms
from convert.model import (
    Callout,
    Cell,
    CodeBlock,
    Color,
    Document,
    Heading,
    Image,
    Link,
    List,
    ListItem,
    Mark,
    MathBlock,
    Media,
    Meta,
    Paragraph,
    Quote,
    Row,
    Style,
    Table,
    Text,
)
from convert.notices import Code, Report
from convert.reader import read
from convert.record import replace
from convert.writers import Options, html
from specimens import ARTICLE, EVERYTHING, PICTURE, paragraph

THEME: Any = SimpleNamespace(browser_css="p { color: black }")


def page(document: Document, css: str = "p { color: black }") -> str:
    theme: Any = SimpleNamespace(browser_css=css)
    return html.write(document, Options(theme=theme), Report()).decode("utf-8")


def parsed(document: Document) -> LexborHTMLParser:
    return LexborHTMLParser(page(document))


def seen(document: Document) -> str:
    body = parsed(document).body
    assert body is not None
    return re.sub(r"\s+", "", body.text())


def test_the_head_says_what_the_document_is() -> None:
    tree = parsed(EVERYTHING)
    assert tree.css_first("html").attributes["lang"] == "zh-CN"
    assert tree.css_first("title").text() == "样张 <全部> & “节点”"
    assert tree.css_first("meta[charset]").attributes["charset"] == "utf-8"
    named = {node.attributes["name"]: node.attributes["content"] for node in tree.css("meta[name]")}
    assert named["author"] == "某人"
    assert named["keywords"] == "一, 二"
    assert "width=device-width" in (named["viewport"] or "")


def test_a_document_without_a_title_is_named_by_its_first_words() -> None:
    assert "<title>只有一段。</title>" in page(Document(body=(paragraph("只有一段。"),)))
    assert "<title></title>" not in page(Document())


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    tree = parsed(EVERYTHING)
    assert not tree.css("script, link, iframe, object, embed, base")
    assert all((node.attributes["src"] or "").startswith("data:") for node in tree.css("[src]"))
    assert not re.search(r"url\(|@import", page(EVERYTHING))
    assert not [name for node in tree.css("*") for name in node.attributes if name.startswith("on")]


def test_the_body_is_well_formed() -> None:
    from xml.etree import ElementTree

    body = re.search(r"<body>.*</body>", page(EVERYTHING), re.DOTALL)
    assert body is not None
    root = ElementTree.fromstring(body.group())
    assert [child.tag for child in root] == ["main", "section"]


def test_ids_are_unique_and_every_link_inside_the_page_arrives() -> None:
    tree = parsed(EVERYTHING)
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    targets = [(node.attributes["href"] or "")[1:] for node in tree.css('a[href^="#"]')]
    assert "top" in targets
    assert set(targets) <= set(ids)


def test_each_mark_is_one_class_with_one_rule() -> None:
    written = page(ARTICLE)
    assert written.count(".mark-red {") == 1
    assert ".mark-red { color: #FF0000 }" in written
    red = [node.text() for node in parsed(ARTICLE).css("span.mark.mark-red")]
    assert len(red) == 2
    assert red[1].startswith("这说明以自我为中心")


def test_marks_whose_names_look_alike_keep_their_own_colours() -> None:
    first, second = Style(mark="Key!", color=Color(1, 2, 3)), Style(mark="key?", color=Color(4, 5, 6))
    written = page(Document(body=(paragraph(Text("甲", first), Text("乙", second)),)))
    assert ".mark-key { color: #010203 }" in written
    assert ".mark-key-2 { color: #040506 }" in written


def test_one_mark_in_two_colours_shows_both() -> None:
    style = Style(mark="red", color=Color(200, 0, 0))
    document = Document(body=(paragraph(Text("甲", style)),), legend=(Mark("red", Color(255, 0, 0)),))
    assert '<span class="mark mark-red" style="color: #C80000">甲</span>' in page(document)


def test_text_and_attributes_cannot_leave_their_place() -> None:
    evil = "<script>alert(1)</script> & \"'>"
    document = Document(
        meta=Meta(title=evil, author=evil, language='x"><script>'),
        body=(
            Heading(1, (Text(evil),), anchor='a"b c'),
            Paragraph((Link('https://x/"onclick="y', (Text(evil),), evil),)),
            CodeBlock(evil, 'js"><b>'),
            Paragraph((Text("甲", Style(font='x"; } body { display: none } </style>', mark="</style><b>")),)),
        ),
    )
    tree = parsed(document)
    assert not tree.css("script, b")
    assert tree.css_first("code").text() == evil
    assert tree.css_first("a").attributes["title"] == evil
    assert tree.css_first("h1").attributes["id"] == 'a"b-c'


def test_a_theme_cannot_end_the_style_element() -> None:
    assert page(Document(), "p::after { content: '</style><script>x' }").lower().count("</style") == 1


def test_footnotes_are_numbered_by_reference_and_link_both_ways() -> None:
    tree = parsed(EVERYTHING)
    assert [node.text() for node in tree.css("sup.footnote-ref a")] == ["1", "2"]
    notes = tree.css("section.footnotes li")
    assert [node.attributes["id"] for node in notes] == ["fn-1", "fn-2", "fn-3"]
    assert [len(node.css('a[href^="#fnref"]')) for node in notes] == [1, 1, 0]


def test_ordered_lists_keep_their_start_and_their_numbering() -> None:
    first, second = parsed(EVERYTHING).css("main > ol")
    assert first.attributes["start"] == "3"
    assert second.attributes["type"] == "a"


def test_header_cells_say_what_they_head() -> None:
    cells = parsed(EVERYTHING).css("th")
    assert {node.attributes["scope"] for node in cells if node.parent.parent.tag == "thead"} == {"col"}
    assert {node.attributes["scope"] for node in cells if node.parent.parent.tag == "tbody"} == {"row"}


def test_a_picture_without_its_bytes_is_its_alternative_text() -> None:
    assert "缺失的图" in seen(EVERYTHING)
    assert len(parsed(EVERYTHING).css("img")) == 1
    assert parsed(EVERYTHING).css_first("img").attributes["alt"] == "一块蓝灰色的长方形"
    assert PICTURE.mime == "image/png"


def test_a_formula_that_is_not_understood_is_kept_and_reported() -> None:
    report = Report()
    document = Document(body=(MathBlock("\\unheard{x}"),))
    html.write(document, Options(theme=THEME), report)
    assert [notice.code for notice in report] == [Code.NOT_RENDERED]
    assert "\\unheard{x}" in seen(document)


def test_a_callout_without_a_title_has_its_kinds_own_word() -> None:
    titles = [node.text() for node in parsed(EVERYTHING).css(".callout > .callout-title")]
    assert titles == ["注", "小心地滑"]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert page(EVERYTHING) == page(EVERYTHING)


def test_twelve_thousand_blocks_take_no_time() -> None:
    document = replace(ARTICLE, body=ARTICLE.body * 2000)
    start = time.process_time()
    page(document)
    assert time.process_time() - start < 1.0


words = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")), min_size=1, max_size=12
)
runs = st.builds(
    Text, words, st.sampled_from([Style(), Style(bold=True), Style(mark="red"), Style(script="sub")])
)
paragraphs = st.builds(lambda children: Paragraph(tuple(children)), st.lists(runs, min_size=1, max_size=4))
blocks = st.recursive(
    st.one_of(paragraphs, st.builds(CodeBlock, words)),
    lambda inner: st.one_of(
        st.builds(lambda x: Quote(tuple(x)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda x: Callout("tip", (), tuple(x)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(
            lambda x, ordered: List((ListItem(tuple(x)),), ordered=ordered),
            st.lists(inner, min_size=1, max_size=3),
            st.booleans(),
        ),
        st.builds(lambda x: Table(1, (), (Row((Cell(tuple(x)),)),)), st.lists(inner, min_size=1, max_size=2)),
    ),
    max_leaves=8,
)


def words_of(value: Any) -> str:
    """The text of a part of a document, found by its shape alone."""
    if isinstance(value, Text | CodeBlock):
        return value.text
    if isinstance(value, tuple):
        return "".join(words_of(item) for item in value)
    if hasattr(value, "__slots__"):
        return "".join(words_of(getattr(value, name)) for name in value.__slots__ if name != "title")
    return ""


@given(st.lists(blocks, max_size=4))
def test_no_character_is_lost_or_moved(body: list[Any]) -> None:
    document = Document(body=tuple(body))
    tree = parsed(document)
    for title in tree.css(".callout-title"):
        title.decompose()
    assert tree.body is not None
    assert re.sub(r"\s+", "", tree.body.text()) == re.sub(r"\s+", "", words_of(document.body))


@pytest.mark.parametrize("language", ["zh-CN", "en", "zh-Hant", "ja"])
def test_the_language_is_the_documents(language: str) -> None:
    assert f'<html lang="{language}">' in page(Document(meta=Meta(language=language)))


def table(*texts: str) -> Table:
    return Table(len(texts), (), (Row(tuple(Cell((paragraph(text),)) for text in texts)),))


@pytest.mark.parametrize(
    ("texts", "whole"), [(("第一项", "说明" * 40), [0]), (("第一项", "短"), []), (("x" * 40, "y" * 40), [])]
)
def test_a_short_column_stays_whole_beside_one_that_wraps(texts: tuple[str, ...], whole: list[int]) -> None:
    cells = parsed(Document(body=(table(*texts),))).css("td")
    assert [
        number for number, cell in enumerate(cells) if "nowrap" in (cell.attributes.get("style") or "")
    ] == whole


@pytest.mark.parametrize("tight", [True, False])
def test_the_box_of_a_task_stands_in_its_first_line(tight: bool) -> None:
    item = ListItem((paragraph("做完"), paragraph("又")), True)
    (found,) = parsed(Document(body=(List((item,), tight=tight),))).css("li")
    assert found.text(separator="").split() == ["✓", "做完", "又"]
    assert len(found.css("p .checkbox")) == (0 if tight else 1)


@pytest.mark.parametrize(("text", "leads"), [("如下：", True), ("如下。", False)])
def test_a_paragraph_that_leads_to_a_list_says_so(text: str, leads: bool) -> None:
    body = (paragraph(text), List((ListItem((paragraph("一"),)),)))
    assert bool(parsed(Document(body=body)).css("p.lead-in")) is leads


@pytest.mark.parametrize(("dpi", "width"), [(96.0, None), (192.0, "width: 100px")])
def test_a_picture_is_as_wide_as_its_resolution_says(dpi: float, width: str | None) -> None:
    media = Media("b", "image/png", PICTURE.data, 200, 100, dpi)
    picture = parsed(Document(body=(Paragraph((Image("b"),)),), media=(media,))).css_first("img")
    assert picture is not None
    assert picture.attributes.get("style") == width


def test_on_a_screen_the_page_is_in_the_middle_whatever_the_theme_says_of_paper() -> None:
    sheet = page(Document(), "body { margin: 0 }")
    assert sheet.rindex("margin: 0 auto") > sheet.index("body { margin: 0 }")


def test_a_table_of_contents_reads_the_way_its_headings_do() -> None:
    options = transforms.Options(toc=True)
    arabic, english = (
        transforms.apply(read(f"# {word}\n\n## {word}\n\n{word}\n"), options)[0]
        for word in ("عنوان المقال", "Words")
    )
    assert '<nav class="toc" dir="rtl"' in page(arabic)
    assert '<nav class="toc" role' in page(english)
