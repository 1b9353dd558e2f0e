"""Seconds and targets in; runs each in turn in a process of its own; what was executed and found out, exit code 1 where anything was.

./dev fuzz --seconds 600 --target article
"""

import argparse
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import seeds
from targets import ROOT, SHARES, TARGETS

PLACE = ROOT / ".fuzz"
_HERE = ROOT / "fuzz"
_LONGEST = {"template": 20_000}
_LEAST_SECONDS = 5.0


class Ran(NamedTuple):
    """What a target did."""

    target: str
    executions: int
    seconds: float


def main() -> int:
    """Run the targets that are named, or all."""
    parser = argparse.ArgumentParser(prog="./dev fuzz", description="Look for inputs that break a promise.")
    parser.add_argument("--seconds", type=float, default=300, help="how long in all (300)")
    parser.add_argument(
        "--target", action="append", choices=list(TARGETS), help="one of them, or several (all)"
    )
    said = parser.parse_args()
    names = said.target or list(TARGETS)
    shares = {name: SHARES.get(name, 1) for name in names}
    PLACE.mkdir(exist_ok=True)
    findings = PLACE / "findings"
    findings.mkdir(exist_ok=True)
    tokens = seeds.dictionary(PLACE)
    ran = []
    for name in names:
        ran.append(_run(name, said.seconds * shares[name] / sum(shares.values()), findings, tokens))
        print(
            f"{name:10} {ran[-1].executions:9,} executions {ran[-1].executions / ran[-1].seconds:8.1f}/s",
            flush=True,
        )
    executions, spent = sum(one.executions for one in ran), sum(one.seconds for one in ran)
    print(f"{'in all':10} {executions:9,} executions {executions / spent:8.1f}/s in {spent:.0f} s")
    return _told(findings, names)


def _run(target: str, seconds: float, findings: Path, tokens: Path) -> Ran:
    """Give a target its time; where its process dies, that is a finding, and another goes on."""
    corpus = PLACE / "corpus" / target
    corpus.mkdir(parents=True, exist_ok=True)
    began, executions = time.monotonic(), 0
    while (left := seconds - (time.monotonic() - began)) > _LEAST_SECONDS or not executions:
        arguments = [
            *(target, str(findings), str(corpus), str(seeds.write(PLACE / "seeds", target))),
            f"-max_total_time={max(1, int(left))}",
            f"-max_len={_LONGEST.get(target, 4096)}",
            f"-dict={tokens}",
            f"-artifact_prefix={findings}/{target}-died-",
            *("-timeout=120", "-rss_limit_mb=2048", "-print_final_stats=1", "-verbosity=1", "-reload=0"),
        ]
        child = subprocess.run(
            [sys.executable, str(_HERE / "one.py"), *arguments],
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONHASHSEED": "0"},
            cwd=PLACE,
        )
        said = child.stderr.decode("utf-8", "replace")
        (PLACE / f"{target}.log").write_text(said, "utf-8")
        done = re.findall(r"stat::number_of_executed_units: (\d+)", said)
        executions += int(done[-1]) if done else 1
        if child.returncode and not done:
            print(said[-2000:], file=sys.stderr)
            break
    return Ran(target, executions, time.monotonic() - began)


def _told(findings: Path, names: list[str]) -> int:
    """Say what was found, and where it lies."""
    found = sorted(path for path in findings.iterdir() if path.name.partition("-")[0] in names)
    for path in found:
        print(f"found: {path.relative_to(ROOT)}")
    print(f"{len(found)} findings" if found else "nothing found")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
