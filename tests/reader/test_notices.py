import pytest

from convert.model import Meta, Paragraph, Text
from convert.notices import Code, Report
from convert.reader import read
from convert.reader.frontmatter import split

CSS = (Code.INVALID_CSS, Code.UNSUPPORTED_CSS)
# What is wrong says the line that it stands on.
SOURCES = {
    "a sheet": "a\n\n<style>\n.a { color: red }\n\n.b {\n  colr: HERE;\n}\n</style>\n",
    "a sheet inside a block": "<div>\n<p>x</p>\n<style>\n.a { colr: HERE }\n</style>\n</div>\n",
    "the second of two sheets": "<style>.a{color:red}</style>\n\n<style>\n.b { colr: HERE }\n</style>\n",
    "a sheet in a line": "a\nb <style>.a{colr: HERE}</style>\n",
    "a variable in a sheet": "<style>\n.b {\n  color: var(--HERE) }\n</style>\n\n<p class=b>\n\nz</p>",
    "YAML above": "---\ntitle: x\nauthor: y\n---\n\n<p style='colr: HERE'>a</p>\n",
    "TOML above": "+++\ntitle = 'x'\n+++\n\na <b style='colr: HERE'>a</b>\n",
    "an attribute over lines": "one\ntwo <span style='color: red;\ncolr: HERE'>x</span>\n",
    "an attribute under its tag": "a\n\n<div>\n<p\n  style='color: red;\n  colr: HERE'>b</p>\n</div>\n",
    "a block of HTML": "a\n\n<table>\n<tr>\n<td>a</td>\n<td style='colr: HERE'>b</td>\n</tr>\n</table>\n",
    "the third line of a paragraph": "a\nb\n<span style='colr: HERE'>c</span>\nd\n",
    "a span over paragraphs": "<span style='colr: HERE'>a\n\nb\n\nc</span>\n",
    "an item of an item": "- a\n- b\n  - <span style='colr: HERE'>x</span>\n",
    "a footnote": "a[^1]\n\n[^1]: x\n    <b style='colr: HERE'>y</b>\n",
    "braces behind a heading": "a\n\n# T {style='colr: HERE'}\n",
    "after a comment": "<!-- a\n b -->\n<p style='colr: HERE'>a</p>\n",
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_mistake_in_css_is_told_with_its_line(name: str) -> None:
    source = SOURCES[name]
    _, body, first_line = split(source)
    report = Report()
    read(body, report=report, first_line=first_line)
    wanted = source[: source.index("HERE")].count("\n") + 1
    assert [notice.line for notice in report if notice.code in CSS] == [wanted]


def test_what_a_reader_would_not_miss_is_told_once_with_its_lines() -> None:
    report = Report()
    read("".join(f'<p style="margin: {n}px; line-height: 2">a</p>\n\n' for n in range(9)), report=report)
    [notice] = report
    assert (notice.line, notice.code) == (1, Code.UNSUPPORTED_CSS)
    assert notice.message == "no effect here: line-height, margin (also on lines 3, 5, 7, 9, 11 and 3 more)"


def test_an_indent_by_hand_stays_where_no_theme_indents() -> None:
    def first(source: str, language: str) -> str:
        paragraph = read(source, meta=Meta(language=language)).body[0]
        assert isinstance(paragraph, Paragraph)
        assert isinstance(paragraph.children[0], Text)
        return paragraph.children[0].text

    for source in ("　メロス", "<p>　メロス</p>"):
        assert first(source, "ja") == "　メロス"
        assert first(source, "zh-CN") == "メロス"


@pytest.mark.parametrize("source", ["<b>a</b>\n", "</div>a", "<body style='colr: x'>a", "a"])
def test_what_begins_a_document_stands_on_its_first_line(source: str) -> None:
    report = Report()
    assert read(source, report=report, first_line=4).body[0].line == 4
    assert {notice.line for notice in report} <= {4}


def test_loose_words_behind_a_block_stand_on_their_own_line() -> None:
    assert [block.line for block in read("<div>\n<p>a</p>\n<p>b</p>\n<b>c</b>\n</div>").body] == [2, 3, 4]


def test_a_link_into_nothing_is_told_with_its_line_in_the_paragraph() -> None:
    report = Report()
    read("one\ntwo\nthree [x](#nowhere)\n", report=report)
    assert [(notice.line, notice.code) for notice in report] == [(3, Code.LINK_TARGET)]


def test_a_quote_that_stays_open_shows_nothing_of_the_programs_own() -> None:
    report = Report()
    read("<div style='color: red;\n\nbakground: x'>\ny</div>", report=report)
    assert not any("data-mh" in notice.message for notice in report)


def test_looking_for_what_follows_everything_is_given_up_and_told() -> None:
    report = Report()
    read("<style>\n\np:has(~ h2) { color: red }\n</style>\n\n" + "a\n\n" * 1000, report=report)
    assert [(notice.line, notice.code) for notice in report] == [(3, Code.TOO_LARGE)]


def test_looking_at_the_next_element_costs_little() -> None:
    report = Report()
    read("<style>p:has(+ h2) { color: red }</style>\n\n" + "a\n\n" * 3000, report=report)
    assert not list(report)
