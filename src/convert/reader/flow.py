"""What the parts of the block reader ask of each other: elements in, blocks or a line out."""

from typing import Protocol

from convert.model import Blocks, Inlines
from convert.notices import Report
from convert.reader.html import Element
from convert.reader.runs import Around


class Flow(Protocol):
    """Reads what stands inside an element; `around` says what surrounds it, not yet with its own look."""

    report: Report

    def enter(self, element: Element, around: Around) -> Around | None:
        """What the content of an element inherits, one level deeper; None where the element is not shown."""

    def content(self, element: Element, inside: Around) -> Blocks:
        """The content of an element as blocks, in its frame, with its anchor; `inside` is what `enter` gave."""

    def words(self, element: Element, inside: Around) -> Inlines:
        """The content of an element as one line, with its anchor."""

    def block(self, element: Element, around: Around) -> Blocks:
        """An element as a block of its own."""

    def loose(self, text: str, around: Around) -> Blocks:
        """Text that stands where only elements should."""
