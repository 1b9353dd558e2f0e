"""Odd files as pictures, themes, templates and sources: a pipe, a device, a link, a loop, a folder, a bomb; none is waited for or swallowed."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hostile import canary, folder
from hostile.running import FORMATS, Place, bounded, convert

# Sound enough to be shown; the others are told about, and their description stands in their place.
SHOWN = {"profile.png", "words.png", "chunks.png", "film.gif", "polyglot.gif", "polyglot.jpg", "loop.tiff"}


@pytest.mark.parametrize("name", folder.PICTURES)
def test_an_odd_picture_stops_nothing(place: Place, name: str) -> None:
    came = convert(
        place, place.write(f"picture-{name.replace('/', '-')}", f"before\n\n![words]({name})\n\nafter\n")
    )
    assert not came.trouble, "\n".join(came.trouble)
    assert set(came.outputs) == set(FORMATS)
    assert "before" in came.outputs["txt"].decode()
    assert "after" in came.outputs["txt"].decode()
    assert came.notices or name in SHOWN
    assert all(len(data) < 4 * 2**20 for data in came.outputs.values())


@pytest.mark.parametrize("name", folder.TEMPLATES)
def test_an_odd_template_of_a_document_brings_nothing_in(place: Place, name: str) -> None:
    came = convert(place, place.write(f"template-{name}", f"---\ntemplate: {name}.docx\n---\na\n"), ("docx",))
    assert not came.trouble, "\n".join(came.trouble)
    assert came.errors or came.outputs


@pytest.mark.parametrize("name", [name for name in folder.TEMPLATES if name != "link"])
def test_an_odd_template_that_was_typed_brings_nothing_in(place: Place, name: str) -> None:
    source = place.write(f"typed-template-{name}", "a\n")
    came = convert(place, source, ("docx",), template=str(place.inside / f"{name}.docx"))
    assert not came.trouble, "\n".join(came.trouble)
    assert came.errors or came.outputs
    assert not list(place.root.rglob("written*"))


@pytest.mark.parametrize(
    "name", ["pipe.css", "huge.css", "endless.css", "directory.css", "imports.css", "good.png"]
)
def test_an_odd_theme_that_was_typed_ends(place: Place, name: str) -> None:
    came = convert(place, place.write(f"theme-{name}", "a\n"), theme=str(place.inside / name))
    assert not came.trouble, "\n".join(came.trouble)
    assert came.errors or set(came.outputs) == set(FORMATS)


@pytest.fixture(scope="module")
def sources(place: Place) -> Iterator[Path]:
    """A folder of odd sources, and a good one."""
    here = place.inside / "sources"
    make_sources(here, place.root / "outside")
    yield here
    shutil.rmtree(here)


def make_sources(here: Path, outside: Path) -> None:
    """Fill a folder with every kind of odd source."""
    here.mkdir()
    (here / "good.md").write_text("# Good\n\nSound.\n")
    (here / "folder.md").mkdir()
    os.mkfifo(here / "pipe.md")
    (here / "zero.md").symlink_to("/dev/zero")
    (here / "terminal.md").symlink_to("/dev/tty")
    (here / "loop.md").symlink_to("loop.md")
    (here / "broken.md").symlink_to("nothing.md")
    (here / "around").symlink_to(".")
    (here / "binary.md").write_bytes(bytes(range(256)) * 40)
    (here / "empty.md").write_bytes(b"")
    (here / "zeros.md").write_bytes(bytes(4_000))
    (here / "strange\nname.md").write_text("a\n")
    with (here / "huge.md").open("wb") as file:
        file.truncate(folder.SPARSE_BYTES)
    with socket.socket(socket.AF_UNIX) as one, tempfile.TemporaryDirectory() as short:
        one.bind(f"{short}/s")
        Path(short, "s").rename(here / "socket.md")


ODD = ("pipe", "zero", "terminal", "loop", "broken", "huge", "socket", "folder")


@pytest.mark.parametrize("name", ODD)
def test_an_odd_source_is_refused_in_a_line(place: Place, sources: Path, name: str) -> None:
    came = convert(place, sources / f"{name}.md")
    assert not came.trouble, "\n".join(came.trouble)
    assert came.errors
    assert f"{name}.md" in came.errors[0]
    assert not came.outputs


@pytest.mark.parametrize("name", ["empty", "zeros", "binary"])
def test_a_source_that_is_no_text_ends(place: Place, sources: Path, name: str) -> None:
    came = convert(place, sources / f"{name}.md")
    assert not came.trouble, "\n".join(came.trouble)
    assert came.errors or set(came.outputs) == set(FORMATS)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may become somebody else"
)
def test_what_may_not_be_read_is_said_and_stops_nothing(place: Place) -> None:
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        here.chmod(0o777)
        for file in ("secret.md", "secret.png"):
            (here / file).write_bytes(canary.picture())
            (here / file).chmod(0)
        (here / "a.md").write_text("a ![words](secret.png)\n")
        strange = place._replace(root=here)
        convert(place, place.write("warm", "a ![words](good.png)\n"), ("txt",))
        os.seteuid(65534)
        try:
            refused = convert(strange, here / "secret.md", ("txt",))
            told = convert(strange, here / "a.md", ("txt",))
        finally:
            os.seteuid(0)
    assert "secret.md" in refused.errors[0]
    assert not told.trouble, "\n".join(told.trouble)
    assert "words" in told.outputs["txt"].decode()
    assert told.notices


def test_a_run_waits_for_a_time_and_not_for_a_pipe(place: Place) -> None:
    with pytest.raises(TimeoutError), bounded(waiting=0.2):
        (place.inside / "pipe.png").read_bytes()
