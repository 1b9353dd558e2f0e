"""Measurements in, what the project promises of them out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import folder
import large
import many
from processes import Figures
from shares import DRAWING, LAYOUT


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of a group of commands; `source_bytes` is what each reads."""

    figures: Mapping[str, Figures]
    source_bytes: int = 0


Results = Mapping[str, Measured]
"""By the title of the group."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Processor seconds of an article to PDF in a warm process, and the share of each part of the way."""

    seconds: float = 0.0
    shares: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Target:
    """A promise: the figure is at most `limit`, or with `at_least` not below it."""

    text: str
    value: float
    limit: float
    unit: str = "×"
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether it is kept."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def targets(results: Results, warm: Shares) -> Iterator[Target]:
    """Compare what was measured with what is promised; what was not measured is left out."""
    for title, measured in results.items():
        yield from _of_one(title, measured.figures)
    yield from _start(results)
    yield from _batch(results)
    yield from _many(results)
    yield from _large(results)
    if warm.shares:
        outside = 100 * (1 - warm.shares[LAYOUT] - warm.shares[DRAWING])
        text = "an article to PDF, warm, time outside WeasyPrint's layout and drawing"
        yield Target(text, outside, 15.0, " %")


def _of_one(title: str, figures: Mapping[str, Figures]) -> Iterator[Target]:
    """Promise what holds for one source of any length."""
    pairs = (
        ("markhue txt", "markhue docx", "to TXT, against our DOCX", 1.0),
        ("markhue pdf", "WeasyPrint pdf", "to PDF, against plain WeasyPrint", 1.15),
        ("markhue all", "WeasyPrint pdf", "to DOCX, PDF and TXT, against plain WeasyPrint's PDF", 1.3),
        ("markhue all", "pandoc all", "to DOCX, PDF and TXT, against pandoc's three with WeasyPrint", 1.0),
    )
    for ours, peer, text, limit in pairs:
        if ours in figures and peer in figures:
            yield Target(f"{title} {text}", figures[ours].ratio(figures[peer]), limit)
    if "markhue docx" in figures and "pandoc docx" in figures:
        limits = {"×1": 3.0, f"×{large.SMALL}": 0.5}
        if title in limits:
            value = figures["markhue docx"].ratio(figures["pandoc docx"])
            yield Target(f"{title} to DOCX, against pandoc", value, limits[title])


def _start(results: Results) -> Iterator[Target]:
    if "start" in results:
        figures = results["start"].figures
        value = figures["markhue --help"].cpu - figures["empty Python"].cpu
        yield Target("markhue --help, processor time over an empty Python's", value, 0.15, " s")


def _batch(results: Results) -> Iterator[Target]:
    peers = {
        "DOCX": ("pandoc by twos", 1 / 4),
        "TXT": ("pandoc by twos", 2 / 3),
        "PDF": ("pandoc + typst by twos", 1.0),
    }
    for name, (peer, limit) in peers.items():
        title = f"{folder.NUMBER} to {name}"
        if title not in results:
            continue
        figures = results[title].figures
        yield Target(
            f"{title}, against {peer}", figures["markhue --jobs 2"].ratio(figures[peer]), round(limit, 2)
        )
        quicker = figures["markhue --jobs 1"].ratio(figures["markhue --jobs 2"])
        yield Target(f"{title}, two workers against one", quicker, 1.8, at_least=True)


def _many(results: Results) -> Iterator[Target]:
    few, lots = (results.get(f"{number:,} notes") for number in (many.FEW, many.MANY))
    if few is None or lots is None:
        return
    first, again = (lots.figures[name] for name in ("markhue --jobs 2", "markhue again"))
    grown = first.together / few.figures["markhue --jobs 2"].together
    title = f"{many.MANY:,} notes"
    yield Target(f"{title}, memory of all processes against that for {many.FEW:,}", grown, many.FLAT)
    share = 100 * first.median(lambda run: run.own_cpu / run.cpu)
    yield Target(
        f"{title}, share of the process that plans, hands out and records in the processor time",
        share,
        10.0,
        " %",
    )
    yield Target(f"{title}, all unchanged", again.wall, 3.0, " s")


def _large(results: Results) -> Iterator[Target]:
    small, ten = (results.get(f"×{size}") for size in (large.SMALL, large.LARGE))
    for name in ("docx", "txt"):
        command = f"markhue {name}"
        if small and command in small.figures and name == "docx":
            yield Target(f"×{large.SMALL} to DOCX, peak memory", small.figures[command].peak, 150.0, " MiB")
        if small and ten and command in small.figures and command in ten.figures:
            longer = ten.figures[command].wall / small.figures[command].wall
            yield Target(f"×{large.LARGE} to {name.upper()}, against ×{large.SMALL}", longer, 11.0)
            weight = ten.figures[command].peak * 2**20 / ten.source_bytes
            yield Target(f"×{large.LARGE} to {name.upper()}, peak memory against the source", weight, 60.0)
