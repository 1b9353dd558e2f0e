"""An HTML page in, PDF out: laid out with our own line setting, again where tables did not fit, and written."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from convert.characters import is_wide
from convert.css.computed import Page
from convert.css.values import MM_PER_PT
from convert.labels import labels
from convert.writers import PdfVariant
from convert.writers._pdf import (
    beside,
    contents,
    deep,
    elements,
    embedding,
    emoji,
    finish,
    footnotes,
    justify,
    newspaper,
    patches,
    reading,
    sheets,
    standards,
    unbroken,
    writing,
)

if TYPE_CHECKING:
    from convert.writers._pdf import fit

_MOST_LAYOUTS = 6
_LINES_ENOUGH = 2
_SMALLEST_PT = 8  # of text; with it, lines are counted too few rather than too many


class Setting:
    """One page and how it is to be set; `trouble` says why it can only be set as WeasyPrint does.

    `places` are the numbers of the pages that ids stand on, where the page says such numbers.

    `pictures` are those that need not be read, by their address.
    """

    def __init__(
        self,
        html: str,
        paper: Page,
        east_asian: bool,
        date: str,
        pictures: dict[str, Any],
        variant: PdfVariant = "pdf/ua-1",
    ) -> None:
        self._pictures = pictures
        self._variant = variant
        self._identifier = hashlib.sha256(html.encode("utf-8")).digest()[:16]
        self._paper = paper
        self._east_asian = east_asian
        self._forced = "<bdo" in html
        self._has_tables = "<table" in html
        self._date = date
        self._elements = elements.Elements()
        self._emoji_marked = False
        self._tables: fit.Tables | None = None
        self.trouble = patches.problem()
        self._source = reading.read(html, quickly=not self.trouble)
        self.places: Mapping[str, int] = {}
        contents.number(self.root, labels(self.root.get("lang", "")).page)
        unbroken.leave_whole(self.root, html)
        deep.bound(self.root)
        self._footnotes: footnotes.Footnotes | None = None
        if footnotes.SECTION in html and not self.trouble:
            self._footnotes = footnotes.Footnotes(self.root)
        _let_stand(self.root, paper)
        if paper.columns > 1:
            newspaper.gather(self.root, paper)

    @property
    def parted(self) -> dict[int, int]:
        """Into how many parts tables were parted, by their place among all tables."""
        return self._tables.parted if self._tables is not None else {}

    @property
    def root(self) -> Element:
        """The page as an element tree, which may be changed before it is set again."""
        root: Element = self._source.etree_element
        return root

    def set(self, fonts: Any, *, written: bool = True) -> bytes:
        """Lay the page out until its tables fit, and write it; nothing if only its places are wanted."""
        if fonts.system and not self._emoji_marked:
            emoji.mark(self.root)
            self._emoji_marked = True
        tables = contents.elements(self.root)
        self._elements = elements.Elements(tables)
        with embedding.installed(), finish.quick_references(), self._helped():
            document = self._render(fonts)
            if self._tables is not None:
                for _ in range(_MOST_LAYOUTS):
                    if not self._tables.adapt():
                        break
                    document = self._render(fonts)
            while self._footnotes is not None and self._footnotes.adapt(document):
                document = self._render(fonts)
            if tables:
                contents.join_links(document, tables)
                self.places = contents.places(document)
            if not written:
                return b""
            if self._paper.line_numbers:
                beside.number(document, self._paper)
            metadata = document.metadata
            metadata.created = metadata.created or self._date or None
            metadata.modified = self._date or metadata.created
            pdf: bytes = document.write_pdf(
                pdf_variant=self._variant,
                pdf_tags=True,
                finisher=self._finish,
            )
        return pdf

    def _finish(self, document: Any, pdf: Any) -> None:
        finish.finish(document, pdf)
        beside.rule(document, pdf, self._paper)
        if self._footnotes is not None:
            self._footnotes.rule(document, pdf)
            if self._variant == "pdf/ua-2":
                self._footnotes.relate(pdf)
        standards.keep(document, pdf, self._variant, self._elements)
        embedding.name(pdf)
        writing.install(pdf, self._identifier)

    def _render(self, fonts: Any) -> Any:
        return self._source.render(font_config=fonts, pdf_variant=self._variant, cache=dict(self._pictures))

    @contextmanager
    def _helped(self) -> Iterator[None]:
        """Put our own functions in the place of WeasyPrint's, where these are the ones we know."""
        if self.trouble:
            yield
            return
        with ExitStack() as own:
            own.enter_context(justify.Typesetter(self._east_asian, self._forced).installed())
            own.enter_context(sheets.kept())
            own.enter_context(finish.named())
            own.enter_context(self._elements.noted())
            own.enter_context(contents.leaders())
            if self._footnotes is not None:
                own.enter_context(self._footnotes.installed())
            if self._has_tables:
                own.enter_context(self._fitting().installed())
            yield

    def _fitting(self) -> "fit.Tables":
        if self._tables is None:
            from convert.writers._pdf import fit

            self._tables = fit.Tables(self.root, self._paper)
        return self._tables


def _let_stand(root: Element, paper: Page) -> None:
    """Say which last paragraphs, of a part or before a new page, have lines enough for a page of their own.

    Nothing before these need go there with them.
    """
    room = (paper.width_mm - paper.margin_mm.left - paper.margin_mm.right) / MM_PER_PT
    for part in root.iter():
        if part.tag not in ("main", "section", "article"):
            continue
        for block, after in pairwise((*part, None)):
            if (
                block is None
                or block.tag != "p"
                or (after is not None and after.get("class") != "page-break")
            ):
                continue
            text = "".join(block.itertext())
            em = sum(1.0 if is_wide(character) else 0.4 for character in text)
            block.set("data-lines" if em * _SMALLEST_PT > _LINES_ENOUGH * room else "data-short", "")
