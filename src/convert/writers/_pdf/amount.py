"""A page as HTML in; refused if it is more than is ever laid out, before anything is.

Layout takes a millisecond or more for each element, and holds all of them: a source of a megabyte can name a million.
"""

import re

from convert import bounds
from convert.errors import SourceError

_TAG = re.compile("<[^>]*>")


def check(body: str) -> None:
    """Refuse a body of too many elements or characters (`bounds.PDF_…`) with a SourceError."""
    elements = body.count("<") - body.count("</")
    if elements <= bounds.PDF_THIN_ELEMENTS and len(body) <= bounds.PDF_CHARACTERS:
        return
    characters = len(_TAG.sub("", body))
    if characters > bounds.PDF_CHARACTERS:
        raise SourceError(
            f"{characters:,} characters are more than a PDF is made of ({bounds.PDF_CHARACTERS:,}); part the source, or choose another format"
        )
    thin = characters < bounds.PDF_THIN * elements
    limit = bounds.PDF_THIN_ELEMENTS if thin else bounds.PDF_ELEMENTS
    if elements > limit:
        text = " of so little text" if thin else ""
        raise SourceError(
            f"{elements:,} elements{text} are more than a PDF is made of ({limit:,}); part the source, or choose another format"
        )
