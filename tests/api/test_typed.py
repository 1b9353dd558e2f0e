"""The wheel carries its types: a strict checker accepts a user's program, and finds its slips."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOUND = """\
import os
from pathlib import Path

from convert import Conversion, Document, Notice, Settings, convert, model, read, replace, traverse

WANTED: Settings = {"theme": "exam", "marks": {"red": "thesis"}}


def title(document: Document) -> Document:
    return replace(document, meta=replace(document.meta, title="x"))


def main(source: os.PathLike[str]) -> list[Notice]:
    result: Conversion = convert(source, "docx", transform=title, **WANTED)
    paths: tuple[Path, ...] = result.save("a.docx")
    for block in traverse.walk(read(text="# a").body):
        if isinstance(block, model.Heading):
            print(block.level + len(result.data), paths)
    return list(result.notices)
"""
SLIPS = {
    'convert("a.md", "odt")': "arg-type",
    'convert("a.md", fontsize=12)': "call-arg",
    'convert("a.md", columns="two")': "arg-type",
    'convert("a.md").datum': "attr-defined",
    "read(3)": "arg-type",
}


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with the wheel in it, and nothing of the checkout."""
    folder = tmp_path_factory.mktemp("typed")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    (site,) = (folder / "venv" / "lib").glob("python3*/site-packages")
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    return folder / "venv" / "bin" / "python"


def test_a_strict_checker_accepts_a_sound_program_and_finds_slips(python: Path, tmp_path: Path):
    first = SOUND.count("\n") + 1
    program = SOUND + "\n".join(SLIPS)
    (tmp_path / "program.py").write_text(program, "utf-8")
    check = [sys.executable, "-m", "mypy", "--strict", "--python-executable", str(python), "program.py"]
    ran = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True)
    found = [line for line in ran.stdout.splitlines() if ": error: " in line]
    assert [int(line.split(":")[1]) - first for line in found] == list(range(len(SLIPS))), ran.stdout
    assert [line.rsplit("[", 1)[1].rstrip("]") for line in found] == list(SLIPS.values())
