"""What the sources give now in, what a browser is shown out; whoever waits for news is woken."""

import time
from collections.abc import Callable, Sequence
from threading import Condition, Lock
from typing import Literal

from convert.record import Record, replace

Kind = Literal["html", "pdf"]


class View(Record):
    """What is shown of a source: the last good output, what is wrong since, and what it was told. `version` counts the changes."""

    key: str
    name: str
    version: int
    kind: Kind = "html"
    data: bytes = b""
    error: str = ""
    notices: tuple[str, ...] = ()


class Views:
    """The views of all sources by their keys; for any thread. `make` shows a source that nobody has asked for yet."""

    def __init__(self) -> None:
        self.make: Callable[[str], None] = lambda key: None
        self._making = Lock()
        self._views: dict[str, View] = {}
        self._news = Condition()
        self._version = 0
        self._closed = False

    def offer(self, key: str, name: str) -> None:
        """Name a source; it is made when somebody asks for it."""
        if key not in self._views:
            self._put(View(key, name, 0))

    def show(self, key: str, name: str, kind: Kind, data: bytes, notices: Sequence[str] = ()) -> None:
        """Show a new output of a source."""
        self._put(View(key, name, 0, kind, data, notices=tuple(notices)))

    def fail(self, key: str, name: str, error: str) -> None:
        """Say what is wrong with a source now; its last good output stays."""
        before = self.get(key) or View(key, name, 0)
        self._put(replace(before, error=error))

    def remove(self, key: str) -> None:
        """Show a source no more."""
        with self._news:
            self._views.pop(key, None)
            self._tell()

    def get(self, key: str) -> View | None:
        """Look a view up."""
        return self._views.get(key)

    def made(self, key: str) -> View | None:
        """Look a view up, and make it where nobody has asked for it before."""
        with self._making:
            view = self._views.get(key)
            if view is not None and not view.data and not view.error:
                self.make(key)
        return self._views.get(key)

    def all(self) -> tuple[View, ...]:
        """Give all views by their names."""
        with self._news:
            return tuple(sorted(self._views.values(), key=lambda view: view.name))

    def wait(self, key: str, version: int, timeout_s: float) -> View | None:
        """Wait until a view is not of `version` any more, or is gone; give what it is then, after `timeout_s` as it is."""
        end = time.monotonic() + timeout_s
        with self._news:
            while not self._closed:
                view = self._views.get(key)
                left = end - time.monotonic()
                if view is None or view.version != version or left <= 0:
                    return view
                self._news.wait(left)
        return None

    def close(self) -> None:
        """Wake all who wait: there will be no more news."""
        with self._news:
            self._closed = True
            self._news.notify_all()

    def _put(self, view: View) -> None:
        with self._news:
            self._version += 1
            self._views[view.key] = replace(view, version=self._version)
            self._tell()

    def _tell(self) -> None:
        self._news.notify_all()
