"""Who may open more to a document: the command line, a program, and files of ours for what stands below them; no document."""

from pathlib import Path

import pytest

from convert import convert
from convert.cli.app import app
from convert.errors import SettingsError, UsageError

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="  # a grey pixel


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from base64 import b64decode

    for name in ("own", "media", "elsewhere"):
        (tmp_path / name).mkdir()
    (tmp_path / "media" / "dot.png").write_bytes(b64decode(DOT))
    (tmp_path / "own" / "a.md").write_text("![dot](dot.png)\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ran(words: list[str]) -> int:
    """The exit code of a command."""
    code = app(words, standalone_mode=False)
    return code or 0


def has_picture(**settings: object) -> bool:
    return b"data:image/png" in convert("own/a.md", "html", **settings).data  # type: ignore[arg-type]


def test_a_folder_is_opened_by_a_program(desk: Path) -> None:
    assert not has_picture()
    assert has_picture(resource_path=[desk / "media"])
    with pytest.raises(UsageError, match="nowhere is none"):
        has_picture(resource_path=["nowhere"])


def test_a_text_without_a_file_has_what_was_opened(desk: Path) -> None:
    assert b"data:image/png" in convert(text="![](dot.png)", to="html", resource_path=["media"]).data


def test_a_folder_is_opened_by_the_file_above_it(desk: Path) -> None:
    (desk / "markhue.toml").write_text('resource-path = ["media"]\n', "utf-8")
    assert has_picture(config=True)
    assert not has_picture(config=True, resource_path=[])


@pytest.mark.parametrize("named", ["..", "/", "../media", "gone", "link"])
def test_a_file_of_ours_opens_nothing_outside_its_folder(named: str, desk: Path) -> None:
    (desk / "own" / "link").symlink_to(desk / "media")
    (desk / "own" / "markhue.toml").write_text(f'resource-path = ["{named}"]\n', "utf-8")
    with pytest.raises(SettingsError, match=r"own/markhue\.toml:1: resource.path"):
        has_picture(config=True)


@pytest.mark.parametrize(
    "line", ["resource-path: [media]", "allow-network: true", "allow_network: true", "resource_path: /"]
)
def test_no_document_opens_anything_to_itself(line: str, desk: Path) -> None:
    (desk / "own" / "a.md").write_text(f"---\n{line}\n---\n![dot](dot.png)\n", "utf-8")
    with pytest.raises(SettingsError, match=rf"a\.md:2: {line.partition(':')[0]} is for you to say"):
        has_picture()


def test_no_file_opens_the_network(desk: Path) -> None:
    (desk / "markhue.toml").write_text("width = 60\nallow-network = true\n", "utf-8")
    with pytest.raises(
        SettingsError, match=r"markhue\.toml:2: allow-network: type --allow-network: no file opens"
    ):
        has_picture(config=True)
    (desk / "markhue.toml").unlink()
    (desk / "own" / "book.toml").write_text("allow-network = true\n", "utf-8")
    with pytest.raises(SettingsError, match=r"book\.toml:1: allow-network: a book opens nothing to itself"):
        ran(["bind", "own", "-t", "txt"])


def test_folders_are_typed(desk: Path) -> None:
    typed = ["convert", "own/a.md", "-t", "html", "-o", "a.html"]
    assert ran([*typed, "--resource-path", "elsewhere", "--resource-path", "media"]) == 0
    assert "data:image/png" in Path("a.html").read_text("utf-8")
    with pytest.raises(UsageError, match="--resource-path takes a folder, and nowhere is none"):
        ran([*typed, "--resource-path", "nowhere"])


def test_what_is_no_picture_never_comes_from_the_web(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def connected(*_: object, **__: object) -> None:
        raise AssertionError("a name was asked for")

    monkeypatch.setattr("socket.getaddrinfo", connected)
    for key in (
        "theme: http://example.com/a.css",
        "template: http://example.com/a.docx",
        "theme: //example.com/a.css",
    ):
        (desk / "own" / "a.md").write_text(f"---\n{key}\n---\ntext\n", "utf-8")
        with pytest.raises(SettingsError):
            convert("own/a.md", "docx", allow_network=True)
