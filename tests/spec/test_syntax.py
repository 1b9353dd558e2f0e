"""The syntax reference beside this file: each case's Markdown gives the dump under it (`--accept` rewrites them)."""

import re
from pathlib import Path

import pytest

from convert import transforms
from convert.model import Document
from convert.notices import Report
from convert.reader import read
from dump import dump
from invariants import broken

HERE = Path(__file__).parent
CASE = re.compile(
    r"^## (?P<title>[^\n]+)\n\n(?P<fence>`{3,4})markdown\n(?P<source>.*?)\n(?P=fence)\n"
    r"(?:\n```text\n(?P<dump>.*?)\n```\n)?",
    re.DOTALL | re.MULTILINE,
)


def _cases() -> list[object]:
    found = []
    for path in sorted(HERE.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for match in CASE.finditer(text):
            name = f"{path.name}:{text.count(chr(10), 0, match.start()) + 1} {match['title']}"
            found.append(pytest.param(path, match["title"], match["source"], match["dump"], id=name))
    return found


def _read(source: str) -> tuple[Document, str]:
    report = Report()
    document = transforms.apply(read(source, report=report), transforms.Options())[0]
    notices = "".join(f"! {notice}\n" for notice in report)
    return document, (dump(document) + notices).rstrip("\n")


@pytest.mark.parametrize(("path", "title", "source", "expected"), _cases())
def test_source_gives_the_dump_under_it(
    path: Path, title: str, source: str, expected: str, accept: bool
) -> None:
    document, actual = _read(source)
    assert broken(document) == []
    if accept:
        text = path.read_text(encoding="utf-8")
        path.write_text(
            CASE.sub(lambda m: _rewritten(m, actual) if m["title"] == title else m[0], text), "utf-8"
        )
    else:
        assert actual == expected


def _rewritten(match: re.Match[str], actual: str) -> str:
    fence = match["fence"]
    return f"## {match['title']}\n\n{fence}markdown\n{match['source']}\n{fence}\n\n```text\n{actual}\n```\n"
