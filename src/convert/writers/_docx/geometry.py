"""Boxes around a place in, where its text may stand out: indents and the innermost frame, in points."""

from functools import lru_cache

from convert.css.computed import ComputedStyle
from convert.record import Record, replace
from convert.writers._docx import properties


class Geometry(Record):
    """Where text may stand in a column, in points from its edges, and the innermost box that shows around it."""

    left: float = 0.0
    right: float = 0.0
    frame: ComputedStyle | None = None
    frame_left: float = 0.0
    frame_right: float = 0.0

    def enter(self, box: ComputedStyle) -> "Geometry":
        """The geometry inside a box."""
        return _entered(self, box)

    def borders(self, hang: float = 0.0, from_right: bool = False) -> str:
        """`w:pBdr` of the frame for a paragraph whose first line or number stands `hang` points before its text.

        `from_right`: the paragraph reads from the right; left is where it begins.
        """
        if self.frame is None:
            return ""
        line = self.frame.border
        return properties.paragraph_borders(
            self.frame,
            self.left - hang - self.frame_left - (line.left.width_pt if line.left.drawn else 0.0),
            self.right - self.frame_right - (line.right.width_pt if line.right.drawn else 0.0),
            from_right,
        )


@lru_cache(maxsize=1024)
def _entered(outer: Geometry, box: ComputedStyle) -> Geometry:
    left, right = properties.horizontal(box)
    inner = replace(outer, left=outer.left + left, right=outer.right + right)
    if not properties.has_frame(box):
        return inner
    return replace(
        inner,
        frame=box,
        frame_left=outer.left + box.margin.left,
        frame_right=outer.right + box.margin.right,
    )


COLUMN = Geometry()
