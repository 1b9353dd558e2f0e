"""A folder of varied sources, killed twice and resumed; `benchmarks/torture.py` does the same with two thousand, killed five times."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(os.name != "posix", reason="process groups and FIFOs")
def test_a_folder_that_is_killed_twice_ends_with_every_good_file_complete_and_every_bad_one_named():
    torture = [sys.executable, str(ROOT / "benchmarks" / "torture.py"), "--files", "60", "--kills", "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    ran = subprocess.run(torture, capture_output=True, text=True, env=environment, timeout=300)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.endswith("all is well\n")
