"""500 articles in; through our own workers and through a Dask cluster on loopback, with one worker and two, and with one killed half-way.

    python benchmarks/cluster.py [--number 500] [--formats docx,txt]

For each run: its time from the command to its end, what share of the workers' time was no conversion, and whether the bytes are those of the
run at home. The share counts all there is: starting the command, the plan, the way of each source to a worker and back, and the record.
"""

import argparse
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import corpus

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(corpus.ROOT / "src")}
Process = subprocess.Popen[bytes]


def begin(*words: str, folder: Path) -> Process:
    """Start a Python program as the head of a process group; what it says goes to a file."""
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, *words],
            cwd=folder,
            env=ENVIRONMENT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def end(process: Process) -> None:
    """End a program and what it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class Machines:
    """A scheduler and so many workers with one thread each, ready to work."""

    def __init__(self, folder: Path, workers: int) -> None:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{one.getsockname()[1]}"
        port = self.address.rpartition(":")[2]
        module = "distributed.cli.dask_"
        at = ("--host", "127.0.0.1", "--port", port, "--no-dashboard")
        self._scheduler = begin("-m", f"{module}scheduler", *at, folder=folder)
        rest = ("--nthreads", "1", "--no-dashboard", "--local-directory", str(folder))
        self.workers = [
            begin("-m", f"{module}worker", self.address, *rest, folder=folder) for _ in range(workers)
        ]
        self._wait(workers)

    def _wait(self, workers: int) -> None:
        from distributed import Client

        with Client(self.address, timeout=30) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(workers, timeout=60)

    def end(self) -> None:
        """End them all."""
        for process in (*self.workers, self._scheduler):
            end(process)


def run(folder: Path, formats: str, name: str, words: Sequence[str], victim: Process | None = None) -> float:
    """Convert, and kill a worker where half is done; the seconds it took."""
    began = time.perf_counter()
    process = begin(
        "-m", "convert", "in", "-o", name, "-t", formats, "-q", "--report", f"{name}.json", *words, folder=folder
    )  # fmt: skip
    half = len(list((folder / "in").iterdir())) * len(formats.split(",")) // 2
    while victim is not None and process.poll() is None:
        time.sleep(0.02)
        if (folder / name).is_dir() and len(list((folder / name).iterdir())) > half:
            end(victim)
            victim = None
    if process.wait():
        raise SystemExit((folder / "log").read_text("utf-8", "replace")[-2000:])
    return time.perf_counter() - began


def outside(report: Path, workers: int, seconds: float) -> float:
    """The share of the workers' time that was no conversion."""
    sources = json.loads(report.read_bytes())["sources"]
    converting: float = sum(one["seconds"] for one in sources)
    return 1 - converting / (workers * seconds)


def digest(folder: Path) -> str:
    """What all outputs of a run are."""
    found = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if not path.name.startswith("."):
            found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def main() -> None:
    """Run them all and print a line each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--number", type=int, default=500)
    parser.add_argument("--formats", default="docx,txt")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        corpus.articles(folder / "in", asked.number)
        print(f"{asked.number} articles, {asked.formats}")
        wanted = ""
        for place, workers, dies in (
            ("home", 1, False), ("home", 2, False), ("cluster", 1, False), ("cluster", 2, False), ("cluster", 2, True),
        ):  # fmt: skip
            name = f"{place}-{workers}{'-killed' if dies else ''}"
            machines = Machines(folder, workers) if place == "cluster" else None
            try:
                words = ("--cluster", machines.address) if machines else ("--jobs", str(workers))
                victim = machines.workers[0] if machines and dies else None
                seconds = run(folder, asked.formats, name, words, victim)
            finally:
                if machines:
                    machines.end()
            share = outside(folder / f"{name}.json", workers, seconds)
            bytes_ = digest(folder / name)
            wanted = wanted or bytes_
            same = "same bytes" if bytes_ == wanted else "OTHER BYTES"
            print(f"{name:<18} {seconds:6.1f} s   outside conversion {share:4.0%}   {same}", flush=True)


if __name__ == "__main__":
    main()
