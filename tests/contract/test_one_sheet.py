"""One sheet drives Word and PDF: the numbers read back from both files agree."""

import io
from collections import Counter
from pathlib import Path

import pymupdf
import pytest

import docx
from convert import themes, transforms, writers
from convert.notices import Report
from convert.reader import read
from convert.themes import PageSetup

SOURCE = (
    "# 标题一\n\n"
    + "正文的一段，长得足以排满好几行，好让右边齐到版心的边上。" * 12
    + "\n\n## 标题二\n\n文。\n"
)
SETUPS = {
    "as the theme has it": PageSetup(),
    "A5": PageSetup(paper="A5"),
    "Letter, narrow": PageSetup(paper="Letter", margin="15mm 20mm 25mm 30mm"),
    "large and wide": PageSetup(font_size_pt=14, line_spacing=2),
    "own size": PageSetup(paper="18cmx26cm", margin="2cm"),
}


def both(theme: themes.Theme) -> tuple[docx.document.Document, pymupdf.Document]:
    document = transforms.apply(read(SOURCE), transforms.Options())[0]
    options = writers.Options(theme)
    word = docx.Document(io.BytesIO(writers.load("docx")(document, options, Report())))
    pdf = pymupdf.open(stream=writers.load("pdf")(document, options, Report()), filetype="pdf")
    return word, pdf


def spans(pdf: pymupdf.Document) -> list[dict[str, object]]:
    return [
        span
        for page in pdf
        for block in page.get_text("dict")["blocks"]
        for row in block["lines"]
        for span in row["spans"]
    ]


def sizes(pdf: pymupdf.Document, text: str) -> set[float]:
    return {round(span["size"], 1) for span in spans(pdf) if text in span["text"]}  # type: ignore[call-overload]


@pytest.mark.parametrize("setup", SETUPS)
@pytest.mark.parametrize("name", themes.names())
def test_word_and_pdf_agree(name: str, setup: str) -> None:
    word, pdf = both(themes.load(name, SETUPS[setup]))
    section, page = word.sections[0], pdf[0]
    assert (section.page_width.pt, section.page_height.pt) == pytest.approx(
        (page.rect.width, page.rect.height), abs=0.1
    )
    lines = [row["bbox"] for block in page.get_text("dict")["blocks"] for row in block["lines"]]
    right, _ = Counter(round(box[2], 1) for box in lines if box[2] - box[0] > 200).most_common(1)[0]
    left, _ = Counter(round(box[0], 1) for box in lines if box[2] - box[0] > 200).most_common(1)[0]
    assert left == pytest.approx(section.left_margin.pt, abs=0.6)
    assert page.rect.width - right == pytest.approx(section.right_margin.pt, abs=0.8)
    styles = word.styles
    for style, text in (("Normal", "正文"), ("Heading 1", "标题一"), ("Heading 2", "标题二")):
        size = styles[style].font.size or styles["Normal"].font.size
        # Word counts in half points.
        assert list(sizes(pdf, text)) == pytest.approx([size.pt], abs=0.26), style


def test_one_change_in_a_sheet_changes_both(tmp_path: Path) -> None:
    sheet = (themes.folder() / "plain.css").read_text("utf-8")
    own = tmp_path / "own.css"
    own.write_text(sheet + "\nh2 { color: #123456; font-size: 20pt }\n@page { margin: 30mm }\n", "utf-8")
    word, pdf = both(themes.load(str(own)))
    assert str(word.styles["Heading 2"].font.color.rgb) == "123456"
    assert word.styles["Heading 2"].font.size.pt == 20
    assert round(word.sections[0].top_margin.mm) == 30
    (heading,) = [span for span in spans(pdf) if "标题二" in span["text"]]  # type: ignore[operator]
    assert (heading["color"], round(heading["size"])) == (0x123456, 20)  # type: ignore[call-overload]
