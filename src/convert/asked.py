"""Settings and where they stand in, what transforms and writers are told out: themes and templates read, what they refuse blamed."""

import datetime
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from convert import config, themes, transforms, writers
from convert.config import Settings
from convert.errors import ConvertError, SettingsError, UsageError
from convert.model import Meta
from convert.reader import Fetch, no_files
from convert.reader.frontmatter import FrontMatter
from convert.reader.language import reading
from convert.record import Record, replace
from convert.resources import Resources, files_only

if TYPE_CHECKING:
    from convert.config import Layer


class Said(Record):
    """Where the settings of a source or a book stand: front matter, and what messages call that; command line; configuration files.

    `fetch` is the way to what stands beside it, `resources` to what does not.
    """

    front: FrontMatter
    name: str
    typed: Mapping[str, Any]
    fetch: Fetch = no_files
    layers: "tuple[Layer, ...]" = ()
    resources: Resources | None = None

    def way(self, key: str, what: str) -> Fetch:
        """The way to the file that a setting names, called `what`: typed, it may stand anywhere; in a file, only beside or below that."""
        resources = self.resources or Resources()
        origin = self.origin(key)
        if origin.kind == "command line":
            return resources.anywhere(what)
        return files_only(self.fetch if origin.folder is None else resources.below(origin.folder))

    def origin(self, key: str) -> config.Origin:
        """Where a setting stands."""
        return config.origin(key, self.front, self.typed, self.layers, self.name)


def of_transforms(settings: Settings, options: writers.Options | None) -> transforms.Options:
    """What settings ask of transforms."""
    return transforms.Options(
        settings.notes,
        settings.notes_headings,
        settings.smart_quotes,
        heading_order=settings.heading_order,
        least_pt=settings.least_pt,
        print=settings.print,
        theme=(lambda: options.theme) if options is not None else None,
        toc=settings.toc,
        toc_depth=settings.toc_depth,
        cloze=settings.cloze,
        cloze_width=settings.cloze_width,
        key=settings.key,
        names=dict(settings.marks),
        legend=settings.legend,
        digest=settings.digest,
    )


def of_writers(meta: Meta, settings: Settings, said: Said) -> writers.Options:
    """What writers are told beside the document."""
    fetch = said.way("theme", "the theme")
    mono = settings.print == "mono"
    load_theme = partial(themes.load, settings.theme, language=meta.language, fetch=fetch, mono=mono)
    # Our own themes are sound and wait until a writer asks; what a user says of the page is checked at once.
    ours = settings.theme in themes.names() and settings.page_setup == themes.PageSetup()
    try:
        theme = load_theme if ours else load_theme(settings.page_setup)
    except SettingsError as error:
        raise _blamed(error, settings, said, load_theme) from None
    right_to_left = reading(meta.language) == "rtl"
    options = writers.Options(
        theme,
        settings.width,
        _instant(meta),
        settings.text_marks,
        pdf_variant=settings.pdf_variant,
        imposition=config.imposition(settings, right_to_left=right_to_left),
        template=_template(settings.template, said.way("template", "the template")),
        text_legend=settings.legend != "off",
    )
    options.pages = writers.of_pdf(options)
    return options


def _template(name: str | None, fetch: Fetch) -> tuple[str, bytes] | None:
    """Read a Word file; SettingsError where there is none, or it is no template."""
    if name is None:
        return None
    data = fetch(name)
    if data is None:
        raise SettingsError(f"{name}: no such Word file beside what names it as its template")
    writers.check_template(name, data)
    return name, data


def _blamed(
    error: SettingsError,
    settings: Settings,
    said: Said,
    load_theme: Callable[[themes.PageSetup], themes.Theme],
) -> ConvertError:
    """Say where the value stands that a theme refuses: it was typed, it is in the front matter, or the sheet is broken."""
    known = themes.is_file(settings.theme) or settings.theme in themes.names()
    guilty = "theme"
    for key, field in config.PAGE_FIELDS.items() if known else ():
        with suppress(SettingsError):
            load_theme(replace(settings.page_setup, **{field: getattr(themes.PageSetup(), field)}))
            guilty = key
            break
    origin = said.origin(guilty)
    # What was asked of the page is wrong, not the sheet, whose name the words begin with.
    words = str(error) if guilty == "theme" else str(error).removeprefix(f"{_sheet(settings.theme)}: ")
    if origin.kind == "command line":
        return UsageError(words) if guilty != "theme" or not known else error
    return SettingsError(f"{origin.name}:{origin.line}: {words}") if origin.line else error


def _sheet(theme: str) -> str:
    return theme if themes.is_file(theme) else f"{theme}.css"


def _instant(meta: Meta) -> str:
    """The instant for document properties: `SOURCE_DATE_EPOCH`, else the document's date, else none."""
    return source_date() or (f"{meta.date}T00:00:00Z" if meta.date else "")


def source_date() -> str:
    """The instant that `SOURCE_DATE_EPOCH` says, empty where it is not set; UsageError where it is no instant."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not epoch:
        return ""
    if not (epoch.isascii() and epoch.isdecimal() and len(epoch) < 12):
        raise UsageError(f"SOURCE_DATE_EPOCH is {epoch[:40]!r}, not a number of seconds such as 1700000000")
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
