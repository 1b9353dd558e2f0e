"""What changed in, what is made again out: what concerns a source and nothing else."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from convert import storage
from convert.cli.formats import formats_asked
from convert.watch.rebuilding import Asked, Rebuilder

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes.fromhex(
    "0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.md").write_text("# 甲\n\n一\n", "utf-8")
    (folder / "b.md").write_text("# 乙\n\n![图](p.png)\n", "utf-8")
    return tmp_path


def rebuilder(*sources: Path, typed: dict[str, Any] | None = None, **run: Any) -> Rebuilder:
    said = {"to": "txt"} | run
    return Rebuilder(Asked([storage.named(str(one)) for one in sources], said, typed or {}, formats_asked))


def made(outcomes: Any) -> list[str]:
    return sorted(outcome.source.name for outcome in outcomes)


def errors(outcomes: Sequence[Any]) -> list[str]:
    return [str(result.error) for outcome in outcomes for result in outcome.results if result.error]


def test_only_the_source_that_changed_is_made_again(desk: Path) -> None:
    watch = rebuilder(desk / "in", output=str(desk / "out"))
    assert made(watch.first(made=False)) == ["a.md", "b.md"]
    (desk / "in/a.md").write_text("# 甲\n\n二\n", "utf-8")
    assert made(watch.again([str(desk / "in/a.md")])) == ["a.md"]
    assert "二" in (desk / "out/a.txt").read_text("utf-8")
    assert made(watch.again([str(desk / "in/a.md")])) == []


def test_of_files_that_were_named_those_are_made_that_the_change_concerns(desk: Path) -> None:
    watch = rebuilder(desk / "in/a.md", desk / "in/b.md")
    assert made(watch.first(made=False)) == ["a.md", "b.md"]
    (desk / "in/p.png").write_bytes(PICTURE)
    assert watch.matters(str(desk / "in/p.png"))
    assert made(watch.again([str(desk / "in/p.png")])) == ["b.md"]
    assert not watch.matters(str(desk / "in/other.png"))


def test_a_theme_that_was_typed_is_looked_at_wherever_it_stands(desk: Path) -> None:
    theme = desk / "mine.css"
    theme.write_text("p { text-indent: 0 }", "utf-8")
    watch = rebuilder(desk / "in/a.md", to="html", typed={"theme": str(theme)})
    list(watch.first(made=False))
    assert os.path.realpath(theme) in {os.path.realpath(file) for file in watch.watched().files}
    theme.write_text("p { text-indent: 3em }", "utf-8")
    assert made(watch.again([str(theme)])) == ["a.md"]
    assert "3em" in (desk / "in/a.html").read_text("utf-8")


def test_settings_above_concern_every_source(desk: Path) -> None:
    watch = rebuilder(desk / "in", output=str(desk / "out"))
    list(watch.first(made=False))
    (desk / "markhue.toml").write_text('text-marks = "label"\n', "utf-8")
    assert str(desk / "markhue.toml") in watch.watched().files
    assert made(watch.again([str(desk / "markhue.toml")])) == ["a.md", "b.md"]


def test_new_sources_are_made_and_broken_ones_told_once(desk: Path) -> None:
    watch = rebuilder(desk / "in", output=str(desk / "out"))
    list(watch.first(made=False))
    broken = desk / "in/c.md"
    broken.write_text("---\ntheme: [\n---\n三\n", "utf-8")
    assert len(errors(list(watch.again([str(broken)])))) == 1
    assert made(watch.again([str(desk / "in/a.md")])) == []
    broken.write_text("三\n", "utf-8")
    assert made(watch.again([str(broken)])) == ["c.md"]
    assert (desk / "out/c.txt").exists()


def test_broken_settings_are_told_and_do_not_end_the_watch(desk: Path) -> None:
    watch = rebuilder(desk / "in", output=str(desk / "out"))
    list(watch.first(made=False))
    settings = desk / "in/markhue.toml"
    settings.write_text("them = 'exam'\n", "utf-8")
    assert any("markhue.toml:1" in error for error in errors(list(watch.again([str(settings)]))))
    settings.unlink()
    (desk / "in/a.md").write_text("四\n", "utf-8")
    assert "a.md" in made(watch.again([str(settings), str(desk / "in/a.md")]))


def test_an_output_changed_by_hand_stays(desk: Path) -> None:
    watch = rebuilder(desk / "in", output=str(desk / "out"))
    list(watch.first(made=False))
    (desk / "out/a.txt").write_text("mine", "utf-8")
    (desk / "in/a.md").write_text("五\n", "utf-8")
    assert "changed since it was written" in errors(list(watch.again([str(desk / "in/a.md")])))[0]
    assert (desk / "out/a.txt").read_text("utf-8") == "mine"


def test_outputs_and_temporary_files_do_not_matter(desk: Path) -> None:
    watch = rebuilder(desk / "in")
    list(watch.first(made=False))
    for name in ("a.txt", "a.docx", ".a.docx.host-1.part", ".markhue-record.jsonl"):
        assert not watch.matters(str(desk / "in" / name))
    assert watch.matters(str(desk / "in/new.md"))


def test_what_a_run_has_just_made_is_not_made_again(desk: Path) -> None:
    list(rebuilder(desk / "in", output=str(desk / "out")).first(made=False))
    watch = rebuilder(desk / "in", output=str(desk / "out"))
    assert made(watch.first(made=True)) == []
    (desk / "in/p.png").write_bytes(PICTURE)
    assert watch.matters(str(desk / "in/p.png"))
    assert made(watch.again([str(desk / "in/p.png")])) == ["b.md"]
