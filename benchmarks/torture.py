"""A number of varied sources in; converted, killed, resumed; what is lost, half or not named, out.

usage: torture.py [--files 2000] [--kills 5] [--seed 1] [--formats docx,txt] [--keep FOLDER]

Exit code 0 where all is as it has to be; else each difference is a line, and the exit code is 1.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import varied

SINGLE = 40  # outputs that are compared with those of a conversion by themselves
_SOME_FAILED = 1
_PATIENCE_S = 3600


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a run reads and writes."""

    sources: Path
    outputs: Path
    report: Path
    said: Path
    formats: tuple[str, ...]

    @property
    def command(self) -> list[str]:
        """The run, as a user types it."""
        return [
            *(sys.executable, "-m", "convert", str(self.sources), "-o", str(self.outputs)),
            *("-t", ",".join(self.formats), "--report", str(self.report), "--jobs", "2"),
        ]

    def output(self, source: varied.Source, name: str) -> Path:
        """Where an output of a source goes."""
        path = self.outputs / source.path
        return path.with_name(f"{path.stem}.{name}")

    def written(self) -> set[Path]:
        """The outputs that are there."""
        endings = {f".{name}" for name in self.formats}
        found = (Path(folder, name) for folder, _, names in os.walk(self.outputs) for name in names)
        return {path for path in found if path.suffix in endings and not path.name.startswith(".")}


def start(desk: Desk) -> "subprocess.Popen[bytes]":
    """Start a run in a process group of its own, its words in a file."""
    with desk.said.open("wb") as said:
        return subprocess.Popen(
            desk.command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
        )


def kill(desk: Desk, goal: int, delay: float) -> bool:
    """Run until so many outputs are there, and a moment longer; kill all of it. Whether it was still running."""
    process = start(desk)
    while process.poll() is None and len(desk.written()) < goal:
        time.sleep(0.05)
    time.sleep(delay)
    running = process.poll() is None
    if running:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return running


def finish(desk: Desk) -> int:
    """Run to the end; the exit code."""
    return start(desk).wait(_PATIENCE_S)


def broken(path: Path) -> str:
    """What is wrong with an output; empty where it opens and is whole."""
    try:
        match path.suffix:
            case ".docx":
                with zipfile.ZipFile(path) as package:
                    for name in package.namelist():
                        part = package.read(name)
                        if name.endswith((".xml", ".rels")):
                            ElementTree.fromstring(part)  # noqa: S314  (our own output)
            case ".pdf":
                import pypdfium2

                with pypdfium2.PdfDocument(path) as document:
                    return "" if len(document) else "no pages"
            case _:
                path.read_bytes().decode("utf-8")
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def halves(desk: Desk, known: set[Path]) -> Iterator[str]:
    """Name the outputs that are not whole, of those not looked at before."""
    for path in sorted(desk.written() - known):
        if wrong := broken(path):
            yield f"half a file: {path.relative_to(desk.outputs)}: {wrong}"
        known.add(path)


def missing(desk: Desk, sources: Sequence[varied.Source]) -> Iterator[str]:
    """Compare the outputs that are there with those that have to be."""
    wanted = {desk.output(one, name) for one in sources if not one.wrong for name in desk.formats}
    there = desk.written()
    yield from (f"missing: {path.relative_to(desk.outputs)}" for path in sorted(wanted - there))
    yield from (f"too much: {path.relative_to(desk.outputs)}" for path in sorted(there - wanted))
    for left in sorted(desk.outputs.rglob("*.part")):
        yield f"left behind: {left.relative_to(desk.outputs)}"


def unnamed(desk: Desk, sources: Sequence[varied.Source]) -> Iterator[str]:
    """Look for each bad source, with its reason, in what was said last and in the report."""
    said = desk.said.read_text("utf-8", "replace")
    report = json.loads(desk.report.read_text("utf-8"))
    records = {entry["source"]: entry for entry in report["sources"]}
    for one in sources:
        name = str(desk.sources / one.path)
        record = records.pop(name, None)
        if record is None:
            yield f"not in the report: {one.path}"
        elif not one.wrong:
            if record["status"] not in ("converted", "unchanged"):
                yield f"{record['status']} in the report: {one.path}: {record.get('error')}"
        else:
            lines = [line for line in said.splitlines() if one.wrong in line and _words(one, name) in line]
            if not lines:
                yield f"not said: {one.path}: {one.wrong}"
            if record["status"] != "failed" or one.wrong not in record["error"]["message"]:
                yield f"not a failure in the report: {one.path}: {one.wrong}: {record}"
    yield from (f"in the report, and no source: {name}" for name in records)


def _words(one: varied.Source, name: str) -> str:
    """What a line about a source has to hold: of one that its folder's file makes fail, that file."""
    return str(Path(name).with_name("markhue.toml")) if "markhue.toml" in one.wrong else Path(one.path).stem


def different(desk: Desk, sources: Sequence[varied.Source], chance: random.Random) -> Iterator[str]:
    """Convert some sources by themselves, and compare."""
    from convert import convert

    good = [one for one in sources if not one.wrong]
    for one in chance.sample(good, min(SINGLE, len(good))):
        for name in desk.formats:
            alone = convert(desk.sources / one.path, name).data  # type: ignore[arg-type]
            path = desk.output(one, name)
            if path.exists() and path.read_bytes() != alone:
                yield f"not as by itself: {path.relative_to(desk.outputs)}"


def torture(desk: Desk, sources: Sequence[varied.Source], kills: int, chance: random.Random) -> Iterator[str]:
    """Run, kill, resume; give each thing that is not as it has to be."""
    desk.outputs.mkdir()
    (desk.outputs / "blocked").write_bytes(b"")
    whole = sum(not one.wrong for one in sources) * len(desk.formats)
    known: set[Path] = set()
    for goal in sorted(chance.uniform(0, 0.9) for _ in range(kills)):
        if not kill(desk, int(goal * whole), chance.random() * 0.5):
            yield f"ended before it was killed, with {len(desk.written())} outputs of {whole}"
        print(f"killed with {len(desk.written())} outputs of {whole}", flush=True)
        yield from halves(desk, known)
    known.clear()
    for again in (False, True):
        before = {path: path.stat().st_mtime_ns for path in desk.written()} if again else {}
        began = time.perf_counter()
        code = finish(desk)
        print(f"{'again' if again else 'to the end'}: exit code {code}, {time.perf_counter() - began:.1f} s")
        if code != _SOME_FAILED:
            yield f"exit code {code}: {desk.said.read_text('utf-8', 'replace')[-2000:]}"
        yield from halves(desk, known)
        yield from missing(desk, sources)
        yield from unnamed(desk, sources)
        if again and before != {path: path.stat().st_mtime_ns for path in desk.written()}:
            yield "a second run wrote what was unchanged"
    yield from different(desk, sources, chance)


def main() -> int:
    """Make the folder, run, print what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--formats", default="docx,txt")
    parser.add_argument("--keep", type=Path, help="a folder to make, and leave")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder: Path = asked.keep or Path(scratch)
        desk = Desk(
            folder / "in",
            folder / "out",
            folder / "report.json",
            folder / "said.txt",
            tuple(asked.formats.split(",")),
        )
        sources = varied.make(desk.sources, asked.files, asked.seed)
        bad = sum(bool(one.wrong) for one in sources)
        print(f"{len(sources)} sources, {bad} of them bad", flush=True)
        wrong = list(torture(desk, sources, asked.kills, random.Random(asked.seed)))
    print(*wrong, f"{len(wrong)} things are wrong" if wrong else "all is well", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
