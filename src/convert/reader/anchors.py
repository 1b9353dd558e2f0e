"""Element tree in, the names that links can reach out; unique over the document."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from convert.reader.html import Element

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NOT_IN_SLUG = re.compile(r"[^\w\- ]", re.UNICODE)


class Anchors:
    """Every place of a document that may be named, and which of them are."""

    def __init__(self, body: Element) -> None:
        self._wanted: set[str] = set()
        self._names: set[str] = set()
        self._headings: dict[Element, str] = {}
        self._repeats: dict[str, int] = {}
        self._set: set[str] = set()
        self._linked: set[str] = set()
        elements = list(_walk(body))
        for element in elements:
            href = element.attributes.get("href", "") if element.tag == "a" else ""
            if href.startswith("#"):
                self._wanted.add(unquote(href[1:]))
            name = _name(element)
            if name:
                self._names.add(name)
        for element in elements:
            if element.tag in _HEADINGS:
                self._headings[element] = self._slug(element)

    def heading(self, element: Element) -> str:
        """The anchor of a heading: its `id`, else a slug of its text after GitHub's rule."""
        anchor = self._headings.get(element, "")
        self._set.add(anchor)
        return anchor

    def claim(self, name: str) -> bool:
        """Whether an anchor is to be set here: some link names it and it is not yet set."""
        if name not in self._wanted or name in self._set:
            return False
        self._set.add(name)
        return True

    def find(self, fragment: str) -> str | None:
        """The anchor that `#fragment` reaches, if any."""
        name = unquote(fragment)
        for candidate in (name, name.lower(), name.removeprefix("user-content-")):
            if candidate in self._names:
                self._linked.add(candidate)
                self._wanted.add(candidate)
                return candidate
        return None

    def drop_missing(self) -> bool:
        """Forget the names that were linked but never set, as in hidden content; tell whether there were any."""
        missing = self._linked - self._set
        self._names -= missing
        self._set, self._linked = set(), set()
        return bool(missing)

    def _slug(self, element: Element) -> str:
        own = _name(element)
        if own and own not in self._headings.values():
            return own
        words = _NOT_IN_SLUG.sub("", element.text().strip().lower())
        slug = re.sub(r"\s+", "-", words) or "section"
        unique, number = slug, self._repeats.get(slug, 0)
        while unique in self._names:
            number += 1
            unique = f"{slug}-{number}"
        self._repeats[slug] = number
        self._names.add(unique)
        return unique


def _name(element: Element) -> str:
    name = element.attributes.get("id", "")
    if not name and element.tag == "a":
        name = element.attributes.get("name", "")
    return "".join(name.split())


def _walk(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            yield child
            yield from _walk(child)
