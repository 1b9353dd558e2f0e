"""Inputs made to hurt: each ends in bounded time, and loses no visible text."""

import time
from typing import NamedTuple

import pytest

import visible
from convert import themes, transforms, writers
from convert.model import Document, Table, Text
from convert.notices import Code, Report
from convert.reader import read, tables
from convert.reader.inlines import Line
from invariants import broken

OPEN = "".join(f"<span style='color:red'><span class=b{n}><i><kbd><q>a{n}\n\n" for n in range(800))
CASES = {
    "emphasis": "*a_ " * 10_000,
    "stars": "**" * 20_000 + "a",
    "brackets": "[" * 20_000 + "a",
    "images": "![a](" * 5_000,
    "quotes": ">" * 5_000 + " a",
    "lists": "".join("  " * depth + "- a\n" for depth in range(300)),
    "divs": "<div>" * 10_000 + "a",
    "spans": "<span style='color:red'>a" * 5_000,
    "bolds": "<b>a" * 5_000,
    "closed spans": "<span>" * 3_000 + "a" + "</span>" * 3_000,
    "instructions": "<?a " * 20_000,
    "declarations": "<!A a " * 20_000,
    "cdata": "<![CDATA[a" * 10_000,
    "comments": "<!-- a" * 10_000,
    "marks": "==a " * 10_000,
    "footnotes": "".join(f"a[^{n}]\n\n[^{n}]: f\n\n" for n in range(1_500)),
    "headings": "".join("# same\n\n" for _ in range(3_000)),
    "links": "".join(f"# h{n}\n\n[a](#h{n})\n\n" for n in range(1_500)),
    "one long line": "中文abc，" * 60_000,
    "no break": "a" * 300_000,
    "huge spans": "<table>" + "<tr><td rowspan=65534 colspan=1000>a</td></tr>" * 200 + "</table>",
    "wide table": "|" + "a|" * 300 + "\n|" + "-|" * 300 + "\n|" + "b|" * 300,
    "nested tables": "<table><tr><td>" * 200 + "a",
    "entities": "a&#1;&#x110000;&amp;" * 5_000,
    "css": "<p style='" + "color:red;" * 20_000 + "'>a</p>",
    "words": "a word, 一个词 " * 30_000,
    "carried": OPEN + "</span></span></i></kbd></q>" * 800,
    "carried in a block": "<div>" + "<span>" * 1_500 + "<p>a" * 1_500 + "</span>" * 1_500,
    "crossed": "<span>" * 2_000 + "**a " * 2_000 + "x</span>" * 2_000 + "b** " * 2_000,
    "fonts": "".join(f"<font color=#{n:06x}>a\n\n" for n in range(2_000)),
    "open quotes": "a\n\n<div>\n" + '<b a="' * 20_000,
    "mixed quotes": "a\n\n<div>\n" + "<b a=\"'" * 20_000,
    "open tags": "a\n\n<div>\n" + "<b " * 20_000 + "'",
    "ancestors": "<style>"
    + "".join(f".c{n} .d{n} > p{{color:red}}" for n in range(2_500))
    + "</style>\n\n"
    + "a\n\n" * 2_500,
    "ancestors in a wrong order": "<style>"
    + ".b .a > p{color:red}" * 2_000
    + "</style>\n\n<div class=a><div class=b>\n\n"
    + "a\n\n" * 2_000,
    "paragraphs told apart": "<style>"
    + "".join(f".c{n} > p{{color:red}}" for n in range(2_000))
    + "</style>\n\n"
    + "".join(f"<p id=p{n}>a</p>\n" for n in range(2_000)),
    "ragged table": "<table><tr>" + "<td rowspan=65534>a" * 3_000 + "<tr><td>b" * 1_000 + "</table>",
    "stairs": "<table>" + "".join(f"<tr><td colspan={n}>a<td>b" for n in range(1, 1_000)) + "</table>",
    "wikilinks": "[[" * 20_000 + "a",
    "wikilinks never closed": "[[a" * 20_000,
    "places": "[[#a]] " * 5_000,
    "dollars": "$a " * 20_000,
    "dollars that close": " $a" * 20_000,
    "displays": "$$a\n\n" * 10_000,
    "displays in items": "- $$a\n" * 5_000,
    "brackets of formulas": "\\(a " * 20_000 + "\\[a\n" * 10_000,
    "environments": "\\begin{align}\n\n" * 10_000 + "a",
    "braces": "{" * 20_000 + "a",
    "attributes never closed": "[a]{.b " * 10_000,
    "spans in spans": "[a" * 5_000 + "]{.red}" * 5_000,
    "double signs": "==" * 20_000 + "++" * 20_000 + "a",
    "insertions": "++a " * 10_000,
    "footnotes in the line": "^[" * 10_000 + "a",
    "references never closed": "[^1]: a\n\n" + "[^" * 20_000,
    "fences of divs": ":::\n" * 10_000 + "a",
    "divs never closed": "::: a\n" * 10_000,
    "divs in divs": "::: a\n\n" * 2_000 + "a\n" + ":::\n" * 2_000,
    "percent signs": "%%" * 20_000 + "a",
    "comments of Obsidian": "%%a\n\n" * 10_000,
    "raised": "x^a" * 20_000,
    "lowered": "x~a" * 10_000,
    "names of blocks": "a ^abc\n\n" * 2_000,
    "terms": "a\n" * 5_000 + ": b",
    "callouts": ">" * 80 + " [!a]\n" + "> [!a]\n" * 5_000,
    "addresses": "http://" * 10_000 + "a:" * 10_000 + " www.a" * 5_000,
    "css nesting": "<style>" + "a{" * 5_000 + "</style>a",
}


class Timed(NamedTuple):
    """A case that was read, and the seconds that took."""

    document: Document
    seconds: float


@pytest.fixture(scope="module", params=CASES)
def timed(request: pytest.FixtureRequest) -> Timed:
    """Read a case once for all that is asked of it."""
    began = time.process_time()
    document = transforms.apply(read(CASES[request.param]), transforms.Options())[0]
    return Timed(document, time.process_time() - began)


def test_reading_is_bounded(timed: Timed) -> None:
    document, seconds = timed
    assert seconds < 20
    assert broken(document) == []
    assert "a" in visible.of_document(document)


def test_gathering_a_line_takes_time_in_proportion() -> None:
    line = Line()
    began = time.process_time()
    line.text("word " * 400_000)
    assert time.process_time() - began < 10
    assert line.end() == (Text(" ".join(["word"] * 400_000)),)


@pytest.mark.parametrize("source", [CASES["ragged table"], CASES["stairs"]])
def test_a_table_of_holes_is_cut_and_keeps_its_text(source: str) -> None:
    report = Report()
    document = read(source, report=report)
    (table,) = document.body
    assert isinstance(table, Table)
    assert table.columns * (len(table.head) + len(table.rows)) <= 200_000
    assert visible.of_document(document) == visible.of_html(source)
    assert Code.TOO_LARGE in {notice.code for notice in report}


def test_a_large_table_without_holes_is_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "TABLE_HOLES", 100)
    report = Report()
    (table,) = read("<table>" + ("<tr>" + "<td>a" * 3) * 70 + "</table>", report=report).body
    assert isinstance(table, Table)
    assert (table.columns, len(table.rows), len(report)) == (3, 70, 0)


def test_writing_what_was_read_is_bounded(timed: Timed) -> None:
    options = writers.Options(themes.load("plain"))
    for kind in ("docx", "html", "txt"):
        began = time.process_time()
        data = writers.load(kind)(timed.document, options, Report())
        assert time.process_time() - began < 20
        assert "a" in visible.OF[kind](data)


def test_a_page_with_letters_without_end_is_set_in_time_that_does_not_grow_with_its_hyphens() -> None:
    document = read("abcdefghij" * 600)
    began = time.process_time()
    data = writers.load("pdf")(document, writers.Options(themes.load("plain")), Report())
    assert time.process_time() - began < 15  # it took 66 s
    assert data.startswith(b"%PDF")
