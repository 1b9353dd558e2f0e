"""Run twice over a folder: what stands is left, what changed is made anew, what was edited or is not ours stays."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from convert import batch, config, saving
from convert.batch import journal
from convert.errors import TargetError

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for name in ("a", "b", "deep/c"):
        path = tmp_path / "in" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n\n<b>text</b>\n", "utf-8")
    return tmp_path


def plan(desk: Path, *formats: str, force: bool = False, **typed: Any) -> batch.Plan:
    return batch.plan([desk / "in"], str(desk / "out"), formats or ("txt",), typed=typed, force=force)


def run(desk: Path, *formats: str, force: bool = False, **typed: Any) -> list[batch.Outcome]:
    return list(batch.run(plan(desk, *formats, force=force, **typed), typed))


def made(outcomes: list[batch.Outcome], desk: Path) -> list[str]:
    assert [result.error for one in outcomes for result in one.results if result.error] == []
    targets = (result.target for one in outcomes for result in one.results)
    return [str(target.relative_to(desk / "out")) for target in targets if target is not None]


def errors(outcomes: Iterator[batch.Outcome] | list[batch.Outcome]) -> list[str]:
    return [str(result.error) for one in outcomes for result in one.results if result.error]


def test_a_second_run_makes_nothing(desk: Path) -> None:
    assert made(run(desk), desk) == ["a.txt", "b.txt", "deep/c.txt"]
    before = (desk / "out" / journal.FILE).read_bytes()
    planned = plan(desk)
    assert (planned.jobs, planned.stale) == ((), False)
    assert [one.source.name for one in planned.unchanged] == ["a.md", "b.md", "c.md"]
    assert run(desk) == []
    assert (desk / "out" / journal.FILE).read_bytes() == before


def test_a_changed_source_is_made_anew_and_nothing_else(desk: Path) -> None:
    run(desk)
    (desk / "in" / "b.md").write_text("# other\n")
    assert [(job.source.name, job.why) for job in plan(desk).jobs] == [
        ("b.md", f"{desk / 'in' / 'b.md'} changed")
    ]
    assert made(run(desk), desk) == ["b.txt"]
    assert "other" in (desk / "out" / "b.txt").read_text()


def test_a_source_that_was_only_touched_stands(desk: Path) -> None:
    run(desk)
    os.utime(desk / "in" / "a.md", (1, 1))
    assert plan(desk).jobs == ()


def test_an_output_that_was_only_touched_stands(desk: Path) -> None:
    run(desk)
    os.utime(desk / "out" / "a.txt", (1, 1))
    planned = plan(desk)
    assert (planned.jobs, planned.edited) == ((), ())


def test_a_missing_output_is_made_anew_alone(desk: Path) -> None:
    run(desk, "txt", "html")
    (desk / "out" / "a.txt").unlink()
    assert made(run(desk, "txt", "html"), desk) == ["a.txt"]


def test_another_format_is_made_and_the_first_stands(desk: Path) -> None:
    run(desk, "txt")
    assert made(run(desk, "txt", "html"), desk) == ["a.html", "b.html", "deep/c.html"]
    assert plan(desk, "html").jobs == plan(desk, "txt").jobs == ()


def test_a_picture_that_appears_changes_and_goes_makes_its_article_anew(desk: Path) -> None:
    (desk / "in" / "a.md").write_text("![x](p.png)\n")
    run(desk, "html")
    picture = desk / "in" / "p.png"
    picture.write_bytes(PICTURE)
    assert made(run(desk, "html"), desk) == ["a.html"]
    picture.write_bytes(PICTURE + b" ")
    assert made(run(desk, "html"), desk) == ["a.html"]
    picture.unlink()
    assert made(run(desk, "html"), desk) == ["a.html"]
    assert plan(desk, "html").jobs == ()


def test_settings_typed_or_of_a_file_count(desk: Path) -> None:
    run(desk)
    assert len(plan(desk, width=40).jobs) == 3
    (desk / "in" / "deep" / "markhue.toml").write_text("width = 40\n")
    assert [job.source.name for job in plan(desk).jobs] == ["c.md"]


def test_the_bytes_of_a_theme_count(desk: Path) -> None:
    sheet = desk / "mine.css"
    sheet.write_text("p { color: red }")
    run(desk, "html", theme=str(sheet))
    assert plan(desk, "html", theme=str(sheet)).jobs == ()
    sheet.write_text("p { color: blue }")
    assert len(plan(desk, "html", theme=str(sheet)).jobs) == 3


def test_the_instant_of_the_environment_counts(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(desk)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert len(plan(desk).jobs) == 3


def test_force_makes_everything_anew_edited_or_not(desk: Path) -> None:
    run(desk)
    (desk / "out" / "a.txt").write_text("by hand")
    assert len(made(run(desk, force=True), desk)) == 3
    assert (desk / "out" / "a.txt").read_text() != "by hand"


def test_an_edited_output_stands_while_its_source_does(desk: Path) -> None:
    run(desk)
    edited = desk / "out" / "a.txt"
    edited.write_text("by hand")
    planned = plan(desk)
    assert (planned.jobs, planned.edited) == ((), (edited,))


def test_an_edited_output_is_not_overwritten_when_its_source_changes(desk: Path) -> None:
    run(desk)
    edited = desk / "out" / "a.txt"
    edited.write_text("by hand")
    (desk / "in" / "a.md").write_text("# other\n")
    (told,) = errors(run(desk))
    assert told == f"{edited}: not written, it was changed since it was written; --force replaces it"
    assert edited.read_text() == "by hand"


def test_an_output_whose_line_was_lost_in_a_crash_is_no_edited_one(desk: Path) -> None:
    run(desk)
    before = (desk / "out" / journal.FILE).read_bytes()
    (desk / "in" / "a.md").write_text("# other\n")
    run(desk)
    (desk / "out" / journal.FILE).write_bytes(before)  # killed between the file and its line
    assert made(run(desk), desk) == ["a.txt"]
    assert plan(desk).jobs == ()


def test_a_line_that_broke_off_costs_only_its_own_source(desk: Path) -> None:
    run(desk)
    record = desk / "out" / journal.FILE
    record.write_bytes(record.read_bytes()[:-30])
    assert [job.source.name for job in plan(desk).jobs] == ["c.md"]
    assert made(run(desk), desk) == ["deep/c.txt"]
    assert plan(desk).jobs == ()


@pytest.mark.parametrize(
    "record",
    [b"", b"\x00\xff", b'{"markhue": 99}\n', b"[]\n[]\n", b'{"markhue": 1}\n{"place": 3}\n{"place": []}'],
)
def test_a_record_that_is_none_is_as_if_there_were_none(desk: Path, record: bytes) -> None:
    run(desk)
    (desk / "out" / journal.FILE).write_bytes(record)
    assert len(made(run(desk), desk)) == 3


def test_what_a_run_made_is_known_though_it_was_left_half_way(desk: Path) -> None:
    running = batch.run(plan(desk), {})
    next(running)
    lines = (desk / "out" / journal.FILE).read_bytes().splitlines()
    assert len(lines) == 2
    running.close()
    assert [job.source.name for job in plan(desk).jobs] == ["b.md", "c.md"]


def test_the_tree_may_move_as_a_whole(desk: Path) -> None:
    run(desk)
    moved = desk / "moved"
    moved.mkdir()
    (desk / "in").rename(moved / "in")
    (desk / "out").rename(moved / "out")
    assert plan(moved).jobs == ()


def test_outputs_of_vanished_sources_are_listed_and_go_only_with_prune(desk: Path) -> None:
    run(desk)
    (desk / "in" / "deep" / "c.md").unlink()
    planned = plan(desk)
    (gone,) = planned.vanished
    assert (gone.source.name, gone.outputs) == ("c.md", (desk / "out" / "deep" / "c.txt",))
    assert planned.stale
    assert run(desk) == []
    assert gone.outputs[0].exists()
    assert batch.prune(plan(desk)) == gone.outputs
    assert not (desk / "out" / "deep").exists()
    assert plan(desk).vanished == ()
    assert (desk / "out" / "a.txt").exists()


def test_prune_leaves_what_was_edited(desk: Path) -> None:
    run(desk)
    (desk / "in" / "a.md").unlink()
    edited = desk / "out" / "a.txt"
    edited.write_text("by hand")
    (gone,) = plan(desk).vanished
    assert (gone.outputs, gone.edited) == ((), (edited,))
    assert batch.prune(plan(desk)) == ()
    assert edited.exists()


def test_sources_of_another_folder_have_not_vanished(desk: Path) -> None:
    run(desk)
    (desk / "other").mkdir()
    (desk / "other" / "d.md").write_text("# d\n")
    (desk / "in" / "a.md").unlink()
    planned = batch.plan([desk / "other"], str(desk / "out"), ("txt",))
    assert planned.vanished == ()


def test_a_run_holds_its_folder(desk: Path) -> None:
    running = batch.run(plan(desk), {})
    next(running)
    with pytest.raises(TargetError, match="another run of markhue is at work"):
        list(batch.run(plan(desk), {}))
    assert len(list(running)) == 2
    assert run(desk) == []


def test_a_run_clears_what_a_killed_one_left(desk: Path) -> None:
    (desk / "out").mkdir()
    gone, alive = (
        desk / "out" / f".a.txt.{saving.machine()}-4194304999.part",
        desk / "out" / f".x.txt.{saving.machine()}-{os.getppid()}.part",
    )
    for path in (gone, alive, desk / "out" / f".a.txt.{saving.machine()}-{os.getpid()}.part"):
        path.write_text("half")
    run(desk)
    assert sorted((desk / "out").glob(".*.part")) == [alive]


def test_without_an_output_folder_the_record_stands_in_each_folder_named(desk: Path) -> None:
    named = [desk / "in", desk / "in" / "deep"]
    (desk / "in" / "deep" / "c.md").rename(desk / "in" / "c.md")
    (desk / "in" / "deep" / "d.md").write_text("# d\n")
    planned = batch.plan([desk / "in" / "deep"], None, ("txt",))
    assert planned.folder == desk / "in" / "deep"
    assert len(list(batch.run(planned, {}))) == 1
    assert len(list(batch.run(batch.plan(named, None, ("txt",)), {}))) >= 3
    assert (desk / "in" / journal.FILE).exists()


def test_one_file_is_always_converted_and_leaves_no_record(desk: Path) -> None:
    for _ in range(2):
        planned = batch.plan([desk / "in" / "a.md"], str(desk / "out") + "/", ("txt",))
        assert len(list(batch.run(planned, {}))) == 1
    assert sorted(path.name for path in (desk / "out").iterdir()) == ["a.txt"]


def test_a_source_that_failed_is_tried_again(desk: Path) -> None:
    (desk / "in" / "a.md").write_text("---\ntheme: nosuch\n---\n# a\n")
    assert len(errors(run(desk))) == 1
    assert [job.source.name for job in plan(desk).jobs] == ["a.md"]


def test_layers_may_be_given_instead_of_read(desk: Path) -> None:
    (desk / "in" / "markhue.toml").write_text("width = 'wide'\n")
    assert len(plan(desk).refused) == 3
    planned = batch.plan([desk / "in"], str(desk / "out"), ("txt",), layers=lambda folder: ())
    assert (len(planned.jobs), planned.refused) == (3, ())
    assert config.layers(desk) == ()


def test_an_output_that_was_emptied_is_made_anew(desk: Path) -> None:
    run(desk)
    (desk / "out" / "a.txt").write_bytes(b"")
    assert made(run(desk), desk) == ["a.txt"]
    assert (desk / "out" / "a.txt").stat().st_size


def test_notes_of_their_own_are_not_overwritten_by_a_source_that_comes_later(desk: Path) -> None:
    (desk / "in" / "a.md").write_text("# 题\n\n正文。\n\n# 笔记\n\n一条。\n", "utf-8")
    run(desk, notes="separate", notes_headings=("笔记",))
    notes = desk / "out" / "a.notes.txt"
    before = notes.read_bytes()
    (desk / "in" / "a.notes.md").write_text("# other\n")
    (error,) = errors(run(desk, notes="separate", notes_headings=("笔记",)))
    assert "is where the notes of" in error
    assert notes.read_bytes() == before


def test_a_record_leads_nowhere_out_of_its_folder(desk: Path) -> None:
    run(desk)
    victim = desk / "victim.txt"
    victim.write_text("mine\n")
    found = victim.stat()
    record = desk / "out" / journal.FILE
    row = ["", found.st_size, found.st_mtime_ns, "0" * 64]
    said = {"place": "../victim", "source": "../in/gone.md", "settings": "", "reads": {}, "seconds": {}}
    said["made"] = {"txt": [row]}
    with record.open("a", encoding="utf-8") as file:
        file.write(json.dumps(said) + "\n")
    planned = plan(desk)
    assert planned.vanished == ()
    assert batch.prune(planned) == ()
    assert victim.exists()


def test_outputs_stay_where_nothing_is_left_of_their_folder(desk: Path) -> None:
    run(desk)
    shutil.rmtree(desk / "in")
    (desk / "in").mkdir()
    assert batch.prune(plan(desk)) == ()
    assert (desk / "out" / "a.txt").exists()
