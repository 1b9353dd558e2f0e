"""The sheet of marked sentences: what is copied, under which name, and where it says that it stands."""

import time

import pytest

from convert import transforms
from convert.model import (
    Anchor,
    Box,
    Code,
    Document,
    FootnoteRef,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    List,
    Math,
    Meta,
    PageRef,
    Paragraph,
    Style,
    Text,
)
from convert.notices import Code as Notice
from convert.notices import Report
from convert.reader import read
from convert.transforms import digest, legend, passages
from convert.traverse import everything, plain, walk, walk_inlines
from invariants import broken

RED = "<span style='color:red'>"


def apply(source: str, language: str = "zh-CN", **options: object) -> Document:
    document = read(source, meta=Meta(language=language))
    wanted = transforms.Options(digest=True, **options)  # type: ignore[arg-type]
    return transforms.apply(document, wanted)[0]


def sheet(document: Document) -> Box:
    last = (document.notes or document.body)[-1]
    assert isinstance(last, Box)
    assert last.classes == ("digest",)
    assert broken(document) == []
    return last


def entries(document: Document) -> list[list[tuple[Inline, ...]]]:
    """The lines of the passages, a list for each mark."""
    return [
        [item.blocks[0].children for item in block.items]  # type: ignore[union-attr]
        for block in sheet(document).blocks
        if isinstance(block, List)
    ]


def words(source: str, language: str = "zh-CN") -> list[str]:
    """The passages of the first mark, without the place they are from."""
    found = entries(apply(source, language))[0]
    return [plain(line[:-2]).removesuffix("（").removesuffix(" (") for line in found]


def first_run(document: Document) -> Inline:
    return entries(document)[0][0][0]


@pytest.mark.parametrize(
    ("source", "passages"),
    [
        (f"甲。乙{RED}丙</span>丁。戊。", ["乙丙丁。"]),
        (f"甲。{RED}乙。丙。</span>丁。", ["乙。丙。"]),
        (f"甲。{RED}乙。**丙。**</span>丁。", ["乙。丙。"]),
        (f"甲。{RED}乙</span>、{RED}丙</span>。丁。", ["乙、丙。"]),
        (f"{RED}甲</span>。{RED}乙</span>。", ["甲。", "乙。"]),
        (f"甲。乙{RED}丙。丁</span>戊。己。", ["乙丙。丁戊。"]),
        (f"“甲{RED}乙</span>！”丙。", ["“甲乙！”"]),
        (f"“甲{RED}乙</span>！”，丙说。丁。", ["“甲乙！”，丙说。"]),
        (f"甲……乙{RED}丙</span>；丁。", ["乙丙；"]),
        (f"{RED}甲</span>\n\n乙", ["甲"]),
        (f"# {RED}甲</span>乙\n\n丙", ["甲乙"]),
        (f"- 甲\n- 乙{RED}丙</span>", ["乙丙"]),
    ],
)
def test_a_mark_brings_whole_sentences(source, passages):
    assert words(source) == passages


@pytest.mark.parametrize(
    ("source", "passages"),
    [
        (f"One. Two {RED}three</span> four. Five.", ["Two three four."]),
        (f"It is 3.14, e.g. {RED}pi</span>. Next.", ["It is 3.14, e.g. pi."]),
        (f"Mr. {RED}Smith</span> said so! “Why?” he asked.", ["Mr. Smith said so!"]),
        (f"“{RED}Why</span>?” he asked. Then left.", ["“Why?” he asked."]),
    ],
)
def test_english_sentences_end_where_they_end(source, passages):
    assert words(source, "en") == passages


def test_marked_words_keep_their_style_and_others_become_plain():
    line = entries(apply(f"**粗**<span style='font-size:20pt'>大</span>H<sub>2</sub>{RED}*红*</span>。"))[0][
        0
    ]
    runs = [(inline.text, inline.style) for inline in line if isinstance(inline, Text)]
    assert runs[0] == ("粗大H", Style())
    assert runs[1] == ("2", Style(script="sub"))
    assert runs[2][0] == "红"
    assert (runs[2][1].mark, runs[2][1].italic) == ("red", True)


def test_a_sentence_with_two_marks_stands_under_both():
    found = entries(apply(f"{RED}甲</span>和<span style='color:green'>乙</span>。"))
    assert [plain(group[0]).partition("（")[0] for group in found] == ["甲和乙。", "甲和乙。"]


def test_headings_name_the_marks_with_their_amounts():
    source = f"{RED}甲乙</span>。{RED}丙</span>。<span style='color:green'>丁</span>"
    document = apply(source, names={"red": "论点"})
    headings = [block for block in sheet(document).blocks if isinstance(block, Heading)]
    assert [(block.level, plain(block.children).replace("\u00a0", " ")) for block in headings] == [
        (1, "标记摘录"),
        (2, "论点（2 处，3 字）"),
        (2, "绿（1 处，1 字）"),
    ]
    assert headings[1].children[0].style.mark == "red"  # type: ignore[union-attr]
    assert all(block.anchor for block in headings)


def test_references_are_left_out_pictures_are_described_and_formulas_stay():
    source = f"{RED}甲[^1]![图](x.png)$x^2$</span>[乙](https://example.com/)。\n\n[^1]: 注"
    line = entries(apply(source))[0][0]
    assert not any(isinstance(inline, FootnoteRef | Image | Anchor | Link) for inline in line)
    assert any(isinstance(inline, Math) for inline in line)
    assert plain(line).startswith("甲图")


def test_lines_of_code_come_whole():
    source = "<pre><code>one\n<b style='color:red'>two\nthr</b>ee\nfour</code></pre>"
    line = entries(apply(source))[0][0]
    assert [inline.text for inline in line if isinstance(inline, Code)] == ["two", "thr", "ee"]
    assert sum(isinstance(inline, LineBreak) for inline in line) == 1


def test_verses_keep_their_lines():
    line = entries(apply(f"{RED}床前明月光，<br>疑是地上霜。</span>"))[0][0]
    assert sum(isinstance(inline, LineBreak) for inline in line) == 1


def places(document: Document) -> list[tuple[str, int]]:
    found = [inline for inline in walk_inlines(everything(document)) if isinstance(inline, PageRef)]
    return [(ref.anchor, ref.paragraph) for ref in found]


def test_each_passage_says_where_it_stands():
    document = apply(f"# 题\n\n甲\n\n- 乙\n- {RED}丙</span>\n\n| 丁 |\n|-|\n| 戊 |\n\n{RED}己</span>")
    assert places(document) == [("markhue-passage-1", 3), ("markhue-passage-2", 5)]
    blocks = [block for block in walk(document.body) if isinstance(block, Paragraph)]
    marked = [block for block in blocks if Anchor("markhue-passage-1") in block.children]
    assert [plain(block.children) for block in marked] == ["丙"]


def test_a_heading_is_its_own_place_and_counts_to_what_stands_below():
    document = apply(f"甲\n\n## {RED}乙</span> {{#here}}\n\n丙")
    assert places(document) == [("here", 2)]


def test_code_is_found_at_the_line_before_it():
    document = apply("甲\n\n<pre><code><b style='color:red'>x</b></code></pre>")
    assert places(document) == [("markhue-passage-1", 2)]
    assert document.body[0].children[-1] == Anchor("markhue-passage-1")  # type: ignore[union-attr]
    only = apply("<pre><code><b style='color:red'>x</b></code></pre>")
    assert places(only) == []
    assert len(entries(only)[0]) == 1


def test_a_footnote_stands_where_it_is_referred_to():
    document = apply(f"甲\n\n乙[^1]\n\n丙\n\n[^1]: {RED}丁</span>。戊。{RED}己</span>。")
    assert places(document) == [("markhue-passage-1", 2), ("markhue-passage-1", 2)]
    referring = document.body[1].children  # type: ignore[union-attr]
    assert referring[1:] == (Anchor("markhue-passage-1"), FootnoteRef("1"))


def test_names_of_places_are_nobody_elses():
    marked = Paragraph((Text("乙", Style(mark="red")),))
    document = Document(body=(Heading(2, (Text("甲"),), "markhue-passage-1"), marked))
    document = digest.add(legend.count(document), Report())
    assert places(document) == [("markhue-passage-2", 1)]
    assert broken(document) == []


def test_notes_are_gathered_too_and_the_sheet_comes_after_them():
    document = apply(f"# 题\n\n文\n\n## 笔记\n\n记{RED}一</span>")
    assert places(document) == [("markhue-passage-1", 2)]
    assert sheet(document) is document.notes[-1]


def test_notes_in_a_file_of_their_own_have_a_sheet_of_their_own():
    source = f"# 题\n\n{RED}文</span>\n\n## 笔记\n\n{RED}记</span>"
    document = read(source, meta=Meta(language="zh-CN"))
    parts = transforms.apply(document, transforms.Options(notes="separate", digest=True))
    assert [[plain(line[0]).partition("（")[0] for line in entries(part)] for part in parts] == [
        ["文"],
        ["记"],
    ]


def test_a_document_without_marks_has_no_sheet():
    document = apply("# 题\n\n文")
    assert not any(isinstance(block, Box) for block in document.body + document.notes)


def test_the_contents_list_the_sheet():
    document = apply(f"# 题\n\n[TOC]\n\n## 节\n\n{RED}文</span>\n\n## 笔记\n\n记")
    toc = document.body[1]
    listed = [plain(entry.children) for entry in toc.entries]  # type: ignore[union-attr]
    assert "标记摘录" in listed
    assert listed.index("标记摘录") > listed.index("附录")


def test_a_sentence_with_a_thousand_marks_does_not_come_a_thousand_times(monkeypatch):
    monkeypatch.setattr(passages, "_MOST", 1000)
    line = tuple(Text("甲", Style(mark=f"mark-{number}")) for number in range(1000))
    report = Report()
    document = digest.add(legend.count(Document(body=(Paragraph(line),))), report)
    assert len(entries(document)) < 20
    assert [notice.code for notice in report] == [Notice.TOO_LARGE]


def test_rows_of_marks_take_no_time():
    line = (Text("甲", Style(mark="red")), Text("!" * 200_000 + " a" + "。" * 200_000 + "，"))
    began = time.perf_counter()
    digest.add(legend.count(Document(body=(Paragraph(line),))), Report())
    assert time.perf_counter() - began < 5


def test_an_authors_box_called_answers_is_part_of_the_text():
    assert words(f"<div class=answers>\n\n{RED}甲。</span>\n\n</div>") == ["甲。"]
