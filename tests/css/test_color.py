"""Colours as people write them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinycss2 import color4

from convert.css.color import (
    AlphaColor,
    color_name,
    flatten,
    nearest_color_name,
    parse_color,
    parse_legacy_color,
    resolve,
    settle,
)
from convert.css.color_names import COLORS
from convert.model import Color


def rgb(hexadecimal: str) -> Color:
    return Color(*bytes.fromhex(hexadecimal))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("red", "ff0000"),
        ("  Orange ", "ffa500"),
        ("RebeccaPurple", "663399"),
        ("#F00", "ff0000"),
        ("#c0ffee", "c0ffee"),
        (r"r\65 d", "ff0000"),
        ("rgb(255, 0, 0)", "ff0000"),
        ("rgba(255,0,0,1)", "ff0000"),
        ("rgb(100% 0% 0%)", "ff0000"),
        ("rgb(50% 50% 50%)", "808080"),
        ("rgb(255 0 none)", "ff0000"),
        ("rgb(300, -5, 127.5)", "ff0080"),
        ("rgb(1e3 .5e1 0)", "ff0500"),
        ("rgb(255, 0, 0", "ff0000"),
        ("hsl(120, 100%, 25%)", "008000"),
        ("hsl(120deg 100% 25%)", "008000"),
        ("hsl(0.5turn 100% 50%)", "00ffff"),
        ("hsl(-120 100 50)", "0000ff"),
        ("hsl(120, -50%, 50%)", "808080"),
        ("hwb(0 0% 0%)", "ff0000"),
        ("hwb(90 100% 100%)", "808080"),
        ("lab(46.277% -47.552 48.586)", "008000"),
        ("lch(46.277% 67.984 134.384)", "008000"),
        ("oklab(51.975% -0.1403 0.10768)", "008000"),
        ("oklch(51.975% 0.17686 142.495)", "008000"),
        ("CanvasText", "000000"),
        ("lab(100% 0 0)", "ffffff"),
        ("oklch(0% 0 20)", "000000"),
    ],
)
def test_a_colour_is_read_as_a_browser_reads_it(value: str, expected: str) -> None:
    found = parse_color(value)
    assert isinstance(found, AlphaColor)
    assert found == AlphaColor(rgb(expected))


@pytest.mark.parametrize(
    "value",
    [
        *(
            "",
            "gren",
            "#ff",
            "#12345",
            "#ggg",
            "ff0000",
            "rgb()",
            "rgb(1,2)",
            "rgb(1,2,3,4,5)",
            "rgb(1 2 3 4)",
        ),
        *(
            "rgb(1, 50%, 3)",
            "rgb(1, 2 3)",
            "rgb(none, 1, 2)",
            "hsl(10, 1, 2)",
            "lab(1, 2, 3)",
            "hsl(10% 1% 2%)",
        ),
        *(
            "color(srgb 1 0)",
            "color-mix(in srgb, red)",
            "rgb(calc(1px) 2 3)",
            "red blue",
            "rgb(1px 2 3)",
            "１",
        ),
    ],
)
def test_what_is_no_colour_or_not_understood_is_none(value: str) -> None:
    assert parse_color(value) is None


@pytest.mark.parametrize(
    ("value", "alpha"),
    [
        ("#ff000080", 128 / 255),
        ("#f008", 136 / 255),
        ("rgba(255, 0, 0, .25)", 0.25),
        ("rgb(255 0 0 / 25%)", 0.25),
        ("rgb(255 0 0/.25)", 0.25),
        ("hsla(0, 100%, 50%, 2)", 1.0),
        ("rgb(255 0 0 / none)", 0.0),
        ("transparent", 0.0),
    ],
)
def test_opacity_is_read(value: str, alpha: float) -> None:
    found = parse_color(value)
    assert isinstance(found, AlphaColor)
    assert found.alpha == pytest.approx(alpha)


def painted() -> list[tuple[str, str]]:
    lines = Path(__file__).with_name("colours.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" | ") for line in lines if not line.startswith("#")]
    return [(value, said) for value, said in pairs]


@pytest.mark.parametrize(("value", "said"), painted())
def test_colours_are_those_that_a_browser_paints(value: str, said: str) -> None:
    """Chromium clips what lies outside sRGB; it reckons in half precision, hence a step or two beside ours."""
    found = parse_color(value)
    if said == "invalid":
        assert found is None
        return
    assert found is not None
    color, alpha = settle(found, rgb("0a141e"))
    digits, _, opacity = said.partition(" ")
    assert alpha == pytest.approx(float(opacity or 1), abs=0.01)
    expected = bytes.fromhex(digits)
    # A canvas keeps colours multiplied with their opacity, so that few bits are left of a faint one.
    allowed = 2 if alpha == 1 else 4 if alpha else 255
    channels = (color.red, color.green, color.blue)
    assert all(abs(mine - theirs) <= allowed for mine, theirs in zip(channels, expected, strict=True))


def test_opacity_is_flattened_on_what_is_behind() -> None:
    red = Color(255, 0, 0)
    assert flatten(red, 0.5) == Color(255, 128, 128)
    assert flatten(red, 0.5, Color(0, 0, 0)) == Color(128, 0, 0)
    assert flatten(red, 0.0, Color(1, 2, 3)) == Color(1, 2, 3)


def test_currentcolor_is_the_colour_around() -> None:
    found = parse_color("currentColor")
    assert found is not None
    assert resolve(found, current=Color(9, 8, 7)) == Color(9, 8, 7)


@pytest.mark.parametrize("number", ["1e999", "-1e999", "9" * 4000, "1e-999", "." + "1" * 4000])
@pytest.mark.parametrize(
    "shape",
    [
        *("rgb({0} {0} {0})", "hsl({0} {0}% {0}%)", "lab({0} {0} {0})", "oklch({0} {0} {0}/{0})"),
        *("color(prophoto-rgb {0} {0} 0)", "color(xyz {0} 0 {0})", "rgb(calc({0} * {0}) 0 0)"),
        *("oklab(from lch({0} {0} {0}) l a b)", "color-mix(in hwb, hsl({0} 0% 0%), color(srgb {0} 0 0))"),
    ],
)
def test_numbers_of_any_size_give_a_colour(shape: str, number: str) -> None:
    found = parse_color(shape.format(number))
    assert isinstance(found, AlphaColor)
    assert all(0 <= channel <= 255 for channel in (found.color.red, found.color.green, found.color.blue))


words = st.sampled_from(
    "red none currentcolor in srgb oklch hsl from r g b h s l alpha longer hue calc( ( ) , / 1 50% 30deg -2e9 + * color-mix( "
    "rgb( oklch( color( light-dark( infinity 0".split()
)
functions = st.lists(words, max_size=25).map(" ".join)


@given(st.one_of(st.text(), st.text("rgbhslawokc(),./%-+e0123456789 none#*fromixd", max_size=40), functions))
def test_no_text_raises(text: str) -> None:
    if found := parse_color(text):
        settle(found, Color(1, 2, 3))
    parse_legacy_color(text)
    nearest_color_name(text)


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))
def test_every_colour_survives_each_notation_of_srgb(red: int, green: int, blue: int) -> None:
    color = Color(red, green, blue)
    for text in (f"#{color.hex}", f"rgb({red},{green},{blue})", f"rgb({red} {green} {blue} / 100%)"):
        assert parse_color(text) == AlphaColor(color)


@given(st.integers(0, 360), st.integers(0, 100), st.integers(0, 100))
def test_hues_agree_with_tinycss2(hue: int, one: int, other: int) -> None:
    for text in (f"hsl({hue} {one}% {other}%)", f"hwb({hue} {one}% {other}%)"):
        ours = parse_color(text)
        theirs = color4.parse_color(text).to("srgb")
        assert isinstance(ours, AlphaColor)
        channels = (ours.color.red, ours.color.green, ours.color.blue)
        for channel, part in zip(channels, theirs.coordinates, strict=True):
            assert abs(channel - min(1, max(0, part)) * 255) <= 0.501


def test_every_name_is_known_and_named_back() -> None:
    assert len(COLORS) == 148
    for name, color in COLORS.items():
        assert parse_color(name) == AlphaColor(color)
        said = color_name(color)
        assert said is not None
        assert COLORS[said] == color


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("grey", "gray"),
        ("aqua", "cyan"),
        ("fuchsia", "magenta"),
        ("darkslategrey", "darkslategray"),
        ("red", "red"),
    ],
)
def test_a_colour_is_called_what_people_call_it(value: str, name: str) -> None:
    assert color_name(COLORS[value]) == name
    assert color_name(Color(1, 2, 3)) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("gren", "green"), ("organge", "orange"), ("bule", "blue"), ("Rde", "red"), ("lightgren", "lightgreen")],
)
def test_a_mistyped_name_is_guessed(typed: str, meant: str) -> None:
    assert nearest_color_name(typed) == meant


@pytest.mark.parametrize("typed", ["", "x", "重点", "nothing", "q" * 100_000])
def test_what_is_far_from_every_name_is_not_guessed(typed: str) -> None:
    assert nearest_color_name(typed) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("red", "ff0000"),
        (" RED\n", "ff0000"),
        ("#f00", "ff0000"),
        ("f00", "0f0000"),
        ("#ff0000", "ff0000"),
        ("ff0000", "ff0000"),
        ("chucknorris", "c00000"),
        ("crap", "c0a000"),
        ("sick", "00c000"),
        ("6db6ec49efd278cd0bc92d1e5e072d68", "6ecde0"),
        ("rgb(255,0,0)", "002500"),
        ("#", "000000"),
        ("   ", "000000"),
        ("#12345", "123450"),
        ("😀", "000000"),
        ("#000000001000000002000000003", "010203"),
        ("currentcolor", "c0e000"),
    ],
)
def test_font_color_is_read_by_the_rule_of_old(value: str, expected: str) -> None:
    assert parse_legacy_color(value) == rgb(expected)


@pytest.mark.parametrize("value", ["", "transparent", " Transparent "])
def test_the_rule_of_old_has_its_failures(value: str) -> None:
    assert parse_legacy_color(value) is None
