"""The commands of README.md work as written.

The lines with `markhue` in a block marked `sh` are run in their order in a copy of `samples/` and must succeed. A block that cannot be run here is marked `console` or `text` instead.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(?:^|[|;&]\s*)markhue\s")


def blocks() -> list[list[str]]:
    """The lines to run, block by block; a line that ends in a backslash goes on in the next."""
    text = README.read_text("utf-8") if README.exists() else ""
    found = [block.replace("\\\n", " ").splitlines() for block in BLOCK.findall(text)]
    return [[line.strip() for line in lines if COMMAND.search(line.strip())] for lines in found]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A copy of `samples/`, with the command on the path in `../bin`."""
    folder = tmp_path / "project" / "samples"
    shutil.copytree(ROOT / "samples", folder)
    command = tmp_path / "project" / "bin" / "markhue"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m convert "$@"\n', "utf-8")
    command.chmod(0o755)
    return folder


def test_readme_has_commands_to_run():
    assert sum(map(len, blocks())) >= 5


@pytest.mark.parametrize("lines", blocks(), ids=lambda lines: lines[0].split("#")[0].strip())
def test_the_commands_of_readme_run_as_written(lines: list[str], desk: Path):
    path = os.pathsep.join([str(desk.parent / "bin"), os.environ["PATH"]])
    source = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    for line in lines:
        ran = subprocess.run(
            ["sh", "-c", line],
            cwd=desk,
            env={**os.environ, "PATH": path, "PYTHONPATH": source},
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, f"{line}\n{ran.stderr}"
