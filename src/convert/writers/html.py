"""Document in, a self-contained HTML page out: no script, no picture or sheet from elsewhere."""

from convert.model import Document
from convert.notices import Report
from convert.writers import Options
from convert.writers._html import page


def write(document: Document, options: Options, report: Report) -> bytes:
    """Write a document as HTML in UTF-8."""
    return page.build(document, report).html(options.theme.browser_css).encode("utf-8")
