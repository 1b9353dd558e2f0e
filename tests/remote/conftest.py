"""Stores for each test: those of this process empty, and one that speaks S3 on loopback."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("s3fs", reason="the extra `remote` is not installed")
pytest.importorskip("moto", reason="moto is not installed")

sys.path.insert(0, str(Path(__file__).parent))

import stores

from buckets import Bucket, served


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder of its own, and empty stores."""
    monkeypatch.chdir(tmp_path)
    stores.clear()
    yield tmp_path
    stores.Shelf.released.set()
    stores.clear()


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """The address of a server on loopback that speaks S3."""
    with served() as address:
        yield address


@pytest.fixture
def bucket(endpoint: str, request: pytest.FixtureRequest) -> Bucket:
    """A bucket of the test's own."""
    return Bucket(endpoint, f"bucket-{abs(hash(request.node.name)) % 10**9}")
