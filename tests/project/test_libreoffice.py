"""A word processor that is not ours reads the samples' Word files: what it holds after opening them, as flat OpenDocument."""

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from visible import of_docx, squeeze

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(path.stem for path in (ROOT / "samples").glob("*.md"))
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
BODY = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text"

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is missing: apt-get install libreoffice-writer-nogui"
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each sample as DOCX and as what LibreOffice made of that."""
    folder = tmp_path_factory.mktemp("office")
    write = [sys.executable, "-m", "convert", str(ROOT / "samples"), "-t", "docx", "-o", str(folder), "-q"]
    subprocess.run(write, check=True)
    files = [str(folder / f"{name}.docx") for name in SAMPLES]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = ["soffice", profile, "--headless", "--convert-to", "fodt", "--outdir", str(folder), *files]
    subprocess.run(office, check=True, capture_output=True, timeout=180)
    return folder


def body(folder: Path, name: str) -> etree._Element:
    """The body of a document, footnotes in it."""
    return next(etree.parse(folder / f"{name}.fodt").iter(BODY))


@pytest.mark.parametrize("name", SAMPLES)
def test_libreoffice_opens_a_sample_with_every_character(name: str, opened: Path):
    written = Counter(of_docx((opened / f"{name}.docx").read_bytes()))
    read = Counter(squeeze("".join(body(opened, name).itertext())))
    assert not written - read


def test_libreoffice_sees_each_colour_as_a_named_style(opened: Path):
    characters: Counter[str] = Counter()
    for span in body(opened, "deepseek-open-source").iter(f"{TEXT}span"):
        characters[span.get(f"{TEXT}style-name")] += len("".join(span.itertext()))
    marks = {name: count for name, count in characters.items() if name.startswith("Mark")}
    assert marks == {"Mark_20_Red": 196, "Mark_20_Green": 138, "Mark_20_Orange": 46}
