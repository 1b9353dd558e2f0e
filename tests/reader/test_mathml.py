import pytest

from convert.model import Math
from convert.reader import read
from convert.traverse import walk_inlines


def tex(mathml: str) -> str:
    (formula,) = (
        one for one in walk_inlines(read(f"<p><math>{mathml}</math></p>").body) if isinstance(one, Math)
    )
    return formula.tex


@pytest.mark.parametrize(
    ("mathml", "expected"),
    [
        ("<msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><msqrt><mi>y</mi></msqrt>", r"{x}^{2}+\sqrt{y}"),
        ("<mi>sin</mi><mo>\u2061</mo><mi>x</mi>", r"\sin x"),
        ("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>", r"\sum _{i}^{n}"),
        ("<mover><mi>a</mi><mo>→</mo></mover>", r"\vec{a}"),
        ("<mfenced open='[' close=']'><mi>a</mi><mi>b</mi></mfenced>", r"\left[ a,b \right]"),
        (
            "<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr></mtable>",
            r"\begin{matrix}a & b\end{matrix}",
        ),
        ("<mtext>if 100%</mtext>", r"\text{if 100\%}"),
        ("<mi>rate</mi><mo>{</mo>", r"\mathrm{rate}\{"),
        ("<mfrac><mn>1</mn></mfrac>", "1"),
    ],
)
def test_a_formula_without_its_tex_is_spelled_out(mathml: str, expected: str) -> None:
    assert tex(mathml) == expected


def test_the_tex_a_formula_was_made_from_is_kept() -> None:
    annotated = (
        "<semantics><mi>x</mi><annotation encoding='application/x-tex'> x^{2} </annotation></semantics>"
    )
    assert tex(annotated) == "x^{2}"
