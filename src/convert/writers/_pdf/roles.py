"""A stack of families and a text in, the names of the faces that a PDF really sets it in out."""

import html
import re

from convert.writers._pdf import fetcher, library

_BASE_FONT = re.compile(rb"/BaseFont /(?:[A-Z]{6}\+)?([^\s/<>\[\]()]+)")


def faces_drawn(families: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Set a text and look which faces were embedded; MissingLibraryError where no PDF can be made."""
    weasyprint = library.load()
    from convert.writers._pdf.faces import Faces, need_system

    stack = ", ".join(f"'{family}'" if " " in family else family for family in families)
    page = f"<style>p {{ font-family: {stack} }}</style><p>{html.escape(text)}</p>"
    source = weasyprint.HTML(string=page, url_fetcher=fetcher.PageFetcher())
    pdf = source.render(font_config=Faces(page, need_system(page))).write_pdf(uncompressed_pdf=True)
    names = dict.fromkeys(match.decode("latin-1").replace("-", " ") for match in _BASE_FONT.findall(pdf))
    return tuple(names)
