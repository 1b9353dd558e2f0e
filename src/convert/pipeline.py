"""One source: bytes in; decoded, read, transformed, written, proven, and saved whole or not at all."""

import datetime
import os
import stat
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from convert import config, themes, transforms, writers
from convert.config import Settings
from convert.errors import ConvertError, NoticesError, SettingsError, SourceError, TargetError, UsageError
from convert.model import Document
from convert.notices import Code, Notice, Report
from convert.reader import Fetch, no_files, read
from convert.reader.decode import decode
from convert.reader.frontmatter import FrontMatter, split
from convert.record import Record, replace
from convert.traverse import characters, everything, walk_runs

MAX_PICTURE_BYTES = 64 * 2**20


class Article(Record):
    """A source that has been read: its documents (the second, if any, holds its notes) and what holds for them."""

    documents: tuple[Document, ...]
    settings: Settings
    options: writers.Options


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


def opened(name: str, stream: BinaryIO, report: Report) -> tuple[bytes, str, Fetch]:
    """Read a source that was named, or the stream for `-`: its bytes, what messages call it, its way to pictures."""
    if name == "-":
        return stream.read(), "standard input", no_files
    path = Path(name)
    return load(path), name, files_below(path.parent, report)


def load(path: Path) -> bytes:
    """Read a source file; SourceError says what is wrong with it."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise SourceError(f"{path}: no Markdown in this folder (looked for .md and .markdown)")
        if not stat.S_ISREG(mode):
            raise SourceError(f"{path}: not a regular file")
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file") from None
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from None


def read_source(
    data: bytes, name: str, typed: Mapping[str, Any], report: Report, fetch: Fetch = no_files
) -> tuple[Document, Settings, FrontMatter]:
    """Decode and read a source; `typed` holds the settings of the command line."""
    front, body, first_line = split(decode(data, report, name), name)
    settings = config.settings(front, typed, name)
    config.report_slips(front, report)
    return read(body, fetch, report, config.meta(front), first_line), settings, front


def prepare(
    data: bytes, name: str, typed: Mapping[str, Any], report: Report, fetch: Fetch = no_files
) -> Article:
    """Read and transform a source; `typed` holds the settings of the command line."""
    document, settings, front = read_source(data, name, typed, report, fetch)
    wanted = transforms.Options(settings.notes, settings.notes_headings, settings.smart_quotes)
    documents = tuple(_named(part, name) for part in transforms.apply(document, wanted))
    # A theme the user typed may stand anywhere; one that a document names only beside it.
    beside = None if "theme" in typed else fetch
    load_theme = partial(themes.load, settings.theme, language=document.meta.language, fetch=beside)
    # Our own themes are sound and wait until a writer asks; what a user says of the page is checked at once.
    ours = settings.theme in themes.names() and settings.page_setup == themes.PageSetup()
    try:
        theme = load_theme if ours else load_theme(settings.page_setup)
    except SettingsError as error:
        raise _blamed(error, settings, typed, front, name, load_theme) from None
    options = writers.Options(theme, settings.width, _instant(document), settings.text_marks)
    return Article(documents, settings, options)


def _blamed(
    error: SettingsError,
    settings: Settings,
    typed: Mapping[str, Any],
    front: FrontMatter,
    name: str,
    load_theme: Callable[[themes.PageSetup], themes.Theme],
) -> ConvertError:
    """Say where the value stands that a theme refuses: it was typed, it is in the front matter, or the sheet is broken."""
    known = themes.is_file(settings.theme) or settings.theme in themes.names()
    guilty = "theme"
    for key, field in config.PAGE_FIELDS.items() if known else ():
        with suppress(SettingsError):
            load_theme(replace(settings.page_setup, **{field: None}))
            guilty = key
            break
    if guilty in typed:
        return UsageError(str(error)) if guilty != "theme" or not known else error
    line = {key.replace("-", "_"): line for key, line in front.lines.items()}.get(guilty)
    return SettingsError(f"{name}:{line}: {error}") if line else error


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
    """NoticesError where there are any."""
    if notices:
        count = f"{len(notices)} notices" if len(notices) > 1 else "a notice"
        raise NoticesError(f"{name}: nothing written, because of {count} (--strict)")


def prove(article: Article, name: str, document: Document, data: bytes) -> Proof:
    """Read an output of a document back and compare."""
    from convert import proof

    missing = proof.check(document, name, data, article.options)
    runs = walk_runs(everything(document))
    colors = {color for run in runs for color in (run.style.color, run.style.background) if color is not None}
    return Proof(missing, characters(document), None if name == "txt" else len(colors))


def files_below(folder: Path, report: Report) -> Fetch:
    """A `Fetch` of regular files inside a folder, links resolved, up to `MAX_PICTURE_BYTES` each."""
    root = folder.resolve()

    def fetch(reference: str) -> bytes | None:
        try:
            path = (root / reference.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]).resolve()
            if not path.is_relative_to(root) or not stat.S_ISREG(path.stat().st_mode):
                return None
            if path.stat().st_size > MAX_PICTURE_BYTES:
                report.add(Code.TOO_LARGE, f"{reference} is larger than {MAX_PICTURE_BYTES >> 20} MiB")
                return None
            return path.read_bytes()
        except (OSError, ValueError, RuntimeError):
            return None

    return fetch


def save(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: a temporary file in the same folder, synced, then renamed."""
    temporary = path.with_name(f".{path.name[:80]}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            raise TargetError(f"{path}: not a regular file; use -o - for a pipe")
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(stat.S_IMODE(path.stat().st_mode))
        temporary.replace(path)
    except OSError as error:
        raise TargetError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _named(document: Document, name: str) -> Document:
    """Give a document without a title that of its file, for its properties only."""
    if document.meta.title:
        return document
    return replace(document, meta=replace(document.meta, title=Path(name).stem))


def _instant(document: Document) -> str:
    """The instant for document properties: `SOURCE_DATE_EPOCH`, else the document's date, else none."""
    return source_date() or (f"{document.meta.date}T00:00:00Z" if document.meta.date else "")


def source_date() -> str:
    """The instant that `SOURCE_DATE_EPOCH` says, empty where it is not set; UsageError where it is no instant."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not epoch:
        return ""
    if not (epoch.isascii() and epoch.isdecimal() and len(epoch) < 12):
        raise UsageError(f"SOURCE_DATE_EPOCH is {epoch[:40]!r}, not a number of seconds such as 1700000000")
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
