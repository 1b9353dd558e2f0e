"""Case files in, the hostile inputs of this folder out: each a name and a text, with the addresses of this run in it."""

from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """One hostile input: the file of cases it stands in, what it is called, its text."""

    kind: str
    name: str
    text: str

    @property
    def slug(self) -> str:
        """Its name as a file's."""
        return f"{self.kind} {self.name}".replace(" ", "-").replace(",", "").replace("'", "")


def named(kind: str) -> list[str]:
    """The names of the cases of a kind, as pytest lists them."""
    return [name for name, _ in _parts(kind)]


def load(kind: str, places: dict[str, str]) -> list[Case]:
    """The cases of a kind; `places` stand for what their braces name."""
    return [Case(kind, name, fill(text, places)) for name, text in _parts(kind)]


def fill(text: str, places: dict[str, str]) -> str:
    """Put addresses and paths in the place of their names in braces."""
    for name, said in places.items():
        text = text.replace("{" + name + "}", said)
    return text


def _parts(kind: str) -> list[tuple[str, str]]:
    found = (_HERE / f"{kind}.txt").read_text(encoding="utf-8").split("=== ")[1:]
    return [(name, text) for name, _, text in (one.partition("\n") for one in found)]
