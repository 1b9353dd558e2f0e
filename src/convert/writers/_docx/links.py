"""Addresses in, targets of `w:hyperlink` out: only schemes that cannot run anything, only addresses Word opens."""

import re
from urllib.parse import quote, urlsplit

from convert.writers._docx.ledger import Ledger, PartName
from convert.writers._docx.xml import Value

_SCHEMES = ("http", "https", "mailto", "tel")
# Word takes no longer ones.
_LONGEST = 2048
_LEGAL = "!#$%&'()*+,-./:;=?@[]_~"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[\w.-]+|\[[0-9A-Fa-f:.]+\]")


def target(href: str, part: PartName, ledger: Ledger) -> dict[str, Value]:
    """The attributes of a link to an address; none where there is no such link in Word."""
    if href.startswith("#"):
        return {"w:anchor": ledger.bookmarks.name(href[1:])} if len(href) > 1 else {"w:anchor": "_top"}
    address = _address(href)
    if not address:
        return {}
    return {"r:id": ledger.relationships[part].add("hyperlink", address, external=True)}


def _address(href: str) -> str:
    """The address as a URI (RFC 3986); empty for one that is none, or not allowed."""
    address = _STRAY_PERCENT.sub("%25", quote(href.strip(), safe=_LEGAL, errors="replace"))
    try:
        parts = urlsplit(href.strip())
        port_ok = parts.port is None or parts.port >= 0
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in _SCHEMES or len(address) > _LONGEST or not port_ok:
        return ""
    if scheme in ("http", "https"):
        host = parts.hostname or ""
        if not _HOST.fullmatch(host if ":" not in host else f"[{host}]"):
            return ""
        if not host.isascii():
            address = address.replace(quote(parts.netloc, safe=_LEGAL), _ascii(parts.netloc), 1)
    elif not parts.path.strip("/"):
        return ""
    return address


def _ascii(netloc: str) -> str:
    """A host name in the letters the network uses (RFC 3490); percent-encoded where that fails."""
    try:
        return netloc.encode("idna").decode("ascii")
    except UnicodeError:
        return quote(netloc, safe=_LEGAL)
