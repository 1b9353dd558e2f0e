"""What shells ask when Tab is pressed, as they ask it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def asked(folder: Path, shell: str, line: str) -> str:
    words = line.split(" ")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "_MARKHUE_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
        "_TYPER_COMPLETE_ARGS": line,
    }
    run = [sys.executable, "-m", "convert"]
    return subprocess.run(run, cwd=folder, env=environment, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("markhue a.md --theme ex", ["exam"]),
        ("markhue a.md --theme m", ["mine.css"]),
        ("markhue a.md --theme sub/", ["sub/other.css"]),
        ("markhue convert a.md -t docx,p", ["docx,pdf"]),
        ("markhue --larg", ["--large-print"]),
        ("markhue a.md --notes app", ["appendix"]),
        ("markhue a.md --cloze red,gree", ["red,green"]),
        ("markhue con", ["convert", "config"]),
    ],
)
def test_bash_is_given_what_a_word_may_become(tmp_path: Path, line: str, found: list[str]) -> None:
    (tmp_path / "sub").mkdir()
    for path in ("mine.css", "mine.txt", "sub/other.css"):
        (tmp_path / path).write_text("")
    assert asked(tmp_path, "bash", line).split() == found


def test_zsh_is_given_what_a_theme_is_for(tmp_path: Path) -> None:
    assert '"exam":"a test paper' in asked(tmp_path, "zsh", "markhue a.md --theme ex")
