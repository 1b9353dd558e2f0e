"""Floods that once took minutes: each is read in seconds, keeps its last word, and says where it was cut."""

import importlib.util
import re
import time
from pathlib import Path
from types import ModuleType

import pytest

import visible
from convert import bounds, themes, writers
from convert.errors import SettingsError
from convert.model import Heading
from convert.notices import Code, Report
from convert.reader import read
from convert.reader.frontmatter import split
from convert.traverse import walk_runs


def _sources() -> ModuleType:
    """The floods of the benchmark, which are no part of the package."""
    path = Path(__file__).parents[2] / "benchmarks" / "flood_sources.py"
    spec = importlib.util.spec_from_file_location("flood_sources", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FLOODS = _sources().FLOODS
END = _sources().END
_SECONDS = 20  # a few times what they take; before, each took a minute or more at this size, or a gigabyte


@pytest.mark.parametrize(
    ("name", "share", "code"),
    [
        ("markdown: rules", 0.2, None),
        ("markdown: blank lines", 0.3, None),
        ("markdown: definitions amplified", 0.3, Code.TOO_LARGE),
        ("markdown: table wide and empty", 0.5, Code.TOO_LARGE),
        ("html: div", 1.0, Code.NESTING),
        ("html: lists", 1.0, Code.NESTING),
        ("html: attributes", 1.0, Code.TOO_LARGE),
        ("html: raw text script", 1.0, Code.UNCLOSED_TAG),
        ("html: template", 0.5, Code.UNCLOSED_TAG),
        ("50 MB: one line of signs", 0.03, Code.TOO_LARGE),
    ],
)
def test_a_flood_is_read_in_seconds_and_to_its_end(name: str, share: float, code: Code | None) -> None:
    report = Report()
    began = time.process_time()
    document = read(FLOODS[name](share), report=report)
    assert time.process_time() - began < _SECONDS
    assert END in visible.of_document(document)
    assert {notice.code for notice in report} >= ({code} if code else set())


def test_what_follows_the_last_part_of_markdown_that_is_read_is_kept_as_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from convert.reader.rules import nesting

    monkeypatch.setattr(nesting, "MARKDOWN_TOKENS", 20)
    source = "# one\n\n" * 10 + "**last** words"
    report = Report()
    text = visible.of_document(read(source, report=report))
    assert "**last**" in text
    assert text.count("one") == 10
    assert [notice.code for notice in report] == [Code.TOO_LARGE]


def test_notices_beyond_the_bound_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    from convert import notices

    monkeypatch.setattr(notices, "NOTICES", 2)
    report = Report()
    for line in (1, 2, 3, 4):
        report.add(Code.PICTURE, "a", line)
    assert [str(notice) for notice in report] == [
        "line 1: a [picture]",
        "line 2: a [picture]",
        "2 more notices are not kept [too-large]",
    ]


@pytest.mark.parametrize(
    "name", ["front: yaml deep", "front: yaml maps", "front: laughs", "front: yaml large"]
)
def test_front_matter_without_end_is_refused_in_a_line(name: str) -> None:
    with pytest.raises(SettingsError) as caught:
        split(FLOODS[name](1.0))
    assert "\n" not in str(caught.value)


def test_a_tag_keeps_its_first_attributes() -> None:
    many = " ".join(f"a{n}=b" for n in range(bounds.ATTRIBUTES * 2))
    report = Report()
    document = read(f'<p style="color: red" {many}>a</p>', report=report)
    assert Code.TOO_LARGE in {notice.code for notice in report}
    (run,) = walk_runs(document.body)
    assert run.style.mark == "red"


def test_a_word_of_ten_thousand_letters_is_set_whole() -> None:
    word = "abcdefghij" * 1_000
    began = time.process_time()
    data = writers.load("pdf")(read(word), writers.Options(themes.load("plain")), Report())
    assert time.process_time() - began < _SECONDS
    assert word in re.sub("[^a-j]", "", visible.of_pdf(data))  # without the numbers of its pages


def _pdf(source: str) -> str:
    return visible.of_pdf(writers.load("pdf")(read(source), writers.Options(themes.load("plain")), Report()))


def test_a_table_in_parts_has_each_cell_once() -> None:
    width = 300
    cells = "".join(f"<td>c{n}." for n in range(width))
    data = writers.load("docx")(
        read(f"<table><tr>{cells}</table>"), writers.Options(themes.load("plain")), Report()
    )
    text = visible.of_docx(data)
    assert [text.count(f"c{n}.") for n in range(1, width)] == [1] * (width - 1)


def test_a_word_in_forty_quotations_has_a_line_of_some_letters() -> None:
    import pymupdf

    source = read(">" * 40 + " abcdefghij")
    data = writers.load("pdf")(source, writers.Options(themes.load("plain")), Report())
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        assert "abcd" in pdf[0].get_text()


def test_notes_that_refer_to_notes_are_all_set_once() -> None:
    notes = "".join(f"[^{n}]: note{n}. [^{n + 1}]\n\n" for n in range(12)) + "[^12]: note12.\n"
    text = _pdf(f"a[^0]\n\n{notes}")
    assert [text.count(f"note{n}.") for n in range(13)] == [1] * 13


def test_a_tag_keeps_its_first_classes() -> None:
    report = Report()
    many = " ".join(f"b{n}" for n in range(bounds.CLASSES * 2))
    (heading,) = read(f"<h1 class='{many}'>a</h1>", report=report).body
    assert isinstance(heading, Heading)
    assert len(heading.classes) == bounds.CLASSES
    assert Code.TOO_LARGE in {notice.code for notice in report}
