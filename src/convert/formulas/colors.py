"""TeX in, the same with greys in the place of its colours out."""

import re

from convert.css.color import parse_color, resolve
from convert.css.grey import grey
from convert.formulas import commands
from convert.model import BLACK

_COLOR = re.compile(r"(\\(?:text)?color)\s*+(?:\[(\w+)\]\s*+)?\{([^{}]*)\}")


def without_color(tex: str) -> str:
    """TeX whose colours are greys of the same lightness; one that is not known is left."""
    return _COLOR.sub(_drained, tex) if "color" in tex else tex


def _drained(match: re.Match[str]) -> str:
    command, model, value = match.groups()
    found = parse_color(f"#{commands.color(model, value)}")
    return f"{command}[HTML]{{{grey(resolve(found, BLACK)).hex}}}" if found else match[0]
