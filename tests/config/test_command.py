"""`markhue config`: the settings in force, as TOML that says the same again, and where each comes from."""

import json
import tomllib
from pathlib import Path

import pytest

from convert.cli.app import app


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "markhue.toml").write_text(
        'root = true\ntheme = "exam"\njobs = 2\n[marks]\nred = "论点"\n', "utf-8"
    )
    (tmp_path / "a.md").write_text("---\npaper: A5\nmarks: {绿: 亮点}\n---\n\n# 题\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert app(["config", *words], standalone_mode=False) == 0
    return capsys.readouterr().out


def test_each_setting_has_its_place_beside_it(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "a.md", "--columns", "2", "-t", "pdf,txt")
    said = {line.split(" = ")[0]: line.rpartition("# ")[2] for line in text.splitlines() if " = " in line}
    wanted = {
        "theme": "markhue.toml:2", "jobs": "markhue.toml:3", "paper": "a.md:2", "columns": "command line", "to": "command line",
        "width": "default", "red": "markhue.toml:5", '"绿"': "a.md:3",
    }  # fmt: skip
    assert {key: said[key] for key in wanted} == wanted
    assert "# margin: unset" in text


def test_what_is_printed_says_the_same_again(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "a.md", "--columns", "2")
    assert tomllib.loads(text)["marks"] == {"red": "论点", "绿": "亮点"}
    (desk / "markhue.toml").write_text(f"root = true\n{text}", "utf-8")
    (desk / "b.md").write_text("# 题\n", "utf-8")
    again = tomllib.loads(printed(capsys, "b.md"))
    assert again == tomllib.loads(text)


def test_programs_get_it_as_json(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = json.loads(printed(capsys, "--json"))["settings"]
    assert said["theme"] == {"value": "exam", "from": "file", "file": "markhue.toml", "line": 2}
    assert said["paper"] == {"value": None, "from": "default"}
    assert [path.name for path in sorted(desk.iterdir())] == ["a.md", "markhue.toml"]
