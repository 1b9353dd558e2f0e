"""The words of `markhue bind` in, one book out, and what came of it on the terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from convert.cli import results
from convert.cli.messages import counted, tell


def bind(
    sources: Sequence[str],
    file: str | None,
    output: str | None,
    formats: tuple[str, ...],
    about: Mapping[str, Any],
    settings: dict[str, Any],
    *,
    quiet: bool,
) -> int:
    """Bind a book; the exit code. `about` is what was typed of the keys of `book.toml`."""
    from convert import batch, book, storage
    from convert.errors import UsageError

    if not sources and file is None:
        raise UsageError("nothing to bind: name a folder, files, or a book.toml with --book")
    if "-" in sources or output == "-":
        raise UsageError("a book is made of files and written to one: - is neither")
    named = [storage.named(source) for source in sources]
    planned = book.plan(named, storage.named(file) if file is not None else None, about)
    job = batch.plan_book(planned, named, output, formats)
    tally = results.Tally(quiet=quiet)
    for outcome in batch.run_book(job, planned, settings):
        tally.add(outcome)
    tally.end()
    if tally.written and not quiet:
        tell(counted(len(planned.sources), "article"))
    return results.exit_code(tally.codes)
