"""Italic in PDF: Latin in an italic face or slanted, Chinese upright, nothing around it moved."""

import io
import re
from collections.abc import Iterator

import pikepdf
import pymupdf
import pytest

from convert import themes
from convert.model import Document, Heading, Meta, Paragraph, Style, Text
from convert.notices import Report
from convert.themes import PageSetup, Theme
from convert.writers import Options, pdf

ITALIC = Style(italic=True)
MIXED = Document(
    body=(
        Heading(1, (Text("标题与"), Text("Heading 斜体", ITALIC)), "t"),
        Paragraph(
            (Text("正文里的"), Text("Latin italic", ITALIC), Text("与“甲”和"), Text("“中文斜体”", ITALIC))
        ),
        Paragraph((Text("Upright and "), Text("sloping words", ITALIC), Text(" in it."))),
    ),
    meta=Meta(language="zh"),
)
TEXT = "标题与Heading斜体正文里的Latinitalic与“甲”和“中文斜体”Uprightandslopingwordsinit."
UPRIGHT = "标题与斜体正文里的与“甲”和“中文斜体”Uprightandinit."
PACKAGE = "_ITALIC_PACKAGE"


def write(document: Document, css: str = "") -> bytes:
    theme = themes.load("handout", language=document.meta.language)
    if css:
        theme = Theme("test", css, PageSetup(), document.meta.language)
    return pdf.write(document, Options(theme=theme, date="2026-01-01T00:00:00Z"), Report())


def plain(text: str) -> Document:
    return Document(body=(Paragraph((Text(text),)),), meta=Meta(language="en"))


def glyphs(data: bytes) -> Iterator[tuple[str, str]]:
    """Each character of the first page as it is drawn, and how it leans: by its "face", by its "matrix", or ""."""
    file = pikepdf.open(io.BytesIO(data))
    page = file.pages[0]
    fonts = {
        name: (_unicode(font), "Italic" in str(font.BaseFont)) for name, font in page.Resources.Font.items()
    }
    slanted, (names, sloping) = False, ({}, False)
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tm":
                slanted = float(operands[2]) != 0
            case "Tf":
                names, sloping = fonts[str(operands[0])]
            case "TJ":
                leaning = "face" if sloping else "matrix" if slanted else ""
                shown = b"".join(bytes(item) for item in operands[0] if isinstance(item, pikepdf.String))
                for at in range(0, len(shown), 2):
                    for character in names[shown[at : at + 2].hex()]:
                        yield character, leaning


def _unicode(font: pikepdf.Object) -> dict[str, str]:
    table = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"<([0-9a-f]{4})>\s*<([0-9a-f]+)>", table, re.IGNORECASE)
    return {glyph.lower(): bytes.fromhex(text).decode("utf-16-be") for glyph, text in pairs}


def drawn(data: bytes, *leanings: str) -> str:
    text = "".join(character for character, leaning in glyphs(data) if leaning in leanings)
    return "".join(text.split()).removesuffix("1/1")


def baselines(data: bytes) -> list[float]:
    page = pymupdf.open(stream=data, filetype="pdf")[0]
    found = {round(char[2][1], 2) for span in page.get_texttrace() for char in span["chars"]}
    return sorted(found)[:-1]


def test_latin_leans_and_chinese_stands() -> None:
    data = write(MIXED)
    assert drawn(data, "face") == "Latinitalicslopingwords"
    assert drawn(data, "matrix") == "Heading"
    assert drawn(data, "") == UPRIGHT


def test_without_the_italic_face_latin_is_slanted(monkeypatch: pytest.MonkeyPatch) -> None:
    write(plain("loads the library"))
    from convert.writers._pdf import faces

    monkeypatch.setattr(faces, PACKAGE, "no_such_package")
    data = write(MIXED)
    assert drawn(data, "matrix") == "HeadingLatinitalicslopingwords"
    assert drawn(data, "") == UPRIGHT


@pytest.mark.parametrize(
    ("css", "leaning"),
    [
        ('p { font-family: "Noto Serif SC"; font-style: italic }', "face"),
        ('p { font-family: "Times New Roman"; font-style: italic }', "face"),
        ('p { font-family: "Noto Sans SC"; font-style: oblique }', "matrix"),
        ("p { font-family: 黑体; font-style: italic }", "matrix"),
        ("p { font-family: 宋体; font-style: italic; letter-spacing: 1pt }", "face"),
    ],
)
def test_a_theme_may_ask_for_italic(css: str, leaning: str) -> None:
    data = write(Document(body=(Paragraph((Text("中文 and Latin"),)),), meta=Meta(language="zh")), css)
    assert drawn(data, leaning) == "andLatin"
    assert drawn(data, "") == "中文"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_italic_moves_no_line(language: str) -> None:
    def page(style: Style) -> list[float]:
        words = Text("several words in it, ", style)
        first = "中文" if language == "zh" else ""
        runs = (
            Text(first + "A paragraph with "),
            words,
            Text("and enough after it to fill a line or two. " * 4),
        )
        return baselines(write(Document(body=(Paragraph(runs),) * 3, meta=Meta(language=language))))

    assert page(ITALIC) == pytest.approx(page(Style()), abs=0.2)


def test_copied_text_is_whole() -> None:
    page = pymupdf.open(stream=write(MIXED), filetype="pdf")[0]
    assert "".join(page.get_text().split()).removesuffix("1/1") == TEXT


def test_a_document_without_italic_carries_no_italic_face() -> None:
    write(plain("loads the library"))
    from convert.writers._pdf import faces

    assert not [path for path in faces.font_files(themes.load("handout").css) if "Italic" in path.name]


@pytest.mark.parametrize("name", ["Times New Roman", "宋体", "serif"])
def test_names_of_roman_faces_give_the_serif_face(name: str) -> None:
    data = write(
        plain("Roman"), f'p {{ font-family: "{name}" }}' if name != "serif" else "p { font-family: serif }"
    )
    fonts = {font[3] for font in pymupdf.open(stream=data, filetype="pdf")[0].get_fonts()}
    assert {font.partition("+")[2] for font in fonts} == {"Noto-Serif-SC"}


def test_a_face_used_for_a_few_digits_is_sound() -> None:
    data = write(plain("1/1"), 'p { font-family: "Noto Sans SC" } body { font-family: "Noto Serif SC" }')
    page = pymupdf.open(stream=data, filetype="pdf")[0]
    assert page.get_pixmap(dpi=100).color_count() > 2


def test_a_hyphen_stands_at_its_word() -> None:
    css = 'body { font-family: "Noto Serif SC" } p { hyphens: auto; font-weight: bold; width: 4cm }'
    page = pymupdf.open(
        stream=write(plain("Incomprehensibilities overwhelmingly predetermine"), css), filetype="pdf"
    )[0]
    words = [word[4] for word in page.get_text("words")]
    assert any(word.endswith("-") and len(word) > 3 for word in words), words
