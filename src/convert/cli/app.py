"""The command line: words in, settings and calls out, messages and exit codes back; no conversion logic.

Exit codes: 0 all is well; 1 several things failed in different ways; 2 to 8 as `convert.errors` says; 70 a bug of ours;
130 interrupted.
"""

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from convert.cli.messages import MAX_NOTICES, bug, counted, say, say_notices, tell
from convert.errors import ConvertError, ProofError, TargetError, UsageError
from convert.notices import Report

if TYPE_CHECKING:
    from convert.pipeline import Proof

COMMANDS = ("convert", "audit", "doctor")
DEFAULT_FORMATS = ("docx", "pdf", "txt")

_EPILOG = """\b
Examples
  markhue article.md                        article.docx, .pdf and .txt beside it
  markhue article.md -t pdf -o handout.pdf  one file, named
  markhue articles/ -o out/ -t docx,txt     every Markdown file of a folder
  markhue article.md --theme exam --paper A5
  cat article.md | markhue - -t txt         from standard input to standard output
  markhue audit article.md                  its colours, and what is wrong with it
"""
# Endings of documents, where another ending may be part of a name, as in v1.2
_NOT_WRITTEN = frozenset(
    "md markdown doc docm dot dotx odt ott fodt rtf wps wpd pages epub mobi azw3 tex latex typ rst org adoc htm xhtml mhtml"
    " ppt pptx odp key xls xlsx ods csv ps djvu xps xml json png jpg jpeg svg".split()
)
# The parent of typer's own errors, which it gives no name
_Mistyped: type[Exception] = typer.BadParameter.__mro__[1]

app = typer.Typer(
    name="markhue",
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def main() -> None:
    """Run the command line; ends in SystemExit."""
    arguments = sys.argv[1:]
    # `markhue SOURCE…` is `markhue convert SOURCE…`: the first word that is no option of the group decides.
    if (
        arguments
        and arguments[0] not in (*COMMANDS, "--help", "-h", "--version")
        and not (arguments[0].startswith(("--install-completion", "--show-completion")))
    ):
        arguments.insert(0, "convert")
    try:
        sys.exit(app(args=arguments, prog_name="markhue", standalone_mode=False))
    except ConvertError as error:
        say(f"markhue: {error}")
        sys.exit(error.exit_code)
    except _Mistyped as error:
        sys.exit(_mistyped(error))
    except typer.Abort:
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(141)
    except OSError as error:
        # Files have their own errors; what is left is the terminal or the pipe.
        say(f"markhue: standard output: cannot be written: {(error.strerror or str(error)).lower()}")
        sys.exit(TargetError.exit_code)
    except Exception as error:
        sys.exit(bug(error))


def _mistyped(error: Any) -> int:
    """Say in one line what the command line does not allow; without any words it is the help that typer shows."""
    message = error.format_message()
    say(message if "\n" in message else f"markhue: {message[:1].lower()}{message[1:].rstrip('.')}")
    return UsageError.exit_code


def _version(wanted: bool) -> None:
    if wanted:
        from convert import __version__

        typer.echo(f"markhue {__version__}")
        raise typer.Exit


@app.callback(epilog=_EPILOG)
def group(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Annotated articles in Markdown and HTML to Word, PDF and plain text; every colour arrives.

    markhue SOURCE… is short for markhue convert SOURCE… ; "markhue convert --help" lists the options.
    """


@app.command("convert", epilog=_EPILOG)
def convert_command(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Markdown files, folders of them, or - for standard input."),
    ],
    to: Annotated[
        str | None,
        typer.Option(
            "-t", "--to", metavar="FORMATS", help="docx, pdf, txt, html; several with commas [docx,pdf,txt]."
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="PATH",
            help="A file, a folder, or - for standard output [beside the source].",
        ),
    ] = None,
    theme: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|FILE.css", help="How it looks: handout, exam, plain, or a sheet of your own."
        ),
    ] = None,
    notes: Annotated[
        Literal["appendix", "inline", "separate", "drop"] | None,
        typer.Option(
            help="Where study notes go: an appendix, where they stand, a file of their own, nowhere."
        ),
    ] = None,
    notes_headings: Annotated[
        str | None,
        typer.Option(metavar="WORDS", help="Words in a heading that say notes follow, with commas."),
    ] = None,
    paper: Annotated[
        str | None, typer.Option(metavar="SIZE", help="A4, A5, A3, B5, Letter, Legal, or 18cmx26cm.")
    ] = None,
    margin: Annotated[
        str | None, typer.Option(metavar="LENGTHS", help='One to four lengths, as in CSS: "2cm 2.5cm".')
    ] = None,
    font_size: Annotated[str | None, typer.Option(metavar="PT", help="Size of the text in points.")] = None,
    line_spacing: Annotated[
        float | None,
        typer.Option(metavar="FACTOR", help="Distance of lines in sizes of the text, such as 1.75."),
    ] = None,
    width: Annotated[
        int | None, typer.Option(metavar="COLUMNS", help="Width of plain text; 0 wraps nothing [80].")
    ] = None,
    text_marks: Annotated[
        Literal["none", "label", "bracket"] | None,
        typer.Option(
            help="How plain text shows marks: not at all, 【红】…【/红】, or brackets of their own."
        ),
    ] = None,
    smart_quotes: Annotated[
        bool | None,
        typer.Option("--smart-quotes/--no-smart-quotes", help="Straight quotes become curly: “开源”."),
    ] = None,
    strict: Annotated[
        bool | None,
        typer.Option("--strict/--no-strict", help="Write nothing where there is any notice; exit code 7."),
    ] = None,
    verify: Annotated[
        bool | None,
        typer.Option(
            "--verify/--no-verify",
            help="Read outputs back: is every character and colour there? Exit code 8.",
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say only what went wrong.")] = False,
) -> None:
    """Convert sources; one line for each file written."""
    typed = {
        "theme": theme,
        "notes": notes,
        "notes_headings": _words(notes_headings),
        "paper": paper,
        "margin": margin,
        "font_size": _points(font_size),
        "line_spacing": line_spacing,
        "width": width,
        "text_marks": text_marks,
        "smart_quotes": smart_quotes,
        "strict": strict,
        "verify": verify,
    }
    settings = {key: value for key, value in typed.items() if value is not None}
    formats = _formats(to, output)
    if "-" in sources or output == "-":
        if len(sources) > 1:
            raise UsageError("- stands alone: one source, one result")
        raise typer.Exit(_stream(sources[0], output, formats, settings, quiet))
    raise typer.Exit(_files([Path(source) for source in sources], output, formats, settings, quiet))


@app.command("audit")
def audit_command(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Markdown files, folders of them, or - for standard input."),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="For programs: one JSON object.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit code 7 where something is wrong.")] = False,
) -> None:
    """Say which colours a source uses, how they print, and what is wrong with it; nothing is written."""
    from convert.cli.audit import examine

    raise typer.Exit(examine(sources, as_json=as_json, strict=strict))


@app.command("doctor")
def doctor_command() -> None:
    """Say what this machine has: versions, libraries, the face each role gets, and what to install."""
    from convert.cli.doctor import examine

    raise typer.Exit(examine(typer.echo))


def _files(
    sources: list[Path], output: str | None, formats: tuple[str, ...], settings: dict[str, Any], quiet: bool
) -> int:
    """Convert files; the exit code."""
    from convert import batch

    jobs = batch.plan(sources, output, formats)
    began = time.perf_counter()
    codes: list[int] = []
    told: set[str] = set()  # what is wrong with the command line itself is wrong for each source
    written = 0
    for result in batch.run(jobs, settings):
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
            proven = _proven(str(result.target), result.proof, codes)
            line = f"{result.target}  {_size(result.size)}  {result.seconds:.2f} s{proven and '  ' + proven}"
            quiet = quiet or not tell(line)
    if len(jobs) > 1 and written and not quiet:
        failed = f", {len(codes)} failed" if codes else ""
        tell(f"{counted(written, 'file')} in {time.perf_counter() - began:.1f} s{failed}")
    return 0 if not codes else codes[0] if len(set(codes)) == 1 else 1


def _proven(name: str, proof: "Proof | None", codes: list[int]) -> str:
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


def _stream(
    source: str, output: str | None, formats: tuple[str, ...], settings: dict[str, Any], quiet: bool
) -> int:
    """Convert one source when one end is a stream; the exit code."""
    from convert import pipeline

    if len(formats) != 1:
        raise UsageError("say one format with -t, such as -t txt, when reading or writing a stream")
    report = Report()
    data, name, fetch = pipeline.opened(source, sys.stdin.buffer, report)
    article = pipeline.prepare(data, name, settings, report, fetch)
    outputs = pipeline.render(article, formats[0], report)
    say_notices(name, tuple(report))
    if article.settings.strict:
        pipeline.refuse_notices(name, tuple(report))
    if output in (None, "-") and formats[0] in ("docx", "pdf") and sys.stdout.isatty():
        raise UsageError(f"{formats[0]} is not for a terminal; name a file with -o")
    codes: list[int] = []
    for result in outputs:
        if output in (None, "-"):
            sys.stdout.buffer.write(result.data)
        else:
            target = Path(str(output))
            part = f"{target.stem}.{result.part}{target.suffix}" if result.part else target.name
            pipeline.save(target.with_name(part), result.data)
        if article.settings.verify:
            proof = pipeline.prove(article, formats[0], result.document, result.data)
            proven = _proven(name, proof, codes)
            if not quiet:
                say(f"{name}: {proven}")
    sys.stdout.buffer.flush()
    return codes[0] if codes else 0


def _formats(to: str | None, output: str | None) -> tuple[str, ...]:
    """The formats asked for, by `-t` or by the ending of `-o`."""
    from convert.writers import formats

    known = formats()
    ending = Path(output).suffix.lower().lstrip(".") if output and output != "-" else ""
    if output and ending in _NOT_WRITTEN and not output.endswith(("/", os.sep)) and not Path(output).is_dir():
        raise UsageError(f"-o {output}: {ending} is not written; known are {', '.join(known)}")
    if to is None:
        return (ending,) if ending in known else DEFAULT_FORMATS
    asked = tuple(dict.fromkeys(name.strip().lower().lstrip(".") for name in to.split(",") if name.strip()))
    for name in asked:
        if name not in known:
            raise UsageError(f"unknown format {name!r}; known are {', '.join(known)}")
    if not asked:
        raise UsageError(f"-t names no format; known are {', '.join(known)}")
    if ending in known and asked != (ending,):
        raise UsageError(f"-o {output} is {ending}, but -t says {to}")
    return asked


def _words(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    return tuple(
        word.strip() for word in text.replace("，", ",").replace("、", ",").split(",") if word.strip()
    )


def _points(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        return float(text.lower().removesuffix("pt"))
    except ValueError:
        raise UsageError(f"--font-size takes points, such as 12 or 10.5pt, not {text!r}") from None


def _size(size: int) -> str:
    if size < 1_000:
        return f"{size} B"
    return f"{size / 1_000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
