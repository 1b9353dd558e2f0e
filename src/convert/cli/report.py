"""What came of a run in, one JSON object for programs out; its form is described in `docs/batch.md`."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from convert import __version__
from convert.errors import ConvertError

if TYPE_CHECKING:
    from convert.batch import Outcome, Plan, Result, Written
    from convert.storage import Place

_STATUSES = ("converted", "unchanged", "failed", "left")


class Report:
    """Gathers a record for each source; what a plan leaves as it stands, and what is never begun, are in it too."""

    def __init__(self, plan: "Plan") -> None:
        self._sources = {str(job.source): json.dumps(_entry(job.source, "left")) for job in plan.jobs}
        for standing in plan.unchanged:
            outputs = [_written(one) for one in standing.outputs]
            self._sources[str(standing.source)] = json.dumps(
                _entry(standing.source, "unchanged", outputs=outputs)
            )

    def add(self, outcome: "Outcome") -> None:
        """Note what came of a source. The text is kept, not the objects: it is a tenth of them."""
        error = next((result.error for result in outcome.results if result.error is not None), None)
        entry = _entry(
            outcome.source,
            "converted" if error is None else "failed",
            outputs=[_output(result) for result in outcome.results if result.error is None],
            notices=[
                {"line": notice.line, "code": notice.code.value, "message": notice.message}
                for result in outcome.results
                for notice in result.notices
            ],
            seconds=round(outcome.seconds, 3),
            error=None if error is None else _error(outcome.source, error),
        )
        self._sources[str(outcome.source)] = json.dumps(entry)

    def write(self, where: str, settings: Mapping[str, Any], formats: Sequence[str], seconds: float) -> None:
        """Write it whole or not at all; TargetError says why it cannot be. `settings` are those that were typed."""
        from convert import storage

        sources = [json.loads(self._sources[name]) for name in sorted(self._sources)]
        count = {status: sum(one["status"] == status for one in sources) for status in _STATUSES}
        about = {
            "program": "markhue",
            "version": __version__,
            "formats": list(formats),
            "settings": dict(sorted(settings.items())),
            "totals": {"sources": len(sources), **count, "seconds": round(seconds, 3)},
            "sources": sources,
        }
        text = json.dumps(about, ensure_ascii=False, indent=1, default=str)
        # A name that is no Unicode has lone surrogates, which no UTF-8 can carry.
        place = storage.named(where)
        storage.of(place).save(str(place), text.encode("utf-8", "backslashreplace") + b"\n")


def _entry(source: "Place", status: str, **found: Any) -> dict[str, Any]:
    usual = {"outputs": [], "notices": [], "seconds": 0.0, "error": None}
    return {"source": str(source), "status": status, **usual, **found}


def _written(one: "Written") -> dict[str, Any]:
    name = PurePath(one.path).suffix.removeprefix(".")
    return {"path": one.path, "format": name, "size": one.size, "sha256": one.sha256, "seconds": 0.0}


def _output(result: "Result") -> dict[str, Any]:
    return {
        "path": str(result.target),
        "format": result.format,
        "size": result.size,
        "sha256": result.written.sha256 if result.written is not None else None,
        "seconds": round(result.seconds, 3),
    }


def _error(source: "Place", error: Exception) -> dict[str, Any]:
    place = re.match(re.escape(str(source)) + r":(\d+):", str(error))
    code = error.exit_code if isinstance(error, ConvertError) else 70
    return {"code": code, "message": str(error), "line": int(place[1]) if place else None}
