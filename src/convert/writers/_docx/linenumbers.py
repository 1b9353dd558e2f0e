"""A page's line numbers in; their place in a section, and what is not counted out (ISO 29500-1, 17.6.8)."""

from collections.abc import Iterable, Iterator

from convert.css.computed import Page
from convert.writers._docx import xml
from convert.writers._docx.measure import twips

EVERY = 5
# As far from the text as in the PDF, in sizes of the numbers.
_GAP_EM = 0.8
_RESTART = {"page": "newPage", "continuous": "continuous"}
_COUNTED = ("p", "li", "dd", "dt")
_BOXES = ("details", "figure", "section", "table")
OFF = "<w:suppressLineNumbers/>"


def counts(path: tuple[str, ...], leaf: str) -> bool:
    """Whether lines of a kind are counted in these containers: text of the article, no boxes, no appendix."""
    steps = [element.split(".") for element in path]
    boxed = any(tag in _BOXES or "callout" in classes for tag, *classes in steps)
    return leaf in _COUNTED and not boxed


def of_section(page: Page) -> str:
    """`w:lnNumType`; nothing where lines have no numbers."""
    if page.line_numbers is None:
        return ""
    distance = twips(page.style.font_size_pt * _GAP_EM)
    return xml.element(
        "w:lnNumType",
        {"w:countBy": EVERY, "w:distance": distance, "w:restart": _RESTART[page.line_numbers]},
    )


def uncounted(rows: Iterable[str]) -> Iterator[str]:
    """Leave out of the count the paragraphs without a style, which only keep others apart."""
    for row in rows:
        plain = row.startswith("<w:p><w:pPr>") and not row.startswith("<w:p><w:pPr><w:pStyle")
        yield row.replace("<w:spacing", f"{OFF}<w:spacing", 1) if plain else row
