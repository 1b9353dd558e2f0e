"""The one door to the disk for what a source brings along: a reference in, the bytes of a regular file out, or nothing.

Every file that was asked for is remembered, and on request hashed, so that a later run can tell whether it would read the same.
"""

import os
import stat
from collections.abc import Callable
from pathlib import Path

from convert.errors import SettingsError, SourceError
from convert.notices import Code, Report
from convert.record import Record

Fetch = Callable[[str], bytes | None]
MAX_BYTES = 64 * 2**20


class _Unread(Record):
    """Why a file gives no bytes; `large` where it has too many."""

    reason: str
    large: bool = False


class Resources:
    """What one source may read, and what it has read.

    `reads`: each file that was asked for, as an absolute path, with the SHA-256 of its bytes in hexadecimal; None where nothing could be
    read, and for all files unless `hashed`.
    """

    __slots__ = ("_hashed", "reads")

    def __init__(self, *, hashed: bool = False) -> None:
        self._hashed = hashed
        self.reads: dict[Path, str | None] = {}

    def load(self, path: Path) -> bytes:
        """Read a source that was named; SourceError says what is wrong with it."""
        found = self._read(path, None)
        if isinstance(found, bytes):
            return found
        if path.is_dir():
            raise SourceError(f"{path}: no Markdown in this folder (looked for .md and .markdown)")
        wrong = found.reason if found.reason in _PLAIN else f"cannot be read: {found.reason}"
        raise SourceError(f"{path}: {wrong}")

    def below(self, folder: Path, report: Report | None = None) -> Fetch:
        """A `Fetch` of regular files inside a folder, links resolved, up to `MAX_BYTES` each."""
        root = Path(os.path.realpath(folder))

        def fetch(reference: str) -> bytes | None:
            path = root / reference.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]
            try:
                inside = path.resolve().is_relative_to(root)
            except (OSError, ValueError, RuntimeError):
                return None
            if not inside:
                return None
            found = self._read(path, MAX_BYTES)
            if isinstance(found, bytes):
                return found
            if found.large and report is not None:
                report.add(Code.TOO_LARGE, f"{reference} is larger than {MAX_BYTES >> 20} MiB")
            return None

        return fetch

    def anywhere(self, what: str) -> Fetch:
        """A `Fetch` of files that the user typed, wherever they stand; SettingsError says why `what` cannot be read."""

        def fetch(reference: str) -> bytes:
            found = self._read(Path(reference), MAX_BYTES)
            if isinstance(found, bytes):
                return found
            raise SettingsError(f"{reference}: cannot read {what}: {found.reason}")

        return fetch

    def _read(self, path: Path, limit: int | None) -> bytes | _Unread:
        found = _bytes(str(path), limit)
        try:
            name = Path(os.path.abspath(path))  # noqa: PTH100  (links stay as they are: they may lead elsewhere another time)
        except (OSError, ValueError):
            return found
        self.reads[name] = digest_of(found) if self._hashed and isinstance(found, bytes) else None
        return found


_PLAIN = ("no such file", "not a regular file")


def _bytes(path: str, limit: int | None) -> bytes | _Unread:
    """Read a regular file; a pipe or a device is never opened."""
    try:
        found = os.stat(path)  # noqa: PTH116  (asked for thousands of files)
        if not stat.S_ISREG(found.st_mode):
            return _Unread("not a regular file")
        if limit is not None and found.st_size > limit:
            return _Unread(f"larger than {limit >> 20} MiB", large=True)
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            return file.read()
    except FileNotFoundError:
        return _Unread("no such file")
    except (OSError, ValueError) as error:
        return _Unread((getattr(error, "strerror", None) or str(error)).lower())


def digest(path: str) -> str | None:
    """The SHA-256 of what `Resources` would read at a path, None where it would read nothing."""
    found = _bytes(path, None)
    return digest_of(found) if isinstance(found, bytes) else None


def digest_of(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    import hashlib  # 5 ms, for those who keep a record

    return hashlib.sha256(data).hexdigest()
