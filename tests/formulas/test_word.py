"""Word's equations: native, valid, and with every character of the formula."""

import io
import re
import zipfile
from collections.abc import Callable
from html import unescape

import pytest

from convert import formulas, themes
from convert.model import Color, Document, Math, MathBlock, Paragraph, Style, Text
from convert.notices import Code, Report
from convert.writers import Options, docx

FORMULAS = [
    r"x=\frac{-b\pm\sqrt{b^2-4ac}}{2a}",
    r"\sum_{i=1}^n a_i+\int_0^1 f\,dx+\prod_k k",
    r"\begin{cases}x^2,&x\ge0\\-x,&\text{其他}\end{cases}",
    r"\begin{aligned}(a+b)^2&=a^2+2ab+b^2\\&\ge4ab\end{aligned}",
    r"\left(\begin{array}{cc|c}1&0&2\\0&1&3\end{array}\right)",
    r"\vec a\;\hat x\;\bar y\;\overline{AB}\;\underline{c}\;\underbrace{d}_{n}\;\overrightarrow{AC}",
    r"\lim_{x\to0}\frac{\sin x}{x}\quad\max_i a_i\quad\log_2 8",
    r"\boxed{E}\;\cancel{x}\;\xcancel{y}\;\phantom{z}\;\vphantom{h}\;\color{red}{r}",
    r"\ce{SO4^2- + Ba^2+ ->[加热][高温] BaSO4 v}",
    r"\left\{x\,\middle|\,x>0\right\}\;\left.\frac{dy}{dx}\right|_{x=0}\;\binom nk",
    r"\mathbb R\;\mathcal L\;\mathfrak g\;\mathbf x\;\boldsymbol\alpha\;\mathrm{mol}\;\mathsf s\;\mathtt t",
    r"{}^{14}_6\mathrm C\;f''\;x^{}_{}\;\sqrt[3]{}\;\frac{}{}",
]


def write(*formula: str) -> tuple[bytes, Report]:
    report = Report()
    body = [Paragraph((Text("设"), Math(tex), Text("。"))) for tex in formula]
    document = Document(body=(*body, *map(MathBlock, formula)))
    return docx.write(document, Options(theme=themes.load("handout")), report), report


def texts(equation: str) -> str:
    return unescape("".join(re.findall(r"<m:t[^>]*>([^<]*)</m:t>", equation)))


@pytest.mark.parametrize("tex", FORMULAS)
def test_equations_in_lines_and_of_their_own_are_valid(tex: str, docx_problems: Callable[[bytes], list[str]]):
    data, report = write(tex)
    assert docx_problems(data) == []
    assert list(report) == []


def test_letters_stand_in_the_order_of_the_source():
    equation = formulas.omml(r"a=\frac{b}{c}+\sqrt{d_e^f}+\left(g\right)+\text{其他}", False)
    assert equation is not None
    assert texts(equation) == "a=bc+def+g+其他"


def test_limits_stand_under_a_sum_only_in_a_display():
    inline, displayed = (formulas.omml(r"\sum_{i}^{n}i", display) for display in (False, True))
    assert inline is not None
    assert displayed is not None
    assert 'm:limLoc m:val="subSup"' in inline
    assert 'm:limLoc m:val="undOvr"' in displayed


def test_a_sum_holds_what_is_summed_up_to_the_next_sign():
    equation = formulas.omml(r"\sum_i a_i b_i+c", True)
    assert equation is not None
    assert texts(equation.partition("<m:nary>")[2].partition("</m:nary>")[0]) == "iaibi"


def test_lines_meet_at_their_signs():
    equation = formulas.omml(r"\begin{aligned}a&=b\\&=c\end{aligned}", True)
    assert equation is not None
    assert equation.count("<m:oMath>") == equation.count("<m:aln/>") == 2


def test_tex_that_is_not_understood_is_kept_and_reported():
    _, report = write(r"\foo{x}")
    assert {notice.code for notice in report} == {Code.NOT_RENDERED}
    assert "\\foo is not known" in next(iter(report)).message


MARKED = Style(color=Color(255, 0, 0), mark="red", size_pt=20.0, strike=True)


def test_a_formula_has_the_mark_the_colour_and_the_size_of_its_place(
    docx_problems: Callable[[bytes], list[str]],
):
    every = [Math(tex, False, MARKED) for tex in FORMULAS]
    body = (Paragraph((Text("红", MARKED), *every)), *(MathBlock(tex, MARKED) for tex in FORMULAS))
    data = docx.write(Document(body=body), Options(theme=themes.load("handout")), Report())
    assert docx_problems(data) == []
    (fraction,) = equations(docx.write(
        Document(body=(Paragraph((Math(r"\frac{a}{b}", False, MARKED),)),)), Options(theme=themes.load("handout")), Report()
    ))  # fmt: skip
    looks = re.findall("<w:rPr>(.*?)</w:rPr>", fraction)
    assert len(looks) == 3  # both letters, and the bar between them
    for look in looks:
        for said in ("rStyle", 'color w:val="FF0000"', 'sz w:val="40"', "strike"):
            assert f"<w:{said}" in look


def test_a_colour_in_the_formula_wins_over_that_around_it():
    equation = formulas.omml(r"a\color{blue}{b}", False, formulas.EquationLook(color="FF0000"))
    assert equation is not None
    assert re.findall('w:color w:val="(.*?)"', equation) == ["FF0000", "0000FF"]


def equations(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return re.findall("<m:oMath>.*?</m:oMath>", package.read("word/document.xml").decode())
