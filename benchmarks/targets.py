"""Measurements in, what the project promises of them out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from processes import Figures, Run

Results = Mapping[int, Mapping[str, Figures]]
"""By how many times the body is repeated, then by command."""


@dataclass(frozen=True, slots=True)
class Target:
    """A promise: the figure is at most `limit`."""

    text: str
    value: float
    limit: float
    unit: str = "×"

    @property
    def met(self) -> bool:
        """Whether it is kept."""
        return self.value <= self.limit


def wall(run: Run) -> float:
    """Wall-clock seconds, for ratios."""
    return run.wall


def targets(results: Results, start: Mapping[str, Figures]) -> Iterator[Target]:
    """Compare what was measured with what is promised; what was not measured is left out."""
    for size, figures in results.items():
        yield from _of_size(size, figures)
    if start:
        value = start["markhue --help"].cpu - start["empty Python"].cpu
        yield Target("markhue --help, processor time over an empty Python's", value, 0.15, " s")


def _of_size(size: int, figures: Mapping[str, Figures]) -> Iterator[Target]:
    def ratio(ours: str, theirs: str) -> float:
        return figures[ours].ratio(figures[theirs], wall)

    if "markhue docx" in figures:
        if size == 1:
            yield Target("one article to DOCX, against pandoc", ratio("markhue docx", "pandoc docx"), 3.0)
        if size == 200:
            yield Target("×200 to DOCX, against pandoc", ratio("markhue docx", "pandoc docx"), 0.5)
            yield Target("×200 to DOCX, peak memory", figures["markhue docx"].peak, 150.0, " MiB")
    if "markhue docx" in figures and "markhue txt" in figures:
        yield Target(f"×{size} to TXT, against our DOCX", ratio("markhue txt", "markhue docx"), 1.0)
    if "markhue pdf" in figures:
        yield Target(
            f"×{size} to PDF, against plain WeasyPrint", ratio("markhue pdf", "WeasyPrint pdf"), 1.15
        )
    if "markhue all" in figures:
        yield Target(
            f"×{size} to DOCX, PDF and TXT, against plain WeasyPrint",
            ratio("markhue all", "WeasyPrint pdf"),
            1.3,
        )
