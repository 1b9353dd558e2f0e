"""Paths and addresses in, the store that has them out: what plans, sources, outputs and records need of a place, and nothing more.

There are two sides: the disk (`disk.py`), and whatever fsspec has an address for (`remote.py`), which is loaded when such an address is
named. Paths are text here, for there may be many thousands.
"""

import os
import posixpath
from collections.abc import Hashable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from convert.storage.address import Address, Place, is_address, named, place
from convert.storage.disk import DISK
from convert.storage.unread import Unread


class Entry(Protocol):
    """What stands in a folder, as `os.DirEntry` has it."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def path(self) -> str:
        """Its folder and its name."""

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Whether it is a folder."""

    def is_symlink(self) -> bool:
        """Whether it is a link."""


class Log(Protocol):
    """A file that grows by lines."""

    def write(self, line: bytes) -> object:
        """Add a line; OSError where it cannot be."""

    def close(self) -> None:
        """Let it go."""


class Store(Protocol):
    """What has files. What goes wrong is an OSError whose `strerror` says why, for people; a library that lacks is a ConvertError."""

    separator: str
    """What stands between the names of a path."""

    def join(self, folder: str, below: str) -> str:
        """A path below a folder."""

    def parent(self, path: str) -> str:
        """The folder of a path."""

    def above(self, folder: str, top: str | None = None) -> Sequence[str]:
        """The folders above one that may speak for it, the nearest first: on a disk all, in a store those from `top` on."""

    def absolute(self, path: str) -> str:
        """A path that does not depend on the working folder; links stay."""

    def real(self, path: str) -> str:
        """A path that is the same for all that are one file: links resolved."""

    def inside(self, root: str, reference: str) -> str | None:
        """The path that a reference means which stands in a document of a folder; None where that leads out of it, links resolved."""

    def folds(self, folder: str) -> bool:
        """Whether names that differ only in case are one in a folder."""

    def misfit(self, path: str) -> str:
        """Say why a path can be none here; nothing where it can."""

    def is_folder(self, path: str) -> bool:
        """Whether a folder is there."""

    def is_there(self, path: str) -> bool:
        """Whether anything is there, a link that leads nowhere too."""

    def is_link(self, path: str) -> bool:
        """Whether a path is a link."""

    def entries(self, folder: str) -> Sequence[Entry]:
        """What stands in a folder, by name."""

    def state(self, path: str) -> tuple[int, int]:
        """The bytes of a file, and a number that changes where they do: its time in ns, or what the store knows it by."""

    def signature(self, path: str) -> Hashable | None:
        """What changes where a file does; None where there is none, something where it cannot be asked: reading it says why."""

    def read(self, path: str, limit: int | None, root: str | None = None) -> tuple[bytes, str] | Unread:
        """Read a regular file; and its mark, as it was before. What stands outside a folder `root`, links resolved, is not read."""

    def mark(self, path: str) -> str:
        """What the store knows the bytes of a file by, without reading them; empty where it knows none."""

    def save(self, path: str, data: bytes) -> int:
        """Write a file, whole or not at all; the number that `state` gives then."""

    def remove(self, path: str) -> None:
        """Remove a file."""

    def remove_empty(self, folder: str, above: str) -> None:
        """Remove a folder in which nothing is left, and those that this leaves empty, below `above`."""

    def sweep(self, folder: str) -> None:
        """Remove what a run that was killed left half written in a folder."""

    def log(self, path: str, head: bytes) -> Log:
        """Open a file for lines behind those that are there, or behind `head`; after a line that broke off, on a new one."""

    def held(self, folder: str) -> AbstractContextManager[None]:
        """Hold a folder for one run; TargetError where another holds it."""


def of(where: "str | Place") -> Store:
    """The store of a path or an address, as `str` gives it."""
    if is_address(where) if isinstance(where, str) else isinstance(where, Address):
        from convert.storage import remote  # fsspec, for those who name an address

        return remote.REMOTE
    return DISK


@contextmanager
def listed(folders: Iterable[str]) -> Iterator[None]:
    """As long as it lasts, answer what is asked about files below folders of stores from one listing of each."""
    addresses = [folder for folder in folders if is_address(folder)]
    with ExitStack() as held:
        if addresses:
            from convert.storage import remote

            held.enter_context(remote.listed(addresses))
        yield


def common(folders: Sequence[Place]) -> Place | None:
    """The innermost folder that holds all folders; None where they have none in common."""
    texts = [of(folder).absolute(str(folder)) for folder in folders]
    if not any(map(is_address, texts)):
        try:
            return Path(os.path.commonpath(texts))
        except ValueError:  # on several drives
            return None
    first = place(texts[0])
    above = [one for one in (first, *first.parents) if len(one.parts) > 1]
    return next((one for one in above if all(place(text).is_relative_to(one) for text in texts)), None)


def relative(path: str, folder: str) -> str:
    """How a folder's record names a path: relative to the folder where both are in one store, else as it is."""
    if is_address(path) or is_address(folder):
        head = f"{folder.partition('://')[0]}://"
        if not (path.startswith(head) and is_address(folder)):
            return path
        return posixpath.relpath(f"/{path[len(head) :]}", f"/{folder[len(head) :]}")
    try:
        return os.path.relpath(path, folder)
    except ValueError:  # another drive
        return path


def beside(folder: str, said: str) -> str:
    """What a folder's record names, as a path; `..` may be left in it."""
    if is_address(said) or os.path.isabs(said):  # noqa: PTH117
        return said
    return joined(folder, said) if is_address(folder) else f"{folder}{os.sep}{said}"


def joined(folder: str, said: str) -> str:
    """The path that a folder's record names, the other way of `relative`; `..` is gone."""
    if is_address(said) or (is_address(folder) and os.path.isabs(said)):  # noqa: PTH117
        return said
    if is_address(folder):
        head, _, rest = folder.partition("://")
        slashes = "/" * rest.startswith("/")
        return f"{head}://{slashes}{posixpath.normpath(f'/{rest}/{said}').lstrip('/')}"
    return os.path.normpath(os.path.join(folder, said))  # noqa: PTH118


__all__ = [
    "Address",
    "Entry",
    "Log",
    "Place",
    "Store",
    "Unread",
    "beside",
    "common",
    "is_address",
    "joined",
    "listed",
    "named",
    "of",
    "place",
    "relative",
]
