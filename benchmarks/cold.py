"""One article in, commands to time out: each format, all of them at once, and the mere start, each beside its peer."""

import sys
from collections.abc import Iterator, Sequence

from commands import MARKHUE, Bench, Group
from processes import Command


def groups(bench: Bench, sizes: Sequence[int], pdf_sizes: Sequence[int]) -> Iterator[Group]:
    """Give a group a size, each of ours before its peer, then the start of the program."""
    body = bench.source.read_text(encoding="utf-8")
    for size in sorted({*sizes, *pdf_sizes}):
        source = bench.folder / f"article-{size}.md"
        source.write_text("\n\n".join([body] * size), encoding="utf-8")
        wanted = {*(("docx", "txt") if size in sizes else ()), *(("pdf", "all") if size in pdf_sizes else ())}
        commands: dict[str, Command] = {}
        for name in ("docx", "txt"):
            if name in wanted and name in bench.formats:
                commands[f"markhue {name}"] = bench.file(source, name)
                commands[f"pandoc {name}"] = bench.pandoc(source, name)
        if "pdf" in wanted and "pdf" in bench.formats:
            commands["markhue pdf"] = bench.file(source, "pdf")
            commands["WeasyPrint pdf"] = bench.plain_weasyprint(source)
        if "all" in wanted and "all" in bench.formats:
            commands["markhue all"] = bench.file(source, "docx,pdf,txt")
            commands["pandoc all"] = bench.pandoc_each(source)
        yield Group(f"×{size}", commands, bench.rounds or (7 if size < 10 else 3))
    start = {
        "markhue --help": Command((*MARKHUE, "--help")),
        "empty Python": Command((sys.executable, "-c", "pass")),
    }
    yield Group("start", start, bench.rounds or 7)
