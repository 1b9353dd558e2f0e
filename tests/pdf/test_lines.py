"""What WeasyPrint does not set: readings above words, emphasis dots, right-to-left lines, emoji, letters nobody has."""

import io
import subprocess
import unicodedata
from itertools import pairwise
from typing import Any

import pikepdf
import pymupdf
import pypdfium2
import pytest

from convert import themes
from convert.model import (
    CodeBlock,
    Color,
    Document,
    Emphasis,
    Heading,
    Inline,
    List,
    ListItem,
    Paragraph,
    Ruby,
    Style,
    Text,
)
from convert.notices import Code, Report
from convert.writers import Options, pdf
from specimens import paragraph

Glyph = tuple[str, float, float, float, float]  # character, left, right, baseline, size


def write(*blocks: Any, report: Report | None = None) -> bytes:
    return pdf.write(Document(body=blocks), Options(themes.load("handout")), report or Report())


def opened(data: bytes) -> Any:
    return pymupdf.open(stream=data, filetype="pdf")


def glyphs(data: bytes, page: int = 0) -> list[Glyph]:
    return [
        (chr(code), box[0], box[2], round(origin[1], 2), round(span["size"], 2))
        for span in opened(data)[page].get_texttrace()
        if span["type"] == 0
        for code, _, origin, box in span["chars"]
    ]


def text(data: bytes) -> str:
    return "".join("".join(page.get_text() for page in opened(data)).split())


def ruby(base: str, reading: str) -> Ruby:
    return Ruby((Text(base),), (Text(reading),))


def of(found: list[Glyph], characters: str) -> list[Glyph]:
    return [glyph for glyph in found if glyph[0] in characters]


def test_a_reading_stands_small_above_the_middle_of_its_word() -> None:
    found = glyphs(write(paragraph("学习", ruby("漢字", "かん"), "的读法。")))
    word, reading = of(found, "漢字"), of(found, "かん")
    assert {glyph[4] for glyph in reading} == {word[0][4] / 2}
    assert all(word[0][3] - glyph[3] == pytest.approx(0.95 * word[0][4], abs=0.5) for glyph in reading)
    middles = [(part[0][1] + part[-1][2]) / 2 for part in (word, reading)]
    assert middles[0] == pytest.approx(middles[1], abs=0.3)


def test_a_reading_wider_than_its_word_makes_room() -> None:
    found = glyphs(write(paragraph("前", ruby("志", "こころざし"), "后")))
    assert of(found, "前")[0][2] <= of(found, "こ")[0][1] + 0.1
    assert of(found, "し")[0][2] <= of(found, "后")[0][1] + 0.1


def test_lines_with_readings_stand_as_far_apart_as_others() -> None:
    words = [part for _ in range(40) for part in ("北京的", ruby("春", "chūn"))]
    baselines = sorted({glyph[3] for glyph in of(glyphs(write(paragraph(*words))), "北")})
    steps = [second - first for first, second in pairwise(baselines)]
    assert len(steps) > 1
    assert all(step == pytest.approx(18, abs=0.1) for step in steps)


def test_a_reading_is_copied_behind_its_word() -> None:
    data = write(paragraph("读", ruby("漢字", "かんじ"), "。"))
    drawn = "".join(glyph[0] for glyph in glyphs(data) if glyph[0] not in "1/ ")
    assert drawn == "读漢字かんじ。"


def test_no_line_begins_with_a_mark_behind_a_reading() -> None:
    for count in range(36, 46):
        found = glyphs(write(paragraph("字" * count, ruby("漢", "かん"), "，后面还有。")))
        baselines = sorted({glyph[3] for glyph in of(found, "字漢，后")})
        for baseline in baselines:
            first = min((glyph for glyph in found if glyph[3] == baseline), key=lambda glyph: glyph[1])
            assert first[0] != "，"


def test_a_heading_goes_into_the_outline_without_its_reading() -> None:
    data = write(Heading(1, (Text("说"), ruby("漢字", "かんじ")), "t"))
    assert opened(data).get_toc()[0][1] == "说漢字"


def test_readings_are_ruby_in_the_structure() -> None:
    with pikepdf.open(io.BytesIO(write(paragraph(ruby("漢", "かん"))))) as file:
        kinds = [
            str(item.S) for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item
        ]
    assert [kinds.count(f"/{kind}") for kind in ("Ruby", "RB", "RT")] == [1, 1, 1]


def dots(data: bytes) -> list[Any]:
    return [
        drawing["rect"]
        for drawing in opened(data)[0].get_drawings()
        if drawing["type"] == "f" and drawing["rect"].width < 3
    ]


@pytest.mark.parametrize(("mark", "below"), [(Emphasis(under=True), True), (Emphasis(), False)])
def test_each_character_has_its_dot(mark: Any, below: bool) -> None:
    data = write(paragraph("普通", Text("着重，abc字", Style(emphasis=mark)), "普通"))
    found = of(glyphs(data), "着重abc字")
    drawn = dots(data)
    assert len(drawn) == len(found) == 6
    for glyph, dot in zip(
        sorted(found, key=lambda glyph: glyph[1]), sorted(drawn, key=lambda dot: dot.x0), strict=True
    ):
        assert (dot.x0 + dot.x1) / 2 == pytest.approx((glyph[1] + glyph[2]) / 2, abs=0.3)
        assert (dot.y0 > glyph[3]) is below


def test_marks_have_the_colour_and_the_shape_that_was_asked_for() -> None:
    red = Color(255, 0, 0)
    data = write(paragraph(Text("重", Style(emphasis=Emphasis("triangle"), emphasis_color=red))))
    (fill,) = [drawing["fill"] for drawing in opened(data)[0].get_drawings() if drawing["rect"].width < 3]
    assert fill == (1.0, 0.0, 0.0)
    data = write(paragraph(Text("重", Style(emphasis=Emphasis("circle", open=True)))))
    assert [one["type"] for one in opened(data)[0].get_drawings() if one["rect"].width < 3] == ["s"]
    data = write(paragraph(Text("重", Style(emphasis=Emphasis(own="×", under=True), emphasis_color=red))))
    spans = opened(data)[0].get_texttrace()
    (own,) = [span for span in spans if chr(span["chars"][0][0]) == "×"]
    (base,) = [span for span in spans if chr(span["chars"][0][0]) == "重"]
    assert own["color"] == (1.0, 0.0, 0.0)
    assert own["size"] == pytest.approx(base["size"] / 2)
    assert own["chars"][0][2][1] > base["chars"][0][2][1]


def test_a_raised_number_with_a_size_of_its_own_has_that_size() -> None:
    style = Style(script="super", size_pt=8, script_sized=True)
    spans = opened(write(paragraph("正", Text("9", style))))[0].get_texttrace()
    (raised,) = [span for span in spans if span["chars"][0][0] == ord("9")]
    assert raised["size"] == pytest.approx(8)


def test_dots_are_artifacts_in_the_colour_of_their_text() -> None:
    style = Style(emphasis=Emphasis(under=True), color=Color(200, 0, 0))
    data = write(paragraph(Text("重", style)))
    (fill,) = [drawing["fill"] for drawing in opened(data)[0].get_drawings() if drawing["rect"].width < 3]
    assert [round(channel * 255) for channel in fill] == [200, 0, 0]
    with pikepdf.open(io.BytesIO(data)) as file:
        marks: list[str] = []
        for operands, operator in pikepdf.parse_content_stream(file.pages[0]):
            if str(operator) in ("BMC", "BDC"):
                marks.append(str(operands[0]))
            elif str(operator) == "EMC":
                marks.pop()
            elif str(operator) == "c":
                assert marks == ["/Artifact"]


def order(data: bytes, characters: str) -> str:
    return "".join(glyph[0] for glyph in sorted(of(glyphs(data), characters), key=lambda glyph: glyph[1]))


def test_colours_do_not_keep_hebrew_from_running_right_to_left() -> None:
    red = Style(color=Color(200, 0, 0))
    data = write(paragraph("abc", Text("אב", red), Text("גד", Style(bold=True)), "xyz"))
    assert order(data, "אבגד") == "דגבא"


def test_a_right_to_left_paragraph_begins_at_the_right() -> None:
    data = write(Paragraph((Text("אב "), Text("Latin", Style(bold=True)), Text(" 中文 גד")), direction="rtl"))
    assert order(data, "אבגדLatin中文") == "דגLatin中文בא"
    assert max(glyph[2] for glyph in glyphs(data)) > 480


def test_an_override_turns_letters_round() -> None:
    data = write(paragraph("甲", Text("abc", Style(direction="rtl-override")), "乙"))
    assert order(data, "abc") == "cba"


@pytest.mark.skipif(
    b"Emoji" not in subprocess.run(["fc-list"], capture_output=True).stdout,
    reason="no emoji face",
)
def test_emoji_are_copied_by_every_reader() -> None:
    data = write(paragraph("表情😀与👍🏽。"))
    for read in (text(data), pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()):
        assert "表情😀与👍🏽。" in "".join(
            character for character in read if unicodedata.category(character) != "Cf"
        )


def test_a_character_nobody_has_is_a_number_in_a_box_and_copied_as_itself() -> None:
    report = Report()
    block = Paragraph((Text("罕见\U00016f00字"),), line=7)
    data = write(block, CodeBlock("x = '\U00016f00'", line=9), report=report)
    assert "U+16F00" in "".join(glyph[0] for glyph in glyphs(data))
    assert "罕见\U00016f00字" in text(data)
    notices = [(notice.line, notice.code) for notice in report]
    assert notices == [(7, Code.FONT)]
    assert not [
        glyph
        for page in opened(data)
        for span in page.get_texttrace()
        for glyph in span["chars"]
        if glyph[1] == 0
    ]


def test_letters_with_accents_our_faces_lack_are_copied_whole() -> None:
    assert "ŽižekκαιΕλληνικά" in text(write(paragraph("Žižek και Ελληνικά")))


def test_items_have_the_numbers_the_author_gave() -> None:
    items = [
        ListItem((paragraph(word),), number=number) for word, number in zip("甲乙丙", (7, 3, -1), strict=True)
    ]
    page = opened(write(List(tuple(items), ordered=True, start=7)))[0]
    assert "".join(page.get_text(sort=True).split()).startswith("7.甲3.乙-1.丙")


def test_bold_code_is_the_bold_face_and_not_thickened_as_well() -> None:
    inline: Inline = Text("普通")
    data = write(paragraph(inline), CodeBlock("def f(): pass", "python"))
    strokes = [span["font"] for span in opened(data)[0].get_texttrace() if span["type"] == 1]
    assert not strokes
    assert any("Bold" in font[3] for font in opened(data)[0].get_fonts())
