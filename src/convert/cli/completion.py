"""The beginning of a word in, what it may become out: what a shell asks when Tab is pressed; and what it asks of a line without a command."""

import os
from collections.abc import Collection, Iterable, MutableMapping
from pathlib import Path

_PAPERS = ("A3", "A4", "A5", "B5", "Letter", "Legal", "16K")
_MARKS = ("all", "red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink", "brown", "grey")
_LINES = ("COMP_WORDS", "_TYPER_COMPLETE_ARGS")


def themes(incomplete: str) -> list[tuple[str, str]]:
    """The themes with what they are for, and style sheets."""
    from convert import themes as known

    ours = [
        (name, known.purpose(name).partition(".")[0]) for name in known.names() if name.startswith(incomplete)
    ]
    return [*ours, *((path, "") for path in _files(incomplete, (".css",)))]


def templates(incomplete: str) -> list[str]:
    """Word files."""
    return _files(incomplete, (".docx", ".dotx"))


def papers(incomplete: str) -> list[str]:
    """Sizes of paper."""
    return [name for name in _PAPERS if name.startswith(incomplete)]


def formats(incomplete: str) -> list[str]:
    """Formats that are written, with commas between."""
    from convert.writers import formats as known

    return _listed(incomplete, known())


def marks(incomplete: str) -> list[str]:
    """Marks by their colours, with commas between."""
    return _listed(incomplete, _MARKS)


def with_command(environment: MutableMapping[str, str], commands: Collection[str]) -> None:
    """Have the shell ask of `markhue convert SOURCE…` where its line says `markhue SOURCE…`."""
    for name in _LINES:
        program, parted, rest = environment.get(name, "").partition(" ")
        first, more, _ = rest.lstrip().partition(" ")
        # A first word that is still written may become a command.
        if not parted or not first or first in commands or not (more or first.startswith("-")):
            continue
        environment[name] = f"{program} convert {rest}"
        if name == "COMP_WORDS" and environment.get("COMP_CWORD", "").isdecimal():
            environment["COMP_CWORD"] = str(int(environment["COMP_CWORD"]) + 1)


def _listed(incomplete: str, known: Iterable[str]) -> list[str]:
    before, comma, last = incomplete.rpartition(",")
    said = before.split(",")
    return [f"{before}{comma}{name}" for name in known if name.startswith(last) and name not in said]


def _files(incomplete: str, endings: tuple[str, ...]) -> list[str]:
    """Files of these endings that a path may become, and folders on the way to them."""
    folder = incomplete[: incomplete.rfind("/") + 1]
    try:
        entries = sorted(os.scandir(Path(folder).expanduser()), key=lambda entry: entry.name)
    except OSError:
        return []
    found = [
        f"{folder}{entry.name}{'/' * entry.is_dir()}"
        for entry in entries
        if not entry.name.startswith(".") and (entry.is_dir() or entry.name.lower().endswith(endings))
    ]
    return [path for path in found if path.startswith(incomplete)]
