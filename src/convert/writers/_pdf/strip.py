"""A piece of a measured text in, what stands in the place of its Pango layout out."""

from collections.abc import Iterator
from typing import Any

from weasyprint.text.line_break import Layout


class Strip:
    """What a line shows of a text box, in the place of a Pango layout; `spread` is what a stretch of one widens, in pixels."""

    first_line_direction = 0
    justification_spacing = 0
    max_width = None

    def __init__(self, box: Any) -> None:
        self.text = box.text
        self.piece = box.piece
        self.spread = (0.0, 0.0)
        self.ascent = self.underline_position = self.underline_thickness = None
        self.strikethrough_position = self.strikethrough_thickness = None
        if box.style["text_decoration_line"] != "none":
            layout = Layout(box.style)
            for name in (
                "ascent",
                "underline_position",
                "underline_thickness",
                "strikethrough_position",
                "strikethrough_thickness",
            ):
                setattr(self, name, getattr(layout, name))

    def reactivate(self, style: Any) -> None:
        """Do nothing: the glyphs are known."""

    def deactivate(self) -> None:
        """Do nothing: there is no Pango object."""

    def places(self) -> Iterator[tuple[str, float, float]]:
        """Give each character with its left edge and its width, in pixels from the left edge of the box."""
        piece, (even, rest) = self.piece, self.spread
        measure = piece.measure
        left = piece.lead
        for index in range(piece.start, piece.stop):
            yield measure.text[index], left, measure.advances[index]
            first, second = measure.stretches[index]
            left += measure.advances[index] + measure.spaces[index] + even * first + rest * second
