"""What the tests of stores share: a store in this process that fails, hangs and loses on request; runs, and what they left."""

import struct
import threading
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

import fsspec
from fsspec.implementations.memory import MemoryFileSystem

from convert import batch, storage
from convert.batch import Outcome, Plan


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PICTURE = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
    + _chunk(b"IEND", b"")
)
"""A red dot."""

Fault = Callable[[str, str], Any]


class Shelf(MemoryFileSystem):
    """A store in this process, whose files are moved to their place. `fault` hears of each question: its name, and the file's."""

    protocol = "shelf"
    store: ClassVar[dict[str, Any]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]
    asked: ClassVar[list[str]] = []
    fault: Fault | None = None
    released = threading.Event()

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return super()._strip_protocol(path.replace("shelf://", "memory://"))

    def _hear(self, what: str, path: str) -> Any:
        Shelf.asked.append(f"{what} {self._strip_protocol(path)}")
        return Shelf.fault(what, path) if Shelf.fault is not None else None

    def info(self, path: str, **named: Any) -> Any:
        self._hear("info", path)
        return super().info(path, **named)

    def find(self, path: str, **named: Any) -> Any:
        self._hear("find", path)
        # The store's own `find` asks about each file.
        found = {name: MemoryFileSystem.info(self, name) for name in self.store}
        return {
            name: said for name, said in found.items() if name.startswith(f"{self._strip_protocol(path)}/")
        }

    def cat_file(self, path: str, start: int | None = None, end: int | None = None, **named: Any) -> bytes:
        said = self._hear("read", path)
        return said if said is not None else super().cat_file(path, start=start, end=end, **named)

    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite", **named: Any) -> None:
        said = self._hear("write", path)
        super().pipe_file(path, said if said is not None else value, mode=mode, **named)

    def mv(self, path1: str, path2: str, **named: Any) -> None:
        self._hear("move", path2)
        if self.store.get(self._strip_protocol(path2)) is not None:
            self.rm_file(path2)
        super().mv(path1, path2, **named)


fsspec.register_implementation("shelf", Shelf, clobber=True)


def clear() -> None:
    """Begin anew with nothing in the stores of this process."""
    for kind in (Shelf, MemoryFileSystem):
        kind.store.clear()
        kind.pseudo_dirs[:] = [""]
    Shelf.asked.clear()
    Shelf.fault = None
    Shelf.released.clear()


def hang(*_: object) -> None:
    """Answer when the test is over."""
    Shelf.released.wait(20)


def fill(files: Mapping[str, str | bytes]) -> None:
    """Put files at addresses or paths, as somebody else would."""
    for where, said in files.items():
        data = said.encode() if isinstance(said, str) else said
        if storage.is_address(where):
            kind = Shelf if where.startswith("shelf") else MemoryFileSystem
            kind.pipe_file(kind(skip_instance_cache=True), where, data)
        else:
            path = Path(where)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    Shelf.asked.clear()


def there(folder: str) -> dict[str, bytes]:
    """The files below an address, by their names there; the record is not among them."""
    kind = Shelf if folder.startswith("shelf") else MemoryFileSystem
    root = kind._strip_protocol(folder)
    return {
        name[len(root) + 1 :]: file.getvalue()
        for name, file in sorted(kind.store.items())
        if name.startswith(f"{root}/") and not name.endswith("record.jsonl")
    }


def planned(*named: str, to: str | None = None, formats: tuple[str, ...] = ("txt",), **asked: Any) -> Plan:
    """Plan a run as the command line does."""
    return batch.plan([storage.named(name) for name in named], to, formats, **asked)


def run(
    *named: str, to: str | None = None, formats: tuple[str, ...] = ("txt",), **asked: Any
) -> list[Outcome]:
    """Run it, too."""
    return list(batch.run(planned(*named, to=to, formats=formats, **asked), asked.get("typed") or {}))


def failures(outcomes: list[Outcome]) -> dict[str, str]:
    """What went wrong, by the source's name."""
    return {
        outcome.source.name: str(result.error)
        for outcome in outcomes
        for result in outcome.results
        if result.error is not None
    }


def stale(*named: str, to: str | None = None, **asked: Any) -> list[str]:
    """The sources that would be converted."""
    return [job.source.name for job in planned(*named, to=to, **asked).jobs]
