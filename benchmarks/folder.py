"""200 articles in, commands to time out: a folder to each format with two workers and with one, beside pandoc two at a time."""

from collections.abc import Iterator

import corpus
from commands import Bench, Group

NUMBER = 200


def groups(bench: Bench) -> Iterator[Group]:
    """Give a group a format."""
    sources = corpus.articles(bench.folder / "articles", NUMBER, bench.source)
    for name in ("docx", "txt", "pdf"):
        if name not in bench.formats:
            continue
        peer = (
            {"pandoc + typst by twos": bench.typst_by_twos(sources)}
            if name == "pdf"
            else {"pandoc by twos": bench.pandoc_by_twos(sources, name)}
        )
        ours = {
            "markhue --jobs 2": bench.batch(sources, name, 2),
            "markhue --jobs 1": bench.batch(sources, name, 1),
        }
        rounds = bench.rounds or (1 if name == "pdf" else 3)
        yield Group(f"{NUMBER} to {name.upper()}", ours | peer, rounds, warm_up=False)
