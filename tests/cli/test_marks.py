"""Names of marks, legend and digest as people type them, or write them in front matter."""

from pathlib import Path

import pytest

from cli.test_command import markhue, said
from convert import batch, config
from convert.cli.options import SETTINGS
from convert.errors import SettingsError
from convert.reader.frontmatter import split

TEXT = "# 题\n\n<span style='color:red'>甲</span>，<span style='color:green'>乙</span>。\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(front: str, **typed: object) -> config.Settings:
    found, _, _ = split(f"---\n{front}\n---\n\n文\n")
    return config.settings(found, typed, "a.md")


def test_marks_are_named_by_an_option_that_is_given_several_times(desk: Path) -> None:
    words = (
        "a.md",
        "-t",
        "txt",
        "-o",
        "-",
        "--text-marks",
        "label",
        "--mark",
        "red=论点",
        "--mark",
        "绿 = 亮点",
    )
    result = markhue(*words, cwd=desk)
    assert result.returncode == 0, said(result)
    text = result.stdout.decode()
    assert "标记：【论点】…【/论点】 1 处 · 1 字；【亮点】…【/亮点】 1 处 · 1 字" in text
    assert "【论点】甲【/论点】，【亮点】乙【/亮点】。" in text


def test_a_mark_that_is_not_there_is_a_notice(desk: Path) -> None:
    result = markhue("a.md", "-t", "txt", "--text-marks", "label", "--mark", "blue=旁证", cwd=desk)
    assert result.returncode == 0
    assert "a.md: no mark of the document is `blue` (旁证): there are red, green [mark]" in said(result)


@pytest.mark.parametrize("value", ["red", "=论点", "red="])
def test_a_name_without_its_mark_is_one_clear_line(desk: Path, value: str) -> None:
    result = markhue("a.md", "-t", "txt", "--mark", value, cwd=desk)
    assert result.returncode == 2
    assert said(result) == [f"markhue: --marks takes a mark and its name, such as red=thesis, not {value!r}"]


def test_the_command_line_names_marks_before_the_front_matter() -> None:
    found = settings("marks: {red: 甲, green: 乙}", marks=[("red", "丙"), ("blue", "丁")])
    assert found.marks == (("red", "丙"), ("green", "乙"), ("blue", "丁"))


def test_front_matter_names_marks_by_anything_that_yaml_takes_for_a_key() -> None:
    assert settings('marks: {"#c00000": 甲, 红: 2, 800000: 丙}').marks == (
        ("#c00000", "甲"),
        ("红", "2"),
        ("800000", "丙"),
    )
    assert settings("marks:").marks == ()


@pytest.mark.parametrize("front", ['marks: {blue: ""}', "marks: {red: 甲, blue: }"])
def test_a_mark_without_a_name_is_told_with_its_line(front: str) -> None:
    with pytest.raises(SettingsError, match=r"^a\.md:2: marks gives blue no name"):
        settings(front)


def test_marks_that_are_no_names_are_told_with_their_line() -> None:
    with pytest.raises(SettingsError, match=r"^a\.md:3: marks gives names to marks"):
        settings("title: 题\nmarks: [red, green]")


@pytest.mark.parametrize(("value", "meant"), [("on", "on"), ("off", "off"), ("auto", "auto"), ("yes", "on")])
def test_on_and_off_are_words_also_where_yaml_takes_them_for_truth(value: str, meant: str) -> None:
    assert settings(f"legend: {value}").legend == meant


def test_a_digest_is_asked_for_in_front_matter_too(desk: Path) -> None:
    (desk / "b.md").write_text(f"---\ndigest: true\n---\n\n{TEXT}", encoding="utf-8")
    (outcome,) = batch.run(batch.plan([desk / "b.md"], None, ["txt"]), {})
    (result,) = outcome.results
    assert result.error is None
    text = (desk / "b.txt").read_text(encoding="utf-8")
    assert "标记摘录" in text
    assert "1. 甲，乙。（第 1 段）" in text


def test_each_of_these_settings_is_an_option() -> None:
    assert {"marks", "legend", "digest"} <= SETTINGS.keys()
