"""What goes wrong in a store costs the file that it goes wrong with: in one line, in time, and without a secret."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import stores
from stores import Shelf, failures, fill, planned, run, stale, there

from convert import batch, saving, storage
from convert.errors import ConvertError, MissingLibraryError, SourceError, TargetError, UsageError
from convert.storage import asking, remote


@pytest.fixture
def articles() -> None:
    fill({f"shelf://in/{name}.md": f"# {name}" for name in "abc"})


def at(what: str, name: str, act: Callable[[], Any]) -> None:
    """Let one question about one file go wrong."""

    def fault(asked: str, path: str) -> Any:
        return act() if asked == what and name in path else None

    Shelf.fault = staticmethod(fault)


def wrong(error: Exception) -> Callable[[], Any]:
    def act() -> Any:
        raise error

    return act


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError("Forbidden"), "cannot be read: not allowed: Forbidden"),
        (FileNotFoundError("b.md"), "no such file"),
        (ConnectionResetError(104, "Connection reset by peer"), "cannot be read: Connection reset by peer"),
        (RuntimeError(), "cannot be read: RuntimeError"),
        (ValueError("two\nlines " + "x" * 900), "cannot be read: two lines "),
        (KeyboardInterrupt("inside"), "cannot be read: inside"),
    ],
)
def test_a_source_that_cannot_be_read_fails_alone(articles: None, error: Exception, said: str) -> None:
    at("read", "b.md", wrong(error))
    outcomes = run("shelf://in", to="shelf://out")
    told = failures(outcomes)
    assert list(told) == ["b.md"]
    assert told["b.md"].startswith(f"shelf://in/b.md: {said}")
    assert "\n" not in told["b.md"]
    assert len(told["b.md"]) < 300
    assert list(there("shelf://out")) == ["a.txt", "c.txt"]


@pytest.mark.parametrize("what", ["write", "move", "info"])
def test_an_output_that_cannot_be_written_fails_alone_and_leaves_nothing_half(
    articles: None, what: str
) -> None:
    at(what, "b.txt", wrong(OSError(28, "No space left on device")))
    told = failures(run("shelf://in", to="shelf://out"))
    assert told == {"b.md": "shelf://out/b.txt: cannot be written: No space left on device"}
    assert set(there("shelf://out")) - {"b.txt"} == {"a.txt", "c.txt"}
    Shelf.fault = None
    assert stale("shelf://in", to="shelf://out") == ["b.md"]


@pytest.mark.parametrize("store", ["shelf", "memory"])
def test_a_write_that_was_lost_on_the_way_is_a_failure(articles: None, store: str) -> None:
    at("write", ".b.txt", lambda: b"half")
    told = failures(run("shelf://in", to="shelf://out"))
    assert list(told) == ["b.md"]
    assert "b.txt" not in there("shelf://out")


def test_a_read_that_breaks_off_is_a_failure(articles: None) -> None:
    at("read", "b.md", lambda: b"#")
    told = failures(run("shelf://in", to="shelf://out"))
    assert told == {"b.md": "shelf://in/b.md: cannot be read: the store gave 1 bytes of 3"}


@pytest.mark.parametrize(
    ("what", "name", "kind"), [("read", "b.md", SourceError), ("write", "b.txt", TargetError)]
)
def test_a_store_that_hangs_costs_the_file_in_hand(
    articles: None, monkeypatch: pytest.MonkeyPatch, what: str, name: str, kind: type[ConvertError]
) -> None:
    monkeypatch.setattr(asking, "PATIENCE_S", 0.3)
    at(what, name, stores.hang)
    outcomes = run("shelf://in", to="shelf://out")
    assert "no answer in" in failures(outcomes)["b.md"]
    assert [type(result.error) for one in outcomes for result in one.results if result.error] == [kind]
    assert {"a.txt", "c.txt"} <= there("shelf://out").keys()


def test_a_store_that_does_not_answer_at_all_is_told_once_for_a_folder(
    articles: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "PATIENCE_S", 0.3)
    Shelf.fault = staticmethod(stores.hang)
    (outcome,) = run("shelf://in", to="memory://out")
    assert "cannot be read: no answer in" in failures([outcome])["in"]


def test_settings_that_one_may_not_ask_for_are_none(articles: None) -> None:
    at("info", "toml", wrong(PermissionError("Forbidden")))
    assert not failures(run("shelf://in/a.md", to="memory://out.txt"))


def test_a_picture_that_is_too_large_is_not_fetched() -> None:
    fill({"shelf://in/a.md": "![图](p.png)", "shelf://in/p.png": stores.PICTURE})
    large = {"name": "/in/p.png", "type": "file", "size": 2**40}
    at("info", "p.png", lambda: large)
    Shelf.info, kept = (
        lambda self, path, **_: self._hear("info", path) or stores.MemoryFileSystem.info(self, path),
        Shelf.info,
    )
    try:
        (outcome,) = run("shelf://in/a.md", to="memory://out.txt")
    finally:
        Shelf.info = kept
    assert [notice.code.value for result in outcome.results for notice in result.notices][:1] == ["too-large"]
    assert not [asked for asked in Shelf.asked if asked.startswith("read") and "p.png" in asked]


@pytest.mark.parametrize(
    "said",
    [
        "GET https://user:hunter2hunter2@host/x failed",
        "https://host/x?X-Amz-Signature=hunter2hunter2&y=1 gave 403",
        "Bearer hunter2hunter2 was refused",
        "account_key=hunter2hunter2",
    ],
)
def test_what_a_library_says_is_told_without_what_may_be_a_secret(articles: None, said: str) -> None:
    at("read", "b.md", wrong(OSError(said)))
    told = failures(run("shelf://in", to="shelf://out"))["b.md"]
    assert "hunter2" not in told
    assert "…" in told


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("s3://key:secret@bucket/a.md", "passwords"),
        ("s3://bucket/a.md?versionId=secret", "passwords"),
        ("https://host/a.md", "no store"),
        ("simplecache::s3://bucket/a.md", "one store"),
        ("zip://a.md::s3://bucket/a.zip", "one store"),
        ("s3://bucket/../a.md", r"no `\.` or"),
        ("s3://", "names no place"),
        ("file://elsewhere/a.md", "not a file of this machine"),
    ],
)
def test_an_address_that_cannot_be_is_refused_in_one_line(address: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as found:
        storage.named(address)
    assert "secret" not in str(found.value)


def test_stores_that_nobody_knows_or_has_a_library_for_are_told() -> None:
    with pytest.raises(UsageError, match="gopher://…: no store of this name is known"):
        planned("gopher://in", to="out")
    with pytest.raises(MissingLibraryError, match=r"gs://"):
        planned("gs://in", to="out")


def test_a_run_that_is_killed_has_lost_no_more_than_the_last_seconds(
    articles: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote._Lines, "EVERY_S", 0.0)
    plan = planned("shelf://in", to="shelf://out")
    running = batch.run(plan, {})
    next(running), next(running)
    files = dict(Shelf.store)  # as they are when nobody ends it
    running.close()
    Shelf.store.clear()
    Shelf.store.update(files)
    lines = Shelf.store[f"/out/{saving.RECORD}"].getvalue().splitlines()
    assert [json.loads(line)["place"] for line in lines[1:] if line] == ["a", "b"]
    assert stale("shelf://in", to="shelf://out") == ["c.md"]
    assert not failures(run("shelf://in", to="shelf://out"))
    assert stale("shelf://in", to="shelf://out") == []


def test_an_output_whose_line_was_lost_is_made_again(articles: None) -> None:
    run("shelf://in", to="shelf://out")
    record = Shelf.store[f"/out/{saving.RECORD}"].getvalue().splitlines(keepends=True)
    fill({f"shelf://out/{saving.RECORD}": b"".join(record[:-1]) + record[-1][:20]})
    assert stale("shelf://in", to="shelf://out") == ["c.md"]
    assert not failures(run("shelf://in", to="shelf://out"))


def test_a_record_that_cannot_be_written_is_told_and_the_outputs_stand(articles: None) -> None:
    at("write", "record", wrong(PermissionError("Forbidden")))
    told = failures(run("shelf://in", to="shelf://out"))
    assert list(told) == ["out"]
    assert sorted(there("shelf://out")) == ["a.txt", "b.txt", "c.txt"]


def test_what_a_killed_run_left_half_written_is_written_over() -> None:
    fill({"shelf://in/a.md": "# A"})
    at("move", "a.txt", wrong(ConnectionResetError("gone")))
    kept, Shelf.rm_file = Shelf.rm_file, lambda *_: None  # it is killed: nobody tidies up
    try:
        run("shelf://in", to="shelf://out")
    finally:
        Shelf.rm_file = kept
    assert [name.endswith(".part") for name in there("shelf://out")] == [True]
    Shelf.fault = None
    run("shelf://in", to="shelf://out")
    assert list(there("shelf://out")) == ["a.txt"]
