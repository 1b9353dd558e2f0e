"""The one door to what a source brings along: a reference in, the bytes of a regular file out, or nothing.

What may be read is what stands below the source's folder, or below a folder that the user opened; from the network nothing, unless the user
opened that. Every file that was asked for is remembered, and on request hashed, so that a later run can tell whether it would read the same.
"""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import PureWindowsPath

from convert import bounds, storage
from convert.errors import SettingsError, SourceError
from convert.network import Network, is_web
from convert.notices import Code, Report
from convert.storage import Address, Place, Unread

Fetch = Callable[[str], bytes | None]

_PLAIN = ("no such file", "not a regular file")
_FILE = re.compile(r"file:(?://(?:localhost)?(?=/))?", re.IGNORECASE)  # RFC 8089
_FROM_THE_WEB = "web"


class Resources:
    """What one source may read, and what it has read.

    `folders` are those that it may read from beside its own, `network` its way to pictures of the web, None for none.

    `reads`: each file that was asked for, as an absolute path, with the SHA-256 of its bytes in hexadecimal; None where nothing could be
    read, and for all files unless `hashed`. An address of the web among them says nothing of what stands there, and is never as it was.
    """

    __slots__ = ("_folders", "_hashed", "_network", "reads")

    def __init__(
        self, *, hashed: bool = False, folders: Sequence[Place] = (), network: Network | None = None
    ) -> None:
        self._hashed = hashed
        self._folders = tuple(folders)
        self._network = network
        self.reads: dict[Place, str | None] = {}

    def load(self, path: Place) -> bytes:
        """Read a source that was named; SourceError says what is wrong with it."""
        found = self._read(path, bounds.SOURCE_BYTES)
        if isinstance(found, bytes):
            return found
        if storage.of(path).is_folder(str(path)):
            raise SourceError(f"{path}: no Markdown in this folder (looked for .md and .markdown)")
        if found.large:
            raise SourceError(f"{path}: {found.reason}; part it")
        wrong = found.reason if found.reason in _PLAIN else f"cannot be read: {found.reason}"
        raise SourceError(f"{path}: {wrong}")

    def below(self, folder: Place | None, report: Report | None = None) -> Fetch:
        """A `Fetch` of regular files inside a folder, links resolved, or inside those that were opened, and of what the network gives.

        Without a folder there are only those. Why a file is not read although it is there, `report` gets to know.
        """
        places = self._folders if folder is None else (folder, *self._folders)
        roots = [(place, storage.of(place).real(str(place))) for place in places]

        def fetch(reference: str) -> bytes | None:
            if is_web(reference):
                found: bytes | Unread | None = self._fetched(reference)
            else:
                found = self._beside(_local(reference), roots)
            if isinstance(found, Unread) and report is not None and found.reason:
                code = Code.TOO_LARGE if found.large else Code.PICTURE
                report.add(code, f"{_shown(reference)}: {found.reason}")
            return found if isinstance(found, bytes) else None

        return fetch

    def anywhere(self, what: str) -> Fetch:
        """A `Fetch` of files that the user typed, wherever they stand; SettingsError says why `what` cannot be read."""

        def fetch(reference: str) -> bytes:
            found = self._read(storage.named(reference), bounds.PICTURE_BYTES)
            if isinstance(found, bytes):
                return found
            raise SettingsError(f"{reference}: cannot read {what}: {found.reason}")

        return fetch

    def _beside(self, reference: str, roots: Sequence[tuple[Place, str]]) -> bytes | Unread | None:
        """The file that a reference means in the first folder that has it; None where it is in none, or leads out of them."""
        for place, root in roots:
            path = storage.of(place).inside(root, reference) if _is_of(reference, root) else None
            if path is None:
                continue
            found = self._read(path, bounds.PICTURE_BYTES, root)
            if isinstance(found, bytes) or found.large:
                return found
        return None

    def _fetched(self, address: str) -> bytes | Unread | None:
        if self._network is None:
            return None
        found = self._network.fetch(address)
        self.reads[Address(address if ":" in address.partition("/")[0] else f"https:{address}")] = (
            _FROM_THE_WEB
        )
        return Unread(found) if isinstance(found, str) else found

    def _read(self, path: Place | str, limit: int, root: str | None = None) -> bytes | Unread:
        store, text = storage.of(path), str(path)
        found = store.read(text, limit, root)
        data, mark = (None, "") if isinstance(found, Unread) else found
        try:
            name = storage.place(
                store.absolute(text)
            )  # links stay as they are: they may lead elsewhere another time
        except (OSError, ValueError):
            pass
        else:
            self.reads[name] = (mark or digest_of(data)) if self._hashed and data is not None else None
        return found if isinstance(found, Unread) else found[0]


def files_only(fetch: Fetch) -> Fetch:
    """The same `Fetch` without the network: for what is no picture."""
    return lambda reference: None if is_web(reference) else fetch(reference)


def _local(reference: str) -> str:
    """A reference to a file as a path; that of a `file:` address of this machine."""
    path = _FILE.sub("", reference, count=1) if _FILE.match(reference) else reference
    return path[1:] if os.name == "nt" and re.match(r"/[A-Za-z]:", path) else path


def _is_of(reference: str, root: str) -> bool:
    """Whether a reference stays on the drive of a folder: to ask Windows for `\\\\host\\x` would be to call that host."""
    drive = PureWindowsPath(reference).drive.lower()
    return not drive or drive == PureWindowsPath(root).drive.lower()


def _shown(reference: str) -> str:
    return reference if len(reference) <= 60 else f"{reference[:59]}…"


def digest(path: str) -> str | None:
    """What `reads` would say of a path: the SHA-256 of its bytes, or the mark of a store; None where nothing can be read."""
    if is_web(path):
        return None
    store = storage.of(path)
    mark = store.mark(path)
    if mark:
        return mark
    found = store.read(path, max(bounds.SOURCE_BYTES, bounds.PICTURE_BYTES))
    return None if isinstance(found, Unread) else digest_of(found[0])


def digest_of(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    import hashlib  # 5 ms, for those who keep a record

    return hashlib.sha256(data).hexdigest()
