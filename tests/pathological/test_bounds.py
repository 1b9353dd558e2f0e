"""Inputs made to hurt: each ends in bounded time, and loses no visible text."""

import time

import pytest

import visible
from convert import themes, transforms, writers
from convert.notices import Report
from convert.reader import read
from invariants import broken

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
    "css nesting": "<style>" + "a{" * 5_000 + "</style>a",
}


@pytest.mark.parametrize("name", CASES)
def test_reading_is_bounded(name: str) -> None:
    began = time.process_time()
    document = transforms.apply(read(CASES[name]), transforms.Options())[0]
    assert time.process_time() - began < 20
    assert broken(document) == []
    assert "a" in visible.of_document(document)


@pytest.mark.parametrize("name", [name for name in CASES if name not in ("one long line", "no break")])
def test_writing_what_was_read_is_bounded(name: str) -> None:
    document = transforms.apply(read(CASES[name]), transforms.Options())[0]
    options = writers.Options(themes.load("plain"))
    for kind in ("docx", "html", "txt"):
        began = time.process_time()
        data = writers.load(kind)(document, options, Report())
        assert time.process_time() - began < 20
        assert "a" in visible.OF[kind](data)
