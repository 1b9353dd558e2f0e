"""A `<math>` in, TeX out: the TeX it was made from where it says that, else its presentation spelled out (MathML Core)."""

from collections.abc import Callable
from typing import Final

from convert.reader.html import COMMENT, Element

_TEX_ENCODINGS: Final = frozenset(("application/x-tex", "text/x-tex", "application/x-latex", "tex", "latex"))
_SPECIAL: Final = str.maketrans(
    {
        "\\": r"\backslash ",
        "~": r"\sim ",
        "^": r"\wedge ",
        **{mark: "\\" + mark for mark in "{}_&#%$"},
    }
)
_SIGNS: Final = {
    "∑": r"\sum ",
    "∏": r"\prod ",
    "∫": r"\int ",
    "∮": r"\oint ",
    "×": r"\times ",
    "⋅": r"\cdot ",
    "·": r"\cdot ",
    "÷": r"\div ",
    "±": r"\pm ",
    "≤": r"\le ",
    "≥": r"\ge ",
    "≠": r"\ne ",
    "≈": r"\approx ",
    "→": r"\to ",
    "∞": r"\infty ",
    "∂": r"\partial ",
    "−": "-",
    # Function application, times, separator and plus that nobody sees
    **dict.fromkeys("\u2061\u2062\u2063\u2064", ""),
}
_FUNCTIONS: Final = frozenset(
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max min"
    " sec sin sinh sup tan tanh".split()
)
_OVER: Final = {
    "^": r"\hat",
    "ˆ": r"\hat",
    "¯": r"\overline",
    "‾": r"\overline",
    "→": r"\vec",
    "~": r"\tilde",
}
_BRACES: Final = {"{": r"\{", "}": r"\}", "‖": r"\|"}
_Whole = Callable[[list[str]], str]
# How an element is put together from its children.
_SHAPES: Final[dict[str, tuple[int, _Whole]]] = {
    "mfrac": (2, lambda part: rf"\frac{{{part[0]}}}{{{part[1]}}}"),
    "mroot": (2, lambda part: rf"\sqrt[{part[1]}]{{{part[0]}}}"),
    "msup": (2, lambda part: f"{{{part[0]}}}^{{{part[1]}}}"),
    "msub": (2, lambda part: f"{{{part[0]}}}_{{{part[1]}}}"),
    "msubsup": (3, lambda part: f"{{{part[0]}}}_{{{part[1]}}}^{{{part[2]}}}"),
    "munder": (2, lambda part: _limits(part[0], part[1], "")),
    "mover": (2, lambda part: _limits(part[0], "", part[1])),
    "munderover": (3, lambda part: _limits(part[0], part[1], part[2])),
}


def tex_of(math: Element) -> str:
    """The TeX of a formula; empty where nothing stands in it."""
    return _annotation(math) or " ".join(_tex(math).split())


def _annotation(element: Element) -> str:
    if element.tag == "annotation":
        encoding = element.attributes.get("encoding", "").lower()
        return element.text().strip() if encoding in _TEX_ENCODINGS else ""
    return next((found for child in element.elements() if (found := _annotation(child))), "")


def _tex(element: Element) -> str:
    tag = element.tag
    if tag in ("annotation", "annotation-xml", "mphantom", COMMENT):
        return ""
    children = element.elements()
    if tag in _SHAPES and len(children) == _SHAPES[tag][0]:
        return _SHAPES[tag][1]([_tex(child) for child in children])
    match tag:
        case "mi" | "mn" | "mo" | "ms":
            return _token(element)
        case "mtext":
            return rf"\text{{{' '.join(element.text().split()).translate(_SPECIAL)}}}"
        case "mspace":
            return r"\ "
        case "msqrt":
            return rf"\sqrt{{{_row(element)}}}"
        case "mfenced":
            inner = element.attributes.get("separators", ",")[:1].strip().join(map(_tex, children))
            opening, closing = element.attributes.get("open", "("), element.attributes.get("close", ")")
            return rf"\left{_fence(opening)} {inner} \right{_fence(closing)}"
        case "mtable":
            rows = (" & ".join(map(_tex, row.elements())) for row in children)
            return r"\begin{matrix}" + r" \\ ".join(rows) + r"\end{matrix}"
        case _:
            return _row(element)


def _row(element: Element) -> str:
    return "".join(
        child.strip().translate(_SPECIAL) if isinstance(child, str) else _tex(child)
        for child in element.children
    )


def _token(element: Element) -> str:
    said = "".join(element.text().split())
    if said in _FUNCTIONS:
        return rf"\{said} "
    if element.tag == "mi" and len(said) > 1 and said.isalpha():
        return rf"\mathrm{{{said}}}"
    return "".join(_SIGNS.get(character, character.translate(_SPECIAL)) for character in said)


def _limits(base: str, under: str, over: str) -> str:
    """What stands under and over: limits of a large sign, an accent, or anything else."""
    bare = over.strip().replace(r"\wedge", "^").replace(r"\sim", "~").replace(r"\to", "→")
    if over and not under and bare in _OVER:
        return rf"{_OVER[bare]}{{{base}}}"
    if base.strip() in (r"\sum", r"\prod", r"\int", r"\oint", r"\lim", r"\max", r"\min"):
        return base + (f"_{{{under}}}" if under else "") + (f"^{{{over}}}" if over else "")
    if under:
        base = rf"\underset{{{under}}}{{{base}}}"
    return rf"\overset{{{over}}}{{{base}}}" if over else base


def _fence(mark: str) -> str:
    return _BRACES.get(mark, mark[:1]) or "."
