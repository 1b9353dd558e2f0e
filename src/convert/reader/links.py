"""An `href` in, an address the formats may carry out, or none: http, https, mailto, tel and places of the document."""

import re
from urllib.parse import quote, unquote

from convert.notices import Code, Report
from convert.reader.anchors import Anchors

_ALLOWED = re.compile(r"(?:https?://|mailto:|tel:)[^\s]", re.IGNORECASE)
# URL Standard 4.4: leading and trailing C0 controls and blanks go, tabs and line ends inside go.
_IGNORED = re.compile(r"^[\x00-\x20]+|[\x00-\x20]+$|[\t\n\r]")


def written(address: str) -> str:
    """An address without what browsers pass over in it."""
    return _IGNORED.sub("", address)


def allowed(href: str, anchors: Anchors, report: Report, line: int) -> str | None:
    """Normalise a link's target; None, with a notice, where it leads nowhere or to a scheme not allowed."""
    target = written(href).replace(" ", "%20")
    if target.startswith("#"):
        anchor = anchors.find(target[1:])
        if anchor is None and len(target) > 1:
            report.add(Code.LINK_TARGET, f"the link {_shown(target)} has no target in the document", line)
        return f"#{anchor}" if anchor is not None else None
    if _ALLOWED.match(target):
        return target
    place = anchors.elsewhere(target) if target else None
    if place is not None:
        return place
    if target:
        report.add(
            Code.LINK_TARGET,
            f"the link to {_shown(target)} is kept as text: only http, https, mailto, tel and #",
            line,
        )
    return None


def in_words(address: str) -> str:
    """An address as it was meant to be read; as it is written where that holds what nobody can read."""
    for words in (unquote(address), address):
        if words.isprintable():
            return words
    return quote(address, safe="/:?#[]@!$&'()*+,;=%")


def _shown(target: str) -> str:
    words = in_words(target)
    return words if len(words) <= 60 else words[:59] + "…"
