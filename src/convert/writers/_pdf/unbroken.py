"""A page's elements in, those with letters without end not hyphenated: WeasyPrint lays out a line for every place where the rest parts."""

import re
from xml.etree.ElementTree import Element

MOST_LETTERS = 100
_RUN = re.compile(f"[A-Za-z\u00aa-\u052f]{{{MOST_LETTERS + 1},}}")


def leave_whole(root: Element, html: str) -> None:
    """Turn automatic hyphenation off where a word has more than `MOST_LETTERS`; `html` is the page as text."""
    if _RUN.search(html) is None:
        return
    for element in root.iter():
        own = [element.text, *(child.tail for child in element)]
        if any(_RUN.search(text) for text in own if text):
            element.set("style", f"{element.get('style', '')};hyphens:manual".lstrip(";"))
