"""The record beside the outputs: lines of JSON in a file in, what was made of each source out, and the other way.

A line is appended for each source that was converted, so that a run that is killed has lost none; at the end the file is written
anew. A line that broke off says nothing.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from convert import saving
from convert.record import Record

FILE = ".markhue-record.jsonl"
_VERSION = 1
_HEADER = b'{"markhue": %d}\n' % _VERSION


Row = tuple[str, int, int, str]
"""An output: its part, size, time in ns and SHA-256."""


class Entry(Record):
    """What a source was made of, and what was made of it.

    `source` and the keys of `reads` are relative to the folder of the record where they can be. `settings` is the digest of all that
    outputs depend on beside files; `made`: the outputs of each format; `seconds`: what each took.
    """

    source: str
    settings: str
    reads: Mapping[str, str | None]
    made: Mapping[str, list[Row]]
    seconds: Mapping[str, float]


Entries = dict[tuple[str, str], Entry]
"""What is known of each place and format."""


def load(folder: str) -> Entries:
    """Read the record of a folder; nothing where there is none, or one of another version."""
    entries: Entries = {}
    try:
        lines = Path(folder, FILE).read_bytes().split(b"\n")
    except OSError:
        return entries
    if _parsed(lines[0]) == {"markhue": _VERSION}:
        for line in lines[1:]:
            _take(_parsed(line), entries)
    return entries


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _take(said: Any, entries: Entries) -> None:
    try:
        place = said["place"]
        entry = Entry(said["source"], said["settings"], said["reads"], said["made"], said["seconds"])
        parts = [row[0] for rows in entry.made.values() for row in rows]
        if all(map(_inside, (place, *entry.made))) and all(not part or _inside(part) for part in parts):
            for name in entry.made:
                entries[place, name] = entry
    except (AttributeError, IndexError, TypeError, KeyError):
        return


def _inside(name: str) -> bool:
    """Whether a name leads no way out of the folder: what a record says is removed by `--prune`."""
    parts = name.replace("\\", "/").split("/")
    return all(part not in ("", ".", "..") for part in parts) and "\0" not in name


class Journal:
    """The record of one folder, open for a run: what is said of a place holds from then on, whatever becomes of the run."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.entries = load(folder)
        self._path = Path(folder, FILE)
        self._file: Any = None
        self._changed = False

    def add(self, place: str, entry: Entry) -> None:
        """Say what was made of a source; OSError where the disk takes no line."""
        for name in entry.made:
            self.entries[place, name] = entry
        self._changed = True
        if self._file is None:
            self._file = self._opened()
        self._file.write(_line(place, entry, entry.made))

    def forget(self, places: Iterable[tuple[str, str]]) -> None:
        """Say that nothing is known of a place and format any more."""
        for key in places:
            self._changed |= self.entries.pop(key, None) is not None

    def close(self) -> None:
        """Write the record anew, whole, where anything changed; TargetError where it cannot be."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None
        if self._changed:
            saving.save(self._path, b"".join(self._lines()))
            self._changed = False

    def _opened(self) -> Any:
        """Open the file for lines behind those that are there; after a line that broke off, on a new one."""
        file = self._path.open("ab", buffering=0)
        if file.tell() == 0:
            file.write(_HEADER)
        else:
            file.write(b"\n")
        return file

    def _lines(self) -> Iterator[bytes]:
        yield _HEADER
        entries = sorted(self.entries.items())
        done: set[tuple[str, int]] = set()
        for (place, _), entry in entries:
            if (place, id(entry)) in done:
                continue
            done.add((place, id(entry)))
            made = {
                name: outputs
                for name, outputs in entry.made.items()
                if self.entries.get((place, name)) is entry
            }
            yield _line(place, entry, made)


def _line(place: str, entry: Entry, made: Mapping[str, Any]) -> bytes:
    seconds = {name: round(taken, 4) for name, taken in entry.seconds.items() if name in made}
    said = {
        "place": place,
        "source": entry.source,
        "settings": entry.settings,
        "reads": entry.reads,
        "made": made,
        "seconds": seconds,
    }
    # Names of files may be no UTF-8.
    return (json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n").encode(
        "utf-8", "surrogatepass"
    )
