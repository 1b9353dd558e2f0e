"""What a run that was killed left behind goes with the next one; what a living one writes stays."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from convert import saving


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc")
def test_files_of_a_killed_process_go_before_anyone_asked_what_became_of_it(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    left = tmp_path / f".a.docx.{saving.machine()}-{process.pid}.part"
    left.write_bytes(b"half")
    saving.sweep([str(tmp_path)])
    assert left.exists()
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # ended, and still in the list
    saving.sweep([str(tmp_path)])
    assert not left.exists()
    process.communicate()


def test_what_another_machine_is_at_work_on_stays_until_it_must_have_ended(tmp_path: Path) -> None:
    theirs = tmp_path / f".a.docx.{int(saving.machine(), 16) ^ 1:08x}-1.part"
    theirs.write_bytes(b"half")
    saving.sweep([str(tmp_path)])
    assert theirs.exists()
    os.utime(theirs, (0, 0))
    saving.sweep([str(tmp_path)])
    assert not theirs.exists()
