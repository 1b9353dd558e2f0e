"""A source in, a table of times and memory out: markhue against pandoc and plain WeasyPrint, whole processes in turn.

benchmarks/README.md tells how to read it.
"""

import argparse
import json
import platform
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import pylopdf_fonts_zh_cn
import pypandoc
from processes import CommandError, Figures, measure
from targets import Results, Target, targets, wall

from convert import themes

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "samples" / "deepseek-open-source.md"
MARKHUE = str(Path(sys.executable).parent / "markhue")
THEME = "handout"
PEERS = {
    "markhue docx": "pandoc docx",
    "markhue txt": "pandoc txt",
    "markhue pdf": "WeasyPrint pdf",
    "markhue all": "WeasyPrint pdf",
}


def sheet(folder: Path) -> Path:
    """Write the theme with our font files, for plain WeasyPrint."""
    faces = {
        "Noto Sans SC": pylopdf_fonts_zh_cn.sans_path(),
        "Noto Serif SC": pylopdf_fonts_zh_cn.serif_path(),
    }
    rules = [
        f'@font-face {{ font-family: "{name}"; src: url("{path.as_uri()}") }}\n'
        for name, path in faces.items()
    ]
    path = folder / "theme.css"
    path.write_text("".join(rules) + themes.load(THEME).css, encoding="utf-8")
    return path


def commands(source: Path, folder: Path, css: Path, formats: Sequence[str]) -> dict[str, list[str]]:
    """List the commands of one size, each of ours before its peer."""

    def ours(to: str) -> list[str]:
        return [MARKHUE, str(source), "--theme", THEME, "-t", to, "-o", str(folder / "ours")]

    pandoc = [pypandoc.get_pandoc_path(), str(source)]
    found: dict[str, list[str]] = {}
    if "docx" in formats:
        found["markhue docx"] = ours("docx")
        found["pandoc docx"] = [*pandoc, "-t", "docx", "-o", str(folder / "pandoc.docx")]
    if "txt" in formats:
        found["markhue txt"] = ours("txt")
        found["pandoc txt"] = [*pandoc, "-t", "plain", "-o", str(folder / "pandoc.txt")]
    if "pdf" in formats or "all" in formats:
        plain = [str(HERE / "plain_weasyprint.py"), str(source), str(css), str(folder / "plain.pdf")]
        found["WeasyPrint pdf"] = [sys.executable, *plain]
    if "pdf" in formats:
        found["markhue pdf"] = ours("pdf")
    if "all" in formats:
        found["markhue all"] = ours("docx,pdf,txt")
    return found


def progress(line: str) -> None:
    """Say what is being timed, on one line that is written over."""
    if sys.stderr.isatty():
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)


def say_size(size: int, line: str) -> None:
    """Say what is being timed at which size."""
    progress(f"×{size} {line}")


def measure_all(arguments: argparse.Namespace, folder: Path) -> tuple[Results, Mapping[str, Figures]]:
    """Time every size, then the start of the program."""
    body = arguments.source.read_text(encoding="utf-8")
    css = sheet(folder)
    results: dict[int, dict[str, Figures]] = {}
    with (folder / "log").open("w+b") as log:
        for size in sorted({*arguments.sizes, *arguments.pdf_sizes}):
            source = folder / f"article-{size}.md"
            source.write_text("\n\n".join([body] * size), encoding="utf-8")
            wanted = ["docx", "txt"] if size in arguments.sizes else []
            if size in arguments.pdf_sizes:
                wanted += ["pdf", "all"]
            formats = [name for name in wanted if name in arguments.formats]
            rounds = arguments.rounds or (7 if size < 10 else 5 if size < 100 else 3)
            todo = commands(source, folder, css, formats)
            results[size] = measure(todo, rounds, log, partial(say_size, size))
        empty = {"markhue --help": [MARKHUE, "--help"], "empty Python": [sys.executable, "-c", "pass"]}
        start = measure(empty, arguments.rounds or 7, log, progress)
    progress("")
    return results, start


def table(results: Results, start: Mapping[str, Figures]) -> str:
    """Lay the measurements out for people: medians, and the wall-clock ratio of each pair."""
    head = f"{'':6}{'command':18}{'wall s':>9}{'cpu s':>9}{'peak MiB':>10}   wall against its peer"
    lines = [head, "-" * 75]
    for size, figures in [*results.items(), (0, start)]:
        for name, own in figures.items():
            peer = PEERS.get(name, "")
            note = f"{own.ratio(figures[peer], wall):6.2f} × {peer}" if peer in figures else ""
            label = f"×{size}" if size else ""
            lines.append(f"{label:6}{name:18}{own.wall:9.3f}{own.cpu:9.3f}{own.peak:10.1f}   {note}".rstrip())
        lines.append("")
    return "\n".join(lines)


def verdicts(found: Sequence[Target]) -> str:
    """Lay the promises out for people."""
    return "\n".join(
        f"{'met   ' if each.met else 'MISSED'}  {each.text}: {each.value:.2f}{each.unit} (at most {each.limit:g}{each.unit})"
        for each in found
    )


def as_json(results: Results, start: Mapping[str, Figures], found: Sequence[Target]) -> str:
    """Lay everything out for programs, each run on its own."""

    def rows(figures: Mapping[str, Figures]) -> dict[str, list[dict[str, float]]]:
        return {
            name: [{"wall_s": run.wall, "cpu_s": run.cpu, "peak_bytes": run.peak} for run in own.runs]
            for name, own in figures.items()
        }

    promises = [{"text": t.text, "value": t.value, "limit": t.limit, "met": t.met} for t in found]
    sizes = {str(size): rows(figures) for size, figures in results.items()}
    return json.dumps(
        {"sizes": sizes, "start": rows(start), "targets": promises}, ensure_ascii=False, indent=2
    )


def sizes(text: str) -> list[int]:
    """Parse `1,20,200`; an empty text is no size."""
    return [int(part) for part in text.split(",") if part]


def names(text: str) -> list[str]:
    """Parse `docx,txt`."""
    return text.split(",")


def parser() -> argparse.ArgumentParser:
    """Tell what can be chosen."""
    options = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    options.add_argument(
        "--source", type=Path, default=SOURCE, help="the article (default: the reference source)"
    )
    options.add_argument(
        "--sizes", type=sizes, default=[1, 20, 200], help="repetitions for DOCX and TXT (default: 1,20,200)"
    )
    options.add_argument(
        "--pdf-sizes", type=sizes, default=[1, 20], help="for PDF (default: 1,20; 200 takes minutes)"
    )
    options.add_argument(
        "--formats",
        type=names,
        default=["docx", "txt", "pdf", "all"],
        help="of docx,txt,pdf,all (default: these)",
    )
    options.add_argument(
        "--rounds", type=int, default=0, help="counted runs of each (default: 7, at ×20 5, at ×200 3)"
    )
    options.add_argument("--json", action="store_true", help="every run, for programs")
    return options


def main() -> int:
    """Measure, then print."""
    arguments = parser().parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            results, start = measure_all(arguments, Path(folder))
        except CommandError as error:
            print(f"\n{error}", file=sys.stderr)
            return 1
    found = list(targets(results, start))
    if arguments.json:
        print(as_json(results, start, found))
        return 0
    print(
        f"Python {platform.python_version()}, pandoc {pypandoc.get_pandoc_version()}, {platform.machine()}; medians\n"
    )
    print(table(results, start))
    print(verdicts(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
