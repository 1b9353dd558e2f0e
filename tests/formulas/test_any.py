"""Any text is a formula, or says that it is none; in bounded time."""

import re
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from convert import formulas

PIECES = (
    r"\frac \sqrt { } ^ _ & \\ \left( \right) \left| \right. \begin{matrix} \end{matrix} \begin{cases} \end{cases} x 1 \sum \int \lim "
    r"\sin ( ) [ ] | 中文 \text{甲} \alpha \mathbb{R} \mathbf \vec \overline \hat + - = ' , \, \color{red} \boxed \cancel "
    r"\xrightarrow \underbrace \over \choose \tag{1} \not \phantom \middle| \operatorname{ab} \ce{H2O} \big( \limits "
    r"\displaystyle \rm \substack \overset \binom ~ % # $ \newcommand{\a}{b} \a \def\b{\b} \b"
).split()
TEX = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@settings(max_examples=150, deadline=2000)
@given(TEX)
def test_any_text_is_well_formed_in_every_format_or_stays_tex(tex: str):
    tex = XML.sub("", tex)
    equation = formulas.omml(tex, True)
    page = formulas.mathml(tex, True)
    drawn = formulas.svg(tex, False, 10, "#000000")
    if equation is None:
        assert page is drawn is None
        assert formulas.text(tex) == tex
        return
    assert page is not None
    assert drawn is not None
    ET.fromstring(f'<w:p xmlns:w="w" xmlns:m="m">{equation}</w:p>')
    ET.fromstring(page)
    ET.fromstring(drawn.markup)
    assert 0 < drawn.height < 1000


def test_deep_fences_do_not_take_exponential_time():
    deep = r"\left(" * 35 + "x" + r"\right)" * 35
    assert formulas.svg(deep, True, 10, "#000000") is None
    assert formulas.omml(deep, True) is not None
    assert "too deep" in formulas.kept(deep)
