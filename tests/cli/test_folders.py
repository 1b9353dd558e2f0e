"""What is asked of a run over a folder is refused, before anything is written, where it would harm."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def markhue(*words: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "convert", *words],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in "ab":
        (tmp_path / "in" / f"{name}.md").write_text(f"# {name}\n")
    return tmp_path


@pytest.mark.parametrize("report", ["in/a.md", "out/b.txt", "-"])
def test_a_report_never_falls_on_a_source_or_an_output(folder: Path, report: str) -> None:
    ended = markhue("in", "-o", "out", "-t", "txt", "--report", report, cwd=folder)
    assert ended.returncode == 2
    assert ended.stderr.startswith(b"markhue: --report ")
    assert (folder / "in" / "a.md").read_text() == "# a\n"
    assert not (folder / "out").exists()


def test_a_report_says_what_came_of_each_source(folder: Path) -> None:
    assert markhue("in", "-o", "out", "-t", "txt", "--report", "r.json", cwd=folder).returncode == 0
    said = json.loads((folder / "r.json").read_text())
    assert [(one["source"], one["status"]) for one in said["sources"]] == [
        ("in/a.md", "converted"),
        ("in/b.md", "converted"),
    ]


@pytest.mark.parametrize("option", ["--check", "--dry-run", "--prune", "--force"])
def test_a_stream_is_no_folder(folder: Path, option: str) -> None:
    ended = markhue("-", "-t", "txt", "-o", "p.txt", option, cwd=folder, stdin=b"# x\n")
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert not (folder / "p.txt").exists()


def test_a_dry_run_ends_as_the_run_would_where_sources_get_no_place(folder: Path) -> None:
    (folder / "in" / "a.markdown").write_text("# a\n")
    ended = markhue("in", "-o", "out", "-t", "txt", "--dry-run", cwd=folder)
    assert ended.returncode == 5
    assert not (folder / "out").exists()


def test_sources_are_counted_once_where_a_format_is_new(folder: Path) -> None:
    markhue("in", "-o", "out", "-t", "txt", cwd=folder)
    ended = markhue("in", "-o", "out", "-t", "txt,html", cwd=folder)
    assert ended.stdout.splitlines()[-1].startswith(b"2 converted in")
    ended = markhue("in", "-o", "out", "-t", "txt,html", cwd=folder)
    assert b"0 converted, 2 unchanged" in ended.stdout


def test_memory_that_the_program_itself_would_not_have_is_refused(folder: Path) -> None:
    ended = markhue("in", "-o", "out", "-t", "txt", "--memory", "12", cwd=folder)
    assert ended.returncode == 2
    assert b"at least 64M" in ended.stderr
