"""Every fixture in every format: sound files, every visible character, in order, that other programs open."""

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser import Seen
from lxml import etree

import visible
from conftest import FORMATS, NAMES, Fixture, fixture_named
from convert import pipeline, proof, writers
from convert.notices import Report

FixtureOf = Callable[[str], Fixture]


def test_word_files_are_sound(name: str, fixture_of: FixtureOf, docx_problems: Any):
    assert docx_problems(fixture_of(name).output("docx"), microsoft=False) == []


def test_all_fixtures_together_are_a_sound_word_file_to_microsoft_too(
    fixture_of: FixtureOf, docx_problems: Any
):
    everything = "\n\n".join(fixture_of(name).markdown for name in NAMES)
    article = pipeline.prepare(everything.encode(), "everything.md", {}, Report())
    data = writers.load("docx")(article.documents[0], article.options, Report())
    assert docx_problems(data) == []


def test_pdfs_are_sound_tagged_and_on_the_page(name: str, fixture_of: FixtureOf, pdf_problems: Any):
    assert pdf_problems(fixture_of(name).output("pdf")) == []


@pytest.mark.parametrize("format_name", FORMATS)
def test_our_own_proof_holds(name: str, format_name: str, fixture_of: FixtureOf):
    article = fixture_of(name).article
    data = fixture_of(name).output(format_name)
    assert proof.check(article.documents[0], format_name, data, article.options) == ()


@pytest.mark.oracle
def test_plain_text_has_what_a_browser_shows(name: str, fixture_of: FixtureOf, seen: dict[str, list[Seen]]):
    fixture = fixture_of(name)
    wanted = Counter(_wanted(fixture, seen))
    assert not wanted - Counter(visible.of_txt(fixture.output("txt")))


def _wanted(fixture: Fixture, seen: dict[str, list[Seen]]) -> str:
    from differences import expected

    glyphs = expected(seen[f"source {fixture.name}"], fixture.differs, "txt")
    return visible.squeeze("".join(glyph.char for glyph in glyphs))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each fixture as what LibreOffice made of our Word file."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is missing: apt-get install libreoffice-writer-nogui")
    folder = tmp_path_factory.mktemp("office")
    for name in NAMES:
        (folder / f"{name}.docx").write_bytes(fixture_named(name).output("docx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{name}.docx") for name in NAMES]
    command = [office, profile, "--headless", "--convert-to", "fodt", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return folder


BODY = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text"


def test_libreoffice_opens_it_with_every_character(name: str, opened: Path, fixture_of: FixtureOf):
    written = Counter(visible.of_docx(fixture_of(name).output("docx")))
    body = next(etree.parse(opened / f"{name}.fodt").iter(BODY))
    assert not written - Counter(visible.squeeze("".join(body.itertext())))
