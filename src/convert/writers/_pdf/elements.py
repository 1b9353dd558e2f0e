"""Boxes of a page in, as they become elements of the structure tree; what the tree's own builder leaves out, in those elements, out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint.formatting_structure.boxes import PageBox

from convert.writers._pdf import contents, patches
from convert.writers._pdf.patches import Place

PLACE: Place = ("pdf.tags", "_build_box_tree")
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_THROUGH = ("html", "body")  # these have no element of their own


class Elements:
    """The elements of one PDF by what they came from: names, headings, lists. Languages and pictures are mended at once.

    `tables` are the elements of tables of contents.
    """

    def __init__(self, tables: frozenset[Any] = frozenset()) -> None:
        self._contents = tables
        self.named: dict[str, Any] = {}
        self.headings: dict[Any, Any] = {}
        self._lists: list[tuple[Any, str]] = []
        self._spoken: set[Any] = set()

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Listen while the structure tree is built."""
        stock = patches.stock(PLACE)

        def build(box: Any, *arguments: Any) -> Iterator[Any]:
            for element in stock(box, *arguments):
                if box.element in self._contents:
                    if not contents.shown(box):
                        continue
                    contents.name(box, element, arguments[1])
                self._note(box, element)
                if element["S"] == "/Figure":
                    _place(element, arguments[1])
                yield element

        with patches.replaced({PLACE: build}):
            yield

    def number_lists(self) -> None:
        """Say of each list whether its items are counted (ISO 14289-2, 8.2.5.25)."""
        for element, kind in self._lists:
            element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": kind})

    def _note(self, box: Any, element: Any) -> None:
        source = box.element
        if source is None or isinstance(box, PageBox) or box.element_tag in _THROUGH:
            return
        if source.get("role") == "img" and source not in self._spoken:
            self._spoken.add(source)
            element["Alt"] = pydyf.String(source.get("aria-label"))
        language = source.get("lang")
        if language:  # ISO 14289-1, 7.2
            element["Lang"] = pydyf.String(language)
        if source.get("id"):
            _keep(self.named, source.get("id"), element)
        if box.element_tag in _HEADINGS and source not in self._contents:
            _keep(self.headings, source, element)
        elif box.element_tag in ("ol", "ul") and element["S"] == "/L":
            self._lists.append((element, "/Ordered" if box.element_tag == "ol" else "/Unordered"))


def _place(figure: Any, pdf: Any) -> None:
    """Give the place of a picture in points of the page, from below (ISO 32000-1, 14.8.5.4.3)."""
    page = pdf.objects[int(figure["Pg"].split()[0])]
    top = page["MediaBox"][3]
    x1, y1, x2, y2 = figure["A"]["BBox"]
    figure["A"]["BBox"] = pydyf.Array([0.75 * x1, top - 0.75 * y2, 0.75 * x2, top - 0.75 * y1])


def _keep(known: dict[Any, Any], key: Any, element: Any) -> None:
    """Keep the outermost element on the first page: inner ones come before it, those of later pages after it."""
    if key not in known or known[key]["Pg"] == element["Pg"]:
        known[key] = element
