"""Runs through a real cluster give what runs at home give: bytes, record, report, words; whatever dies on the way."""

import json
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest
from machines import Machines, begin, kill, markhue, wait_for

from buckets import Bucket, environment
from convert.saving import RECORD
from specimens import PICTURE

NUMBER = 60


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "in" / "below").mkdir(parents=True)
    for number in range(NUMBER):
        words = f"# 第{number}篇\n\n" + "正文，<span style='color:red'>重点</span>在此。" * 20 * (
            1 + number % 5
        )
        where = tmp_path / "in" / ("below" if number % 3 else "")
        (where / f"{number:02}.md").write_text(f"{words}\n\n![图](no.png)\n\n<!-- TAKES-A-WHILE -->\n")
    (tmp_path / "own.css").write_text("h1 { color: navy; bottom: 2px }\n")
    return tmp_path


def outputs(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in (".docx", ".txt", ".part")
    }


def record(folder: Path) -> list[dict[str, Any]]:
    """What the record says, but for times."""
    lines = [json.loads(line) for line in (folder / ".markhue-record.jsonl").read_text().splitlines()]
    for line in lines[1:]:
        del line["seconds"]
        line["made"] = {
            name: [(row[0], row[1], row[3]) for row in rows] for name, rows in line["made"].items()
        }
    return lines


def summary(said: str) -> str:
    """How many of what a run has said, less how long it took."""
    return said.splitlines()[-1].split(" in ")[0]


def report(path: Path) -> dict[str, Any]:
    """What a report says, but for times."""

    def timeless(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: timeless(one) for key, one in value.items() if key != "seconds"}
        return [timeless(one) for one in value] if isinstance(value, list) else value

    found: dict[str, Any] = timeless(json.loads(path.read_text()))
    return found


def test_a_worker_killed_half_way_changes_nothing(desk: Path, machines: Machines) -> None:
    words = ("in", "-o", "out", "-t", "docx,txt", "--theme", "own.css", "--report", "r.json")
    code, _, trouble = markhue(*words, cwd=desk)
    assert code == 0, trouble
    home = outputs(desk / "out"), record(desk / "out"), report(desk / "r.json")
    assert len(home[0]) == 2 * NUMBER
    assert any("own.css:1" in notice["message"] for one in home[2]["sources"] for notice in one["notices"])
    shutil.rmtree(desk / "out")

    victim = machines.worker("victim")
    machines.wait(3)
    run = begin(*words, "--cluster", machines.address, cwd=desk)
    wait_for(desk / "out" / "below", NUMBER // 4, run)
    kill(victim)
    assert run.poll() is None
    _, trouble = run.communicate(timeout=60)
    assert run.returncode == 0, trouble
    assert outputs(desk / "out") == home[0]
    assert record(desk / "out") == home[1]
    assert report(desk / "r.json") == home[2]

    code, said, _ = markhue(*words, "--cluster", machines.address, cwd=desk)
    assert (code, summary(said)) == (0, f"0 converted, {NUMBER} unchanged")


def test_what_ends_its_worker_or_takes_too_long_costs_only_itself(desk: Path, machines: Machines) -> None:
    (desk / "in" / "poison.md").write_text("# ENDS-ITS-WORKER\n")
    (desk / "in" / "slow.md").write_text("# HOLDS-IT-UP\n")
    words = ("in", "-o", "out", "-t", "txt", "--timeout", "2", "--cluster", machines.address)
    code, said, trouble = markhue(*words, cwd=desk)
    assert [line for line in trouble.splitlines() if line.startswith("markhue: ")] == [
        "markhue: in/poison.md: its worker died, and so did the one that tried it again",
        "markhue: in/slow.md: took longer than 2 s (--timeout)",
    ]
    assert (code, summary(said)) == (9, f"{NUMBER} converted, 2 failed")
    assert len(outputs(desk / "out")) == NUMBER


def test_a_run_that_is_interrupted_ends_what_is_in_hand(desk: Path, machines: Machines) -> None:
    words = ("in", "-o", "out", "-t", "txt", "--cluster", machines.address)
    run = begin(*words, cwd=desk)
    wait_for(desk / "out" / "below", 4, run)
    run.send_signal(signal.SIGINT)
    _, trouble = run.communicate(timeout=60)
    assert run.returncode == 130, trouble
    done = len(outputs(desk / "out"))
    assert (
        f"markhue: stopped: {NUMBER - done} left; the same command goes on with them" in trouble.splitlines()
    )
    code, said, _ = markhue(*words, cwd=desk)
    assert (code, summary(said)) == (0, f"{NUMBER - done} converted, {done} unchanged")


def test_workers_with_several_threads_make_the_same_pages(desk: Path, machines: Machines) -> None:
    for path in sorted((desk / "in").rglob("*.md"))[8:]:
        path.unlink()
    assert markhue("in", "-o", "home", "-t", "pdf,docx", cwd=desk)[0] == 0
    code, _, trouble = markhue("in", "-o", "out", "-t", "pdf,docx", "--cluster", machines.address, cwd=desk)
    assert code == 0, trouble
    made = {path.relative_to(desk / "home"): path.read_bytes() for path in (desk / "home").rglob("*.*f")}
    assert len(made) == 8
    assert {
        path.relative_to(desk / "out"): path.read_bytes() for path in (desk / "out").rglob("*.*f")
    } == made


def test_a_bucket_is_converted_as_at_home(machines: Machines, endpoint: str, tmp_path: Path) -> None:
    bucket, keys = Bucket(endpoint, "shared"), environment(endpoint)
    for number in range(6):
        bucket.put(f"in/{'deep/' * (number % 2)}{number}.md", f"# 第{number}篇\n\n![图](p.png)\n\n正文。\n")
    bucket.put("in/p.png", PICTURE.data)
    bucket.put("in/bad.md", "---\nwidth: wide\n---\n")
    found = []
    for place, more in (("home", ()), ("away", ("--cluster", machines.address))):
        words = ("s3://shared/in", "-o", f"s3://shared/{place}", "-t", "docx,txt", *more)
        code, said, trouble = markhue(*words, cwd=tmp_path, **keys)
        assert (code, summary(said)) == (4, "6 converted, 1 failed"), trouble
        made = {key.removeprefix(place): bucket.get(key) for key in bucket.keys(f"{place}/")}
        record = made.pop(f"/{RECORD}").count(b"\n")
        found.append((made, record, sorted(trouble.splitlines())))
    assert len(found[0][0]) == 12
    assert found[0] == found[1]
