"""The tree of a long formula in, the pieces between which a line may end out."""

from convert.formulas.tree import EMPTY, Colored, Node, Operator, Row, Sized, Space, children, row

_SIGNS = ("relation", "binary")
_LEAST = 3


def parts(node: Node) -> tuple[Node, ...]:
    """Part a formula behind its signs, outside all parentheses (The TeXbook, chapter 18); one piece where it has none."""
    match node:
        case Sized(body, display):
            return tuple(Sized(part, display) for part in parts(body))
        case Colored(body, color):
            return tuple(Colored(part, color) for part in parts(body))
        case Row():
            return tuple(_parts(node))
        case _:
            return (node,)


def _parts(node: Row) -> list[Node]:
    found: list[Node] = []
    here: list[Node] = []
    depth = 0
    for child in node.children:
        if not here and found and isinstance(child, Space):
            continue
        here.append(child)
        if not isinstance(child, Operator):
            continue
        depth += (child.role == "open") - (child.role == "close" and child.text != "!")
        if child.role in _SIGNS and depth <= 0 and len(here) >= _LEAST:
            # What follows a sign keeps its distance, even at the end of a piece.
            found.append(Row((*here, EMPTY)))
            here = []
    if here and all(not children(child) for child in here):
        here = []
    return [*found, row(here)] if here else found
