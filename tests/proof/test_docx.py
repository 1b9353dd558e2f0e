"""Looks of runs, as Word resolves them from styles and direct formatting."""

import io
import zipfile

import pytest

from convert.model import Color
from convert.proof import docx
from convert.proof.glyphs import Look

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:rPr><w:color w:val="111111"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Bold"><w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Bolder"><w:basedOn w:val="Bold"/><w:pPr><w:shd w:val="clear" w:fill="EEEEEE"/></w:pPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Mark"><w:rPr><w:color w:val="FF0000"/><w:shd w:val="clear" w:fill="FFFF00"/></w:rPr></w:style>
"""


def read(paragraph: str) -> list[tuple[str, Look]]:
    """The characters of a file with one paragraph."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("word/styles.xml", f"<w:styles {W}>{STYLES}</w:styles>")
        package.writestr("word/document.xml", f"<w:document {W}><w:body>{paragraph}</w:body></w:document>")
    return [tuple(glyph) for glyph in docx.read(data.getvalue())]  # type: ignore[misc]


def run(properties: str, style: str = "Normal") -> Look:
    """The look of one run in a paragraph of a style."""
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:rPr>{properties}</w:rPr><w:t>x</w:t></w:r></w:p>'
    ((_, look),) = read(paragraph)
    return look


@pytest.mark.parametrize(
    ("properties", "style", "bold"),
    [
        ("", "Normal", False),
        ("", "Bold", True),
        ("", "Bolder", True),
        ('<w:rStyle w:val="Strong"/>', "Normal", True),
        ('<w:rStyle w:val="Strong"/>', "Bold", False),
        ('<w:rStyle w:val="Strong"/><w:b/>', "Bold", True),
        ('<w:b w:val="0"/>', "Bold", False),
    ],
)
def test_bold_of_two_styles_is_light_and_direct_formatting_decides(properties: str, style: str, bold: bool):
    assert run(properties, style).bold is bold


def test_colour_and_paper_come_from_the_nearest_that_says_so():
    assert run("").color == Color(17, 17, 17)
    assert run('<w:rStyle w:val="Mark"/>').color == Color(255, 0, 0)
    assert run('<w:rStyle w:val="Mark"/><w:color w:val="0000FF"/>').color == Color(0, 0, 255)
    assert run('<w:color w:val="auto"/>').color == Color(0, 0, 0)
    assert run("", "Bolder").background == Color(238, 238, 238)
    assert run('<w:rStyle w:val="Mark"/>', "Bolder").background == Color(255, 255, 0)


def test_codes_of_fields_are_not_text_and_readings_follow_their_base():
    field = "<w:r><w:instrText>PAGEREF x</w:instrText></w:r><w:r><w:t>7</w:t></w:r>"
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>b</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>a</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    assert "".join(char for char, _ in read(f"<w:p>{field}{ruby}</w:p>")) == "7ab"


def test_a_file_with_a_document_type_is_refused():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("word/styles.xml", f"<!DOCTYPE x><w:styles {W}/>")
    with pytest.raises(ValueError, match="document type"):
        list(docx.read(data.getvalue()))


def test_what_a_templates_own_style_colours_is_foreign() -> None:
    def package(styles: str, body: str = "") -> bytes:
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as file:
            file.writestr("word/styles.xml", f"<w:styles {W}>{styles}</w:styles>")
            file.writestr(
                "word/document.xml", f"<w:document {W}><w:body><w:p>{body}</w:p></w:body></w:document>"
            )
        return data.getvalue()

    own = '<w:style w:type="character" w:styleId="a7"><w:name w:val="Mark Red"/><w:rPr><w:color w:val="800038"/></w:rPr></w:style>'
    body = "".join(
        f'<w:r><w:rPr><w:rStyle w:val="{style}"/>{said}</w:rPr><w:t>x</w:t></w:r>'
        for style, said in (("a7", ""), ("a7", '<w:color w:val="00FF00"/>'), ("b", ""))
    )
    glyphs = docx.read(package(own, body), package(own))
    assert [glyph.look.foreign for glyph in glyphs] == [True, False, False]
