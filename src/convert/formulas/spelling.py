"""The tree of a formula in, readable Unicode out: x², √(x + 1), (a + b)/c, ∑_{i=1}^{n}, [a b; c d]."""

import re
from typing import assert_never

from convert.formulas import alphabets
from convert.formulas.tree import (
    Accent,
    Colored,
    Enclosed,
    Fence,
    Fraction,
    Grid,
    GridKind,
    Identifier,
    Node,
    Number,
    Operator,
    Phantom,
    Root,
    Row,
    Scripts,
    Sized,
    Space,
    Words,
    children,
)
from convert.widths import width

_HIGH = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyzTABDEGHIJKLMNOPRUVW",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵁⱽᵂ",
        strict=True,
    )
)
_LOW = dict(zip("0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_AS_IT_IS = {"′": "′", "∘": "°", "∗": "*", "†": "†", "‡": "‡", "⋆": "⋆", "°": "°"}
_VULGAR = {
    "1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/5": "⅕", "2/5": "⅖", "3/5": "⅗", "4/5": "⅘",
    "1/6": "⅙", "5/6": "⅚", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞",
}  # fmt: skip
_COMBINING = {
    "^": "\u0302", "ˇ": "\u030c", "~": "\u0303", "´": "\u0301", "`": "\u0300", "˙": "\u0307", "¨": "\u0308", "⃛": "\u20db",
    "⃜": "\u20dc", "˘": "\u0306", "¯": "\u0304", "→": "\u20d7", "←": "\u20d6", "↔": "\u20e1", "˚": "\u030a",
    "‾": "\u0305", "_": "\u0332",
}  # fmt: skip
_EVERY_LETTER = "‾_"
_ROOTS = {"3": "∛", "4": "∜"}
_DRAWN_ARROWS = {"→": "—{}→", "←": "←{}—", "⇒": "={}⇒", "=": "={}=", "↔": "←{}→", "⟶": "—{}→"}
_OPERANDS = frozenset(("ordinary", "close"))
_BLANKS = re.compile(r" {2,}")
_FACTORIAL = Operator("!", "close")
_LIMIT_SIGNS = frozenset(("large", "function"))


def spell(node: Node, breaks: str = "; ") -> str:
    """Spell a formula; `breaks` parts the lines of one that has several."""
    match node:
        case Grid(rows, "aligned" | "lines" as kind):
            if breaks == "\n":
                lines = [_stacked([part for cell in row for part in children(cell)]) for row in rows]
            else:
                lines = [_row(row, kind, blank=True) for row in rows]
            return breaks.join(filter(None, lines))
        case Sized(body) | Colored(body):
            return spell(body, breaks)
        case _ if breaks == "\n":
            return _stacked(children(node))
        case _:
            return _line(children(node))


def _stacked(nodes: "list[Node] | tuple[Node, ...]") -> str:
    """Spell neighbours, the first of them that has lines behind an open sign with one under the other."""
    for index, node in enumerate(nodes):
        match node:
            case Fence(opening, "", Grid(rows, kind)) if len(rows) > 1:
                lines = [_row(row, kind, blank=True) for row in rows]
                before = _line((*nodes[:index], Operator(opening, "open")))
                hang = "\n" + " " * (width(before, chinese=False) + 1)
                after = _line(nodes[index + 1 :])
                return f"{before} {hang.join(lines)} {after}".rstrip()
            case _:
                pass
    return _line(nodes)


def _line(nodes: "list[Node] | tuple[Node, ...]", tight: bool = False) -> str:
    """Spell neighbours, with blanks where a reader expects them; none inside scripts."""
    parts: list[str] = []
    before = "open"
    for index, node in enumerate(nodes):
        kind = _kind(node)
        text = _spell(node, tight)
        if isinstance(node, Row) and node.children and isinstance(node.children[0], Space):
            text = f" {text}"
        if isinstance(node, Fraction) and _needs_parentheses(text, before, nodes[index + 1 : index + 2]):
            text = f"({text})"
        parts.append(_placed(text, kind, before, tight))
        if kind in _LIMIT_SIGNS and not _opens(nodes[index + 1 : index + 2]):
            parts.append(" ")
        before = before if kind == "space" or not text else kind
    return _BLANKS.sub(" ", "".join(parts)).strip()


def _placed(text: str, kind: str, before: str, tight: bool) -> str:
    infix = before in _OPERANDS
    match kind:
        case "relation" if not tight:
            return f" {text} "
        case "binary" if infix and (not tight or text.isalpha()):
            return f" {text} "
        case "punctuation":
            return f"{text} " if not tight and text.isascii() else text
        case "large" | "function" if infix:
            return f" {text}"
        case _:
            return text


def _needs_parentheses(text: str, before: str, following: "list[Node] | tuple[Node, ...]") -> bool:
    """Whether a fraction would run into its neighbours."""
    if "/" not in text:
        return False
    factor = bool(following) and _kind(following[0]) in ("ordinary", "open", "function", "large")
    return before in ("ordinary", "close") or factor


def _opens(following: "list[Node] | tuple[Node, ...]") -> bool:
    if not following:
        return False
    first = following[0]
    return isinstance(first, Fence) or _kind(first) == "open"


def _kind(node: Node) -> str:
    match node:
        case Operator(_, role):
            return role
        case Identifier(_, _, True):
            return "function"
        case Space():
            return "space"
        case Scripts(base):
            return _kind(base)
        case Sized(body) | Colored(body) | Enclosed(body):
            return _kind(body)
        case Row((single,)):
            return _kind(single)
        case _:
            return "ordinary"


def _spell(node: Node, tight: bool) -> str:
    match node:
        case Identifier(text, variant) | Number(text, variant):
            return alphabets.spelled(text, variant)
        case Operator(text) | Words(text):
            return text
        case Space(em):
            return " " if em > 0 and (not tight or em >= 0.5) else ""
        case Row(parts):
            return _line(parts, tight)
        case Fraction():
            return _fraction(node, tight)
        case Scripts():
            return _scripts(node, tight)
        case Root(radicand, index):
            return _root(radicand, index, tight)
        case Fence(opening, closing, body):
            return _fence(opening, closing, body, tight)
        case Grid(rows, kind):
            return _grid(rows, kind, tight)
        case Accent(base, mark):
            return _accent(_spell(base, tight), mark)
        case Enclosed(body) | Colored(body) | Sized(body):
            return _spell(body, tight)
        case Phantom():
            return ""
        case _:
            assert_never(node)


def _fraction(node: Fraction, tight: bool) -> str:
    above, below = _spell(node.numerator, tight), _spell(node.denominator, tight)
    if not node.line:
        return f"{above}; {below}"
    vulgar = _VULGAR.get(f"{above}/{below}")
    if vulgar:
        return vulgar
    if not _is_product(node.numerator):
        above = f"({above})"
    if not (_is_atom(node.denominator) or _is_differential(node.denominator)):
        below = f"({below})"
    return f"{above}/{below}"


def _is_atom(node: Node) -> bool:
    """Whether something reads as one thing without parentheses."""
    match node:
        case Accent(_, mark):
            return mark in _COMBINING
        case Identifier() | Number() | Words() | Fence() | Root() | Operator():
            return True
        case Scripts(base):
            return _is_atom(base) and _kind(base) not in _LIMIT_SIGNS
        case Row((single,)) | Sized(single) | Colored(single):
            return _is_atom(single)
        case _:
            return False


def _is_product(node: Node) -> bool:
    """Whether something holds together in front of a slash: its signs stand inside parentheses."""
    depth = 0
    for part in children(node):
        kind = _kind(part)
        depth += (kind == "open") - (kind == "close" and part != _FACTORIAL)
        if depth == 0 and (kind not in _OPERANDS or not _is_atom(part)):
            return False
    return True


def _is_differential(node: Node) -> bool:
    """Whether something is dx or ∂t², which people read as one under a slash."""
    first, *rest = children(node) or (node,)
    return isinstance(first, Identifier) and first.text in ("d", "∂") and len(rest) == 1 and _is_atom(rest[0])


def _scripts(node: Scripts, tight: bool) -> str:
    if isinstance(node.base, Operator) and node.base.wide:
        labels = "，".join(_spell(part, True) for part in (node.sup, node.sub) if part is not None)
        pattern = _DRAWN_ARROWS.get(node.base.text, f"{node.base.text}[{{}}]")
        return pattern.format(labels) if labels else node.base.text
    base = _spell(node.base, tight)
    if not _is_atom(node.base) and _kind(node.base) not in _LIMIT_SIGNS and children(node.base):
        base = f"({base})"
    limits = node.placement != "side" or _kind(node.base) == "large"
    low, high = (_spell(part, True) if part is not None else "" for part in (node.sub, node.sup))
    if limits and max(len(low), len(high)) > 1:
        return base + (f"_{{{low}}}" if low else "") + (f"^{{{high}}}" if high else "")
    if not base:
        return _high(high) + _low(low)
    return base + _low(low) + _high(high)


def _low(text: str) -> str:
    if all(character in _LOW for character in text):
        return "".join(_LOW[character] for character in text)
    return f"_{text}" if len(text) == 1 else f"_({text})"


def _high(text: str) -> str:
    if all(character in _AS_IT_IS for character in text):
        return "".join(_AS_IT_IS[character] for character in text)
    primes = len(text) - len(text.lstrip("′"))
    rest = text[primes:]
    if all(character in _HIGH for character in rest):
        return text[:primes] + "".join(_HIGH[character] for character in rest)
    return text[:primes] + (f"^{rest}" if len(rest) == 1 else f"^({rest})")


def _root(radicand: Node, index: Node | None, tight: bool) -> str:
    inner = _spell(radicand, tight)
    if not (isinstance(radicand, Fence) or (_is_atom(radicand) and not isinstance(radicand, Scripts | Root))):
        inner = f"({inner})"
    if index is None:
        return f"√{inner}"
    degree = _spell(index, True)
    if degree in _ROOTS:
        return _ROOTS[degree] + inner
    high = all(character in _HIGH for character in degree)
    return "".join(_HIGH[c] for c in degree) + f"√{inner}" if high else f"√[{degree}]{inner}"


def _fence(opening: str, closing: str, body: Node, tight: bool) -> str:
    inner = _spell(body, tight)
    return f"{opening}{inner}{closing}"


def _grid(rows: tuple[tuple[Node, ...], ...], kind: GridKind, tight: bool) -> str:
    cells = [[_spell(cell, tight) for cell in row] for row in rows]
    blank = any(" " in cell for row in cells for cell in row)
    return "; ".join(_row(row, kind, blank=blank, tight=tight) for row in rows)


def _row(row: tuple[Node, ...], kind: GridKind, *, blank: bool, tight: bool = False) -> str:
    """Spell a row of a grid: a line whose cells join, or parts with commas between them where they hold blanks."""
    if kind in ("aligned", "lines"):
        return _line([part for cell in row for part in children(cell)], tight)
    cells = [text for text in (_spell(cell, tight) for cell in row) if text]
    # A cell may end in a comma of its own: f(x) = x², x > 0.
    line = "".join(cell + (" " if cell.endswith((",", "，")) or not blank else ", ") for cell in cells)
    return line.rstrip(", ")


def _accent(base: str, mark: str) -> str:
    combining = _COMBINING.get(mark)
    if not base or combining is None:
        return base
    if mark in _EVERY_LETTER:
        return "".join(c if c.isspace() else c + combining for c in base)
    return base + combining
