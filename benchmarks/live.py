"""An article in, the time from saving it to its outputs and to the new page in a browser out: medians of real edits of a real `markhue watch`.

usage: live.py [ARTICLE.md] [--edits N]
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import corpus

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "watch"))

from chromium import PROGRAM, Browser

LIMITS_S = {"docx": 0.5, "txt": 0.5, "pdf": 1.0, "browser, html": 1.0, "browser, pdf": 1.0}
PATIENCE_S = 30


def edit(source: Path, text: str, number: int) -> float:
    """Save the article with a new heading; the time then."""
    source.write_text(f"{text}\n\n## Edit {number}\n", "utf-8")
    return time.perf_counter()


def waited(begun: float, done: Callable[[], bool]) -> float:
    """Wait until something is so; the seconds since `begun`."""
    while not done():
        if time.perf_counter() - begun > PATIENCE_S:
            raise SystemExit("waited in vain")
        time.sleep(0.005)
    return time.perf_counter() - begun


def watched(folder: Path, *words: str) -> tuple["subprocess.Popen[str]", str]:
    """Start the watch of `a.md`, and wait until it watches; the address it shows, if any."""
    command = [sys.executable, "-m", "convert", "watch", "a.md", *words]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    url = ""
    for line in process.stdout or ():
        if line.startswith("see "):
            url = line.split()[1]
        if line.startswith("watching"):
            break
    return process, url


def ended(process: "subprocess.Popen[str]") -> None:
    """End the watch."""
    process.send_signal(signal.SIGINT)
    process.wait(timeout=PATIENCE_S)


def to_file(folder: Path, text: str, name: str, edits: int) -> list[float]:
    """Time edits until the output is another file: it appears whole."""
    process, _ = watched(folder, "-t", name)
    target, found = folder / f"a.{name}", []
    for number in range(edits):
        before = target.stat().st_ino, target.stat().st_mtime_ns
        begun = edit(folder / "a.md", text, number)
        found.append(
            waited(begun, lambda before=before: (target.stat().st_ino, target.stat().st_mtime_ns) != before)  # type: ignore[misc]
        )
        time.sleep(0.3)
    ended(process)
    return found


def to_browser(folder: Path, text: str, view: str, edits: int) -> list[float]:
    """Time edits until the browser shows the page that they make."""
    process, url = watched(folder, "-t", "txt", "--serve", "--view", view)
    found = []
    with tempfile.TemporaryDirectory() as profile, Browser(Path(profile)) as browser:
        browser.call("Page.navigate", url=url)
        browser.until("!!document.querySelector('li a')")
        browser.call("Page.navigate", url=browser.say("document.querySelector('li a').href"))
        browser.until("!!document.querySelector('iframe')")
        time.sleep(1)
        for number in range(edits):
            before = browser.say("document.body.dataset.version")
            begun = edit(folder / "a.md", text, number)
            browser.until(f"document.body.dataset.version !== '{before}'")
            found.append(time.perf_counter() - begun)
            time.sleep(0.3)
    ended(process)
    return found


def main() -> int:
    """Print the medians; 1 where one is over its limit."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("article", type=Path, nargs="?", default=corpus.SOURCE)
    options.add_argument("--edits", type=int, default=10)
    asked = options.parse_args()
    text = asked.article.read_text("utf-8")
    missed = False
    for name, limit in LIMITS_S.items():
        if name.startswith("browser") and PROGRAM is None:
            print(f"{name:14} no Chromium")
            continue
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            (folder / "a.md").write_text(text, "utf-8")
            if name.startswith("browser"):
                found = to_browser(folder, text, name.split()[-1], asked.edits)
            else:
                found = to_file(folder, text, name, asked.edits)
        missed |= median(found) > limit
        verdict = "met" if median(found) <= limit else "MISSED"
        print(
            f"{name:14} {median(found):6.3f} s  (at most {limit:g} s; {min(found):.3f} to {max(found):.3f})  {verdict}"
        )
    return int(missed)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    sys.exit(main())
