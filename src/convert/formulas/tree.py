"""The tree of a formula: what TeX says, as all back ends need it; `parser` makes it."""

from typing import Literal

from convert.record import Record

Role = Literal["ordinary", "binary", "relation", "large", "open", "close", "punctuation"]
"""TeX's classes of atoms (The TeXbook, chapter 17): they decide the space around an operator."""
Variant = Literal[
    "normal",
    "bold",
    "italic",
    "bold-italic",
    "double-struck",
    "script",
    "fraktur",
    "sans-serif",
    "monospace",
]
Placement = Literal["side", "movable", "limits"]
"""Where scripts stand: beside the base, under and over it in displays only, or under and over it always."""
GridKind = Literal["matrix", "small", "cases", "aligned", "lines"]
Stroke = Literal["box", "rising", "falling", "crossed", "through"]


class Identifier(Record):
    """A letter, or a name of several (`sin`); `variant` is None where a letter is italic and a name upright.

    `function`: what follows is its argument.
    """

    text: str
    variant: Variant | None = None
    function: bool = False


class Number(Record):
    """Digits, with a point or without."""

    text: str
    variant: Variant | None = None


class Operator(Record):
    """A sign; `wide` lets it grow with what stands over or under it, `scale` is the size an author asked for (`\\big`)."""

    text: str
    role: Role = "ordinary"
    wide: bool = False
    scale: float = 0.0


class Words(Record):
    """Text inside a formula."""

    text: str
    variant: Variant | None = None


class Space(Record):
    """A blank, `em` wide, perhaps negative."""

    em: float


class Row(Record):
    """Neighbours on one line."""

    children: "tuple[Node, ...]"


class Fraction(Record):
    """One above the other; without a line it is half of a binomial. `display` is None where the place decides."""

    numerator: "Node"
    denominator: "Node"
    line: bool = True
    display: bool | None = None


class Scripts(Record):
    """A base with what stands low and high at it."""

    base: "Node"
    sub: "Node | None" = None
    sup: "Node | None" = None
    placement: Placement = "side"


class Root(Record):
    """A root; `index` is None for a square root."""

    radicand: "Node"
    index: "Node | None" = None


class Fence(Record):
    """Something between signs as tall as itself; either may be empty. `Operator.wide` marks `\\middle` inside."""

    open: str
    close: str
    body: "Node"


class Grid(Record):
    """Rows of cells; `align` has a letter (l, c, r) a column, the last one again where it ends."""

    rows: "tuple[tuple[Node, ...], ...]"
    kind: GridKind = "matrix"
    align: str = "c"


class Accent(Record):
    """A mark over or under a base, as wide as it where `wide`."""

    base: "Node"
    mark: str
    under: bool = False
    wide: bool = False


class Enclosed(Record):
    """A frame around something, or strokes through it."""

    body: "Node"
    stroke: Stroke


class Phantom(Record):
    """The space something would take: its width, its height, or both."""

    body: "Node"
    width: bool = True
    height: bool = True


class Colored(Record):
    """Something in a colour, written as six hexadecimal digits."""

    body: "Node"
    color: str


class Sized(Record):
    """Something set as in a display, or as in a line."""

    body: "Node"
    display: bool


Leaf = Identifier | Number | Operator | Words | Space
Node = Leaf | Row | Fraction | Scripts | Root | Fence | Grid | Accent | Enclosed | Phantom | Colored | Sized

EMPTY = Row(())


def children(node: Node) -> "tuple[Node, ...]":
    """List what a row holds; anything else stands alone."""
    return node.children if isinstance(node, Row) else (node,)


def row(nodes: "list[Node] | tuple[Node, ...]") -> Node:
    """Put nodes on one line; one alone needs no row."""
    return nodes[0] if len(nodes) == 1 else Row(tuple(nodes))
