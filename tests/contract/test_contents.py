"""Tables of contents as Word, a PDF, a browser and plain text have them: the same words, and page numbers that are true."""

import io
import re
import zipfile
from functools import cache
from xml.etree.ElementTree import Element, fromstring

import pikepdf
import pytest

import judges
from convert import themes, transforms, writers
from convert.errors import MissingLibraryError
from convert.model import Contents, Document, PageRef, Paragraph, Text
from convert.notices import Report
from convert.reader import read
from convert.record import replace
from convert.writers import Options

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHAPTERS = "".join(
    f"## 第{n}章\n\n" + "这里是正文，写得很长。" * 260 + f"\n\n### 第{n}节\n\n正文\n\n" for n in "一二三"
)
SOURCE = f"# 题\n\n[TOC]\n\n{CHAPTERS}\n# 笔记\n\n## 词汇\n\n正文\n"
ENTRIES = ["第一章", "第一节", "第二章", "第二节", "第三章", "第三节", "附录", "笔记", "词汇"]


@cache
def document() -> Document:
    return transforms.apply(read(SOURCE, report=Report()), transforms.Options())[0]


def options(**setup: object) -> Options:
    found = Options(themes.load("handout", themes.PageSetup(**setup)))
    found.pages = writers.of_pdf(found)
    return found


def write(name: str, made: Options, source: Document | None = None, report: Report | None = None) -> bytes:
    return writers.load(name)(source or document(), made, report or Report())


@cache
def both() -> tuple[bytes, bytes]:
    made = options()
    return write("docx", made), write("pdf", made)


def body(data: bytes) -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return fromstring(package.read("word/document.xml"))


def rows(data: bytes) -> list[tuple[str, str, str]]:
    """The entries in Word: style, words, number."""
    found = []
    for row in body(data).find(f".//{W}sdtContent").findall(f"{W}p")[1:-1]:
        texts = [text.text or "" for text in row.iter(f"{W}t")]
        found.append((row.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), "".join(texts[:-1]), texts[-1]))
    return found


def targets(data: bytes) -> list[int]:
    """The numbers of the pages that the first links of a PDF lead to."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        links = [link for link in pdf.pages[0].Annots if "/Dest" in link]
        return [pages[names[str(link.Dest)][0].objgen] for link in links]


def test_words_numbers_are_those_of_the_pages_that_the_pdfs_links_lead_to():
    word, pdf = both()
    numbers = targets(pdf)
    assert [(words, int(number)) for _, words, number in rows(word)] == list(
        zip(ENTRIES, numbers, strict=True)
    )
    assert numbers == sorted(numbers)
    assert len(set(numbers)) > 2


def test_the_pdf_prints_those_numbers_behind_dots():
    pymupdf = pytest.importorskip("pymupdf")
    _, pdf = both()
    with pymupdf.open(stream=pdf) as file:
        text = file[0].get_text()
    printed = [int(number) for number in re.findall(r"(?:\.\s*){5,}(\d+)", text)]
    assert printed == targets(pdf)


def test_words_table_is_a_whole_field_that_lists_what_updating_it_would_list():
    word, _ = both()
    tree = body(word)
    kinds = [field.get(f"{W}fldCharType") for field in tree.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 1 + len(ENTRIES)
    code = next(field.text for field in tree.iter(f"{W}instrText"))
    low, high = map(int, re.fullmatch(r' TOC \\o "(\d)-(\d)" \\h \\z \\u ', code).groups())
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        styles = fromstring(package.read("word/styles.xml"))
        assert b"updateFields" not in package.read("word/settings.xml")
    level = {}
    for style in styles.iter(f"{W}style"):
        found = style.find(f"{W}pPr/{W}outlineLvl")
        level[style.get(f"{W}styleId")] = 10 if found is None else int(found.get(f"{W}val")) + 1
    updated = []
    for row in tree.find(f"{W}body").iter(f"{W}p"):
        named = row.find(f"{W}pPr/{W}pStyle")
        if named is not None and low <= level[named.get(f"{W}val")] <= high:
            updated.append(
                (f"TOC{level[named.get(f'{W}val')]}", "".join(text.text for text in row.iter(f"{W}t")))
            )
    assert updated == [(style, words) for style, words, _ in rows(word)]


def test_every_entry_leads_to_its_bookmark():
    tree = body(both()[0])
    named = {start.get(f"{W}name") for start in tree.iter(f"{W}bookmarkStart")}
    links = [link.get(f"{W}anchor") for link in tree.iter(f"{W}hyperlink")]
    assert len(set(links)) == len(ENTRIES)
    assert named.issuperset(links)


def test_word_and_the_judges_accept_both_files():
    word, pdf = both()
    assert judges.of_docx()(word) == []
    assert judges.of_pdf()(pdf) == []


def test_the_pdf_names_table_entries_and_links():
    with pikepdf.open(io.BytesIO(both()[1])) as pdf:
        kinds = [
            str(item.S)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/S" in item and item.get("/Type") == "/StructElem"
        ]
        assert kinds.count("/TOCI") == kinds.count("/Reference") == len(ENTRIES)
        with pdf.open_outline() as outline:
            assert [entry.title for entry in outline.root] == ["题", "附录"]


def test_the_page_is_laid_out_once_for_word_and_pdf(monkeypatch: pytest.MonkeyPatch):
    from convert.writers import pdf

    calls = []
    lay = pdf._lay
    counted = lambda *arguments, **named: calls.append(1) or lay(*arguments, **named)  # noqa: E731
    monkeypatch.setattr(pdf, "_lay", counted)
    made = options()
    write("docx", made)
    write("pdf", made)
    assert len(calls) == 1


def test_without_pango_words_entries_have_no_numbers_and_that_is_told():
    made = options()

    def pages(*arguments: object) -> dict[str, int]:
        raise MissingLibraryError("PDF needs the Pango library")

    made.pages = pages
    report = Report()
    found = rows(write("docx", made, report=report))
    assert [words + number for _, words, number in found] == ENTRIES
    assert [notice.message.partition(":")[0] for notice in report] == [
        "no page numbers in the table of contents"
    ]


@pytest.mark.parametrize("setup", [{"columns": 2}, {"landscape": True}, {"notes_column": "ruled"}])
def test_numbers_stand_at_the_right_edge_of_the_text(setup: dict[str, object]):
    made = options(**setup)
    page = made.theme.page
    stop = body(write("docx", made)).find(f".//{W}sdtContent//{W}tab[@{W}leader]")
    measure = (page.width_mm - page.margin_mm.left - page.margin_mm.right) * 72 / 25.4
    assert int(stop.get(f"{W}pos")) / 20 == pytest.approx(measure, abs=0.1)


def test_a_screen_shows_a_list_of_links_and_text_an_outline():
    made = options()
    page = write("html", made).decode()
    nav = page[page.index("<nav") : page.index("</nav>")]
    assert re.findall(r'<a href="#[^"]+">([^<]+)</a>', nav) == ENTRIES
    assert nav.count("<ul>") == nav.count("</ul>") == 6
    text = write("txt", made).decode()
    assert "目录\n　第一章\n　　第一节\n　第二章\n" in text


def test_a_table_without_entries_is_nothing():
    empty = replace(
        document(),
        body=tuple(replace(b, entries=()) if isinstance(b, Contents) else b for b in document().body),
    )
    made = options()
    assert b"w:sdt" not in zipfile.ZipFile(io.BytesIO(write("docx", made, empty))).read("word/document.xml")
    assert "toc" not in write("html", made, empty).decode().partition("<body>")[2]
    assert "目录" not in write("txt", made, empty).decode()


def test_the_pdf_says_the_page_of_a_reference():
    pymupdf = pytest.importorskip("pymupdf")
    last = next(b for b in document().body if isinstance(b, Contents)).entries[-1]
    told = replace(document(), body=(Paragraph((Text("见"), PageRef(last.anchor, 9))), *document().body))
    pdf = write("pdf", options(), told)
    with pymupdf.open(stream=pdf) as file:
        assert f"见第 {targets(pdf)[-1]} 页" in file[0].get_text().replace("\n", "")


def test_a_title_over_nothing_but_an_appendix_stays_words_first_heading():
    source = transforms.apply(
        read("# 题\n\n[TOC]\n\n正文\n\n## 笔记\n\n正文\n", report=Report()), transforms.Options()
    )[0]
    data = write("docx", options(), source)
    styles = [style.get(f"{W}val") for style in body(data).iter(f"{W}pStyle")]
    assert styles[0] == "Heading1"
    assert styles.count("Heading1") == 1
    field = "".join(part.text or "" for part in body(data).iter(f"{W}instrText"))
    assert 'TOC \\o "2-4"' in field
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        headers = [package.read(name).decode() for name in package.namelist() if "header" in name]
    assert any("STYLEREF" in header and "<w:t>题</w:t>" in header for header in headers)
