"""What the tests of Word files share: the judge from outside."""

import importlib.util
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))


def _checker() -> ModuleType | None:
    shared = Path(os.environ.get("MARKHUE_SHARED", ROOT.parent / "shared"))
    path = shared / "check_docx.py"
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location("check_docx", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def docx_problems() -> Callable[..., list[str]]:
    """Check a file against the schemas and the rules beyond them; Microsoft's validator too, where OOXML_VALIDATOR names it."""
    checker = _checker()
    if checker is None:
        pytest.skip(
            "no check_docx.py: put the shared folder beside the checkout, or name it in MARKHUE_SHARED"
        )
    sdk = os.environ.get("OOXML_VALIDATOR")

    def problems(data: bytes, *, microsoft: bool = True) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "file.docx"
            path.write_bytes(data)
            found = checker.check(path, sdk if microsoft else None)
        return [f"{row['layer']} {row['part']}: {row['msg']}" for row in (*found.errors, *found.warn)]

    return problems
