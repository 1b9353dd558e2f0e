"""What one article leaves behind for the next, and the faces and objects of a file, read by other libraries than those that wrote them."""

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fontTools.cffLib import CFFFontSet

from convert import themes
from convert.notices import Report
from convert.reader import read
from convert.writers import Options, pdf

ARTICLE = """\
# 开源的**启示**

把<span style="color: red">数字红利</span>派发到每一位网民手中，`pip install` 与 *italic* 也在其中。𠮷野家，①②③。

1. 第一
2. 第二
"""
OTHER = "# Another one\n\n:::note\nA <mark>box</mark> in “quotes”, 也有中文。\n:::\n\n- one\n- two\n"
_ALONE = """
import sys
sys.path[:0] = sys.argv[1:3]
from test_embedding import OTHER, write
sys.stdout.buffer.write(write(OTHER, "essay"))
"""


def write(source: str, theme: str = "handout") -> bytes:
    document = read(source)
    return pdf.write(document, Options(themes.load(theme, language=document.meta.language)), Report())


@pytest.fixture(scope="module")
def article() -> bytes:
    return write(ARTICLE)


def _faces(data: bytes) -> list[Any]:
    """The CID-keyed fonts of a file, with the CFF of each."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as file:
        for item in file.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/CIDFontType0":
                program = item.FontDescriptor.FontFile3
                assert program.Subtype == "/CIDFontType0C"
                cff = CFFFontSet()
                cff.decompile(io.BytesIO(program.read_bytes()), None)
                numbers = [int(entry) for entry in item.W if not isinstance(entry, pikepdf.Array)]
                found.append((numbers, cff[0]))
    return found


def test_a_chinese_face_brings_the_glyphs_in_use_and_no_others(article: bytes) -> None:
    faces = _faces(article)
    assert faces
    for numbers, face in faces:
        cids = {int(name.removeprefix("cid")) for name in face.charset if name != ".notdef"}
        assert set(numbers) <= cids | {0}
        assert len(cids) <= len(set(ARTICLE)) + 20
    assert len(article) < 60_000


def test_every_character_is_copied_as_it_was_written(article: bytes) -> None:
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(article))
    for words in ("数字红利", "派发到每一位网民手中", "pip install", "𠮷野家", "①②③"):
        assert words in text.replace("\r\n", "")


def test_another_reader_finds_no_fault_in_the_file(article: bytes) -> None:
    with pikepdf.open(io.BytesIO(article)) as file:
        assert not file.check_pdf_syntax()
        assert len(file.trailer.ID) == 2


def test_articles_set_one_after_the_other_are_what_each_is_alone(article: bytes) -> None:
    other = write(OTHER, "essay")
    assert write(ARTICLE) == article
    here = Path(__file__).resolve()
    folders = str(here.parent), str(here.parents[2] / "src")
    alone = subprocess.run([sys.executable, "-c", _ALONE, *folders], check=True, capture_output=True)
    assert other == alone.stdout
