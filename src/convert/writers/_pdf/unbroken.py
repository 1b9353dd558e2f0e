"""A page's elements in, those with letters without end made fit to be laid out in time out: not hyphenated, and in pieces.

For each line WeasyPrint looks at a line for every place where the rest of a word parts, and at all inline elements before that
could end it; Pango shapes all of a text that has no blank.
"""

import re
from typing import Final
from xml.etree.ElementTree import Element

MOST_LETTERS = 100
_RUN = re.compile(f"[A-Za-z\u00aa-\u052f]{{{MOST_LETTERS + 1},}}|[!-;=?-\u2e7f]{{{4 * MOST_LETTERS},}}")
_PIECE: Final = 1500  # characters, of which each line of them shapes what is left
_PARTS = re.compile("[^!-;=?-\u2e7f]")  # a line may end beside these
_INLINE_PIECE: Final = (
    200  # letters, in elements that follow each other, after which a line may end between two
)
_INLINE: Final = frozenset("a b code del em i ins mark q s small span strong sub sup u".split())
_ENDLESS = re.compile(rf"\S{{{_PIECE + 1},}}")
# What must stay with the character before it.
_JOINED = re.compile("[\u0300-\u036f\u200c\u200d\ufe00-\ufe0f\u0600-\u06ff\ud800-\udfff]")


def leave_whole(root: Element, html: str) -> None:
    """Turn automatic hyphenation off where a word has more than `MOST_LETTERS`, or four times as many with other signs, and part what is far longer; `html` is the page as text."""
    if _RUN.search(html) is not None:
        for element in root.iter():
            own = [element.text, *(child.tail for child in element)]
            if any(_RUN.search(text) for text in own if text):
                element.set("style", f"{element.get('style', '')};hyphens:manual".lstrip(";"))
    if _ENDLESS.search(html) is not None:
        for element in list(root.iter()):
            if element.tag not in ("style", "script", "title", "svg"):
                _part(element)
    _part_between(root)


def _part_between(root: Element) -> None:
    """Let lines end between inline elements that follow each other with no blank in between."""
    letters = 0
    waiting: list[tuple[Element | None, Element, bool]] = [(None, root, True)]
    while waiting:
        parent, element, begins = waiting.pop()
        if not begins:
            letters = _letters(element.tail, letters)
            continue
        if parent is None or element.tag not in _INLINE:
            letters = 0
        elif letters > _INLINE_PIECE:
            parent.insert(list(parent).index(element), Element("wbr"))
            letters = 0
        letters = _letters(element.text, letters)
        waiting.append((parent, element, False))
        waiting += [(element, child, True) for child in reversed(element)]


def _letters(text: str | None, before: int) -> int:
    """How many letters stand after the last place where a line may end, with those before a text."""
    if not text:
        return before
    end = text[-_INLINE_PIECE - 1 :]
    places = [match.end() for match in _PARTS.finditer(end)]
    return len(end) - places[-1] if places else before + len(end)


def _part(element: Element) -> None:
    """Put the text of an element that has no blanks into elements of its own, a piece each."""
    children = list(element)
    parted = _pieces(element.text)
    if parted:
        element.text = None
    inner = parted
    for child in children:
        inner.append(child)
        if pieces := _pieces(child.tail):
            child.tail = None
            inner += pieces
    if len(inner) > len(children):
        element[:] = inner


def _pieces(text: str | None) -> list[Element]:
    if text is None or len(text) <= _PIECE or _ENDLESS.search(text) is None:
        return []
    pieces = []
    start = 0
    while start < len(text):
        end = start + _PIECE
        while end < len(text) and end < start + 2 * _PIECE and _JOINED.match(text[end]):
            end += 1
        piece = Element("span")
        piece.text = text[start:end]
        pieces += [piece, Element("wbr")]
        start = end
    return pieces
