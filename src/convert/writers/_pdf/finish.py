"""A PDF of WeasyPrint's, before it is written, in; the same with a structure tree that PDF/UA-1 accepts out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf

from convert.writers._pdf import patches
from convert.writers._pdf.formulas import MARK

_HEADINGS = {f"/H{level}": level for level in range(1, 7)}


PLACE = "pdf.tags", "_get_pdf_tag"
_TAGS = {
    "ruby": "Ruby",
    "rt": "RT",
    "summary": "P",
    "code": "Code",
    "pre": "Div",
    "details": "Div",
    "figure": "Div",
    "footnote": "Note",
}


@contextmanager
def named() -> Iterator[None]:
    """Name elements as PDF does that WeasyPrint calls by no name."""
    stock = patches.stock(PLACE)

    def tag(element_tag: str | None) -> Any:
        return _TAGS.get(element_tag or "") or stock(element_tag)

    with patches.replaced({PLACE: tag}):
        yield


@contextmanager
def quick_references() -> Iterator[None]:
    """Make the list of page references once a page, not once an element: tagging a long document asks for it each time."""
    stock = pydyf.PDF.page_references

    def references(pdf: Any) -> tuple[bytes, ...]:
        known: tuple[bytes, ...] = pdf.__dict__.get("known_references", ())
        if len(known) != pdf.pages["Count"]:
            known = pdf.known_references = stock.fget(pdf)
        return known

    pydyf.PDF.page_references = property(references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = stock


def finish(document: Any, pdf: Any) -> None:
    """Repair the structure: page margins as artifacts, scope of header cells, order of headings, words of links."""
    tree = _Tree(pdf)
    tree.walk()
    _artifacts(pdf, tree)
    _links(document)


class _Tree:
    """One walk over the structure tree, in reading order."""

    def __init__(self, pdf: Any) -> None:
        self.objects = pdf.objects
        self.root = self._at(pdf.catalog["StructTreeRoot"])
        self.marked: dict[bytes, set[int]] = {}
        self.decoration: dict[bytes, set[int]] = {}
        self.elements: set[bytes] = set()
        self._above: list[int] = []

    def _at(self, reference: bytes) -> Any:
        return self.objects[int(reference.split()[0])]

    def walk(self) -> None:
        """Visit every element; note the marked content that each page has in the tree."""
        stack = [(reference, "") for reference in reversed(self.root["K"])]
        while stack:
            reference, group = stack.pop()
            element = self._at(reference)
            if element.get("Type") != "/StructElem":
                continue
            self.elements.add(element.reference)
            kind = element["S"]
            if kind in _HEADINGS:
                self._order(element, _HEADINGS[kind])
            elif kind == "/TH":
                element["A"]["Scope"] = "/Column" if group == "/THead" else "/Row"
            elif kind == "/Ruby":
                self._name_bases(element)
            if kind in ("/THead", "/TBody", "/TFoot"):
                group = kind
            self._formula(element)
            self._drop_decoration(element)
            for kid in reversed(element["K"]):
                if isinstance(kid, int):
                    self.marked.setdefault(element["Pg"], set()).add(kid)
                else:
                    stack.append((kid, group))

    def _formula(self, element: Any) -> None:
        """Leave the words under a drawn formula out of the tree: its description says them."""
        for kid in element["K"]:
            drawing = {} if isinstance(kid, int) else self._at(kid)
            words = drawing.get("Alt") if drawing.get("S") == "/Figure" else None
            if words is not None and words.string.startswith(MARK):
                drawing["S"], drawing["Alt"] = "/Formula", pydyf.String(words.string[len(MARK) :])
                element["K"][:] = [kid]
                return

    def _drop_decoration(self, element: Any) -> None:
        """Leave pictures without a description (ISO 14289-1, 7.3) and what holds nothing out of the tree."""
        kept = []
        for kid in element["K"]:
            picture = {} if isinstance(kid, int) else self._at(kid)
            if picture.get("S") == "/Span" and not picture["K"]:  # a rule, which says nothing
                continue
            if picture.get("S") == "/Figure" and "Alt" not in picture:
                self.decoration.setdefault(picture["Pg"], set()).update(picture["K"])
            else:
                kept.append(kid)
        element["K"][:] = kept

    def _name_bases(self, ruby: Any) -> None:
        """Call what stands under a reading its base (ISO 32000-1, 14.8.4.4.1)."""
        for kid in ruby["K"]:
            base = self._at(kid)
            if base["S"] != "/RT":
                base["S"] = "/RB"

    def _order(self, element: Any, level: int) -> None:
        """Let no heading skip a level (PDF/UA-1, 7.4.2): the first is of level 1, each other one below that it stands under."""
        while self._above and self._above[-1] >= level:
            self._above.pop()
        self._above.append(level)
        element["S"] = f"/H{len(self._above)}"


def _artifacts(pdf: Any, tree: _Tree) -> None:
    """Make artifacts of what is marked on a page but not in the tree: header, footer, decoration (ISO 14289-1, 7.8)."""
    numbers = tree._at(tree.root["ParentTree"])["Nums"]
    for number, reference in enumerate(pdf.page_references):
        page = tree._at(reference)
        known = tree.marked.get(reference, set())
        decoration = tree.decoration.get(reference, set())
        content = tree._at(page["Contents"]).stream
        for index, operator in enumerate(content):
            if operator == b"BDC" and isinstance(content[index - 1], pydyf.Dictionary):
                properties = content[index - 1]
                if "MCID" in properties and properties["MCID"] not in known:
                    content[index - 2] = "/Artifact"
                    kind = "/Layout" if properties["MCID"] in decoration else "/Pagination"
                    content[index - 1] = pydyf.Dictionary({"Type": kind})
        parents = numbers[2 * number + 1]
        parents[:] = [parent if parent in tree.elements else b"null" for parent in parents]
    for item in pdf.objects:
        if _is_element(item) and item.reference not in tree.elements:
            item.clear()  # pydyf counts an object that is free among the compressed ones, and all behind it are misplaced


def _is_element(item: Any) -> bool:
    return isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructElem"


def _links(document: Any) -> None:
    """Describe each link by its own words (ISO 14289-1, 7.18.5)."""
    for page in document.pages:
        for _, _, _, box in page.links:
            words = _words(box.element) if box.element is not None else ""
            if words and box.link_annotation is not None:
                box.link_annotation["Contents"] = pydyf.String(words)


def _words(link: Any) -> str:
    """Give the name of a link, its words, or what its pictures show."""
    words = link.get("aria-label", "") or " ".join("".join(link.itertext()).split())
    return words or " ".join(filter(None, (picture.get("alt") for picture in link.iter("img"))))
