"""Values as users write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.css.color import AlphaColor
from convert.css.longhands import LONGHANDS
from convert.css.properties import Wide, expand
from convert.css.shorthands import SHORTHANDS
from convert.css.values import Length, components, parse_families, parse_length
from convert.model import Color

RED = AlphaColor(Color(255, 0, 0))


def longhands(declaration: str) -> dict[str, object]:
    name, _, value = declaration.partition(":")
    expansion = expand(name.strip(), value.strip())
    assert not expansion.message, expansion.message
    return dict(expansion.longhands)


def refusal(declaration: str) -> str:
    name, _, value = declaration.partition(":")
    expansion = expand(name.strip(), value.strip())
    assert not expansion.longhands
    return expansion.message


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("12pt", 12),
        ("16px", 12),
        ("1in", 72),
        ("2.54cm", 72),
        ("25.4MM", 72),
        ("101.6q", 72),
        ("6pc", 72),
        ("0", 0),
        ("-.5e1pt", -5),
    ],
)
def test_absolute_lengths_become_points(text: str, points: float) -> None:
    length = parse_length(text)
    assert length is not None
    assert length.unit == "pt"
    assert length.number == pytest.approx(points)


@pytest.mark.parametrize(
    ("text", "points"), [("2em", 20), ("1rem", 12), ("50%", 200), ("1ex", 5), ("2ch", 10), ("1lh", 15)]
)
def test_relative_lengths_wait_for_their_context(text: str, points: float) -> None:
    length = parse_length(text)
    assert length is not None
    assert length.points(size=10, root=12, whole=400, line=15) == pytest.approx(points)


@pytest.mark.parametrize(
    "text", ["12", "pt", "1 pt", "12pq", "1.pt", "--1px", "", "１２pt", "calc(1)", "calc(1px + 1)"]
)
def test_what_is_no_length_is_none(text: str) -> None:
    assert parse_length(text) is None


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("calc(1em + 2px)", 11.5),
        ("calc(50% - 1cm)", 200 - 72 / 2.54),
        ("CALC(2 * (1pt + 3pt) / 4)", 2),
        ("min(10%, 3em, 1in)", 30),
        ("max(1pt, 2pt)", 2),
        ("clamp(1pt, 50%, 12pt)", 12),
        ("clamp(none, 50%, 12pt)", 12),
        ("round(up, 11pt, 5pt)", 15),
        ("mod(-7pt, 5pt)", 3),
        ("rem(-7pt, 5pt)", -2),
        ("abs(-3pt)", 3),
        ("calc(sqrt(16) * 1pt)", 4),
        ("calc(sin(90deg) * 1pt)", 1),
        ("hypot(3pt, 4pt)", 5),
        ("calc(1pt * 1pt / 1pt)", None),
        ("calc(1pt+2pt)", None),
        ("calc(1pt + 2)", None),
        ("calc(", None),
        ("min()", None),
        ("calc(1pt / 0)", 1e6),
        ("calc(0pt * infinity)", 0),
        ("calc(pow(10, 400) * 1pt)", 1e6),
    ],
)
def test_lengths_are_calculated(text: str, points: float | None) -> None:
    length = parse_length(text)
    found = None if length is None else length.points(size=10, root=12, whole=400, line=15)
    assert found == (None if points is None else pytest.approx(points))


@pytest.mark.parametrize(
    "text", ["calc(" * 5000, "calc(1pt" + " + 1pt" * 5000, "-" * 9999, "min(" + "1," * 4000]
)
def test_calculations_are_bounded(text: str) -> None:
    assert parse_length(text) is None


def test_families_are_read_with_and_without_quotes() -> None:
    assert parse_families("Noto  Serif SC, \"宋体\", '楷体' , serif") == (
        "Noto Serif SC",
        "宋体",
        "楷体",
        "serif",
    )
    assert parse_families(r'"\5b8b\4f53"') == ("宋体",)
    assert parse_families("a,, b") is None
    assert parse_families("12pt") is None


def test_components_keep_functions_and_strings_whole() -> None:
    assert components('1px/2 rgb(1, 2 ,3) "a, b",c') == ("1px", "/", "2", "rgb(1, 2 ,3)", '"a, b"', ",", "c")


@pytest.mark.parametrize(
    ("declaration", "sides"),
    [
        ("margin: 1pt", (1, 1, 1, 1)),
        ("margin: 1pt 2pt", (1, 2, 1, 2)),
        ("margin: 1pt 2pt 3pt", (1, 2, 3, 2)),
        ("margin: 1pt 2pt 3pt 4pt", (1, 2, 3, 4)),
        ("margin: 0 auto", (0, 0, 0, 0)),
    ],
)
def test_margin_spreads_over_its_sides(declaration: str, sides: tuple[float, ...]) -> None:
    found = longhands(declaration)
    assert [found[f"margin-{side}"] for side in ("top", "right", "bottom", "left")] == [
        Length(float(n)) for n in sides
    ]


def test_border_takes_its_parts_in_any_order() -> None:
    found = longhands("border-left: solid red 2pt")
    assert found == {"border-left-width": Length(2.0), "border-left-style": "solid", "border-left-color": RED}
    assert longhands("border: none")["border-top-style"] == "none"
    assert longhands("border: 0")["border-top-style"] == "none"
    assert len(longhands("border: 1px dashed")) == 12


def test_font_is_taken_apart() -> None:
    assert longhands('font: italic bold 10.5pt/1.5 "宋体", serif') == {
        "font-style": "italic",
        "font-variant-caps": "normal",
        "font-weight": "bold",
        "font-size": Length(10.5),
        "line-height": Length(1.5, ""),
        "font-family": ("宋体", "serif"),
    }
    assert longhands("font: 12px Arial")["font-weight"] == "normal"


def test_background_gives_its_colour() -> None:
    box = {"background-clip": "border-box"}
    assert longhands("background: red") == {"background-color": RED, **box}
    assert longhands("background: none repeat scroll 0 0 red") == {"background-color": RED, **box}
    assert longhands("background: none") == {"background-color": AlphaColor(Color(0, 0, 0), 0.0), **box}
    assert longhands("background: red text") == {"background-color": RED, "background-clip": "text"}


def test_text_decoration_gives_lines_and_style() -> None:
    assert longhands("text-decoration: underline wavy red 2px") == {
        "text-decoration-line": ("underline",),
        "text-decoration-style": "wavy",
        "text-decoration-color": AlphaColor(Color(255, 0, 0)),
        "text-decoration-thickness": Length(1.5),
    }
    assert longhands("text-decoration: line-through underline")["text-decoration-line"] == (
        "line-through",
        "underline",
    )
    assert longhands("text-decoration: none")["text-decoration-line"] == ()


def test_old_and_logical_names_are_the_same_properties() -> None:
    assert longhands("page-break-before: always") == {"break-before": "always"}
    assert longhands("margin-block: 1pt 2pt") == {"margin-top": Length(1.0), "margin-bottom": Length(2.0)}
    assert longhands("padding-inline-start: 3pt") == {"padding-left": Length(3.0)}
    assert longhands("font-variant: small-caps") == {"font-variant-caps": "small-caps"}


def test_inherit_is_good_for_every_property() -> None:
    assert longhands("margin: inherit")["margin-left"] == Wide("inherit")
    for name in (*LONGHANDS, *SHORTHANDS):
        assert longhands(f"{name}: Initial")


@pytest.mark.parametrize(
    ("declaration", "guess"),
    [
        ("color: gren", "green"),
        ("background: yelow", "yellow"),
        ("border-left: 1pt solid bleu", "blue"),
        ("border: 1pt sold red", "solid"),
        ("text-align: centre", "center"),
        ("font-weight: blod", "bold"),
        ("text-decoration: underlin", "underline"),
        ("font-size: mediun", "medium"),
        ("colour: red", "color"),
        ("text-ident: 2em", "text-indent"),
    ],
)
def test_a_mistake_is_told_with_what_was_meant(declaration: str, guess: str) -> None:
    assert f"`{guess}`?" in refusal(declaration)


@pytest.mark.parametrize(
    "declaration",
    [
        "margin: 1",
        "padding: -1pt",
        "font-size: -2pt",
        "line-height: -1",
        "font-weight: 1001",
        "orphans: 0",
        "border: red blue",
        "font: bold",
    ],
)
def test_an_invalid_value_is_refused_whole(declaration: str) -> None:
    assert "is not valid" in refusal(declaration)
    assert not expand(*declaration.split(": ")).valid


def test_a_forgotten_semicolon_is_named() -> None:
    assert "`;` missing" in refusal("color: red\n  margin: 0")


@pytest.mark.parametrize(
    "declaration",
    [
        "float: left",
        "-webkit-columns: 2",
        "mso-style-name: x",
        "color: attr(data-ink)",
        "background: url(x.png)",
    ],
)
def test_what_is_right_but_not_understood_is_no_mistake(declaration: str) -> None:
    assert refusal(declaration)
    assert expand(*declaration.split(": ")).valid


NAMES = st.sampled_from((*LONGHANDS, *SHORTHANDS, "widht", "-x", "width"))
PIECES = st.lists(
    st.sampled_from(
        "red 1px 2em 50% 1e999pt solid bold underline none / , ( ) \" ' \\ rgb(1,2,3) url( 0 -1 1.5 #fff 宋体".split()
    ),
    max_size=6,
).map(" ".join)


@given(NAMES, st.one_of(st.text(), PIECES))
def test_no_value_raises(name: str, value: str) -> None:
    expansion = expand(name, value)
    assert bool(expansion.longhands) != bool(expansion.message) or not value
