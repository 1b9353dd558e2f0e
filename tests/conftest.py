"""What all tests share: `--accept` rewrites golden files; the judges from outside."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import judges  # noqa: E402


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite golden files with what comes out now")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture
def samples() -> Path:
    """The folder of sample sources."""
    return ROOT / "samples"


@pytest.fixture(scope="session")
def docx_problems() -> judges.Problems:
    """What is wrong with a Word file."""
    return judges.of_docx()


@pytest.fixture(scope="session")
def pdf_problems() -> judges.Problems:
    """What is wrong with a PDF."""
    return judges.of_pdf()
