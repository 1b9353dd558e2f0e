"""What the user named in, and which paths changed; what was made of the sources that this concerns out. Libraries stay loaded."""

import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from convert import batch, config, pipeline
from convert.batch import Job, Outcome, Plan, Result
from convert.errors import ConvertError
from convert.notices import Report
from convert.record import Record, replace
from convert.resources import digest_of
from convert.saving import RECORD
from convert.sources import ENDINGS
from convert.storage import Place
from convert.watch.watching import Watched

if TYPE_CHECKING:
    from convert.watch.views import Views

View = Literal["html", "pdf"]
_CONFIGURATION = ("markhue.toml", "pyproject.toml", ".gitignore", ".markhueignore")
_OUTPUTS = (".docx", ".html", ".pdf", ".txt")
_FEW = 50  # sources whose files are looked at one by one
_LITTLE = '---\nlang: zh\n---\n# 题\n\n一**二**<span style="color: red">三</span>\n\n> 四\n\n- 五\n\n| 六 |\n|---|\n'


class Asked(Record):
    """What was asked of the watch: what was named, what was typed of a run and of settings, and what a browser is shown."""

    sources: Sequence[Place]
    run: Mapping[str, Any]
    typed: Mapping[str, Any]
    formats: Callable[
        [str | None, str | None], tuple[str, ...]
    ]  # of what is said of formats and of where outputs go
    view: View | None = None


class Rebuilder:
    """Keeps outputs as their sources are. A source is made again where it, or a file it was made of, changed."""

    def __init__(self, asked: Asked, views: "Views | None" = None) -> None:
        self._asked, self._views = asked, views
        self._top = config.top(asked.sources)
        self._folders = tuple(one for one in map(str, asked.sources) if os.path.isdir(one))  # noqa: PTH112
        self._reads: dict[str, frozenset[str]] = {}  # of each source, what it was made of
        self._failed: set[str] = set()
        self._sources: dict[str, Place] = {}  # that a browser may see, by their keys
        if views is not None:
            views.make = self._show_one
        self._told: set[str] = set()  # what was said of sources that get no place

    def warm(self) -> None:
        """Load what the formats need, so that the first change waits for nothing."""
        asked, report = config.run(self._top, self._asked.run), Report()
        formats = {*self._asked.formats(asked.to, asked.output), self._asked.view or "txt"}
        article = pipeline.prepare(_LITTLE.encode(), "article", {}, report)
        for name in sorted(formats):
            pipeline.render(article, name, report)

    def watched(self) -> Watched:
        """What is to be looked at: what was named, what may hold settings above it, and what sources were made of."""
        files = [_absolute(str(one)) for one in self._asked.sources if str(one) not in self._folders]
        here = Path(_absolute(str(self._top or os.curdir)))
        above = [str(one / name) for one in (here, *here.parents) for name in _CONFIGURATION[:2]]
        read = [path for paths in self._reads.values() for path in paths] if len(self._reads) <= _FEW else []
        folders = self._folders or tuple(dict.fromkeys(os.path.dirname(file) for file in files))  # noqa: PTH120
        return Watched(folders, bool(self._folders), frozenset((*files, *above, *read)))

    def matters(self, path: str) -> bool:
        """Whether a change of a path may concern a source: one of an output or a temporary file does not."""
        name = os.path.basename(path)  # noqa: PTH119
        if name == RECORD or name.endswith(".part"):
            return False
        if any(_real(path) in paths for paths in self._reads.values()):
            return True
        if name.endswith(_OUTPUTS):
            return False
        return bool(self._folders) or name in _CONFIGURATION or name.lower().endswith(ENDINGS)

    def first(self, *, made: bool) -> Iterator[Outcome]:
        """Make everything that is not as it would be made; or, where a run has just `made` it, only take note of what is there."""
        if not made:
            yield from self._made(None)
            return
        try:
            plan = self._plan()
        except ConvertError:  # the run has said so
            return
        self._failed |= {str(job.source) for job in plan.jobs}
        self._told = {str(one.error) for one in plan.refused}
        self._show(plan, plan.jobs)

    def again(self, changed: Collection[str]) -> Iterator[Outcome]:
        """Make what a change of paths concerns."""
        yield from self._made(frozenset(map(_real, changed)))

    def _made(self, changed: frozenset[str] | None) -> Iterator[Outcome]:
        try:
            plan = self._plan()
        except ConvertError as error:
            yield _refused(self._asked.sources[0], error)
            return
        jobs = tuple(job for job in plan.jobs if changed is None or self._concerned(job, changed))
        self._show(plan, jobs)
        fresh = [one for one in plan.refused if str(one.error) not in self._told]
        self._told = {str(one.error) for one in plan.refused}
        for outcome in batch.run(replace(plan, jobs=jobs, refused=tuple(fresh)), self._asked.typed):
            self._learn(outcome)
            yield outcome

    def _plan(self) -> Plan:
        asked = config.run(self._top, self._asked.run)
        return batch.plan(
            list(self._asked.sources),
            asked.output,
            self._asked.formats(asked.to, asked.output),
            glob=asked.glob,
            exclude=asked.exclude,
            layers=partial(config.layers, top=self._top),
            typed=self._asked.typed,
        )

    def _concerned(self, job: Job, changed: frozenset[str]) -> bool:
        """Whether a job is to be done: the record may say so, but not of one that failed, nor where none is kept."""
        name = str(job.source)
        if job.home and name not in self._failed:
            return True
        if any(os.path.basename(path) in _CONFIGURATION for path in changed):  # noqa: PTH119
            return True
        return not changed.isdisjoint((_real(name), *self._reads.get(name, ())))

    def _learn(self, outcome: Outcome) -> None:
        name = str(outcome.source)
        if outcome.reads:
            self._reads[name] = frozenset(_real(path) for path, _ in outcome.reads)
        if any(result.error is not None for result in outcome.results):
            self._failed.add(name)
        else:
            self._failed.discard(name)

    def _show(self, plan: Plan, jobs: Sequence[Job]) -> None:
        """Name all sources to a browser, and show it those anew that it has seen, before files are written."""
        if self._views is None:
            return
        there = {
            key(str(one)): one
            for one in (*(job.source for job in plan.jobs), *(one.source for one in plan.unchanged))
        }
        for gone in self._sources.keys() - there.keys():
            self._views.remove(gone)
        self._sources = there
        for name, source in there.items():
            self._views.offer(name, str(source))
        for job in jobs:
            seen = self._views.get(key(str(job.source)))
            if seen is not None and (seen.data or seen.error):
                self._show_one(seen.key)

    def _show_one(self, key: str) -> None:
        views, view, source = self._views, self._asked.view, self._sources.get(key)
        if views is None or view is None or source is None:
            return
        name, report = str(source), Report()
        try:
            layers = config.layers(source.parent, self._top)
            data, _, fetch = pipeline.opened(name, sys.stdin.buffer, report, self._asked.typed, layers)
            article = pipeline.prepare(data, name, self._asked.typed, report, fetch, layers)
            outputs = pipeline.render(article, view, report)
        except ConvertError as error:
            views.fail(key, name, str(error))
        except Exception as error:
            views.fail(key, name, f"a bug of ours: {type(error).__name__}: {error}")
        else:
            views.show(key, name, view, outputs[0].data, [str(notice) for notice in report])


def key(source: str) -> str:
    """What a source is called in addresses."""
    return digest_of(os.fsencode(_real(source)))[:16]


def _refused(source: Place, error: ConvertError) -> Outcome:
    return Outcome(source, (Result(source, error=error),))


def _real(path: str) -> str:
    """A path as the system tells it and as a source's reads name it, made one; its last link stays."""
    folder, name = os.path.split(_absolute(path))
    return os.path.join(os.path.realpath(folder), name)  # noqa: PTH118


def _absolute(path: str) -> str:
    return os.path.abspath(path)  # noqa: PTH100  (links stay: they may lead elsewhere another time)
