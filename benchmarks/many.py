"""1,000 and 10,000 small notes in, commands to time out: a first run with all its processes watched, and one that finds all done."""

from collections.abc import Iterator

import corpus
from commands import Bench, Group

FEW, MANY = 1000, 10_000
FORMAT = "docx"
FLAT = 1.2
"""What the memory of all processes may grow by from one to the other: the plan itself is held."""


def groups(bench: Bench) -> Iterator[Group]:
    """Give a group a number of notes."""
    for number in (FEW, MANY):
        sources = corpus.notes(bench.folder / f"notes-{number}", number)
        commands = {"markhue --jobs 2": bench.batch(sources, FORMAT, 2)}
        if number == MANY:
            commands["markhue again"] = bench.batch(sources, FORMAT, 2, again=True)
        yield Group(f"{number:,} notes", commands, 1, warm_up=False, watch=True)
