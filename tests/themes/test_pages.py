"""What a theme promises is on its pages, in the PDF and in Word: counted lines, page numbers outside, a sealed line, large type."""

import io
from typing import Any

import pymupdf
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn

import docx
from convert import themes, transforms, writers
from convert.model import Document, PageBreak, Paragraph, Text
from convert.notices import Code, Report
from convert.reader import read

pytest.importorskip("weasyprint", reason="WeasyPrint needs Pango")

LONG = "# 标题\n\n" + ("字" * 280 + "\n\n") * 6


def pdf_of(source: str, theme: str, report: Report | None = None) -> pymupdf.Document:
    return pymupdf.open(stream=written(source, theme, "pdf", report), filetype="pdf")


def word_of(source: str, theme: str) -> WordFile:
    return docx.Document(io.BytesIO(written(source, theme, "docx")))


def written(source: str, theme: str, kind: str, report: Report | None = None) -> bytes:
    document = transforms.apply(read(source), transforms.Options())[0]
    loaded = themes.load(theme, language=document.meta.language)
    return writers.load(kind)(document, writers.Options(loaded), report or Report())


def lines(page: pymupdf.Page) -> list[dict[str, Any]]:
    return [row for block in page.get_text("dict")["blocks"] for row in block["lines"]]


def text(row: dict[str, Any]) -> str:
    return "".join(span["text"] for span in row["spans"])


def test_a_page_of_an_official_paper_has_22_lines_of_28_characters() -> None:
    page = pdf_of(LONG, "official")[1]
    rows = [row for row in lines(page) if "字" in text(row)]
    assert len(rows) == 22
    assert {len(text(row)) for row in rows} <= {26, 28, 280 % 28 + 2}
    baselines = [row["spans"][0]["origin"][1] for row in rows]
    assert baselines[1] - baselines[0] == pytest.approx(28, abs=0.05)
    left, right = min(row["bbox"][0] for row in rows), max(row["bbox"][2] for row in rows)
    assert (right - left) / 72 * 25.4 == pytest.approx(156, abs=0.5)


def test_word_sets_an_official_paper_on_the_same_grid() -> None:
    word = word_of(LONG, "official")
    section = word.sections[0]
    assert [round(edge.mm) for edge in (section.top_margin, section.bottom_margin)] == [37, 35]
    assert [round(edge.mm) for edge in (section.left_margin, section.right_margin)] == [28, 26]
    look = word.styles["Normal"].element.xml
    assert 'w:eastAsia="仿宋"' in look
    assert 'w:sz w:val="32"' in look
    assert 'w:line="560" w:lineRule="exact"' in look
    assert 'w:spacing w:val="-5"' in look
    faces = {f"Heading {level}": face for level, face in ((1, "方正小标宋简体"), (2, "黑体"), (3, "楷体"))}
    for style, face in faces.items():
        assert f'w:eastAsia="{face}"' in word.styles[style].element.xml


def page_number(page: pymupdf.Page) -> tuple[str, float, float]:
    """A page's number as it is printed, its left edge, and its size."""
    row = max(lines(page), key=lambda row: row["bbox"][1])
    return text(row), row["bbox"][0], row["spans"][0]["size"]


def test_the_numbers_of_an_official_paper_stand_outside() -> None:
    pages = list(pdf_of(LONG, "official"))[:3]
    assert [page_number(page)[0] for page in pages] == ["— 1 —", "— 2 —", "— 3 —"]
    assert [page_number(page)[1] > page.rect.width / 2 for page in pages] == [True, False, True]
    assert {round(page_number(page)[2]) for page in pages} == {14}
    word = word_of(LONG, "official")
    assert word.settings.odd_and_even_pages_header_footer
    assert word.sections[0].footer.paragraphs[0].text == "\t\t— 1 —"
    assert word.sections[0].even_page_footer.paragraphs[0].text == "— 1 —"


def test_a_face_that_the_machine_lacks_is_told_with_the_one_in_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from convert.writers._pdf import asked

    monkeypatch.setattr(asked, "_families", lambda: frozenset({"stkaiti"}))
    report = Report()
    pdf_of("# 题\n\n文\n\n### 节\n", "official", report)
    told = [notice.message for notice in report if notice.code is Code.FACE]
    assert len(told) == 2
    assert "no 方正小标宋简体 " in "".join(told)
    assert "no 仿宋 on this machine: the PDF has Noto Serif SC in its place" in told


def test_a_face_that_nothing_is_set_in_is_not_missed() -> None:
    report = Report()
    pdf_of("文\n", "official", report)
    assert not [notice for notice in report if "小标宋" in notice.message or "楷体" in notice.message]


EXAM = "# 试卷\n\n" + "一、阅读下面的文字，完成各题。\n\n" * 90


def test_the_sealed_line_stands_upright_in_the_margin_of_the_first_page() -> None:
    pages = pdf_of(EXAM, "exam")
    assert len(pages) > 1
    turned = [[row for row in lines(page) if row["dir"] != (1.0, 0.0)] for page in pages]
    assert ["姓名" in text(row) for row in turned[0]] == [True, False]
    assert not any(turned[1:])
    margin = word_of(EXAM, "exam").sections[0].left_margin.pt
    for row in turned[0]:
        assert tuple(map(round, row["dir"])) == (0, -1)
        assert 0 < row["bbox"][0] < row["bbox"][2] < margin
    dashes = [drawing["rect"] for drawing in pages[0].get_drawings() if drawing["rect"].x1 < margin]
    assert max(rect.y1 for rect in dashes) - min(rect.y0 for rect in dashes) > 600


def test_the_fields_of_an_english_paper_are_english() -> None:
    source = "# A paper\n\n" + "Answer all of the questions on this page in whole sentences.\n\n" * 3
    turned = [text(row) for row in lines(pdf_of(source, "exam")[0]) if row["dir"] != (1.0, 0.0)]
    (table,) = word_of(source, "exam").sections[0].first_page_header.tables
    for words in ("".join(turned), table.cell(0, 0).text):
        assert "Name ____" in words
        assert "姓名" not in words


def test_word_has_the_sealed_line_as_a_table_that_keeps_its_place() -> None:
    section = word_of(EXAM, "exam").sections[0]
    (table,) = section.first_page_header.tables
    assert not section.header.tables
    assert "姓名" in table.cell(0, 0).text
    xml = table._tbl.xml
    assert 'w:textDirection w:val="btLr"' in xml
    assert 'w:horzAnchor="page"' in xml
    assert 'w:vertAnchor="page"' in xml
    place = table._tbl.find(".//" + qn("w:tblpPr"))
    width = int(table._tbl.find(".//" + qn("w:tcW")).get(qn("w:w")))
    assert (int(place.get(qn("w:tblpX"))) + width) / 20 < section.left_margin.pt
    height = int(table._tbl.find(".//" + qn("w:trHeight")).get(qn("w:val"))) / 20
    free = section.page_height.pt - section.top_margin.pt - section.bottom_margin.pt
    assert height == pytest.approx(free, abs=0.1)


LARGE = "# 题\n\n正文*强调*、*Latin*与`code`，H<sub>2</sub>O，注[^1]。\n\n|甲|乙|\n|-|-|\n|1|2|\n\n```\nx\n```\n\n> 引\n\n[^1]: 注文\n"


def test_large_print_has_no_type_below_18_points_and_none_that_slants() -> None:
    spans = [span for page in pdf_of(LARGE, "large-print") for row in lines(page) for span in row["spans"]]
    assert min(span["size"] for span in spans) >= 17.99
    assert not [span for span in spans if "Italic" in span["font"]]
    word = word_of(LARGE, "large-print")
    parts = [style.element for style in word.styles] + [word.element]
    sizes = {int(size.get(qn("w:val"))) for part in parts for size in part.iter(qn("w:sz"))}
    assert min(size for size in sizes if size) >= 36
    assert not [run for part in parts for run in part.iter(qn("w:i")) if run.get(qn("w:val")) != "0"]
    assert word.styles["Emphasis"].font.bold


@pytest.mark.parametrize("name", themes.names())
def test_a_theme_says_in_a_line_what_it_is_for(name: str) -> None:
    line = themes.purpose(name)
    assert 20 < len(line) < 140
    assert "\n" not in line
    assert not line.startswith(name)


@pytest.mark.parametrize(
    ("language", "word"),
    [("zh-CN", "姓名"), ("zh-TW", "座號"), ("ja", "氏名"), ("ko", "이름"), ("en", "Name"), ("fr", "姓名")],
)
def test_an_exam_asks_for_a_name_in_its_language(language: str, word: str) -> None:
    (box,) = (box for box in themes.load("exam", language=language).page.first_boxes or () if box.turned)
    assert word in "".join(getattr(part, "text", "") for part in box.content)


def test_a_title_of_an_official_paper_is_in_its_own_face_of_two_sizes_more() -> None:
    style = themes.load("official").style("h1")
    assert (style.font_size_pt, style.font_family[0]) == (22, "方正小标宋简体")


@pytest.mark.parametrize("chapter", [False, True], ids=["newpage", "chapter"])
@pytest.mark.parametrize("name", themes.names())
def test_no_page_before_a_new_one_has_a_single_line(name: str, chapter: bool) -> None:
    many = lines_on_pages(name, 120, chapter=chapter)[0]
    assert many < 120
    assert lines_on_pages(name, many + 1, chapter=chapter) == [many - 1, 2, 1]


def lines_on_pages(theme: str, count: int, *, chapter: bool) -> list[int]:
    """How many lines there are on each page of `count` paragraphs of a line and, behind a forced break, one more."""
    opening = PageBreak(chapter=chapter)
    one = Paragraph((Text("一段"),))
    body = (*[opening] * chapter, *[one] * count, opening, one)
    made = writers.load("pdf")(Document(body=body), writers.Options(themes.load(theme)), Report())
    pages = pymupdf.open(stream=made, filetype="pdf")
    return [sum("一段" in text(row) for row in lines(page)) for page in pages]
