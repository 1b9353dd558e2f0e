"""Element tree in, the names that links can reach out; unique over the document."""

import re
from collections.abc import Callable
from urllib.parse import unquote

from convert.model import Anchor
from convert.reader.html import Element

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NOT_IN_SLUG = re.compile(r"[^\w\- ]", re.UNICODE)

Elsewhere = Callable[[str], str | None]


def nowhere(href: str) -> str | None:
    """An `Elsewhere` without other files."""
    return None


class Anchors:
    """Every place of a document that may be named, and which of them are; of two with one name the first has it.

    `elsewhere` gives what a link to another file leads to, where it leads anywhere.
    """

    def __init__(self, body: Element, elsewhere: Elsewhere = nowhere) -> None:
        self.elsewhere = elsewhere
        self._wanted: set[str] = set()
        self._owners: dict[str, Element] = {}
        self._headings: dict[Element, str] = {}
        self._repeats: dict[str, int] = {}
        self._set: set[str] = set()
        self._linked: set[str] = set()
        elements = body.all()
        for element in elements:
            if not element.attributes:
                continue
            href = element.attributes.get("href", "") if element.tag == "a" else ""
            if href.startswith("#"):
                self._wanted.add(unquote(href[1:]))
            if name := name_of(element):
                self._owners.setdefault(name, element)
        for element in elements:
            if element.tag in _HEADINGS:
                self._headings[element] = self._slug(element)

    def heading(self, element: Element) -> str:
        """The anchor of a heading: its `id`, else a slug of its text after GitHub's rule."""
        anchor = self._headings.get(element, "")
        self._set.add(anchor)
        return anchor

    def claim(self, element: Element) -> bool:
        """Whether an anchor is to be set for this element's name: it owns it, and some link names it."""
        if not (self._wanted and element.attributes):
            return False
        name = name_of(element)
        if name not in self._wanted or self._owners.get(name) is not element or name in self._set:
            return False
        self._set.add(name)
        return True

    def place(self, element: Element) -> tuple[Anchor, ...]:
        """The anchor to set for this element, if one is."""
        return (Anchor(name_of(element)),) if self.claim(element) else ()

    def find(self, fragment: str) -> str | None:
        """The anchor that `#fragment` reaches, if any."""
        name = unquote(fragment)
        for candidate in (name, name.lower(), name.removeprefix("user-content-")):
            if candidate in self._owners:
                self._linked.add(candidate)
                self._wanted.add(candidate)
                return candidate
        return None

    def drop_missing(self) -> bool:
        """Forget the names that were linked but never set, as in hidden content; tell whether there were any."""
        missing = self._linked - self._set
        for name in missing:
            del self._owners[name]
        self._set, self._linked = set(), set()
        return bool(missing)

    def _slug(self, element: Element) -> str:
        own = name_of(element)
        if own and self._owners.get(own) is element:
            return own
        name = slug(element.text())
        unique, number = name, self._repeats.get(name, 0)
        while unique in self._owners:
            number += 1
            unique = f"{name}-{number}"
        self._repeats[name] = number
        self._owners[unique] = element
        return unique


def slug(text: str) -> str:
    """The anchor of a heading with this text, after GitHub's rule."""
    return re.sub(r"\s+", "-", _NOT_IN_SLUG.sub("", text.strip().lower())) or "section"


def name_of(element: Element) -> str:
    """The name an element gives itself; names that begin as the program's own do are not the source's to give."""
    name = element.attributes.get("id", "")
    if not name and element.tag == "a":
        name = element.attributes.get("name", "")
    name = "".join(name.split())
    return "" if name.startswith("markhue-") else name
