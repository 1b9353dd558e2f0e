"""Setting at the level of clreq, read from PDFs: what stays together on a line or a page, titles, faces by language, no slant."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf
import pymupdf
import pypdfium2
import pytest

from convert import themes
from convert.model import Meta
from convert.notices import Code, Report
from convert.reader import read
from convert.writers import Options, pdf
from convert.writers._pdf import languages

NEW_PAGE = "\n\n\\newpage\n\n"
FILLER = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水"


def write(source: str, theme: str = "handout", report: Report | None = None) -> bytes:
    document = read(source)
    loaded = themes.load(theme, language=document.meta.language)
    return pdf.write(document, Options(loaded), Report() if report is None else report)


def opened(data: bytes) -> Any:
    return pymupdf.open(stream=data, filetype="pdf")


def glyphs(page: Any) -> Iterator[tuple[str, float, float, float, str]]:
    """Character, left, right, baseline and face of what is drawn between header and footer."""
    for span in page.get_texttrace():
        for code, _, origin, box in span["chars"] if span["type"] == 0 else ():
            if 44 < origin[1] < page.rect.height - 44:
                yield chr(code), box[0], box[2], origin[1], span["font"].replace("-", " ")


def lines(page: Any) -> list[str]:
    rows: dict[int, list[tuple[float, str]]] = {}
    for character, left, _, baseline, _ in glyphs(page):
        rows.setdefault(round(baseline / 3), []).append((left, character))
    return ["".join(character for _, character in sorted(rows[y])) for y in sorted(rows)]


def faces(data: bytes, characters: str) -> list[str]:
    """The faces of characters, in the order they are drawn in."""
    return [face for page in opened(data) for c, _, _, _, face in glyphs(page) if c in characters]


@pytest.mark.parametrize(
    "kept",
    [
        "30 %",
        "5 cm",
        "100 万",
        "第 3 章",
        "第三章",
        "2026 年",
        "No. 5",
        "￥ 30",
        "$ 5",
        "30 ℃",
        "——",
        "……",
        "12 kg",
        "AI%",
    ],
)
def test_numbers_units_and_marks_stay_on_one_line(kept: str) -> None:
    source = "\n\n".join(FILLER[:count] + kept + "后面还有文字。" for count in range(34, 42))
    shown = [line for page in opened(write(source)) for line in lines(page)]
    assert sum(kept.replace(" ", "") in line.replace(" ", "") for line in shown) == 8
    # What is copied has the blank that the author wrote.
    assert kept in opened(write(kept + "甲"))[0].get_text()


@pytest.mark.parametrize("kept", ["30 %", "5 cm", "No. 5", "Dr. Li"])
def test_english_lines_keep_numbers_with_their_units(kept: str) -> None:
    source = "\n\n".join("a" * count + " word " * 14 + kept + " and on" for count in range(1, 12))
    shown = [line for page in opened(write("English words\n\n" + source)) for line in lines(page)]
    assert sum(kept in line for line in shown) == 11


@pytest.mark.parametrize("theme", ["handout", "plain", "exam"])
def test_a_dash_of_two_is_one_continuous_line(theme: str) -> None:
    page = opened(write("——" + FILLER * 2 + "——" + FILLER + "。", theme))[0]
    found = [glyph for glyph in glyphs(page) if glyph[0] in "—⸺"]
    pixels = page.get_pixmap(dpi=300)
    scale = 300 / 72
    size = max(right - left for c, left, right, *_ in glyphs(page) if c == "天")
    starts = {
        (round(baseline), round(left)): (left, baseline)
        for _, left, right, baseline, _ in found
        if right - left > size * 1.5
    }
    assert len(starts) == 2
    for left, baseline in starts.values():
        columns = range(int((left + 0.1 * size) * scale), int((left + 1.9 * size) * scale))
        rows = range(int((baseline - size) * scale), int(baseline * scale))
        assert any(all(pixels.pixel(x, y)[0] < 160 for x in columns) for y in rows)


def test_six_dots_are_spread_evenly_and_not_stretched() -> None:
    page = opened(write("甲……" + FILLER * 2 + "，，，，Word " + FILLER))[0]
    first, second = [glyph for glyph in glyphs(page) if glyph[0] == "…"]
    assert second[1] == pytest.approx(first[2], abs=0.05)


@pytest.mark.parametrize(
    "title",
    [
        "深度求索的开源之路与中国人工智能的未来格局的形成",
        "一家中国公司怎样用低成本的大模型改变了世界人工智能的格局",
        "Deep learning and the long road of open source: what one company did",
    ],
)
def test_the_lines_of_a_title_are_about_equally_long(title: str) -> None:
    page = opened(write(f"# {title}\n\n正文。"))[0]
    rows: dict[float, list[float]] = {}
    for _, left, right, baseline, face in glyphs(page):
        if "Sans" in face:
            rows.setdefault(round(baseline), []).extend((left, right))
    widths = [max(row) - min(row) for row in rows.values()]
    assert len(widths) == 2
    assert min(widths) > 0.75 * max(widths)


def test_a_title_parts_where_a_mark_ends_a_part_of_it() -> None:
    first = lines(opened(write("# 深度求索的开源之路与未来：一家小公司如何改变世界的格局\n\n正文。"))[0])[0]
    assert first == "深度求索的开源之路与未来："


def test_no_character_ends_a_paragraph_alone_even_where_colours_change() -> None:
    texts = [f"{(FILLER * 2)[:count]}<span style='color:red'>好</span>。" for count in range(36, 46)]
    pages = [lines(page) for page in opened(write(NEW_PAGE.join(texts)))]
    assert len(pages) == len(texts)
    assert [shown for shown in pages if len(shown) > 1 and len(shown[-1]) < 3] == []


def test_a_unit_in_another_colour_stays_with_its_number() -> None:
    end = "<span style='color:red'>30</span> %的文字在后面。"
    (page,) = opened(write("\n\n".join(FILLER[:count] + end for count in range(34, 44))))
    assert sum("30%" in line.replace(" ", "") for line in lines(page)) == 10


ENDS = {
    "paragraph": "最后一行。",
    "list": "- 项目\n- 项目\n- 项目\n",
    "table": "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n| 戊 | 己 |\n| 庚 | 辛 |\n",
    "quotation": "> 引文一行。\n>\n> 引文一行。\n",
    "heading": "## 标题\n\n" + FILLER * 2,
    "headings": "## 标题\n\n### 标题\n\n" + FILLER,
    "code": "## 标题\n\n```\none\ntwo\nthree\n```\n",
}


@pytest.mark.parametrize("end", ENDS)
def test_no_page_has_one_line_or_ends_with_a_heading(end: str) -> None:
    for count in (33, 34, 35, 36):
        for page in opened(write("# 题目\n\n" + "一行字。\n\n" * count + ENDS[end])):
            shown = lines(page)
            assert len(shown) > 1, (end, count)
            assert not shown[-1].startswith("标题"), (end, count)


@pytest.mark.parametrize(
    ("language", "code"),
    [("zh-TW", "TC"), ("zh-Hant", "TC"), ("ja", "JP"), ("ko", "KR"), ("zh-CN", "SC"), ("en", "SC")],
)
def test_a_documents_language_chooses_its_faces(language: str, code: str) -> None:
    data = _in(language, "# 骨\n\n骨直返")
    assert faces(data, "骨直返") == [f"Noto Sans {code}", *[f"Noto Serif {code}"] * 3]


def _in(language: str, body: str, report: Report | None = None) -> bytes:
    from convert.model import Meta

    document = read(body, meta=Meta(language=language))
    loaded = themes.load("handout", language=language)
    return pdf.write(document, Options(loaded), Report() if report is None else report)


def test_a_runs_language_chooses_its_face() -> None:
    data = write('骨<span lang="ja">骨</span><span lang="zh-TW">骨</span><span lang="ko">가</span>骨')
    assert faces(data, "骨가") == [f"Noto Serif {code}" for code in ("SC", "JP", "TC", "KR", "SC")]
    data = _in("ja", '骨です<span lang="zh-CN">骨</span>')
    assert faces(data, "骨") == ["Noto Serif JP", "Noto Serif SC"]


def test_marks_stand_in_the_middle_in_taiwan() -> None:
    middles = {}
    for language in ("zh-CN", "zh-TW"):
        page = opened(_in(language, "永，永"))[0]
        pixels = page.get_pixmap(dpi=300)
        ((left, right, baseline),) = [(g[1], g[2], g[3]) for g in glyphs(page) if g[0] == "，"]
        scale = 300 / 72
        inked = [
            x
            for x in range(int(left * scale), int(right * scale))
            for y in range(int((baseline - 10) * scale), int((baseline + 3) * scale))
            if pixels.pixel(x, y)[0] < 128
        ]
        middles[language] = (sum(inked) / len(inked) / scale - left) / (right - left)
    assert middles["zh-CN"] < 0.35
    assert middles["zh-TW"] == pytest.approx(0.5, abs=0.1)


def test_korean_parts_at_its_spaces() -> None:
    words = "대한민국의 헌법은 국민의 권리와 의무를 정하고 있으며 모든 권력은 국민으로부터 나온다고 선언하고 있습니다.".split()
    shown = lines(opened(_in("ko", " ".join(words * 5)))[0])
    assert len(shown) > 3
    assert {word for line in shown for word in line.split()} <= set(words)


def test_japanese_lines_begin_with_no_small_kana() -> None:
    texts = ["漢" * count + "ちょっとキャッチャー。" for count in range(36, 44)]
    pages = [lines(page) for page in opened(_in("ja", NEW_PAGE.join(texts)))]
    assert len(pages) == len(texts)
    assert [shown for shown in pages if shown[1][0] in "ょっャッーゃ"] == []


@pytest.mark.parametrize(
    ("language", "indent"), [("zh-CN", 2), ("zh-TW", 2), ("ja", 1), ("ko", 1), ("en", 0)]
)
def test_paragraphs_are_indented_as_their_language_does(language: str, indent: int) -> None:
    text = {"ko": "가나다라 마바사 ", "en": "English words "}.get(language, FILLER)
    page = opened(_in(language, text * 9))[0]
    rows: dict[int, float] = {}
    for character, left, _, baseline, _ in glyphs(page):
        if character.strip():
            rows[round(baseline)] = min(left, rows.get(round(baseline), left))
    first, second = [rows[y] for y in sorted(rows)][:2]
    assert first - second == pytest.approx(indent * 10.5, abs=1)


def test_english_is_hyphenated_by_its_own_rules() -> None:
    words = "incomprehensible telecommunications infrastructures characteristically " * 12
    assert any(line.endswith("-") for line in lines(opened(_in("en", words))[0]))
    german = "Donaudampfschifffahrtsgesellschaft Rechtsschutzversicherungen Aufmerksamkeitsdefizit " * 8
    parts = [line[:-1].split()[-1] for line in lines(opened(_in("de", german))[0]) if line.endswith("-")]
    assert parts
    assert all(german.find(part) >= 0 for part in parts)


def test_arabic_hebrew_thai_and_devanagari_have_faces() -> None:
    report = Report()
    data = write("甲مرحبا乙שלום丙สวัสดี丁नमस्ते戊", report=report)
    found = " ".join(font[3] for font in opened(data)[0].get_fonts())
    assert all(name in found for name in ("Naskh-Arabic", "Serif-Hebrew", "Serif-Thai", "Serif-Devanagari"))
    assert not list(report)


def test_arabic_letters_that_share_shapes_and_dots_are_copied_as_themselves() -> None:
    data = write("قالت بنت في أول بيت ثابت")
    read = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert [word for word in ("قالت", "بنت", "في", "أول", "بيت", "ثابت") if word not in read] == []
    dots = [path for path in opened(data)[0].get_drawings() if path["even_odd"] and path["fill"]]
    assert len(dots) >= 14  # a letter's dots are one path, and all are there


def test_without_a_languages_faces_the_user_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "find_spec", lambda name: None)
    report = Report()
    data = _in("ja", "これは骨です。\n\n骨。", report)
    assert faces(data, "骨") == ["Noto Serif SC"] * 2
    (notice,) = report
    assert notice.code is Code.FACE
    assert "Japanese" in notice.message
    assert "markhue[cjk]" in notice.message


def test_the_face_of_quotations_is_named_once() -> None:
    report = Report()
    write("正文\n\n> 引文\n\n正文\n\n> 引文", report=report)
    (notice,) = report
    assert (notice.line, notice.code) == (3, Code.FACE)
    assert "Noto Serif SC" in notice.message


SLOPING = """# 题*强调*目

## *斜体*标题

> 引*强调*文

- 项*强调*目

| *表头* | 乙 |
|---|---|
| *单元* | <i>丁</i> |

> [!NOTE]
> 注*强调*意

<em>着重<strong>加粗</strong></em> <span style="font-style: italic">斜</span> <mark><i>亮</i></mark> [*链接*](https://a.b)

```python
x = 1  # 注释里的中文 comment
```

<address>地址</address> <cite>书名</cite> <var>变量</var> <dfn>定义</dfn>
"""


@pytest.mark.parametrize("theme", themes.names())
@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "ja", "ko", "en"])
def test_no_chinese_is_ever_slanted(theme: str, language: str) -> None:
    from convert.model import Meta

    document = read(SLOPING, meta=Meta(language=language))
    data = pdf.write(document, Options(themes.load(theme, language=language)), Report())
    seen = 0
    for character, leaning in _leaning(data):
        if "\u4e00" <= character <= "\u9fff":
            seen += 1
            assert not leaning, character
    assert seen > 40


def _leaning(data: bytes) -> Iterator[tuple[str, bool]]:
    """Each character with whether it leans, by its matrix or its face."""
    for page in pikepdf.open(io.BytesIO(data)).pages:
        fonts = {name: _unicode(font) for name, font in page.Resources.Font.items()}
        sloping = {name: "Italic" in str(font.BaseFont) for name, font in page.Resources.Font.items()}
        leaning, name = False, ""
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "Tm":
                    leaning = float(operands[2]) != 0
                case "Tf":
                    name = str(operands[0])
                case "TJ":
                    shown = b"".join(bytes(item) for item in operands[0] if isinstance(item, pikepdf.String))
                    for at in range(0, len(shown), 2):
                        for character in fonts[name].get(shown[at : at + 2].hex(), ""):
                            yield character, leaning or sloping[name]


def _unicode(font: Any) -> dict[str, str]:
    table = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"<([0-9a-f]{4})>\s*<([0-9a-f]+)>", table, re.IGNORECASE)
    return {glyph.lower(): bytes.fromhex(text).decode("utf-16-be") for glyph, text in pairs}


def test_chinese_in_an_english_document_keeps_its_full_width_marks() -> None:
    document = read('Some “English” words.\n\n<p lang="zh-TW">（一）選一本書。</p>', meta=Meta(language="en"))
    data = pdf.write(document, Options(themes.load("handout", language="en")), Report())
    found = [(c, right - left) for c, left, right, *_ in glyphs(opened(data)[0]) if c in "（一）選"]
    assert "".join(c for c, _ in found) == "（一）選一"
    assert max(width for _, width in found) == pytest.approx(min(width for _, width in found), abs=0.1)


def test_quotes_of_chinese_and_english_in_one_document_do_not_end_the_program() -> None:
    """Pango's attributes, shared by WeasyPrint between paragraphs, were freed: the program died, so it runs by itself."""
    program = """
from convert import themes
from convert.model import Meta
from convert.notices import Report
from convert.reader import read
from convert.writers import Options, pdf
part = 'It’s “number {0}”.\\n\\n<p>第{0}“讀書”，<span style="color:red">“word” it’s</span>光陰…</p>\\n\\n'
source = "# “Old” books’ readers\\n\\n" + "".join(part.format(n) for n in range(8))
document = read(source, meta=Meta(language="en"))
pdf.write(document, Options(themes.load("handout", language="en")), Report())
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, env=environment)
    assert (result.returncode, result.stderr) == (0, b"")


def test_a_page_is_full_before_a_last_paragraph_of_many_lines() -> None:
    """22 lines of 28 characters (GB/T 9704-2012, 5.2.2): the last paragraph needs no lines of the one before it."""
    whole = FILLER * 3
    data = write("# 题\n\n" + "\n\n".join((whole, whole, FILLER * 5 + FILLER[:20], whole)), "official")
    first = [round(y) for _, _, _, y, _ in glyphs(opened(data)[0])]
    second = lines(opened(data)[1])
    assert max(y for y in first if y < 740) > (297 - 35) / 25.4 * 72 - 2 * 28
    assert second[0].startswith("天地玄黄")
