"""The tree of a formula in, a Word equation out (Office Math Markup Language, ISO 29500-1, 22.1)."""

from html import escape
from typing import Final, assert_never

from convert.formulas import NO_LOOK, EquationLook, alphabets
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
    Root,
    Row,
    Scripts,
    Sized,
    Space,
    Variant,
    Words,
    children,
    row,
)
from convert.record import replace

FACE: Final = "Cambria Math"
_FACES = f'<w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}"/>'
_STYLES: dict[Variant | None, str] = {"normal": "p", "bold": "b", "italic": "i", "bold-italic": "bi"}
_SPACES = (
    (1.5, "\u2003\u2003"),
    (0.75, "\u2003"),
    (0.4, "\u2002"),
    (0.26, "\u2005"),
    (0.2, "\u205f"),
    (0.0, "\u2009"),
)
_ACCENTS = {
    "^": "\u0302", "ˇ": "\u030c", "~": "\u0303", "´": "\u0301", "`": "\u0300", "˙": "\u0307", "¨": "\u0308", "⃛": "\u20db",
    "⃜": "\u20dc", "˘": "\u0306", "→": "\u20d7", "←": "\u20d6", "↔": "\u20e1", "˚": "\u030a", "⇀": "\u20d1", "↼": "\u20d0",
}  # fmt: skip
_BARS = frozenset("¯‾_")
_BIG_ALIGN = {"l": "left", "c": "center", "r": "right"}
_NOTHING = "\u200b"
_BREAK = "<m:r><w:br/></m:r>"
_BAR = Operator("|")
_ENDS_OPERAND = frozenset(("relation", "binary", "punctuation"))
_STROKES = {
    "rising": ("strikeBLTR",),
    "falling": ("strikeTLBR",),
    "crossed": ("strikeBLTR", "strikeTLBR"),
    "through": ("strikeH",),
}


def write(node: Node, display: bool, look: EquationLook = NO_LOOK) -> str:
    """Build `m:oMath`, in `m:oMathPara` for a displayed formula, in the look of its place."""
    writer = Writer(display, look)
    if not display:
        return f"<m:oMath>{writer.row(node)}</m:oMath>"
    lines = _lines(node, look) or [writer.row(node)]
    inner = f"{_BREAK}</m:oMath><m:oMath>".join(lines)
    return f"<m:oMathPara><m:oMath>{inner}</m:oMath></m:oMathPara>"


def _lines(node: Node, look: EquationLook) -> list[str]:
    """The lines of a formula that is aligned at signs, or centred: equations of one paragraph, as Word writes them (22.1.2.2, aln).

    None where the columns are others: those become an equation array.
    """
    if not isinstance(node, Grid) or node.kind not in ("aligned", "lines"):
        return []
    found = []
    for cells in node.rows:
        if len(cells) > 2:
            return []
        first = children(cells[-1])[:1]
        sign = first[0] if first and len(cells) > 1 else None
        if len(cells) > 1 and not (isinstance(sign, Operator) and len(sign.text) == 1):
            return []
        line = Writer(True, look, sign).row(Row(tuple(part for cell in cells for part in children(cell))))
        # A line that goes on begins with its sign, which wants something before it.
        found.append(line if children(cells[0]) else f"<m:r>{_text(_NOTHING)}</m:r>{line}")
    return found


class Writer:
    """Builds the elements of one formula.

    `display` decides where limits stand, `look` is that of the place, `aligned` the sign at which a line meets the others.
    """

    def __init__(self, display: bool, look: EquationLook, aligned: Node | None = None) -> None:
        self._display = display
        self._around = look
        self._aligned = aligned

    def row(self, node: Node) -> str:
        """Build neighbours; sums, integrals and functions take what belongs to them."""
        nodes = list(children(node))
        parts = []
        while nodes:
            first = nodes.pop(0)
            taker = _taker(first)
            if isinstance(first, Operator) and ((not nodes and first.role in _ENDS_OPERAND) or first == _BAR):
                # A sign without what it joins: a charge, a bar. As text it needs nothing beside it.
                parts.append(self._upright(first.text))
            elif taker:
                operand = _operand(nodes, whole=taker == "nary")
                parts.append(
                    self._nary(first, operand) if taker == "nary" else self._function(first, operand)
                )
            else:
                parts.append(self._element(first))
        return "".join(parts)

    def _element(self, node: Node) -> str:
        match node:
            case Identifier() | Number() | Operator() | Words() | Space():
                return self._leaf(node)
            case Row():
                return self.row(node)
            case Fraction():
                return self._fraction(node)
            case Scripts():
                return self._scripts(node)
            case Root(radicand, index):
                hidden = _val("degHide", 1) if index is None else ""
                degree = "<m:deg/>" if index is None else self._e(index, "deg")
                return f"<m:rad>{self._properties('rad', hidden)}{degree}{self._e(radicand)}</m:rad>"
            case Fence(opening, closing, body):
                return self._fence(opening, closing, body)
            case Grid():
                return self._grid(node)
            case Accent():
                return self._accent(node)
            case Enclosed(body, stroke):
                return self._enclosed(body, stroke)
            case Phantom(body, width, height):
                zero = ("" if width else _val("zeroWid", 1)) + (
                    "" if height else _val("zeroAsc", 1) + _val("zeroDesc", 1)
                )
                return f"<m:phant><m:phantPr>{_val('show', 0)}{zero}</m:phantPr>{self._e(body)}</m:phant>"
            case Colored(body, color):
                return Writer(self._display, replace(self._around, color=color)).row(body)
            case Sized(body, display):
                return Writer(display, self._around).row(body)
            case _:
                assert_never(node)

    def _e(self, node: Node, name: str = "e") -> str:
        return f"<m:{name}>{self.row(node)}</m:{name}>"

    def _leaf(self, node: Leaf) -> str:
        match node:
            case Identifier(text, variant, function):
                if function:
                    return self._run(text, "normal")
                return (
                    self._upright(text)
                    if variant == "normal" and text.isalpha()
                    else self._run(text, variant)
                )
            case Number(text, variant):
                return self._run(text, variant)
            case Operator(text):
                if node is self._aligned:
                    return f"<m:r><m:rPr>{_switch('aln')}</m:rPr>{self._look(_FACES, '')}{_text(text)}</m:r>"
                return self._run(text, "normal" if text.isalpha() else None)
            case Words(text, variant):
                return self._words(text, variant)
            case Space(em):
                return self._run(next((blank for least, blank in _SPACES if em > least), ""), None)
            case _:
                assert_never(node)

    def _run(self, text: str, variant: Variant | None) -> str:
        if not text:
            return ""
        style = _STYLES.get(variant)
        kind = ""
        if style:
            kind = f"<m:rPr>{_val('sty', style)}</m:rPr>"
        elif variant:
            # Letters of other alphabets have characters of their own, which are upright as they are.
            text, kind = alphabets.styled(text, variant), f"<m:rPr>{_val('sty', 'p')}</m:rPr>"
        bold = "<w:b/><w:bCs/>" if style in ("b", "bi") else ""
        italic = "" if style in ("p", "b") else "<w:i/>"
        return f"<m:r>{kind}{self._look(_FACES, bold + italic)}{_text(text)}</m:r>"

    def _upright(self, text: str) -> str:
        return f"<m:r><m:rPr>{_switch('nor')}</m:rPr>{self._look(_FACES, '')}{_text(text)}</m:r>"

    def _words(self, text: str, variant: Variant | None) -> str:
        bold = "<w:b/><w:bCs/>" if variant == "bold" else ""
        italic = "<w:i/>" if variant == "italic" else ""
        hint = '<w:rFonts w:hint="eastAsia"/>' if any(ord(c) >= 0x2E80 for c in text) else ""
        look = self._look(hint, bold + italic)
        return f"<m:r><m:rPr>{_switch('nor')}</m:rPr>{look}{_text(text)}</m:r>"

    def _look(self, faces: str, weight: str) -> str:
        around = self._around
        color = f'<w:color w:val="{around.color}"/>' if around.color else ""
        inner = around.style + faces + weight + around.strike + color + around.rest
        return f"<w:rPr>{inner}</w:rPr>" if inner else ""

    def _properties(self, name: str, properties: str = "") -> str:
        """What is said of a structure: in a look of its own, also what its bars and brackets look like (22.1.2.23)."""
        look = f"<m:ctrlPr>{self._look(_FACES, '')}</m:ctrlPr>" if self._around != NO_LOOK else ""
        return f"<m:{name}Pr>{properties}{look}</m:{name}Pr>" if properties or look else ""

    def _fraction(self, node: Fraction) -> str:
        kind = self._properties("f", "" if node.line else _val("type", "noBar"))
        return f"<m:f>{kind}{self._e(node.numerator, 'num')}{self._e(node.denominator, 'den')}</m:f>"

    def _scripts(self, node: Scripts) -> str:
        if node.placement != "side" and (self._display or node.placement == "limits" or _named(node.base)):
            return self._limits(node)
        low = self._e(node.sub, "sub") if node.sub is not None else ""
        high = self._e(node.sup, "sup") if node.sup is not None else ""
        if not low and not high:
            return self._element(node.base)
        name = "sSubSup" if low and high else "sSub" if low else "sSup"
        if node.base == EMPTY:
            # Word shows a dotted box for what is empty; scripts before their base are made of a space with none.
            return f"<m:{name}><m:e>{self._run(_NOTHING, None)}</m:e>{low}{high}</m:{name}>"
        return f"<m:{name}>{self._e(node.base)}{low}{high}</m:{name}>"

    def _limits(self, node: Scripts) -> str:
        made = self._growing(node.base)
        if node.sub is not None:
            made = f"<m:limLow><m:e>{made}</m:e>{self._e(node.sub, 'lim')}</m:limLow>"
        if node.sup is not None:
            made = f"<m:limUpp><m:e>{made}</m:e>{self._e(node.sup, 'lim')}</m:limUpp>"
        return made

    def _growing(self, base: Node) -> str:
        """An arrow as wide as its labels is a group character over nothing in OMML; a plain one reads everywhere."""
        if isinstance(base, Operator) and base.wide:
            return self._run(
                {"→": "⟶", "←": "⟵", "⇒": "⟹", "⇐": "⟸", "=": "══"}.get(base.text, base.text), None
            )
        return self._element(base)

    def _nary(self, node: Node, operand: Node) -> str:
        scripts = node if isinstance(node, Scripts) else Scripts(node)
        sign = scripts.base.text if isinstance(scripts.base, Operator) else ""
        around = scripts.placement == "limits" or (scripts.placement == "movable" and self._display)
        properties = "".join(
            (
                _val("chr", sign),
                _val("limLoc", "undOvr" if around else "subSup"),
                _val("subHide", int(scripts.sub is None)),
                _val("supHide", int(scripts.sup is None)),
            )
        )
        low, high = self._e(scripts.sub or EMPTY, "sub"), self._e(scripts.sup or EMPTY, "sup")
        return f"<m:nary>{self._properties('nary', properties)}{low}{high}{self._e(operand)}</m:nary>"

    def _function(self, node: Node, operand: Node) -> str:
        if not children(operand):
            return self._element(node)
        return f"<m:func><m:fName>{self._element(node)}</m:fName>{self._e(operand)}</m:func>"

    def _fence(self, opening: str, closing: str, body: Node) -> str:
        parts, middles = _parted(body)
        separator = _val("sepChr", middles[0]) if middles else ""
        properties = f"{_val('begChr', opening)}{separator}{_val('endChr', closing)}"
        inner = "".join(self._e(part) for part in parts)
        return f"<m:d>{self._properties('d', properties)}{inner}</m:d>"

    def _grid(self, node: Grid) -> str:
        if node.kind in ("aligned", "lines"):
            return self._array(node)
        columns = max(map(len, node.rows))
        letters = (node.align[index : index + 1] or node.align[-1] for index in range(columns))
        aligned = "".join(
            f"<m:mc><m:mcPr>{_val('count', 1)}{_val('mcJc', _BIG_ALIGN[letter])}</m:mcPr></m:mc>"
            for letter in letters
        )
        rows = "".join(
            f"<m:mr>{''.join(self._e(cell) for cell in (*cells, *(EMPTY,) * (columns - len(cells))))}</m:mr>"
            for cells in node.rows
        )
        return f"<m:m><m:mPr>{_val('plcHide', 1)}<m:mcs>{aligned}</m:mcs></m:mPr>{rows}</m:m>"

    def _array(self, node: Grid) -> str:
        """Lines under each other; in an equation array `&` marks where they are aligned (22.1.2.34)."""
        rows = []
        for cells in node.rows:
            mark = "<m:r><m:t>&amp;</m:t></m:r>" if node.kind == "aligned" else ""
            rows.append(f"<m:e>{mark.join(map(self.row, cells))}</m:e>")
        return f"<m:eqArr>{''.join(rows)}</m:eqArr>"

    def _accent(self, node: Accent) -> str:
        base = self._e(node.base)
        if node.mark in _BARS:
            place = _val("pos", "bot" if node.under else "top")
            return f"<m:bar>{self._properties('bar', place)}{base}</m:bar>"
        sign = _ACCENTS.get(node.mark)
        if sign and not node.under:
            return f"<m:acc>{self._properties('acc', _val('chr', sign))}{base}</m:acc>"
        place = "bot" if node.under else "top"
        other = "top" if node.under else "bot"
        properties = _val("chr", node.mark) + _val("pos", place) + _val("vertJc", other)
        return f"<m:groupChr>{self._properties('groupChr', properties)}{base}</m:groupChr>"

    def _enclosed(self, body: Node, stroke: str) -> str:
        if stroke == "box":
            return f"<m:borderBox>{self._properties('borderBox')}{self._e(body)}</m:borderBox>"
        hidden = "".join(_val(f"hide{side}", 1) for side in ("Top", "Bot", "Left", "Right"))
        strokes = "".join(_val(name, 1) for name in _STROKES[stroke])
        return f"<m:borderBox>{self._properties('borderBox', hidden + strokes)}{self._e(body)}</m:borderBox>"


def _val(name: str, value: str | int) -> str:
    return f'<m:{name} m:val="{escape(str(value))}"/>'


def _switch(name: str) -> str:
    return f"<m:{name}/>"


def _text(text: str) -> str:
    return f'<m:t xml:space="preserve">{escape(text, quote=False)}</m:t>'


def _named(node: Node) -> bool:
    return isinstance(node, Identifier) and node.function


def _taker(node: Node) -> str:
    """Whether what follows belongs to a node: to a large sign, or to a function's name."""
    base = node.base if isinstance(node, Scripts) else node
    if isinstance(base, Operator) and base.role == "large" and len(base.text) == 1:
        return "nary"
    return "function" if _named(base) else ""


def _operand(nodes: list[Node], whole: bool) -> Node:
    """Take what belongs to a sum (a product), or to a function (a factor), from what follows it."""
    taken: list[Node] = []
    depth = 0
    while nodes:
        first = nodes[0]
        role = first.role if isinstance(first, Operator) else ""
        if depth == 0 and (role in _ENDS_OPERAND or role == "close") and taken:
            break
        if depth == 0 and role in _ENDS_OPERAND and not (role == "binary" and not taken):
            break
        if (
            depth == 0
            and not whole
            and taken
            and (_taker(first) or not isinstance(taken[-1], Space | Number))
        ):
            break
        depth += (role == "open") - (role == "close")
        taken.append(nodes.pop(0))
        if depth < 0:
            break
    return row(taken)


def _parted(body: Node) -> tuple[list[Node], list[str]]:
    """What stands between the `\\middle` signs of a fence, where these are all alike; else all in one."""
    parts: list[list[Node]] = [[]]
    middles: list[str] = []
    for node in children(body):
        for inner in children(node) if isinstance(node, Row) else (node,):
            if (
                isinstance(inner, Operator)
                and inner.wide
                and inner.role == "relation"
                and len(inner.text) == 1
            ):
                middles.append(inner.text)
                parts.append([])
            else:
                parts[-1].append(inner)
    if len(set(middles)) != 1:
        return [body], []
    return [row(part) for part in parts], middles
