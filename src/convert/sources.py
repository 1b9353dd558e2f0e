"""What the user named in, the source files it stands for out: folders opened, each file once. Standard library only."""

from collections.abc import Iterable, Iterator
from pathlib import Path

ENDINGS = (".md", ".markdown", ".mdown", ".mkd")


def found(named: Iterable[Path]) -> list[tuple[Path, Path]]:
    """The sources that were named, each with the folder its relative place counts from."""
    return list(dict.fromkeys((path, base) for name in named for path, base in _below(name)))


def files(named: Iterable[Path]) -> list[Path]:
    """The sources that were named, each once."""
    return list(dict.fromkeys(path for path, _ in found(named)))


def _below(named: Path) -> Iterator[tuple[Path, Path]]:
    if not named.is_dir():
        yield named, named.parent
        return
    paths = sorted(
        path
        for path in named.rglob("*")
        if path.suffix.lower() in ENDINGS
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(named).parts)
    )
    if not paths:
        yield named, named  # loading it says what is wrong, as one source among the others
    for path in paths:
        yield path, named
