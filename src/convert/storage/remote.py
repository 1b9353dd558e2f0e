"""Addresses in, what is in stores out: the other side of `Store`."""

import errno
import os
import posixpath
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import Any

from convert.errors import TargetError
from convert.storage import Unread, joined
from convert.storage.address import Address
from convert.storage.asking import asked, opened
from convert.storage.listing import FolderEntry, Info, Tree, info_of, is_plain_name, listed, mark_of, tree_of

_LONGEST = 1024  # bytes of a key, as S3 has it
# Where writing an object is all or nothing. Elsewhere a temporary file is moved to its place.
_WHOLE = frozenset("s3 s3a gs gcs abfs abfss az oss oci memory".split())


class Remote:
    """Files of stores; see `Store` for what each method gives."""

    separator = "/"

    def join(self, folder: str, below: str) -> str:
        """An address below a folder; what is below may come from a disk."""
        return str(Address(folder) / below.replace(os.sep, "/")) if below else f"{folder}/"

    def parent(self, path: str) -> str:
        """The folder of an address."""
        return str(Address(path).parent)

    def above(self, folder: str, top: str | None = None) -> list[str]:
        """The folders from `top` on: what stands above the folder that was named is another's."""
        if top is None:
            return []
        return [str(one) for one in Address(folder).parents if one.is_relative_to(Address(top))]

    def absolute(self, path: str) -> str:
        """The address."""
        return path

    def real(self, path: str) -> str:
        """The address without `..`: one file has one."""
        return joined(path, "") if "/.." in path else path

    def inside(self, root: str, reference: str) -> str | None:
        """The address of a reference below a folder; a store knows no `..`."""
        below = posixpath.normpath(reference)
        if reference.startswith("/") or not all(map(is_plain_name, below.split("/"))):
            return None
        return f"{root}/{below}"

    def folds(self, folder: str) -> bool:
        """Stores tell cases apart."""
        return False

    def misfit(self, path: str) -> str:
        """Say of a key that it is too long."""
        size = len(path.encode("utf-8", "surrogatepass"))
        return f"the address is too long, {size} bytes of {_LONGEST}" if size > _LONGEST else ""

    def is_folder(self, path: str) -> bool:
        """Whether a folder is there; not where the store does not say, and reading it says why."""
        tree = tree_of(path)
        try:
            return tree.is_folder(path) if tree is not None else self._ask(path).kind == "directory"
        except OSError:
            return False

    def is_there(self, path: str) -> bool:
        """Whether anything is there; it is, where the store does not say."""
        try:
            self._ask(path)
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return True

    def is_link(self, path: str) -> bool:
        """Links are not read."""
        return False

    def entries(self, folder: str) -> list[FolderEntry]:
        """What stands in a folder, by name."""
        return (tree_of(folder) or Tree(folder)).entries(folder)

    def state(self, path: str) -> tuple[int, int]:
        """The bytes of a file, and a number that stands for its mark or its time."""
        found = self._ask(path)
        return found.size, found.stamp

    def mark(self, path: str) -> str:
        """The mark that the store gives the bytes of a file, such as an ETag."""
        try:
            return mark_of(self._ask(path))
        except OSError:
            return ""

    def signature(self, path: str) -> object | None:
        """The bytes of a file and what the store knows it by; where that is nothing, no two are equal.

        Who may read a file of a bucket but not list it is told of one that is not there that it is forbidden: it is none.
        """
        try:
            found = self._ask(path)
        except (FileNotFoundError, PermissionError):
            return None
        except OSError:
            return object()
        return (found.size, found.stamp) if found.stamp else object()

    def read(self, path: str, limit: int | None, root: str | None = None) -> tuple[bytes, str] | Unread:
        """Read a file; its mark is asked for before."""
        try:
            found = self._ask(path)
            if found.kind != "file":
                return Unread("not a regular file")
            if limit is not None and found.size > limit:
                return Unread(f"larger than {limit >> 20} MiB", large=True)
            data = _fetched(path, found.size, limit)
        except FileNotFoundError:
            return Unread("no such file", missing=True)
        except OSError as error:
            return Unread(error.strerror or "")
        if limit is not None and len(data) > limit:
            return Unread(f"larger than {limit >> 20} MiB", large=True)
        if found.size not in (-1, len(data)):
            return Unread(f"the store gave {len(data)} bytes of {found.size}")
        return data, mark_of(found)

    def save(self, path: str, data: bytes) -> int:
        """Put an object, or move a temporary file to its place; TargetError where it is not there afterwards as it was written."""
        try:
            asked(path, lambda: _put(path, data), len(data))
            found = self._ask(path)
        except OSError as error:
            raise TargetError(f"{path}: cannot be written: {error.strerror}") from None
        if found.size not in (-1, len(data)):
            raise TargetError(f"{path}: cannot be written: the store has {found.size} bytes of {len(data)}")
        return found.stamp

    def remove(self, path: str) -> None:
        """Remove a file."""

        def remove() -> None:
            files, name = opened(path)
            files.rm_file(name)

        asked(path, remove)

    def remove_empty(self, folder: str, above: str) -> None:
        """Remove folders in which nothing is left, where a store has folders."""
        one = Address(folder)
        if one.scheme in _WHOLE:
            return
        with suppress(OSError):
            while one != Address(above) and one.is_relative_to(Address(above)):
                place = str(one)

                def remove(place: str = place) -> None:
                    files, name = opened(place)
                    files.rmdir(name)

                asked(place, remove)
                one = one.parent

    def sweep(self, folder: str) -> None:
        """Nothing: the temporary files of a killed run have the names that the next one writes, and moves."""

    def log(self, path: str, head: bytes) -> "_Lines":
        """Keep lines, and put the file whole from time to time."""
        return _Lines(path, head)

    @contextmanager
    def held(self, folder: str) -> Iterator[None]:
        """Hold nothing."""
        yield

    def _ask(self, path: str) -> Info:
        tree = tree_of(path)
        if tree is not None:
            found = tree.info(path)
            if found is not None:
                return found
            if tree.is_folder(path):
                return Info("directory", 0, "", 0)
            raise FileNotFoundError(errno.ENOENT, "no such file")

        def ask() -> dict[str, Any]:
            files, name = opened(path)
            said: dict[str, Any] = files.info(name)
            return said

        return info_of(asked(path, ask))


def _fetched(path: str, size: int, limit: int | None) -> bytes:
    """Fetch a file of that size, or one whose size nobody knows up to one byte more than is allowed."""

    def fetch() -> bytes:
        files, name = opened(path)
        if size > 0:
            return bytes(files.cat_file(name, start=0, end=size))
        with files.open(name, "rb") as stream:
            return bytes(stream.read() if limit is None else stream.read(limit + 1))

    return b"" if size == 0 else asked(path, fetch, size if size > 0 else limit or 0)


def _put(path: str, data: bytes) -> None:
    files, name = opened(path)
    address = Address(path)
    if address.scheme in _WHOLE:
        files.pipe_file(name, data)
        return
    # The same bytes have the same temporary name: what a killed run left is written again and moved.
    temporary = address.with_name(f".{address.name}.{sha256(data).hexdigest()[:8]}.part")
    _, beside = opened(str(temporary))
    files.makedirs(files._parent(name), exist_ok=True)
    try:
        files.pipe_file(beside, data)
        if files.info(beside).get("size") not in (None, len(data)):
            raise OSError(errno.EIO, "the store did not take all of it")
        try:
            files.mv(beside, name)
        except FileExistsError:
            files.rm_file(name)
            files.mv(beside, name)
    except BaseException:
        with suppress(Exception):
            files.rm_file(beside)
        raise


class _Lines:
    """A file that grows by lines, which a store has no way to add: it is put whole, some seconds after a line, and at the end."""

    EVERY_S = 10.0

    def __init__(self, path: str, head: bytes) -> None:
        self._path = path
        before = REMOTE.read(path, None)
        self._data = bytearray(head if isinstance(before, Unread) else before[0] + b"\n")
        self._put = time.monotonic()

    def write(self, line: bytes) -> None:
        """Add a line; OSError where the store takes none."""
        self._data += line
        if time.monotonic() - self._put >= self.EVERY_S:
            try:
                REMOTE.save(self._path, bytes(self._data))
            except TargetError as error:
                raise OSError(errno.EIO, str(error)) from None
            self._put = time.monotonic()

    def close(self) -> None:
        """Let it go: whoever closes a record writes it anew."""


REMOTE = Remote()


__all__ = ["REMOTE", "Remote", "listed"]
