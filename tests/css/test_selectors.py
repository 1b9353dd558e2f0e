"""Which elements a selector picks; cssselect2 is the judge."""

from xml.etree import ElementTree

import cssselect2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.css.conditions import SelectorError
from convert.css.elements import Siblings
from convert.css.selectors import parse_selectors, split_commas


class Element:
    """An element as the reader has it."""

    def __init__(self, source: ElementTree.Element, parent: "Element | None" = None) -> None:
        self.tag = source.tag
        self.attributes = dict(source.attrib)
        self.parent = parent
        self.children: list[object] = []
        if source.text:
            self.children.append(source.text)
        for child in source:
            self.children.append(Element(child, self))

    def walk(self) -> "list[Element]":
        inner = [element for child in self.children if isinstance(child, Element) for element in child.walk()]
        return [self, *inner]


PAGE = ElementTree.fromstring(
    """<html lang="zh-CN"><body class="a b"><h1 id="top" class="title">x</h1><p class="重点 a">x<em>x</em></p>
    <p title="one two" lang="en-GB"><a href="https://x.org/a.html">x</a><a name="n"><span data-x="AB"/></a></p>
    <ul class="list"><li>1</li><li class="b">2<ul><li id="deep">x</li></ul></li><li/><li>4</li></ul>
    <table align="CENTER"><tr><td>1</td><th>2</th><td class="a b">3</td></tr></table><p/></body></html>"""
)
SELECTORS = """*; p; P; .a; .重点; #top; h1#top.title; p.a.重点; ul li; ul > li; body > p; li li; ul ul li; h1 + p; h1 ~ p; p ~ p;
    li + li; a:link; :any-link; :root; :root > body; li:first-child; li:last-child; p:first-of-type; p:last-of-type; td:only-of-type;
    em:only-child; li:nth-child(2); li:nth-child(odd); li:nth-child(even); li:nth-child(2n + 1); li:nth-child(-n+2);
    li:nth-last-child(1); p:nth-of-type(2); p:nth-last-of-type(1); li:empty; :empty; [title]; [title=one]; [title~=two];
    [lang|=en]; [href^=https]; [href$=".html"]; [href*="x.org"]; [data-x=ab]; [data-x="ab" i]; :not(p);
    li:not(.b); :not(.a, .b); :is(h1, p); :is(ul, ol) > li; :where(h1, #top); p:is(.a, #no) em; :lang(zh); :lang(en); p:lang(en-GB);
    body :lang(zh); :hover; li:not(:first-child):not(:last-child); td, th; ul li:nth-child(2) li; body.a.b > ul.list li#deep;
    html body ul li ul li; p > *; * + *; li ~ li ~ li; p ~ p ~ table; h1 ~ p + ul > li ~ li; :not(:is(li, ul, p)); ul:not(ul ul) > li""".replace(
    "\n", ""
).split(";")


@pytest.mark.parametrize("text", [text.strip() for text in SELECTORS])
def test_a_selector_picks_what_cssselect2_picks(text: str) -> None:
    assert picked(text) == judged(text)


def test_values_of_old_attributes_are_compared_without_case() -> None:
    assert picked("[align=center]") == picked("table")


def picked(text: str) -> list[bool]:
    siblings = Siblings()
    selectors = parse_selectors(text)
    return [
        any(selector.matches(element, siblings) for selector in selectors) for element in Element(PAGE).walk()
    ]


def judged(text: str) -> list[bool]:
    selectors = cssselect2.compile_selector_list(text)
    wrappers = cssselect2.ElementWrapper.from_html_root(PAGE).iter_subtree()
    return [any(selector.test(wrapper) for selector in selectors) for wrapper in wrappers]


@pytest.mark.parametrize("text", [text.strip() for text in SELECTORS if "," not in text])
def test_specificity_is_cssselect2s(text: str) -> None:
    [ours] = parse_selectors(text)
    [theirs] = cssselect2.compile_selector_list(text)
    assert ours.specificity == tuple(theirs.specificity)


@pytest.mark.parametrize(
    ("text", "specificity"),
    [
        (":is(p, #a) b", (1, 0, 1)),
        (":where(#a) b", (0, 0, 1)),
        (":not(.a.b)", (0, 2, 0)),
        ("a::before", (0, 0, 2)),
    ],
)
def test_functions_count_as_their_strongest_argument(text: str, specificity: tuple[int, int, int]) -> None:
    assert parse_selectors(text)[0].specificity == specificity


@pytest.mark.parametrize(
    "text",
    [
        "",
        "p,",
        ">p",
        "p >",
        "p > > a",
        "..a",
        "#",
        "p:nope",
        "p:nth-child(x)",
        "[",
        "a[b=]",
        "p::before em",
        ":not()",
        "1",
        "p}",
    ],
)
def test_an_invalid_selector_is_refused(text: str) -> None:
    with pytest.raises(SelectorError):
        parse_selectors(text)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("ul:has(#deep)", "ul"),
        ("li:has(> ul)", "li.b"),
        ("li:has(+ li.b)", "ul.list > li:first-child"),
        ("h1:has(~ table)", "h1"),
        ("p:has(a > span)", "p[title]"),
        ("body:has(.title ~ table td)", "body"),
        ("p:has(ul)", ":not(*)"),
        (":nth-child(1 of .b)", "body, li.b, td.a.b"),
        ("body > :nth-child(2 of p)", "p[title]"),
        ("body > :nth-last-child(1 of p)", "table + p"),
        ("li:nth-child(n+2 of .b)", ":not(*)"),
        ("*|li", "li"),
    ],
)
def test_newer_selectors_pick_what_older_ones_say_longer(text: str, same: str) -> None:
    assert picked(text) == picked(same)


def test_what_needs_siblings_says_so() -> None:
    assert [s.structural for s in parse_selectors("p, p + p, li:first-child, :not(p ~ p), a:link > b")] == [
        *(False, True, True, True, False)
    ]


def test_a_pseudo_element_is_known() -> None:
    assert [s.pseudo_element for s in parse_selectors("li::marker, p:before, p")] == ["marker", "before", ""]


def test_commas_inside_brackets_and_strings_part_nothing() -> None:
    assert split_commas(':is(a, b), [x="1,2"] ,c') == [":is(a, b)", '[x="1,2"]', "c"]


def test_a_long_chain_over_a_deep_tree_takes_no_time() -> None:
    source = ElementTree.Element("div")
    leaf = source
    for _ in range(200):
        leaf = ElementTree.SubElement(leaf, "div")
    [selector] = parse_selectors("p " + "div " * 60 + "div")
    assert not selector.matches(Element(source).walk()[-1], Siblings())


def test_ten_thousand_siblings_take_no_time() -> None:
    source = ElementTree.fromstring("<body>" + "<p/>" * 10_000 + "</body>")
    paragraphs = Element(source).walk()[1:]
    for text in ("b ~ p", "p ~ p", "p + p", "p:nth-of-type(3n)", "p:last-child", ":nth-child(2n of p)"):
        siblings = Siblings()
        [selector] = parse_selectors(text)
        assert sum(selector.matches(p, siblings) for p in paragraphs) < 10_000


def test_looking_inside_everything_for_everything_is_bounded() -> None:
    source = ElementTree.Element("div")
    leaf = source
    for _ in range(100):
        leaf = ElementTree.SubElement(leaf, "div")
        for _ in range(50):
            ElementTree.SubElement(leaf, "i")
    siblings = Siblings()
    [selector] = parse_selectors("div:has(~ p b, p, :not(div) ~ b)")
    assert not any(selector.matches(one, siblings) for one in Element(source).walk())


PIECES = st.lists(
    st.sampled_from(
        [*"pa.#:[]()>+~* ,", "is(", "not(", "has(", "nth-child(", " of ", "2n", '"', "\\", "::x", "="]
    ),
    max_size=12,
)


@given(st.one_of(st.text(), PIECES.map("".join)))
def test_any_text_is_a_selector_or_refused(text: str) -> None:
    try:
        selectors = parse_selectors(text)
    except SelectorError:
        return
    leaf = Element(PAGE).walk()[-1]
    for selector in selectors:
        selector.matches(leaf, Siblings())
