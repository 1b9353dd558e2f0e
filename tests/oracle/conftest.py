"""What the judge's tests share: every fixture written once in every format, and one look of a browser at all pages."""

import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
FIXTURES = HERE / "fixtures"
sys.path.insert(0, str(HERE))

import browser  # noqa: E402
import source  # noqa: E402

from convert import pipeline, writers  # noqa: E402
from convert.notices import Report  # noqa: E402

FORMATS = ("docx", "html", "pdf", "txt")
NAMES = tuple(sorted(path.stem for path in FIXTURES.glob("*.md")))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "oracle: compares with a real browser")


class Fixture:
    """One fixture: its text, what it says of its differences, and our outputs."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.text = (FIXTURES / f"{name}.md").read_text(encoding="utf-8")
        front, self.markdown = source.parted(self.text)
        oracle: Any = front.get("oracle") or {}
        self.differs: list[dict[str, Any]] = list(oracle.get("differs", ()))
        self._article: pipeline.Article | None = None
        self._outputs: dict[str, bytes] = {}

    @property
    def article(self) -> pipeline.Article:
        """The fixture as we read it, in the judge's theme."""
        if self._article is None:
            settings = {"theme": str(HERE / "neutral.css")}
            self._article = pipeline.prepare(self.text.encode(), f"{self.name}.md", settings, Report())
        return self._article

    def output(self, format_name: str) -> bytes:
        """The fixture in one format."""
        if format_name not in self._outputs:
            article = self.article
            write = writers.load(format_name)
            self._outputs[format_name] = write(article.documents[0], article.options, Report())
        return self._outputs[format_name]


@cache
def fixture_named(name: str) -> Fixture:
    """Give a fixture, read once a session."""
    return Fixture(name)


@pytest.fixture(scope="session")
def fixture_of() -> Callable[[str], Fixture]:
    """Find a fixture by its name."""
    return fixture_named


def _in_print(page: bytes) -> str:
    """Our page as its print rules have it: what is for screens only is for no one."""
    return page.decode().replace("@media screen", "@media not all").replace("@media print", "@media all")


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[browser.Seen]]:
    """What a browser sees of each fixture (`source NAME`) and of our page of it (`html NAME`)."""
    if browser.PROGRAM is None:
        # Where everything may be installed, a judge that is missing is a mistake.
        if os.environ.get("CI") and os.geteuid() == 0:
            pytest.fail("no Chromium: ./dev test installs it")
        pytest.skip("no Chromium here: apt-get install chromium")
    pages = {f"source {name}": source.page(fixture_named(name).markdown) for name in NAMES}
    for name in NAMES:
        try:
            pages[f"html {name}"] = _in_print(fixture_named(name).output("html"))
        except Exception:
            pages[f"html {name}"] = ""
    return browser.see(pages, tmp_path_factory.mktemp("browser"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each test that asks for a `name` every fixture."""
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", NAMES)
