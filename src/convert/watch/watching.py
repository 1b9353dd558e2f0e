"""Folders and files in, sets of paths that changed out, as long as nobody wishes to stop; the door of watchfiles.

The system tells what changes in folders. What stands elsewhere, a theme or a file of settings above, is looked at twice a second,
and so is whether a folder is still the one that is watched.
"""

import os
import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from watchfiles import Change, watch

from convert import storage
from convert.record import Record

_STEP_MS = 20  # a burst of changes is one that has no longer pause
_DEBOUNCE_MS = 300  # the most that a burst is waited for
_LOOK_MS = 500

Stop = Callable[[], bool]
States = dict[str, Hashable]
"""What files are, by their paths; None for one that is not there."""


class Watched(Record):
    """What is looked at: folders, with all below them where `deep`, and single files, which need not be there."""

    folders: tuple[str, ...]
    deep: bool
    files: frozenset[str]


class Kind(Protocol):
    """Whether a change of a path may matter."""

    def __call__(self, path: str) -> bool:
        """Say so."""


def looked(files: Iterable[str]) -> States:
    """Take note of what files are now."""
    return {path: storage.of(path).signature(path) for path in files}


def changes(
    wanted: Callable[[], Watched], matters: Kind, seen: States, stop: Stop, say: Callable[[str], None]
) -> Iterator[frozenset[str]]:
    """Give the paths that changed, absolute, a burst at a time; `wanted` is asked anew each time.

    `seen` is what files were before anything was made of them. Ends when `stop` says so. Where the system watches no more folders,
    they are compared twice a second, which `say` is told.
    """
    polling: bool | None = None
    while not stop():
        now = wanted()
        roots = _there(now.folders)
        # Nobody looked between the last time and the beginning of a watch.
        unseen = set(now.folders) if now.deep else set()
        try:
            for found in _bursts(now, roots, matters, stop, polling=polling):
                changed = found | unseen | _differing(wanted().files, seen)
                unseen = set()
                if changed:
                    yield frozenset(changed)
                later = wanted()
                if (later.folders, later.deep) != (now.folders, now.deep) or _there(now.folders) != roots:
                    break
        except (FileNotFoundError, NotADirectoryError):
            continue  # it went away in between
        except OSError:
            if polling:
                raise
            polling = True
            say("the system watches no more folders; they are compared twice a second instead")


def _bursts(
    now: Watched, roots: dict[str, tuple[int, int]], matters: Kind, stop: Stop, *, polling: bool | None
) -> Iterator[set[str]]:
    """The paths that changed below folders; an empty set where nothing did for a while."""

    def kept(_: Change, path: str) -> bool:
        return matters(path)

    if not roots:
        time.sleep(_LOOK_MS / 1000)
        yield set()
        return
    for burst in watch(
        *(Path(root) for root in roots),
        watch_filter=kept,
        step=_STEP_MS,
        debounce=_DEBOUNCE_MS,
        stop_event=_Event(stop),
        rust_timeout=_LOOK_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
        force_polling=polling,
        poll_delay_ms=_LOOK_MS,
        recursive=now.deep,
        ignore_permission_denied=True,
    ):
        yield {path for _, path in burst}


class _Event:
    """A wish as the library asks for it."""

    def __init__(self, stop: Stop) -> None:
        self._stop = stop

    def is_set(self) -> bool:
        return self._stop()


def _there(folders: Iterable[str]) -> dict[str, tuple[int, int]]:
    """The folders that are there, and which they are: one that was made anew is another."""
    found = {}
    for folder in folders:
        try:
            state = os.stat(folder)  # noqa: PTH116
        except OSError:
            continue
        found[folder] = (state.st_dev, state.st_ino)
    return found


def _differing(files: Iterable[str], seen: States) -> set[str]:
    """The files that are not what they were when they were last looked at."""
    now = looked(files)
    changed = {path for path, state in now.items() if path in seen and seen[path] != state}
    seen.update(now)
    return changed
