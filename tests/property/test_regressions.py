"""What fuzzing has found, and is mended: each a file in fuzz/regressions/, named by its target and by what was wrong."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "fuzz"))

import findings  # noqa: E402
import targets  # noqa: E402

CASES = sorted((ROOT / "fuzz/regressions").glob("*.case"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_what_once_broke_a_promise_keeps_it(case: Path) -> None:
    payload, settings = findings.load(case.read_bytes())
    targets.TARGETS[case.stem.partition("-")[0]](payload, settings)
