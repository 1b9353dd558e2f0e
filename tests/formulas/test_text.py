"""Formulas as people write them in plain text."""

import pytest

from convert import formulas

SPELLED = [
    (r"x=\frac{-b\pm\sqrt{b^2-4ac}}{2a}", "x = (−b ± √(b² − 4ac))/(2a)"),
    (r"\sum_{i=1}^n i=\frac{n(n+1)}{2}", "∑_{i=1}^{n} i = n(n + 1)/2"),
    (r"\int_0^1 x^2\,\mathrm{d}x=\frac13", "∫₀¹ x² dx = ⅓"),
    (r"\lim_{x\to0}\frac{\sin x}{x}=1", "lim_{x→0} (sin x)/x = 1"),
    (r"\left(1+\frac1n\right)^n\to e", "(1 + 1/n)ⁿ → e"),
    (r"e^{i\pi}+1=0", "e^(iπ) + 1 = 0"),
    (r"a_1,a_2,\dots,a_n", "a₁, a₂, …, aₙ"),
    (r"\forall x\in\mathbb R,\ x^2\ge0", "∀x ∈ ℝ, x² ≥ 0"),
    (r"\begin{bmatrix}a&b\\c&d\end{bmatrix}", "[a b; c d]"),
    (r"f(x)=\begin{cases}x, & x\ge 0\\ -x, & \text{其他}\end{cases}", "f(x) = {x, x ≥ 0; −x, 其他"),
    (r"\text{速度}=\frac{\text{路程}}{\text{时间}}", "速度 = 路程/时间"),
    (r"速度=\frac{路程}{时间}", "速度 = 路程/时间"),
    (r"\ce{2H2 + O2 ->[点燃] 2H2O}", "2 H₂ + O₂ —点燃→ 2 H₂O"),
    (r"\ce{SO4^2- + Ba^2+ -> BaSO4 v}", "SO₄²⁻ + Ba²⁺ ⟶ BaSO₄ ↓"),
    (r"f'(x)=\frac{dy}{dx}", "f′(x) = dy/dx"),
    (r"\frac{a}{b}x", "(a/b)x"),
    (r"\angle ABC=90^\circ", "∠ABC = 90°"),
    (r"\vec a\cdot\vec b=|\vec a||\vec b|\cos\theta", "a⃗ ⋅ b⃗ = |a⃗||b⃗| cos θ"),
    (r"\sqrt[3]{x+1}+\sqrt2", "∛(x + 1) + √2"),
    (r"\binom nk", "(n; k)"),
    (r"{n\choose k}", "(n; k)"),
    (r"\underbrace{1+\cdots+1}_{n\text{ 个}}=n", "(1 + ⋯ + 1)_{n 个} = n"),
    (r"{}^{14}_{6}\mathrm C", "¹⁴₆C"),
    (r"a\equiv b\pmod m", "a ≡ b (mod m)"),
    (r"E=mc^2\tag{1}", "E = mc² (1)"),
    (r"\newcommand{\R}[1]{\mathbb R^{#1}}x\in\R{3}", "x ∈ ℝ³"),
    (r"x\not=y", "x ≠ y"),
    (r"\{x\mid x<0\}", "{x ∣ x < 0}"),
    (r"50\%\ \text{of } \$3", "50% of $3"),
    (r"3.14\times10^{-3}\,\mathrm{mol/L}", "3.14 × 10⁻³ mol/L"),
    (r"\ce{^{235}_{92}U + ^1_0n -> 3 ^1_0n}", "²³⁵₉₂U + ¹₀n ⟶ 3 ¹₀n"),
    ("a % a comment\n+b", "a + b"),
]


@pytest.mark.parametrize(("tex", "text"), SPELLED)
def test_a_formula_reads_as_people_write_it(tex: str, text: str):
    assert formulas.text(tex) == text


def test_lines_stand_under_each_other_where_a_formula_is_displayed():
    tex = r"\begin{aligned}a&=b+c\\&=d\end{aligned}"
    assert formulas.text(tex, display=True) == "a = b + c\n= d"
    assert formulas.text(tex) == "a = b + c; = d"


@pytest.mark.parametrize(
    ("tex", "lines"),
    [
        (r"\begin{cases}F_x=ma\\F_y=0\end{cases}", ["{ Fₓ = ma", "  F_y = 0"]),
        (r"f=\begin{cases}1 & x>0\\ 2, & x\le 0\end{cases}", ["f = { 1, x > 0", "      2, x ≤ 0"]),
        (r"\left\{\begin{aligned}a&=b\\c&=d\end{aligned}\right.", ["{ a = b", "  c = d"]),
        (r"\begin{aligned}f&=\begin{cases}1\\2\end{cases}\\g&=3\end{aligned}", ["f = { 1", "      2", "g = 3"]),
    ],
)  # fmt: skip
def test_cases_stand_under_each_other_behind_one_brace(tex: str, lines: list[str]):
    assert formulas.text(tex, display=True).split("\n") == lines


@pytest.mark.parametrize(
    ("tex", "named"),
    [
        (r"\foo{x}", r"\foo"),
        (r"\begin{tikzcd}a\end{tikzcd}", "tikzcd"),
        ("{x", "}"),
        ("x}", "}"),
        (r"a^b^c_d_e", "two subscripts"),
        (r"\left(x", r"\right"),
        (r"\frac{1}", "argument"),
        (r"\text{\foo}", r"\foo"),
        (r"\def\a{\a\a}\a", "a"),
        ("{" * 200 + "x" + "}" * 200, "deep"),
        ("x" * 20_000, "long"),
    ],
)
def test_what_is_not_understood_stays_as_it_is_in_every_format_and_says_why(tex: str, named: str):
    assert formulas.text(tex) == tex
    assert (
        formulas.omml(tex, True) is formulas.mathml(tex, True) is formulas.svg(tex, True, 10, "#000") is None
    )
    assert named in formulas.kept(tex)
