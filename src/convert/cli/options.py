"""The options that are settings: one table, and a decorator that puts them on a command and gives it what was typed."""

import inspect
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from convert.cli import completion
from convert.errors import UsageError


def _words(text: str) -> tuple[str, ...]:
    return tuple(
        word.strip() for word in text.replace("，", ",").replace("、", ",").split(",") if word.strip()
    )


def _points(text: str) -> float:
    try:
        return float(text.lower().removesuffix("pt"))
    except ValueError:
        raise UsageError(f"--font-size takes points, such as 12 or 10.5pt, not {text!r}") from None


def _folder(text: str) -> str:
    from convert import storage

    if not storage.of(storage.named(text)).is_folder(text):
        raise UsageError(f"--resource-path takes a folder, and {text} is none")
    return text


def _named(text: str) -> tuple[str, str]:
    mark, _, name = (part.strip() for part in text.partition("="))
    if not mark or not name:
        raise UsageError(f"--marks takes a mark and its name, such as red=thesis, not {text!r}")
    return mark, name


# The names are those of `config.Settings`; without a value an option is not typed. `cli.help` has their order.
SETTINGS: dict[str, Any] = {
    "theme": Annotated[
        str | None,
        typer.Option(
            metavar="NAME|FILE.css",
            autocompletion=completion.themes,
            help="How it looks: one of `markhue themes`, or a sheet of your own [handout].",
        ),
    ],
    "template": Annotated[
        str | None,
        typer.Option(
            metavar="FILE.docx",
            autocompletion=completion.templates,
            help="A Word file of your own (.docx, .dotx): its styles, pages, headers.",
        ),
    ],
    "notes": Annotated[
        Literal["appendix", "article", "inline", "separate", "drop"] | None,
        typer.Option(
            help="Where study notes go: to an appendix, behind their article, where they stand, to a file of their own, nowhere [appendix]."
        ),
    ],
    "notes_headings": Annotated[
        str | None,
        typer.Option(
            metavar="WORDS",
            parser=_words,
            help="Words in a heading that say that notes follow, with commas between.",
        ),
    ],
    "paper": Annotated[
        str | None,
        typer.Option(
            metavar="SIZE",
            autocompletion=completion.papers,
            help='A4, A5, A3, B5, Letter, Legal, 16K, "A4 landscape", or 18cmx26cm.',
        ),
    ],
    "landscape": Annotated[
        bool | None, typer.Option("--landscape/--no-landscape", help="The paper lies on its long side.")
    ],
    "margin": Annotated[
        str | None, typer.Option(metavar="LENGTHS", help='One to four lengths, as in CSS: "2cm 2.5cm".')
    ],
    "font_size": Annotated[
        str | None, typer.Option(metavar="PT", parser=_points, help="Size of the text in points.")
    ],
    "line_spacing": Annotated[
        float | None,
        typer.Option(metavar="FACTOR", help="Distance of lines in sizes of the text, such as 1.75."),
    ],
    "large_print": Annotated[
        bool | None,
        typer.Option(
            "--large-print/--no-large-print",
            help="18 pt and up, sans, flush left, no italics: the theme of that name, or yours made so.",
        ),
    ],
    "columns": Annotated[
        int | None, typer.Option(metavar="NUMBER", help="Columns of text on a page, 1 to 3 [1].")
    ],
    "gutter": Annotated[
        str | None, typer.Option(metavar="LENGTH", help="Room for binding at the inner side, such as 8mm.")
    ],
    "duplex": Annotated[
        bool | None,
        typer.Option(
            "--duplex/--no-duplex", help="Both sides of a sheet: margins mirrored, numbers outside."
        ),
    ],
    "notes_column": Annotated[
        Literal["ruled", "blank"] | None,
        typer.Option(
            help="A margin of 5 cm to write in, at the right or, with --duplex, outer side [ruled]."
        ),
    ],
    "line_numbers": Annotated[
        Literal["page", "continuous"] | None,
        typer.Option(help="Every fifth line has its number; page begins anew on each [continuous]."),
    ],
    "print": Annotated[
        Literal["color", "safe", "mono"] | None,
        typer.Option(
            help="The marks as they are; dark enough to be copied, each with a line of its own; or in black and grey [color]."
        ),
    ],
    "marks": Annotated[
        list[str] | None,
        typer.Option(
            "--marks",
            metavar="MARK=NAME",
            parser=_named,
            help="What a mark is called: --marks red=thesis, once for each. 红 or #c00000 will do for red.",
        ),
    ],
    "legend": Annotated[
        Literal["auto", "on", "off"] | None,
        typer.Option(
            help="Names, lines and numbers of the marks, under the title [auto: where they have names or --print is not color]."
        ),
    ],
    "digest": Annotated[
        bool | None,
        typer.Option(
            "--digest/--no-digest",
            help="A last sheet with every marked sentence, by mark, and where it stands.",
        ),
    ],
    "width": Annotated[
        int | None, typer.Option(metavar="COLUMNS", help="Width of plain text; 0 wraps nothing [80].")
    ],
    "text_marks": Annotated[
        Literal["none", "label", "bracket"] | None,
        typer.Option(
            help="How plain text shows marks: not at all, 【红】…【/红】, or a pair of brackets each [none]."
        ),
    ],
    "smart_quotes": Annotated[
        bool | None,
        typer.Option(
            "--smart-quotes/--no-smart-quotes",
            help="Straight quotes become curly: “开源” [in English documents].",
        ),
    ],
    "strict": Annotated[
        bool | None,
        typer.Option(
            "--strict/--no-strict",
            help="Write nothing where there is any notice about the document; exit code 7.",
        ),
    ],
    "verify": Annotated[
        bool | None,
        typer.Option(
            "--verify/--no-verify",
            help="Read outputs back: is every character and colour there? Exit code 8.",
        ),
    ],
    "heading_order": Annotated[
        Literal["repair", "keep"] | None,
        typer.Option(
            help="A heading that skips levels is set one below the one it stands under, or stays [repair]."
        ),
    ],
    "toc": Annotated[
        bool | None,
        typer.Option(
            "--toc/--no-toc",
            help="A table of contents under the title; unasked, there is one where the source says [TOC].",
        ),
    ],
    "toc_depth": Annotated[
        int | None, typer.Option(metavar="LEVELS", help="Levels of headings it lists, 1 to 6 [3].")
    ],
    "cloze": Annotated[
        str | None,
        typer.Option(
            metavar="MARKS",
            parser=_words,
            autocompletion=completion.marks,
            help="The words of these marks become numbered gaps: red,green or all.",
        ),
    ],
    "cloze_width": Annotated[
        float | None,
        typer.Option(
            metavar="EM", help="One width for all gaps, which gives nothing away [that of the words]."
        ),
    ],
    "key": Annotated[
        bool | None, typer.Option("--key/--no-key", help="The answers, on a page of their own at the end.")
    ],
    "impose": Annotated[
        Literal["2up", "booklet"] | None,
        typer.Option(help="Two pages of the PDF on a side: as they are read, or to be folded in the middle."),
    ],
    "impose_sheet": Annotated[
        str | None,
        typer.Option(
            metavar="SIZE",
            autocompletion=completion.papers,
            help="The paper of --impose, such as A4 [that of the pages].",
        ),
    ],
    "impose_signature": Annotated[
        int | None, typer.Option(metavar="SHEETS", help="The most sheets a booklet lays in each other [all].")
    ],
    "resource_path": Annotated[
        list[str] | None,
        typer.Option(
            "--resource-path",
            metavar="FOLDER",
            parser=_folder,
            help="A folder whose pictures and sheets sources may use, beside those below their own. Repeatable.",
        ),
    ],
    "allow_network": Annotated[
        bool | None,
        typer.Option(
            "--allow-network",
            help="Pictures of the public web are fetched; else nothing ever is. Typed only.",
        ),
    ],
    "pdf_variant": Annotated[
        Literal["pdf/ua-1", "pdf/ua-2", "pdf/a-2u", "pdf/a-3a"] | None,
        typer.Option(help="The standard that the PDF keeps to; each is tagged [pdf/ua-1]."),
    ],
}

# What holds for a run over all sources: the keys of `config.Run` in files.
RUN: dict[str, Any] = {
    "to": Annotated[
        str | None,
        typer.Option(
            "-t",
            "--to",
            metavar="FORMATS",
            autocompletion=completion.formats,
            help="docx, pdf, txt, html; several with commas [docx,pdf,txt].",
        ),
    ],
    "output": Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="PATH",
            help="A file, a folder, or - for standard output [beside the source].",
        ),
    ],
    "jobs": Annotated[
        str | None,
        typer.Option("-j", "--jobs", metavar="NUMBER", help="Workers at a time [the cores it may use]."),
    ],
    "glob": Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATTERN", help="Of folders only what fits, as in .gitignore: '2026-*'. Repeatable."
        ),
    ],
    "exclude": Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATTERN", help="Of folders not what fits, as in .gitignore: drafts/. Repeatable."
        ),
    ],
    "timeout": Annotated[
        str | None, typer.Option(metavar="TIME", help="The most a source may take: 90s, 2m [any].")
    ],
    "memory": Annotated[
        str | None, typer.Option(metavar="SIZE", help="The most memory a worker may take: 800M, 2G [any].")
    ],
}
_TABLES = {"run": RUN, "typed": SETTINGS}

# Options that say enough without a value: those they may have, the usual one first.
_USUAL = {
    "--notes-column": ("ruled", "blank"),
    "--line-numbers": ("continuous", "page"),
}
# Second names of options, which the help does not show
_SECOND = {"--mark": "--marks"}


def with_settings(command: Callable[..., None]) -> Callable[..., None]:
    """Put the settings on a command in the place of its parameters `typed` and `run`, which get those that were typed, by name."""
    own = inspect.signature(command).parameters
    tables = {one: _TABLES[one] for one in own if one in _TABLES}
    options = {name: option for table in tables.values() for name, option in table.items()}
    names = [name for one in own for name in tables.get(one, (one,))]

    def run(**values: Any) -> None:
        for one, table in tables.items():
            said = {name: values.pop(name) for name in table}
            values[one] = {name: value for name, value in said.items() if value is not None}
        command(**values)

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__annotations__ = {name: options[name] if name in options else own[name].annotation for name in names}
    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=own[name].default if name in own else None,
                annotation=run.__annotations__[name],
            )
            for name in names
        ]
    )
    return run


def with_values(arguments: list[str]) -> list[str]:
    """Give options their first name, and their usual value where they stand alone; UsageError where what follows is no value of it nor a source."""
    found: list[str] = []
    for word, after in zip_longest(arguments, arguments[1:]):
        name, parted, value = word.partition("=")
        found.append(f"{_SECOND[name]}{parted}{value}" if name in _SECOND else word)
        if word in _USUAL and after not in _USUAL[word]:
            if after and after.isalnum() and not Path(after).exists():
                raise UsageError(f"{word} is {' or '.join(_USUAL[word])}, not {after}")
            found.append(_USUAL[word][0])
    return found
