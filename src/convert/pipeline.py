"""One source: bytes in; decoded, read, transformed, written, and saved whole or not at all."""

import datetime
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from convert import config, themes, transforms, writers
from convert.config import Settings
from convert.errors import SourceError, TargetError
from convert.model import Document
from convert.notices import Code, Report
from convert.reader import Fetch, no_files, read
from convert.reader.decode import decode
from convert.reader.frontmatter import split
from convert.record import Record, replace

MAX_PICTURE_BYTES = 64 * 2**20


class Article(Record):
    """A source that has been read: its documents (the second, if any, holds its notes) and what holds for them."""

    documents: tuple[Document, ...]
    settings: Settings
    options: writers.Options


class Output(Record):
    """What was written: `part` is empty for the article and `notes` for notes of their own."""

    part: str
    data: bytes


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


def prepare(
    data: bytes, name: str, command_line: Mapping[str, Any], report: Report, fetch: Fetch = no_files
) -> Article:
    """Read and transform a source; `command_line` holds the settings the user typed."""
    front, body, first_line = split(decode(data, report, name), name)
    settings = config.settings(front, command_line, name)
    document = read(body, fetch, report, config.meta(front), first_line)
    documents = transforms.apply(document, transforms.Options(settings.notes, settings.notes_headings))
    documents = tuple(_named(part, name) for part in documents)
    # A theme the user typed may stand anywhere; one that a document names only beside it.
    beside = None if "theme" in command_line else fetch
    theme = partial(themes.load, settings.theme, settings.page_setup, document.meta.language, beside)
    # Our own themes are sound and wait until a writer asks; what a user says of the page is checked at once.
    ours = settings.theme in themes.names() and settings.page_setup == themes.PageSetup()
    options = writers.Options(theme if ours else theme(), settings.width, _instant(document))
    return Article(documents, settings, options)


def render(article: Article, name: str, report: Report) -> tuple[Output, ...]:
    """Write an article in the format of that name."""
    write = writers.load(name)
    parts = ("", "notes")
    return tuple(
        Output(part, write(document, article.options, report))
        for part, document in zip(parts, article.documents, strict=False)
    )


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
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal() and len(epoch) < 12:
        moment = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{document.meta.date}T00:00:00Z" if document.meta.date else ""
