"""What transforms do to documents, beyond the cases in tests/spec."""

import pytest

from convert import transforms
from convert.model import Document, Heading, Link, Meta, Paragraph, Text
from convert.reader import read
from convert.traverse import plain, walk_inlines
from invariants import broken


def headings(document: Document) -> list[tuple[int, str]]:
    return [(b.level, plain(b.children)) for b in document.body if isinstance(b, Heading)]


def apply(source: str, **options: object) -> tuple[Document, ...]:
    meta = Meta(title=str(options.pop("title", "")), language="zh-CN")
    return transforms.apply(read(source, meta=meta), transforms.Options(**options))  # type: ignore[arg-type]


def test_a_title_that_no_heading_says_becomes_the_first_one() -> None:
    assert headings(apply("## 节\n\n文", title="题")[0]) == [(1, "题"), (2, "节")]


@pytest.mark.parametrize("source", ["# 另题\n\n文", "## 题\n\n文"])
def test_a_title_that_is_there_already_is_not_repeated(source: str) -> None:
    assert "题" not in [words for level, words in headings(apply(source, title="题")[0])][1:]
    assert len(headings(apply(source, title="题")[0])) == 1


def test_marks_are_counted_by_character_in_order() -> None:
    source = "<span style='color:red'>一二**三**</span> ==四== <span style='color:#f00'>五</span>"
    assert [(mark.name, mark.characters) for mark in apply(source)[0].legend] == [
        ("red", 4),
        ("highlight", 1),
    ]


def test_links_into_dropped_notes_become_text() -> None:
    document = apply("# 题\n\n[看](#记)\n\n## 笔记\n\n### 记\n\n文", notes="drop")[0]
    assert broken(document) == []
    assert not any(isinstance(inline, Link) for inline in walk_inlines(document.body))


def test_footnotes_go_with_the_part_that_refers_to_them() -> None:
    source = "文[^1]\n\n## 甲\n\n## 笔记\n\n记[^2]\n\n[^1]: 一\n[^2]: 二\n"
    article, notes = apply(source, notes="separate")
    assert [str(note.blocks) for note in article.footnotes] == [str((Paragraph((Text("一"),), line=9),))]
    assert len(notes.footnotes) == 1
    assert broken(article) == broken(notes) == []


def test_own_words_replace_the_list_of_headings() -> None:
    source = "# 题\n\n文\n\n## 板书\n\n一\n\n## 笔记\n\n二"
    assert headings(apply(source, notes_headings=("板书",))[0]) == [(1, "题"), (2, "笔记")]
