"""Tables of contents: what they list, and where they stand."""

import pytest

from convert import transforms
from convert.model import Blank, Contents, Document, FootnoteRef, Heading, LineBreak, Link, Ruby, Style, Text
from convert.notices import Report
from convert.reader import read
from convert.traverse import plain
from invariants import broken


def listed(source: str, **wanted: object) -> list[tuple[int, str]]:
    document = made(source, **wanted)
    tables = [block for block in document.body if isinstance(block, Contents)]
    return [(entry.level, plain(entry.children)) for entry in tables[0].entries] if tables else []


def made(source: str, report: Report | None = None, **wanted: object) -> Document:
    options = transforms.Options(**{"toc": True, **wanted})
    document = transforms.apply(read(source, report=report or Report()), options, report)[0]
    assert broken(document) == []
    return document


def test_the_only_title_is_not_listed_and_its_sections_are_of_the_first_level():
    assert listed("# 题\n\n## 一\n\n### 甲\n\n## 二\n") == [(1, "一"), (2, "甲"), (1, "二")]


def test_several_titles_are_listed_above_their_sections():
    assert listed("# 甲\n\n## 一\n\n# 乙\n") == [(1, "甲"), (2, "一"), (1, "乙")]


def test_an_appendix_counts_its_levels_by_itself():
    assert listed("# 题\n\n## 一\n\n# 笔记\n\n## 词汇\n")[-3:] == [(1, "附录"), (2, "笔记"), (3, "词汇")]


@pytest.mark.parametrize(("depth", "words"), [(1, ["一"]), (2, ["一", "甲"]), (6, ["一", "甲", "子"])])
def test_depth_counts_the_levels_that_are_shown(depth: int, words: list[str]):
    assert [said for _, said in listed("# 题\n\n## 一\n\n### 甲\n\n#### 子\n", toc_depth=depth)] == words


def test_without_being_asked_there_is_one_only_where_the_source_says_so():
    assert listed("# 题\n\n## 一\n", toc=None) == []
    assert listed("# 题\n\n[TOC]\n\n## 一\n", toc=None) == [(1, "一")]
    assert listed("# 题\n\n[TOC]\n\n## 一\n", toc=False) == []


def test_one_asked_for_stands_under_the_title_and_its_byline():
    body = made('# 题\n\n<p align="right">某某</p>\n\n正文\n\n## 一\n').body
    assert [type(block).__name__ for block in body[:4]] == ["Heading", "Paragraph", "Contents", "Paragraph"]


def test_one_asked_for_stands_behind_bylines_on_the_left_and_the_legend():
    source = "# 题\n\n作者：张三\n\n<div class=byline>某报</div>\n\n==正文==\n\n## 一\n"
    body = made(source, legend="on").body
    names = [type(block).__name__ for block in body[:5]]
    assert names == ["Heading", "Paragraph", "Box", "Box", "Contents"]


@pytest.mark.parametrize("kind", ["legend", "digest", "answers"])
def test_headings_in_an_authors_box_are_listed_where_they_stand(kind: str):
    source = f"# 题\n\n<div class={kind}>\n\n## 一\n\n</div>\n\n## 二\n"
    assert listed(source) == [(1, "一"), (1, "二")]


def test_one_in_the_source_stays_in_its_place_and_no_second_is_set():
    body = made("# 题\n\n正文\n\n[TOC]\n\n## 一\n").body
    assert [isinstance(block, Contents) for block in body] == [False, False, True, False]


def test_a_document_without_headings_has_none_and_says_so():
    report = Report()
    assert listed("正文\n", report=report) == []
    assert [notice.message for notice in report] == ["no table of contents: there are no headings to list"]


def test_headings_are_listed_in_plain_words():
    heading = (
        Text("甲", Style(bold=True)), Link("http://x.y", (Text("乙"),)), FootnoteRef("1"), LineBreak(),
        Ruby((Text("丙"),), (Text("bǐng"),)), Text("2", Style(script="sub")), Blank(1, 4.0),
    )  # fmt: skip
    from convert.transforms import contents

    assert contents.plain(heading) == (Text("甲乙 丙"), Text("2", Style(script="sub")), Text("____"))


def test_headings_without_an_anchor_get_one_each():
    from convert.transforms import contents

    document = Document(body=(Heading(2, (Text("一"),)), Heading(2, (Text("二"),))))
    body = contents.fill(document, 3, Report(), wanted=True).body
    assert isinstance(body[0], Contents)
    anchors = [entry.anchor for entry in body[0].entries]
    assert len({*anchors, ""}) == 3
    assert [block.anchor for block in body[1:] if isinstance(block, Heading)] == anchors


def test_a_sheet_is_listed_by_its_own_heading_and_not_by_its_groups() -> None:
    source = "# 题\n\n## 一\n\n前<span style='color:red'>红字</span>后。\n"
    assert listed(source, digest=True) == [(1, "一"), (1, "标记摘录")]
