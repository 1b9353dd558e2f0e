"""A book in each format: what a reader sees on its cover, in its headers, at its page breaks, and in the terminal."""

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pymupdf
import pytest
from docx.document import Document as DocxDocument

from docx import Document as Word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three articles of which the second has two pages, bound to the right."""
    made = tmp_path_factory.mktemp("desk") / "读本"
    made.mkdir()
    (made / "2.md").write_text("# 乙篇\n\n" + "长文一段。\n\n" * 60, "utf-8")
    (made / "10.md").write_text("# 丙篇\n\n见[甲](1.md)。\n\n## 笔记\n\n记一笔。\n", "utf-8")
    (made / "1.md").write_text("# 甲篇\n\n甲文[^1]。\n\n[^1]: 甲注。\n", "utf-8")
    (made / "book.toml").write_text('title = "课外读本"\nauthor = "教研组"\ndate = 2026-09-01\n', "utf-8")
    command = [sys.executable, "-m", "convert", "bind", str(made), "-o", str(made.parent / "book")]
    options = ["-t", "pdf,docx,html,txt", "--start", "right", "--verify"]
    result = subprocess.run([*command, *options], capture_output=True, env=ENVIRONMENT)
    assert (result.returncode, result.stderr.decode()) == (0, "")
    return made.parent


def test_the_pdf_has_cover_contents_right_hand_articles_and_their_titles_above(folder: Path) -> None:
    pages = [page.get_text().split("\n") for page in pymupdf.open(folder / "book.pdf")]
    texts = ["".join(page) for page in pages]
    count = len(pages)
    assert texts[0].startswith("课外读本")
    assert texts[0].endswith("2026年9月1日")
    numbers = dict(re.findall(r"([甲乙丙]篇|附录)[. ]*(\d+)", texts[1]))
    assert numbers == {
        title: str(page) for title, page in zip(("甲篇", "乙篇", "丙篇", "附录"), (3, 5, 7, 9), strict=True)
    }
    assert [texts[int(page) - 1].find(title) for title, page in numbers.items()] == [0, 0, 0, 0]
    assert texts[3] == ""  # a blank page has neither header nor number
    assert texts[4].endswith(f"5 / {count}")
    assert texts[4].count("乙篇") == 1
    assert texts[5].endswith(f"乙篇6 / {count}")  # its second page has the running header


def test_the_word_file_has_a_section_for_each_article_that_begins_on_the_right(folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO((folder / "book.docx").read_bytes())) as file:
        parts = {name: file.read(name).decode() for name in file.namelist() if name.endswith(".xml")}
    text = parts["word/document.xml"]
    sections = re.findall(r"<w:sectPr>.*?</w:sectPr>", text)
    assert ["oddPage" in one for one in sections] == [False, False, True, True, True, True]
    assert ["titlePg" in one for one in sections] == [False, False, True, True, True, False]
    assert "headerReference" not in sections[0]
    assert "footerReference" not in sections[0]
    for style, words in (("Title", "课外读本"), ("Author", "教研组"), ("Date", "2026年9月1日")):
        paragraph = re.search(rf'<w:p><w:pPr><w:pStyle w:val="{style}"/>.*?</w:p>', text)
        assert paragraph
        assert re.sub("<[^>]+>", "", paragraph[0]) == words
    headers = [re.sub("<[^>]+>", "", part) for name, part in sorted(parts.items()) if "/header" in name]
    assert [next(word for word in headers if word.endswith(title)) for title in ("甲篇", "乙篇", "丙篇")]


def test_the_page_and_the_text_have_what_the_book_has(folder: Path) -> None:
    page = (folder / "book.html").read_text("utf-8")
    assert page.count('<article class="chapter right">') == 3
    assert '<h1 class="title">课外读本</h1>' in page
    target = re.search(r'见<a href="#([^"]+)">甲</a>', page)
    assert target
    assert f'id="{target[1]}">甲篇' in page
    lines = (folder / "book.txt").read_text("utf-8").split("\n")
    assert lines[0].strip() == "课外读本"
    assert lines[0].startswith(" " * 30)
    # A footnote stands behind its article.
    assert lines.index("[1] 甲注。") < next(
        n for n, line in enumerate(lines) if n > 20 and line.strip() == "丙篇"
    )


def test_an_article_that_cannot_be_read_ends_with_one_line_and_nothing_written(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 甲\n", "utf-8")
    command = [sys.executable, "-m", "convert", "bind", "a.md", "gone.md", "-o", "book.txt"]
    result = subprocess.run(command, capture_output=True, env=ENVIRONMENT, cwd=tmp_path)
    assert (result.returncode, result.stderr.decode()) == (3, "markhue: gone.md: no such file\n")
    assert not (tmp_path / "book.txt").exists()


def test_an_article_of_another_language_is_set_as_that_language_is(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text("# 甲\n\n甲文。\n\n- 甲项\n\n## 笔记\n\n记一笔。\n", "utf-8")
    english = "---\nlang: en\n---\n# Reading\n\nEnglish words.\n\n- An item\n"
    (tmp_path / "2.md").write_text(english, "utf-8")
    (tmp_path / "3.md").write_text("# 丙\n\n丙文。\n", "utf-8")
    command = [sys.executable, "-m", "convert", "bind", ".", "-t", "pdf,docx,html,txt", "-o", "out/"]
    subprocess.run(command, env=ENVIRONMENT, cwd=tmp_path, check=True, capture_output=True)
    (book,) = (tmp_path / "out").glob("*.docx")

    found = Word(book)
    assert [indent_of(found, words) for words in ("甲文。", "English words.", "丙文。", "记一笔。")] == [
        2,
        0,
        2,
        2,
    ]
    assert styles_of(found)["English words."] == "English Text"
    assert styles_of(found)["Reading"] == "Heading 1"  # no style without a difference

    assert [section.different_first_page_header_footer for section in found.sections][2:] == [True] * 3 + [
        False
    ]

    lefts = {}
    for page in pymupdf.open(book.with_suffix(".pdf")):
        for x, _, _, _, words, *_ in page.get_text("blocks"):
            lefts[words.strip().split("\n")[0]] = x
    assert lefts["甲文。"] - lefts["English words."] > 20
    assert lefts["丙文。"] == pytest.approx(lefts["甲文。"])

    page = book.with_suffix(".html").read_text("utf-8")
    assert page.count('<article class="chapter">') == 2
    assert page.count('<article class="chapter" lang="en">') == 1
    lines = book.with_suffix(".txt").read_text("utf-8").split("\n")
    assert {"\u3000\u3000甲文。", "English words.", "\u3000\u3000丙文。"} <= {*lines}


def styles_of(document: DocxDocument) -> dict[str, str]:
    """The name of the style of each paragraph, by its text."""
    return {one.text: one.style.name for one in document.paragraphs}


def indent_of(document: DocxDocument, words: str) -> float:
    """How far the first line of a paragraph stands in, in characters."""
    (paragraph,) = (one for one in document.paragraphs if one.text == words)
    style = paragraph.style
    while style is not None:
        for indent in style.element.iter(f"{{{W}}}ind"):
            return int(indent.get(f"{{{W}}}firstLineChars", 0)) / 100
        style = style.base_style
    return 0


def test_a_word_file_without_a_table_of_contents_lays_out_no_page(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text("# 甲\n\n==甲文==。\n", "utf-8")
    (tmp_path / "2.md").write_text("# 乙\n\n乙文。\n", "utf-8")
    program = (
        "import sys\nfrom convert.cli.app import main\n"
        "try:\n    main()\nexcept SystemExit:\n    print('weasyprint' in sys.modules)"
    )
    for more, loaded in ((["--no-toc", "--digest", "--legend", "on"], "False"), (["--toc"], "True")):
        command = [sys.executable, "-c", program, "bind", ".", "-t", "docx", "-o", "out/", *more]
        result = subprocess.run(command, env=ENVIRONMENT, cwd=tmp_path, capture_output=True, check=True)
        assert result.stdout.decode().split().count(loaded) == 1


def test_what_stands_beside_a_title_stands_at_the_inner_side_of_a_left_page(tmp_path: Path) -> None:
    for name in ("1", "2"):
        (tmp_path / f"{name}.md").write_text(f"# 第{name}卷\n\n正文。\n", "utf-8")
    book = tmp_path / "book.pdf"
    command = [sys.executable, "-m", "convert", "bind", str(tmp_path), "-o", str(book), "--theme", "exam"]
    options = ["--duplex", "--start", "next", "--no-toc", "--title", "卷", "--verify"]
    result = subprocess.run([*command, *options], capture_output=True, env=ENVIRONMENT)
    assert (result.returncode, result.stderr.decode()) == (0, "")
    file = pymupdf.open(book)
    pages = [page for page in file if "正文" in page.get_text()]
    inner = {}
    for page in pages:
        turned = [
            line
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", ())
            if line["dir"] != (1.0, 0.0)
        ]
        assert sum("姓名" in "".join(span["text"] for span in line["spans"]) for line in turned) == 1
        edges = [line["bbox"][0] for line in turned], [line["bbox"][2] for line in turned]
        on_left = page.number % 2 == 1
        text = page.search_for("正文")[0]
        assert text.x1 < min(edges[0]) if on_left else max(edges[1]) < text.x0
        inner[on_left] = page.rect.width - max(edges[1]) if on_left else min(edges[0])
    assert inner[True] == pytest.approx(inner[False], abs=1)


def test_the_sealed_line_of_an_exam_is_at_the_inner_edge_of_each_page_in_word(tmp_path: Path) -> None:
    for number in "123":
        (tmp_path / f"{number}.md").write_text(f"# 卷{number}\n\n题。\n", "utf-8")
    command = [sys.executable, "-m", "convert", "bind", str(tmp_path), "--theme", "exam", "--duplex"]
    subprocess.run(
        [*command, "-o", str(tmp_path / "book.docx")], check=True, env=ENVIRONMENT, capture_output=True
    )
    section = [*Word(tmp_path / "book.docx").sections][-3:]
    places = [
        [int(place.get(f"{{{W}}}tblpX")) for place in one.first_page_header._element.iter(f"{{{W}}}tblpPr")]
        for one in section
    ]
    half = section[0].page_width.twips / 2
    assert [[place > half for place in one] for one in places] == [[False], [True], [False]]
