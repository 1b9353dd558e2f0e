"""What the user named in, the source files it stands for out: folders opened, each file once, what is to be ignored left out."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from convert import ignore, storage
from convert.storage import Entry, Place, Store

ENDINGS = (".md", ".markdown", ".mdown", ".mkd")


class Found(NamedTuple):
    """A source: its path or address, the folder that was named (`base`, empty where the file itself was), its bytes, and whether it is a link."""

    path: str
    base: str
    size: int
    link: bool


def found(named: Iterable[Place], glob: Sequence[str] = (), exclude: Sequence[str] = ()) -> Iterator[Found]:
    """Give the sources that were named, sorted within each folder.

    Of a folder those that match one of `glob`, where there is any, and none of `exclude`; both as in a `.gitignore` of that folder.
    UsageError where one is no pattern. A folder without sources, or that cannot be read, is given itself: loading it says what is wrong.
    """
    for name in map(str, named):
        store = storage.of(name)
        if store.is_folder(name):
            empty = True
            for one in _below(store, name, name, ignore.of_folder(name, glob, exclude)):
                empty = False
                yield one
            if empty:
                yield Found(name, name, 0, link=False)
        else:
            yield Found(name, "", _size(store, name), store.is_link(name))


def files(named: Iterable[Place]) -> list[Place]:
    """The sources that were named, each once."""
    return list(dict.fromkeys(storage.place(one.path) for one in found(named)))


def _below(store: Store, folder: str, base: str, rules: ignore.Rules) -> Iterator[Found]:
    """Walk a folder by the names in it; links to folders are not followed, for they may lead back."""
    try:
        entries = store.entries(folder)
    except OSError:
        yield Found(folder, base, 0, link=False)
        return
    rules = rules.inside(folder, {entry.name for entry in entries})
    for entry in entries:
        name = entry.name
        if name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if not rules.folder_ignored(f"{entry.path}/"):
                yield from _below(store, entry.path, base, rules)
        elif name.lower().endswith(ENDINGS) and not rules.ignored(entry.path) and not _is_folder(entry):
            yield Found(entry.path, base, _size(store, entry.path), entry.is_symlink())


def _is_folder(entry: Entry) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _size(store: Store, path: str) -> int:
    try:
        return store.state(path)[0]
    except (OSError, ValueError):
        return 0
