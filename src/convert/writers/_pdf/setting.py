"""An HTML page in, PDF out: laid out with our own line setting, again where tables did not fit, and written."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

import weasyprint

from convert.css.computed import Page
from convert.writers._pdf import embedding, emoji, fetcher, finish, justify, patches

if TYPE_CHECKING:
    from convert.writers._pdf import fit

_VARIANT = "pdf/ua-1"
_MOST_LAYOUTS = 6


class Setting:
    """One page and how it is to be set; `trouble` says why it can only be set as WeasyPrint does.

    `pictures` are those that need not be read, by their address.
    """

    def __init__(self, html: str, paper: Page, east_asian: bool, date: str, pictures: dict[str, Any]) -> None:
        self._pictures = pictures
        self._identifier = hashlib.sha256(html.encode("utf-8")).digest()[:16]
        self._source = weasyprint.HTML(string=html, url_fetcher=fetcher.PageFetcher())
        self._paper = paper
        self._east_asian = east_asian
        self._forced = "<bdo" in html
        self._has_tables = "<table" in html
        self._date = date
        self._emoji_marked = False
        self._tables: fit.Tables | None = None
        self.trouble = patches.problem()

    @property
    def parted(self) -> dict[int, int]:
        """Into how many parts tables were parted, by their place among all tables."""
        return self._tables.parted if self._tables is not None else {}

    @property
    def root(self) -> Element:
        """The page as an element tree, which may be changed before it is set again."""
        root: Element = self._source.etree_element
        return root

    def set(self, fonts: Any) -> bytes:
        """Lay the page out until its tables fit, and write it."""
        if fonts.system and not self._emoji_marked:
            emoji.mark(self.root)
            self._emoji_marked = True
        with embedding.installed(), finish.quick_references(), self._helped():
            document = self._render(fonts)
            if self._tables is not None:
                for _ in range(_MOST_LAYOUTS):
                    if not self._tables.adapt():
                        break
                    document = self._render(fonts)
            metadata = document.metadata
            metadata.created = metadata.created or self._date or None
            metadata.modified = self._date or metadata.created
            pdf: bytes = document.write_pdf(
                pdf_variant=_VARIANT, pdf_identifier=self._identifier, finisher=finish.finish
            )
        return pdf

    def _render(self, fonts: Any) -> Any:
        return self._source.render(font_config=fonts, pdf_variant=_VARIANT, cache=dict(self._pictures))

    @contextmanager
    def _helped(self) -> Iterator[None]:
        """Put our own functions in the place of WeasyPrint's, where these are the ones we know."""
        if self.trouble:
            yield
            return
        with ExitStack() as own:
            own.enter_context(justify.Typesetter(self._east_asian, self._forced).installed())
            own.enter_context(finish.named())
            if self._has_tables:
                own.enter_context(self._fitting().installed())
            yield

    def _fitting(self) -> "fit.Tables":
        if self._tables is None:
            from convert.writers._pdf import fit

            self._tables = fit.Tables(self.root, self._paper)
        return self._tables
