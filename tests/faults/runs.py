"""What the tests of faults share: a folder of sources, the command in a process group of its own, and a look at what it left."""

import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
PARAGRAPH = "正文，<span style='color:red'>重点</span>在此。" * 12 + "\n\n"


def fill(folder: Path, number: int, paragraphs: int = 40) -> Path:
    """Make a folder of articles, each with words of its own."""
    folder.mkdir()
    for count in range(number):
        text = f"# 第{count}篇\n\n" + PARAGRAPH * (paragraphs + count % 7)
        (folder / f"{count:03}.md").write_text(text, encoding="utf-8")
    return folder


def begin(*words: str | Path, cwd: Path, program: str = "", **options: Any) -> "subprocess.Popen[bytes]":
    """Start the command as the head of a process group; `program` is run before it in the same process."""
    run = f"import sys; sys.argv = {['markhue', *map(str, words)]!r}\n{program}\nfrom convert.cli import command; command()"
    return subprocess.Popen(
        [sys.executable, "-c", run],
        cwd=cwd,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        **options,
    )


def markhue(*words: str | Path, cwd: Path, program: str = "") -> tuple[int, str, str]:
    """Run the command to its end: exit code, standard output, standard error."""
    process = begin(*words, cwd=cwd, program=program)
    said, trouble = process.communicate(timeout=60)
    return process.returncode, said.decode(), trouble.decode()


def kill(process: "subprocess.Popen[bytes]") -> None:
    """End the command and all its workers at once, as a power cut does."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def outputs(folder: Path) -> list[str]:
    """The names of outputs in a folder, each opened: a half one fails the test."""
    for path in folder.rglob("*.docx"):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                if name.endswith(".xml"):
                    ElementTree.fromstring(package.read(name))
    for path in folder.rglob("*.txt"):
        assert path.read_text("utf-8").endswith("\n")
    return sorted(path.name for path in folder.rglob("*") if path.suffix in (".docx", ".txt"))


def temporary(folder: Path) -> list[Path]:
    """What is left of files that were being written."""
    return list(folder.rglob("*.part"))


def statuses(report: Path) -> dict[str, str]:
    """What a report says of each source."""
    return {Path(one["source"]).name: one["status"] for one in json.loads(report.read_bytes())["sources"]}
