"""What an element looks like in its document, and where its mistakes are told."""

import time

import pytest

from convert.model import Color, Frame, Length, Paragraph, Style, Text
from convert.notices import Code, Notice, Report
from convert.reader import read
from convert.reader.cascade import Cascade, Look
from convert.reader.hints import Hints, hints
from convert.reader.html import Element, parse

RED, YELLOW = Color(255, 0, 0), Color(255, 255, 0)


def look(html: str, tag: str = "x") -> Look:
    """The look of the first element of this name, or of the first that stands deepest."""
    body = parse(html, {}, "k", Report())
    cascade = Cascade(body, Report())

    def inner(element: Element, around: Look) -> Look | None:
        here = cascade.look(element, around)
        if element.tag == tag:
            return here
        return next((found for child in element.elements() if (found := inner(child, here))), None)

    found = inner(body, Look())
    assert found is not None
    return found


def notices(source: str) -> list[Notice]:
    report = Report()
    read(source, report=report)
    return list(report)


@pytest.mark.parametrize(
    ("html", "style"),
    [
        ("<font color=red><x>", Style(color=RED, mark="red")),
        (
            "<font color=#f00 size=5 face='KaiTi, serif'><x>",
            Style(color=RED, mark="red", size_pt=18, font="KaiTi"),
        ),
        ("<font size=+1><x>", Style(size_pt=13.5)),
        ("<font size=9x><x>", Style(size_pt=36)),
        ("<font color='' size=x face=''><x>", Style()),
        ("<body text=red><x>", Style(color=RED)),
        ("<i lang=zh_hans_cn><x>", Style(italic=True, language="zh-Hans-CN")),
        ("<i lang='?!'><x>", Style(italic=True)),
        ("<i lang=en><b lang=''><x>", Style(italic=True, bold=True)),
        ("<x dir=rtl>", Style(direction="rtl")),
        ("<bdo dir=rtl><x>", Style(direction="rtl-override")),
        ("<bdi>אב<x>", Style(direction="rtl")),
        ("<x dir=auto>12 אב ab", Style(direction="rtl")),
        ("<abbr title=t><x>", Style(underline="dotted")),
        ("<abbr><x>", Style()),
        ("<style>html { color: red }</style><x>", Style(color=RED)),
        ("<style>:root { --a: red } x { color: var(--a) }</style><x>", Style(color=RED, mark="red")),
    ],
)
def test_old_attributes_and_names_have_their_look(html: str, style: Style) -> None:
    assert look(html).style == style


@pytest.mark.parametrize(
    ("html", "tag", "changes"),
    [
        ("<p align=center><x>", "x", {"align": "center"}),
        ("<div align=right><table><td>a", "td", {"align": None}),
        (
            "<table><tr align=middle valign=bottom><td>a",
            "td",
            {"align": "center", "vertical_align": "bottom"},
        ),
        (
            "<table><td nowrap width=30% height=12>a",
            "td",
            {"white_space": "nowrap", "width": Length(30, "%"), "height": Length(9)},
        ),
        ("<table bgcolor=yellow><td>a", "td", {"frame": Frame(YELLOW)}),
        ("<ol type=a><li>a", "li", {"list_marker": "lower-alpha"}),
        ("<ul type=SQUARE><li>a", "li", {"list_marker": "square"}),
        ("<ul type=A><li>a", "li", {"list_marker": None}),
        ("<ol><li type=I>a", "li", {"list_marker": "upper-roman"}),
        ("<img width=0 height=20px>", "img", {"width": Length(0), "height": Length(15)}),
        ("<p dir=rtl>a", "p", {"direction": "rtl"}),
        ("<p hidden>a", "p", {"hidden": True}),
        ("<p hidden style='display: block'>a", "p", {"hidden": False}),
        ("<pre wrap>a", "pre", {"white_space": "pre-wrap"}),
    ],
)
def test_old_attributes_shape_blocks(html: str, tag: str, changes: dict[str, object]) -> None:
    found = look(html, tag)
    assert {name: getattr(found, name) for name in changes} == changes


def test_sheets_win_over_attributes_and_style_over_sheets() -> None:
    sheet = "<style>font { color: red }</style>"
    assert look(f"{sheet}<font color=blue><x>").style.color == RED
    assert look(f"{sheet}<font color=blue style='color: yellow'><x>").style.color == YELLOW


def test_a_mistake_is_told_on_each_line_it_stands_on() -> None:
    told = notices(
        '<b style="color: gren">a</b>\n\n<b style="color: gren">b</b>\n\n<b style="color: red;\ncolr: red">c</b>'
    )
    assert [(notice.line, notice.code) for notice in told] == [
        (1, Code.INVALID_CSS),
        (3, Code.INVALID_CSS),
        (6, Code.INVALID_CSS),
    ]
    assert "`green`?" in told[0].message
    assert "`color`?" in told[2].message


def test_what_has_no_effect_is_told_once() -> None:
    told = notices(
        '<p style="float: left">a</p>\n\n<p style="float: left">b</p>\n\n<style>p::before { color: red }</style>'
    )
    assert [(notice.line, notice.code) for notice in told] == [
        (5, Code.UNSUPPORTED_CSS),
        (1, Code.UNSUPPORTED_CSS),
    ]


def test_a_sheet_in_the_body_holds_for_all_of_the_document() -> None:
    [paragraph] = read("<b>a</b>\n\n<style>b { color: red }</style>").body
    assert paragraph == Paragraph((Text("a", Style(bold=True, color=RED, mark="red")),))


def test_an_element_without_attributes_asks_for_nothing() -> None:
    assert hints(Element("p", {}, 1, None)) == Hints()


def test_a_thousand_rules_on_a_thousand_elements_take_no_time() -> None:
    rules = "".join(
        f".c{i} {{ color: rgb({i % 256} 0 0) }} p .d{i} > b {{ font-weight: 300 }}" for i in range(1000)
    )
    elements = "".join(f'<p class="c{i}"><span class="d{i}"><b>x</b></span></p>\n\n' for i in range(1000))
    start = time.perf_counter()
    document = read(f"<style>{rules}</style>\n\n{elements}")
    assert len(document.body) == 1000
    assert time.perf_counter() - start < 20
