"""Languages and scripts: what reads from the right, letters that join, emoji, rare characters, readings, emphasis dots."""

import pytest
from wordfile import RoundTheme, W, document, paragraph, write

from convert.model import (
    Cell,
    Code,
    Color,
    Emphasis,
    Heading,
    Image,
    Link,
    List,
    ListItem,
    Paragraph,
    Row,
    Ruby,
    Style,
    Table,
    Text,
)
from convert.record import replace
from convert.writers._docx.scripts import pieces
from specimens import PICTURE


def line(text: str, **fields: object) -> Paragraph:
    return replace(paragraph(text), **fields)


def runs(written) -> list[tuple[str, bool]]:
    """The text of each run, and whether it reads from the right."""
    return [
        ("".join(t.text for t in run.findall(f"{W}t")), bool(run.xpath("./w:rPr/w:rtl")))
        for run in written.xpath("//w:r")
    ]


# From the right


def test_arabic_in_a_chinese_line_is_a_run_from_the_right():
    assert runs(write(document("他说 مرحبا بالعالم。"))) == [
        ("他说 ", False),
        ("مرحبا بالعالم", True),
        ("。", False),
    ]


def test_in_a_line_from_the_right_marks_and_blanks_belong_to_it():
    found = runs(write(document(line("مرحبا (GPT-4)!", direction="rtl"))))
    assert found == [("مرحبا (", True), ("GPT-4", False), (")!", True)]


def test_figures_between_words_from_the_right_are_with_them():
    assert list(pieces("عام 2024 كان", from_right=False)) == [("right", "عام 2024 كان")]


def test_a_paragraph_from_the_right_says_so_and_nothing_else_does():
    first, second = write(document(line("نص", direction="rtl"), "字")).word.paragraphs
    assert first._p.xpath("./w:pPr/w:bidi")
    assert not second._p.xpath("./w:pPr/w:bidi")


@pytest.mark.parametrize(
    ("align", "written_as"), [("left", "right"), ("right", "left"), ("center", "center")]
)
def test_left_is_left_in_a_line_from_the_right_too(align: str, written_as: str):
    # Word's left is where a line begins (ISO 29500-1, 17.3.1.13 as Word reads it).
    theme = RoundTheme().set("p", align="justify")
    written = write(document(line("نص", direction="rtl", align=align)), theme)
    assert written.xpath("//w:jc/@w:val") == [written_as]


def test_a_document_in_arabic_reads_from_the_right(docx_problems):
    source = document(
        Heading(1, (Text("عنوان"),)),
        line("left", direction="ltr"),
        List((ListItem((paragraph("واحد"),)),), ordered=True),
        Table(1, (), (Row((Cell((paragraph("نص"),)),)),)),
        language="ar",
    )
    written = write(source)
    assert written.word.styles["Normal"].element.xpath("./w:pPr/w:bidi")
    turned = [p.text for p in written.word.paragraphs if p._p.xpath('./w:pPr/w:bidi[@w:val="0"]')]
    assert turned == ["left"]
    assert written.xpath("//w:tblPr/w:bidiVisual")
    assert written.xpath("//w:sectPr/w:bidi")
    assert 'w:bidi="ar-SA"' in written.part("word/styles.xml")
    assert docx_problems(written.data) == []


def test_a_table_and_a_list_read_from_the_right_where_they_say_so(docx_problems):
    table = Table(1, (), (Row((Cell((paragraph("نص"),)),)),), direction="rtl")
    listed = List((ListItem((paragraph("واحد"),)),), direction="rtl")
    written = write(document(table, listed))
    assert written.xpath("//w:tblPr/w:bidiVisual")
    assert len(written.xpath("//w:p/w:pPr/w:bidi")) == 2
    assert docx_problems(written.data) == []


def test_an_override_turns_what_would_not_turn_by_itself(docx_problems):
    written = write(document(paragraph(Text("abc", Style(direction="rtl-override")))))
    assert written.xpath("//w:bdo[@w:val='rtl']/w:r/w:t/text()") == ["abc"]
    assert docx_problems(written.data) == []


def test_bold_from_the_right_is_bold_in_complex_letters_too():
    written = write(document(paragraph(Text("نص", Style(bold=True, size_pt=14.0)))))
    assert written.word.styles["Strong"].element.xpath(".//w:bCs")
    assert written.xpath("//w:r/w:rPr/w:szCs/@w:val") == ["28"]


def test_the_face_of_code_has_one_with_arabic_letters_beside_it():
    theme = RoundTheme().set("code", font_family=("Consolas",))
    style = write(document(paragraph(Code("x"))), theme).word.styles["Inline Code"]
    assert style.element.rPr.rFonts.get(f"{W}cs") == "Courier New"


# Other scripts


@pytest.mark.parametrize(
    ("text", "face"),
    [("😀", "Segoe UI Emoji"), ("👨‍👩‍👧", "Segoe UI Emoji"), ("1️⃣", "Segoe UI Emoji"), ("❤️", "Segoe UI Emoji"), ("𠮷", "SimSun-ExtB"), ("𰻞", "SimSun-ExtG")],
)  # fmt: skip
def test_what_ordinary_faces_lack_names_one_that_has_it(text: str, face: str):
    written = write(document(f"甲{text}乙"))
    assert [node.text for node in written.xpath("//w:t")] == ["甲", text, "乙"]
    assert set(written.xpath("//w:rFonts/@w:ascii") + written.xpath("//w:rFonts/@w:eastAsia")) == {face}
    assert f'w:name="{face}"' in written.part("word/fontTable.xml")


@pytest.mark.parametrize("text", ["ไทย", "हिन्दी", "བོད", "ខ្មែរ"])
def test_letters_that_join_or_stack_are_set_as_complex(text: str, docx_problems):
    written = write(document(f"甲{text}乙"))
    assert len(written.xpath("//w:r[w:rPr/w:cs]")) == 1
    assert docx_problems(written.data) == []


@pytest.mark.parametrize("text", ["中文“引号”——café № 3", "❤ ✓ ☑", "①②", "𝑥 ∈ ℝ"])
def test_ordinary_signs_need_no_other_face(text: str):
    assert not {"emoji", "rare", "right"} & {script for script, _ in pieces(text, from_right=False)}


@pytest.mark.parametrize("from_right", [True, False])
def test_pieces_are_the_text(from_right: bool):
    text = "a 中 “x” مرحبا، (12) abc 😀 𠮷 ไทย ! "
    assert "".join(piece for _, piece in pieces(text, from_right)) == text


@pytest.mark.parametrize(
    ("language", "attribute", "said"),
    [
        ("ja", "eastAsia", "ja-JP"),
        ("en-GB", "val", "en-GB"),
        ("he", "bidi", "he-IL"),
        ("zh-Hant", "eastAsia", "zh-TW"),
    ],
)
def test_a_run_in_another_language_says_so(language: str, attribute: str, said: str):
    written = write(document(paragraph(Text("x直", Style(language=language)))))
    assert set(written.xpath(f"//w:r/w:rPr/w:lang/@w:{attribute}")) == {said}


def test_japanese_in_a_chinese_document_is_in_a_japanese_face():
    written = write(document(paragraph(Text("直", Style(language="ja")))))
    assert written.xpath("//w:rFonts/@w:eastAsia") == ["游明朝"]


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        (Emphasis(), "dot"),
        (Emphasis("circle", open=True), "circle"),
        (Emphasis("sesame"), "comma"),
        (Emphasis(under=True), "underDot"),
        (Emphasis("none"), "none"),
        (Emphasis("double-circle"), "circle"),
        (Emphasis(own="×", under=True), "underDot"),
    ],
)
def test_emphasis_dots_are_words_own_or_the_nearest(mark: Emphasis, said: str):
    assert write(document(paragraph(Text("字", Style(emphasis=mark))))).xpath("//w:em/@w:val") == [said]


def test_a_soft_hyphen_is_words_own():
    written = write(document("Silben\u00adtrennung"))
    assert written.xpath("//w:softHyphen")
    assert [node.text for node in written.xpath("//w:t")] == ["Silben", "trennung"]


# Readings


@pytest.mark.parametrize(
    ("reading", "said"), [("かんじ", "ja-JP"), ("Běijīng", "zh-CN"), ("ㄅㄟˇ", "zh-TW"), ("한자", "ko-KR")]
)
def test_a_reading_says_its_language(reading: str, said: str):
    written = write(document(paragraph(Ruby((Text("字"),), (Text(reading),)))))
    assert written.xpath("//w:rubyPr/w:lid/@w:val") == [said]


def test_each_run_of_a_base_has_its_own_reading_and_look(docx_problems):
    red = Style(mark="red")
    ruby = Ruby((Text("漢", red), Text("字")), (Text("かん"), Text("じ", red)))
    written = write(document(paragraph(ruby)))
    pairs = [
        (r.findtext(f"{W}rt/{W}r/{W}t"), r.findtext(f"{W}rubyBase/{W}r/{W}t"))
        for r in written.xpath("//w:ruby")
    ]
    assert pairs == [("かん", "漢"), ("じ", "字")]
    assert written.xpath("//w:rt//w:rStyle/@w:val") == ["MarkRed"]
    assert docx_problems(written.data) == []


def test_a_link_may_hold_readings_code_pictures_and_line_breaks(docx_problems):
    link = Link(
        "https://a.cn/", (Ruby((Text("字"),), (Text("zì"),)), Code("x"), Image("bild.png", "图")), "提示"
    )
    written = write(document(paragraph(link), media=(PICTURE,)))
    assert written.xpath("//w:hyperlink//w:ruby")
    assert written.xpath("//w:hyperlink/@w:tooltip") == ["提示"]
    assert written.xpath("//w:hyperlink//wp:docPr/a:hlinkClick")
    assert docx_problems(written.data) == []


def test_word_tells_of_marks_and_colours_it_does_not_have() -> None:
    red = Color(255, 0, 0)
    runs = (
        Text("字", Style(emphasis=Emphasis("triangle"))),
        Text("词", Style(emphasis=Emphasis(), emphasis_color=red)),
    )
    struck = Text("句", Style(strike=True, line_color=red))
    assert len(list(write(document(paragraph(*runs, struck))).report)) == 3


def test_lines_under_words_have_colours_and_raised_numbers_sizes_of_their_own() -> None:
    line = Style(underline="thick-wavy", line_color=Color(255, 0, 0))
    word = write(
        document(paragraph(Text("字", line), Text("9", Style(script="super", size_pt=8, script_sized=True))))
    )
    assert word.xpath("//w:u/@w:val") == ["wavyHeavy"]
    assert word.xpath("//w:u/@w:color") == ["FF0000"]
    assert word.xpath("//w:r/w:rPr/w:sz/@w:val") == ["16"]
    assert word.xpath("//w:position/@w:val") == ["7"]
    assert word.xpath("//w:vertAlign") == []
