"""One sheet drives Word and PDF: the numbers read back from both files agree."""

from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from docx.oxml.ns import qn

import sheets
from convert import themes, transforms, writers
from convert.notices import Report
from convert.reader import read
from convert.themes import PageSetup

# Each construct stands between two short paragraphs, on a page of its own; each is found by its words.
CONSTRUCTS = {
    "a heading of the first level": ("# 甲级标题", "甲级标题"),
    "a heading of the second level": ("## 乙级标题", "乙级标题"),
    "a heading of the third level": ("### 丙级标题", "丙级标题"),
    "a heading of the fourth level": ("#### 丁级标题", "丁级标题"),
    "a paragraph": ("正文里的一段。", "正文里的一段"),
    "a quotation": ("> 引来的一段。", "引来的一段"),
    "an item": ("- 列出的一项", "列出的一项"),
    "a numbered item": ("1. 计数的一项", "计数的一项"),
    "a table": ("| 表头之词 |\n|---|\n| 格中之词 |", "格中之词"),
    "a callout": ("> [!NOTE] 提示之题\n> 提示之文。", "提示之文"),
    "code": ("```\n代码之行\n```", "代码之行"),
}
# Of these, all that stands between the paragraphs is one line with its frame.
ALONE = tuple(name for name in CONSTRUCTS if name not in ("a table", "a callout", "code"))
INSIDE = {
    "a link": ("[链接之词](https://example.com)", "链接之词"),
    "a mark": ("==高亮之词==", "高亮之词"),
    "a colour": ('<span style="color: #C00000">红字之词</span>', "红字之词"),
    "a background": ('<span style="background: #FFE0B0">底色之词</span>', "底色之词"),
}
COLORED = {name: words for name, (_, words) in (CONSTRUCTS | INSIDE).items()} | {
    "a table's head": "表头之词",
    "a callout's title": "提示之题",
    "a footnote": "脚注之文",
}
PAGES = "\n\n\\newpage\n\n".join(
    f"前文{number}号。\n\n{source}\n\n后文{number}号。"
    for number, (source, _) in enumerate(CONSTRUCTS.values())
)
LONG = "长得足以排满好几行的一段，好让行距与左右两边都能量出来。" * 9
EVERYTHING = (
    f"# 总题\n\n{LONG}\n\n"
    + "，".join(source for source, _ in INSIDE.values())
    + f"，注[^1]。\n\n\\newpage\n\n{PAGES}\n\n[^1]: 脚注之文。\n"
)
SETUPS = {
    "as the theme has it": PageSetup(),
    "A5": PageSetup(paper="A5"),
    "Letter, narrow": PageSetup(paper="Letter", margin="15mm 20mm 25mm 30mm"),
    "large and wide": PageSetup(font_size_pt=14, line_spacing=2),
    "both sides": PageSetup(duplex=True, gutter="8mm"),
    "large print": PageSetup(large_print=True),
    "two columns": PageSetup(columns=2),
}
CASES = [pytest.param(name, setup, id=f"{name}, {setup}") for name in themes.names() for setup in SETUPS]
PLACE_PT = 0.6  # Word counts frames in whole points, and lines in twentieths
SIZE_PT = 0.26  # in half points


@cache
def both(name: str, setup: str) -> tuple[sheets.Word, sheets.Pdf, themes.Theme]:
    """One document in both formats."""
    theme = themes.load(name, SETUPS[setup])
    document = transforms.apply(read(EVERYTHING), transforms.Options())[0]
    options = writers.Options(theme)
    word, pdf = (writers.load(kind)(document, options, Report()) for kind in ("docx", "pdf"))
    return sheets.Word(word), sheets.Pdf(pdf), theme


def column_starts(word: sheets.Word, page: int = 0) -> list[float]:
    """Where the columns of a page begin."""
    section = word.section
    gutter = section.gutter.pt if section.gutter is not None else 0.0
    mirrored = word.document.settings.element.find(qn("w:mirrorMargins")) is not None
    left = section.right_margin.pt if mirrored and page % 2 else section.left_margin.pt + gutter
    measure = section.page_width.pt - section.left_margin.pt - section.right_margin.pt - gutter
    count, gap = word.columns
    step = (measure - (count - 1) * gap) / count + gap
    return [left + index * step for index in range(count)]


def offset(word: sheets.Word, page: int, x: float) -> float:
    """How far a place is from the left edge of its column."""
    return x - max(start for start in column_starts(word, page) if start <= x + PLACE_PT)


@pytest.mark.parametrize(("name", "setup"), CASES)
def test_word_and_pdf_agree_on_the_page(name: str, setup: str) -> None:
    word, pdf, theme = both(name, setup)
    section = word.section
    assert (section.page_width.pt, section.page_height.pt) == pytest.approx(
        (pdf.page.width, pdf.page.height), abs=0.1
    )
    rows = [
        line for line in pdf.lines if line.page == 0 and set(line.text) & set(LONG) and len(line.text) > 8
    ]
    starts = column_starts(word)
    assert min(line.x for line in rows) == pytest.approx(starts[0], abs=PLACE_PT)
    gutter = section.gutter.pt if section.gutter is not None else 0.0
    measure = section.page_width.pt - section.left_margin.pt - section.right_margin.pt - gutter
    end = starts[0] + measure
    right = max(line.right for line in rows)
    if theme.style("p").align == "justify":
        assert right == pytest.approx(end, abs=0.8)
    else:
        assert 0 <= end - right < theme.style("p").font_size_pt


@pytest.mark.parametrize(("name", "setup"), CASES)
def test_word_and_pdf_agree_on_sizes_and_colours(name: str, setup: str) -> None:
    word, pdf, _ = both(name, setup)
    said = {what: word.block(words) for what, words in COLORED.items()}
    assert {what: pdf.size(words) for what, words in COLORED.items()} == pytest.approx(
        {what: block.size for what, block in said.items()}, abs=SIZE_PT
    )
    assert {what: pdf.color(words) for what, words in COLORED.items()} == {
        what: block.color for what, block in said.items()
    }
    assert {what: pdf.paper(words) for what, words in COLORED.items()} == {
        what: block.paper for what, block in said.items()
    }


@pytest.mark.parametrize(("name", "setup"), CASES)
def test_word_and_pdf_agree_on_lines_and_indents(name: str, setup: str) -> None:
    word, pdf, _ = both(name, setup)
    block = word.block(LONG)
    end = ([*column_starts(word), 1e4])[1]  # of the first column
    rows = [line for line in pdf.lines if line.page == 0 and line.x < end - 1 and set(line.text) <= set(LONG)]
    steps = [b.y - a.y for a, b in pairwise(rows) if b.y > a.y]
    assert Counter(round(step, 1) for step in steps).most_common(1)[0][0] == pytest.approx(
        block.line, abs=0.11
    )
    assert rows[0].x - rows[1].x == pytest.approx(block.first, abs=0.11)
    placed = {what: words for what, (_, words) in CONSTRUCTS.items() if what not in ("a table", "code")}
    aligned = {what: words for what, words in placed.items() if not word.centered(words)}
    assert {what: offset(word, *pdf.start(words)) for what, words in aligned.items()} == pytest.approx(
        {what: word.block(words).left + max(0.0, word.block(words).first) for what, words in aligned.items()},
        abs=PLACE_PT,
    )


@pytest.mark.parametrize(("name", "setup"), [case for case in CASES if "columns" not in str(case.id)])
def test_word_and_pdf_agree_on_the_space_around(name: str, setup: str) -> None:
    word, pdf, _ = both(name, setup)
    measured, said = {}, {}
    for number, (what, (_, words)) in enumerate(CONSTRUCTS.items()):
        if what not in ALONE:
            continue
        around = f"前文{number}号", f"后文{number}号"
        before, inner, after = (word.block(one) for one in (around[0], words, around[1]))
        top, foot = (pdf.line(one) for one in around)
        assert top.page == foot.page
        measured[what] = foot.y - top.y
        spaces = max(before.after, inner.before) + max(inner.after, after.before)
        said[what] = spaces + inner.framing + inner.line + after.line
    assert measured == pytest.approx(said, abs=PLACE_PT)


def test_one_change_in_a_sheet_changes_both(tmp_path: Path) -> None:
    sheet = (themes.folder() / "plain.css").read_text("utf-8")
    own = tmp_path / "own.css"
    own.write_text(sheet + "\nh2 { color: #123456; font-size: 20pt }\n@page { margin: 30mm }\n", "utf-8")
    word, pdf, _ = both(str(own), "as the theme has it")
    assert word.block("乙级标题")[-3:-1] == (20.0, "123456")
    assert (pdf.size("乙级标题"), pdf.color("乙级标题")) == (pytest.approx(20), "123456")
    assert round(word.section.top_margin.mm) == round(word.section.left_margin.mm) == 30
    assert pdf.line(LONG[:4]).x - word.block(LONG).first == pytest.approx(
        word.section.left_margin.pt, abs=PLACE_PT
    )
