"""What a plan says before anything is written: sources, targets, and what is in the way of them."""

import os
from pathlib import Path

import pytest

from convert import batch, ignore, storage
from convert.batch import collisions
from convert.errors import TargetError, UsageError
from convert.storage.disk import Disk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sources(*names: str, text: str = "# x\n") -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text)


def planned(
    *named: str, where: str | None = "out", formats: tuple[str, ...] = ("txt",), **more: list[str]
) -> batch.Plan:
    return batch.plan([Path(name) for name in named], where, formats, **more)  # type: ignore[arg-type]


def found(plan: batch.Plan) -> list[str]:
    return [str(job.source) for job in plan.jobs]


def refused(plan: batch.Plan) -> dict[str, str]:
    assert all(isinstance(one.error, TargetError) for one in plan.refused)
    return {str(one.source): str(one.error) for one in plan.refused}


def test_nothing_is_written_by_a_plan(desk: Path) -> None:
    sources("in/a.md")
    planned("in")
    assert sorted(path.name for path in desk.rglob("*")) == ["a.md", "in"]


def test_folders_are_mirrored_in_the_order_of_their_names(desk: Path) -> None:
    sources("in/b.md", "in/a/z.MD", "in/a.markdown", "in/.hidden/x.md", "in/.x.md", "in/y.txt")
    plan = planned("in")
    assert found(plan) == ["in/a/z.MD", "in/a.markdown", "in/b.md"]
    assert [str(job.stem) for job in plan.jobs] == ["out/a/z", "out/a", "out/b"]
    assert [job.place for job in plan.jobs] == ["a/z", "a", "b"]


def test_two_sources_of_one_target_fail_and_all_others_are_converted(desk: Path) -> None:
    sources("in/a.md", "in/a.markdown", "in/b.md")
    plan = planned("in")
    told = "in/a.markdown and in/a.md would both be written to out/a.txt; rename one"
    assert refused(plan) == {"in/a.md": told, "in/a.markdown": told}
    assert found(plan) == ["in/b.md"]
    outcomes = list(batch.run(plan, {}))
    assert [(str(one.source), one.results[0].error is None) for one in outcomes] == [
        ("in/a.markdown", False),
        ("in/a.md", False),
        ("in/b.md", True),
    ]


def test_an_output_never_falls_on_a_source(desk: Path) -> None:
    sources("a.txt", "b.md")
    assert refused(planned("a.txt", "b.md", where=None)) == {
        "a.txt": "a.txt is a source; choose another place with -o"
    }


def test_one_source_that_is_named_twice_is_converted_once(desk: Path) -> None:
    sources("in/a.md", "in/deep/b.md")
    plan = planned("in", "in/a.md", "./in/../in/deep/b.md", "in/deep/b.md", where=None)
    assert (sorted(found(plan)), plan.refused) == (["in/a.md", "in/deep/b.md"], ())


def test_folders_reached_by_two_names_are_one(desk: Path) -> None:
    sources("in/a.md", "in/deep/a.md")
    (desk / "out2").symlink_to(desk / "out")
    (desk / "out").mkdir()
    one = batch.plan([Path("in/a.md")], "out2/", ("txt",)).jobs
    other = batch.plan([Path("in/deep/a.md")], "out/", ("txt",)).jobs
    assert len(collisions.Checked([*one, *other]).refused) == 2


@pytest.mark.parametrize(("one", "other"), [("Note", "note"), ("caf\u00e9", "cafe\u0301")])
def test_names_that_some_disks_do_not_tell_apart_are_told(desk: Path, one: str, other: str) -> None:
    if storage.of(desk).folds(str(desk)):
        pytest.skip("this disk is one of them")
    sources(f"in/{one}.md", f"in/{other}.md")
    plan = planned("in")
    assert len(plan.jobs) == 2
    (warning,) = plan.warnings
    assert "differ only in case or Unicode form" in warning


@pytest.mark.parametrize(("one", "other"), [("Note", "note"), ("caf\u00e9", "cafe\u0301")])
def test_such_names_fail_on_a_disk_that_folds_them(
    desk: Path, monkeypatch: pytest.MonkeyPatch, one: str, other: str
) -> None:
    sources(f"in/{one}.md", f"in/{other}.md", "in/b.md")
    monkeypatch.setattr(Disk, "folds", lambda _, folder: folder.endswith("out"))
    plan = planned("in")
    assert (len(plan.refused), found(plan)) == (2, ["in/b.md"])


def test_a_name_that_is_too_long_for_its_ending_fails_alone(desk: Path) -> None:
    sources(f"in/{'长' * 84}.md", "in/b.md")  # 255 bytes
    plan = planned("in", formats=("txt", "docx"))
    assert found(plan) == ["in/b.md"]
    (told,) = refused(plan).values()
    assert "the name is too long, 256 bytes of 255" in told


def test_the_longest_name_there_may_be_is_written(desk: Path) -> None:
    sources(f"in/{'长' * 83}.md")
    (outcome,) = batch.run(planned("in"), {})
    assert outcome.results[0].error is None


def test_notes_of_their_own_do_not_fall_on_the_output_of_another(desk: Path) -> None:
    sources("in/a.md", text="---\nnotes: separate\n---\n# a\n\nx\n\n## 笔记\n\nnotes\n")
    sources("in/a.notes.md")
    outcomes = list(batch.run(planned("in"), {}))
    (told,) = (str(result.error) for one in outcomes for result in one.results if result.error)
    what = "it is the output of in/a.notes.md already; choose another place with -o"
    assert told == f"out/a.notes.txt: not written, {what}"
    assert "notes" not in Path("out/a.notes.txt").read_text()


def test_sources_that_are_no_files_are_named_and_never_opened(desk: Path) -> None:
    sources("in/a.md")
    os.mkfifo("in/pipe.md")
    Path("in/loop.md").symlink_to("loop.md")
    Path("in/lost.md").symlink_to("nowhere")
    Path("in/again").symlink_to(desk / "in")
    outcomes = {str(one.source): one.results[0].error for one in batch.run(planned("in"), {})}
    assert {name: str(error) for name, error in outcomes.items() if error} == {
        "in/pipe.md": "in/pipe.md: not a regular file",
        "in/loop.md": "in/loop.md: cannot be read: too many levels of symbolic links",
        "in/lost.md": "in/lost.md: no such file",
    }
    assert outcomes["in/a.md"] is None


def test_a_folder_without_sources_is_told(desk: Path) -> None:
    Path("in").mkdir()
    (outcome,) = batch.run(planned("in"), {})
    assert str(outcome.results[0].error) == "in: no Markdown in this folder (looked for .md and .markdown)"


# Ignored


def test_ignore_files_hold_for_their_folder_and_the_nearest_has_the_last_word(desk: Path) -> None:
    sources(
        "in/a.md", "in/draft.md", "in/old/b.md", "in/deep/draft.md", "in/deep/c.md", "in/deep/new/old/d.md"
    )
    sources("in/.gitignore", text="draft.md\nold/\n")
    sources("in/deep/.markhueignore", text="!draft.md\n/c.md\n")
    assert found(planned("in")) == ["in/a.md", "in/deep/draft.md"]


def test_a_git_tree_is_asked_from_its_root_and_no_folder_above(desk: Path) -> None:
    sources(".gitignore", text="*.md\n")
    sources("tree/.gitignore", text="/in/draft.md\n")
    sources("tree/in/a.md", "tree/in/draft.md")
    assert found(planned("tree/in")) == ["tree/in/a.md", "tree/in/draft.md"]
    Path("tree/.git").mkdir()
    assert found(planned("tree/in")) == ["tree/in/a.md"]


def test_a_file_that_is_named_is_never_ignored(desk: Path) -> None:
    sources("a.md")
    sources(".gitignore", text="*.md\n")
    assert found(planned("a.md")) == ["a.md"]


def test_glob_picks_and_exclude_leaves_out(desk: Path) -> None:
    sources("in/2024/a.md", "in/2024/b.md", "in/2025/a.md", "in/c.md")
    assert found(planned("in", glob=["2024/"])) == ["in/2024/a.md", "in/2024/b.md"]
    assert found(planned("in", glob=["a.md", "/c.md"])) == ["in/2024/a.md", "in/2025/a.md", "in/c.md"]
    assert found(planned("in", glob=["2024/"], exclude=["b.*"])) == ["in/2024/a.md"]
    assert found(planned("in", exclude=["2024/", "/c.md"])) == ["in/2025/a.md"]


def test_patterns_that_are_none_are_told_where_typed_and_passed_over_in_files(desk: Path) -> None:
    sources("in/a.md", "in/b.md")
    sources("in/.gitignore", text="!\nb.md\n")
    assert found(planned("in")) == ["in/a.md"]
    with pytest.raises(UsageError, match="--exclude"):
        planned("in", exclude=["!"])


def test_an_ignore_file_that_is_no_file_says_nothing(desk: Path) -> None:
    sources("in/a.md")
    for name in ignore.FILES:
        os.mkfifo(f"in/{name}")
    assert found(planned("in")) == ["in/a.md"]
