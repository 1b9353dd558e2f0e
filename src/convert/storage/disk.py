"""Paths of the disk in, what is there out: one side of `Store`, by `os` alone, for it is asked about many thousands of files."""

import os
import stat
import sys
from contextlib import AbstractContextManager, suppress
from io import FileIO, RawIOBase
from pathlib import Path

from convert import saving
from convert.storage import locking
from convert.storage.unread import Unread

_LONGEST = 255  # bytes of a name, where the file system does not say
_READ_ONLY = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Disk:
    """Files of this machine; see `Store` for what each method gives."""

    separator = os.sep

    def join(self, folder: str, below: str) -> str:
        """A path below a folder."""
        return os.path.join(folder, below)  # noqa: PTH118

    def parent(self, path: str) -> str:
        """The folder of a path."""
        return os.path.dirname(path)  # noqa: PTH120

    def above(self, folder: str, top: str | None = None) -> list[str]:
        """All folders above one."""
        return list(map(str, Path(folder).parents))

    def absolute(self, path: str) -> str:
        """A path that does not depend on the working folder."""
        return os.path.abspath(path)  # noqa: PTH100

    def real(self, path: str) -> str:
        """A path with its links resolved."""
        return os.path.realpath(path)

    def inside(self, root: str, reference: str) -> str | None:
        """The path of a reference inside a folder, links resolved."""
        path = Path(root) / reference
        try:
            return str(path) if path.resolve().is_relative_to(root) else None
        except (OSError, ValueError, RuntimeError):
            return None

    def folds(self, folder: str) -> bool:
        """Whether case is folded in a folder, or in the nearest above it that is there: asked of a name with letters."""
        path = Path(folder)
        for one in (path, *path.parents):
            other = one.with_name(one.name.swapcase()) if one.name else one
            if other == one or not one.exists():
                continue
            try:
                return other.samefile(one)
            except OSError:
                return False
        return sys.platform in ("darwin", "win32")

    def misfit(self, path: str) -> str:
        """Say of a name that it is too long."""
        file = path.rpartition(os.sep)[2]
        if len(file) > _LONGEST // 4 and len(os.fsencode(file)) > _LONGEST:
            return f"the name is too long, {len(os.fsencode(file))} bytes of {_LONGEST}"
        return ""

    def is_folder(self, path: str) -> bool:
        """Whether a folder is there."""
        return os.path.isdir(path)  # noqa: PTH112

    def is_there(self, path: str) -> bool:
        """Whether anything is there."""
        return os.path.lexists(path)

    def is_link(self, path: str) -> bool:
        """Whether a path is a link."""
        return os.path.islink(path)  # noqa: PTH114

    def entries(self, folder: str) -> list["os.DirEntry[str]"]:
        """What stands in a folder, by name."""
        with os.scandir(folder) as listed:
            return sorted(listed, key=lambda entry: entry.name)

    def state(self, path: str) -> tuple[int, int]:
        """The bytes of a file and its time."""
        found = os.stat(path)  # noqa: PTH116
        return found.st_size, found.st_mtime_ns

    def signature(self, path: str) -> tuple[int, ...] | None:
        """A file's number, bytes and time."""
        try:
            now = os.stat(path)  # noqa: PTH116  (for each folder of thousands)
        except OSError:
            return () if os.path.lexists(path) else None
        return now.st_ino, now.st_size, now.st_mtime_ns

    def read(self, path: str, limit: int | None, root: str | None = None) -> tuple[bytes, str] | Unread:
        """Read a regular file; a pipe or a device gives nothing, and nothing is waited for."""
        try:
            if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
                return Unread("not a regular file")
            file = os.open(path, _READ_ONLY)
        except FileNotFoundError:
            return Unread("no such file", missing=True)
        except (OSError, ValueError) as error:
            return Unread(_words(error), missing=isinstance(error, NotADirectoryError))
        try:
            found = os.fstat(file)  # it may be another by now
            if not stat.S_ISREG(found.st_mode):
                return Unread("not a regular file")
            if root is not None and not _stands_in(root, path, file, found):
                return Unread("no such file", missing=True)
            if limit is not None and found.st_size > limit:
                return _too_large(limit)
            with os.fdopen(file, "rb", 0, closefd=False) as stream:
                data = stream.readall() if limit is None else _bounded(stream, limit)
        except OSError as error:
            return Unread(_words(error))
        finally:
            os.close(file)
        return (data, "") if limit is None or len(data) <= limit else _too_large(limit)

    def mark(self, path: str) -> str:
        """Nothing: times say nothing of bytes."""
        return ""

    def save(self, path: str, data: bytes) -> int:
        """Write a file, whole or not at all; its time."""
        return saving.save(Path(path), data)

    def remove(self, path: str) -> None:
        """Remove a file."""
        os.unlink(path)  # noqa: PTH108

    def remove_empty(self, folder: str, above: str) -> None:
        """Remove folders in which nothing is left."""
        one, home = Path(folder), Path(above)
        with suppress(OSError):
            while one != home and home in one.parents:
                one.rmdir()
                one = one.parent

    def sweep(self, folder: str) -> None:
        """Remove the temporary files of processes that are gone."""
        saving.sweep((folder,))

    def log(self, path: str, head: bytes) -> FileIO:
        """Open a file for lines, unbuffered."""
        file = Path(path).open("ab", buffering=0)  # noqa: SIM115  (until the run ends)
        file.write(b"\n" if file.tell() else head)
        return file

    def held(self, folder: str) -> AbstractContextManager[None]:
        """Hold a folder."""
        return locking.held(folder)


def _stands_in(root: str, path: str, file: int, found: os.stat_result) -> bool:
    """Whether an open file is one of a folder: a link may have been put in its way since the path was checked."""
    try:
        real = os.readlink(f"/proc/self/fd/{file}")  # noqa: PTH115  (Linux says what is open)
    except OSError:
        real = os.path.realpath(path)
    try:
        return Path(real).is_relative_to(root) and os.path.samestat(os.lstat(real), found)
    except OSError:
        return False


def _bounded(stream: RawIOBase, limit: int) -> bytes:
    """Read one byte more than is allowed, at most: a file may grow."""
    data = b""
    while len(data) <= limit and (more := stream.read(limit + 1 - len(data))):
        data += more
    return data


def _too_large(limit: int) -> Unread:
    return Unread(f"larger than {limit >> 20} MiB", large=True)


def _words(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


DISK = Disk()
