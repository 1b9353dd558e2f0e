"""Room and size: what a user asks of the page stands in Word and in the PDF with the same numbers."""

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pymupdf
import pytest

from convert import themes, transforms, writers
from convert.cli import app
from convert.errors import SettingsError
from convert.notices import Report
from convert.reader import read
from convert.themes import PageSetup

PARAGRAPH = "正文的一段，长得足以排满好几行，好让右边齐到版心的边上。" * 9 + "\n\n"
SOURCE = "# 标题一\n\n" + PARAGRAPH * 6 + "## 标题二\n\n- 一项\n- 又一项\n\n" + PARAGRAPH * 6
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PT_PER_MM = 72 / 25.4


class Both:
    """One source in both formats."""

    def __init__(self, setup: PageSetup, source: str = SOURCE, theme: str = "handout", **more: float) -> None:
        document = transforms.apply(read(source), transforms.Options(**more))[0]
        self.theme = themes.load(theme, setup)
        options = writers.Options(self.theme)
        self.pdf = pymupdf.open(stream=writers.load("pdf")(document, options, Report()), filetype="pdf")
        self.package = zipfile.ZipFile(io.BytesIO(writers.load("docx")(document, options, Report())))

    def part(self, name: str) -> str:
        return self.package.read(f"word/{name}.xml").decode()

    def sections(self) -> list[ElementTree.Element]:
        return list(ElementTree.fromstring(self.part("document")).iter(f"{W}sectPr"))

    def said(self, section: int, name: str) -> dict[str, str]:
        found = self.sections()[section].find(f"{W}{name}")
        return {} if found is None else {key.removeprefix(W): value for key, value in found.attrib.items()}

    def margins(self, left_page: bool = False) -> tuple[float, float]:
        """Word's margins in points, gutter and mirroring worked out."""
        said = self.said(-1, "pgMar")
        inner, outer = (int(said["left"]) + int(said["gutter"])) / 20, int(said["right"]) / 20
        mirrored = "<w:mirrorMargins/>" in self.part("settings")
        return (outer, inner) if mirrored and left_page else (inner, outer)

    def lines(self, number: int) -> list[tuple[float, float, float, float, str]]:
        """Lines of Chinese on a page of the PDF: edges and text."""
        return [
            (*row["bbox"], "".join(span["text"] for span in row["spans"]))
            for block in self.pdf[number].get_text("dict")["blocks"]
            for row in block.get("lines", ())
            if "正文" in "".join(span["text"] for span in row["spans"])
            or row["bbox"][2] - row["bbox"][0] > 100
        ]


SETUPS = {
    "gutter": PageSetup(gutter="8mm"),
    "duplex": PageSetup(gutter="8mm", duplex=True),
    "landscape": PageSetup(landscape=True),
    "16K": PageSetup(paper="16K"),
    "A5 on its side": PageSetup(paper="A5", landscape=True),
    "notes": PageSetup(notes_column="ruled"),
    "notes, duplex": PageSetup(notes_column="blank", duplex=True, line_numbers="page"),
    "large": PageSetup(large_print=True),
}


@pytest.mark.parametrize("name", SETUPS)
def test_word_and_pdf_have_the_same_page_and_a_measure_of_whole_characters(name: str) -> None:
    both = Both(SETUPS[name])
    size = both.said(-1, "pgSz")
    assert (int(size["w"]) / 20, int(size["h"]) / 20) == pytest.approx(both.pdf[0].rect[2:], abs=0.1)
    em = both.theme.style("body").font_size_pt
    for number in (0, 1):
        left, right = both.margins(left_page=number == 1)
        full = [line for line in both.lines(number) if "正文" in line[4] or line[2] - line[0] > 200]
        assert min(line[0] for line in full) == pytest.approx(left, abs=0.6)
        if name != "large":
            assert max(line[2] for line in full) == pytest.approx(both.pdf[0].rect.width - right, abs=0.8)
        measure = (both.pdf[0].rect.width - left - right) / em
        assert measure == pytest.approx(round(measure), abs=0.02)


def test_margins_that_were_said_stay() -> None:
    both = Both(PageSetup(paper="A5", margin="20mm", gutter="5mm"))
    assert both.margins() == pytest.approx((25 * PT_PER_MM, 20 * PT_PER_MM), abs=0.1)


@pytest.mark.parametrize("theme", ["handout", "plain"])
def test_columns_are_as_wide_in_both_and_balanced_and_the_title_spans_them(theme: str) -> None:
    both = Both(PageSetup(columns=2), theme=theme)
    kinds = [both.said(number, "cols").get("num", "1") for number in range(len(both.sections()))]
    assert kinds == ["1", "2", "1"]
    gap = int(both.said(1, "cols")["space"]) / 20
    left, right = both.margins()
    width = both.pdf[0].rect.width
    column = (width - left - right - gap) / 2
    em = both.theme.style("body").font_size_pt
    assert column / em == pytest.approx(round(column / em), abs=0.02)
    edges = {round(line[0]) for line in both.lines(0)}
    assert {round(left), round(left + column + gap)} <= edges
    first, second = (
        [line for line in both.lines(-1) if (line[0] > width / 2) is later] for later in (False, True)
    )
    assert abs(max(line[3] for line in first) - max(line[3] for line in second)) < 2.5 * 20


def test_a_table_too_wide_for_a_column_spans_both_with_its_heading() -> None:
    cells = "| " + " | ".join("这里有比较长的说明" for _ in range(5)) + " |\n"
    table = "## 宽表\n\n" + cells + "|--" * 5 + "|\n" + cells
    both = Both(PageSetup(columns=2), "# 题\n\n" + PARAGRAPH + table + "\n" + PARAGRAPH)
    kinds = [both.said(number, "cols").get("num", "1") for number in range(len(both.sections()))]
    assert kinds == ["1", "2", "1", "2", "1"]
    starts = [section.find(f"{W}type") is not None for section in both.sections()]
    assert starts == [False, True, True, True, True]
    (heading,) = both.pdf[0].search_for("宽表")
    words = both.pdf[0].search_for("这里")
    assert max(word.x1 for word in words) > both.pdf[0].rect.width / 2 > heading.x0


def numbers(both: Both, page: int) -> list[tuple[int, float, float]]:
    """The numbers beside the text of a page: number, right edge, baseline's height."""
    left = both.margins(left_page=page % 2 == 1)[0] if both.theme.page.mirrored else both.margins()[0]
    return [
        (int(word[4]), word[2], word[3])
        for word in both.pdf[page].get_text("words")
        if word[4].isdigit() and word[2] < left and word[3] < both.pdf[page].rect.height - 80
    ]


@pytest.mark.parametrize(("restart", "word"), [("continuous", "continuous"), ("page", "newPage")])
def test_every_fifth_line_of_the_text_is_numbered(restart: str, word: str) -> None:
    both = Both(PageSetup(line_numbers=restart))  # type: ignore[arg-type]
    said = both.said(-1, "lnNumType")
    assert (said["countBy"], said["restart"]) == ("5", word)
    shown = [number for page in range(len(both.pdf)) for number, _, _ in numbers(both, page)]
    first = [number for number, _, _ in numbers(both, 0)]
    assert first == list(range(5, 5 * len(first) + 5, 5))
    if restart == "continuous":
        assert shown == list(range(5, 5 * len(shown) + 5, 5))
    else:
        assert shown.count(5) == len(both.pdf)
    distance = both.margins()[0] - max(edge for _, edge, _ in numbers(both, 0))
    assert distance == pytest.approx(int(said["distance"]) / 20, abs=0.5)


def test_headings_are_not_counted_and_numbers_are_no_text() -> None:
    both = Both(PageSetup(line_numbers="continuous"), "# 题\n\n一\n\n## 二\n\n- 三\n\n四\n\n五\n\n六\n")
    ((number, _, height),) = numbers(both, 0)
    (fifth,) = both.pdf[0].search_for("六")
    assert number == 5
    assert abs(height - fifth.y1) < 5
    styles = ElementTree.fromstring(both.part("styles"))
    off = {
        style.get(f"{W}styleId")
        for style in styles.iter(f"{W}style")
        if style.find(f"{W}pPr/{W}suppressLineNumbers") is not None
    }
    assert {"Heading1", "Heading2"} <= off
    assert not {"Normal", "BodyText"} & off


def test_the_notes_column_has_the_same_rules_in_both() -> None:
    both = Both(PageSetup(notes_column="ruled", duplex=True))
    notes = both.theme.page.notes
    assert notes is not None
    assert notes.width_mm >= 50
    headers = [name for name in both.package.namelist() if "word/header" in name]
    drawn = {}
    for name in headers:
        text = both.package.read(name).decode()
        offset = int(re.search(r"positionH[^>]*><wp:posOffset>(\d+)", text)[1]) / 12700  # type: ignore[index]
        top = int(re.search(r"positionV[^>]*><wp:posOffset>(\d+)", text)[1]) / 12700  # type: ignore[index]
        heights = [top + int(y) / 12700 for y in re.findall(r'<a:lnTo><a:pt x="\d+" y="(\d+)"', text)]
        drawn[round(offset)] = heights
    assert len(drawn) == 2  # right pages and left ones
    for page in both.pdf:
        rules = [item[1:] for path in page.get_drawings() for item in path["items"] if item[0] == "l"]
        (start,) = {round(one.x) for one, _ in rules}
        assert [one.y for one, _ in rules] == pytest.approx(drawn[start], abs=0.1)
        assert all(
            other.x - one.x == pytest.approx(notes.width_mm * PT_PER_MM, abs=0.1) for one, other in rules
        )


def test_a_blank_notes_column_draws_nothing() -> None:
    both = Both(PageSetup(notes_column="blank"))
    assert not any(item[0] == "l" for path in both.pdf[0].get_drawings() for item in path["items"])
    assert "wps:wsp" not in "".join(both.package.read(name).decode() for name in both.package.namelist())


def test_page_numbers_stand_outside_on_both_sides_of_a_sheet() -> None:
    both = Both(PageSetup(duplex=True))
    middle = both.pdf[0].rect.width / 2
    places = [page.search_for(f"{number} / {len(both.pdf)}")[0].x0 for number, page in enumerate(both.pdf, 1)]
    assert places[0] > middle > places[1]
    assert "<w:evenAndOddHeaders/>" in both.part("settings")
    kinds = re.findall(r'<w:footerReference w:type="(\w+)" r:id="(\w+)"', both.part("document"))
    targets = dict(re.findall(r'Id="(\w+)"[^>]*Target="(footer\d+\.xml)"', both.part("_rels/document.xml.rels")
                              if "word/_rels/document.xml.rels.xml" in both.package.namelist()
                              else both.package.read("word/_rels/document.xml.rels").decode()))  # fmt: skip
    tabs = {kind: both.package.read(f"word/{targets[name]}").count(b"<w:tab/>") for kind, name in kinds}
    assert (tabs["default"], tabs["even"]) == (2, 0)


SMALL = """# 题

<small>小字</small>，<span style="font-size: 7pt">七磅</span>，*斜体* H<sub>2</sub>O，<ruby>漢<rt>かん</rt></ruby>，`码`，注[^1]。

| 甲 | 乙 |
|----|----|
| 一 | 二 |

    代码

[^1]: 注文。

## 笔记

笔记的话。
"""


@pytest.mark.parametrize("theme", themes.names())
def test_large_print_is_large_everywhere_in_both(theme: str) -> None:
    setup = PageSetup(large_print=True)
    both = Both(setup, SMALL, theme, least_pt=18.0)
    spans = [
        span
        for page in both.pdf
        for block in page.get_text("dict")["blocks"]
        for row in block.get("lines", ())
        for span in row["spans"]
    ]
    assert min(span["size"] for span in spans) > 17.95, [s for s in spans if s["size"] < 17.95]
    assert not any("Italic" in span["font"] for span in spans)
    text = "".join(
        both.package.read(name).decode() for name in both.package.namelist() if name.endswith(".xml")
    )
    assert min(int(size) for size in re.findall(r'<w:(?:sz|szCs|hps) w:val="(\d+)"', text)) >= 36
    assert "<w:i/>" not in both.part("styles")
    body = both.theme.style("p")
    assert body.line_height_pt >= 1.25 * body.font_size_pt
    assert body.align == "left"


@pytest.mark.parametrize(
    ("setup", "words"),
    [
        (PageSetup(columns=2, notes_column="ruled"), "columns and a notes column"),
        (PageSetup(columns=9), "from 1 to 3"),
        (PageSetup(landscape=True, paper="18cmx26cm"), "say which way the paper lies"),
        (PageSetup(landscape=True, paper="A4 portrait"), "one way or the other"),
        (PageSetup(large_print=True, font_size_pt=12), "at least 18 pt"),
        (PageSetup(large_print=True, line_spacing=1), "at least 1.25"),
        (PageSetup(gutter="8"), "such as `8mm`"),
        (PageSetup(gutter="-8mm"), "from 0 to 60mm"),
        (PageSetup(paper="A5", notes_column="ruled", gutter="60mm"), "smaller margins"),
        (PageSetup(paper="17K"), "16K"),
    ],
)
def test_what_contradicts_itself_is_refused_in_one_line(setup: PageSetup, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        themes.load("handout", setup)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("paper", "size"),
    [
        ("16K", (184, 260)),
        ("16开", (184, 260)),
        ("8k landscape", (368, 260)),
        ("A4-landscape", (297, 210)),
        ("A5 横", (210, 148)),
        ("letter landscape", (279.4, 215.9)),
        ("A3", (297, 420)),
        ("legal", (215.9, 355.6)),
    ],
)
def test_papers_have_the_names_people_use(paper: str, size: tuple[float, float]) -> None:
    page = themes.load("plain", PageSetup(paper=paper)).page
    assert (page.width_mm, page.height_mm) == pytest.approx(size)


def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, *words: str) -> int:
    (tmp_path / "a.md").write_text(source, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["markhue", *words])
    with pytest.raises(SystemExit) as ended:
        app.main()
    return int(ended.value.code or 0)


def test_options_that_stand_alone_and_the_front_matter_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(tmp_path, monkeypatch, "文。", "--notes-column", "--line-numbers", "a.md", "-t", "docx") == 0
    typed = (tmp_path / "a.docx").read_bytes()
    front = "---\nnotes_column: true\nline-numbers: true\n---\n文。"
    assert run(tmp_path, monkeypatch, front, "a.md", "-t", "docx") == 0
    assert (tmp_path / "a.docx").read_bytes() == typed


def test_nothing_is_written_for_a_contradiction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(
        tmp_path, monkeypatch, "文。", "a.md", "--columns", "2", "--notes-column=blank", "-t", "docx,html"
    )
    assert code == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_browser_gets_columns_on_paper_and_a_notes_column_on_the_screen() -> None:
    assert "column-span: all" in themes.load("plain", PageSetup(columns=2)).browser_css
    assert "repeating-linear-gradient" in themes.load("plain", PageSetup(notes_column="ruled")).browser_css
    assert themes.load("plain").browser_css == themes.load("plain").css


def test_the_legend_spans_the_columns_as_the_title_does() -> None:
    document = transforms.apply(read("# 题\n\n正文==一==。\n"), transforms.Options(legend="on"))[0]
    options = writers.Options(themes.load("handout", PageSetup(columns=2)))
    data = writers.load("docx")(document, options, Report())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
    columns, found = "", {}
    for paragraph in reversed(list(body.iter(f"{W}p"))):
        ends = paragraph.find(f".//{W}cols")
        if ends is not None:
            columns = ends.get(f"{W}num", "1")
        found["".join(text.text or "" for text in paragraph.iter(f"{W}t"))[:2]] = columns
    assert (found["题"], found["标记"], found["正文"]) == ("1", "1", "2")


def test_what_reads_from_the_right_begins_in_the_right_column() -> None:
    word = "نص عربي طويل "
    source = "# عنوان\n\n" + word * 2 + "Alpha " + word * 60 + "\n\n" + word * 60 + " Omega\n"
    page = Both(PageSetup(columns=2), source).pdf[0]
    (first,), (last,) = page.search_for("Alpha"), page.search_for("Omega")
    assert first.x0 > page.rect.width / 2 > last.x1
