"""What the reference source must become, read back from the files: six coloured sentences, seven lists, an appendix."""

import io
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pymupdf
from lxml import etree

import docx
from convert import pipeline
from convert.characters import CLOSING, OPENING
from convert.notices import Report
from convert.widths import width

SOURCE = Path(__file__).parents[2] / "samples" / "deepseek-open-source.md"
COLORS = {"FF0000": 196, "008000": 138, "FFA500": 46}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def output(name: str) -> bytes:
    report = Report()
    article = pipeline.prepare(SOURCE.read_bytes(), SOURCE.name, {}, report)
    (written,) = pipeline.render(article, name, report)
    assert len(report) == 0
    return written.data


@cache
def word() -> docx.document.Document:
    return docx.Document(io.BytesIO(output("docx")))


def test_word_has_each_coloured_character_through_a_named_style() -> None:
    colors: Counter[str] = Counter()
    names = set()
    for run in word().element.body.iter(f"{W}r"):
        assert run.find(f"{W}rPr/{W}color") is None
        style = run.find(f"{W}rPr/{W}rStyle")
        if style is None:
            continue
        (named,) = [s for s in word().styles if s.style_id == style.get(f"{W}val")]
        names.add(named.name)
        colors[str(named.font.color.rgb)] += len(run.text)
    assert names == {"Mark Red", "Mark Green", "Mark Orange"}
    assert colors == COLORS


def test_each_of_words_ordered_lists_begins_at_one() -> None:
    numbering = word().part.numbering_part.element
    ids = [node.get(f"{W}val") for node in word().element.body.iter(f"{W}numId")]
    assert [count for _, count in Counter(ids).items()] == [3] * 7
    for number in dict.fromkeys(ids):
        (entry,) = [node for node in numbering.iter(f"{W}num") if node.get(f"{W}numId") == number]
        assert [node.get(f"{W}val") for node in entry.iter(f"{W}startOverride")][:1] == ["1"]


def test_words_headings_are_headings_and_the_appendix_begins_a_page() -> None:
    headings = [(p.style.name, p.text) for p in word().paragraphs if p.style.name.startswith("Heading")]
    assert headings[:3] == [
        ("Heading 1", "中国AI“拥抱开源”给世界的启示"),
        ("Heading 1", "附录"),
        ("Heading 2", "DeepSeek 精读"),
    ]
    (appendix,) = [p for p in word().paragraphs if p.text == "附录"]
    assert appendix.paragraph_format.page_break_before
    assert len(headings) == 12


def test_the_pdf_has_each_coloured_character() -> None:
    colors: Counter[str] = Counter()
    with pymupdf.open(stream=output("pdf"), filetype="pdf") as pdf:
        for page in pdf:
            for block in page.get_text("rawdict")["blocks"]:
                for line in block["lines"]:
                    for span in line["spans"]:
                        colors[f"{span['color']:06X}"] += len(span["chars"])
        assert pdf[1].get_text().lstrip().startswith("附录")
    assert {color: colors[color] for color in COLORS} == COLORS


def test_the_page_of_html_has_each_coloured_character() -> None:
    page = etree.HTML(output("html").decode())
    colors = {
        mark: re.search(rf"\.mark-{mark} {{ color: (#\w+)", output("html").decode())[1].upper()  # type: ignore[index]
        for mark in ("red", "green", "orange")
    }
    counts: Counter[str] = Counter()
    for span in page.iter("span"):
        mark = span.get("class", "").removeprefix("mark mark-")
        counts[colors[mark][1:]] += len("".join(span.itertext()))
    assert counts == COLORS


def test_the_text_is_clean_and_breaks_where_it_may() -> None:
    text = output("txt").decode()
    lines = text.splitlines()
    assert not set("<>#*") & set(text)
    assert "附录" in text
    assert text.index("附录") < text.index("DeepSeek 精读")
    assert all(width(line, chinese=True) <= 80 for line in lines)
    assert [line for line in lines if line.startswith(tuple(CLOSING))] == []
    assert [line for line in lines if line.endswith(tuple(OPENING))] == []
    assert sum(line.startswith("1. ") for line in lines) == 3
