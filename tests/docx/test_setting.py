"""What Word is told of setting: faces by language, divided words, what stays on a page together."""

import io
import zipfile

import pytest
from lxml import etree

from convert import themes
from convert.model import Meta
from convert.notices import Report
from convert.reader import read
from convert.writers import Options, docx

SPACES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def part(name: str, source: str, language: str = "zh-CN", theme: str = "handout") -> etree._Element:
    document = read(source, meta=Meta(language=language))
    data = docx.write(document, Options(themes.load(theme, language=language)), Report())
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(f"word/{name}.xml"))


@pytest.mark.parametrize(
    ("language", "text", "heading", "quotation"),
    [
        ("zh-CN", "宋体", "黑体", "楷体"),
        ("zh-TW", "新細明體", "微軟正黑體", "標楷體"),
        ("ja", "游明朝", "游ゴシック", "游明朝"),
        ("ko-KR", "바탕", "맑은 고딕", "바탕"),
    ],
)
def test_a_documents_language_chooses_words_faces(
    language: str, text: str, heading: str, quotation: str
) -> None:
    styles = part("styles", "# 骨\n\n骨\n\n> 骨", language)
    found = {
        "".join(style.xpath("@w:styleId", namespaces=SPACES)): style.xpath(
            ".//w:rFonts/@w:eastAsia", namespaces=SPACES
        )
        for style in styles.xpath("//w:style[@w:type='paragraph']", namespaces=SPACES)
    }
    assert found["Normal"] == [text]
    assert found["Heading1"] == [heading]
    quotes = [faces for name, faces in found.items() if "Quot" in name and faces]
    assert all(faces == [quotation] for faces in quotes)
    assert quotes or quotation == text
    languages = styles.xpath("//w:docDefaults//w:lang/@w:eastAsia", namespaces=SPACES)
    assert languages[0][:2] == language[:2]


@pytest.mark.parametrize(
    ("language", "theme", "divided"),
    [
        ("en", "handout", True),
        ("de", "exam", True),
        ("zh-CN", "handout", False),
        ("en", "large-print", False),
    ],
)
def test_words_are_divided_where_language_and_theme_divide_them(
    language: str, theme: str, divided: bool
) -> None:
    settings = part("settings", "# Title\n\nWords", language, theme)
    assert bool(settings.xpath("//w:autoHyphenation", namespaces=SPACES)) is divided
    styles = part("styles", "# Title\n\nWords", language, theme)
    whole = styles.xpath("//w:style[@w:styleId='Heading1']//w:suppressAutoHyphens", namespaces=SPACES)
    assert bool(whole) is (language != "zh-CN")


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("甲\n\n乙\n\n丙", "乙"),
        ("- 甲\n- 乙\n- 丙", "乙"),
        ("| 头 |\n|---|\n| 甲 |\n| 乙 |\n| 丙 |", "头乙"),
        ("> 甲\n>\n> 乙\n>\n> 丙\n\n丁", "乙"),
        ("# 甲\n\n乙", "甲"),
    ],
)
def test_the_last_line_of_anything_is_not_alone_on_a_page(source: str, kept: str) -> None:
    found = part("document", source)
    keeping = part("styles", source).xpath("//w:style[.//w:keepNext]/@w:styleId", namespaces=SPACES)
    texts = [
        "".join(paragraph.xpath(".//w:t/text()", namespaces=SPACES))
        for paragraph in found.xpath("//w:p", namespaces=SPACES)
        if paragraph.xpath("./w:pPr/w:keepNext", namespaces=SPACES)
        or set(paragraph.xpath("./w:pPr/w:pStyle/@w:val", namespaces=SPACES)) & set(keeping)
    ]
    assert "".join(texts) == kept
