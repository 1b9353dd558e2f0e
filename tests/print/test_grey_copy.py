"""Printed without colours, marks are told apart: measured on the page's pixels, and read from Word's styles and the page's rules."""

import io
import re
import zipfile
from itertools import combinations

import greycopy
import pytest
from lxml import etree
from marked import EIGHT, FOUR, GROUNDS, INKS, REFERENCE, convert, words_of_marks

from convert.css.appearance import lightness
from convert.css.color import AlphaColor, parse_color
from convert.model import Color

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SOURCES = {"eight inks": EIGHT, "four grounds": FOUR, "reference": REFERENCE.read_text("utf-8")}
LINES = ["solid", "double", "wavy", "dotted", "dashed", "thick solid", "thick dotted", "thick dashed"]


def seen(source: str, mode: str) -> dict[str, greycopy.Seen]:
    """What a grey copy of the PDF shows of each mark."""
    made = convert(source, "pdf", print=mode)
    characters = greycopy.places(made.data)
    return {
        mark.name: greycopy.look(made.data, greycopy.find(characters, words))
        for mark, words in words_of_marks(made.document).items()
    }


def alike(looks: dict[str, greycopy.Seen]) -> list[tuple[str, str]]:
    return [(a, b) for a, b in combinations(looks, 2) if not looks[a].differs(looks[b])]


@pytest.mark.parametrize("mode", ["safe", "mono"])
@pytest.mark.parametrize("source", SOURCES)
def test_on_a_grey_copy_of_the_pdf_any_two_marks_differ(source: str, mode: str) -> None:
    looks = seen(SOURCES[source], mode)

    assert len(looks) >= 3
    assert not alike(looks), looks


def test_in_their_own_colours_red_and_green_are_the_same_grey() -> None:
    assert ("red", "green") in alike(seen(EIGHT, "color"))


@pytest.mark.parametrize("mode", ["safe", "mono"])
def test_each_kind_of_line_is_drawn_as_it_is_called(mode: str) -> None:
    looks = seen(EIGHT, mode)

    assert [looks[name].under for name in INKS] == LINES
    assert {look.over for look in looks.values()} == {"none"}


def test_backgrounds_have_frames_of_four_kinds() -> None:
    looks = seen(FOUR, "safe")

    kinds = [looks[f"{name} background"] for name in GROUNDS]
    assert [look.under.removeprefix("thick ") for look in kinds] == ["solid", "dashed", "dotted", "double"]
    assert [look.over for look in kinds] == [look.under for look in kinds]


def test_in_mono_the_shades_of_backgrounds_are_apart_and_their_words_are_read() -> None:
    looks = list(seen(FOUR, "mono").values())

    assert all(abs(a.paper - b.paper) >= greycopy.STEP for a, b in combinations(looks, 2))
    assert all(abs(look.ink - look.paper) > 45 for look in looks)


# Word


def word_styles(data: bytes) -> dict[str, tuple[str, str, float]]:
    """The line, the frame and the shade of each mark's character style."""
    sheet = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml"))
    found = {}
    for style in sheet.iter(f"{W}style"):
        name = style.find(f"{W}name").get(f"{W}val")
        if style.get(f"{W}type") == "character" and name.startswith("Mark "):
            line, frame, shade = (style.find(f"{W}rPr/{W}{key}") for key in ("u", "bdr", "shd"))
            found[name] = (
                "" if line is None else line.get(f"{W}val"),
                "" if frame is None else f"{frame.get(f'{W}val')} {frame.get(f'{W}sz')}",
                100.0 if shade is None else lightness(Color(*bytes.fromhex(shade.get(f"{W}fill")))),
            )
    return found


def alike_in_rules(looks: dict[str, tuple[str, str, float]]) -> list[tuple[str, str]]:
    return [
        (a, b)
        for a, b in combinations(looks, 2)
        if looks[a][:2] == looks[b][:2] and abs(looks[a][2] - looks[b][2]) < greycopy.STEP
    ]


@pytest.mark.parametrize("mode", ["safe", "mono"])
@pytest.mark.parametrize("source", SOURCES)
def test_any_two_marks_of_the_word_file_differ_in_line_frame_or_shade(source: str, mode: str) -> None:
    looks = word_styles(convert(SOURCES[source], "docx", print=mode).data)

    assert len(looks) >= 3
    assert not alike_in_rules(looks), looks


def test_in_their_own_colours_the_marks_of_the_word_file_have_nothing_else() -> None:
    looks = word_styles(convert(EIGHT, "docx").data)

    assert ("Mark Red", "Mark Green") in alike_in_rules(looks)


def test_word_has_a_kind_of_line_of_its_own_for_each_mark() -> None:
    looks = word_styles(convert(EIGHT, "docx", print="safe").data)

    kinds = [line for line, _, _ in looks.values()]
    assert kinds == ["single", "double", "wave", "dotted", "dash", "thick", "dottedHeavy", "dashedHeavy"]


def test_a_word_file_for_print_is_sound(docx_problems) -> None:  # type: ignore[no-untyped-def]
    for source in (EIGHT, FOUR):
        assert not docx_problems(convert(source, "docx", print="mono").data)


# HTML


def page_rules(page: bytes) -> dict[str, tuple[str, str, float]]:
    """The line, the frame and the shade of each mark's rule."""
    found = {}
    for name, text in re.findall(r"^\.(mark-[-\w]+) \{ (.*) \}$", page.decode(), re.MULTILINE):
        rule = dict(part.split(": ", 1) for part in text.split("; "))
        line = " ".join(rule.get(f"text-decoration{part}", "") for part in ("", "-thickness"))
        frame = " ".join(rule.get("border", "").split()[:2])
        ground = parse_color(rule.get("background-color", "#ffffff"))
        assert isinstance(ground, AlphaColor)
        found[name] = (line, frame, lightness(ground.color))
    return found


@pytest.mark.parametrize("mode", ["safe", "mono"])
@pytest.mark.parametrize("source", SOURCES)
def test_any_two_marks_of_the_page_differ_in_line_frame_or_shade(source: str, mode: str) -> None:
    looks = page_rules(convert(SOURCES[source], "html", print=mode).data)

    assert len(looks) >= 3
    assert not alike_in_rules(looks), looks
