"""The tree of a formula in, presentation MathML out: MathML Core for browsers, or what the drawing library needs."""

from html import escape
from typing import Final, assert_never

from convert.formulas import alphabets
from convert.formulas.tree import (
    EMPTY,
    Accent,
    Colored,
    Enclosed,
    Fence,
    Fraction,
    Grid,
    Identifier,
    Leaf,
    Node,
    Number,
    Operator,
    Phantom,
    Role,
    Root,
    Row,
    Scripts,
    Sized,
    Space,
    Stroke,
    Words,
    children,
)

NAMESPACE: Final = "http://www.w3.org/1998/Math/MathML"
_APPLY = "<mo>\u2061</mo>"
_THIN = 3 / 18
# Signs that grow in MathML wherever they stand (MathML Core, appendix B), but not in TeX.
_GROWING = frozenset("()[]{}|‖⟨⟩⌊⌋⌈⌉⟮⟯⟦⟧∣∥↑↓↕⇑⇓⇕")
_STROKES: dict[Stroke, str] = {
    "box": "box", "rising": "updiagonalstrike", "falling": "downdiagonalstrike", "through": "horizontalstrike",
    "crossed": "updiagonalstrike downdiagonalstrike",
}  # fmt: skip
# Browsers have no menclose: borders and lines of CSS do it.
_LINE = "background: linear-gradient(to {}, transparent 47%, currentColor 47% 53%, transparent 53%)"
_DRAWN_BY_CSS = {
    "box": "border: 1px solid; padding: 0.2em 0.3em",
    "rising": _LINE.format("bottom right"),
    "falling": _LINE.format("bottom left"),
    "through": _LINE.format("bottom"),
    "crossed": f"{_LINE.format('bottom right')}, {_LINE.format('bottom left').removeprefix('background: ')}",
}
_SIDES = {"l": "left", "r": "right", "c": "center"}
# The space before and after an operator in em (The TeXbook, chapter 18).
_AROUND: dict[Role, tuple[float, float]] = {
    "relation": (5 / 18, 5 / 18),
    "binary": (4 / 18, 4 / 18),
    "punctuation": (0.0, 3 / 18),
}
# Marks whose signs in the drawing's face are others, or grow there.
_DRAWN_MARKS = {"^": "ˆ"}
_ARROWS = frozenset("→←↔⇀↼")
_DRAWN_WIDE_MARKS = {"^": "\u0302", "~": "\u0303", "¯": "―", "‾": "―", "_": "―"}
REACH: Final = "reach"
"""The attribute of a drawn arrow that says how long it is, in em."""
_BEYOND = 0.9
_SCRIPT = 0.7
_FIRST_WIDE = 0x2E7F
_BEFORE_SIGN = frozenset(("binary", "relation", "open", "large", "punctuation"))


def write(node: Node, tex: str, display: bool) -> str:
    """Build `<math>` for a page, with the TeX it comes from."""
    block = ' display="block"' if display else ""
    source = f'<annotation encoding="application/x-tex">{escape(tex, quote=False)}</annotation>'
    return f'<math xmlns="{NAMESPACE}"{block}><semantics>{Writer().row(node)}{source}</semantics></math>'


class Writer:
    """Builds the elements of a formula. `drawn`: for the drawing library, which knows more elements and no CSS.

    `em` is what that library takes for one. `display`: whether scripts of sums stand under and over them, which browsers see themselves.
    """

    def __init__(self, drawn: bool = False, em: float = 1.0, display: bool = True) -> None:
        self._drawn = drawn
        self._em = em
        self._display = display

    def row(self, node: Node) -> str:
        """Build one element for a node."""
        inner = children(node)
        if not inner and self._drawn:
            return self._space(0.0)
        return self._element(inner[0]) if len(inner) == 1 else f"<mrow>{self._line(inner)}</mrow>"

    def _line(self, nodes: tuple[Node, ...]) -> str:
        parts: list[str] = []
        role = "open"
        for index, node in enumerate(nodes):
            function = _is_function(node)
            if function and role in ("ordinary", "close"):
                parts.append(self._space(_THIN))
            if isinstance(node, Operator):
                sign = node.role == "binary" and (role in _BEFORE_SIGN or index == len(nodes) - 1)
                parts.append(self._operator(node, sign))
            else:
                parts.append(self._element(node))
            role = _role(node) or role
            if function and index + 1 < len(nodes):
                parts.append("" if self._drawn else _APPLY)
                if _role(nodes[index + 1]) == "ordinary" and not isinstance(nodes[index + 1], Fence):
                    parts.append(self._space(_THIN))
            elif self._drawn and role == "large":
                parts.append(self._space(_THIN))
        return "".join(parts)

    def _element(self, node: Node) -> str:
        match node:
            case Identifier() | Number() | Operator() | Words() | Space():
                return self._leaf(node)
            case Row(parts):
                return f"<mrow>{self._line(parts)}</mrow>"
            case Fraction():
                return self._fraction(node)
            case Scripts():
                return self._scripts(node)
            case Root():
                return self._root(node)
            case Fence(opening, closing, body):
                inner = self._line(children(body))
                return f"<mrow>{_fence(opening, 'prefix')}{inner}{_fence(closing, 'postfix')}</mrow>"
            case Grid():
                return self._grid(node)
            case Accent():
                return self._accent(node)
            case Enclosed(body, stroke):
                return self._enclosed(body, stroke)
            case Phantom():
                return self._phantom(node)
            case Colored(body, color):
                return f'<mstyle mathcolor="#{color}">{self.row(body)}</mstyle>'
            case Sized(body, display):
                return _sized(self._in_style(display).row(body), display)
            case _:
                assert_never(node)

    def _in_style(self, display: bool) -> "Writer":
        return Writer(self._drawn, self._em, display)

    def _leaf(self, node: Leaf) -> str:
        match node:
            case Identifier(text, variant):
                if self._drawn and not text.isalpha():
                    # The library would take ∂ and ∇ for operators, and put space around them.
                    return f"<mtext>{escape(alphabets.styled(text, variant or 'italic'))}</mtext>"
                if len(text) > 1:
                    variant = None if variant == "italic" else variant
                    return f"<mi>{escape(alphabets.styled(text, variant))}</mi>"
                upright = ' mathvariant="normal"' if variant == "normal" else ""
                return f"<mi{upright}>{escape(alphabets.styled(text, variant))}</mi>"
            case Number(text, variant):
                return f"<mn>{escape(alphabets.styled(text, variant))}</mn>"
            case Words(text, variant):
                # White space at the ends of an element does not count in MathML.
                blank = " " if self._drawn else "\u00a0"
                return f"<mtext>{escape(alphabets.styled(text, variant)).replace(' ', blank)}</mtext>"
            case Operator():
                return self._operator(node, sign=True)
            case Space(em):
                return self._space(em)
            case _:
                assert_never(node)

    def _space(self, em: float) -> str:
        return f'<mspace width="{em * self._em:.4g}em"/>'

    def _operator(self, node: Operator, sign: bool) -> str:
        """Build an operator; a `sign` stands before one thing, not between two."""
        attributes = self._around(node, sign)
        if node.scale:
            size = node.scale * self._em
            attributes += f' stretchy="true" symmetric="true" minsize="{size:.4g}em" maxsize="{size:.4g}em"'
        elif node.wide:
            attributes += ' stretchy="true"'
        elif node.text in _GROWING or self._drawn:
            attributes += ' stretchy="false"'
        return f"<mo{attributes}>{escape(node.text)}</mo>"

    def _around(self, node: Operator, sign: bool) -> str:
        """The space around an operator: all of it for the drawing, else where TeX and MathML see it differently."""
        before, after = (0.0, 0.0) if sign else _AROUND.get(node.role, (0.0, 0.0))
        odd = (node.role in ("ordinary", "relation") and node.text in "/|.:∣‖∥") or len(node.text) > 1
        if not (self._drawn or (odd and not sign) or node.role == "ordinary"):
            return ""
        return f' lspace="{before * self._em:.4g}em" rspace="{after * self._em:.4g}em"'

    def _scripts(self, node: Scripts) -> str:
        base = self.row(node.base)
        names = ("msub", "msup", "msubsup")
        if node.placement == "limits" or (node.placement == "movable" and (self._display or not self._drawn)):
            names = ("munder", "mover", "munderover")
            movable = "true" if node.placement == "movable" else "false"
            if isinstance(node.base, Operator):
                base = base.replace("<mo", f'<mo movablelimits="{movable}"', 1)
            elif isinstance(node.base, Identifier):
                base = (
                    f'<mo movablelimits="{movable}" lspace="0em" rspace="0em">{escape(node.base.text)}</mo>'
                )
        if node.sub is None and node.sup is None:
            return base
        wide = isinstance(node.base, Operator) and node.base.wide
        if wide and self._drawn:
            reach = max(_reach(part) for part in (node.sub, node.sup) if part is not None)
            base = base.replace("<mo", f'<mo {REACH}="{reach + _BEYOND:.4g}"', 1)
        low, high = (self._script(part, wide) for part in (node.sub, node.sup))
        name = names[2] if low and high else names[0] if low else names[1]
        return f"<{name}>{base}{low}{high}</{name}>"

    def _script(self, node: Node | None, wide: bool) -> str:
        if node is None:
            return ""
        if not wide or self._drawn:
            return self._in_style(False).row(node)
        # An arrow reaches beyond what stands over it.
        space = self._space(_BEYOND / 2 / _SCRIPT)
        return f"<mrow>{space}{self._line(children(node))}{space}</mrow>"

    def _accent(self, node: Accent) -> str:
        stretchy = "true" if node.wide else "false"
        sign = node.mark
        small = ""
        if self._drawn:
            sign = (_DRAWN_WIDE_MARKS if node.wide else _DRAWN_MARKS).get(sign, sign)
            small = ' scriptlevel="2"' if sign in _ARROWS and not node.wide else ""
        mark = f'<mo stretchy="{stretchy}" lspace="0em" rspace="0em"{small}>{escape(sign)}</mo>'
        if node.under:
            return f'<munder accentunder="true">{self.row(node.base)}{mark}</munder>'
        return f'<mover accent="true">{self.row(node.base)}{mark}</mover>'

    def _fraction(self, node: Fraction) -> str:
        thickness = "" if node.line else ' linethickness="0"'
        writer = self._in_style(False)
        made = f"<mfrac{thickness}>{writer.row(node.numerator)}{writer.row(node.denominator)}</mfrac>"
        return made if node.display is None else _sized(made, node.display)

    def _root(self, node: Root) -> str:
        inner = self.row(node.radicand)
        return (
            f"<mroot>{inner}{self.row(node.index)}</mroot>"
            if node.index is not None
            else f"<msqrt>{inner}</msqrt>"
        )

    def _phantom(self, node: Phantom) -> str:
        inner = f"<mphantom>{self.row(node.body)}</mphantom>"
        if not node.width:
            return f'<mpadded width="0">{inner}</mpadded>'
        return inner if node.height else f'<mpadded height="0" depth="0">{inner}</mpadded>'

    def _enclosed(self, body: Node, stroke: Stroke) -> str:
        inner = self.row(body)
        if not self._drawn:
            return f'<mrow style="{_DRAWN_BY_CSS[stroke]}">{inner}</mrow>'
        if stroke == "box":
            air, space = f"+{0.2 * self._em:.4g}em", self._space(0.25)
            inner = f'<mpadded height="{air}" depth="{air}"><mrow>{space}{inner}{space}</mrow></mpadded>'
        return f'<menclose notation="{_STROKES[stroke]}">{inner}</menclose>'

    def _grid(self, node: Grid) -> str:
        displayed = ' displaystyle="true"' if node.kind in ("aligned", "lines") else ""
        if self._drawn:
            gaps = [0.0, 1.5] if node.kind == "aligned" else [0.4 if node.kind == "small" else 0.9]
            displayed += ' columnspacing="{}"'.format(" ".join(f"{gap * self._em:.4g}em" for gap in gaps))
            displayed += f' rowspacing="{(0.15 if node.kind == "small" else 0.35) * self._em:.4g}em"'
        rows = "".join(f"<mtr>{self._cells(node, cells)}</mtr>" for cells in node.rows)
        inner = f"<mtable{displayed}>{rows}</mtable>"
        return f'<mstyle scriptlevel="1">{inner}</mstyle>' if node.kind == "small" else inner

    def _cells(self, node: Grid, cells: tuple[Node, ...]) -> str:
        made = []
        for index, cell in enumerate(cells):
            place = index % len(node.align) if node.kind == "aligned" else min(index, len(node.align) - 1)
            side = _SIDES[node.align[place]]
            style = [] if side == "center" else [f"text-align: {side}"]
            if node.kind == "aligned":
                # Columns come in pairs; inside a pair there is no gap (amsmath, 3.6).
                style.append(f"padding: 0.25em 0 0.25em {'2em' if index and index % 2 == 0 else '0'}")
            attribute = (
                f' columnalign="{side}"' if self._drawn else f' style="{"; ".join(style)}"' if style else ""
            )
            # What goes on a line begins with nothing, so that its sign stands between two things.
            led = "<mi></mi>" if node.kind == "aligned" and index % 2 and not self._drawn else ""
            writer = self._in_style(node.kind in ("aligned", "lines"))
            inner = writer._line((EMPTY, *children(cell)) if node.kind == "aligned" else children(cell))
            made.append(f"<mtd{attribute}>{led}{inner}</mtd>")
        return "".join(made)


def _role(node: Node) -> str:
    """The class of an atom; a space has none."""
    match node:
        case Operator(_, role):
            return role
        case Space():
            return ""
        case Scripts(base):
            return _role(base) or "ordinary"
        case Sized(body) | Colored(body):
            return _role(body)
        case _:
            return "ordinary"


def _reach(node: Node) -> float:
    """Guess the width of what stands over an arrow, in em of its surroundings."""
    match node:
        case Words(text) | Identifier(text) | Number(text) | Operator(text):
            return sum(_SCRIPT if ord(character) > _FIRST_WIDE else _SCRIPT * 0.6 for character in text)
        case Row(parts):
            return sum(map(_reach, parts))
        case Space(em):
            return em * _SCRIPT
        case Scripts(base, sub, sup):
            return _reach(base) + max(_reach(sub or EMPTY), _reach(sup or EMPTY))
        case _:
            return 2.0


def _is_function(node: Node) -> bool:
    match node:
        case Identifier(_, _, function):
            return function
        case Scripts(base):
            return _is_function(base)
        case _:
            return False


def _fence(sign: str, form: str) -> str:
    if not sign:
        return ""
    return f'<mo form="{form}" fence="true" stretchy="true" lspace="0em" rspace="0em">{escape(sign)}</mo>'


def _sized(inner: str, display: bool) -> str:
    return f'<mstyle displaystyle="{str(display).lower()}" scriptlevel="0">{inner}</mstyle>'
