"""Folders with their `.gitignore` and `.markhueignore`, and patterns that were typed, in; whether a file counts, out."""

import os
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from convert import storage
from convert.errors import UsageError
from convert.storage import Unread

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

FILES = (".gitignore", ".markhueignore")
"""The files that say what to ignore, in the syntax of git's; the later has the last word."""
_LARGEST = 1_000_000


class _Level(NamedTuple):
    """What one file says. A path is asked for without its first `strip` characters, and with `above` before it."""

    strip: int
    above: str
    patterns: "GitIgnoreSpec"

    def says(self, path: str) -> bool | None:
        """Whether a path is matched, or taken out again by `!`; None where the file does not speak of it."""
        relative = self.above + path[self.strip :]
        return self.patterns.check_file(relative.replace(os.sep, "/")).include


class Rules(NamedTuple):
    """What counts in a folder: what files say, outermost first, and what was typed."""

    levels: tuple[_Level, ...] = ()
    glob: _Level | None = None
    exclude: _Level | None = None

    def inside(self, folder: str, names: Container[str]) -> "Rules":
        """The rules of a folder with files of these names in it."""
        levels = tuple(_levels(folder, [name for name in FILES if name in names], _strip(folder), ""))
        return self._replace(levels=self.levels + levels) if levels else self

    def ignored(self, path: str) -> bool:
        """Whether a file does not count."""
        if self.glob is not None and not self.glob.says(path):
            return True
        return self.folder_ignored(path)

    def folder_ignored(self, path: str) -> bool:
        """Whether nothing below a path counts. A folder's ends in a slash."""
        if self.exclude is not None and self.exclude.says(path):
            return True
        for level in reversed(self.levels):
            said = level.says(path)
            if said is not None:
                return said
        return False


def of_folder(folder: str, glob: Sequence[str] = (), exclude: Sequence[str] = ()) -> Rules:
    """Give the rules that hold for a folder that was named: what was typed, and what folders above it in its git tree say."""
    strip = _strip(folder)
    return Rules(
        tuple(_above(folder)),
        _typed("--glob", glob, strip) if glob else None,
        _typed("--exclude", exclude, strip) if exclude else None,
    )


def _above(folder: str) -> Iterator[_Level]:
    store = storage.of(folder)
    text = store.real(folder)
    real, above = Path(text), [Path(one) for one in store.above(text)]
    tree = next((one for one in (real, *above) if (one / ".git").exists()), real) if above else real
    parents = [one for one in above if one.is_relative_to(tree)]
    for parent in reversed(parents):
        yield from _levels(str(parent), FILES, _strip(folder), f"{real.relative_to(parent).as_posix()}/")


def _levels(folder: str, names: Sequence[str], strip: int, above: str) -> Iterator[_Level]:
    for name in names:
        store = storage.of(folder)
        found = store.read(store.join(folder, name), _LARGEST)
        if isinstance(found, Unread):
            continue
        lines = found[0].decode("utf-8-sig", "replace").splitlines()
        yield _Level(strip, above, _parsed(lines))


def _parsed(lines: Sequence[str]) -> "GitIgnoreSpec":
    """Read patterns; a line that is none says nothing, as for git."""
    from pathspec import GitIgnoreSpec  # 0.05 s, for folders that have such a file

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        return GitIgnoreSpec.from_lines(line for line in lines if _sound(line))


def _sound(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def _typed(option: str, patterns: Sequence[str], strip: int) -> _Level:
    from pathspec import GitIgnoreSpec

    try:
        return _Level(strip, "", GitIgnoreSpec.from_lines(patterns))
    except ValueError as error:
        raise UsageError(
            f"{option} {error}".replace("Invalid git pattern", "is no pattern as in .gitignore")
        ) from None


def _strip(folder: str) -> int:
    return len(folder.rstrip(os.sep)) + 1
