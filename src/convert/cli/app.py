"""The command line: words in, settings and calls out, messages and exit codes back; no conversion logic.

Exit codes: 0 all is well; 1 several things failed in different ways; 2 to 8 as `convert.errors` says; 70 a bug of ours;
130 interrupted.
"""

import os
import sys
from typing import Annotated, Any, Literal

import typer

from convert.cli import completion
from convert.cli.formats import check_asked, formats_asked
from convert.cli.help import Grouped
from convert.cli.messages import bug, say
from convert.cli.options import with_settings, with_values
from convert.errors import ConvertError, TargetError, UsageError

COMMANDS = ("convert", "bind", "watch", "audit", "config", "doctor", "themes")
DEFAULT_THEME = "handout"

_EPILOG = """\b
Examples
  markhue article.md                        .docx, .pdf and .txt beside it
  markhue article.md -t pdf -o handout.pdf  one file, named
  markhue articles/ -o out/ -t docx,txt     every Markdown file of a folder
  markhue article.md --theme exam           another look; see markhue themes
  markhue article.md --print safe           for a copier: each colour lined
  cat article.md | markhue - -t txt         from a pipe, to a pipe
  markhue bind articles/ -o book.pdf        all of a folder in one document
  markhue audit article.md                  its colours, and what is wrong
"""
_EPILOG_OF_BOOKS = """\b
Examples
  markhue bind articles/ -o book.pdf                      by name, 2 before 10
  markhue bind one.md two.md -o book.docx --title Readings
  markhue bind articles/ -t pdf --start right --impose booklet

What book.toml in the folder says need not be typed: title = "Readings", articles = ["one.md", "two.md"].
"""
_EPILOG_OF_WATCHING = """\b
Examples
  markhue watch article.md -t docx          the Word file at each change
  markhue watch articles/ -o out/ --serve   a folder, shown in the browser
  markhue watch article.md --serve --view pdf --open
"""
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
    if "_MARKHUE_COMPLETE" in os.environ:
        completion.with_command(os.environ, COMMANDS)
    try:
        sys.exit(app(args=with_values(arguments), prog_name="markhue", standalone_mode=False))
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
    """Annotated articles in Markdown and HTML to Word, PDF, HTML and plain text; every colour arrives.

    markhue SOURCE… is short for markhue convert SOURCE… ; "markhue convert --help" lists the options.
    """


@app.command("convert", cls=Grouped, epilog=_EPILOG)
@with_settings
def convert_command(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Markdown files, folders of them, or - for standard input."),
    ],
    *,
    run: dict[str, Any],
    typed: dict[str, Any],
    force: Annotated[
        bool,
        typer.Option("--force", help="Make anew what is unchanged, and outputs that were changed by hand."),
    ] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Remove outputs whose source is gone.")] = False,
    check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; exit code 1 where anything would be made or removed."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing; say what would be written.")
    ] = False,
    report: Annotated[
        str | None, typer.Option(metavar="FILE.json", help="What came of each source, for programs.")
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="tcp://HOST:PORT", help="Dask's scheduler, whose workers do the work; docs/cluster.md."
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say only what went wrong.")] = False,
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="A line for each file and notice, beside the bar too.")
    ] = False,
) -> None:
    """Convert sources: files, folders with all below them, or a stream."""
    output = run.get("output")
    if "-" in sources or output == "-":
        if len(sources) > 1:
            raise UsageError("- stands alone: one source, one result")
        asked = {
            "force": force,
            "prune": prune,
            "check": check,
            "dry-run": dry_run,
            "report": report,
            "cluster": cluster,
        }
        for option in (name for name, value in asked.items() if value):
            raise UsageError(f"--{option} is for files; - is a stream")
        from convert.cli import stream

        formats = formats_asked(run.get("to"), output)
        check_asked(typed, formats)
        raise typer.Exit(stream.convert(sources[0], output, formats, typed, quiet))
    from convert.cli import files

    acts = files.Acts(
        force=force,
        prune=prune,
        check=check,
        dry_run=dry_run,
        report=report,
        cluster=cluster,
        quiet=quiet,
        verbose=verbose,
    )
    raise typer.Exit(files.convert(sources, run, typed, acts))


@app.command("bind", cls=Grouped, epilog=_EPILOG_OF_BOOKS)
@with_settings
def bind_command(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FOLDER|FILES...", help="The articles: a folder of them, or files in their order."
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "-t",
            "--to",
            metavar="FORMATS",
            autocompletion=completion.formats,
            help="docx, pdf, txt, html; several with commas [docx,pdf,txt].",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="PATH", help="A file or a folder [beside the articles]."),
    ] = None,
    book: Annotated[
        str | None,
        typer.Option(
            metavar="FILE.toml", help="Title, order and settings of the book [book.toml in the folder]."
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="On the cover [the folder's name].")
    ] = None,
    subtitle: Annotated[str | None, typer.Option(metavar="TEXT", help="Under the title.")] = None,
    author: Annotated[
        str | None, typer.Option(metavar="TEXT", help="On the cover, and in the file's properties.")
    ] = None,
    date: Annotated[
        str | None, typer.Option(metavar="TEXT", help="On the cover: 2026-09-01, or any words.")
    ] = None,
    cover: Annotated[
        bool | None, typer.Option("--cover/--no-cover", help="A page of its own for the title.")
    ] = None,
    order: Annotated[
        Literal["name", "date", "given"] | None,
        typer.Option(help="The order of the articles [name for a folder, else as given]."),
    ] = None,
    start: Annotated[
        Literal["next", "right"] | None,
        typer.Option(help="Each article begins on the next page, or on a right-hand one [next]."),
    ] = None,
    *,
    typed: dict[str, Any],
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say only what went wrong.")] = False,
) -> None:
    """Bind articles into one document, with cover and contents. Each begins on a page of its own; notes go to the end."""
    from convert.cli.bind import bind

    about = {
        "title": title,
        "subtitle": subtitle,
        "author": author,
        "date": date,
        "cover": cover,
        "order": order,
        "start": start,
    }
    formats = formats_asked(to, output)
    check_asked(typed, formats)
    raise typer.Exit(bind(sources or [], book, output, formats, about, typed, quiet=quiet))


@app.command("watch", cls=Grouped, epilog=_EPILOG_OF_WATCHING)
@with_settings
def watch_command(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Markdown files, or folders of them.")
    ],
    *,
    run: dict[str, Any],
    typed: dict[str, Any],
    serve: Annotated[
        bool,
        typer.Option("--serve", help="Show the articles in a browser of this machine, always as they are."),
    ] = False,
    view: Annotated[
        Literal["html", "pdf"] | None, typer.Option(help="As the page or as the printed pages [html].")
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Where the browser finds them [any that is free].")
    ] = None,
    opened: Annotated[bool, typer.Option("--open", help="Open the browser.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say only what went wrong.")] = False,
) -> None:
    """Convert sources, and again whenever they change: they, their pictures, their theme, their settings. Ctrl-C ends it."""
    from convert.cli.watch import watch

    if not serve and (view or port or opened):
        raise UsageError("--view, --port and --open are for --serve")
    shown = (view or "html") if serve else None
    raise typer.Exit(watch(sources, run, typed, view=shown, port=port or 0, opened=opened, quiet=quiet))


@app.command("audit")
def audit_command(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Markdown files, folders of them, or - for standard input."),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="For programs: one JSON object.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit code 7 where something is wrong.")] = False,
) -> None:
    """Say which colours a source has, how they print, and what is wrong. Nothing is written."""
    from convert.cli.audit import examine

    raise typer.Exit(examine(sources, as_json=as_json, strict=strict))


@app.command("themes")
def themes_command(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]", help="Print this theme's sheet.")
    ] = None,
    docx: Annotated[
        bool, typer.Option("--docx", help="A Word file in this theme, to make a --template of your own from.")
    ] = False,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE.docx", help="Where --docx goes.")
    ] = None,
) -> None:
    """List the themes, or print one to change: markhue themes exam > mine.css."""
    from convert.cli.themes import show

    name = names[0] if names else None
    if names and len(names) > 1:
        raise UsageError(f"themes prints one sheet at a time, not that of {', '.join(names[1:])} too")
    if docx:
        from convert.cli import base

        base.write(name or DEFAULT_THEME, output)
        return
    if output is not None:
        raise UsageError("-o goes with --docx; a sheet is printed: markhue themes exam > mine.css")

    show(name, typer.echo)


@app.command("config", cls=Grouped)
@with_settings
def config_command(
    source: Annotated[
        str | None, typer.Argument(metavar="[SOURCE]", help="A Markdown file or a folder [this folder].")
    ] = None,
    *,
    run: dict[str, Any],
    typed: dict[str, Any],
    as_json: Annotated[bool, typer.Option("--json", help="For programs: one JSON object.")] = False,
) -> None:
    """Print the settings in force, and where each comes from: options, front matter, markhue.toml. Nothing is written."""
    from convert.cli.config import show

    raise typer.Exit(show(source, typed, run, as_json=as_json))


@app.command("doctor")
def doctor_command() -> None:
    """Say what this machine has, and what to install: libraries and faces."""
    from convert.cli.doctor import examine

    raise typer.Exit(examine(typer.echo))
