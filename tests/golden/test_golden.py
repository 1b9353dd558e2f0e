"""Each sample in each format, as text beside this file; `./dev accept` rewrites them, and the diff is the review."""

import sys
from pathlib import Path

import pytest

from convert import pipeline, writers
from convert.notices import Report
from convert.resources import Resources

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from dumps import DUMPS  # noqa: E402  (beside this file)

SAMPLES = sorted((HERE.parents[1] / "samples").glob("*.md"))


@pytest.mark.parametrize("name", writers.formats())
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_comes_out_as_it_was_accepted(path: Path, name: str, accept: bool) -> None:
    report = Report()
    fetch = Resources().below(path.parent, report)
    article = pipeline.prepare(path.read_bytes(), path.name, {}, report, fetch)
    actual = DUMPS[name](pipeline.render(article, name, report)[0].data)
    golden = HERE / f"{path.stem}.{name}.golden"
    if accept:
        golden.write_text(actual, encoding="utf-8")
    assert golden.is_file(), "no golden file yet: run ./dev accept and read it"
    assert actual == golden.read_text(encoding="utf-8")
