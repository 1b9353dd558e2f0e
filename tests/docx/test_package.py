"""The file as a whole: valid, the same every time, nothing lost."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wordfile import RoundTheme, document, write

import specimens
import visible
from convert import themes
from convert.model import (
    Callout,
    Cell,
    Code,
    CodeBlock,
    Document,
    Footnote,
    FootnoteRef,
    Heading,
    Link,
    List,
    ListItem,
    Meta,
    Paragraph,
    Quote,
    Row,
    Ruby,
    Style,
    Table,
    Text,
)  # fmt: skip
from convert.record import replace

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("theme", themes.names())
@pytest.mark.parametrize("name", ["ARTICLE", "EVERYTHING"])
def test_every_theme_makes_valid_files(name: str, theme: str, docx_problems):
    source: Document = getattr(specimens, name)
    assert docx_problems(write(source, themes.load(theme)).data) == []


@pytest.mark.parametrize("language", ["en", "zh-TW", "ja", "ko", "fr-FR", "", "不是语言"])
def test_every_language_makes_valid_files(language: str, docx_problems):
    source = replace(specimens.EVERYTHING, meta=replace(specimens.EVERYTHING.meta, language=language))
    assert docx_problems(write(source, RoundTheme()).data) == []


def test_an_empty_document_is_valid(docx_problems):
    assert docx_problems(write(Document(), RoundTheme()).data) == []


def test_nothing_of_the_article_is_lost_and_every_mark_has_its_colour():
    written = write(specimens.ARTICLE)
    source = "".join(t.text for b in specimens.ARTICLE.body for t in b.children if isinstance(t, Text))  # type: ignore[union-attr]
    assert (
        visible.squeeze(source)
        == visible.squeeze("".join(p.text for p in written.word.paragraphs))[: len(visible.squeeze(source))]
    )
    marked: dict[str, int] = {}
    for p in written.word.paragraphs:
        for run in p.runs:
            if run.style.name.startswith("Mark"):
                color = str(run.style.font.color.rgb)
                marked[color] = marked.get(color, 0) + len(run.text)
    wanted: dict[str, int] = {}
    for block in specimens.ARTICLE.body:
        for text in block.children:  # type: ignore[union-attr]
            if text.style.color:
                wanted[text.style.color.hex] = wanted.get(text.style.color.hex, 0) + len(text.text)
    assert marked == wanted


def test_the_same_document_gives_the_same_bytes_in_another_process():
    code = (
        "import sys, hashlib; sys.path.insert(0, 'tests'); sys.path.insert(0, 'src'); import specimens\n"
        "from convert import themes; from convert.notices import Report; from convert.writers import Options, docx\n"
        "data = docx.write(specimens.EVERYTHING, Options(themes.load('handout')), Report())\n"
        "print(hashlib.sha256(data).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "TZ": zone}, cwd=ROOT, check=True, capture_output=True
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }  # fmt: skip
    assert len(found) == 1


def test_no_part_carries_the_time_of_writing():
    with zipfile.ZipFile(io.BytesIO(write(specimens.ARTICLE).data)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_properties_say_what_is_known():
    meta = Meta(title="题", author="某人", language="zh-CN", subject="事", keywords=("一", "二"))
    found = write(
        replace(document("字"), meta=meta), RoundTheme(), "2026-01-02T03:04:05Z"
    ).word.core_properties
    assert (found.title, found.author, found.language, found.subject) == ("题", "某人", "zh-CN", "事")
    assert found.keywords == "一, 二"
    assert found.created is not None
    assert found.created.year == 2026


def test_without_a_date_the_properties_have_none():
    assert write(document("字"), RoundTheme()).word.core_properties.created is None


def test_chinese_and_latin_are_said_to_be_what_they_are():
    styles = write(document("字")).part("word/styles.xml")
    assert '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>' in styles


def test_opening_the_file_asks_nothing():
    found = write(specimens.EVERYTHING).part("word/settings.xml")
    assert "updateFields" not in found
    assert 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in found
    assert 'characterSpacingControl w:val="compressPunctuation"' in found


def test_every_face_in_use_is_in_the_font_table_with_its_other_name():
    found = write(specimens.EVERYTHING).part("word/fontTable.xml")
    assert re.search('w:name="宋体"><w:altName w:val="SimSun"/>', found)
    assert 'w:name="楷体"' in found


def test_the_writer_needs_no_library_beyond_pythons_own():
    code = (
        "import sys; sys.path.insert(0, 'src'); import convert.writers.docx\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'docx', 'lxml', 'weasyprint', 'markdown_it'}))"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"


TEXTS = st.text(min_size=1, max_size=30)
STYLES = st.builds(
    Style,
    bold=st.sampled_from((None, True, False)),
    italic=st.sampled_from((None, True)),
    mark=st.none() | TEXTS,
)
WORDS = st.builds(Text, TEXTS, STYLES)
# No place in the document, which would have to be there.
ADDRESSES = TEXTS.filter(lambda href: not href.startswith("#"))
INLINES = st.lists(
    WORDS | st.builds(Code, TEXTS) | st.builds(lambda base, above: Ruby((base,), (above,)), WORDS, WORDS)
    | st.builds(lambda href, text: Link(href, (text,), href), ADDRESSES, WORDS), max_size=4
).map(tuple)  # fmt: skip
PARAGRAPHS = st.builds(Paragraph, INLINES)


def _containers(blocks: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    many = st.lists(blocks, max_size=3).map(tuple)
    return (
        st.builds(Quote, many)
        | st.builds(Callout, st.just("note"), st.tuples(WORDS), many)
        | st.builds(
            List,
            st.lists(st.builds(ListItem, many), max_size=3).map(tuple),
            st.booleans(),
            tight=st.booleans(),
        )
        | st.builds(lambda a, b: Table(2, (), (Row((Cell(a), Cell(b))),)), many, many)
    )


BLOCKS = st.recursive(
    PARAGRAPHS | st.builds(CodeBlock, TEXTS) | st.builds(Heading, st.integers(1, 6), INLINES, TEXTS), _containers, max_leaves=6
)  # fmt: skip


def texts(node: object) -> str:
    """Every text of a part of a document, in its order."""
    match node:
        case Text() | CodeBlock() | Code():
            return node.text
        case Ruby():
            return texts(node.annotation) + texts(node.base)
        case tuple():
            return "".join(map(texts, node))
        case Paragraph() | Heading() | Link():
            return texts(node.children)
        case Callout():
            return texts(node.title) + texts(node.blocks)
        case List():
            return texts(node.items)
        case Table():
            return texts(node.rows)
        case Row():
            return texts(node.cells)
        case _:
            return texts(node.blocks)  # type: ignore[attr-defined]


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCKS, max_size=4).map(tuple), PARAGRAPHS)
def test_any_text_in_any_place_survives_and_the_file_is_valid(docx_problems, blocks, note):
    body = (*blocks, Paragraph((FootnoteRef("n"),)))
    source = Document(body=body, footnotes=(Footnote("n", (note,)),))
    written = write(source, RoundTheme())
    assert visible.of_docx(written.data) == visible.squeeze(texts(blocks) + texts(note))
    assert docx_problems(written.data, microsoft=False) == []
