"""Style sheets: rules, media, pages and what is wrong with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.css.cascade import PathStyles
from convert.css.computed import ContentCounter, ContentString, ContentText, Page
from convert.css.page import compute_page, parse_size
from convert.css.queries import applies_to_print, supports
from convert.css.sheet import parse_sheet
from convert.model import Color


def page(css: str) -> Page:
    sheet = parse_sheet(css)
    found, problems = compute_page(sheet, PathStyles(sheet.rules, "zh-CN", 480).root)
    assert not problems
    return found


def problems(css: str) -> list[tuple[int, str, bool]]:
    sheet = parse_sheet(css)
    _, more = compute_page(sheet, PathStyles(sheet.rules, "zh-CN", 480).root)
    return [tuple(problem)[:3] for problem in (*sheet.problems, *more)]  # type: ignore[misc]


@pytest.mark.parametrize(
    "query",
    [
        *("", "print", "all", "PRINT", "screen, print", "only print", "not screen"),
        *("(color)", "print and (min-width: 10cm)", "(max-width: 1000px) and (orientation: portrait)"),
        *("(200px <= width)", "(width > 10cm)", "not (hover: hover)", "(prefers-color-scheme: light)"),
        *("(hover) or (min-height: 1in)", "not screen and (color)"),
    ],
)
def test_paper_takes_the_rules_for_print(query: str) -> None:
    assert applies_to_print(query)
    assert parse_sheet(f"@media {query} {{ p {{ color: red }} }}").rules


@pytest.mark.parametrize(
    "query",
    [
        *("screen", "not print", "not all", "speech", "print and (max-width: 10cm)", "screen and (color)"),
        *(
            "(prefers-color-scheme: dark)",
            "(hover)",
            "(nonsense: 1)",
            "not (nonsense)",
            "print and",
            "(min-width: x)",
        ),
        *("(color) and (hover) or (color)", "not print and (color)"),
    ],
)
def test_paper_passes_by_other_media(query: str) -> None:
    assert not applies_to_print(query)
    assert not parse_sheet(f"@media {query} {{ p {{ color: red }} }}").rules


def test_an_invalid_selector_drops_its_rule_only() -> None:
    sheet = parse_sheet("p, ] { color: red }\nh1 { color: red }")
    assert [rule.selector.text for rule in sheet.rules] == ["h1"]
    assert [problem.line for problem in sheet.problems] == [1]


def test_errors_have_their_lines_and_what_is_not_understood_is_no_error() -> None:
    css = "p {\n  color: gren;\n  image-rendering: auto;\n  margn: 0;\n}\n@font-face { src: url(x) }\n@nonsense;"
    assert problems(css) == [
        (2, "`color: gren` is not valid; `green`?", False),
        (3, "`image-rendering: auto` has no effect here", True),
        (4, "no property `margn`; `margin`?", False),
        (6, "`@font-face` has no effect here", True),
        (7, "`@nonsense` is not understood", False),
    ]


def test_a_missing_brace_is_named_where_it_is_missed() -> None:
    [(line, message, valid)] = problems("h1 { color: red;\nh2 { color: blue }\n")
    assert (line, valid) == (1, False)
    assert "never closed" in message


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("(color: red)", True),
        ("(color: rad)", False),
        ("not (color: rad)", True),
        ("(color: red) and (display: grid)", True),
        ("(color: rad) or (float: left)", True),
        ("((color: red))", True),
        ("selector(p:has(b))", True),
        ("selector(p:nonsense)", False),
        ("font-tech(color-COLRv1)", False),
        ("", False),
        ("(" * 5000, False),
    ],
)
def test_supports_asks_what_is_understood(condition: str, holds: bool) -> None:
    assert supports(condition) is holds
    assert bool(parse_sheet(f"@supports {condition} {{ p {{ color: red }} }}").rules) is holds


def test_rules_inside_rules_are_read_as_if_outside() -> None:
    css = ".key { color: red; & b { color: blue } > i { color: green } em { } .x & { } @media print { margin: 0 } }"
    sheet = parse_sheet(css)
    assert not sheet.problems
    assert [rule.selector.text for rule in sheet.rules] == [
        ".key",
        ":is(.key) b",
        ":is(.key) > i",
        ":is(.key) em",
        ".x :is(.key)",
        ".key",
    ]


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ("A4", (210, 297)),
        ("a5 landscape", (210, 148)),
        ("landscape", (297, 210)),
        ("B5", (176, 250)),
        ("jis-b5 portrait", (182, 257)),
        ("Letter", (215.9, 279.4)),
        ("legal", (215.9, 355.6)),
        ("10cm", (100, 100)),
        ("8.5in 11in", (215.9, 279.4)),
    ],
)
def test_paper_is_known_by_name_and_by_size(value: str, size: tuple[float, float]) -> None:
    assert parse_size(value) == pytest.approx(size)


@pytest.mark.parametrize(
    "value", ["", "A9", "A4 A5", "10", "0 0", "1em 2em", "A4 10cm", "-1cm 5cm", "1cm 2cm 3cm"]
)
def test_what_is_no_paper_is_none(value: str) -> None:
    assert parse_size(value) is None


def test_a_page_without_rules_is_a4_with_20_mm() -> None:
    assert page("") == Page()


def test_page_rules_give_size_and_margins_in_mm() -> None:
    found = page("@page { size: A5; margin: 1cm 72pt } @page { margin-left: 10% }")
    assert (found.width_mm, found.height_mm) == (148, 210)
    assert (found.margin_mm.top, found.margin_mm.right, found.margin_mm.left) == (10, 25.4, 14.8)


HEADER = """html { font-size: 10pt } h1 { string-set: title content() }
@page { font-family: Arial; color: gray;
  @bottom-center { content: "第 " counter(page) " / " counter(pages) " 页"; font-size: 0.8em }
  @top-left { content: string(title, first) ; text-align: right }
  @top-right { content: none } }
"""


def test_margin_boxes_give_their_content_and_style() -> None:
    left, center = page(HEADER).boxes
    assert center.name == "bottom-center"
    assert center.content == (
        *(ContentText("第 "), ContentCounter("page"), ContentText(" / ")),
        *(ContentCounter("pages"), ContentText(" 页")),
    )
    assert (center.style.font_size_pt, center.style.align) == (8, "center")
    assert (center.style.font_family, center.style.color) == (("Arial",), Color(128, 128, 128))
    assert left.content == (ContentString("title", "h1"),)
    assert left.style.align == "right"


def test_the_first_page_has_the_boxes_of_every_page_unless_it_says_otherwise() -> None:
    assert page(HEADER).first_boxes is None
    first = page(
        HEADER + "@page :first { @top-left { content: none } @top-center { content: 'x' } }"
    ).first_boxes
    assert first is not None
    assert [box.name for box in first] == ["top-center", "bottom-center"]


def test_left_and_right_pages_have_boxes_of_their_own_and_the_first_is_a_right_one() -> None:
    css = "@page { @top-left { content: 'a' } } @page :right { @bottom-right { content: 'r' } }"
    css += "@page :left { @bottom-left { content: 'l' } } @page :first { @top-left { content: none } }"
    found = page(css)
    sets = found.boxes, found.left_boxes or (), found.first_boxes or ()
    assert [[box.name for box in boxes] for boxes in sets] == [
        *(["top-left", "bottom-right"], ["top-left", "bottom-left"], ["bottom-right"]),
    ]
    assert page("@page { @top-left { content: 'a' } }").left_boxes is None


def test_a_box_says_where_across_its_margin_its_lines_stand() -> None:
    (box,) = page("@page { @top-left { content: 'a'; vertical-align: bottom } }").boxes
    assert (box.place, box.turned) == ("bottom", False)


def test_a_box_beside_the_text_has_lines_that_read_upwards() -> None:
    css = "html { --words: 'a' 'b' } @page { @left-middle { content: var(--words); writing-mode: sideways-lr } }"
    (box,) = page(css).boxes
    assert (box.name, box.turned) == ("left-middle", True)
    assert box.content == (ContentText("a"), ContentText("b"))
    assert [valid for _, _, valid in problems(css.replace("writing-mode: sideways-lr", ""))] == [True]


def test_what_a_page_cannot_do_is_told() -> None:
    css = "@page :left { margin: 0 }\n@page { size: A0;\n @left-top { content: 'x' }\n @nowhere { content: 'x' }\n"
    css += "@top-left { content: attr(x) } }\n@page :first { margin: 0 }"
    assert [(line, valid) for line, _, valid in problems(css)] == [
        *((2, False), (2, True), (2, False), (5, True), (6, True), (1, True)),
    ]


@given(st.text())
def test_no_text_raises(text: str) -> None:
    for css in (
        text,
        f"@page {{ {text} }}",
        f"p {{ {text} }}",
        f"{text} {{ color: red }}",
        f"@page {{ @top-left {{ content: {text} }} }}",
    ):
        sheet = parse_sheet(css)
        compute_page(sheet, PathStyles(sheet.rules, "zh-CN", 480).root)
