"""What an author did to words becomes character styles, and Chinese stays Chinese."""

import pytest
from docx.enum.dml import MSO_COLOR_TYPE
from docx.shared import RGBColor
from wordfile import RoundTheme, document, paragraph, write

from convert.model import Code, Color, Heading, Link, Ruby, Style, Text

RED = Style(mark="red", color=Color(255, 0, 0))


def runs(*parts: object, theme: object = None, language: str = "zh-CN"):
    return (
        write(document(paragraph(*parts), language=language), theme or RoundTheme()).word.paragraphs[0].runs
    )


def test_a_mark_is_a_character_style_with_its_name_and_colour():
    run = runs(Text("重点", RED))[0]
    assert (run.style.name, run.style.style_id) == ("Mark Red", "MarkRed")
    assert run.style.font.color.rgb == RGBColor(255, 0, 0)
    assert run.font.color.type is None or run.font.color.type != MSO_COLOR_TYPE.RGB


def test_looks_of_one_name_are_numbered():
    found = runs(Text("甲", RED), Text("乙", Style(mark="red", color=Color(200, 0, 0))))
    assert [run.style.name for run in found] == ["Mark Red", "Mark Red 2"]
    assert len({run.style.style_id for run in found}) == 2


def test_names_that_differ_only_in_case_are_two_styles():
    found = runs(Text("甲", RED), Text("乙", Style(mark="Red", color=Color(0, 0, 1))))
    assert len({run.style.name.lower() for run in found}) == 2


@pytest.mark.parametrize("mark", ["核心论点", "a,b;c", "x" * 300, " ", "Ω"])
def test_any_word_names_a_mark(mark: str, docx_problems):
    written = write(document(paragraph(Text("字", Style(mark=mark, color=Color(1, 2, 3))))), RoundTheme())
    assert written.word.paragraphs[0].runs[0].style.font.color.rgb == RGBColor(1, 2, 3)
    assert docx_problems(written.data) == []


def test_a_bold_mark_keeps_both():
    run = runs(Text("重点", Style(mark="red", color=Color(255, 0, 0), bold=True)))[0]
    assert run.style.name == "Mark Red"
    assert run.bold


def test_a_background_is_the_styles_shade():
    run = runs(Text("黄", Style(mark="yellow", background=Color(255, 255, 0))))[0]
    assert 'w:fill="FFFF00"' in run.style.element.xml


def test_a_highlight_without_colours_looks_as_the_theme_says():
    theme = RoundTheme().set("mark", background=Color(255, 241, 168))
    run = runs(Text("亮", Style(mark="highlight")), theme=theme)[0]
    assert run.style.name == "Mark Highlight"
    assert 'w:fill="FFF1A8"' in run.style.element.xml


def test_colours_without_a_mark_are_a_named_style_too():
    run = runs(Text("蓝", Style(color=Color(0, 0, 255))))[0]
    assert run.style.font.color.rgb == RGBColor(0, 0, 255)


def test_bold_is_strong():
    assert runs(Text("粗", Style(bold=True)))[0].style.name == "Strong"


def test_bold_in_a_bold_heading_does_not_toggle_to_light():
    theme = RoundTheme().set("h1", bold=True)
    source = document(Heading(1, (Text("题", Style(bold=True)), Text("细", Style(bold=False)))))
    bold, light = write(source, theme).word.paragraphs[0].runs
    assert bold.style.name == "Default Paragraph Font"
    assert light.bold is False


def test_latin_slants_and_chinese_changes_its_face():
    latin, chinese = runs(Text("Nature 自然", Style(italic=True)))
    assert (latin.text, latin.style.name) == ("Nature ", "Emphasis")
    assert latin.style.font.italic
    assert chinese.text == "自然"
    assert not chinese.style.font.italic
    assert not chinese.italic
    assert 'w:eastAsia="楷体"' in chinese.style.element.xml


def test_chinese_is_upright_in_a_slanted_block_too():
    theme = RoundTheme().set("p", italic=True)
    latin, chinese = runs("Nature 自然", theme=theme)
    assert latin.italic is None
    assert chinese.italic is False


def test_a_slanted_mark_keeps_its_colour_and_chinese_stays_upright():
    latin, chinese = runs(Text("Nature 自然", Style(mark="red", color=Color(255, 0, 0), italic=True)))
    assert {latin.style.name, chinese.style.name} == {"Mark Red"}
    assert (latin.italic, chinese.italic) == (True, None)
    assert 'w:eastAsia="楷体"' in chinese._r.xml


def hinted(*parts: object, language: str = "zh-CN") -> list[str]:
    return [run.text for run in runs(*parts, language=language) if 'w:hint="eastAsia"' in run._r.xml]


def test_marks_beside_chinese_are_chinese():
    assert hinted("中国“拥抱”——开源……") == ["中国“拥抱”——开源……"]


def test_marks_beside_latin_are_latin():
    assert hinted("said “Alice”; it’s a test—yes…") == []


def test_marks_of_both_kinds_in_one_text_part_it():
    assert hinted("他说“好”。 She said “Alice”.") == ["他说“好”。 "]


def test_accented_latin_is_never_asked_to_look_chinese():
    assert all("é" not in text and "×" not in text for text in hinted("“中文”café，3×4“好”"))


def test_a_lone_mark_follows_what_stands_before_it():
    assert hinted("中国", Text("——", Style(bold=True))) == ["——"]
    assert hinted("China", Text("—", Style(bold=True)), language="en") == []


def test_text_without_such_marks_is_one_run():
    assert [run.text for run in runs("中国AI企业，café 3 家。")] == ["中国AI企业，café 3 家。"]


def test_code_in_a_line_has_its_own_style():
    theme = RoundTheme().set("code", font_family=("Consolas",))
    run = runs(Code("x = 1"), theme=theme)[0]
    assert (run.style.name, run.style.font.name) == ("Inline Code", "Consolas")


def test_marked_code_has_the_mark_and_still_the_face_of_code():
    theme = RoundTheme().set("code", font_family=("Consolas",))
    run = runs(Code("x", RED), theme=theme)[0]
    assert (run.style.name, run.font.name) == ("Mark Red", "Consolas")


def test_a_marked_link_keeps_the_marks_colour_and_the_links_line():
    theme = RoundTheme().set("a", underline="single", color=Color(0, 0, 200))
    written = write(document(paragraph(Link("https://a.cn/", (Text("见", RED),)))), theme)
    run = written.word.paragraphs[0].hyperlinks[0].runs[0]
    assert run.style.name == "Mark Red"
    assert run.underline


def test_ruby_is_ruby():
    written = write(document(paragraph(Ruby((Text("漢字"),), (Text("かんじ"),)))))
    assert [node.text for node in written.xpath("//w:ruby/w:rt//w:t")] == ["かんじ"]
    assert [node.text for node in written.xpath("//w:ruby/w:rubyBase//w:t")] == ["漢字"]


def test_direct_looks_are_what_the_author_said():
    style = Style(underline="wavy", strike=True, small_caps=True, script="super", size_pt=14.0)
    run = runs(Text("x", style))[0]
    assert run.font.strike
    assert run.font.small_caps
    assert run.font.superscript
    assert run.font.size.pt == 14
    assert '<w:u w:val="wave"/>' in run._r.xml
