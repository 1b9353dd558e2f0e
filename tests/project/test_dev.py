"""The one script: its help is complete, and it works from anywhere."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMANDS = {"help", "demo", "test", "check", "fix", "accept", "gallery", "bench", "fuzz", "build", "clean"}


def run_dev(folder: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the script of a folder from another one."""
    return subprocess.run(["sh", str(folder / "dev"), *arguments], cwd=cwd, capture_output=True, text=True)


def test_help_names_every_command(tmp_path: Path):
    text = run_dev(ROOT, "help", cwd=tmp_path).stdout
    assert set(re.findall(r"^  (\w+)  ", text, re.MULTILINE)) == COMMANDS


def test_an_unknown_command_is_refused_with_the_help(tmp_path: Path):
    ran = run_dev(ROOT, "tset", cwd=tmp_path)
    assert ran.returncode == 1
    assert "unknown command: tset" in ran.stderr
    assert "usage:" in ran.stderr


def test_clean_stays_in_its_own_folder(tmp_path: Path):
    project, elsewhere = tmp_path / "a project", tmp_path / "elsewhere"
    for folder in (project, elsewhere):
        for name in ("out", "src", "tests", "benchmarks", "fuzz", "dist"):
            (folder / name).mkdir(parents=True)
    shutil.copy(ROOT / "dev", project)
    ran = run_dev(project, "clean", cwd=elsewhere)
    assert ran.returncode == 0, ran.stderr
    assert not (project / "out").exists()
    assert (elsewhere / "out").exists()


def test_ci_runs_what_people_run():
    lines = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("./dev")] == ["./dev check", "./dev test"]


@pytest.mark.parametrize("script", ["dev", ".ci/run"])
def test_a_script_can_be_run_as_it_stands(script: str):
    path = ROOT / script
    assert path.stat().st_mode & 0o111
    assert subprocess.run(["sh", "-n", str(path)], capture_output=True).returncode == 0
