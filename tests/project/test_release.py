"""What a release holds: one version everywhere, and a wheel that works without the checkout."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as `./dev build` does."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    ran = subprocess.run(build, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel installs, and nothing of the checkout."""
    folder = tmp_path_factory.mktemp("site with a blank")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run_installed(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command away from the checkout."""
    return subprocess.run(
        [sys.executable, "-m", "convert", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
    )


def declared_version() -> str:
    """The version of `pyproject.toml`."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def test_the_newest_entry_of_the_changelog_is_this_version():
    versions = re.findall(
        r"^## \[?(\d+\.\d+\.\d+[^\]\s]*)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    assert versions[0] == declared_version()


def test_the_command_says_this_version(installed: Path):
    assert run_installed(installed, "--version").stdout.split() == ["markhue", declared_version()]


def test_the_wheel_holds_every_theme(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        held = {
            name.removeprefix("convert/styles/")
            for name in archive.namelist()
            if name.startswith("convert/styles/")
        }
    assert held == {
        path.relative_to(ROOT / "styles").as_posix()
        for path in (ROOT / "styles").rglob("*")
        if path.is_file()
    }


def test_the_wheel_holds_nothing_but_the_package(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {
            "convert",
            f"markhue-{declared_version()}.dist-info",
        }


def test_the_installed_command_finds_its_themes(installed: Path):
    (installed / "article.md").write_text('# 题\n\n<span style="color: red">红</span>\n', "utf-8")
    ran = run_installed(installed, "article.md", "-t", "html", "--theme", "exam")
    assert ran.returncode == 0, ran.stderr
    assert "红" in (installed / "article.html").read_text("utf-8")
