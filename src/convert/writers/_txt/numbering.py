"""A list in, the labels of its items out: `3.`, `c.`, `iv.`, `三、`, `•`, `☑`."""

from convert import numerals
from convert.model import List, ListItem

_BULLETS = "•-"


def item_labels(node: List, depth: int) -> list[str]:
    """Name the items of a list that stands in `depth` others; a name is empty where the list shows none."""
    bullet = _bullet(node, depth)
    labels = []
    number = node.start - 1
    for item in node.items:
        number = number + 1 if item.number is None else item.number
        labels.append(_label(node, item, number, bullet))
    return labels


def _bullet(node: List, depth: int) -> str:
    match node.marker:
        case "none":
            return ""
        case "circle":
            return "◦"
        case "square":
            return "▪"
        case "disc":
            return "•"
        case _:
            return _BULLETS[depth % len(_BULLETS)]


def _label(node: List, item: ListItem, number: int, bullet: str) -> str:
    box = "" if item.checked is None else "☑" if item.checked else "☐"
    if not node.ordered or node.marker in ("none", "disc", "circle", "square"):
        return box or bullet
    label = numerals.label(number, node.marker)
    return f"{label} {box}" if box else label
