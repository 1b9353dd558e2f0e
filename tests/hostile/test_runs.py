"""Whole runs over a stranger's folder: the command, the browser and the kernel's own record of what was opened."""

import html
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from hostile import canary, cases, leaks
from hostile.running import FORMATS, Place, convert
from hostile.test_files import make_sources

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
KINDS = ("html", "css", "markdown")


def _command(*words: str | Path, cwd: Path, before: Sequence[str] = ()) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
    command = [*before, sys.executable, "-m", "convert", *map(str, words)]
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _gathered(place: Place) -> Path:
    """One source that holds all that documents reach out with; a part that swallows the rest ends at its rule."""
    texts = [
        one.text for kind in KINDS for one in cases.load(kind, place.names) if "plain text" not in one.name
    ]
    return place.write("gathered", "\n\n---\n\n".join(texts))


def test_a_folder_with_odd_files_ends_and_names_each(place: Place) -> None:
    here = place.root / "run" / "sources"
    here.parent.mkdir()
    make_sources(here, place.root / "outside")
    report = here.parent / "report.json"
    ended = _command("sources", "-t", "docx,html,pdf,txt", "-o", "made/", "--report", report, cwd=here.parent)
    assert ended.returncode not in (0, 70), ended.stderr
    assert {path.suffix for path in (here.parent / "made").glob("good.*")} == {f".{name}" for name in FORMATS}
    told = ended.stdout + ended.stderr
    assert "huge.md" in told
    assert "Traceback" not in told
    assert {Path(one["source"]).name for one in json.loads(report.read_bytes())["sources"]} >= {
        "good.md",
        "huge.md",
    }
    shutil.rmtree(here.parent)


@pytest.mark.parametrize("name", ["pipe", "zero", "loop"])
def test_an_odd_source_that_is_typed_ends_with_a_line(place: Place, name: str) -> None:
    here = place.root / "typed"
    if not here.exists():
        make_sources(here, place.root / "outside")
    ended = _command(here / f"{name}.md", "-t", "txt", "-o", place.root / "typed.txt", cwd=place.root)
    assert ended.returncode == 3
    assert f"{name}.md" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_with_the_network_loopback_stays_out_of_reach(place: Place) -> None:
    addresses = [
        "{server}/a.png", "http://{bare}/a.png", "http://localhost:{port}/a.png", "http://127.1:{port}/a.png", "http://2130706433:{port}/a.png",
        "http://0x7f.0.0.1:{port}/a.png", "http://0177.0.0.1:{port}/a.png", "http://[::1]:{port}/a.png", "http://[::ffff:127.0.0.1]:{port}/a.png",
        "http://0.0.0.0:{port}/a.png", "http://[::]:{port}/a.png", "http://user@{host}/a.png", "//{host}/a.png", "HTTP://{host}/a.png",
        "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/a.png", "http://192.168.0.1/a.png", "http://[fe80::1]/a.png",
        "http://[fd00::1]/a.png", "http://[64:ff9b::7f00:1]/a.png", "http://[2002:7f00:1::]/a.png", "http://100.64.0.1/a.png",
        "https://{host}/a.png", "ftp://{bare}/a.png", "file://{picture}", "gopher://{bare}/a.png",
    ]  # fmt: skip
    text = "\n\n".join(
        f'<img alt="words {n}" src="{cases.fill(one, place.names)}">' for n, one in enumerate(addresses)
    )
    came = convert(place, place.write("network", text), allow_network=True)
    trouble = [what for what in came.trouble if not what.startswith("socket.getaddrinfo")]
    assert not trouble, "\n".join(trouble)
    assert set(came.outputs) == set(FORMATS)
    assert f"words {len(addresses) - 1}" in came.outputs["txt"].decode()


def test_a_book_and_an_audit_of_everything_reach_nothing(place: Place) -> None:
    source = _gathered(place)
    here = place.root / "book"
    here.mkdir()
    place.server.take()
    for name in FORMATS:
        target = here / f"book.{name}"
        ended = _command(
            "bind", source, place.write("second", "# B\n\n![a](link.png)\n"), "-o", target, cwd=here
        )
        assert ended.returncode == 0, ended.stderr[-2000:]
        assert leaks.of(name, target.read_bytes()) == []
    ended = _command("audit", source, cwd=here)
    assert "Traceback" not in ended.stderr
    assert canary.TOKEN not in ended.stdout + ended.stderr
    assert place.server.take() == []


@pytest.mark.skipif(
    shutil.which("strace") is None, reason="no strace: the kernel's own record is not looked at"
)
def test_the_kernel_saw_nothing_opened_outside(place: Place) -> None:
    source, log = _gathered(place), place.root / "strace.log"
    strace = [
        "strace",
        "-f",
        "-qq",
        "-s",
        "300",
        "-o",
        str(log),
        "-e",
        "trace=open,openat,openat2,connect,execve",
    ]
    ended = _command(
        source, "-t", "docx,html,pdf,txt", "-o", place.root / "traced/", cwd=place.root, before=strace
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert _seen(log, place) == []
    outside = place.root / "outside" / "canary.txt"
    subprocess.run([*strace, "cat", str(outside)], capture_output=True, check=True)
    assert _seen(log, place), "what is planted is found"


def _seen(log: Path, place: Place) -> list[str]:
    """Calls that reach out of the stranger's folder: its links and devices are in it, and must stay shut too."""
    found = []
    for line in log.read_text("utf-8", "replace").splitlines():
        path = re.search(r'(?:open|openat|openat2)\([^"]*"([^"]*)".*= \d+', line)
        if path and (
            str(place.root / "outside") in os.path.realpath(path[1])
            or re.match(
                r"/dev/(zero|stdin|tty|fd|full)|/proc/self/(environ|cmdline|mem|root|cwd)|/etc/passwd",
                path[1],
            )
            or path[1].endswith(("pipe.png", "zero.png"))
        ):
            found.append(line)
        if re.search(r"connect\(.*AF_INET", line) or (
            " execve(" in line and "python" not in line and ") = 0" in line
        ):
            found.append(line)
    return found


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")
def test_a_browser_asks_for_nothing_and_runs_nothing(place: Place) -> None:
    pages = place.root / "pages"
    pages.mkdir()
    all_cases = [one for kind in (*KINDS, "frontmatter", "svg") for one in cases.load(kind, place.names)]
    names = []
    for number, case in enumerate(all_cases):
        came = convert(place, place.write(case.slug, case.text), ("html",))
        if "html" in came.outputs:
            (pages / f"{number}.html").write_bytes(came.outputs["html"])
            names.append(f"{number}.html")
    assert len(names) > 150
    planted = f"<script>new Image().src = '{place.names['server']}/planted.png'</script>"
    (pages / "planted.html").write_text(planted)
    seen = _open(place, pages, [*names, "planted.html"])
    assert seen == ["GET /planted.png"]


def _open(place: Place, pages: Path, names: Sequence[str]) -> list[str]:
    """Open pages in frames of one page, and give what the server saw."""
    assert CHROMIUM is not None
    frames = "".join(f"<iframe width=400 height=300 src='{html.escape(name)}'></iframe>" for name in names)
    index = pages / "index.html"
    index.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{frames}", encoding="utf-8")
    place.server.take()
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
               "--disable-background-networking", "--virtual-time-budget=8000", f"--user-data-dir={place.root / 'profile'}"]  # fmt: skip
    done = subprocess.run(
        [CHROMIUM, *options, "--dump-dom", index.as_uri()], capture_output=True, timeout=100, check=True
    )
    assert done.stdout.count(b"<iframe") == len(names)
    return place.server.take()
