"""Runs through executors: a few in hand, the longest first, stopped when asked; what one of them does to its worker costs only its own file."""

import pickle
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from convert import batch, resources
from convert.errors import SourceError, WorkerError
from convert.notices import Report

WINDOW = 2


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for number in range(8):
        (tmp_path / "in" / f"{number}.md").write_text("# x\n\n" + "words " * 100 * number)
    return tmp_path


def plan(desk: Path) -> batch.Plan:
    return batch.plan([desk / "in"], str(desk / "out"), ("txt",))


class Patient(Executor):
    """Does nothing until `WINDOW` calls are in its hand or all of the work is; remembers how many it ever held, and in which order."""

    def __init__(self, work: int = 8, fail: str = "") -> None:
        self.left = work
        self.held: list[tuple[Future[Any], Callable[[], Any]]] = []
        self.most = 0
        self.bundles: list[list[str]] = []
        self.fail = fail

    def submit(self, fn: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.held.append((future, lambda: fn(*args, **named)))
        self.bundles.append([job.source.name for job in args[0]])
        self.most = max(self.most, len(self.held))
        self.left -= len(args[0])
        if len(self.held) == WINDOW or self.left <= 0:
            self.work()
        return future

    def work(self) -> None:
        while self.held:
            future, call = self.held.pop(0)
            if not future.set_running_or_notify_cancel():
                continue
            outcomes = call()
            if any(one.source.name == self.fail for one in outcomes):
                future.set_exception(WorkerError("the worker died"))
            else:
                future.set_result(outcomes)


def test_the_longest_go_first_and_few_are_in_hand(desk: Path) -> None:
    executor = Patient()
    running = batch.run(plan(desk), {}, executor, window=WINDOW)
    for _ in range(6):
        next(running)
    assert [name for bundle in executor.bundles for name in bundle][:6] == [
        f"{number}.md" for number in (7, 6, 5, 4, 3, 2)
    ]
    assert executor.most == WINDOW
    running.close()


def test_small_sources_travel_together_and_alone_towards_the_end(desk: Path) -> None:
    for number in range(100):
        (desk / "in" / f"small-{number}.md").write_text("一\n")
    executor = Patient(work=108)
    outcomes = list(batch.run(plan(desk), {}, executor, window=WINDOW))
    assert len(outcomes) == 108
    sizes = [len(bundle) for bundle in executor.bundles]
    assert max(sizes) > 4
    assert sizes[-1] == 1


def test_what_was_not_begun_is_taken_back_when_a_run_is_to_stop(desk: Path) -> None:
    executor = Patient()
    asked: list[bool] = []
    running = batch.run(plan(desk), {}, executor, window=WINDOW, stop=lambda: bool(asked))
    next(running)
    asked.append(True)
    rest = list(running)
    executor.work()
    done = {path.stem for path in (desk / "out").glob("*.txt")}
    assert len(rest) + 1 == len(done) < 8
    assert {job.source.stem for job in plan(desk).jobs} == {str(number) for number in range(8)} - done


def test_a_run_here_stops_between_sources(desk: Path) -> None:
    outcomes: list[batch.Outcome] = []
    for one in batch.run(plan(desk), {}, stop=lambda: len(outcomes) == 2):
        outcomes.append(one)  # noqa: PERF402  (asked between them)
    assert [one.source.name for one in outcomes] == ["0.md", "1.md"]


def test_a_worker_that_dies_costs_only_its_own_source(desk: Path) -> None:
    executor = Patient(fail="5.md")
    outcomes = list(batch.run(plan(desk), {}, executor, window=WINDOW))
    told = {one.source.name: one.results[0].error for one in outcomes}
    assert [name for name, error in told.items() if error] == ["5.md"]
    assert isinstance(told["5.md"], WorkerError)
    assert [job.source.name for job in plan(desk).jobs] == ["5.md"]


@pytest.mark.parametrize("kind", [ProcessPoolExecutor, ThreadPoolExecutor])
def test_any_executor_gives_the_same_bytes(desk: Path, kind: type[Executor]) -> None:
    list(batch.run(plan(desk), {}))
    alone = {path.name: path.read_bytes() for path in (desk / "out").glob("*.txt")}
    planned = batch.plan([desk / "in"], str(desk / "other"), ("txt",))
    with kind() as executor:
        assert len(list(batch.run(planned, {}, executor))) == 8
    assert {path.name: path.read_bytes() for path in (desk / "other").glob("*.txt")} == alone


def test_jobs_and_outcomes_travel(desk: Path) -> None:
    (desk / "in" / "markhue.toml").write_text("width = 40\n\n[marks]\nred = 'key'\n")
    (job, *_) = plan(desk).jobs
    assert pickle.loads(pickle.dumps(job)).layers[0].values["width"] == 40
    sent = pickle.loads(pickle.dumps(batch.convert(job, {})))
    assert (sent.source, sent.results[0].error) == (job.source, None)


def test_a_bug_travels_with_its_trace(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class OddError(Exception):
        def __init__(self, one: object, other: object) -> None:
            super().__init__("odd")

    def broken(*_: object) -> None:
        raise OddError(1, 2)

    monkeypatch.setattr("convert.pipeline.prepare", broken)
    (job, *_) = plan(desk).jobs
    error = pickle.loads(pickle.dumps(batch.convert(job, {}))).results[0].error
    assert str(error) == "OddError: odd"
    assert "in broken" in error.__notes__[0]


# What a source may read


def test_only_regular_files_below_the_folder_are_given(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "in" / "a.png").write_bytes(b"a")
    (tmp_path / "in" / "link.png").symlink_to(tmp_path / "secret")
    (tmp_path / "in" / "loop.png").symlink_to("loop.png")
    fetch = resources.Resources().below(tmp_path / "in", Report())
    assert fetch("a.png") == fetch("./a.png") == b"a"
    for refused in (
        "../secret",
        str(tmp_path / "secret"),
        "link.png",
        "loop.png",
        "none.png",
        ".",
        "\0",
        "a.png/x",
    ):
        assert fetch(refused) is None


def test_what_was_read_is_remembered_missing_files_too(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"a")
    door = resources.Resources(hashed=True)
    fetch = door.below(tmp_path, Report())
    fetch("a.png")
    fetch("b.png")
    fetch("../c.png")
    assert door.reads == {tmp_path / "a.png": resources.digest_of(b"a"), tmp_path / "b.png": None}


def test_a_source_is_loaded_or_said_why_not(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        resources.Resources().load(tmp_path / "none.md")
    with pytest.raises(SourceError, match="no Markdown in this folder"):
        resources.Resources().load(tmp_path)
