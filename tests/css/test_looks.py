"""What an author's declarations make of an element."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.css.author import declarations, tag_longhands
from convert.css.look import Inherited, Kind, Look
from convert.css.looks import Computed, compute
from convert.css.sheet import parse_sheet
from convert.css.specified import in_order
from convert.css.syntax import Problem
from convert.model import NO_BORDER, NO_EMPHASIS, PLAIN, Border, Color, Emphasis, Frame, Length, Sides, Style
from convert.record import replace

RED, GREEN, BLUE, YELLOW = Color(255, 0, 0), Color(0, 128, 0), Color(0, 0, 255), Color(255, 255, 0)
BLACK, WHITE = Color(0, 0, 0), Color(255, 255, 255)

PLACELESS = Look()


def computed(text: str, around: Look = PLACELESS, tag: str = "span", kind: Kind = "inline") -> Computed:
    return compute(in_order((*tag_longhands(tag), *declarations(text).longhands)), around, kind)


def look(text: str, around: Look = PLACELESS, tag: str = "span", kind: Kind = "inline") -> Look:
    return computed(text, around, tag, kind).look


def in_turn(*steps: str) -> Look:
    """The look of the last of several elements, each inside the one before: `b`, or `span: DECLARATIONS`."""
    found = Look()
    for step in steps:
        tag, _, text = step.partition(":")
        kind: Kind = "block" if tag in ("p", "div", "center") else "table" if tag == "table" else "inline"
        found = look(text, found, tag, kind)
    return found


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
        ("background: #ff0 url(a.png) no-repeat 0 0", Style(background=YELLOW)),
        ("background: linear-gradient(red, blue)", Style()),
        ("color: rgb(255 0 0 / 50%)", Style(color=Color(255, 128, 128))),
        (
            "background: black; color: rgb(255 0 0 / 50%)",
            Style(background=Color(0, 0, 0), color=Color(128, 0, 0)),
        ),
        ("background: currentcolor; color: red", Style(background=RED, color=RED)),
        ("background: color-mix(in srgb, currentcolor, white); color: red", None),
        ("color: inherit", Style()),
        ("color: initial", Style(color=Color(0, 0, 0))),
        ("color: blue; -webkit-text-fill-color: red", Style(color=RED)),
        ("color: blue; -webkit-text-fill-color: currentcolor", Style(color=BLUE)),
        ("font-weight: bold", Style(bold=True)),
        ("font-weight: 600", Style(bold=True)),
        ("font-weight: 400", Style(bold=False)),
        ("font-weight: normal", Style(bold=False)),
        ("font-style: oblique", Style(italic=True)),
        ("text-decoration: underline", Style(underline="single")),
        ("text-decoration: underline double", Style(underline="double")),
        ("text-decoration-line: underline; text-decoration-style: wavy", Style(underline="wavy")),
        ("text-decoration: underline red", Style(underline="single", line_color=Color(255, 0, 0))),
        (
            "text-decoration: 2px blue dashed underline",
            Style(underline="thick-dashed", line_color=Color(0, 0, 255)),
        ),
        ("text-decoration: underline 1px", Style(underline="single")),
        ("text-decoration: underline currentcolor", Style(underline="single")),
        ("text-decoration: line-through", Style(strike=True)),
        ("text-decoration: underline line-through", Style(underline="single", strike=True)),
        ("font-variant: small-caps", Style(small_caps=True)),
        ("vertical-align: super", Style(script="super")),
        ("vertical-align: -2pt", Style(script="sub")),
        ("vertical-align: 0", Style()),
        ("font-family: KaiTi, serif", Style(font="KaiTi")),
        ("font-family: '宋体'", Style(font="宋体")),
        ("font-size: 16px", Style(size_pt=12)),
        ("font-size: 1.5em", Style(scale=1.5)),
        ("font-size: 120%", Style(scale=1.2)),
        ("font-size: large", Style(scale=1.2)),
        ("font-size: calc(6pt * 2)", Style(size_pt=12)),
        ("font-size: calc(1em + 50%)", Style(scale=1.5)),
        ("font-size: 1e30pt", Style(size_pt=1000)),
        ("font: italic bold 14pt/1.5 KaiTi", None),
        ("text-emphasis: dot", Style(emphasis=Emphasis())),
        (
            "-webkit-text-emphasis: filled dot red",
            Style(emphasis=Emphasis(), emphasis_color=Color(255, 0, 0)),
        ),
        ("text-emphasis: open circle", Style(emphasis=Emphasis("circle", open=True))),
        (
            "text-emphasis: '●'; text-emphasis-position: under right",
            Style(emphasis=Emphasis("circle", under=True)),
        ),
        ("text-emphasis: '×' #00f", Style(emphasis=Emphasis(own="×"), emphasis_color=Color(0, 0, 255))),
        ("text-emphasis: open", Style(emphasis=Emphasis("circle", open=True))),
        ("text-emphasis: none", Style(emphasis=Emphasis("none"))),
        ("direction: rtl", Style()),
        ("direction: rtl; unicode-bidi: embed", Style(direction="rtl")),
        ("direction: rtl; unicode-bidi: bidi-override", Style(direction="rtl-override")),
    ],
)
def test_a_style_attribute_changes_the_run(text: str, style: Style | None) -> None:
    expected = {
        "background: color-mix(in srgb, currentcolor, white); color: red": Style(
            color=RED, background=Color(255, 128, 128)
        ),
        "font: italic bold 14pt/1.5 KaiTi": Style(
            italic=True, bold=True, size_pt=14, font="KaiTi", small_caps=False
        ),
    }
    assert look(text).style == expected.get(text, style)


def test_relative_sizes_are_of_what_is_around() -> None:
    assert look("font-size: 2em", Look(Style(size_pt=10))).style.size_pt == 20
    assert look("font-size: smaller", Look(Style(size_pt=12))).style.size_pt == 10
    assert look("font-size: 2em", Look(Style(scale=1.5))).style.scale == 3
    assert in_turn("small", "small").style.scale == pytest.approx(0.694, abs=0.001)


@pytest.mark.parametrize(
    ("steps", "bold"),
    [
        (("b",), True),
        (("b", "span: font-weight: normal"), False),
        (("span: font-weight: 300", "b"), False),
        (("span: font-weight: 400", "b"), True),
        (("b", "span: font-weight: lighter"), False),
        (("span: font-weight: 900", "span: font-weight: lighter"), True),
        (("b: font-weight: unset", "span"), None),
        (("b: font-weight: revert",), True),
        (("b: all: unset",), None),
        (("b: all: revert",), True),
    ],
)
def test_weights_are_reckoned_in_numbers(steps: tuple[str, ...], bold: bool | None) -> None:
    assert in_turn(*steps).style.bold is bold


@pytest.mark.parametrize(
    ("steps", "underline", "strike"),
    [
        (("u", "span: text-decoration: none"), "single", None),
        (("u", "s"), "single", True),
        (("p: text-decoration: underline", "b"), "single", None),
        (("u: text-decoration: none",), None, None),
        (("u: text-decoration-style: wavy",), "wavy", None),
        (("u", "span: display: inline-block"), "none", None),
    ],
)
def test_lines_around_cannot_be_taken_back(
    steps: tuple[str, ...], underline: str | None, strike: bool | None
) -> None:
    style = in_turn(*steps).style
    assert (style.underline, style.strike) == (underline, strike)


def test_a_link_may_lose_its_line() -> None:
    assert look("text-decoration: none", kind="link").style.underline == "none"
    assert look("color: red", kind="link").style.underline is None


def test_transparency_is_laid_on_what_is_behind() -> None:
    on_black = Look(inherited=Inherited(paper=BLACK))
    assert look("color: #ff000080", on_black).style.color == Color(128, 0, 0)
    assert in_turn("div: background: black", "span: color: #ff000080").style.color == Color(128, 0, 0)
    assert in_turn("div: background: black", "div: background: #ffffff80").frame.background == Color(
        128, 128, 128
    )
    # Ink that lets the paper through is laid on each paper anew.
    assert in_turn("p: color: #ff000080", "span: background: black").style.color == Color(128, 0, 0)


def test_a_fill_colour_holds_against_colours_inside() -> None:
    assert in_turn("p: -webkit-text-fill-color: red", "span: color: blue").style.color == RED


def test_dots_stand_under_where_the_position_is_inherited() -> None:
    steps = ("p: text-emphasis-position: under right", "span: text-emphasis: filled dot")
    assert in_turn(*steps).style.emphasis == Emphasis(under=True)
    assert in_turn("span: text-emphasis: dot", "span: text-emphasis: none").style.emphasis == NO_EMPHASIS


def test_a_block_has_a_frame_and_its_runs_no_background() -> None:
    found = look("background: #ff0; border: 1px dashed red; padding: 1em 4px", kind="block")
    side = Border(0.75, "dashed", RED)
    assert found.frame == Frame(YELLOW, Sides(side, side, side, side), Sides(12, 3, 12, 3))
    assert found.style == PLAIN
    assert found.inherited.paper == YELLOW
    assert look("", found, kind="block").frame == Frame()


@pytest.mark.parametrize(
    ("text", "border"),
    [
        ("border: solid", Border(2.25, "solid", BLACK)),
        ("border: 1px groove #ccc", Border(0.75, "solid", Color(204, 204, 204))),
        ("color: red; border: 1px solid", Border(0.75, "solid", RED)),
        ("border: 1px solid transparent", Border()),
        ("border: 0 solid red", Border()),
        ("border: 1px solid red; border-style: none", Border()),
        ("border-width: calc(1px + 1px); border-style: double", Border(1.5, "double", BLACK)),
        ("border: 900px solid", Border(24, "solid", BLACK)),
    ],
)
def test_borders_are_as_browsers_draw_them(text: str, border: Border) -> None:
    found = look(text, kind="block")
    assert found.frame.border.top == border
    assert found.borders_said


def test_who_says_nothing_of_borders_is_told_from_who_wants_none() -> None:
    assert not look("color: red", kind="cell").borders_said
    assert look("border: none", kind="cell").borders_said
    assert look("border: none", kind="cell").frame.border == NO_BORDER


def test_cells_take_the_paper_and_the_place_of_their_row() -> None:
    row = look("background: yellow; vertical-align: bottom", kind="part")
    assert look("", row, kind="cell").frame.background == YELLOW
    assert look("background: rgb(0 0 0 / 50%)", row, kind="cell").frame.background == Color(128, 128, 0)
    assert look("", row, kind="cell").vertical_align == "bottom"
    assert look("vertical-align: baseline", row, kind="cell").vertical_align == "top"


def test_blocks_get_alignment_and_breaks() -> None:
    found = look("text-align: end; break-before: page; page-break-after: always", kind="block")
    assert (found.align, found.page_break_before, found.page_break_after) == ("right", True, True)
    rtl = Look(direction="rtl")
    assert look("text-align: start", rtl, kind="block").align == "right"
    assert look("text-align: end", rtl, kind="block").align == "left"
    assert in_turn("center", "table").align is None
    assert in_turn("div: text-align: center", "table").align == "center"


def test_visibility_is_undone_by_children() -> None:
    assert in_turn("p: visibility: hidden").invisible
    assert in_turn("p: visibility: hidden", "b").invisible
    assert not in_turn("p: visibility: hidden", "b: visibility: visible").invisible
    assert in_turn("p: display: none").hidden


@pytest.mark.parametrize(
    ("text", "white_space"),
    [
        ("white-space: pre-wrap", "pre-wrap"),
        ("white-space: nowrap", "nowrap"),
        ("white-space-collapse: preserve", "pre-wrap"),
        ("white-space-collapse: preserve; text-wrap: nowrap", "pre"),
        ("white-space: preserve-breaks", "pre-line"),
        ("white-space: initial", "normal"),
        ("white-space: inherit", "pre-line"),
    ],
)
def test_white_space_has_two_sides(text: str, white_space: str) -> None:
    around = Look(white_space="pre-line" if text.endswith("inherit") else "normal")
    assert look(text, around).white_space == white_space


def test_markers_pass_from_lists_to_items_and_no_further() -> None:
    found = look("list-style: upper-roman inside", kind="list")
    assert found.list_marker == "upper-roman"
    item = look("", found, kind="block")
    assert item.list_marker == "upper-roman"
    assert look("", item, kind="list").list_marker is None
    assert look("list-style: none", kind="list").list_marker == "none"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("width: 50%", Length(50, "%")),
        ("width: 100px", Length(75)),
        ("width: 2em", Length(2, "em")),
        ("width: auto", None),
        ("width: 1e9px", Length(2000)),
        ("width: calc(100px - 25px)", Length(56.25)),
    ],
)
def test_sizes_wait_for_those_who_can_resolve_them(text: str, length: Length | None) -> None:
    assert look(text, kind="picture").width == length


# Variables


@pytest.mark.parametrize(
    ("steps", "color"),
    [
        (("p: --ink: red", "span: color: var(--ink)"), RED),
        (("p: --ink: red", "span: --ink: blue; color: var(--ink)"), BLUE),
        (("span: color: var(--none, green)",), GREEN),
        (("span: color: var(--none, var(--neither, green))",), GREEN),
        (("span: color: red; color: var(--none)",), None),
        (("p: color: blue", "span: color: var(--none)"), BLUE),
        (("span: --a: var(--b); --b: var(--a); color: var(--a, red)",), RED),
        (("span: --a: var(--b, 1); --b: var(--a, 2); color: var(--b, red)",), RED),
        (("span: --c: 255 0 0; color: rgb(var(--c))",), RED),
        (("span: --ink: red; --ink: initial; color: var(--ink, blue)",), BLUE),
        (("p: --ink: red", "span: --ink: unset; color: var(--ink)"), RED),
        (("span: --Ink: red; color: var(--ink, blue)",), BLUE),
        (("span: --n: 120; color: hsl(calc(var(--n) * 1deg) 100% 25%)",), GREEN),
        (("span: --f: bold red; font: var(--f); color: green",), GREEN),
        (('span: --s: "var(--x)"; color: red',), RED),
    ],
)
def test_variables_stand_for_text(steps: tuple[str, ...], color: Color | None) -> None:
    assert in_turn(*steps).style.color == color


def test_a_shorthand_may_hold_a_variable() -> None:
    found = look("--line: 1px solid red; border: var(--line)", kind="block")
    assert found.frame.border.left == Border(0.75, "solid", RED)


def test_a_variable_without_a_value_is_told() -> None:
    assert "--none" in computed("color: var(--none)").problems[0].message
    assert "`red`?" in computed("--x: rad; color: var(--x)").problems[0].message


def test_variables_that_multiply_stay_small() -> None:
    laughs = "; ".join(f"--a{n}: var(--a{n + 1}) var(--a{n + 1})" for n in range(28))
    found = look(f"{laughs}; --a28: ha; color: var(--a0, red)")
    assert sum(len(text) for _, text in found.inherited.variables) < 300_000


# What is told


def test_a_declaration_without_effect_is_named_once_and_as_it_was_written() -> None:
    assert told("color: red;\nmargin: 1em 0") == [(2, "`margin: 1em 0` has no effect here")]
    assert told("border: 1px solid red") == [(1, "`border: 1px solid red` has no effect here")]
    assert told("border: 1px solid red; padding: 1em", kind="block") == []
    assert told("font: bold 12px/1.5 serif") == [(1, "`line-height` has no effect here")]
    assert told("color: red;\ntext-decoration: overline") == [(2, "`overline` has no effect here")]
    assert told("list-style: '→ '", kind="list") == [(1, "`list-style: '→ '` has no effect here")]


@pytest.mark.parametrize(
    "text",
    [
        *("margin: 0", "line-height: 2", "text-indent: 2em", "padding: 1px", "max-width: 9px", "orphans: 2"),
        *("border: 0 solid red", "border: none", "border: 1px none red", "zoom: 2"),
    ],
)
def test_what_a_reader_would_not_miss_is_harmless(text: str) -> None:
    assert {problem.harmless != "" for problem in computed(text).problems} == {text != "zoom: 2"}


def test_a_picture_can_be_zoomed() -> None:
    assert [
        look(f"zoom: {value}", kind="picture").zoom for value in ("50%", "1.5", "normal", "0", "1e9")
    ] == [*(0.5, 1.5, 1.0, 1.0, 20.0)]
    assert computed("zoom: 50%", kind="picture").problems == ()


@pytest.mark.parametrize(
    ("steps", "color"),
    [
        (("color: transparent",), None),
        (("p: color: blue", "span: color: #ff000000"), BLUE),
        (("span: color: red; -webkit-text-fill-color: transparent",), RED),
        (("span: background: linear-gradient(red, blue); background-clip: text; color: transparent",), None),
        (("span: background: red; -webkit-background-clip: text; color: transparent",), RED),
        (("span: background: red; background-clip: text; -webkit-text-fill-color: transparent",), RED),
        (("span: background: red; background-clip: text; color: blue",), BLUE),
    ],
)
def test_no_ink_hides_its_text(steps: tuple[str, ...], color: Color | None) -> None:
    found = in_turn(*(step if step[:2] in ("p:", "sp") else f"span: {step}" for step in steps)).style
    assert (found.color, found.background) == (color, None)


def test_text_that_would_be_hidden_is_told() -> None:
    for text in ("color: transparent", "font-size: 0", "-webkit-text-fill-color: #0000"):
        [(line, message)] = told(text)
        assert (line, message.partition(" would")[0]) == (1, f"`{text}`")
    assert look("font-size: 0").style.size_pt is look("font-size: 0").style.scale is None
    [problem] = declarations(
        "opacity: 0; opacity: 1; box-sizing: border-box; mso-x: 1; -webkit-y: 2"
    ).problems[:1]
    assert problem == Problem(1, "`opacity: 0` has no effect here", valid=True)


def test_properties_of_one_browser_or_of_word_share_a_name() -> None:
    problems = declarations("mso-a: 1; mso-b: 1; -webkit-c: 1; -moz-d: 1; box-sizing: content-box").problems
    assert [problem.harmless for problem in problems] == [
        "mso-*",
        "mso-*",
        "-webkit-*",
        "-moz-*",
        "box-sizing",
    ]


def told(text: str, kind: Kind = "inline") -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in computed(text, kind=kind).problems]


def test_what_a_sheet_says_to_no_effect_is_named_where_the_sheet_stands() -> None:
    sheet = parse_sheet(".a {\n  margin: 0;\n  color: var(--none) }", first_line=40).rules[0]
    found = compute(sheet.longhands, PLACELESS, "inline")
    assert not found.problems
    assert [problem.line for problem in found.sheet_problems if problem.valid] == [41]
    assert [problem.line for problem in found.sheet_problems if not problem.valid] == [42]


def test_mistakes_are_told_with_the_line_in_the_attribute() -> None:
    problems = declarations("color: gren;\nmargin: 0;\nfloat: left; --ink: red").problems
    assert [(problem.line, problem.valid) for problem in problems] == [(1, False), (3, True)]
    assert "`green`?" in problems[0].message


def test_the_same_declarations_are_read_once() -> None:
    assert declarations("color: red") is declarations("color: red")


@pytest.mark.parametrize("kind", ["inline", "link", "picture", "block", "list", "table", "part", "cell"])
@pytest.mark.parametrize(
    "around",
    [
        "",
        "color: #ff000080; background: yellow; border: 1px solid; vertical-align: bottom; text-align: -webkit-center",
        "visibility: hidden; white-space: pre; list-style: square; direction: rtl; text-transform: uppercase; --x: 1",
    ],
)
def test_an_element_of_which_nothing_is_said_looks_as_if_it_said_something_idle(
    around: str, kind: Kind
) -> None:
    outer = look(around, kind="part")
    assert look("", outer, kind=kind) == look("float: left; orphans: 3", outer, kind=kind)


@given(st.one_of(st.text(), st.text("color:red;font-size1 23pt%em(),/*!\"'\\-var")))
def test_no_text_raises(text: str) -> None:
    look(text)
    look(f"--x: {text}; font-size: var(--x); color: var(--x, {text})", kind="block")
    look(
        f"font-size: {text}; color: {text}; border: {text}; width: calc({text})",
        replace(Look(), align="left"),
    )
