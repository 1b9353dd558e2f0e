"""The words of `markhue watch` in; outputs made anew at each change, and lines that say so, out, until somebody wishes to stop."""

import os
import sys
import time
import webbrowser
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from convert.cli import files, results
from convert.cli.formats import check_asked, formats_asked
from convert.cli.interrupts import listened
from convert.cli.messages import say, tell
from convert.errors import SourceError, UsageError

if TYPE_CHECKING:
    from convert.batch import Outcome
    from convert.watch.rebuilding import Rebuilder, View
    from convert.watch.views import Views
    from convert.watch.watching import States


def watch(
    sources: Sequence[str],
    run: Mapping[str, Any],
    settings: Mapping[str, Any],
    *,
    view: "View | None",
    port: int,
    opened: bool,
    quiet: bool,
) -> int:
    """Keep outputs as their sources are; the exit code. `view`: what a browser is shown, None for no browser."""
    from convert import storage

    if "-" in sources or run.get("output") == "-":
        raise UsageError("a stream cannot be watched; name a file or a folder")
    named = [storage.named(source) for source in sources]
    for source, place in zip(sources, named, strict=True):
        if storage.is_address(str(place)):
            raise UsageError(f"{source}: only folders of this disk are watched")
        if not storage.of(place).is_there(str(place)):
            raise SourceError(f"{source}: no such file")
    formats = formats_asked(run.get("to"), run.get("output"))
    check_asked(dict(settings), formats)
    made = any(os.path.isdir(source) for source in sources)  # noqa: PTH112
    if made:
        code = files.convert(sources, run, settings, files.Acts(quiet=quiet))
        if code == files.INTERRUPTED:
            return code
    from convert.watch.rebuilding import Asked, Rebuilder
    from convert.watch.watching import looked

    with ExitStack() as held:
        views = held.enter_context(_served(port, opened=opened)) if view is not None else None
        rebuilder = Rebuilder(Asked(named, run, settings, formats_asked, view), views)
        seen = looked(rebuilder.watched().files)
        _tell(rebuilder.first(made=made), quiet=quiet)
        rebuilder.warm()
        _until_stopped(rebuilder, seen, quiet=quiet)
    return 0


def _until_stopped(rebuilder: "Rebuilder", seen: "States", *, quiet: bool) -> None:
    from convert.watch.watching import changes

    if not quiet:
        tell("watching; Ctrl-C ends it")
        sys.stdout.flush()
    with listened(lambda: None) as wish:
        for changed in changes(
            rebuilder.watched, rebuilder.matters, seen, wish, lambda words: say(f"markhue: {words}")
        ):
            _tell(rebuilder.again(changed), quiet=quiet)


def _tell(outcomes: "Iterable[Outcome]", *, quiet: bool) -> None:
    """Tell what came of a change, as it comes."""
    began = time.perf_counter()
    tally = results.Tally(quiet=quiet)
    number = 0
    for number, outcome in enumerate(outcomes, start=1):  # noqa: B007
        tally.add(outcome)
    tally.end()
    if number > 1 and not quiet:
        tell(f"{tally.converted:,} converted in {time.perf_counter() - began:.1f} s")
    sys.stdout.flush()


@contextmanager
def _served(port: int, *, opened: bool) -> "Iterator[Views]":
    """The live view, as long as it is wanted."""
    from convert.watch.serving import Server
    from convert.watch.views import Views

    views = Views()
    with Server(views, port) as server:
        tell(f"see {server.url}")
        sys.stdout.flush()
        if opened:
            webbrowser.open(server.url)
        yield views
