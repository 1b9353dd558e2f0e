"""Commands with arguments: what each reads at its place, and what it makes."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from convert.css import color as css_color
from convert.formulas import grids, symbols
from convert.formulas.source import NotUnderstood
from convert.formulas.tree import (
    EMPTY,
    Accent,
    Colored,
    Enclosed,
    Fence,
    Fraction,
    Identifier,
    Node,
    Operator,
    Phantom,
    Root,
    Row,
    Scripts,
    Sized,
    Space,
    Stroke,
    Variant,
    Words,
    children,
    row,
)
from convert.model import BLACK

if TYPE_CHECKING:
    from convert.formulas.parser import Reader

BLANK = Space(0.25)
MACROS: dict[str, tuple[int, str]] = {
    "bra": (1, r"\left\langle #1\right|"),
    "ket": (1, r"\left|#1\right\rangle"),
    "braket": (1, r"\left\langle #1\right\rangle"),
    "abs": (1, r"\left|#1\right|"),
    "norm": (1, r"\left\|#1\right\|"),
    "pmod": (1, r"\quad(\operatorname{mod}\,#1)"),
    "pod": (1, r"\quad(#1)"),
    "mod": (1, r"\quad\operatorname{mod}\,#1"),
    "celsius": (0, r"{}^\circ\mathrm{C}"),
    "dd": (0, r"\mathrm{d}"),
}
_FRACTIONS: dict[str, bool | None] = {
    "frac": None,
    "dfrac": True,
    "cfrac": True,
    "tfrac": False,
    "sfrac": None,
}
_BINOMIALS: dict[str, bool | None] = {"binom": None, "dbinom": True, "tbinom": False}
_STROKES: dict[str, Stroke] = {
    "boxed": "box", "fbox": "box", "framebox": "box", "cancel": "rising", "bcancel": "falling", "xcancel": "crossed", "sout": "through",
}  # fmt: skip
_DELIMITERS = {"<": "⟨", ">": "⟩", ".": "", "/": "/", "\\|": "‖", "\\{": "{", "\\}": "}", "\\backslash": "\\"}
_FENCES = frozenset("()[]{}|‖⟨⟩⌊⌋⌈⌉/\\⌜⌝⌞⌟⟮⟯⟦⟧↑↓↕⇑⇓⇕∣∥")
_DROPPED = frozenset(
    "label nonumber notag mathstrut strut relax null displaylimits hfill hfil protect hline hdashline allowbreak nobreak "
    "tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge noindent centering".split()
)
_TRANSPARENT = ("smash", "vcenter", "ensuremath", "mathinner", "mathclap", "mathllap", "mathrlap")
_LENGTH = re.compile(r"\s*(-?[0-9]*\.?[0-9]+)\s*(em|ex|pt|mm|cm|in|mu|px|pc)?")
_EM = {
    "em": 1.0,
    "ex": 0.45,
    "pt": 0.1,
    "mm": 0.28,
    "cm": 2.8,
    "in": 7.2,
    "mu": 1 / 18,
    "px": 0.075,
    "pc": 1.2,
}
_WIDEST_EM = 20.0
_TEXT_PIECES = re.compile(r"\\\$|\$(?P<math>(?:\\.|[^$\\])*)\$")
_TEXT_ESCAPES = re.compile(r"\\([%$#&_{} ,;:!])|~|\\(?:textbackslash|quad|qquad)\b ?|[{}]")
_TEXT_COMMAND = re.compile(r"\\[A-Za-z]+")


def read(reader: "Reader", name: str) -> Node:
    """Read what a command takes, and make what it means."""
    handler = _HANDLERS.get(name)
    if handler:
        return handler(reader, name)
    if name in symbols.LIMIT_FUNCTIONS:
        return Identifier(symbols.LIMIT_FUNCTIONS[name], "normal", function=True)
    if name in "{}":
        return Operator(name, "open" if name == "{" else "close")
    if name in "$%#&_|":
        return Operator("‖" if name == "|" else name)
    if name in _DROPPED:
        if name == "label":
            reader.source.raw()
        return EMPTY
    found = symbols.command(name)
    if found is None:
        raise NotUnderstood(f"\\{name} is not known")
    if isinstance(found, Identifier) and reader.variant and not found.function:
        return Identifier(found.text, reader.variant)
    return found


def fenced(around: str, body: Node) -> Node:
    """Put something between two signs as tall as itself."""
    return Fence(around[0], around[1], body)


def color(model: str | None, value: str) -> str:
    """Read a colour as six hexadecimal digits; empty where it is not known."""
    value = value.strip()
    if model and model.upper() == "HTML":
        value = f"#{value}"
    found = css_color.parse_color(value)
    return css_color.resolve(found, BLACK).hex if found else ""


def _fraction(reader: "Reader", name: str) -> Node:
    if name == "cfrac":
        reader.source.option()
    return Fraction(reader.argument(), reader.argument(), display=_FRACTIONS[name])


def _binomial(reader: "Reader", name: str) -> Node:
    return fenced("()", Fraction(reader.argument(), reader.argument(), line=False, display=_BINOMIALS[name]))


def _general_fraction(reader: "Reader", _: str) -> Node:
    left, right, thickness, style = (reader.source.raw().strip() for _ in range(4))
    display = {"0": True, "1": False}.get(style)
    whole = Fraction(
        reader.argument(), reader.argument(), line=not thickness.startswith("0"), display=display
    )
    opening, closing = _DELIMITERS.get(left, left), _DELIMITERS.get(right, right)
    return Fence(opening, closing, whole) if opening or closing else whole


def _root(reader: "Reader", _: str) -> Node:
    index = reader.source.option()
    return Root(reader.argument(), reader.inside(index) if index and index.strip() else None)


def _fence(reader: "Reader", _: str) -> Node:
    opening = _delimiter(reader)
    parts = [reader.line("\\right", "\\middle")]
    while reader.source.peek() == "\\middle":
        reader.source.take()
        parts.append(Operator(_delimiter(reader), "relation", wide=True))
        parts.append(reader.line("\\right", "\\middle"))
    reader.source.expect("\\right")
    return Fence(opening, _delimiter(reader), parts[0] if len(parts) == 1 else Row(tuple(parts)))


def _delimiter(reader: "Reader") -> str:
    token = reader.source.take()
    if token in _DELIMITERS:
        return _DELIMITERS[token]
    found = symbols.command(token[1:]) if token.startswith("\\") else symbols.sign(token)
    if not isinstance(found, Operator) or found.text not in _FENCES:
        raise NotUnderstood(f"{token} is no delimiter")
    return found.text


def _big(reader: "Reader", name: str) -> Node:
    size = name.rstrip("lrm")
    text = _delimiter(reader)
    known = symbols.sign(text)
    role = {"l": "open", "r": "close", "m": "relation"}.get(
        name[len(size) :], known.role if known else "ordinary"
    )
    return Operator(text, role, scale=symbols.SIZES[size]) if text else EMPTY  # type: ignore[arg-type]


def _text(reader: "Reader", name: str) -> Node:
    return words(reader, reader.source.raw(), symbols.TEXTS[name])


def words(reader: "Reader", raw: str, variant: Variant | None = None) -> Node:
    """Read text with formulas in dollars inside it."""
    nodes: list[Node] = []
    place = 0
    for match in _TEXT_PIECES.finditer(raw):
        if match["math"] is None:
            continue
        nodes += _plain(raw[place : match.start()], variant)
        nodes.append(reader.inside(match["math"]))
        place = match.end()
    return row(nodes + _plain(raw[place:], variant))


def _plain(raw: str, variant: Variant | None) -> list[Node]:
    text = _TEXT_ESCAPES.sub(_escaped, raw)
    unknown = _TEXT_COMMAND.search(text)
    if unknown:
        raise NotUnderstood(f"{unknown.group()} in text is not known")
    text = re.sub(r"\s+", " ", text)
    return [Words(text, variant)] if text else []


def _escaped(match: re.Match[str]) -> str:
    if match[1]:
        return match[1] if match[1] in "%$#&_{}" else "" if match[1] == "!" else " "
    return "\\" if match[0].startswith("\\textb") else "" if match[0] in "{}" else " "


def _font(reader: "Reader", name: str) -> Node:
    return reader.in_font(symbols.FONTS[name])


def _operator_name(reader: "Reader", name: str) -> Node:
    raw = reader.source.raw()
    plain = re.fullmatch(r"[\w\s\-]+", raw)
    node: Node = (
        Identifier(raw.strip(), "normal", function=True)
        if plain and raw.strip()
        else reader.inside(raw, "normal")
    )
    reader.placement = "movable" if name.endswith(("*", "limits")) else "side"
    return node


def _atom(reader: "Reader", name: str) -> Node:
    body = reader.argument()
    if name == "mathop":
        reader.placement = "movable"
    if isinstance(body, Operator):
        return Operator(body.text, symbols.ATOMS[name], body.wide, body.scale)
    return body


def _accent(reader: "Reader", name: str) -> Node:
    return Accent(reader.argument(), symbols.ACCENTS[name])


def _wide_accent(reader: "Reader", name: str) -> Node:
    under = name in symbols.WIDE_UNDER
    mark = symbols.WIDE_UNDER[name] if under else symbols.WIDE_OVER[name]
    return Accent(reader.argument(), mark, under=under, wide=True)


def _arrow(reader: "Reader", name: str) -> Node:
    below = reader.source.option()
    above = reader.argument()
    under = reader.inside(below) if below and below.strip() else None
    over = above if children(above) else None
    return Scripts(Operator(symbols.ARROWS[name], "relation", wide=True), under, over, "limits")


def _set_over(reader: "Reader", _: str) -> Node:
    over, base = reader.argument(), reader.argument()
    return Scripts(base, None, over, "limits")


def _set_under(reader: "Reader", _: str) -> Node:
    under, base = reader.argument(), reader.argument()
    return Scripts(base, under, None, "limits")


def _stroke(reader: "Reader", name: str) -> Node:
    body = words(reader, reader.source.raw()) if name in ("fbox", "framebox") else reader.argument()
    return Enclosed(body, _STROKES[name])


def _phantom(reader: "Reader", name: str) -> Node:
    return Phantom(reader.argument(), width=name != "vphantom", height=name != "hphantom")


def _text_color(reader: "Reader", _: str) -> Node:
    found = color(reader.source.option(), reader.source.raw())
    body = reader.argument()
    return Colored(body, found) if found else body


def _color_box(reader: "Reader", _: str) -> Node:
    reader.source.raw()
    return words(reader, reader.source.raw())


def _negated(reader: "Reader", _: str) -> Node:
    node = reader.argument()
    if isinstance(node, Operator) and node.text in symbols.NEGATED:
        return Operator(symbols.NEGATED[node.text], "relation")
    return Enclosed(node, "rising")


def _tag(reader: "Reader", name: str) -> Node:
    label = _plain(reader.source.raw(), None)
    text = "".join(word.text for word in label if isinstance(word, Words)).strip()
    return Row((Space(2.0), Words(text if name.endswith("*") else f"({text})")))


def _space(reader: "Reader", name: str) -> Node:
    raw = reader.source.raw() if name.startswith(("hspace", "mspace")) else reader.source.run(_LENGTH)
    match = _LENGTH.match(raw)
    if not match:
        raise NotUnderstood(f"\\{name} without a length")
    em = float(match[1]) * _EM[match[2] or "em"]
    return Space(max(-_WIDEST_EM, min(_WIDEST_EM, em)))


def _define(reader: "Reader", name: str) -> Node:
    source = reader.source
    if name == "def":
        macro = source.take()
        pattern = source.run(re.compile(r"(?:\s*#[1-9])*"))
        source.define(macro, pattern.count("#"), source.raw())
    elif name.startswith("DeclareMathOperator"):
        macro, text = source.raw(), source.raw()
        source.define(macro, 0, f"\\operatorname{'*' if name.endswith('*') else ''}{{{text}}}")
    else:
        macro = source.raw()
        count = source.option() or "0"
        source.define(macro, int(count) if count in "0123456789" else 0, source.raw())
    return EMPTY


def _substack(reader: "Reader", _: str) -> Node:
    reader.source.expect("{")
    node = grids.rows(reader, "}", "small")
    reader.source.expect("}")
    return node


def _keep(reader: "Reader", _: str) -> Node:
    return reader.argument()


def _style(reader: "Reader", name: str) -> Node:
    return Sized(reader.argument(), name == "displaystyle")


Handler = Callable[["Reader", str], Node]
_HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(_FRACTIONS, _fraction),
    **dict.fromkeys(_BINOMIALS, _binomial),
    "genfrac": _general_fraction,
    "sqrt": _root,
    "left": _fence,
    **{size + side: _big for size in symbols.SIZES for side in ("", "l", "r", "m")},
    **dict.fromkeys(symbols.TEXTS, _text),
    **dict.fromkeys(symbols.FONTS, _font),
    **dict.fromkeys(("operatorname", "operatorname*", "operatornamewithlimits"), _operator_name),
    **dict.fromkeys(symbols.ATOMS, _atom),
    **dict.fromkeys(symbols.ACCENTS, _accent),
    **dict.fromkeys(symbols.WIDE_OVER | symbols.WIDE_UNDER, _wide_accent),
    **dict.fromkeys(symbols.ARROWS, _arrow),
    "overset": _set_over,
    "stackrel": _set_over,
    "underset": _set_under,
    **dict.fromkeys(_STROKES, _stroke),
    **dict.fromkeys(("phantom", "hphantom", "vphantom"), _phantom),
    "textcolor": _text_color,
    "colorbox": _color_box,
    "not": _negated,
    **dict.fromkeys(("tag", "tag*"), _tag),
    **dict.fromkeys(("hspace", "hspace*", "hskip", "kern", "mkern", "mskip", "mspace"), _space),
    **dict.fromkeys(
        (
            "newcommand",
            "newcommand*",
            "renewcommand",
            "providecommand",
            "def",
            "DeclareMathOperator",
            "DeclareMathOperator*",
        ),
        _define,
    ),
    "substack": _substack,
    **dict.fromkeys(_TRANSPARENT, _keep),
    "begin": grids.environment,
}
