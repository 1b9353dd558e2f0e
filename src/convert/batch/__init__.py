"""Many sources: what the user named in, a plan of sources and targets, then one outcome a source out.

A bad source costs only its own outputs. An output never falls on a source, nor two outputs on one file. What stands as it would be
written is left.
"""

from typing import TYPE_CHECKING

from convert.batch.jobs import Gone, Job, Outcome, Plan, Refused, Result, Standing, Written, target
from convert.batch.plan import plan, plan_book

if TYPE_CHECKING:
    from convert.batch.conversion import convert
    from convert.batch.running import run, run_book
    from convert.storage import Place

_MODULE_OF = {"convert": "conversion", "run": "running", "run_book": "running"}
"""What loads the reader and the writers, which a plan needs none of."""


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for (PEP 562)."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = found
    return found


def prune(planned: Plan) -> "tuple[Place, ...]":
    """Remove the outputs of sources that are no more; see `incremental.prune`."""
    from convert.batch import incremental  # only folders pay for it

    return incremental.prune(planned)


__all__ = [
    "Gone",
    "Job",
    "Outcome",
    "Plan",
    "Refused",
    "Result",
    "Standing",
    "Written",
    "convert",
    "plan",
    "plan_book",
    "prune",
    "run",
    "run_book",
    "target",
]
