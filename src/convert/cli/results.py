"""What came of sources in, lines on the terminal and an exit code out."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from convert.cli.messages import MAX_NOTICES, bug, counted, say, say_notices, tell
from convert.errors import ConvertError, ProofError, WorkerError

if TYPE_CHECKING:
    from convert.batch import Outcome, Result
    from convert.pipeline import Proof
    from convert.storage import Place


class Tally:
    """What came of sources, told as it comes; failures are kept for the end.

    `each`: a line for each file written, and each notice; else they are only counted. `tell` and `say` print a line of the report, and of trouble.
    """

    def __init__(
        self,
        *,
        quiet: bool = False,
        each: bool = True,
        tell: Callable[[str], bool] = tell,
        say: Callable[[str], None] = say,
    ) -> None:
        self.codes: list[int] = []
        self.converted = self.failed = self.written = self.notices = 0
        self._quiet, self._each, self._tell, self._say = quiet, each, tell, say
        self._failures: dict[
            str, str
        ] = {}  # by what is said: what is wrong with the command line is wrong for each source

    def add(self, outcome: "Outcome") -> bool:
        """Count and tell what came of a source; whether anything of it failed."""
        before = len(self.codes)
        for result in outcome.results:
            self.notices += len(result.notices)
            if self._each:
                say_notices(str(result.source), result.notices, self._say)
            if result.error is None:
                self._add_written(result)
            else:
                self._add_failure(result.source, result.error)
        failed = len(self.codes) > before
        self.failed += failed
        self.converted += not failed
        return failed

    def _add_written(self, result: "Result") -> None:
        self.written += 1
        proof = proven(str(result.target), result.proof, self.codes, self._say)
        if self._each and not self._quiet:
            line = f"{result.target}  {_size(result.size)}  {result.seconds:.2f} s{proof and '  ' + proof}"
            self._quiet = not self._tell(line)

    def _add_failure(self, source: "Place", error: Exception) -> None:
        if isinstance(error, ConvertError):
            self.codes.append(error.exit_code)
            # Who ends a worker knows no names of sources.
            named = f"{source}: {error}" if isinstance(error, WorkerError) else str(error)
            self._failures.setdefault(f"markhue: {named}", str(source))
        else:
            self.codes.append(bug(error, f" in {source}"))

    def end(self) -> None:
        """Tell what failed, by the sources' names."""
        if self.notices and not self._each and not self._quiet:
            say(f"{counted(self.notices, 'notice')}: -v tells them, --report keeps them")
        for line, _ in sorted(self._failures.items(), key=itemgetter(1)):
            say(line)


def exit_code(codes: Sequence[int]) -> int:
    """The code of the whole: that of all that went wrong, 1 where they differ."""
    return 0 if not codes else codes[0] if len(set(codes)) == 1 else 1


def proven(name: str, proof: "Proof | None", codes: list[int], say: Callable[[str], None] = say) -> str:
    """Say what an output lacks, and give in words what was verified: nothing where nobody asked."""
    if proof is None:
        return ""
    if not proof.missing:
        colors = "" if proof.colors is None else f", {counted(proof.colors, 'colour')}"
        return f"verified: {counted(proof.characters, 'character')}{colors}"
    codes.append(ProofError.exit_code)
    for what in proof.missing[:MAX_NOTICES]:
        say(f"{name}: missing: {what}")
    if len(proof.missing) > MAX_NOTICES:
        say(f"{name}: missing: {len(proof.missing) - MAX_NOTICES} things more")
    return f"not verified: {counted(len(proof.missing), 'thing')} missing"


def _size(size: int) -> str:
    if size < 1_000:
        return f"{size} B"
    return f"{size / 1_000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
