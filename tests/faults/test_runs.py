"""Each fault that can meet a run over a folder, caused: no half file, a line that says it, and a second run that does the rest."""

import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import runs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and process groups")
# Sleeps in each conversion make a run long enough to be caught; workers are copies of a server that has them.
SLOW = """
import convert.batch.conversion as conversion, time
real = conversion.outcome
conversion.outcome = lambda *job: (time.sleep(0.2), real(*job))[1]
"""


def until(condition, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.01)


def children(pid: int) -> set[int]:
    """The processes of a group but its head."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) != pid:
            try:
                if os.getpgid(int(entry.name)) == pid:
                    found.add(int(entry.name))
            except OSError:
                continue
    return found


@pytest.mark.parametrize("wanted", [0, 1, 6])
def test_a_run_that_is_killed_leaves_no_half_file_and_the_next_does_the_rest(
    tmp_path: Path, wanted: int
) -> None:
    runs.fill(tmp_path / "in", 12, 150)
    out = tmp_path / "out"
    process = runs.begin("in", "-o", "out", "-t", "docx,txt", "-j", "2", cwd=tmp_path)
    until(lambda: len(list(out.glob("*.docx"))) >= wanted and (wanted or out.exists()))
    runs.kill(process)
    before = runs.outputs(out)
    code, _, trouble = runs.markhue("in", "-o", "out", "-t", "docx,txt", "-j", "2", cwd=tmp_path)
    assert (code, trouble) == (0, "")
    assert len(runs.outputs(out)) == 24 >= len(before)
    assert not runs.temporary(out)
    assert runs.markhue("in", "-o", "out", "-t", "docx,txt", "--check", cwd=tmp_path)[0] == 0


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc")
def test_workers_that_are_killed_cost_only_their_own_files(tmp_path: Path) -> None:
    runs.fill(tmp_path / "in", 8, 600)
    process = runs.begin("in", "-o", "out", "-t", "docx", "-j", "2", "--memory", "2G", cwd=tmp_path)
    until(lambda: (tmp_path / "out").exists() and any((tmp_path / "out").glob("*.docx")))
    youngest = max(children(process.pid))
    os.kill(youngest, signal.SIGKILL)
    _, trouble = process.communicate(timeout=60)
    assert len(runs.outputs(tmp_path / "out")) >= 7
    lines = trouble.decode().splitlines()
    assert len(lines) <= 1
    assert all("its worker was killed (SIGKILL)" in line for line in lines)
    assert process.returncode == (9 if lines else 0)
    assert runs.markhue("in", "-o", "out", "-t", "docx", cwd=tmp_path)[0] == 0
    assert len(runs.outputs(tmp_path / "out")) == 8


def test_a_source_that_runs_over_its_time_is_named_and_the_others_are_written(tmp_path: Path) -> None:
    runs.fill(tmp_path / "in", 3, 5)
    (tmp_path / "in" / "long.md").write_text(runs.PARAGRAPH * 20_000, encoding="utf-8")
    words = ("in", "-o", "out", "-t", "docx", "--timeout", "1.5", "--report", "r.json")
    code, _, trouble = runs.markhue(*words, cwd=tmp_path)
    assert (code, trouble.splitlines()) == (9, ["markhue: in/long.md: took longer than 1.5 s (--timeout)"])
    assert runs.outputs(tmp_path / "out") == ["000.docx", "001.docx", "002.docx"]
    assert not runs.temporary(tmp_path / "out")
    assert runs.statuses(tmp_path / "r.json")["long.md"] == "failed"


@pytest.mark.skipif(sys.platform != "linux", reason="the system does not bound memory")
def test_a_source_that_needs_too_much_memory_is_named_and_the_others_are_written(tmp_path: Path) -> None:
    runs.fill(tmp_path / "in", 3, 5)
    (tmp_path / "in" / "large.md").write_text(runs.PARAGRAPH * 20_000, encoding="utf-8")
    code, _, trouble = runs.markhue("in", "-o", "out", "-t", "docx", "--memory", "200M", cwd=tmp_path)
    assert (code, len(trouble.splitlines())) == (9, 1)
    assert trouble.startswith("markhue: in/large.md: ")
    assert trouble.endswith("needs more than --memory 200M\n")
    assert len(runs.outputs(tmp_path / "out")) == 3


FULL = """
import os, resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (16_000, 16_000))
"""


def test_where_no_more_can_be_written_the_file_is_named_and_nothing_half_stays(tmp_path: Path) -> None:
    """The disk is full at 16 kB a file: what the system says of a full one, but without being root to mount one."""
    runs.fill(tmp_path / "in", 3, 5)
    (tmp_path / "in" / "large.md").write_text(runs.PARAGRAPH * 200, encoding="utf-8")
    code, _, trouble = runs.markhue("in", "-o", "out", "-t", "txt", cwd=tmp_path, program=FULL)
    assert (code, trouble.splitlines()) == (5, ["markhue: out/large.txt: cannot be written: file too large"])
    assert len(runs.outputs(tmp_path / "out")) == 3
    assert not runs.temporary(tmp_path / "out")
    assert runs.markhue("in", "-o", "out", "-t", "txt", cwd=tmp_path)[0] == 0
    assert "large.txt" in runs.outputs(tmp_path / "out")


def test_a_folder_that_cannot_be_written_into_is_one_line_a_source(tmp_path: Path) -> None:
    """A file stands where a folder has to be: even root cannot write there."""
    runs.fill(tmp_path / "in", 2, 2)
    (tmp_path / "in" / "sub").mkdir()
    shutil.copy(tmp_path / "in" / "000.md", tmp_path / "in" / "sub")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "sub").write_text("in the way")
    code, _, trouble = runs.markhue("in", "-o", "out", "-t", "txt", cwd=tmp_path)
    assert (code, len(trouble.splitlines())) == (5, 1)
    assert "out/sub/000.txt: cannot be written" in trouble
    assert runs.outputs(tmp_path / "out") == ["000.txt", "001.txt"]


def test_a_source_that_vanishes_after_the_plan_is_named(tmp_path: Path) -> None:
    runs.fill(tmp_path / "in", 3, 2)
    gone = "import os; from convert import batch; run = batch.run\n"
    gone += "batch.run = lambda *all, **named: (os.remove('in/001.md'), run(*all, **named))[1]"
    code, _, trouble = runs.markhue("in", "-o", "out", "-t", "txt", cwd=tmp_path, program=gone)
    assert (code, trouble.splitlines()) == (3, ["markhue: in/001.md: no such file"])
    assert runs.outputs(tmp_path / "out") == ["000.txt", "002.txt"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_interrupt_finishes_what_is_in_hand_and_says_what_is_left(tmp_path: Path, number: int) -> None:
    runs.fill(tmp_path / "in", 10, 2)
    words = ("in", "-o", "out", "-t", "txt", "--report", "r.json")
    process = runs.begin(*words, cwd=tmp_path, program=SLOW)
    until(lambda: any((tmp_path / "out").glob("*.txt")))
    os.killpg(process.pid, number)
    _, trouble = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "stopping after what is in hand" in trouble.decode()
    done = len(runs.outputs(tmp_path / "out"))
    assert 0 < done < 10
    assert f"markhue: stopped: {10 - done} left; the same command goes on with them" in trouble.decode()
    found = list(runs.statuses(tmp_path / "r.json").values())
    assert (found.count("converted"), found.count("left")) == (done, 10 - done)
    code, said, trouble = runs.markhue("in", "-o", "out", "-t", "txt", cwd=tmp_path)
    assert (code, trouble) == (0, "")
    assert f"{10 - done} converted, {done} unchanged" in said


def test_a_second_interrupt_drops_what_is_in_hand(tmp_path: Path) -> None:
    runs.fill(tmp_path / "in", 6, 1500)
    process = runs.begin("in", "-o", "out", "-t", "docx", "-j", "2", "--memory", "4G", cwd=tmp_path)
    until((tmp_path / "out").exists)
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    time.sleep(0.2)
    os.killpg(process.pid, signal.SIGINT)
    _, trouble = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in trouble.decode()
    runs.outputs(tmp_path / "out")
    assert runs.markhue("in", "-o", "out", "-t", "docx", cwd=tmp_path)[0] == 0
    assert len(runs.outputs(tmp_path / "out")) == 6
    assert not runs.temporary(tmp_path / "out")


@pytest.mark.parametrize("bounded", [True, False])
def test_a_run_with_workers_leaves_nothing_in_the_temporary_folder(tmp_path: Path, bounded: bool) -> None:
    runs.fill(tmp_path / "in", 3, paragraphs=1)
    with tempfile.TemporaryDirectory(prefix="m") as place:  # a socket's name may not be long
        program = f"import tempfile; tempfile.tempdir = {place!r}"
        words = ("in", "-o", "out", "-t", "txt", *(("--timeout", "60") if bounded else ()))
        code, _, trouble = runs.markhue(*words, cwd=tmp_path, program=program)
        assert (code, trouble) == (0, "")
        assert list(Path(place).iterdir()) == []
