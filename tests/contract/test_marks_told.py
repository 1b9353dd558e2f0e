"""Named marks and their digest, read back from the files: a legend on the first page, passages with a way to their place."""

import io
import re
from functools import cache
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from lxml import etree, html

import docx
from convert import pipeline
from convert.notices import Report
from convert.resources import Resources

SAMPLES = Path(__file__).parents[2] / "samples"
CHINESE = (
    "deepseek-open-source.md",
    (("red", "核心论点"), ("绿", "亮点表述"), ("#ffa500", "批驳")),
    ["标记", "核心论点 3 处 · 196 字", "亮点表述 2 处 · 138 字", "批驳 1 处 · 46 字"],
)
ENGLISH = (
    "slow-reading.md",
    (("claim", "Claim"), ("evidence", "Evidence"), ("doubt", "Doubt")),
    ["Marks", "Claim 1 place · 93 characters", "Evidence 1 place · 152 characters"],
)
BOTH = pytest.mark.parametrize("case", [CHINESE, ENGLISH], ids=["zh", "en"])
Case = tuple[str, tuple[tuple[str, str], ...], list[str]]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RED = "FF0000"


@cache
def article(case: str, **typed: Any) -> pipeline.Article:
    path = SAMPLES / case
    report = Report()
    return pipeline.prepare(path.read_bytes(), path.name, typed, report, Resources().below(SAMPLES, report))


@cache
def output(case: str, names: tuple[tuple[str, str], ...], name: str, **typed: Any) -> bytes:
    made = article(case, marks=names, digest=True, **typed)
    (written,) = pipeline.render(made, name, Report())
    assert pipeline.prove(made, name, written.document, written.data).missing == ()
    return written.data


def bare(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


@BOTH
def test_word_has_the_legend_in_a_style_of_its_own_under_the_title(case: Case):
    document = docx.Document(io.BytesIO(output(case[0], case[1], "docx")))
    title, legend = document.paragraphs[:2]
    assert title.style.name == "Heading 1"
    assert legend.style.name == "Legend"
    for entry in case[2]:
        assert entry in bare(legend.text)
    named = [run for run in legend.runs if run.text in dict(case[1]).values()]
    assert [run.style.name.startswith("Mark ") for run in named] == [True] * 3
    assert legend.style.paragraph_format.keep_together


@BOTH
def test_word_links_each_passage_to_its_place(case: Case):
    document = docx.Document(io.BytesIO(output(case[0], case[1], "docx")))
    body = document.element.body
    marks = {start.get(f"{W}name") for start in body.iter(f"{W}bookmarkStart")}
    links = [
        (link.get(f"{W}anchor"), "".join(link.itertext(f"{W}t")))
        for link in body.iter(f"{W}hyperlink")
        if (link.get(f"{W}anchor") or "").startswith("markhue_passage")
    ]
    assert len(links) >= 4
    assert {anchor for anchor, _ in links} <= marks
    assert all(re.fullmatch(r"第\s\d+\s段|paragraph\s\d+", words) for _, words in links)
    names = [p.style.name for p in document.paragraphs]
    digest = next(i for i, p in enumerate(document.paragraphs) if p.text in ("标记摘录", "Marked passages"))
    assert names[digest : digest + 2] == ["Heading 1", "Heading 2"]


@BOTH
def test_the_first_page_of_the_pdf_has_the_legend(case: Case):
    with pymupdf.open(stream=output(case[0], case[1], "pdf")) as pdf:
        page = bare(pdf[0].get_text())
        for entry in case[2]:
            assert entry in page
        colors = {
            bare(span["text"]): f"{span['color']:06X}"
            for block in pdf[0].get_text("dict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
        }
    if case is CHINESE:
        assert colors["核心论点"] == RED


@BOTH
def test_the_pdf_names_the_pages_of_its_passages_and_lists_the_sheet(case: Case):
    with pymupdf.open(stream=output(case[0], case[1], "pdf")) as pdf:
        outline = {title: (level, page) for level, title, page in pdf.get_toc()}
        level, number = next(
            found for title, found in outline.items() if title in ("标记摘录", "Marked passages")
        )
        assert level == 1
        sheet = pdf[number - 1]
        assert bare(sheet.get_text()).lstrip().startswith(("标记摘录", "Marked passages"))
        said = re.findall(r"第 (\d+) 页|p\. (\d+)", bare(sheet.get_text()))
        said_pages = [int(one or other) for one, other in said]
        led = [
            link["page"] + 1
            for link in sheet.get_links()
            if link["kind"] in (pymupdf.LINK_GOTO, pymupdf.LINK_NAMED)
        ]
        assert len(said_pages) >= 4
        assert sorted(set(led)) == sorted(set(said_pages))


@BOTH
def test_the_page_links_each_passage_to_its_place(case: Case):
    page = html.fromstring(output(case[0], case[1], "html").decode())
    legend = page.xpath("//div[@class='legend']")
    assert len(legend) == 1
    assert legend[0].getprevious().tag == "h1"
    for entry in case[2]:
        assert entry in bare(legend[0].text_content())
    ids = set(page.xpath("//@id"))
    links = page.xpath("//div[@class='digest']//a[@class='page-ref']/@href")
    assert len(links) >= 4
    assert {link[1:] for link in links} <= ids
    assert etree.tostring(legend[0]).count(b'class="mark ') >= 3


@BOTH
def test_text_names_its_marks_where_it_shows_them(case: Case):
    shown = output(case[0], case[1], "txt", text_marks="label").decode()
    assert shown.count(case[1][0][1] + "】…" if case is CHINESE else "[Claim]…[/Claim]") == 1
    for entry in case[2][1:]:
        assert entry.partition(" ")[2] in shown.partition("\n\n\n")[0]
    plain = output(case[0], case[1], "txt").decode()
    head = plain[: plain.index("标记摘录" if case is CHINESE else "Marked passages")]
    assert case[1][0][1] not in head
    assert re.search(r"第 \d+ 段|paragraph \d+", plain)


def test_a_legend_that_is_turned_off_is_nowhere():
    made = article(CHINESE[0], marks=CHINESE[1], legend="off", text_marks="label")
    for name in ("docx", "html", "txt"):
        (written,) = pipeline.render(made, name, Report())
        assert "196 字".encode() not in written.data
    assert not any(getattr(block, "classes", ()) == ("legend",) for block in made.documents[0].body)
