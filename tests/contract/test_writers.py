"""What every format must keep: determinism, its input, all text; each node rendered or reported."""

import subprocess
import sys
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest

import visible
from convert import themes, transforms, writers
from convert.model import Document, MathBlock
from convert.notices import Report
from convert.reader import read
from convert.record import replace
from specimens import EVERYTHING

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.md"))
FORMATS = writers.formats()


@cache
def options(theme: str = "handout") -> writers.Options:
    return writers.Options(themes.load(theme))


def write(name: str, document: Document, theme: str = "handout") -> bytes:
    return writers.load(name)(document, options(theme), Report())


def test_the_formats_are_found_by_their_files() -> None:
    assert FORMATS == ("docx", "html", "pdf", "txt")


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_document_gives_the_same_bytes(name: str) -> None:
    document = EVERYTHING
    assert write(name, document) == write(name, document)


@pytest.mark.parametrize("name", FORMATS)
def test_writing_leaves_the_document_as_it_was(name: str) -> None:
    document, untouched = EVERYTHING, deepcopy(EVERYTHING)
    write(name, document)
    assert document == untouched


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_written_from_nothing_but_a_sound_file(name: str) -> None:
    data = write(name, Document())
    assert visible.OF[name](data) in ("", "1/1")


@pytest.mark.parametrize("theme", themes.names())
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_visible_character_of_a_sample_arrives(name: str, path: Path, theme: str) -> None:
    source = path.read_text(encoding="utf-8")
    document = transforms.apply(read(source), transforms.Options())[0]
    # Formulas are set, drawn or spelled, each in signs of its own
    body = tuple(block for block in document.body if not isinstance(block, MathBlock))
    shown = visible.of_document(replace(document, body=body, footnotes=()))
    assert len(shown) > 300
    assert visible.missing(shown, visible.OF[name](write(name, document, theme))) == ""


SCRIPT = """
import sys
from convert import pipeline
from convert.notices import Report
from convert.resources import Resources
from pathlib import Path
path = Path(sys.argv[1])
article = pipeline.prepare(path.read_bytes(), "x", {}, Report(), Resources().below(path.parent, Report()))
sys.stdout.buffer.write(pipeline.render(article, sys.argv[2], Report())[0].data)
"""


@pytest.mark.parametrize("name", FORMATS)
def test_two_processes_write_the_same_bytes(name: str) -> None:
    path = Path(__file__).parents[2] / "samples" / "annotation-tour.md"
    runs = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(path), name],
            env={
                "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
                "PYTHONHASHSEED": seed,
                "TZ": zone,
                "LANG": language,
            },
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone, language in (("1", "UTC", "C.UTF-8"), ("2", "Asia/Shanghai", "C"))
    ]
    assert len(runs[0]) > 1000
    assert runs[0] == runs[1]
