"""Nothing runs off the paper: tables, words, code, pictures."""

from typing import Any

import pymupdf
import pytest

from convert import themes
from convert.model import (
    Cell,
    CodeBlock,
    Document,
    Heading,
    Image,
    Length,
    List,
    ListItem,
    Paragraph,
    Row,
    Table,
    Text,
)
from convert.notices import Report
from convert.writers import Options, pdf
from convert.writers._pdf import library
from specimens import PICTURE, paragraph

URL = "https://example.com/" + "path/and/more/" * 8 + "x" * 60


def pages(*blocks: Any, theme: str = "handout") -> Any:
    data = pdf.write(Document(body=blocks, media=(PICTURE,)), Options(themes.load(theme)), Report())
    return pymupdf.open(stream=data, filetype="pdf")


def table(columns: int, word: str, rows: int = 2) -> Table:
    head = Row(tuple(Cell((paragraph(f"第{number + 1}栏"),), header=True) for number in range(columns)))
    row = Row(tuple(Cell((paragraph(word),)) for _ in range(columns)))
    return Table(columns, (head,), (row,) * rows)


def sides(page: Any) -> tuple[float, float]:
    """The leftmost and the rightmost point of pictures and of text across the page, as parts of the width."""
    lines = [line for block in page.get_text("dict")["blocks"] for line in block.get("lines", ())]
    boxes = [line["bbox"] for line in lines if line["dir"][0] > 0.9]
    boxes += [info["bbox"] for info in page.get_image_info()]
    return min(box[0] for box in boxes) / page.rect.width, max(box[2] for box in boxes) / page.rect.width


def sizes(page: Any) -> set[float]:
    return {
        round(span["size"], 1)
        for span in page.get_texttrace()
        if any(c[0] == ord("格") for c in span["chars"])
    }


def is_turned(page: Any) -> bool:
    return bool(page.rect.width > page.rect.height)


def test_a_table_that_fits_is_left_as_it_is() -> None:
    (page,) = pages(table(4, "格子"))
    assert sizes(page) == {10.0}


def test_a_table_a_little_too_wide_is_set_smaller() -> None:
    (page,) = pages(table(11, "格子里的字"))
    assert not is_turned(page)
    assert 7.4 <= min(sizes(page)) < 9.9
    assert sides(page)[1] < 0.88


def test_a_wider_table_stands_on_a_page_on_its_side_with_its_heading() -> None:
    found = pages(
        paragraph("之前"), Heading(2, (Text("宽表"),), "w"), table(18, "格子里的字"), paragraph("之后")
    )
    assert [is_turned(page) for page in found] == [False, True, False]
    assert "宽表" in found[1].get_text()
    assert min(sizes(found[1])) >= 6.4
    assert all(sides(page)[1] < 0.92 for page in found)
    assert "2/3" in found[1].get_text().replace(" ", "")


def test_a_table_too_wide_for_any_page_is_parted() -> None:
    found = pages(table(70, "格子"))
    text = "".join(page.get_text() for page in found).replace("\n", "").replace(" ", "")
    assert all(f"第{number}栏" in text for number in range(1, 71))
    assert all(sides(page)[0] > 0.04 and sides(page)[1] < 0.96 for page in found)


def test_each_part_of_a_table_names_its_rows_and_the_report_says_so() -> None:
    report = Report()
    head = Row(tuple(Cell((paragraph(f"第{number}周"),), header=True) for number in range(70)))
    rows = tuple(
        Row(tuple(Cell((paragraph(name if number == 0 else "61.5"),)) for number in range(70)))
        for name in ("张三丰", "欧阳锋")
    )
    document = Document(body=(paragraph("前"), Table(70, (head,), rows, line=5)))
    data = pdf.write(document, Options(themes.load("handout")), report)
    text = "".join(page.get_text() for page in pymupdf.open(stream=data, filetype="pdf"))
    assert text.count("张三丰") == text.count("欧阳锋") == 2
    assert text.count("61.5") == 2 * 69
    assert [(notice.line, "split into 2" in notice.message) for notice in report] == [(5, True)]


def test_forty_columns_of_numbers_stand_beside_each_other() -> None:
    report = Report()
    row = Row(tuple(Cell((paragraph("61.5"),)) for _ in range(40)))
    head = Row(tuple(Cell((paragraph(f"第{number}周"),), header=True) for number in range(40)))
    data = pdf.write(Document(body=(Table(40, (head,), (row,)),)), Options(themes.load("handout")), report)
    (page,) = pymupdf.open(stream=data, filetype="pdf")
    assert len({round(word[3]) for word in page.get_text("words") if word[4] == "61.5"}) == 1
    assert not list(report)


def test_a_long_word_in_a_cell_is_broken_before_the_type_gets_small() -> None:
    row = Row((Cell((paragraph("格"),)), Cell((paragraph(URL),)), Cell((paragraph("格"),))))
    (page,) = pages(Table(3, (), (row,)))
    assert sizes(page) == {10.0}
    assert sides(page)[1] < 0.88


def test_a_wide_table_in_a_list_stays_in_the_list() -> None:
    (page,) = pages(List((ListItem((paragraph("项"), table(20, "格子里的字"))),)))
    assert not is_turned(page)
    assert sides(page)[1] < 0.88


@pytest.mark.parametrize("theme", ["handout", "plain", "exam"])
def test_words_code_and_pictures_stay_inside_the_margins(theme: str) -> None:
    wide = Paragraph((Image(PICTURE.key, "图", Length(3000)),))
    inside = Table(2, (), (Row((Cell((wide,)), Cell((wide,)))),))
    found = pages(
        paragraph("网址" + URL), CodeBlock(f"x = '{URL}'  # " + "很长的注释" * 30), wide, inside, theme=theme
    )
    for page in found:
        assert not is_turned(page)
        assert all(0.05 < side < 0.93 for side in sides(page))


def test_a_wrapped_line_of_code_hangs() -> None:
    (page,) = pages(CodeBlock("aaa\n    " + "word " * 40))
    rows: dict[int, float] = {}
    for word in page.get_text("words"):
        rows[round(word[1])] = min(word[0], rows.get(round(word[1]), word[0]))
    first, indented, *hanging = [rows[row] for row in sorted(rows)][:4]
    assert first < indented < hanging[0]
    assert hanging[0] == pytest.approx(hanging[1], abs=0.5)


def test_spans_are_cut_where_a_table_is() -> None:
    library.load()
    from xml.etree import ElementTree

    from convert.writers._pdf.columns import Column, split

    root = ElementTree.fromstring(
        "<div><table><caption>题</caption><tbody>"
        '<tr><td rowspan="2">a</td><td colspan="3">b</td></tr><tr><td>c</td><td>d</td><td>e</td></tr>'
        "</tbody></table></div>"
    )
    (first, _), (second, _) = split(root[0], (Column(2.0, 2.0),) * 4, 7.3, root)
    assert [["".join(cell.itertext()) for cell in row] for row in first.iter("tr")] == [
        ["a", "b"],
        ["c", "d"],
    ]
    assert [["".join(cell.itertext()) for cell in row] for row in second.iter("tr")] == [["a", ""], ["e"]]
    assert first.find("tbody/tr/td[2]").get("colspan") == "2"  # type: ignore[union-attr]
    assert first.find("caption") is not None
    assert second.find("caption") is None


def test_what_stands_again_is_no_second_place_for_links() -> None:
    library.load()
    from xml.etree import ElementTree

    from convert.writers._pdf.columns import Column, split

    cells = "".join(f'<td><span id="n{number}">{number}</span></td>' for number in range(6))
    root = ElementTree.fromstring(f"<div><table><tbody><tr>{cells}</tr></tbody></table></div>")
    parts = split(root[0], (Column(2.0, 2.0),) * 6, 7.3, root)
    assert ["".join(part.itertext()) for part, _ in parts] == ["012", "034", "05"]
    assert [span.get("id") for span in root.iter("span")] == ["n0", "n1", "n2", None, "n3", "n4", None, "n5"]
