"""Fixtures of the tests with a cluster; without the extras they are left out, but never where CI runs them."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

try:
    import distributed  # noqa: F401
    import moto  # noqa: F401
    import s3fs  # noqa: F401
except ImportError:
    if os.environ.get("CI"):
        raise
    collect_ignore = ["test_runs.py", "test_faults.py"]

from machines import Machines

import buckets


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """The address of a server on loopback that speaks S3."""
    with buckets.served() as address:
        yield address


@pytest.fixture(scope="session")
def machines(tmp_path_factory: pytest.TempPathFactory, endpoint: str) -> Iterator[Machines]:
    """A cluster with two workers that have the keys of a store; whoever ends one starts another."""
    made = Machines(tmp_path_factory.mktemp("machines"), **buckets.environment(endpoint))
    made.worker("a", kept=True)
    made.worker("b", kept=True, threads=2)
    try:
        made.wait(2)
        yield made
    finally:
        made.end()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Machines]:
    """A scheduler for one test, without workers."""
    (tmp_path / "machines").mkdir()
    made = Machines(tmp_path / "machines")
    try:
        yield made
    finally:
        made.end()
