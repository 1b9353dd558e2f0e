"""The record beside the outputs: lines of JSON in a file in, what was made of each source out, and the other way.

A line is appended for each source that was converted, so that a run that is killed has lost none; at the end the file is written
anew. A line that broke off says nothing.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from typing import Any

from convert import saving, storage
from convert.record import Record, replace
from convert.storage import Log, Unread

FILE = saving.RECORD
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
    return {(place, name): entry for place, entry in _said(folder) for name in entry.made}


def _said(folder: str) -> Iterator[tuple[str, Entry]]:
    """What the lines of a record say, each of a place."""
    store = storage.of(folder)
    found = store.read(store.join(folder, FILE), None)
    lines = [b""] if isinstance(found, Unread) else found[0].split(b"\n")
    if _parsed(lines[0]) == {"markhue": _VERSION}:
        for line in lines[1:]:
            one = _taken(_parsed(line))
            if one is not None:
                yield one


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _taken(said: Any) -> tuple[str, Entry] | None:
    try:
        place = said["place"]
        entry = Entry(said["source"], said["settings"], said["reads"], said["made"], said["seconds"])
        parts = [row[0] for rows in entry.made.values() for row in rows]
        if all(map(_inside, (place, *entry.made))) and all(not part or _inside(part) for part in parts):
            return place, entry
    except (AttributeError, IndexError, TypeError, KeyError):
        pass
    return None


def _inside(name: str) -> bool:
    """Whether a name leads no way out of the folder: what a record says is removed by `--prune`."""
    parts = name.replace("\\", "/").split("/")
    return all(part not in ("", ".", "..") for part in parts) and "\0" not in name


class Journal:
    """The record of one folder, open for a run: what is said of a place holds from then on, whatever becomes of the run.

    It is held as its lines, for there may be many thousands.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._lines: dict[str, bytes] = {}  # by their place
        for place, entry in _said(folder):
            self._put(place, entry)
        self._store = storage.of(folder)
        self._path = self._store.join(folder, FILE)
        self._file: Log | None = None
        self._changed = False

    def add(self, place: str, entry: Entry) -> None:
        """Say what was made of a source; OSError where the disk takes no line."""
        line = self._put(place, entry)
        self._changed = True
        if self._file is None:
            self._file = self._store.log(self._path, _HEADER)
        self._file.write(line)

    def forget(self, place: str, formats: Collection[str]) -> None:
        """Say that nothing is known of formats of a place any more."""
        self._changed |= self._leave_out(place, formats)

    def close(self) -> None:
        """Write the record anew, whole, where anything changed; TargetError where it cannot be."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None
        if self._changed:
            lines = (self._lines[place] for place in sorted(self._lines))
            self._store.save(self._path, b"".join((_HEADER, *lines)))
            self._changed = False

    def _put(self, place: str, entry: Entry) -> bytes:
        line = _line(place, entry)
        self._leave_out(place, entry.made)
        self._lines[place] = self._lines.get(place, b"") + line
        return line

    def _leave_out(self, place: str, formats: Collection[str]) -> bool:
        """Take formats out of what is said of a place; whether any was there."""
        before = self._lines.pop(place, None)
        if before is None:
            return False
        kept = b""
        for line in before.splitlines(keepends=True):
            _, entry = _taken(json.loads(line)) or ("", None)
            if entry is not None and (
                made := {n: rows for n, rows in entry.made.items() if n not in formats}
            ):
                kept += line if len(made) == len(entry.made) else _line(place, replace(entry, made=made))
        if kept:
            self._lines[place] = kept
        return kept != before


def _line(place: str, entry: Entry) -> bytes:
    seconds = {name: round(taken, 4) for name, taken in entry.seconds.items() if name in entry.made}
    said = {
        "place": place,
        "source": entry.source,
        "settings": entry.settings,
        "reads": entry.reads,
        "made": entry.made,
        "seconds": seconds,
    }
    # Names of files may be no UTF-8.
    return (json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n").encode(
        "utf-8", "surrogatepass"
    )
