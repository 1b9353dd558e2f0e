"""Articles in, one document out: what of each keeps apart, what they share, and in which order they stand."""

from pathlib import Path

import pytest

from convert import binding, book, volume
from convert.errors import ConvertError, SettingsError, UsageError
from convert.model import (
    Cover,
    Document,
    FootnoteRef,
    Heading,
    Link,
    PageBreak,
    Text,
)
from convert.notices import Notice, Report
from convert.reader import read
from convert.traverse import everything, plain, walk, walk_inlines
from invariants import broken

PICTURE = '<svg width="9" height="9" xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>'


def shelf(folder: Path, **sources: str) -> Path:
    for name, text in sources.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    return folder


def bound(folder: Path, **typed: object) -> tuple[Document, list[Notice]]:
    about = {
        key: typed.pop(key) for key in ("title", "author", "date", "order", "start", "cover") if key in typed
    }
    report = Report()
    article = volume.prepare(book.plan([folder], None, about), typed, report)
    for document in article.documents:
        assert broken(document) == []
    return article.documents[0], list(report)


def headings(document: Document) -> list[tuple[int, str]]:
    blocks = document.body + document.notes
    return [(block.level, plain(block.children)) for block in walk(blocks) if isinstance(block, Heading)]


def test_equal_names_of_two_articles_stay_apart_and_equal_pictures_are_one(tmp_path: Path) -> None:
    text = f"# 同名\n\n[上](#同名)一[^1]{PICTURE}\n\n[^1]: 注\n"
    document, notices = bound(shelf(tmp_path, a=text, b=text))
    inlines = list(walk_inlines(everything(document)))
    assert len({inline.label for inline in inlines if isinstance(inline, FootnoteRef)}) == 2
    assert len({inline.href for inline in inlines if isinstance(inline, Link)}) == 2
    assert len(document.media) == 1
    assert notices == []


def test_a_link_to_another_article_leads_into_it(tmp_path: Path) -> None:
    folder = shelf(
        tmp_path,
        a="# 甲\n\n[乙](b.md) [乙二](b.md#第二节) [外](c.md) [无](b.md#没有)\n",
        b="# 乙\n\n## 第二节\n\n文\n",
    )
    document, notices = bound(folder)
    anchors = {
        block.anchor: plain(block.children) for block in walk(document.body) if isinstance(block, Heading)
    }
    links = [inline for inline in walk_inlines(document.body) if isinstance(inline, Link)]
    assert [(plain(link.children), anchors[link.href[1:]]) for link in links] == [
        ("乙", "乙"),
        ("乙二", "第二节"),
        ("无", "乙"),
    ]
    assert {Path(notice.source).name for notice in notices} == {"a.md"}
    assert len(notices) == 2


@pytest.mark.parametrize(
    ("source", "levels"),
    [
        ("# 题\n\n## 节\n", [(1, "题"), (2, "节")]),
        ("## 题\n\n### 节\n", [(1, "题"), (2, "节")]),
        ("## 一\n\n文\n\n## 二\n", [(1, "文件名"), (2, "一"), (2, "二")]),
        ("文。\n", [(1, "文件名")]),
        ("---\ntitle: 题\n---\n# 一\n\n# 二\n", [(1, "题"), (2, "一"), (2, "二")]),
        ("# 一\n\n# 二\n", [(1, "一"), (1, "二")]),
    ],
)  # fmt: skip
def test_an_article_has_a_title_of_level_1_and_its_headings_below(
    source: str, levels: list[tuple[int, str]]
) -> None:
    said = "题" if source.startswith("---") else ""
    document = binding.titled(read(source.rpartition("---\n")[2]), said, "文件名")
    assert headings(document) == levels


def test_the_notes_of_all_articles_are_one_appendix_each_under_its_title(tmp_path: Path) -> None:
    folder = shelf(
        tmp_path, a="# 甲\n\n文\n\n## 笔记\n\n记\n", b="# 乙\n\n文\n", c="# 丙\n\n文\n\n## 解读\n\n解\n"
    )
    document, _ = bound(folder)
    assert [title for _, title in headings(document)] == [
        "甲",
        "乙",
        "丙",
        "附录",
        "甲",
        "笔记",
        "丙",
        "解读",
    ]
    behind, _ = bound(folder, notes="article")
    assert [title for _, title in headings(behind)] == ["甲", "附录", "笔记", "乙", "丙", "附录", "解读"]


def test_each_article_begins_a_chapter_also_of_several_in_one_source(tmp_path: Path) -> None:
    document, _ = bound(shelf(tmp_path, a="# 甲\n\n文\n\n# 乙\n\n文\n", b="# 丙\n"), start="right")
    breaks = [block for block in document.body if isinstance(block, PageBreak)]
    assert [(one.chapter, one.side) for one in breaks] == [(True, "right")] * 3


def test_names_are_sorted_as_people_do(tmp_path: Path) -> None:
    names = ["第十章", "第二章", "第一章", "第二十一章", "a10", "a2", "附 三、丙", "附 二、乙"]
    found = sorted((tmp_path / f"{name}.md" for name in names), key=book.natural)
    assert [path.stem for path in found] == [
        "a2",
        "a10",
        "第一章",
        "第二章",
        "第十章",
        "第二十一章",
        "附 二、乙",
        "附 三、丙",
    ]


def test_articles_stand_in_the_order_of_their_dates_or_of_a_list(tmp_path: Path) -> None:
    folder = shelf(
        tmp_path, a="---\ndate: 2026-05-01\n---\n# 晚\n", b="---\ndate: 2026-02-01\n---\n# 早\n", c="# 无\n"
    )
    assert [title for _, title in headings(bound(folder, order="date")[0])] == ["早", "晚", "无"]
    (folder / "book.toml").write_text('articles = ["c.md", "a.md"]\n', "utf-8")
    assert [title for _, title in headings(bound(folder)[0])] == ["无", "晚"]


def test_the_cover_has_what_the_book_says_and_the_line_outdoes_it(tmp_path: Path) -> None:
    shelf(tmp_path, a="# 甲\n\n中文。\n")
    (tmp_path / "book.toml").write_text('title = "书"\nauthor = "某"\ndate = 2026-09-01\n', "utf-8")
    document, _ = bound(tmp_path, author="他")
    cover = next(block for block in document.body if isinstance(block, Cover))
    assert [plain(line) for line in (cover.title, cover.author, cover.date)] == ["书", "他", "2026年9月1日"]
    assert (document.meta.author, document.meta.date) == ("他", "2026-09-01")
    assert not any(isinstance(block, Cover) for block in bound(tmp_path, cover=False)[0].body)


def test_words_of_another_language_say_so(tmp_path: Path) -> None:
    folder = shelf(
        tmp_path, a="# 甲\n\n中文。\n", b="# 乙\n\n中文。\n", c="---\nlang: en\n---\n# C\n\nEnglish.\n"
    )
    document, _ = bound(folder)
    spoken = {
        inline.text: inline.style.language
        for inline in walk_inlines(document.body)
        if isinstance(inline, Text)
    }
    assert document.meta.language.startswith("zh")
    assert (spoken["中文。"], spoken["English."]) == (None, "en")


@pytest.mark.parametrize(("book_says", "name"), [("", "主旨"), ("[marks]\nred = '要点'\n", "要点")])
def test_a_mark_has_one_name_in_a_book_and_others_are_told(tmp_path: Path, book_says: str, name: str) -> None:
    red = "<span style='color:red'>红</span>"
    shelf(
        tmp_path,
        a=f"---\nmarks: {{red: 主旨}}\n---\n# 甲\n\n{red}",
        b=f"---\nmarks: {{red: 要点}}\n---\n# 乙\n\n{red}",
    )
    (tmp_path / "book.toml").write_text(book_says, "utf-8")
    document, notices = bound(tmp_path)
    assert [mark.label for mark in document.legend] == [name]
    (notice,) = notices
    assert name in notice.message
    assert notice.source.endswith("a.md" if book_says else "b.md")


def test_notices_name_the_file_and_its_own_line(tmp_path: Path) -> None:
    folder = shelf(
        tmp_path, a="# 甲\n\n文\n", b='# 乙\n\n<span style="colour: red">文</span>\n\n![图](none.png)\n'
    )
    _, notices = bound(folder)
    assert [(Path(one.source).name, one.line) for one in notices if "none.png" in one.message] == [
        ("b.md", 5)
    ]
    report = Report()
    article = volume.prepare(book.plan([folder], None, {}), {}, report)
    place = next(b for b in article.documents[0].body if isinstance(b, Heading) and plain(b.children) == "乙")
    report.add(notices[0].code, "later", place.line)
    assert [(Path(one.source).name, one.line) for one in report if one.message == "later"] == [("b.md", 1)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('titel = "书"', "book.toml:1: titel: did you mean `title`?"),
        ('title = "书"\ntheem = "exam"', "book.toml:2: theem: did you mean `theme`?"),
        ('title = "书"\n\nstart = "left"', "book.toml:3: start is one of next, right, not 'left'"),
        ('articles = "a.md"', "book.toml:1: articles is a list of files"),
        ('order = "date"\narticles = ["a.md"]', "book.toml:1: order: `articles` is an order already"),
        ('articles = ["../a.md"]', "book.toml:1: articles: "),
        ('title = "书"\narticles = ["a.md", "/etc/passwd"]', "/etc/passwd stands outside the folder of the book"),
        ("title = ", "book.toml:1: broken TOML"),
        ('paper = "A9"', "A9"),
        ('[title]\nx = 1', "title is text"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_book_toml_is_one_line_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    shelf(tmp_path, a="# 甲\n")
    (tmp_path / "book.toml").write_text(text, "utf-8")
    with pytest.raises(SettingsError) as caught:
        bound(tmp_path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_link_in_the_folder_of_a_list_does_not_lead_out_of_it(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# 密\n", "utf-8")
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "a.md").symlink_to(tmp_path / "secret.md")
    (folder / "book.toml").write_text('articles = ["a.md"]\n', "utf-8")
    with pytest.raises(SettingsError, match="outside"):
        bound(folder)


def test_an_article_that_is_missing_or_named_twice_binds_nothing(tmp_path: Path) -> None:
    folder = shelf(tmp_path, a="# 甲\n")
    with pytest.raises(ConvertError, match=r"b\.md: no such file"):
        volume.prepare(book.plan([folder / "a.md", folder / "b.md"], None, {}), {}, Report())
    (folder / "book.toml").write_text('title = "书"\narticles = ["a.md", "./a.md"]\n', "utf-8")
    with pytest.raises(SettingsError, match=r"book\.toml:2: articles: .*twice"):
        bound(folder)


def test_an_article_that_is_typed_twice_is_told(tmp_path: Path) -> None:
    folder = shelf(tmp_path, a="# 甲\n")
    with pytest.raises(UsageError, match=r"a\.md would stand in the book twice"):
        book.plan([folder / "a.md", folder / "." / "a.md"], None, {})


def test_the_files_of_its_folder_hold_for_a_book_and_book_toml_goes_before(tmp_path: Path) -> None:
    red = "<span style='color:red'>红</span>\n"
    folder = shelf(tmp_path, a=f"# 甲\n\n{red}")
    (folder / "markhue.toml").write_text('root = true\nlegend = "on"\n[marks]\nred = "论点"\n', "utf-8")
    assert [mark.label for mark in bound(folder)[0].legend] == ["论点"]
    (folder / "book.toml").write_text('title = "书"\n[marks]\nred = "要点"\n', "utf-8")
    assert [mark.label for mark in bound(folder)[0].legend] == ["要点"]
