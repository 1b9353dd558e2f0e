"""One source: bytes in; decoded, read, transformed, written and proven: bytes out."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType
from typing import Any, BinaryIO

from convert import asked, bounds, config, storage, themes, transforms, writers
from convert.config import Settings
from convert.errors import NoticesError, SourceError
from convert.model import Blank, Document
from convert.notices import OF_THE_MACHINE, ONE, Code, Notice, Report, Starts
from convert.reader import Fetch, no_files, read
from convert.reader.decode import decode
from convert.reader.frontmatter import FrontMatter, split
from convert.record import Record, replace
from convert.resources import Resources
from convert.traverse import characters, everything, walk_inlines, walk_runs


class Article(Record):
    """A source or a book that has been read: its documents (the second, if any, holds its notes) and what holds for them.

    `starts` says where the sources of a book begin.
    """

    documents: tuple[Document, ...]
    settings: Settings
    options: writers.Options
    starts: Starts = ONE


class Output(Record):
    """What was written: `part` is empty for the article and `notes` for notes of their own."""

    part: str
    document: Document
    data: bytes


class Proof(Record):
    """What reading an output back has shown: what is missing, in words, and how much was looked for.

    `colors` is None where the format shows none.
    """

    missing: tuple[str, ...]
    characters: int
    colors: int | None


def opened(
    name: str,
    stream: BinaryIO,
    report: Report,
    typed: Mapping[str, Any] = MappingProxyType({}),
    layers: "tuple[config.Layer, ...]" = (),
) -> tuple[bytes, str, Fetch]:
    """Read a source that was named, or the stream for `-`: its bytes, what messages call it, its way to pictures."""
    resources = config.resources(typed, layers)
    if name == "-":
        shown = "standard input"
        data = stream.read(bounds.SOURCE_BYTES + 1)
        if len(data) > bounds.SOURCE_BYTES:
            raise SourceError(f"{shown}: larger than {bounds.SOURCE_BYTES >> 20} MiB; part it")
        return data, shown, resources.below(None, report)
    path = storage.named(name)
    return resources.load(path), name, resources.below(path.parent, report)


def read_source(
    data: bytes,
    name: str,
    typed: Mapping[str, Any],
    report: Report,
    fetch: Fetch = no_files,
    layers: "tuple[config.Layer, ...]" = (),
) -> tuple[Document, Settings, FrontMatter]:
    """Decode and read a source; `typed` holds the settings of the command line, `layers` the configuration files."""
    front, body, first_line = split(decode(data, report, name), name)
    settings = config.settings(front, typed, name, layers)
    config.report_slips(front, report)
    return read(body, fetch, report, config.meta(front), first_line), settings, front


def prepare(
    data: bytes,
    name: str,
    typed: Mapping[str, Any],
    report: Report,
    fetch: Fetch = no_files,
    layers: "tuple[config.Layer, ...]" = (),
    resources: Resources | None = None,
) -> Article:
    """Read and transform a source.

    `typed` holds the settings of the command line, `layers` the configuration files that hold for it, outermost first. `fetch` is the way to
    what stands beside the source, `resources` to what the command line or a layer names.
    """
    document, settings, front = read_source(data, name, typed, report, fetch, layers)
    return article(document, settings, asked.Said(front, name, typed, fetch, layers, resources), report)


def article(document: Document, settings: Settings, said: asked.Said, report: Report) -> Article:
    """Transform a document that was read; `settings` hold for it, `said` tells where they stand."""
    options = asked.of_writers(document.meta, settings, said)
    documents = transforms.apply(document, asked.of_transforms(settings, options), report)
    require_gaps(documents[0], settings.cloze, said.name)
    return Article(tuple(named(part, said.name) for part in documents), settings, options)


def require_gaps(document: Document, cloze: Collection[str], name: str) -> None:
    """SourceError where words were to be blanked and none were: a sheet that tells all answers is worse than none."""
    if cloze and not any(isinstance(inline, Blank) for inline in walk_inlines(everything(document))):
        there = ", ".join(dict.fromkeys(mark.name for mark in document.legend))
        if not there:
            raise SourceError(f"{name}: nothing written: no words of the text are marked, so there is no gap")
        raise SourceError(
            f"{name}: nothing written: no words of the text are marked {', '.join(cloze)}; its marks: {there}"
        )


def render(article: Article, name: str, report: Report) -> tuple[Output, ...]:
    """Write an article in the format of that name."""
    write = writers.load(name)
    if name == "docx" and themes.is_file(article.settings.theme):
        for line, what in article.options.theme.unsupported():
            report.add(Code.UNSUPPORTED_CSS, f"{article.settings.theme}:{line}: not in Word: {what}")
    parts = ("", "notes")
    return tuple(
        Output(part, document, write(document, article.options, report))
        for part, document in zip(parts, article.documents, strict=False)
    )


def refuse_notices(name: str, notices: Sequence[Notice]) -> None:
    """NoticesError where there are any about the document."""
    number = sum(notice.code not in OF_THE_MACHINE for notice in notices)
    if number:
        count = f"{number} notices" if number > 1 else "a notice"
        raise NoticesError(f"{name}: nothing written, because of {count} (--strict)")


def prove(article: Article, name: str, document: Document, data: bytes) -> Proof:
    """Read an output of a document back and compare."""
    from convert import proof

    missing = proof.check(document, name, data, article.options, article.starts)
    runs = walk_runs(everything(document))
    colors = {color for run in runs for color in (run.style.color, run.style.background) if color is not None}
    return Proof(missing, characters(document), None if name == "txt" else len(colors))


def named(document: Document, name: str) -> Document:
    """Give a document without a title that of its file, for its properties only."""
    if document.meta.title:
        return document
    return replace(document, meta=replace(document.meta, title=PurePath(name).stem))
