"""How gaps are asked for: on the command line, and in a document."""

from pathlib import Path

import pytest

from convert.cli.app import main

SOURCE = "# 题\n\n前<span style='color:red'>开放与共享</span>后，<span style='color:blue'>海阔天空</span>。\n"


def run(folder: Path, source: str, *words: str, monkeypatch: pytest.MonkeyPatch) -> int:
    (folder / "a.md").write_text(source, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.argv", ["markhue", "a.md", "-t", "txt", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def text(folder: Path) -> str:
    return (folder / "a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words", [("--cloze", "red"), ("--cloze", "红"), ("--cloze", "要点", "--mark", "red=要点")]
)
def test_a_mark_is_named_as_people_name_it(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(tmp_path, SOURCE, *words, monkeypatch=monkeypatch) == 0
    assert "前(1)__________后，海阔天空。" in text(tmp_path)


@pytest.mark.parametrize("said", ["cloze: red", "cloze: [red]", "cloze: 红\nkey: page-1"])
def test_a_document_may_say_it(said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(tmp_path, f"---\n{said}\n---\n\n{SOURCE}", monkeypatch=monkeypatch) == 0
    assert "前(1)__________后，海阔天空。" in text(tmp_path)


def test_all_marks_with_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("--cloze", "all", "--cloze-width", "3", "--key")
    assert run(tmp_path, SOURCE, *words, monkeypatch=monkeypatch) == 0
    assert "前(1)______后，(2)______。" in text(tmp_path)
    assert text(tmp_path).endswith("1. 开放与共享\n2. 海阔天空\n")


@pytest.mark.parametrize(
    "words", [("--key",), ("--cloze-width", "5"), ("--cloze", "red", "--cloze-width", "0")]
)
def test_what_says_nothing_is_refused_before_anything_is_written(
    words: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(tmp_path, SOURCE, *words, monkeypatch=monkeypatch) == 2
    assert not (tmp_path / "a.txt").exists()
    assert capsys.readouterr().err.count("\n") == 1


def test_a_mark_that_is_not_there_stops_a_strict_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, SOURCE, "--cloze", "red,green", "--strict", monkeypatch=monkeypatch) == 7
    assert "the marks of this document: red, blue" in capsys.readouterr().err


def test_a_sheet_without_any_gap_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, SOURCE, "--cloze", "green", monkeypatch=monkeypatch) == 3
    assert not (tmp_path / "a.txt").exists()
    assert "no words of the text are marked green; its marks: red, blue" in capsys.readouterr().err


def test_a_source_without_marks_has_nothing_to_blank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "# 题\n\n文", "--cloze", "all", monkeypatch=monkeypatch) == 3
    assert "no words of the text are marked, so there is no gap" in capsys.readouterr().err
