"""The PDF: flush, tagged, self-contained, the same bytes every time."""

import builtins
import io
import itertools
import os
import re
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest

from convert import themes
from convert.errors import MissingLibraryError
from convert.model import Box, Cell, Document, Heading, Image, Meta, Paragraph, Row, Style, Table, Text
from convert.notices import Code, Report
from convert.record import replace
from convert.writers import Options, pdf
from convert.writers._pdf import kinsoku, library
from specimens import ARTICLE, EVERYTHING, PICTURE, RED_MARK, paragraph

PX = 72 / 96
Glyph = tuple[str, float, float, float, tuple[float, ...]]  # character, left, right, baseline, colour


def write(document: Document, theme: str = "handout", report: Report | None = None) -> bytes:
    options = Options(theme=themes.load(theme, language=document.meta.language), date="2026-01-01T00:00:00Z")
    return pdf.write(document, options, Report() if report is None else report)


@pytest.fixture(scope="module")
def article() -> bytes:
    return write(ARTICLE)


@pytest.fixture(scope="module")
def everything() -> bytes:
    return write(EVERYTHING)


def opened(data: bytes) -> Any:
    return pymupdf.open(stream=data, filetype="pdf")


def glyphs(page: Any) -> list[Glyph]:
    """What is filled on a page; the strokes that thicken bold are left out, and what is turned in its margin."""
    return [
        (chr(code), box[0], box[2], round(origin[1], 1), tuple(span["color"]))
        for span in page.get_texttrace()
        if span["type"] == 0 and abs(span["dir"][1]) < 0.5
        for code, _, origin, box in span["chars"]
    ]


def lines(page: Any) -> list[list[Glyph]]:
    """The lines of a page, top down, each left to right."""
    rows: dict[float, list[Glyph]] = {}
    for glyph in glyphs(page):
        rows.setdefault(glyph[3], []).append(glyph)
    return [sorted(rows[y], key=lambda glyph: glyph[1]) for y in sorted(rows)]


def squeezed(text: str) -> str:
    return "".join(text.split())


def body_lines(data: bytes) -> list[list[Glyph]]:
    """The lines of the article's paragraphs: without title and page number."""
    return lines(opened(data)[0])[1:-1]


def test_the_text_stands_in_order(article: bytes) -> None:
    expected = "".join(
        run.text
        for block in ARTICLE.body
        if isinstance(block, Paragraph)
        for run in block.children
        if isinstance(run, Text)
    )
    drawn = "".join("".join(glyph[0] for glyph in row) for row in body_lines(article))
    assert squeezed(drawn) == squeezed(expected)


def test_copied_text_has_no_space_between_chinese_and_latin(article: bytes) -> None:
    text = opened(article)[0].get_text().replace("\n", "")
    assert "中国AI企业“拥抱开源”" in text
    assert "网站12日刊文" in text


def test_latin_stands_apart_from_chinese(article: bytes) -> None:
    row = next(row for row in body_lines(article) if any(glyph[0] == "A" for glyph in row))
    at = next(index for index, glyph in enumerate(row) if glyph[0] == "A")
    assert 0.5 < row[at][1] - row[at - 1][2] < 2


def test_full_lines_end_flush(article: bytes) -> None:
    rows = body_lines(article)
    right = max(glyph[2] for row in rows for glyph in row)
    left = min(row[0][1] for row in rows)
    full = [row for row, following in itertools.pairwise(rows) if following[0][1] < left + 5]
    assert len(full) > 15
    assert max(right - row[-1][2] for row in full) <= 1 * PX


@pytest.mark.parametrize("theme", ["handout", "plain", "exam"])
def test_no_line_starts_or_ends_with_a_mark_that_must_not(theme: str) -> None:
    for row in body_lines(write(ARTICLE, theme)):
        assert row[0][0] not in kinsoku.NOT_FIRST, "".join(glyph[0] for glyph in row)
        assert row[-1][0] not in kinsoku.NOT_LAST, "".join(glyph[0] for glyph in row)


def test_neighbouring_marks_are_not_double_wide(article: bytes) -> None:
    pairs = [
        (one, two)
        for row in body_lines(article)
        for one, two in itertools.pairwise(row)
        if one[0] + two[0] in ("”，", "”“", "”。")
    ]
    assert pairs
    assert all(two[1] - one[1] < 0.65 * 10.5 for one, two in pairs)


@pytest.mark.parametrize("count", range(118, 131))
def test_no_paragraph_ends_with_one_character_on_a_line(count: int) -> None:
    document = Document(body=(Heading(1, (Text("题"),), "t"), paragraph("汉" * count + "字。")))
    assert len(body_lines(write(document))[-1]) >= 3


def test_marked_characters_have_their_colours_and_no_others(article: bytes) -> None:
    expected = Counter(
        (run.style.color.red, run.style.color.green, run.style.color.blue)
        for block in ARTICLE.body
        if isinstance(block, Paragraph)
        for run in block.children
        if isinstance(run, Text) and run.style.color
        for _ in run.text
    )
    drawn = Counter(
        tuple(round(channel * 255) for channel in glyph[4])
        for page in opened(article)
        for glyph in glyphs(page)
        if len(glyph[4]) == 3 and max(glyph[4]) - min(glyph[4]) > 0.2
    )
    assert drawn == expected


def test_every_glyph_exists_and_every_font_is_embedded(everything: bytes) -> None:
    document = opened(everything)
    assert not [
        glyph
        for page in document
        for span in page.get_texttrace()
        for glyph in span["chars"]
        if glyph[1] == 0
    ]
    fonts = {font[3]: font[1] for page in document for font in page.get_fonts()}
    assert fonts
    assert all(kind in ("cff", "cid", "otf", "ttf") for kind in fonts.values()), fonts
    assert all("Noto" in name or "Plex" in name or "STIX" in name for name in fonts), fonts


def test_every_viewer_finds_the_glyphs(everything: bytes) -> None:
    pymupdf.TOOLS.reset_mupdf_warnings()
    for page in opened(everything):
        page.get_pixmap(dpi=36)
    assert "FT_Load_Glyph" not in pymupdf.TOOLS.mupdf_warnings()


def test_a_narrow_table_column_is_as_wide_as_its_words() -> None:
    cells = ("使用", Text("AI", Style(bold=True)), "技术", Text("GPU", RED_MARK), "等")
    table = Table(2, (), (Row((Cell((paragraph(*cells),)), Cell((paragraph("乙"),)))),))
    rows = lines(opened(write(Document(body=(table,))))[0])
    assert len(rows) == 2, ["".join(glyph[0] for glyph in row) for row in rows]


def test_a_thin_face_is_thickened_where_bold_is_asked(article: bytes) -> None:
    title = lines(opened(article)[0])[0]
    stroked = [span for span in opened(article)[0].get_texttrace() if span["type"] == 1]
    assert sum(len(span["chars"]) for span in stroked) == len(title)


@pytest.mark.parametrize("document", [ARTICLE, EVERYTHING], ids=["article", "everything"])
def test_the_structure_is_complete(document: Document) -> None:
    with pikepdf.open(io.BytesIO(write(document))) as file:
        root = file.Root
        assert str(root.Lang) == "zh-CN"
        assert bool(root.MarkInfo.Marked)
        assert b"pdfuaid:part" in root.Metadata.read_bytes()
        known = marked_content(root.StructTreeRoot)
        for page in file.pages:
            check_content(page, known.get(page.obj.objgen, set()))


def marked_content(root: Any) -> dict[Any, set[int]]:
    """The marked content that the structure tree knows, by page; the headings skip no level on the way."""
    known: dict[Any, set[int]] = {}
    level = 0
    stack = [(kid, None) for kid in reversed(list(root.K))]
    while stack:
        kid, page = stack.pop()
        if isinstance(kid, int):
            known.setdefault(page, set()).add(int(kid))
            continue
        kind = str(kid.get("/S", ""))
        if kind[:2] == "/H" and kind[2:].isdigit():
            assert int(kind[2:]) <= level + 1
            level = int(kind[2:])
        if kind == "/TH":
            assert str(kid.A.Scope) in ("/Column", "/Row")
        if kind == "/Figure":
            assert str(kid.Alt)
        page = kid.Pg.objgen if "/Pg" in kid else page
        children = kid.get("/K")
        if children is not None:
            several = list(children) if isinstance(children, pikepdf.Array) else [children]
            stack += [(child, page) for child in reversed(several)]
    return known


def check_content(page: Any, known: set[int]) -> None:
    """Everything painted is known to the tree, or an artifact; some artifacts are text (the page number)."""
    depth: list[Any] = []
    artifacts = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                properties = operands[1]
                number = int(properties.MCID) if "/MCID" in properties else None
                depth.append("artifact" if str(operands[0]) == "/Artifact" else number)
                assert number is None or number in known
            case "BMC":
                depth.append("artifact" if str(operands[0]) == "/Artifact" else None)
            case "EMC":
                depth.pop()
            case "Tj" | "TJ":
                assert any(mark is not None for mark in depth)
                artifacts += "artifact" in depth
    assert artifacts


def test_links_say_where_they_go(everything: bytes) -> None:
    with pikepdf.open(io.BytesIO(everything)) as file:
        links = [note for page in file.pages for note in page.obj.get("/Annots", [])]
        assert [str(link.Contents) for link in links][:2] == ["一个链接", "回到开头"]
        assert str(links[0].A.URI) == "https://example.com/?a=1&b=2"


def test_the_outline_is_the_headings(article: bytes) -> None:
    assert [(level, title) for level, title, _ in opened(article).get_toc()][:4] == [
        (1, "中国AI“拥抱开源”给世界的启示"),
        (1, "附录"),
        (2, "DeepSeek 精读"),
        (3, "核心解读"),
    ]


def test_the_notes_begin_a_page_and_pages_are_numbered(article: bytes) -> None:
    document = opened(article)
    assert [squeezed(page.get_text())[:2] for page in document][1] == "附录"
    assert ["1/2" in squeezed(document[0].get_text()), "2/2" in squeezed(document[1].get_text())] == [
        True,
        True,
    ]


def test_metadata_says_title_author_and_date(article: bytes) -> None:
    metadata = opened(article).metadata
    assert metadata["title"] == ARTICLE.meta.title
    assert metadata["author"] == "环球时报"
    assert metadata["creationDate"].startswith("D:20250214")


def test_every_object_stands_where_the_table_of_objects_says(everything: bytes) -> None:
    table = re.search(rb"/Type /XRef.*?/W \[1 (\d) (\d)\].*?stream\n(.*?)\nendstream", everything, re.DOTALL)
    assert table is not None
    middle, last = int(table[1]), int(table[2])
    entries = zlib.decompress(table[3])
    size = 1 + middle + last
    rows = [entries[start : start + size] for start in range(0, len(entries), size)]
    places = [int.from_bytes(row[1 + middle :], "big") for row in rows if row[0] == 2]
    count = re.search(rb"/Type /ObjStm/N (\d+)", everything)
    assert count is not None
    assert places == list(range(int(count[1])))


def test_another_process_writes_the_same_bytes(article: bytes) -> None:
    tests = Path(__file__).resolve().parents[1]
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from specimens import ARTICLE\n"
        "from convert import themes\nfrom convert.notices import Report\nfrom convert.writers import Options, pdf\n"
        "options = Options(theme=themes.load('handout'), date='2026-01-01T00:00:00Z')\n"
        "sys.stdout.buffer.write(pdf.write(ARTICLE, options, Report()))\n"
    )
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Shanghai",
        "LC_ALL": "C",
        "FONTCONFIG_FILE": "/nowhere",
    }
    other = subprocess.run(
        [sys.executable, "-c", program, str(tests), str(tests.parent / "src")],
        capture_output=True,
        check=True,
        env=environment,
    )
    assert other.stdout == article


def test_english_has_no_full_width_quotation_marks() -> None:
    document = Document(
        meta=Meta(title="A page", language="en"),
        body=(
            paragraph("It’s what “we” call a test; nothing more than a line or two of plain English words."),
        ),
    )
    quote, after = next(
        (one, two)
        for row in lines(opened(write(document))[0])
        for one, two in itertools.pairwise(row)
        if one[0] == "“"
    )
    assert after[1] - quote[1] < 0.6 * 10.5


def test_an_authors_box_called_chapter_begins_no_page() -> None:
    body = (paragraph("前"), Box((paragraph("中"),), ("chapter",), line=3), paragraph("后"))
    assert len(opened(write(Document(body=body)))) == 1


def test_a_character_that_no_font_has_is_kept_and_reported() -> None:
    report = Report()
    data = write(Document(body=(paragraph("罕见\U00016f00字"),)), report=report)
    assert "U+16F00" in " ".join(notice.message for notice in report if notice.code is Code.FONT)
    assert "罕见" in opened(data)[0].get_text()


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://example.com/x.png",
        "data:text/css,x",
        "data:image/svg+xml,<svg/>",
    ],
)
def test_nothing_but_the_pages_own_pictures_is_fetched(address: str) -> None:
    library.load()
    from convert.writers._pdf.fetcher import PageFetcher

    with pytest.raises(ValueError, match="only the page's own pictures"):
        PageFetcher().fetch(address)


def test_a_cluster_that_no_font_has_costs_no_more_than_others() -> None:
    # Without a bound it took gigabytes; whoever has a Khmer face sees the word.
    text = opened(write(Document(body=(paragraph("高棉 ខ្មែរ"),))))[0].get_text()
    assert "高棉" in text
    assert "ខ" in text


def test_a_picture_nobody_described_has_a_number_and_a_decoration_is_none() -> None:
    shown = Paragraph((Image(PICTURE.key), Image(PICTURE.key, decorative=True), Image(PICTURE.key, "一块")))
    data = write(Document(body=(shown,), media=(PICTURE,)))
    with pikepdf.open(io.BytesIO(data)) as file:
        known = marked_content(file.Root.StructTreeRoot)
        check_content(file.pages[0], known[file.pages[0].obj.objgen])
        found = [item for item in file.objects if isinstance(item, pikepdf.Dictionary)]
        assert [str(one.Alt) for one in found if one.get("/S") == "/Figure"] == ["图 1", "一块"]


def test_a_raised_character_is_smaller_than_its_line_of_any_size() -> None:
    large = Style(size_pt=12)
    line = paragraph(
        Text("正", large),
        Text("上", replace(large, script="super")),
        Text("下", replace(large, script="sub")),
    )
    spans = opened(write(Document(body=(line,))))[0].get_texttrace()
    sizes = {chr(code): span["size"] for span in spans for code, *_ in span["chars"]}
    assert sizes["正"] == pytest.approx(12)
    assert sizes["上"] == sizes["下"] == pytest.approx(12 * 0.7)


def failing(error: Exception) -> Callable[..., Any]:
    real = builtins.__import__

    def imported(name: str, *args: Any, **options: Any) -> Any:
        if name.split(".")[0] == "weasyprint":
            raise error
        return real(name, *args, **options)

    return imported


@pytest.mark.parametrize(
    ("error", "advice"),
    [(OSError("cannot load library 'libgobject-2.0-0'"), "Pango"), (ImportError(), "pip install")],
)
def test_a_missing_library_is_named_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, error: Exception, advice: str
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", failing(error))
    with pytest.raises(MissingLibraryError, match=advice) as caught:
        library.load()
    assert "\n" not in str(caught.value)


def test_an_unknown_weasyprint_still_sets_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    library.load()
    import weasyprint.layout.inline

    monkeypatch.setattr(weasyprint.layout.inline, "justify_line", lambda line: None)
    from convert.writers._pdf import patches

    assert "justify_line" in patches.problem()


def test_what_is_set_for_one_page_is_undone_for_the_next(article: bytes) -> None:
    assert write(EVERYTHING)
    assert write(ARTICLE) == article


def test_a_mark_over_bold_and_sizes_keeps_every_word() -> None:
    document = replace(
        ARTICLE,
        body=(
            paragraph(
                "甲", Text("乙AI", Style(bold=True, size_pt=20)), Text("丙", Style(script="super")), "丁。"
            ),
        ),
    )
    assert "甲乙AI丙丁。" in squeezed(opened(write(document))[0].get_text())


@pytest.mark.parametrize("columns", [12, 24, 65])
def test_no_column_of_a_wide_table_leaves_the_paper(columns: int) -> None:
    row = Row(tuple(Cell((paragraph(f"数据{number}"),)) for number in range(columns)))
    data = write(Document(Meta(language="zh-CN"), (Table(columns, (), (row,)),)))
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        words = [word for page in pdf for word in page.get_text("words")]
        assert max(word[2] for word in words) <= pdf[0].rect.width
