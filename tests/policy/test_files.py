"""Files: what stands below the source's folder or one that was opened, regular, of a bounded size; nothing else."""

import os
from pathlib import Path

import pytest

from convert import bounds
from convert.errors import SettingsError, SourceError, UsageError
from convert.notices import Report
from convert.resources import Fetch, Resources
from convert.storage.disk import DISK

INSIDE, SECRET = b"inside", b"secret"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A source's folder beside a secret file."""
    (tmp_path / "secret.png").write_bytes(SECRET)
    own = tmp_path / "own"
    own.mkdir()
    (own / "a.png").write_bytes(INSIDE)
    (own / "图 a%2f#?.png").write_bytes(INSIDE)
    return own


@pytest.fixture
def fetch(folder: Path) -> Fetch:
    return Resources().below(folder)


def test_a_file_below_the_folder_is_read_however_it_is_named(fetch: Fetch, folder: Path) -> None:
    for name in (
        "a.png",
        "./a.png",
        "../own/a.png",
        str(folder / "a.png"),
        f"file://{folder}/a.png",
        "file:a.png",
        "图 a%2f#?.png",
    ):
        assert fetch(name) == INSIDE, name


@pytest.mark.parametrize(
    "name",
    ["../secret.png", "x/../../secret.png", "..\\secret.png", "{above}/secret.png", "file://{above}/secret.png", "file:../secret.png",
     "FILE://localhost{above}/secret.png", "file://elsewhere{above}/secret.png", "/etc/passwd", "//host/share/a.png", "\\\\host\\share\\a.png",
     "C:\\a.png", "c:a.png", "/proc/self/environ", "/dev/zero", "~/a.png", ".", "", "a.png\0", "x" * 5000, "x/" * 5000,
     "%2e%2e/secret.png", "\ud800"],
)  # fmt: skip
def test_nothing_else_is_read(name: str, fetch: Fetch, folder: Path) -> None:
    assert fetch(name.format(above=folder.parent)) is None


def test_links_lead_to_what_they_lead_to(fetch: Fetch, folder: Path) -> None:
    links = {
        "in.png": "a.png",
        "out.png": "../secret.png",
        "loop.png": "loop.png",
        "up": "..",
        "none.png": "gone.png",
        "dev.png": "/dev/zero",
    }
    for name, target in links.items():
        (folder / name).symlink_to(target)
    assert fetch("in.png") == INSIDE
    assert fetch("up/own/a.png") == INSIDE
    for name in ("out.png", "loop.png", "up/secret.png", "none.png", "dev.png"):
        assert fetch(name) is None, name


def test_what_is_no_regular_file_is_not_waited_for(fetch: Fetch, folder: Path) -> None:
    os.mkfifo(folder / "pipe.png")
    (folder / "folder.png").mkdir()
    assert fetch("pipe.png") is None
    assert fetch("folder.png") is None


def test_a_link_put_in_the_way_after_the_check_gives_nothing(folder: Path) -> None:
    """Between the check and the reading the file becomes a link to the secret."""
    (folder / "a.png").unlink()
    (folder / "a.png").symlink_to("../secret.png")
    found = DISK.read(str(folder / "a.png"), 100, os.path.realpath(folder))
    assert not isinstance(found, tuple)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")
def test_files_that_lie_about_their_size_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SOURCE_BYTES", 10)
    with pytest.raises(SourceError, match="larger than"):
        Resources().load(Path("/proc/self/maps"))


def test_a_file_that_is_too_large_is_reported_and_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "PICTURE_BYTES", 3)
    report = Report()
    assert Resources().below(folder, report)("a.png") is None
    assert "larger than" in next(iter(report)).message


def test_a_source_that_is_too_large_says_what_to_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SOURCE_BYTES", 3)
    with pytest.raises(SourceError, match=r"a\.png: larger than .*; part it"):
        Resources().load(folder / "a.png")


def test_folders_that_were_opened_come_after_the_own_one(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for name in ("a.png", "b.png"):
        (other / name).write_bytes(b"other")
    (other / "out.png").symlink_to("../secret.png")
    fetch = Resources(folders=(other,)).below(folder)
    assert (fetch("a.png"), fetch("b.png")) == (INSIDE, b"other")
    assert fetch("../secret.png") is fetch("out.png") is fetch("../other/../secret.png") is None
    assert Resources(folders=(other,)).below(None)("a.png") == b"other"


def test_what_a_user_types_may_stand_anywhere_but_is_still_a_file(folder: Path) -> None:
    fetch = Resources().anywhere("the theme")
    assert fetch(str(folder.parent / "secret.png")) == SECRET
    with pytest.raises(SettingsError, match="cannot read the theme"):
        fetch(str(folder))
    with pytest.raises(UsageError):
        fetch("https://example.com/a.css")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is asked for here, no name is."""

    def connected(*_: object, **__: object) -> None:
        raise AssertionError("a name was asked for")

    monkeypatch.setattr("socket.getaddrinfo", connected)
