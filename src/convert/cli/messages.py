"""What is to be said in, lines on the terminal out: notices, errors, and the trace of a bug in a file."""

import os
import sys
from collections.abc import Callable

import typer

from convert.notices import Notice

MAX_NOTICES = 20  # for one source, on the screen


def counted(number: int, thing: str) -> str:
    """Write a number of things, in the plural where it is not one."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def tell(line: str) -> bool:
    """Print a line of the report; False when nobody reads any more, which is no reason to stop converting."""
    try:
        typer.echo(line)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  (until the process ends)
        return False
    return True


def say(message: str) -> None:
    """Say something on standard error."""
    typer.echo(message, err=True)


def say_notices(name: str, notices: tuple[Notice, ...], say: Callable[[str], None] = say) -> None:
    """Say what happened to a source, up to `MAX_NOTICES` lines."""
    for notice in notices[:MAX_NOTICES]:
        say(f"{notice.source or name}: {notice}")
    if len(notices) > MAX_NOTICES:
        say(f"{name}: and {len(notices) - MAX_NOTICES} more notices")


def bug(error: Exception, where: str = "") -> int:
    """Keep the traceback in a file and say so in one line."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", prefix="markhue-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        traceback.print_exception(error, file=log)
    say(f"markhue: a bug of ours{where}: {type(error).__name__}: {error}; details in {log.name}")
    return 70
