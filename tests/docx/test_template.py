"""A user's own Word file: what is his stays, what is ours goes in, and what is broken or hostile is refused in one line."""

import io
import re
import zipfile

import pytest
import templates
from wordfile import document, paragraph, write

import docx
import judges
from convert import themes
from convert.errors import SettingsError
from convert.model import (
    Cell,
    Contents,
    ContentsEntry,
    Document,
    Footnote,
    FootnoteRef,
    Heading,
    List,
    ListItem,
    Media,
    Quote,
    Row,
    Style,
    Table,
    Text,
)  # fmt: skip
from convert.model import Image as Picture
from convert.model import Paragraph as Line
from convert.notices import Report
from convert.writers import Options
from convert.writers import docx as writer

RED = Text("红句", Style(mark="red"))


def item(*blocks: object) -> ListItem:
    return ListItem(tuple(paragraph(block) if isinstance(block, str) else block for block in blocks))  # type: ignore[misc]


def everything() -> Document:
    wide = Row(tuple(Cell((paragraph("longwordlongword"),)) for _ in range(16)))
    return document(
        Heading(1, (Text("题目"),)),
        paragraph("正文", RED, FootnoteRef("n")),
        Heading(2, (Text("二"),)),
        Quote((paragraph("引用的话"),)),
        List(
            ordered=False,
            items=(item("甲", List(ordered=False, items=(item("乙"),))), item("丙")),
            tight=True,
        ),
        List(ordered=True, items=(item("一"), item("二"))),
        List(ordered=True, items=(item("三"),), start=3),
        Line((Picture("dot", "点"),)),
        Table(columns=16, head=(wide,), rows=(wide,)),
        "末段",
        footnotes=(Footnote("n", (paragraph("注"),)),),
        media=(Media("dot", "image/png", templates.PIXEL, 1, 1),),
    )


class Made:
    """A document in a template."""

    def __init__(self, template: bytes, source: Document | None = None) -> None:
        options = Options(themes.load("handout"), template=("own.docx", template))
        self.data = writer.write(source or everything(), options, Report())
        self.package = zipfile.ZipFile(io.BytesIO(self.data))
        self.word = docx.Document(io.BytesIO(self.data))

    def part(self, name: str) -> str:
        return self.package.read(f"word/{name}.xml").decode()

    def style_of(self, text: str) -> str:
        found = next(one for one in self.word.paragraphs if one.text.startswith(text))
        return re.findall(r'<w:pStyle w:val="([^"]*)"', found._p.xml)[0]


@pytest.fixture(scope="module")
def chinese() -> Made:
    return Made(templates.chinese())


def of_python_docx() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def test_text_takes_the_styles_word_knows_by_english_names_whatever_their_ids(chinese: Made) -> None:
    found = {text: chinese.style_of(text) for text in ("题目", "正文", "二", "引用的话", "甲", "一")}
    assert found == {"题目": "1", "正文": "a", "二": "2", "引用的话": "a9", "甲": "a4", "一": "a4"}


def test_an_id_of_ours_that_the_template_has_for_something_else_is_not_used(chinese: Made) -> None:
    assert chinese.word.styles["表注"].style_id == "Quote"
    assert chinese.style_of("引用的话") != "Quote"


def test_a_mark_the_template_has_keeps_its_look_and_one_it_lacks_is_added(chinese: Made) -> None:
    blue = document(paragraph(RED, Text("蓝句", Style(mark="blue", color=None))))
    made = Made(templates.chinese(), blue)
    assert re.findall(r'w:rStyle w:val="([^"]*)"', made.part("document")) == ["MR", "MarkBlue"]
    assert str(made.word.styles["Mark Red"].font.color.rgb) == "990000"


def test_a_style_that_is_added_does_not_take_the_indent_of_the_templates_text(chinese: Made) -> None:
    added = chinese.word.styles["heading 3"]
    assert added.base_style.name == "Normal"
    assert 'w:firstLineChars="0"' in added.element.xml


def test_the_page_the_headers_and_their_pictures_are_the_templates(chinese: Made) -> None:
    first = chinese.word.sections[0]
    assert round(first.page_width.twips) == 10433
    assert first.header.paragraphs[0].text == "第一中学"
    assert first.first_page_header.paragraphs[0].text == "首页"
    assert first.even_page_header.paragraphs[0].text == "双页"
    assert "word/media/image9.png" in chinese.package.namelist()
    assert '<w:background w:color="FFFBE6"' in chinese.part("document")
    assert "customXml/item1.xml" in chinese.package.namelist()


def test_a_wide_table_turns_a_page_of_the_templates_own_and_pages_count_on(chinese: Made) -> None:
    sizes = [(one.page_width.twips, one.page_height.twips) for one in chinese.word.sections]
    assert sizes == [(10433, 14742), (14742, 10433), (10433, 14742)]
    starts = [one._sectPr.xml.count('w:start="5"') for one in chinese.word.sections]
    assert starts == [1, 0, 0]
    assert [one.different_first_page_header_footer for one in chinese.word.sections] == [True, False, False]


def test_the_templates_own_text_its_notes_and_its_pictures_are_left_out(chinese: Made) -> None:
    assert "旧的正文" not in chinese.part("document")
    assert "旧注" not in chinese.part("footnotes")
    assert "word/media/image3.png" not in chinese.package.namelist()


def test_nothing_leads_to_its_authors_files(chinese: Made) -> None:
    everywhere = b"".join(chinese.package.read(name) for name in chinese.package.namelist())
    assert b"school.dotx" not in everywhere
    assert b"attachedTemplate" not in everywhere


def test_settings_and_names_of_newer_words_stay_as_they_are(chinese: Made) -> None:
    settings = chinese.part("settings")
    assert 'mc:Ignorable="w15"' in settings
    assert "<w15:docId" in settings
    assert "<w:useFELayout/>" in settings


def test_lists_count_beside_the_templates_and_headings_keep_their_numbers(chinese: Made) -> None:
    ids = re.findall(r'<w:num w:numId="(\d+)"', chinese.part("numbering"))
    assert len(ids) == len(set(ids)) == 5
    assert "chineseCountingThousand" in chinese.part("numbering")
    assert '<w:numId w:val="2"/>' in chinese.word.styles["heading 2"].element.xml


def test_the_cover_stays_and_text_goes_where_the_placeholder_stands() -> None:
    around = (
        "<w:p><w:r><w:t>封面</w:t></w:r></w:p><w:p><w:r><w:t>{{con</w:t></w:r><w:r><w:t>tent}}</w:t></w:r></w:p>"
        '<w:p><w:r><w:t>封底</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    made = Made(
        templates.chinese(body=around),
        document("文", paragraph("尾", FootnoteRef("n")), footnotes=(Footnote("n", (paragraph("注"),)),)),
    )
    assert [one.text for one in made.word.paragraphs] == ["封面", "文", "尾", "封底"]
    # The order of the text, by which some programs count.
    assert re.findall("<w:t>(.*?注)</w:t>", made.part("footnotes")) == ["注", "封底的注"]
    ids = re.findall(r'footnoteReference w:id="(\d+)"', made.part("document"))
    assert len(set(ids)) == 2
    assert set(ids) <= set(re.findall(r'<w:footnote w:id="(\d+)"', made.part("footnotes")))


@pytest.mark.parametrize(
    "place",
    [
        '<w:p><w:bookmarkStart w:id="4" w:name="Content"/><w:r><w:t>这里</w:t></w:r><w:bookmarkEnd w:id="4"/></w:p>',
        '<w:sdt><w:sdtPr><w:tag w:val="content"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>这里</w:t></w:r></w:p></w:sdtContent></w:sdt>',
    ],
)
def test_a_bookmark_or_a_content_control_is_a_place_for_text_too(place: str) -> None:
    around = f"<w:p><w:r><w:t>封面</w:t></w:r></w:p>{place}<w:p><w:r><w:t>封底</w:t></w:r></w:p>"
    made = Made(templates.chinese(body=around), document("文"))
    assert [one.text for one in made.word.paragraphs] == ["封面", "文", "封底"]


def test_the_section_of_the_cover_is_not_that_of_the_text() -> None:
    cover = (
        '<w:p><w:pPr><w:sectPr><w:pgSz w:w="9000" w:h="9000"/></w:sectPr></w:pPr><w:r><w:t>封面</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>{{content}}</w:t></w:r></w:p>"
    )
    made = Made(templates.chinese(body=cover))
    sizes = [one.page_width.twips for one in made.word.sections]
    assert sizes == [9000, 10433, 14742, 10433]


def test_tables_are_as_wide_as_a_column_of_the_template() -> None:
    two = templates.SECTION.replace('<w:cols w:space="425"/>', '<w:cols w:num="2" w:space="425"/>')
    parts = templates.chinese_parts()
    parts["word/document2.xml"] = str(parts["word/document2.xml"]).replace(templates.SECTION, two)
    cell = Cell((paragraph("文字" * 60),))
    made = Made(templates.packed(parts), document(Table(columns=1, head=(), rows=(Row((cell,)),))))
    width = int(made.word.tables[0]._tbl.tblGrid.gridCol_lst[0].w.twips)
    assert width <= (10433 - 2 * 1134 - 425) / 2 + 1


def test_a_template_that_counts_lists_by_styles_counts_ours_by_them() -> None:
    made = Made(of_python_docx())
    assert (made.style_of("甲"), made.style_of("一")) == ("ListBullet", "ListNumber")
    numbers = [one._p.pPr.numPr.numId.val for one in made.word.paragraphs if one.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]


def test_a_list_that_counts_by_letters_has_levels_of_ours_beside_the_templates() -> None:
    letters = List(ordered=True, items=(item("字母"),), marker="lower-alpha", tight=True)
    made = Made(of_python_docx(), document(List(ordered=True, items=(item("数", letters),), tight=True)))
    inner = made.word.paragraphs[1]._p.pPr.numPr
    numbering = made.word.part.numbering_part.element
    abstract = numbering.xpath(f"w:num[@w:numId={inner.numId.val}]/w:abstractNumId/@w:val")[0]
    level = f"w:abstractNum[@w:abstractNumId={abstract}]/w:lvl[@w:ilvl={inner.ilvl.val}]"
    assert numbering.xpath(f"{level}/w:numFmt/@w:val") == ["lowerLetter"]


def test_what_stands_in_no_list_is_not_counted_by_a_style_that_counts() -> None:
    task = List(ordered=False, items=(ListItem((paragraph("做完"),), checked=True),), tight=True)
    made = Made(of_python_docx(), document(task))
    assert made.word.paragraphs[0]._p.pPr.numPr.numId.val == 0


def test_a_file_of_ours_is_a_template_of_ours() -> None:
    own = write(everything()).data
    made = Made(own)
    names = [style.name for style in made.word.styles]
    assert len(names) == len(set(names))
    assert sorted(names) == sorted(style.name for style in docx.Document(io.BytesIO(own)).styles)


@pytest.mark.parametrize("template", [templates.chinese, of_python_docx, lambda: write(everything()).data])
def test_what_comes_out_is_valid(template: object) -> None:
    assert judges.of_docx()(Made(template()).data) == []  # type: ignore[operator]


def test_the_same_template_and_text_give_the_same_bytes() -> None:
    assert Made(templates.chinese()).data == Made(templates.chinese()).data


def changed(name: str, data: str | bytes | None) -> bytes:
    parts = templates.chinese_parts()
    if data is None:
        del parts[name]
    else:
        parts[name] = data
    return templates.packed(parts)


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:styles xmlns:w="x">&b;</w:styles>'
OUTSIDE = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{}/image" Target="http://x.example/a.png" TargetMode="External"/></Relationships>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not a sound Word file"),
        (b"no zip", "not a sound Word file"),
        (templates.chinese()[:700], "not a sound Word file"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old Word file"),
        (templates.packed(templates.chinese_parts(), "application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
        (changed("word/styles2.xml", BOMB), "document type"),
        (changed("word/styles2.xml", "<w:styles"), "word/styles2.xml is broken"),
        (changed("word/styles2.xml", "<x>" * 4000 + "</x>" * 4000), "word/styles2.xml is broken"),
        (changed("word/document2.xml", None), "its document is missing"),
        (changed("word/header1.xml", None), "refers to a part that is missing"),
        (changed("word/media/image9.png", None), "refers to a part that is missing"),
        (changed("word/_rels/header1.xml.rels", OUTSIDE.format(templates.R)), "from outside"),
        (changed("word/styles2.xml", b" " * (65 << 20)), "too large"),
    ],
)  # fmt: skip
def test_a_template_that_is_broken_or_hostile_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(SettingsError) as raised:
        writer.open_template("own.docx", data)
    message = str(raised.value)
    assert message.startswith("own.docx")
    assert said in message
    assert "\n" not in message


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
IN_PARTS = '<w:r><w:instrText> IF 1 = 1 </w:instrText></w:r>{0}<w:r><w:instrText> include</w:instrText></w:r><w:r><w:instrText>Picture "http://x.example/a"</w:instrText></w:r>{1}{1}'


@pytest.mark.parametrize(
    "field",
    [
        "<w:fldSimple w:instr=\" DDEAUTO cmd '/c calc' \"/>",
        '<w:fldSimple w:instr="INCLUDETEXT &quot;http://x.example/a&quot;"/>',
        FIELD.format("begin") + IN_PARTS.format(FIELD.format("begin"), FIELD.format("end")),
    ],
)
@pytest.mark.parametrize("part", ["word/header1.xml", "word/footnotes.xml", "word/styles2.xml"])
def test_a_template_with_fields_that_fetch_is_refused_in_one_line(part: str, field: str) -> None:
    before = str(templates.chinese_parts()[part])
    end = before.rindex("</w:")
    data = changed(part, f"{before[:end]}<w:p>{field}</w:p>{before[end:]}")
    with pytest.raises(SettingsError) as raised:
        writer.open_template("own.docx", data)
    assert f"own.docx: {part} has a field " in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_template_with_fields_that_number_pages_is_taken() -> None:
    before = str(templates.chinese_parts()["word/header1.xml"])
    end = before.rindex("</w:")
    field = '<w:p><w:fldSimple w:instr=" PAGE \\* MERGEFORMAT "/><w:r><w:t>LINK</w:t></w:r></w:p>'
    writer.open_template("own.docx", changed("word/header1.xml", f"{before[:end]}{field}{before[end:]}"))


def test_a_template_without_styles_or_lists_gets_ours() -> None:
    parts = templates.chinese_parts()
    for name in (
        "word/styles2.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/_rels/settings.xml.rels",
        "word/footnotes.xml",
    ):
        del parts[name]
    made = Made(templates.packed(parts))
    assert made.style_of("题目") == "Heading1"
    assert made.word.sections[0].header.paragraphs[0].text == "第一中学"
    assert "注" in made.part("footnotes")


def test_without_colours_those_that_the_templates_styles_keep_are_told() -> None:
    def told(mono: bool, template: bytes) -> list[str]:
        report = Report()
        options = Options(themes.load("handout", mono=mono), template=("own.docx", template))
        writer.write(everything(), options, report)
        return [notice.message for notice in report if notice.code.value == "print"]

    (message,) = told(True, templates.chinese())
    assert message.startswith("the template's own styles keep their colours: ")
    assert "Mark Red" in message
    assert "heading 2" not in message  # black
    assert not told(False, templates.chinese())

    grey = re.sub(r'w:(color w:val|fill)="[0-9A-F]{6}"', r'w:\1="808080"', templates.CHINESE_STYLES)
    parts = templates.chinese_parts() | {"word/styles2.xml": templates._part("styles", grey)}
    assert not told(True, templates.packed(parts))


def test_the_title_of_a_table_of_contents_has_no_number_of_the_templates_headings() -> None:
    table = Contents(3, (ContentsEntry(1, (Text("二"),), "second"),))
    source = document(Heading(1, (Text("题目"),)), table, Heading(2, (Text("二"),), "second"), "文")
    made = Made(templates.chinese(), source)
    styles = made.part("styles")
    (title,) = re.findall(r'<w:style (?:(?!</w:style>).)*?w:val="TOC Heading".*?</w:style>', styles)
    assert re.search(r'<w:basedOn w:val="2"/>.*<w:numId w:val="0"/>', title)
    assert judges.of_docx()(made.data) == []
