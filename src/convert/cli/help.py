"""A command with many options in, its help in groups out: one table of what stands under which heading."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from typer.core import TyperCommand

GROUPS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Files": "to output glob exclude resource_path allow_network strict verify quiet verbose help",
        "Many files": "jobs force prune check dry_run report timeout memory cluster",
        "The book": "book title subtitle author date cover order start",
        "Live view": "serve view port opened",
        "Looks": "theme template",
        "Page": "paper landscape margin font_size line_spacing large_print columns notes_column line_numbers duplex gutter",
        "Marks": "print marks legend digest cloze cloze_width key",
        "Text": "notes notes_headings toc toc_depth heading_order smart_quotes",
        "PDF": "impose impose_sheet impose_signature pdf_variant",
        "Plain text": "width text_marks",
    }
)
"""The names of options in the order of the help; what is in no group stands at the end."""
_LAST: Final = "Other"
_EITHER: Final = re.compile(r"--([\w-]+) / --no-\1")
_WIDEST: Final = 28  # columns of a name beside its explanation


class Grouped(TyperCommand):
    """A command whose help has a heading for each group of options."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments, then the options, group by group."""
        headings = {name: heading for heading, names in GROUPS.items() for name in names.split()}
        order = {name: number for number, name in enumerate(headings)}
        found: dict[str, list[tuple[str, str]]] = {name: [] for name in ("Arguments", *GROUPS, _LAST)}
        for parameter in sorted(self.get_params(ctx), key=lambda one: order.get(one.name or "", -1)):
            record = parameter.get_help_record(ctx)
            if record is None:
                continue
            of_options = headings.get(parameter.name or "", _LAST)
            heading = "Arguments" if parameter.param_type_name == "argument" else of_options
            found[heading].append((_EITHER.sub(r"--[no-]\1", record[0]), record[1]))
        for heading, records in found.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records, col_max=_WIDEST)
