"""A plan in, lines for people out: what a run would do, what is stale, what is left of sources that are no more."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from convert.cli.messages import counted, say, tell

if TYPE_CHECKING:
    from convert.batch import Plan


def show(plan: "Plan") -> int:
    """Print what a run would do; the code of what it refuses."""
    from convert.batch import target
    from convert.cli.results import exit_code

    for job in plan.jobs:
        targets = ", ".join(str(target(job, name)) for name in job.formats)
        tell(f"{job.source} → {targets}{f'  ({job.why})' if job.why else ''}")
    for refused in plan.refused:
        say(f"markhue: {refused.error}")
    for line in _gone(plan, "would be removed by --prune"):
        tell(line)
    tell(f"{counted(len(plan.jobs), 'source')} to convert{_rest(plan)}")
    return exit_code([refused.error.exit_code for refused in plan.refused])


def check(plan: "Plan", *, quiet: bool) -> int:
    """Print what is stale and why; 1 where anything is, else 0."""
    for job in plan.jobs:
        tell(f"{job.source}: {job.why or 'not converted by a run over a folder'}")
    for refused in plan.refused:
        say(f"markhue: {refused.error}")
    for line in _gone(plan, "its source is gone"):
        tell(line)
    if not quiet:
        tell(
            f"{counted(len(plan.jobs), 'source')} stale{_rest(plan)}"
            if plan.stale
            else f"all is current{_rest(plan)}"
        )
    return int(plan.stale)


def prune(plan: "Plan") -> None:
    """Remove the outputs of sources that are no more, and say which."""
    from convert import batch

    for path in batch.prune(plan):
        tell(f"{path}  removed: its source is gone")
    for gone in plan.vanished:
        for path in gone.edited:
            say(f"{path}: its source {gone.source} is gone; not removed, it was changed since it was written")


def remind(plan: "Plan") -> None:
    """Say what is left of sources that are no more, and which outputs are not what was written."""
    for path in plan.edited:
        say(f"{path}: changed since it was written, and stays; --force replaces it")
    number = sum(len(gone.outputs) for gone in plan.vanished)
    if number:
        what = "its source is gone" if number == 1 else "their sources are gone"
        say(f"{counted(number, 'output')} left, {what}: --dry-run lists them, --prune removes them")


def _gone(plan: "Plan", what: str) -> Iterator[str]:
    for gone in plan.vanished:
        for path in gone.outputs:
            yield f"{path}: {what}"
        for path in gone.edited:
            yield f"{path}: its source is gone, but it was changed since it was written, and stays"


def unchanged(plan: "Plan") -> int:
    """Count the sources of which nothing is to be made."""
    return len({one.source for one in plan.unchanged} - {job.source for job in plan.jobs})


def _rest(plan: "Plan") -> str:
    number = unchanged(plan)
    return (f", {number:,} unchanged" if number else "") + (
        f", {len(plan.refused):,} failed" if plan.refused else ""
    )
