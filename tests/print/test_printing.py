"""What `--print safe` and `--print mono` make of colours: readable, apart, of the author's hue; or none at all."""

import io
import itertools
import re
import zipfile

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import EIGHT, FOUR, REFERENCE, convert

from convert.css.appearance import contrast, lightness
from convert.css.color import WHITE
from convert.css.color_spaces import convert as coordinates
from convert.css.grey import grey, shade, without_color
from convert.css.legible import apart, is_dark, readable
from convert.model import BLACK, Cell, Code, Color, Document, Math, Table, Text
from convert.notices import Code as Told
from convert.traverse import everything, walk, walk_runs

colors = st.builds(Color, *[st.integers(0, 255)] * 3)
RED, GREEN, ORANGE = Color(255, 0, 0), Color(0, 128, 0), Color(255, 165, 0)


def runs(document: Document) -> list[Text | Code | Math]:
    return list(walk_runs(everything(document)))


def run(document: Document, words: str) -> Text:
    return next(one for one in runs(document) if isinstance(one, Text) and words in one.text)


# Inks


@given(colors, colors)
def test_an_ink_can_be_read_on_any_paper(ink: Color, paper: Color) -> None:
    assert contrast(readable(ink, (paper,)), paper) >= 4.5


@given(colors)
def test_an_ink_that_can_be_read_is_left(ink: Color) -> None:
    if contrast(ink, WHITE) >= 4.5:
        assert readable(ink, (WHITE,)) == ink


def hue(color: Color) -> float:
    return coordinates((color.red / 255, color.green / 255, color.blue / 255), "srgb", "oklch")[2]


@pytest.mark.parametrize("ink", [ORANGE, Color(255, 192, 203), Color(0, 255, 255), Color(173, 255, 47)])
def test_a_darkened_ink_keeps_its_hue(ink: Color) -> None:
    assert abs(hue(readable(ink, (WHITE,))) - hue(ink)) < 3


def test_red_green_and_orange_stay_apart_also_for_eyes_that_see_no_red_or_no_green() -> None:
    inks = apart([(ink, (WHITE,)) for ink in (RED, GREEN, ORANGE)])

    for one, other in itertools.combinations(inks, 2):
        for red_cones in (0.11, 0.29):
            light, dark = (lightness(seen_blind(ink, red_cones)) for ink in (one, other))
            assert abs(light - dark) > 6


def seen_blind(color: Color, red: float) -> Color:
    """A colour as an eye sees it whose red and green cones are one, which takes so much of red (Viénot and others, 1999)."""
    linear = coordinates((color.red / 255, color.green / 255, color.blue / 255), "srgb", "srgb-linear")
    both = red * linear[0] + (1 - red) * linear[1]
    channels = coordinates((both, both, linear[2]), "srgb-linear", "srgb")
    return Color(*(round(255 * min(1.0, max(0.0, channel))) for channel in channels))


def test_inks_are_measured_on_the_paper_they_stand_on() -> None:
    source = (
        "| a |\n|---|\n| b |\n\n"
        '<table><tr><td style="background: #ffd27f"><font color="green">on a dark cell</font></td></tr></table>\n\n'
        '<p style="background: #cccccc"><font color="blue">on grey</font></p>\n\n'
        '<span style="color: #777777; background: #eeeeee">in a ground</span>\n\n'
        '<table><tr><td style="background: #003366"><font color="white">white on dark</font></td></tr></table>\n\n'
        '> [!NOTE]\n> <font color="teal">in a callout</font>'
    )

    made = convert(source, "html", print="safe")

    for words, paper in (
        ("on a dark cell", "ffd27f"),
        ("on grey", "cccccc"),
        ("in a ground", "eeeeee"),
        ("white on dark", "003366"),
        ("in a callout", "f4f5f6"),
    ):
        color = run(made.document, words).style.color
        assert color is not None
        assert contrast(color, Color(*bytes.fromhex(paper))) >= 4.5, words
    assert run(made.document, "white on dark").style.color == WHITE


def test_every_ink_of_the_eight_can_be_read_on_white() -> None:
    legend = convert(EIGHT, "html", print="safe").document.legend

    assert len(legend) == 8
    assert all(contrast(mark.color or BLACK, WHITE) >= 4.5 for mark in legend)
    assert len({mark.color for mark in legend}) == 8


def test_words_on_a_dark_ground_without_an_ink_of_their_own_are_white() -> None:
    made = convert('<span style="background: navy">words</span>', "html", print="safe")

    assert run(made.document, "words").style.color == WHITE


# Lines


def test_a_line_of_the_authors_gives_way_to_that_of_the_mark_and_is_told_once() -> None:
    source = 'One.\n\n<font color="red">so <u>much</u> and <u>more</u></font> and <u>this</u>'

    made = convert(source, "docx", print="safe")

    assert run(made.document, "much").style.underline is None
    assert run(made.document, "this").style.underline == "single"
    assert [(notice.code, notice.line) for notice in made.notices] == [(Told.PRINT, 3)]


def test_a_ninth_mark_has_the_first_line_in_bold_type_and_is_told() -> None:
    names = "red green orange blue purple teal brown magenta olive".split()
    source = "\n\n".join(f'<font color="{name}">{name} words</font>' for name in names)

    made = convert(source, "html", print="safe")

    first, *_, ninth = made.document.legend
    assert (first.line, first.bold, ninth.line, ninth.bold) == ("single", None, "single", True)
    assert [notice.code for notice in made.notices] == [Told.PRINT]


def test_a_link_has_no_line_beside_that_of_its_mark() -> None:
    source = '[<font color="red">a</font>](https://a.example) and [b](https://b.example)'

    page = convert(source, "html", print="safe", theme="plain").data.decode()
    word = zipfile.ZipFile(io.BytesIO(convert(source, "docx", print="safe", theme="plain").data))

    assert '<a class="marked" href="https://a.example">' in page
    assert '<a href="https://b.example">' in page
    assert "<w:u " not in word.read("word/document.xml").decode()


def test_neighbours_in_a_mark_stand_in_one_frame() -> None:
    source = '<span style="background: yellow">one **two** `three`</span>'

    page = convert(source, "html", print="safe").data.decode()

    assert page.count('class="mark mark-yellow-background"') == 2  # in the legend, and in the text


def test_looks_that_become_the_same_are_told_apart_by_their_names() -> None:
    source = (
        "<style>.a { color: red } .b.a { color: blue }</style>\n\n"
        '<span class="a">first</span> <span class="b a">second</span>'
    )

    marks = convert(source, "html", print="mono").document.legend

    assert [mark.color for mark in marks] == [BLACK, BLACK]
    assert len({(mark.name, mark.line) for mark in marks}) == len(marks) == 2


# No colours


def test_colour_is_left_as_it_is() -> None:
    for name in ("docx", "html"):
        assert convert(EIGHT, name, print="color").data == convert(EIGHT, name).data


COLORFUL = (
    FOUR
    + "\n\n==highlight== and [a link](https://a.example) and `code`\n\n"
    + '> [!WARNING]\n> A callout with <span style="color: red">red</span> words\n\n'
    + "```python\nfor x in range(10):  # a comment\n    print('x')\n```\n\n"
    + '<table><tr><td style="background: salmon; border: 2pt solid blue">a cell</td></tr></table>\n\n'
    + '<p style="border: 1pt solid green; background: #ffeeee">a frame</p>\n\n'
    + r"$\color{red} x + \textcolor{blue}{y}$"
)


@pytest.mark.parametrize("theme", ["handout", "screen"])
def test_a_page_in_mono_has_no_pixel_with_a_colour(theme: str) -> None:
    for source in (COLORFUL, REFERENCE.read_text("utf-8")[:3000]):
        document = pypdfium2.PdfDocument(convert(source, "pdf", print="mono", theme=theme).data)
        for page in document:
            channels = page.render(scale=1.5).to_pil().convert("RGB").split()
            first = channels[0].tobytes()
            assert all(channel.tobytes() == first for channel in channels[1:])


def test_a_word_file_in_mono_names_greys_only() -> None:
    package = zipfile.ZipFile(io.BytesIO(convert(COLORFUL, "docx", print="mono", theme="screen").data))

    for part in ("word/styles.xml", "word/document.xml"):
        named = re.findall(r'w:(?:color|fill|val)="([0-9A-F]{6})"', package.read(part).decode())
        assert named
        assert all(value[:2] == value[2:4] == value[4:] for value in named)


def test_a_page_of_html_in_mono_names_greys_only() -> None:
    page = convert(COLORFUL, "html", print="mono", theme="screen").data.decode()

    found = re.findall(r"#([0-9a-fA-F]{6})\b", page)
    assert found
    assert all(value[:2] == value[2:4] == value[4:] for value in map(str.lower, found))


def test_a_cell_keeps_its_lightness_and_its_words_are_read() -> None:
    source = '<table><tr><td style="background: navy"><font color="yellow">words</font></td></tr></table>'

    document = convert(source, "html", print="mono").document

    (table,) = (block for block in walk(document.body) if isinstance(block, Table))
    cell: Cell = table.rows[0].cells[0]
    assert cell.background is not None
    assert abs(lightness(cell.background) - lightness(Color(0, 0, 128))) < 0.5
    assert run(document, "words").style.color == WHITE


# Greys


@given(colors)
def test_a_grey_is_as_light_as_its_colour(color: Color) -> None:
    drained = grey(color)

    assert drained.red == drained.green == drained.blue
    assert abs(lightness(drained) - lightness(color)) < 0.8


def test_a_shade_has_the_lightness_it_is_asked_for() -> None:
    assert all(abs(lightness(shade(value)) - value) < 0.25 for value in range(10, 101))
    assert not is_dark(shade(50.0))
    assert is_dark(shade(45.0))


@pytest.mark.parametrize(
    ("sheet", "drained"),
    [
        ("a { color: red }", "a { color: #7f7f7f }"),
        ("a { border: 1pt solid RED; x: y }", "a { border: 1pt solid #7f7f7f; x: y }"),
        ("a { background: rgb(255 0 0 / 50%) }", "a { background: #7f7f7f80 }"),
        (
            "a { background: linear-gradient(red, #f00) }",
            "a { background: linear-gradient(#7f7f7f, #7f7f7f) }",
        ),
        ("a { --ink: red; color: var(--ink, red) }", "a { --ink: #7f7f7f; color: var(--ink, #7f7f7f) }"),
        ("a { text-decoration: red wavy underline }", "a { text-decoration: #7f7f7f wavy underline }"),
        ("a { color /* ink */ : /* fill */ red }", "a { color /* ink */ : /* fill */ #7f7f7f }"),
    ],
)
def test_colours_of_a_sheet_become_greys(sheet: str, drained: str) -> None:
    assert without_color(sheet) == drained


@pytest.mark.parametrize(
    "sheet",
    [
        "a { color: #333; background: white }",
        ".red:hover, #facade { margin: 0 }",
        '@page { @top-left { content: "color: red" } }',
        'a { font-family: "Red Hat"; background: url(red.png) }',
        "/* color: red; */\n\na { color: currentcolor }",
        "a { color: transparent }",
    ],
)
def test_what_is_no_colour_in_a_sheet_is_left(sheet: str) -> None:
    assert without_color(sheet) == sheet
