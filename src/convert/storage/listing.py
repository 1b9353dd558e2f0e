"""Folders of stores in, what stands in them out: one listing each, from which all that is asked is answered as long as a plan is made."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from typing import Any

from convert.record import Record
from convert.storage.asking import asked, opened

_MARKS = ("ETag", "etag", "md5Hash", "checksum", "sha256")
_TIMES = ("mtime", "LastModified", "last_modified", "updated", "modified", "created")


class Info(Record):
    """What a store says of a file: its bytes (-1 where it does not say), and what it knows them by."""

    kind: str
    size: int
    mark: str
    stamp: int


def info_of(said: dict[str, Any]) -> Info:
    """What a library says of a file."""
    mark = next((str(said[key]) for key in _MARKS if said.get(key)), "")
    time_of = next((said[key] for key in _TIMES if said.get(key)), "")
    size = said.get("size")
    number = int.from_bytes(sha256(f"{mark or time_of}".encode()).digest()[:7]) if mark or time_of else 0
    kind = "link" if said.get("islink") else str(said.get("type"))
    return Info(kind, -1 if size is None else int(size), mark, number)


class FolderEntry(Record):
    """What stands in a folder of a store."""

    name: str
    path: str
    folder: bool

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Whether it is a folder."""
        return self.folder

    def is_symlink(self) -> bool:
        """Never: links are not listed."""
        return False


class Tree:
    """All that is below a folder, from one listing, which is asked for with the first question."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._files: dict[str, Info] = {}
        self._inside: dict[str, dict[str, bool]] = {}
        self._wrong: OSError | None = None
        self._listed = False

    def info(self, path: str) -> Info | None:
        """What is known of a file; None where there is none."""
        self._list()
        return self._files.get(path)

    def entries(self, folder: str) -> list[FolderEntry]:
        """What stands in a folder, by name."""
        self._list()
        inside = self._inside.get(folder, {})
        return [FolderEntry(name, f"{folder}/{name}", inside[name]) for name in sorted(inside)]

    def is_folder(self, path: str) -> bool:
        """Whether anything stands in a folder."""
        self._list()
        return path in self._inside

    def _list(self) -> None:
        if not self._listed:
            self._listed = True
            try:
                self._fill()
            except FileNotFoundError:
                pass
            except OSError as error:
                self._wrong = error
        if self._wrong is not None:
            raise self._wrong

    def _fill(self) -> None:
        def find() -> tuple[str, dict[str, dict[str, Any]]]:
            files, root = opened(self.folder)
            return root.rstrip("/"), files.find(root, detail=True)

        root, found = asked(self.folder, find)
        for name, said in found.items():
            below = name[len(root) :].removeprefix("/")
            parts = below.split("/")
            # Names that are none on a disk would lead out of the folder of the outputs.
            if said.get("type") != "file" or not all(map(is_plain_name, parts)):
                continue
            self._files[f"{self.folder}/{below}"] = info_of(said)
            for number, part in enumerate(parts):
                folder = "/".join((self.folder, *parts[:number]))
                self._inside.setdefault(folder, {}).setdefault(part, number < len(parts) - 1)


def is_plain_name(name: str) -> bool:
    """Whether a name is one on a disk too, and leads nowhere."""
    return name not in ("", ".", "..") and "\0" not in name and "\\" not in name


_TREES: ContextVar[tuple[Tree, ...]] = ContextVar("trees", default=())


@contextmanager
def listed(folders: Iterable[str]) -> Iterator[None]:
    """Answer from one listing of each folder what is asked about files below it; nothing is written meanwhile."""
    before = _TREES.set((*_TREES.get(), *map(Tree, folders)))
    try:
        yield
    finally:
        _TREES.reset(before)


def tree_of(path: str) -> Tree | None:
    """The listing that a path is in."""
    return next((tree for tree in _TREES.get() if f"{path}/".startswith(f"{tree.folder}/")), None)


def mark_of(found: Info) -> str:
    """The mark of a file as records have it."""
    return f"mark:{found.mark}" if found.mark else ""
