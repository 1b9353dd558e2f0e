"""Which declaration wins, and what it computes to."""

import pytest

from convert.css.author import declarations
from convert.css.cascade import AuthorSheet, PathElement, PathStyles
from convert.css.computed import ComputedStyle
from convert.css.sheet import parse_sheet
from convert.css.specified import in_order
from convert.model import Border, Color, Sides

RED, GREEN, BLUE = Color(255, 0, 0), Color(0, 128, 0), Color(0, 0, 255)


def style(css: str, path: str, language: str = "zh-CN") -> ComputedStyle:
    sheet = parse_sheet(css)
    assert not sheet.problems
    return PathStyles(sheet.rules, language, 400).style(path)


@pytest.mark.parametrize(
    ("css", "color"),
    [
        ("p { color: red } p { color: green }", GREEN),
        (".x { color: red } p { color: green }", RED),
        ("#i { color: blue } .x.x.x { color: red }", BLUE),
        ("p { color: red !important } #i { color: green }", RED),
        (".x { color: red !important; color: green }", RED),
        ("body p { color: red } p { color: green }", RED),
        (":where(#i) { color: red } p { color: green }", GREEN),
        ("p { color: red } body { color: green !important }", RED),
        ("p { color: red; color: inherit } body { color: blue }", BLUE),
        ("p { color: red; } p { color: initial }", Color(0, 0, 0)),
        ("p:lang(zh) { color: red } p:lang(en) { color: blue }", RED),
        ("p { color: currentcolor } body { color: green }", GREEN),
    ],
)
def test_the_stronger_declaration_wins(css: str, color: Color) -> None:
    assert style(css, "body p.x#i").color == color


def test_a_sheet_wins_over_the_defaults_whatever_its_specificity() -> None:
    assert style("* { font-weight: normal }", "body h1").bold is False


def test_elements_look_by_default_as_html_says() -> None:
    assert style("", "body h1").bold
    assert style("", "body h2").font_size_pt == 18
    assert style("", "body p").margin == Sides(12, 0, 12, 0)
    assert style("", "body ul").padding.left == 30
    assert style("", "body ul li ul").margin.top == 0
    assert style("", "body em").italic
    assert style("", "body p u").underline == "single"
    assert style("", "body s").strike
    assert style("", "body sub").script == "sub"
    assert style("", "body mark").background == Color(255, 255, 0)
    assert style("", "body pre code").preformatted
    assert style("", "body a").color == BLUE
    assert style("", "body blockquote").margin.left == 30


def test_relative_sizes_are_of_the_parent_and_other_lengths_of_the_element() -> None:
    css = "html { font-size: 10pt } body { font-size: 1.2em } h1 { font-size: 200%; margin: 1em 1rem 10%; letter-spacing: .1em }"
    found = style(css, "body h1")
    assert found.font_size_pt == 24
    assert (found.margin.top, found.margin.right, found.margin.bottom) == (24, 10, 40)
    assert found.letter_spacing_pt == pytest.approx(2.4)


def test_a_line_height_without_unit_is_inherited_as_a_number() -> None:
    css = "body { line-height: 1.5 } h1 { font-size: 20pt }"
    assert (style(css, "body h1").line_height, style(css, "body h1").line_height_pt) == (1.5, 30)


def test_a_line_height_with_a_unit_is_inherited_as_a_length() -> None:
    css = "body { font-size: 10pt; line-height: 1.5em } h1 { font-size: 20pt } .fixed { line-height: 28pt }"
    assert (style(css, "body p").line_height, style(css, "body p").line_height_pt) == (1.5, 15)
    assert (style(css, "body h1").line_height, style(css, "body h1").line_height_pt) == (None, 15)
    assert (style(css, "body p.fixed").line_height, style(css, "body p.fixed").line_height_pt) == (None, 28)


def test_an_indent_in_em_stays_em_while_the_size_stays() -> None:
    css = "body { font-size: 10pt; text-indent: 2em } h1 { font-size: 20pt }"
    assert (style(css, "body p").text_indent_em, style(css, "body p").text_indent_pt) == (2, 20)
    assert (style(css, "body h1").text_indent_em, style(css, "body h1").text_indent_pt) == (None, 20)
    assert style("p { text-indent: 5mm }", "body p").text_indent_em is None


def test_a_border_needs_a_style_and_takes_the_text_colour() -> None:
    css = "p { color: red; border: 2pt solid } h1 { border-width: 3pt } .quote { border-left: thick groove blue }"
    assert style(css, "body p").border.top == Border(2, "solid", RED)
    assert not style(css, "body h1").border.top.drawn
    assert style(css, "body div.quote").border.left == Border(3.75, "solid", BLUE)


def test_decoration_is_seen_inside_what_is_decorated() -> None:
    assert style("u { text-decoration: underline wavy }", "body u em").underline == "wavy"
    assert style("u em { text-decoration: none }", "body u em").underline == "single"
    assert style("u { text-decoration: none }", "body u").underline == "none"


def test_transparency_is_laid_on_what_is_behind() -> None:
    css = ".box { background: black } p { color: rgb(255 255 255 / 50%) } .none { background: transparent }"
    assert style(css, "body .box p").color == Color(128, 128, 128)
    assert style(css, "body .box .none").background is None


def test_display_none_hides_all_inside() -> None:
    assert style("header { display: none }", "body header h1").hidden


def test_breaks_and_lines_are_read() -> None:
    found = style(
        "p { break-before: always; page-break-after: avoid; break-inside: avoid; orphans: 3; widows: 4 }",
        "body p",
    )
    assert (found.break_before, found.break_after, found.break_inside) == ("page", "avoid", "avoid")
    assert (found.orphans, found.widows) == (3, 4)


def test_values_that_are_not_inherited_stay_with_their_element() -> None:
    found = style(
        "body { margin: 1cm; padding: 1cm; border: 1pt solid; background: red; break-before: page }",
        "body p.x",
    )
    assert found.padding == Sides(0, 0, 0, 0)
    assert found.background is None
    assert not found.border.left.drawn
    assert found.break_before == "auto"


def test_an_authors_sheet_gives_longhands_weakest_first() -> None:
    sheet = AuthorSheet(
        parse_sheet(".r { color: red !important } p { color: blue; margin-top: 0 } .x { color: green }").rules
    )
    found = sheet.match(PathElement("p", {"class": "x r"}))
    assert [(longhand.name, longhand.important) for longhand in found] == [
        *(("color", False), ("margin-top", False), ("color", False), ("color", True)),
    ]
    assert sheet.match(PathElement("em", {})) == ()


def test_inline_style_stands_between_normal_and_important_rules() -> None:
    sheet = parse_sheet("p { color: red !important; margin: 0 }").rules[0].longhands
    inline = declarations("color: blue; color: green !important; margin: 1pt").longhands
    last = {longhand.name: longhand for longhand in in_order((*sheet, *inline))}
    assert last["color"] in inline
    assert last["margin-top"] in inline
    assert in_order((*sheet, *declarations("color: blue").longhands))[-1] in sheet
