"""The article 200 and 2,000 times in, commands to time out: whether time and memory grow with the source and no faster."""

from collections.abc import Iterator

from commands import Bench, Group

SMALL, LARGE = 200, 2000
"""1.1 MB and ten times as much of the reference source."""


def groups(bench: Bench) -> Iterator[Group]:
    """Give a group a size; pandoc only has the smaller one."""
    body = bench.source.read_text(encoding="utf-8")
    formats = [name for name in ("docx", "txt") if name in bench.formats]
    for size, rounds in ((SMALL, 3), (LARGE, 1)):
        source = bench.folder / f"large-{size}.md"
        source.write_text("\n\n".join([body] * size), encoding="utf-8")
        commands = {f"markhue {name}": bench.file(source, name) for name in formats}
        if size == SMALL:
            commands |= {f"pandoc {name}": bench.pandoc(source, name) for name in formats}
        yield Group(
            f"×{size}",
            commands,
            bench.rounds or rounds,
            warm_up=size == SMALL,
            source_bytes=source.stat().st_size,
        )
