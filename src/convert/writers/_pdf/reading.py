"""A page of the HTML writer's in, WeasyPrint's element tree of it out, read as the XML that it is: HTML is read in pure Python."""

from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLParser

import weasyprint

from convert.writers._pdf import fetcher, patches

PLACE = "tinyhtml5", "parse"


def read(html: str, *, quickly: bool) -> Any:
    """Read a page; one that is not well-formed as an HTML parser reads it, and every one unless `quickly`."""
    root = _tree(html) if quickly else None
    own: dict[patches.Place, patches.Function] = {} if root is None else {PLACE: lambda *_, **_options: root}
    with patches.replaced(own):
        return weasyprint.HTML(string=html, url_fetcher=fetcher.of_pages())


def _tree(html: str) -> Element | None:
    """Build the tree that an HTML parser builds (HTML, 13.2.6.4.3 to 13.2.6.4.22); None where the page is not XML."""
    if "<svg" in html or "<math" in html:
        return None
    parser = XMLParser()  # noqa: S314 (our own page, without entities)
    try:
        parser.feed(html.replace("<style>", "<style><![CDATA[").replace("</style>", "]]></style>"))
        root: Element = parser.close()
    except (ParseError, UnicodeEncodeError):
        return None
    root.text = None
    body = root[-1]
    body.tail = None
    if len(body):
        # What stands after the body's end belongs to the body: two line breaks in a page of ours.
        body[-1].tail = (body[-1].tail or "") + "\n\n"
    return root
