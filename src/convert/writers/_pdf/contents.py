"""Tables of contents as they were laid out in; their links, and their elements as PDF names them, out (ISO 32000-1, 14.8.4.2).

A table is a TOC of TOCI, each with a Reference that holds a Link, and perhaps a TOC below it. The dots before the numbers are
artifacts.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.layout.leader import leader_index
from weasyprint.text.line_break import Layout

from convert.writers._pdf import patches, tree
from convert.writers._pdf.patches import Place

LEADER: Place = ("layout.inline", "handle_leader")

_TABLE = "toc"
_REFERENCE = "page-ref"


def number(root: Element, words: str) -> None:
    """Let references to pages say them, as `words` do with `{number}` in them."""
    found = [link for link in root.iter("a") if link.get("class") == _REFERENCE]
    for link in found:
        link.text = None
    if found:
        before, after = words.split("{number}")
        said = f'"{before}" target-counter(attr(href url), page) "{after}"'
        tree.add_sheet(root, f".{_REFERENCE}::before {{ content: {said}; }}\n")


def elements(root: Element) -> frozenset[Element]:
    """Give the elements of all tables of contents of a page, and the references to pages."""
    tables = (nav for nav in root.iter("nav") if nav.get("class") == _TABLE)
    references = (link for link in root.iter("a") if link.get("class") == _REFERENCE)
    return frozenset([*(inner for table in tables for inner in table.iter()), *references])


@contextmanager
def leaders() -> Iterator[None]:
    """Let the dots of a line be one text: WeasyPrint draws each for itself, which takes longer than all else in a table."""
    stock = patches.stock(LEADER)

    def handle(context: Any, line: Any, containing_block: Any) -> None:
        stock(context, line, containing_block)
        _, leader = leader_index(line)
        if (
            leader is not None
            and len(leader.children) > 1
            and isinstance(leader.children[0].pango_layout, Layout)
        ):
            leader.children = (_joined(leader.children),)

    with patches.replaced({LEADER: handle}):
        yield


def _joined(dots: tuple[Any, ...]) -> Any:
    """One text in the place of many alike, which stand from right to left."""
    joined = dots[-1].copy()
    joined.text *= len(dots)
    joined.width *= len(dots)
    joined.pango_layout = copy(joined.pango_layout)
    joined.pango_layout.text = joined.text
    return joined


def join_links(document: Any, contents: frozenset[Element]) -> None:
    """Let each link be one: WeasyPrint makes links of their own of what stands in it."""
    for page in document.pages:
        page.links[:] = [link for link in page.links if not _inner(link[3], contents)]


def _inner(box: Any, contents: frozenset[Element]) -> bool:
    return box.element in contents and box.element_tag != "a"


def places(document: Any) -> Mapping[str, int]:
    """Give the number of the page that each id stands on."""
    found: dict[str, int] = {}
    for count, page in enumerate(document.pages, 1):
        for name in page.anchors:
            found.setdefault(name, count)
    return found


def shown(box: Any) -> bool:
    """Whether a box is more than dots."""
    return not box.is_leader


def name(box: Any, element: Any, pdf: Any) -> None:
    """Call an element of a table what it is there."""
    match element["S"]:
        case "/L":
            element["S"] = "/TOC"
        case "/LI":
            element["S"] = "/TOCI"
            _lift(element, pdf)
        case "/Div":
            element["S"] = "/Reference"
        case "/Link" if "::" in box.element_tag:
            element["S"] = "/Span"


def _lift(item: Any, pdf: Any) -> None:
    """Take what the body of an item holds into the item."""
    kids: list[Any] = []
    for reference in item["K"]:
        body = pdf.objects[int(reference.split()[0])]
        inner = body["K"] if body.get("S") == "/LBody" else [reference]
        for kid in inner:
            pdf.objects[int(kid.split()[0])]["P"] = item.reference
        kids += inner
    item["K"][:] = kids
