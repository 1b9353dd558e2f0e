"""`markhue themes`: what there is, and a sheet to start one's own from."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from convert import themes

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}


def markhue(*words: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "convert", *words], cwd=cwd, capture_output=True, env=ENVIRONMENT
    )


def test_each_theme_is_listed_with_a_line(tmp_path: Path) -> None:
    done = markhue("themes", cwd=tmp_path)
    listed = [line.split(maxsplit=1) for line in done.stdout.decode().splitlines()]
    assert (done.returncode, done.stderr) == (0, b"")
    assert tuple(name for name, _ in listed) == themes.names()
    assert {"essay", "exam", "handout", "large-print", "official", "plain", "screen"} <= set(themes.names())
    assert all(len(what) > 20 for _, what in listed)


@pytest.mark.parametrize("name", ["exam", "large-print"])
def test_a_sheet_is_printed_as_it_is_written_and_is_a_theme_again(name: str, tmp_path: Path) -> None:
    done = markhue("themes", name, cwd=tmp_path)
    assert done.stdout == (themes.folder() / f"{name}.css").read_bytes()
    (tmp_path / "mine.css").write_bytes(done.stdout)
    (tmp_path / "a.md").write_text("# 题\n\n文\n", encoding="utf-8")
    assert markhue("a.md", "--theme", "mine.css", "-t", "docx", cwd=tmp_path).returncode == 0


def test_a_theme_that_does_not_exist_is_mistyped(tmp_path: Path) -> None:
    done = markhue("themes", "handot", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "`handout`?" in done.stderr.decode()


@pytest.mark.parametrize("options", [(), ("--docx", "-o", "mine.docx")])
def test_two_themes_at_once_are_mistyped(options: tuple[str, ...], tmp_path: Path) -> None:
    done = markhue("themes", "exam", "plain", *options, cwd=tmp_path)
    assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (2, b"", [])
    assert done.stderr.decode() == "markhue: themes prints one sheet at a time, not that of plain too\n"
