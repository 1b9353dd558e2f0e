"""Environments of TeX in, grids out: matrices, cases, aligned lines."""

import re
from typing import TYPE_CHECKING

from convert.formulas.source import NotUnderstood
from convert.formulas.tree import Fence, Grid, GridKind, Node, Operator, Row, children

if TYPE_CHECKING:
    from convert.formulas.parser import Reader

_BREAKS = ("\\\\", "\\cr", "\\newline")
_MATRICES = {
    "matrix": "", "pmatrix": "()", "bmatrix": "[]", "Bmatrix": "{}", "vmatrix": "||", "Vmatrix": "‖‖", "smallmatrix": "",
    "psmallmatrix": "()", "bsmallmatrix": "[]",
}  # fmt: skip
_CASES = {"cases": ("{", ""), "dcases": ("{", ""), "rcases": ("", "}"), "drcases": ("", "}")}
_ALIGNED = frozenset("align aligned alignat alignedat split eqnarray flalign eqalign".split())
_LINES = frozenset("gather gathered multline multlined equation displaymath math lines".split())
_COUNTED = frozenset(("alignat", "alignedat"))
_BETWEEN = re.compile(r"[@!>]\{[^{}]*\}|p\{[^{}]*\}|\s")


def rows(reader: "Reader", end: str, kind: GridKind | None = None) -> Node:
    """Read lines up to the end, which is left; a single cell is what stands in it."""
    found = _rows(reader, end)
    if len(found) == 1 and len(found[0]) == 1:
        return found[0][0]
    if kind:
        return Grid(found, kind)
    aligned = any(len(cells) > 1 for cells in found)
    return Grid(found, "aligned" if aligned else "lines", "rl" if aligned else "c")


def environment(reader: "Reader", _: str) -> Node:
    """Read `\\begin{name}…\\end{name}`."""
    written = reader.source.raw().strip()
    name = written.rstrip("*")
    align: str = "c"
    bars: tuple[int, ...] = ()
    if name in ("array", "subarray"):
        reader.source.option()
        align, bars = _columns(reader.source.raw())
    elif name in _COUNTED:
        reader.source.raw()
    elif name in _MATRICES and written.endswith("*"):
        align = (reader.source.option() or "c").strip()[:1]
    found = _rows(reader, "\\end")
    reader.source.expect("\\end")
    if reader.source.raw().strip() != written:
        raise NotUnderstood(f"\\end{{{written}}} is missing")
    return _made(name, found, align, bars)


def _made(name: str, found: tuple[tuple[Node, ...], ...], align: str, bars: tuple[int, ...]) -> Node:
    if name in _MATRICES:
        grid = Grid(found, "small" if "small" in name else "matrix", align)
        around = _MATRICES[name]
        return Fence(around[0], around[1], grid) if around else grid
    if name in _CASES:
        opening, closing = _CASES[name]
        return Fence(opening, closing, Grid(found, "cases", "l"))
    if name in ("array", "subarray"):
        return Grid(_with_bars(found, bars), "small" if name == "subarray" else "matrix", align)
    if name in _ALIGNED:
        return (
            found[0][0]
            if len(found) == len(found[0]) == 1
            else Grid(found, "aligned", "rcl" if name == "eqnarray" else "rl")
        )
    if name in _LINES:
        single = len(found) == 1 and len(found[0]) == 1
        return found[0][0] if single else Grid(found, "lines", "c")
    raise NotUnderstood(f"\\begin{{{name}}} is not known")


def _rows(reader: "Reader", end: str) -> tuple[tuple[Node, ...], ...]:
    found: list[tuple[Node, ...]] = []
    cells: list[Node] = []
    while True:
        cells.append(reader.line("&", *_BREAKS, end))
        token = reader.source.peek()
        if token == "&":
            reader.source.take()
            continue
        found.append(tuple(cells))
        cells = []
        if token not in _BREAKS:
            break
        reader.source.take()
        reader.source.option()
    # A line break at the end opens no line.
    if len(found) > 1 and not any(children(cell) for cell in found[-1]):
        found.pop()
    return tuple(found)


def _columns(specification: str) -> tuple[str, tuple[int, ...]]:
    """The alignments of an array's columns, with one for each bar, and where the bars stand."""
    letters = "".join(c for c in _BETWEEN.sub("", specification) if c in "lcr|")
    return letters.replace("|", "c") or "c", tuple(
        index for index, letter in enumerate(letters) if letter == "|"
    )


def _with_bars(found: tuple[tuple[Node, ...], ...], bars: tuple[int, ...]) -> tuple[tuple[Node, ...], ...]:
    made = []
    for cells in found:
        line = list(cells)
        for index in bars:
            line[index:index] = [Operator("|")] if index <= len(line) else [Row(()), Operator("|")]
        made.append(tuple(line))
    return tuple(made)
