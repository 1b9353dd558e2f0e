"""A browser beside the editor: what is saved is shown, where one was reading, and nothing else is asked for."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import PROGRAM, Browser

from convert.watch.serving import Server
from convert.watch.views import Views

pytestmark = [
    pytest.mark.skipif(PROGRAM is None and "CI" not in os.environ, reason="no Chromium"),
    pytest.mark.skipif(sys.platform == "win32", reason="pipes"),
]
FRAME = "document.querySelector('iframe:not(.waiting)')"
DOCUMENT = f"{FRAME}.contentDocument"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as started:
        yield started


def article(*first: str, last: str = "") -> bytes:
    paragraphs = [*first, *(f"Paragraph {number} says something of its own." for number in range(100)), last]
    return ("<!DOCTYPE html><title>t</title><body>" + "".join(f"<p>{one}</p>" for one in paragraphs)).encode()


def top(browser: Browser) -> tuple[str, float]:
    """The paragraph at the top of the window, and how far its own top is from the window's."""
    text, offset = browser.say(
        f"(() => {{ const d = {DOCUMENT}; const p = Array.from(d.querySelectorAll('p')).find(p => p.getBoundingClientRect().bottom > 0);"
        " return [p.textContent, p.getBoundingClientRect().top]; })()"
    )
    return text, offset


def go(browser: Browser, url: str, text: str) -> None:
    browser.requests.clear()
    browser.call("Page.navigate", url=url)
    browser.until(f"{FRAME} && {DOCUMENT}.body && {DOCUMENT}.body.textContent.includes({text!r})")


def shows(text: str) -> str:
    return f"{DOCUMENT}.body.textContent.includes({text!r})"


def test_a_change_is_shown_where_one_was_reading(browser: Browser) -> None:
    views = Views()
    views.show("k", "a.md", "html", article())
    with Server(views) as server:
        go(browser, f"{server.url}k/", "Paragraph 99")
        browser.say(f"{FRAME}.contentWindow.scrollTo(0, 1234)")
        before = top(browser)
        views.show("k", "a.md", "html", article("New above.", "And a second one.", last="New below."))
        browser.until(shows("New below."))
        assert top(browser)[0] == before[0]
        assert abs(top(browser)[1] - before[1]) <= 3
        assert {url.startswith(server.url) for url in browser.requests} == {True}


def test_a_source_that_breaks_keeps_its_page_under_a_banner(browser: Browser) -> None:
    views = Views()
    views.show("k", "a.md", "html", article("Good."))
    with Server(views) as server:
        go(browser, f"{server.url}k/", "Good.")
        views.fail("k", "a.md", "a.md:2: <b>broken</b>")
        browser.until("!document.querySelector('#error').hidden")
        assert browser.say("document.querySelector('#error').textContent") == "a.md:2: <b>broken</b>"
        assert browser.say(shows("Good."))
        views.show("k", "a.md", "html", article("Mended."), notices=["line 3: guessed"])
        browser.until(shows("Mended."))
        assert browser.say("document.querySelector('#error').hidden")
        assert "guessed" in browser.say("document.querySelector('#notices').textContent")
        views.remove("k")
        browser.until("!document.querySelector('#error').hidden")


def test_no_article_runs_a_script_or_asks_for_anything(browser: Browser) -> None:
    views = Views()
    hostile = (
        "<script>parent.document.title='ran'</script><img src='http://127.0.0.1:9/x.png' onerror=\"parent.document.title='ran'\">"
        "<link rel=stylesheet href='http://127.0.0.1:9/x.css'><iframe src='http://127.0.0.1:9/'></iframe>"
        "<a id=a href='javascript:parent.document.title=1'>a</a>"
    )
    views.show("k", "a.md", "html", article(hostile))
    with Server(views) as server:
        go(browser, f"{server.url}k/", "Paragraph 99")
        browser.say(f"{DOCUMENT}.querySelector('#a').click()")
        browser.say("new Promise(done => setTimeout(done, 300))")
        assert browser.say("document.title") == "a.md"
        # What a policy stops is announced all the same, and never sent: the server would have to be asked by a page of ours.
        assert browser.say(
            "performance.getEntriesByType('resource').every(e => e.name.startsWith(location.origin))"
        )


def test_printed_pages_are_shown_and_keep_their_place(browser: Browser, tmp_path: Path) -> None:
    from convert import convert

    def pdf(word: str) -> bytes:
        return convert(text=f"# {word}\n\n" + "A paragraph of words.\n\n" * 150, to="pdf").data

    views = Views()
    views.show("k", "a.md", "pdf", pdf("One"))
    with Server(views) as server:
        browser.call("Page.navigate", url=f"{server.url}k/")
        drawn = f"Array.from({DOCUMENT}.images).every(i => i.complete && i.naturalWidth > 0) && {DOCUMENT}.images.length"
        number = browser.until(f"{FRAME} && {DOCUMENT}.body && {drawn}")
        assert number >= 3
        browser.say(f"{FRAME}.contentWindow.scrollTo(0, 1500)")
        version = browser.say("document.body.dataset.version")
        views.show("k", "a.md", "pdf", pdf("Two"))
        browser.until(f"document.body.dataset.version !== '{version}'")
        assert abs(browser.say(f"{FRAME}.contentWindow.scrollY") - 1500) <= 3


def test_an_edit_in_the_editor_is_seen_in_the_browser(browser: Browser, tmp_path: Path) -> None:
    source = tmp_path / "a.md"
    source.write_text("First version.\n", "utf-8")
    command = [sys.executable, "-m", "convert", "watch", "a.md", "-t", "txt", "--serve"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as watch:
        try:
            assert watch.stdout is not None
            url = next(line.split()[1] for line in watch.stdout if line.startswith("see "))
            next(line for line in watch.stdout if line.startswith("watching"))
            browser.call("Page.navigate", url=url)
            browser.until("!!document.querySelector('li a')")
            link = browser.say("document.querySelector('li a').href")
            go(browser, link, "First version.")
            source.write_text("Second version.\n", "utf-8")
            browser.until(shows("Second version."))
        finally:
            watch.send_signal(signal.SIGINT)
            assert watch.wait(timeout=30) == 0
