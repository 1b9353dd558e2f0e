"""A real scheduler and real workers on loopback, each the head of a process group, so that a test can kill one with all it started."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(ROOT / "src"),
    "PYTHONIOENCODING": "utf-8",
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class Machines:
    """A scheduler, and workers that come and go; each works in a folder of its own."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self._folder = folder
        self._environment = {**ENVIRONMENT, **environment}
        self._running: list[subprocess.Popen[bytes]] = []
        port = free_port()
        self.address = f"tcp://127.0.0.1:{port}"
        self.scheduler = self._begin("scheduler", "--host", "127.0.0.1", "--port", str(port))

    def worker(
        self, name: str, *, threads: int = 1, kept: bool = False, path: str = ""
    ) -> "subprocess.Popen[bytes]":
        """Start a worker, one that is started again where it ends if it is `kept`; `path` is where it finds its modules."""
        words = [] if path else ["--preload", str(ROOT / "tests/cluster/preloaded.py")]
        words += ["--nanny" if kept else "--no-nanny"]
        return self._begin(
            "worker", self.address, "--name", name, "--nthreads", str(threads), *words, "--memory-limit", "0",
            "--local-directory", str(self._folder), "--death-timeout", "30", path=path,
        )  # fmt: skip

    def wait(self, workers: int) -> None:
        """Wait until the cluster has so many workers."""
        from distributed import Client

        with Client(self.address, timeout=30, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=40)

    def end(self) -> None:
        for process in self._running:
            kill(process)

    def _begin(self, what: str, *words: str, path: str = "") -> "subprocess.Popen[bytes]":
        where = self._folder / f"{what}-{len(self._running)}"
        where.mkdir()
        with (where / "log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "distributed.cli.dask_" + what, *words, "--no-dashboard"],
                cwd=where,
                env={**self._environment, "PYTHONPATH": path} if path else self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._running.append(process)
        return process


def kill(process: "subprocess.Popen[bytes]") -> None:
    """End a machine as a power cut does."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def begin(*words: str | Path, cwd: Path, **environment: str) -> "subprocess.Popen[str]":
    """Start the command."""
    run = f"import sys; sys.argv = {['markhue', *map(str, words)]!r}; from convert.cli import command; command()"
    return subprocess.Popen(
        [sys.executable, "-c", run],
        cwd=cwd,
        env={**ENVIRONMENT, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def markhue(*words: str | Path, cwd: Path, **environment: str) -> tuple[int, str, str]:
    """Run the command to its end: exit code, standard output, standard error."""
    process = begin(*words, cwd=cwd, **environment)
    said, trouble = process.communicate(timeout=90)
    return process.returncode, said, trouble


def wait_for(folder: Path, number: int, process: "subprocess.Popen[str]") -> None:
    """Wait until a run has written so many outputs."""
    for _ in range(1200):
        if len(list(folder.glob("*.txt"))) >= number or process.poll() is not None:
            return
        time.sleep(0.02)
