"""A source in, a table of times and memory out: markhue against pandoc, Typst and plain WeasyPrint, whole processes in turn.

benchmarks/README.md tells how to read it.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import cold
import corpus
import folder
import large
import many
import pypandoc
from commands import HERE, Bench, Group
from processes import CommandError, Figures, adopt_orphans, measure
from targets import Measured, Results, Shares, Target, targets

PARTS = ("cold", "batch", "many", "large", "shares")
FORMATS = ("docx", "txt", "pdf", "all")
PEERS = {
    "markhue docx": ("pandoc docx",),
    "markhue txt": ("pandoc txt",),
    "markhue pdf": ("WeasyPrint pdf",),
    "markhue all": ("pandoc all", "WeasyPrint pdf"),
    "markhue --jobs 2": ("pandoc by twos", "pandoc + typst by twos", "markhue --jobs 1"),
}


def progress(line: str) -> None:
    """Say what is being timed, on one line that is written over."""
    if sys.stderr.isatty():
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)


def groups(arguments: argparse.Namespace, bench: Bench) -> Iterator[Group]:
    """Give the commands of the parts that were asked for; each part makes its sources when its turn comes."""
    if "cold" in arguments.only:
        yield from cold.groups(bench, arguments.sizes, arguments.pdf_sizes)
    if "batch" in arguments.only:
        yield from folder.groups(bench)
    if "many" in arguments.only:
        yield from many.groups(bench)
    if "large" in arguments.only:
        yield from large.groups(bench)


def say(title: str, line: str) -> None:
    """Say what is being timed in which group."""
    progress(f"{title}: {line}")


def measure_all(arguments: argparse.Namespace, scratch: Path) -> tuple[Results, Shares]:
    """Time every group, then ask where an article's time goes."""
    bench = Bench(scratch, arguments.source, tuple(arguments.formats), arguments.rounds)
    results: dict[str, Measured] = {}
    with (scratch / "log").open("w+b") as log:
        for group in groups(arguments, bench):
            figures = measure(
                group.commands,
                group.rounds,
                log,
                partial(say, group.title),
                warm_up=group.warm_up,
                watch=group.watch,
            )
            results[group.title] = Measured(figures, group.source_bytes)
            if not arguments.json:
                progress("")
                print(table(group.title, figures), flush=True)
    shares = Shares()
    if "shares" in arguments.only:
        progress("where the time goes")
        said = subprocess.run(
            [sys.executable, str(HERE / "shares.py"), str(arguments.source), "--json"],
            stdout=subprocess.PIPE,
            check=True,
        )
        shares = Shares(**json.loads(said.stdout))
    progress("")
    return results, shares


def table(title: str, figures: Mapping[str, Figures]) -> str:
    """Lay the measurements of a group out for people: medians, and the wall-clock ratio of each pair."""
    lines = []
    for name, own in figures.items():
        notes = [
            f"{own.ratio(figures[peer]):.2f} × {peer}" for peer in PEERS.get(name, ()) if peer in figures
        ]
        together = f"{own.together:9.1f}" if own.together else " " * 9
        cells = f"{own.wall:9.3f}{own.cpu:9.3f}{own.peak:9.1f}{together}"
        lines.append(f"{title:14}{name:24}{cells}   {'; '.join(notes)}".rstrip())
    return "\n".join(lines) + "\n"


HEAD = f"{'':14}{'command':24}{'wall s':>9}{'cpu s':>9}{'peak MiB':>9}{'all MiB':>9}   wall against its peer"


def share_lines(warm: Shares) -> str:
    """Lay out where the time of an article goes."""
    if not warm.shares:
        return ""
    head = f"An article to PDF, warm: {warm.seconds:.3f} s of processor time"
    lines = [f"{name:42}{100 * share:6.1f} %" for name, share in warm.shares.items()]
    return "\n".join([head, *lines]) + "\n"


def verdicts(found: Sequence[Target]) -> str:
    """Lay the promises out for people."""
    return "\n".join(
        f"{'met   ' if each.met else 'MISSED'}  {each.text}: {each.value:.2f}{each.unit} "
        f"({'at least' if each.at_least else 'at most'} {each.limit:g}{each.unit})"
        for each in found
    )


def as_json(results: Results, warm: Shares, found: Sequence[Target]) -> str:
    """Lay everything out for programs, each run on its own."""

    def rows(figures: Mapping[str, Figures]) -> dict[str, list[dict[str, float]]]:
        return {
            name: [
                {
                    "wall_s": run.wall,
                    "cpu_s": run.cpu,
                    "own_cpu_s": run.own_cpu,
                    "peak_bytes": run.peak,
                    "together_bytes": run.together,
                }
                for run in own.runs
            ]
            for name, own in figures.items()
        }

    promises = [
        {"text": t.text, "value": t.value, "limit": t.limit, "at_least": t.at_least, "met": t.met}
        for t in found
    ]
    groups = {
        title: {"source_bytes": measured.source_bytes, "commands": rows(measured.figures)}
        for title, measured in results.items()
    }
    return json.dumps(
        {"groups": groups, "pdf_seconds": warm.seconds, "pdf_shares": dict(warm.shares), "targets": promises},
        ensure_ascii=False,
        indent=2,
    )


def sizes(text: str) -> list[int]:
    """Parse `1,20,200`; an empty text is no size."""
    return [int(part) for part in text.split(",") if part]


def names(*known: str) -> "partial[list[str]]":
    """Make the parser of a list such as `docx,txt`."""
    return partial(_names, known)


def _names(known: Sequence[str], text: str) -> list[str]:
    found = text.split(",")
    for name in found:
        if name not in known:
            raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(known)}")
    return found


def parser() -> argparse.ArgumentParser:
    """Tell what can be chosen."""
    options = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    options.add_argument(
        "--only",
        type=names(*PARTS),
        default=list(PARTS),
        help=f"of {','.join(PARTS)} (default: all, ten minutes)",
    )
    options.add_argument(
        "--source", type=Path, default=corpus.SOURCE, help="the article (default: the reference source)"
    )
    options.add_argument(
        "--sizes", type=sizes, default=[1, 20], help="cold: repetitions for DOCX and TXT (default: 1,20)"
    )
    options.add_argument(
        "--pdf-sizes",
        type=sizes,
        default=[1, 20],
        help="cold: for PDF (default: 1,20; 200 takes minutes)",
    )
    options.add_argument(
        "--formats",
        type=names(*FORMATS),
        default=list(FORMATS),
        help=f"of {','.join(FORMATS)} (default: these)",
    )
    options.add_argument("--rounds", type=int, default=0, help="counted runs of each (default: 7 to 1)")
    options.add_argument("--json", action="store_true", help="every run, for programs")
    return options


def main() -> int:
    """Measure, then print."""
    arguments = parser().parse_args()
    adopt_orphans()
    if not arguments.json:
        print(
            f"Python {platform.python_version()}, pandoc {pypandoc.get_pandoc_version()}, {platform.machine()}, "
            f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; medians\n"
        )
        print(HEAD, "-" * len(HEAD), sep="\n")
    with tempfile.TemporaryDirectory() as scratch:
        try:
            results, shares = measure_all(arguments, Path(scratch))
        except CommandError as error:
            print(f"\n{error}", file=sys.stderr)
            return 1
    found = list(targets(results, shares))
    if arguments.json:
        print(as_json(results, shares, found))
        return 0
    print(share_lines(shares))
    print(verdicts(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
