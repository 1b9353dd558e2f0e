"""What is done of how much in, a live line on standard error out                      (door: rich)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

_WIDEST = 40  # columns of the name of the file in hand


class Bar:
    """A live line: how much is done, how fast, when it ends, what failed, what is in hand; other lines go above it.

    The bar is of `cost`, so that the time left does not count the longest sources, which come first, like the shortest.
    """

    def __init__(self, sources: int, cost: float) -> None:
        self._error = Console(stderr=True)
        self._output = Console()
        columns: tuple[ProgressColumn | str, ...] = (
            TextColumn("{task.fields[done]:,}/{task.fields[all]:,}", style="bold"),
            BarColumn(bar_width=30),
            _Rate(),
            TimeRemainingColumn(),
            _Failed(),
            _Name(),
        )
        self._progress = Progress(
            *columns,
            console=self._error,
            transient=True,
            refresh_per_second=8,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._progress.add_task("", total=cost, done=0, all=sources, failed=0, name="")

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Show the line until the end."""
        with self._progress:
            yield

    def ended(self, cost: float, *, failed: bool, name: str) -> None:
        """Count a source; `name` is the one that is in hand now."""
        fields = self._progress.tasks[0].fields
        self._progress.update(
            self._task, advance=cost, done=fields["done"] + 1, failed=fields["failed"] + failed, name=name
        )

    def tell(self, line: str) -> bool:
        """Print a line of the report above it."""
        return self._print(self._output, line)

    def say(self, line: str) -> None:
        """Print a line of trouble above it."""
        self._print(self._error, line)

    def _print(self, console: Console, line: str) -> bool:
        # What goes to a file or a pipe has no bar to spare.
        printer = self._error if console.is_terminal else console
        printer.print(Text(line), soft_wrap=True)
        return True


class _Rate(ProgressColumn):
    """How many sources a second."""

    def render(self, task: Any) -> Text:
        """Write it."""
        rate = task.fields["done"] / task.elapsed if task.elapsed else 0.0
        return Text(f"{rate:.1f}/s" if rate else "", style="cyan")


class _Failed(ProgressColumn):
    """How many failed, where any did."""

    def render(self, task: Any) -> Text:
        """Write it."""
        failed = task.fields["failed"]
        return Text(f"{failed:,} failed" if failed else "", style="red")


class _Name(ProgressColumn):
    """The file in hand, its end where it is long."""

    def render(self, task: Any) -> Text:
        """Write it."""
        name = Text(task.fields["name"], no_wrap=True)
        if name.cell_len > _WIDEST:
            name = Text("…" + task.fields["name"][-_WIDEST // 2 :], no_wrap=True)
        return name
