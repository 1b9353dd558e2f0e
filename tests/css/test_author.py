"""What an author's declarations change about a run and a block."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.css.author import Authored, author_style, declarations, tag_longhands
from convert.css.cascade import in_order
from convert.model import PLAIN, Color, Style

RED, YELLOW = Color(255, 0, 0), Color(255, 255, 0)


def authored(text: str, inherited: Style = PLAIN, tag: str = "span") -> Authored:
    return author_style(in_order((*tag_longhands(tag), *declarations(text).longhands)), inherited)


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("", Style()),
        ("color: red", Style(color=RED)),
        ("color:red;", Style(color=RED)),
        ("COLOR : Red ; ; ", Style(color=RED)),
        ("color: red; color: gren", Style(color=RED)),
        ("color: red !important; color: blue", Style(color=RED)),
        ("background: yellow", Style(background=YELLOW)),
        ("background-color: #ff0", Style(background=YELLOW)),
        ("background: transparent", Style()),
        ("color: rgb(255 0 0 / 50%)", Style(color=Color(255, 128, 128))),
        (
            "background: black; color: rgb(255 0 0 / 50%)",
            Style(background=Color(0, 0, 0), color=Color(128, 0, 0)),
        ),
        ("background: currentcolor; color: red", Style(background=RED, color=RED)),
        ("color: inherit", Style()),
        ("color: initial", Style(color=Color(0, 0, 0))),
        ("font-weight: bold", Style(bold=True)),
        ("font-weight: 600", Style(bold=True)),
        ("font-weight: 400", Style(bold=False)),
        ("font-weight: normal", Style(bold=False)),
        ("font-style: oblique", Style(italic=True)),
        ("text-decoration: underline", Style(underline="single")),
        ("text-decoration: underline double", Style(underline="double")),
        ("text-decoration-line: underline; text-decoration-style: wavy", Style(underline="wavy")),
        ("text-decoration: line-through", Style(strike=True)),
        ("text-decoration: underline line-through", Style(underline="single", strike=True)),
        ("font-variant: small-caps", Style(small_caps=True)),
        ("vertical-align: super", Style(script="super")),
        ("font-family: KaiTi, serif", Style(font="KaiTi")),
        ("font-family: '宋体'", Style(font="宋体")),
        ("font-size: 16px", Style(size_pt=12)),
        ("font-size: 1.5em", Style(scale=1.5)),
        ("font-size: 120%", Style(scale=1.2)),
        ("font-size: large", Style(scale=1.2)),
        ("font-size: 1e30pt", Style(size_pt=1000)),
    ],
)
def test_a_style_attribute_changes_the_run(text: str, style: Style) -> None:
    assert authored(text).style == style


def test_relative_sizes_are_of_what_is_around() -> None:
    assert authored("font-size: 2em", Style(size_pt=10)).style.size_pt == 20
    assert authored("font-size: smaller", Style(size_pt=12)).style.size_pt == 10
    assert authored("font-size: 2em", Style(scale=1.5)).style.scale == 3


def test_transparency_is_laid_on_the_background_around() -> None:
    assert authored("color: #ff000080", Style(background=Color(0, 0, 0))).style.color == Color(128, 0, 0)


@pytest.mark.parametrize(
    ("tag", "text", "style"),
    [
        ("b", "", Style(bold=True)),
        ("b", "font-weight: normal", Style(bold=False)),
        ("em", "", Style(italic=True)),
        ("u", "text-decoration-style: wavy", Style(underline="wavy")),
        ("u", "text-decoration: none", Style()),
        ("sup", "", Style(script="super")),
        ("sup", "vertical-align: baseline", Style()),
        ("del", "color: red", Style(strike=True, color=RED)),
        ("span", "", Style()),
    ],
)
def test_an_elements_name_is_the_weakest_voice(tag: str, text: str, style: Style) -> None:
    assert authored(text, tag=tag).style == style


def test_blocks_get_alignment_breaks_and_visibility() -> None:
    found = authored("text-align: end; break-before: page; page-break-after: always; white-space: pre-wrap")
    assert (found.align, found.break_before, found.break_after) == ("right", "page", "page")
    assert found.preformatted
    assert authored("display: none").hidden
    assert authored("visibility: hidden").invisible is True
    assert authored("visibility: visible").invisible is False
    assert authored("color: red").invisible is None


def test_what_has_no_effect_is_named() -> None:
    assert authored("color: red; margin: 1em").ignored == (
        "margin-top",
        "margin-right",
        "margin-bottom",
        "margin-left",
    )


def test_mistakes_are_told_with_the_line_in_the_attribute() -> None:
    problems = declarations("color: gren;\nmargin: 0;\nwidth: 3cm; --ink: red").problems
    assert [(problem.line, problem.valid) for problem in problems] == [(1, False), (3, True)]
    assert "`green`?" in problems[0].message


def test_the_same_declarations_are_read_once() -> None:
    before = author_style.cache_info().hits
    for _ in range(1000):
        authored("color: red; text-decoration: underline dotted")
    assert author_style.cache_info().hits >= before + 999
    assert declarations("color: red") is declarations("color: red")


@given(st.one_of(st.text(), st.text("color:red;font-size1 23pt%em(),/*!\"'\\")))
def test_no_text_raises(text: str) -> None:
    authored(text)
    authored(f"font-size: {text}; color: {text}")
