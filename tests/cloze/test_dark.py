"""Gaps on dark ground are seen there, and on the paper to which they are copied."""

import io
import zipfile
from typing import Any

import pymupdf
import pytest

from convert import pipeline
from convert.model import Blank, Color
from convert.notices import Report
from convert.traverse import walk_inlines

RED, END = '<span style="color: red">', "</span>"
WHITE = Color(255, 255, 255)
SOURCE = f"""# 题

<div style="background:#000;color:#fff">前{RED}黑底红字{END}后</div>

外{RED}红字{END}。

<table><tr style="background:#333"><td>头</td><td>{RED}答案{END}</td></tr></table>

<pre style="background:#000;color:#fff">码{RED}红{END}余</pre>
"""


MARKED = f"""# 题

<div style="background:#000"><span style="color:#fff">前{RED}黑底红字{END}后</span></div>
"""


def article(source: str = SOURCE, **typed: Any) -> pipeline.Article:
    return pipeline.prepare(source.encode(), "x.md", {"cloze": ("red",), **typed}, Report())


def inks(made: pipeline.Article) -> list[tuple[int, Color | None]]:
    found = walk_inlines(made.documents[0].body)
    return [(gap.number, gap.color) for gap in found if isinstance(gap, Blank)]


@pytest.mark.parametrize("mode", ["color", "safe", "mono"])
def test_a_gap_takes_an_ink_that_is_seen(mode: str) -> None:
    assert inks(article(print=mode)) == [(1, WHITE), (2, None), (3, WHITE)]


def test_a_gap_that_a_digest_copies_to_white_paper_is_in_its_ink() -> None:
    assert inks(article(MARKED, digest=True)) == [(1, WHITE), (1, None)]


@pytest.mark.parametrize("name", ["html", "docx", "pdf", "txt"])
@pytest.mark.parametrize("marks", ["red", "all"])
def test_it_is_proven(name: str, marks: str) -> None:
    made = article(cloze=(marks,))
    (output,) = pipeline.render(made, name, Report())
    assert pipeline.prove(made, name, output.document, output.data).missing == ()


def test_number_and_rule_are_white_in_each_format() -> None:
    made = article()
    files = {name: pipeline.render(made, name, Report())[0].data for name in ("html", "docx", "pdf")}
    assert files["html"].count(b'class="blank" style="color: #FFFFFF"') == 2
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as package:
        runs = package.read("word/document.xml").decode().split("<w:r>")
    gaps = [run for run in runs if 'w:val="Blank' in run]
    assert [('<w:color w:val="FFFFFF"/>' in run) for run in gaps] == [True, True, False, False, True, True]
    with pymupdf.open(stream=files["pdf"], filetype="pdf") as pdf:  # type: ignore[no-untyped-call]
        spans = [
            span
            for block in pdf[0].get_text("dict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
        ]
    numbers = {
        span["text"].strip()[:3]: span["color"] for span in spans if span["text"].strip().startswith("(")
    }
    assert [numbers[f"({number})"] == 0xFFFFFF for number in (1, 2, 3)] == [True, False, True]
