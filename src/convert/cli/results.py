"""What came of sources in, lines on the terminal and an exit code out."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from convert.cli.messages import MAX_NOTICES, bug, counted, say, say_notices, tell
from convert.errors import ConvertError, ProofError

if TYPE_CHECKING:
    from convert.batch import Result
    from convert.pipeline import Proof


def tell_all(results: "Iterable[Result]", quiet: bool) -> tuple[list[int], int]:
    """Say what came of each output: the exit codes of what went wrong, and how many files were written."""
    codes: list[int] = []
    told: set[str] = set()  # what is wrong with the command line itself is wrong for each source
    written = 0
    for result in results:
        say_notices(str(result.source), result.notices)
        if isinstance(result.error, ConvertError):
            codes.append(result.error.exit_code)
            if str(result.error) not in told:
                say(f"markhue: {result.error}")
            told.add(str(result.error))
        elif result.error is not None:
            codes.append(bug(result.error, f" in {result.source}"))
        else:
            written += 1
            proof = proven(str(result.target), result.proof, codes)
            line = f"{result.target}  {_size(result.size)}  {result.seconds:.2f} s{proof and '  ' + proof}"
            quiet = quiet or not tell(line)
    return codes, written


def exit_code(codes: Sequence[int]) -> int:
    """The code of the whole: that of all that went wrong, 1 where they differ."""
    return 0 if not codes else codes[0] if len(set(codes)) == 1 else 1


def proven(name: str, proof: "Proof | None", codes: list[int]) -> str:
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
