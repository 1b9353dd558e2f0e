"""Programs from outside that judge our files: `check_docx` and `check_pdf` of the shared folder, where that is at hand."""

import importlib.util
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

Problems = Callable[..., list[str]]


@cache
def _checker(name: str) -> ModuleType:
    """Load a judge; the test is skipped where there is none."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    path = Path(os.environ.get("MARKHUE_SHARED", beside)) / f"{name}.py"
    if not path.is_file():
        pytest.skip(f"no {name}.py: put the shared folder beside the checkout, or name it in MARKHUE_SHARED")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def of_docx() -> Problems:
    """Check a Word file against the schemas and the rules beyond them; Microsoft's validator too, where OOXML_VALIDATOR names it."""
    checker = _checker("check_docx")
    sdk = os.environ.get("OOXML_VALIDATOR")

    def problems(data: bytes, *, microsoft: bool = True) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "file.docx"
            path.write_bytes(data)
            found = checker.check(path, sdk if microsoft else None)
        return [f"{row['layer']} {row['part']}: {row['msg']}" for row in (*found.errors, *found.warn)]

    return problems


def of_pdf() -> Problems:
    """Check a PDF: sound, tagged after PDF/UA-1, fonts embedded, no .notdef, nothing off the page."""
    checker = _checker("check_pdf")

    def problems(data: bytes) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "file.pdf"
            path.write_bytes(data)
            return list(checker.check(path, ua=True).errors)

    return problems
