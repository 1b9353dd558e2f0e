"""`markhue watch` as a process: a file is saved, its outputs follow; Ctrl-C ends it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")
PATIENCE_S = 30


def until(what: Callable[[], bool]) -> None:
    """Wait until something is so; fails after a time that no machine needs."""
    end = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


class Watch:
    """A process that watches a folder's `a.md`."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.log = folder / "log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "convert", "watch", *words], cwd=folder, stdout=log, stderr=log
            )
        until(lambda: "watching" in self.said() or self.process.poll() is not None)

    def said(self) -> str:
        return self.log.read_text("utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text("一\n", "utf-8")
    return tmp_path


@pytest.fixture
def watch(desk: Path) -> Iterator[Watch]:
    running = Watch(desk, "a.md", "-t", "txt,docx")
    yield running
    running.process.kill()
    running.process.wait()


def text(desk: Path) -> str:
    return (desk / "a.txt").read_text("utf-8") if (desk / "a.txt").exists() else ""


def test_outputs_follow_a_file_however_editors_save_it(watch: Watch, desk: Path) -> None:
    source = desk / "a.md"
    source.write_text("二\n", "utf-8")
    until(lambda: "二" in text(desk))
    new = desk / ".a.md.swp"
    new.write_text("三\n", "utf-8")
    new.replace(source)
    until(lambda: "三" in text(desk))
    source.unlink()
    until(lambda: "no such file" in watch.said())
    source.write_text("四\n", "utf-8")
    until(lambda: "四" in text(desk))
    source.write_text("---\ntheme: [\n---\n", "utf-8")
    until(lambda: "a.md:2" in watch.said() or "a.md:3" in watch.said())
    source.write_text("五\n", "utf-8")
    until(lambda: "五" in text(desk))
    watch.process.send_signal(signal.SIGINT)
    assert watch.process.wait(timeout=PATIENCE_S) == 0


def test_a_folder_with_its_outputs_in_it_is_no_endless_loop(desk: Path) -> None:
    running = Watch(desk, ".", "-t", "txt")
    try:
        (desk / "b.md").write_text("二\n", "utf-8")
        until((desk / "b.txt").exists)
        (desk / "a.md").write_text("三\n", "utf-8")
        until(lambda: "三" in text(desk))
        time.sleep(1)
        assert running.said().count("a.txt") <= 2
        assert running.said().count("b.txt") == 1
    finally:
        running.process.terminate()
        assert running.process.wait(timeout=PATIENCE_S) == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-",), "a stream cannot be watched"),
        (("s3://bucket/a",), "only folders of this disk are watched"),
        (("a.md", "--view", "pdf"), "are for --serve"),
        (("missing.md",), "no such file"),
    ],
)
def test_what_cannot_be_watched_is_told_in_a_line(desk: Path, words: tuple[str, ...], told: str) -> None:
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "convert", "watch", *words],
        cwd=desk,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        env=environment,
    )
    assert told in done.stderr
    assert done.returncode in (2, 3)
