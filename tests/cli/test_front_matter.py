"""Keys of the front matter that look like slips are told; those of other programs are left alone."""

import pytest

from convert import config
from convert.notices import Code, Report
from convert.reader.frontmatter import split


def told(*lines: str) -> list[tuple[int, Code, str]]:
    report = Report()
    front, _, _ = split("\n".join(("---", *lines, "---", "text")))
    config.report_slips(front, report)
    return [(notice.line, notice.code, notice.message) for notice in report]


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("papr", "paper"),
        ("langauge", "language"),
        ("Paper", "paper"),
        ("papersize", "paper"),
        ("fontsize", "font_size"),
        ("lineSpacing", "line_spacing"),
        ("linestretch", "line_spacing"),
        ("notes-heading", "notes_headings"),
        ("autor", "author"),
        ("keyword", "keywords"),
    ],
)
def test_a_key_near_one_of_ours_is_told_with_the_right_one(key: str, meant: str):
    ((line, code, message),) = told("title: t", f"{key}: x")
    assert (line, code) == (3, Code.FRONT_MATTER)
    assert message == f"`{key}` in the front matter says nothing: did you mean `{meant}`?"


@pytest.mark.parametrize(
    "key",
    ["lang", "Title", "font-size", "aliases", "cssclasses", "created", "updated", "draft", "slug", "weight", "layout", "type",
     "status", "categories", "permalink", "series", "bibliography", "abstract", "subtitle", "标题", "note", "publish"],
)  # fmt: skip
def test_keys_of_ours_and_of_other_programs_are_left_alone(key: str):
    assert told(f"{key}: x") == []


def test_what_other_programs_would_make_is_told_where_it_is_asked_for():
    assert [message for _, _, message in told("numbersections: true")] == [
        "`numbersections` in the front matter says nothing: headings get no numbers"
    ]
    assert told("numbersections: false") == []
