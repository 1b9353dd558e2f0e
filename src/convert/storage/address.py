"""An address such as `s3://bucket/articles/a.md` in, its parts out: what paths are on the disk, for stores. Nothing is asked of a store here."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from convert.errors import UsageError

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+(::[^/:]+)*://")
_OF_THE_DISK = ("file", "local")
OF_THE_WEB = ("http", "https")


class Address:
    """A place in a store: what `PurePath` gives of a path, for what has `://` in it, which `PurePath` would make `:/`.

    It travels between processes, is a key, and sorts. It is no `os.PathLike`, so that nothing opens it as a file of the disk.
    """

    __slots__ = ("_head", "_parts")

    def __init__(self, text: str) -> None:
        """Take an address as `str` gives it."""
        scheme, _, rest = text.partition("://")
        self._head = f"{scheme}:///" if rest.startswith("/") else f"{scheme}://"
        self._parts = tuple(part for part in rest.split("/") if part)

    @property
    def scheme(self) -> str:
        """What stands before `://`."""
        return self._head.partition("://")[0]

    @property
    def name(self) -> str:
        """The last part."""
        return self._parts[-1] if self._parts else ""

    @property
    def suffix(self) -> str:
        """The ending of the name, with its dot."""
        return os.path.splitext(self.name)[1]  # noqa: PTH122

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return os.path.splitext(self.name)[0]  # noqa: PTH122

    @property
    def parent(self) -> "Address":
        """The folder; the outermost one is its own."""
        return self._of(self._parts[:-1])

    @property
    def parents(self) -> tuple["Address", ...]:
        """All folders above, the nearest first."""
        return tuple(self._of(self._parts[:number]) for number in range(len(self._parts) - 1, -1, -1))

    @property
    def parts(self) -> tuple[str, ...]:
        """The names on the way."""
        return (self._head, *self._parts)

    def with_name(self, name: str) -> "Address":
        """The address with another name."""
        return self._of((*self._parts[:-1], name))

    def with_suffix(self, suffix: str) -> "Address":
        """The address with another ending."""
        return self.with_name(self.stem + suffix)

    def is_relative_to(self, other: object) -> bool:
        """Whether it is another address, or below it."""
        return (
            isinstance(other, Address)
            and self._head == other._head
            and self._parts[: len(other._parts)] == other._parts
        )

    def is_absolute(self) -> bool:
        """Addresses always are."""
        return True

    def _of(self, parts: Iterable[str]) -> "Address":
        made = Address.__new__(Address)
        made._head, made._parts = self._head, tuple(parts)
        return made

    def __truediv__(self, below: str) -> "Address":
        return self._of((*self._parts, *(part for part in below.split("/") if part)))

    def __str__(self) -> str:
        return self._head + "/".join(self._parts)

    def __repr__(self) -> str:
        return f"Address({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Address) and (self._head, self._parts) == (other._head, other._parts)

    def __hash__(self) -> int:
        return hash((self._head, self._parts))

    def __lt__(self, other: Any) -> bool:
        return str(self) < str(other)

    def __gt__(self, other: Any) -> bool:
        return str(self) > str(other)

    def __reduce__(self) -> tuple[type["Address"], tuple[str]]:
        return Address, (str(self),)


Place = Path | Address
"""Where something is: a path of the disk, or an address of a store."""


def is_address(text: str) -> bool:
    """Whether what was typed is an address, of the disk's files too. `C:\\…` is none, nor is what pathlib has been at."""
    return "://" in text and _ADDRESS.match(text) is not None


def place(text: str) -> Place:
    """The path or the address that a store's text, or `str` of a place, means."""
    return Address(text) if is_address(text) else Path(text)


def named(text: "str | os.PathLike[str]") -> Place:
    """The path or the address that was typed; UsageError for an address at which nothing can be, or that holds a secret."""
    said = os.fspath(text)
    if not is_address(said):
        return Path(said)
    scheme, _, rest = said.partition("://")
    if "::" in scheme or "://" in rest:
        raise UsageError(f"{scheme.partition('::')[0]}…: an address is of one store")
    if scheme.lower() in _OF_THE_DISK:
        return _of_the_disk(said)
    if scheme.lower() in OF_THE_WEB:
        raise UsageError(f"{scheme}://…: pages of the web are no store; download the file, and name that")
    if not rest.strip("/"):
        raise UsageError(f"{said}: names no place in the store")
    host = rest.partition("/")[0]
    if ":" in host.rpartition("@")[0] or "?" in rest:
        # It would stand in messages, records and reports.
        raise UsageError(
            f"{scheme}://…: passwords and options do not stand in an address; say them in the store's own environment"
        )
    if {".", ".."}.intersection(rest.split("/")) or "\0" in rest:
        raise UsageError(f"{said!r}: an address has no `.` or `..` in it")
    return Address(f"{scheme.lower()}://{rest}")


def _of_the_disk(text: str) -> Path:
    """The path that a `file://` address means (RFC 8089)."""
    from urllib.parse import unquote, urlsplit

    found = urlsplit(text)
    if found.netloc not in ("", "localhost") or not found.path:
        raise UsageError(f"{text}: not a file of this machine; write file:///PATH")
    path = unquote(found.path)
    return Path(path[1:] if os.name == "nt" and re.match(r"/[A-Za-z]:", path) else path)
