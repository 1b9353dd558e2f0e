"""Clusters that cannot be worked with: a line that says why, before anything is written; a scheduler that goes costs what is not done yet."""

import sys
from pathlib import Path

import pytest
from machines import Machines, begin, free_port, kill, markhue, wait_for

from convert import batch
from convert.batch import cluster, visiting
from convert.errors import MissingLibraryError, UsageError, WorkerError

NUMBER = 40


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for number in range(NUMBER):
        (tmp_path / "in" / f"{number:02}.md").write_text(f"# {number}\n\n" + "TAKES-A-WHILE 正文\n\n" * 400)
    return tmp_path


def test_a_scheduler_that_goes_half_way_costs_what_is_not_done_yet(desk: Path, alone: Machines) -> None:
    alone.worker("only")
    run = begin("in", "-o", "out", "-t", "txt", "--cluster", alone.address, cwd=desk)
    wait_for(desk / "out", NUMBER // 2, run)
    kill(alone.scheduler)
    said, trouble = run.communicate(timeout=30)
    assert run.returncode == 9, said + trouble
    done = len(list((desk / "out").glob("*.txt")))
    gone = f"not converted: the scheduler at {alone.address} is gone"
    lost = [line.removeprefix("markhue: in/").split(": ", 1) for line in trouble.splitlines()]
    assert {why for _, why in lost} == {gone}
    # What was written and not told of yet counts as lost.
    assert 0 < NUMBER - len(lost) <= done < NUMBER
    alone.end()
    code, said, _ = markhue("in", "-o", "out", "-t", "txt", cwd=desk)
    assert (code, said.splitlines()[-1].split(" in ")[0]) == (
        0,
        f"{len(lost)} converted, {NUMBER - len(lost)} unchanged",
    )


def test_workers_of_another_version_are_told_before_anything_is_written(
    desk: Path, alone: Machines, tmp_path: Path
) -> None:
    (tmp_path / "old" / "convert").mkdir(parents=True)
    (tmp_path / "old" / "convert" / "__init__.py").write_text('__version__ = "0.0.9"\n')
    alone.worker("old", path=str(tmp_path / "old"))
    code, said, trouble = markhue("in", "-o", "out", "-t", "txt", "--cluster", alone.address, cwd=desk)
    assert (code, said) == (9, "")
    assert trouble.startswith(f"markhue: --cluster {alone.address}: the worker tcp://127.0.0.1:")
    assert "has markhue 0.0.9, and this machine" in trouble
    assert trouble.count("\n") == 1
    assert not list((desk / "out").glob("*.txt"))


def test_no_scheduler_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_CONNECT_S", 0.5)
    address = f"tcp://127.0.0.1:{free_port()}"
    with pytest.raises(WorkerError, match=f"^--cluster {address}: no scheduler answers there: [^\n]+$"):
        cluster.Cluster(address)


def test_a_cluster_without_workers_is_a_line(
    desk: Path, alone: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_FIRST_WORKER_S", 0.2)
    with pytest.raises(WorkerError, match=f"^--cluster {alone.address}: it has no worker$"):
        cluster.Cluster(alone.address)


@pytest.mark.parametrize(
    "address",
    ["", "host:8786", "http://host:8786", "tcp://host", "tcp://:8786", "tcp://host:0", "inproc://a:1"],
)
def test_only_addresses_of_schedulers_are_taken(address: str) -> None:
    with pytest.raises(UsageError, match=r"^--cluster is an address such as "):
        cluster.check_address(address)


def test_without_the_extra_a_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingLibraryError, match=r"pip install 'markhue\[cluster\]'$"):
        cluster.Cluster("tcp://127.0.0.1:8786")


# What a worker is asked


def test_a_worker_says_what_it_does_not_see(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("abc")
    (tmp_path / "token").write_text("xyz")
    mine, source, token = visiting.about(), str(tmp_path / "a.md"), str(tmp_path / "token")

    def look(sizes: dict[str, int], where: str = token, content: str = "xyz") -> str:
        return visiting.look(mine, ["txt"], sizes, (where, content))

    assert look({source: 3}) == look({}, "", "") == ""
    assert look({source: 4}) == f"sees another file at {source}"
    assert look({str(tmp_path / "no.md"): 3}) == f"does not see {tmp_path / 'no.md'}"
    assert look({}, content="other") == f"sees another folder at {tmp_path}"
    assert look({}, where=str(tmp_path / "no" / "token")) == f"does not see {tmp_path / 'no'}"


def test_a_worker_with_other_libraries_or_another_date_is_refused() -> None:
    assert visiting.differs(visiting.about()) == ""
    other = {**visiting.about(), "weasyprint": "1.0"}
    assert visiting.differs(other).endswith("and this machine 1.0")
    assert visiting.differs({"SOURCE_DATE_EPOCH": "1"}) == "has SOURCE_DATE_EPOCH (none), and this machine 1"


# Paths on the way


def test_what_is_done_in_another_folder_is_told_as_if_it_were_done_here(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "own.css").write_text("h1 { bottom: 2px }\n")
    (desk / "in" / "bad.md").write_text("---\nfont-size: huge\n---\n")
    (desk / "in" / "markhue.toml").write_text("width = 30\n")
    monkeypatch.chdir(desk)
    plan = batch.plan([Path("in")], "out", ("docx", "txt"), hashed=True)
    jobs = [job for job in plan.jobs if job.source.name in ("00.md", "01.md", "bad.md")]
    from convert.batch.running import convert_all

    typed = {"theme": "own.css"}
    here = convert_all(jobs, typed)
    monkeypatch.chdir("/")
    there = convert_all(jobs, typed, str(desk))
    assert [timeless(one) for one in there] == [timeless(one) for one in here]
    assert {result.error is None for one in here for result in one.results} == {True, False}


def timeless(outcome: batch.Outcome) -> list[object]:
    return [outcome.source, outcome.reads] + [
        (
            one.source,
            one.target,
            str(one.error),
            type(one.error),
            one.notices,
            one.written and (one.written.path, one.written.sha256),
        )
        for one in outcome.results
    ]
