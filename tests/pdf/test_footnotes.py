"""Notes stand at the foot of the page they are referred from; those that cannot, at the end."""

import io

import pikepdf
import pymupdf
import pytest

from convert import proof, themes, transforms
from convert.notices import Report
from convert.reader import read
from convert.themes import PageSetup
from convert.writers import Options, PdfVariant, pdf

LONG = "宋代的印刷业空前繁荣，官刻、私刻、坊刻三大系统并立，刻书地点遍及全国。" * 8


def written(source: str, variant: PdfVariant = "pdf/ua-1", **setup: object) -> bytes:
    document = transforms.apply(read(source), transforms.Options())[0]
    options = Options(themes.load("handout", PageSetup(**setup)), pdf_variant=variant)  # type: ignore[arg-type]
    data = pdf.write(document, options, Report())
    assert proof.check(document, "pdf", data, options) == ()
    return data


def pages(data: bytes) -> list[str]:
    return ["".join(page.get_text().split()) for page in pymupdf.open(stream=data, filetype="pdf")]


def elements(file: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
    return [item for item in file.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == kind]


# A column that is balanced may push its last notes to the next page.
@pytest.mark.parametrize(("columns", "late"), [(1, 0), (2, 1)])
def test_each_note_stands_on_the_page_of_its_reference(columns: int, late: int) -> None:
    text = "\n\n".join(f"第{number}处[^{number}]。{LONG}" for number in range(1, 13))
    notes = "\n".join(f"[^{number}]: 注文之{number}号。" for number in range(1, 13))
    found = pages(written(f"{text}\n\n{notes}", columns=columns))
    assert len(found) > 2
    for number in range(1, 13):
        (noted,) = [place for place, page in enumerate(found) if f"注文之{number}号" in page]
        (referred,) = [place for place, page in enumerate(found) if f"第{number}处" in page]
        assert 0 <= noted - referred <= late


def test_notes_of_headings_lists_quotations_and_cells_stand_at_the_foot() -> None:
    source = (
        f"# 题[^a]\n\n- 项[^b]\n\n> 引[^c]\n\n| 头 |\n|---|\n| 格[^d] |\n\n\\newpage\n\n{LONG}\n\n"
        "[^a]: 注甲。\n[^b]: 注乙。\n[^c]: 注丙。\n[^d]: 注丁。\n"
    )
    first, _ = pages(written(source))
    assert all(note in first for note in ("注甲", "注乙", "注丙", "注丁"))


def test_a_note_of_a_head_that_repeats_and_one_too_long_for_a_foot_stand_at_the_end() -> None:
    source = f"前[^a]，后[^b]。\n\n| 头[^c] |\n|---|\n| 格 |\n\n\\newpage\n\n末页。\n\n[^a]: 短注。\n[^b]: 长注。{LONG * 5}\n[^c]: 头注。\n"
    data = written(source)
    first, *rest = pages(data)
    assert "短注" in first
    assert "长注" not in first
    assert "头注" in "".join(rest)
    assert "2.3." in "".join(rest)  # numbers come last in a page's text


def test_a_note_to_a_note_stands_behind_it_and_one_named_twice_stands_once() -> None:
    data = written("文[^a]，又[^a]。\n\n[^a]: 注甲见[^b]。\n[^b]: 注乙。\n")
    (page,) = pages(data)
    assert page.count("注甲") == 1
    assert page.index("注甲") < page.index("注乙")


def test_notes_are_smaller_and_hang_under_a_short_rule() -> None:
    page = pymupdf.open(stream=written(f"文[^a]。\n\n[^a]: {'注文很长，' * 30}\n"), filetype="pdf")[0]
    rows = [row for block in page.get_text("dict")["blocks"] for row in block["lines"]]
    first, second = [row for row in rows if "注文很长" in row["spans"][-1]["text"]][:2]
    text = next(span for span in first["spans"] if "注文" in span["text"])
    assert text["size"] < 10
    assert text["bbox"][0] == pytest.approx(second["bbox"][0], abs=0.5)
    (rule,) = [one["rect"] for one in page.get_drawings() if one["type"] == "s"]
    assert rule.y0 < first["bbox"][1]
    assert 0.2 * 441 < rule.width < 0.4 * 441


def test_references_and_notes_lead_to_each_other() -> None:
    page = pymupdf.open(stream=written("文[^a]。\n\n[^a]: 注。\n"), filetype="pdf")[0]
    there, back = sorted(page.get_links(), key=lambda link: link["from"].y0)
    assert there["to"].y < page.rect.height / 2 < back["to"].y  # counted from below


def test_notes_and_references_are_called_so_in_the_structure() -> None:
    source = "文[^a]，又[^b]。\n\n[^a]: 注。\n\n    - 列\n[^b]: 注。\n"
    with pikepdf.open(io.BytesIO(written(source))) as file:
        assert [str(note.ID) for note in elements(file, "/Note")] == ["fn-1", "fn-2"]
        assert len(elements(file, "/Reference")) == 2
        numbers = [label for label in elements(file, "/Lbl") if str(label.P.S) == "/Note"]
        assert [str(number.K[0].S) for number in numbers] == ["/Link", "/Link"]
    with pikepdf.open(io.BytesIO(written(source, "pdf/ua-2"))) as file:
        assert [str(note.Ref[0].S) for note in elements(file, "/FENote")] == ["/Reference", "/Reference"]


def test_nothing_is_lost_where_notes_crowd_a_small_page() -> None:
    text = "\n\n".join(f"> 第{n}处[^{n}]与{LONG[: n * 7]}" for n in range(1, 40))
    notes = "\n".join(f"[^{n}]: 注文之{n}号。{LONG[: (n * 37) % 260]}" for n in range(1, 40))
    found = "".join(pages(written(f"{text}\n\n{notes}", paper="A6")))
    assert all(found.count(f"注文之{n}号") == 1 for n in range(1, 40))


def test_a_text_about_notes_needs_none() -> None:
    (page,) = pages(written('写作 role="doc-noteref" 的链接。'))
    assert 'role="doc-noteref"' in page
