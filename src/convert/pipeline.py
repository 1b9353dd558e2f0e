"""One source, or a book of them: bytes in; decoded, read, transformed, written, proven, and saved whole or not at all."""

import datetime
import os
import stat
from collections.abc import Callable, Collection, Container, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import unquote

from convert import config, themes, transforms, writers
from convert.config import Settings
from convert.errors import ConvertError, NoticesError, SettingsError, SourceError, TargetError, UsageError
from convert.model import Blank, Document, Meta
from convert.notices import OF_THE_MACHINE, ONE, Code, Notice, Report, Starts
from convert.reader import Fetch, no_files, read
from convert.reader.decode import decode
from convert.reader.frontmatter import FrontMatter, split
from convert.reader.language import reading
from convert.record import Record, replace
from convert.traverse import characters, everything, walk_inlines, walk_runs

if TYPE_CHECKING:
    from convert import binding
    from convert.book import Book

MAX_PICTURE_BYTES = 64 * 2**20
_LARGEST_TEMPLATE = 64 * 2**20


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
    options = _options(document.meta, settings, front, name, typed, fetch)
    documents = transforms.apply(document, _wanted(settings, options), report)
    _require_gaps(documents[0], settings.cloze, name)
    return Article(tuple(_named(part, name) for part in documents), settings, options)


def _require_gaps(document: Document, cloze: Collection[str], name: str) -> None:
    """SourceError where words were to be blanked and none were: a sheet that tells all answers is worse than none."""
    if cloze and not any(isinstance(inline, Blank) for inline in walk_inlines(everything(document))):
        there = ", ".join(dict.fromkeys(mark.name for mark in document.legend))
        if not there:
            raise SourceError(f"{name}: nothing written: no words of the text are marked, so there is no gap")
        raise SourceError(
            f"{name}: nothing written: no words of the text are marked {', '.join(cloze)}; its marks: {there}"
        )


def prepare_book(book: "Book", typed: Mapping[str, Any], report: Report) -> Article:
    """Read, transform and bind the articles of a book; `typed` holds the settings of the command line."""
    from convert import binding  # only books pay for it

    said = set(typed) | {key.replace("-", "_") for key in book.front.values}
    listed = typed.get("toc", book.front.values.get("toc")) is not False
    usual = {key: value for key, value in book.usual.items() if listed and key not in said}
    settings = config.settings(book.front, {**usual, **typed}, book.name)
    opened = [_opened(path, report) for path in book.sources]
    if book.order == "date":
        opened.sort(key=lambda one: config.meta(one.front).date or "9999")
    fetch = files_below(book.folder, report)
    numbers = {one.path.resolve(): number for number, one in enumerate(opened)}
    articles: list[binding.Article] = []
    names: dict[str, str] = {}
    for one in opened:
        mine = _own_settings(one, said, report)
        for mark, name in mine.pop("marks", ()):
            kept = names.setdefault(mark, dict(settings.marks).get(mark, name))
            if name != kept:
                message = f"`{mark}` is called {kept} in the book, not {name}: a mark has one name in it"
                report.extend((Notice(0, Code.MARK, message, str(one.path)),))
        wanted = replace(_wanted(settings, None), **mine)
        articles.append(_article_of_book(one, numbers, wanted, report))
    settings = replace(settings, marks=tuple((names | dict(settings.marks)).items()))
    bound = binding.bind(articles, book.binding([one.document for one in articles], settings), report)
    options = _options(bound.meta, settings, book.front, book.name, typed, fetch)
    wanted = replace(_wanted(settings, options), toc=None)  # its place is known already
    documents = transforms.finish(bound, wanted, report)
    _require_gaps(documents[0], settings.cloze, book.name)
    return Article(tuple(_named(part, book.name) for part in documents), settings, options, report.starts)


class _Opened(Record):
    """An article of a book before it is read."""

    path: Path
    front: FrontMatter
    body: str
    first_line: int


def _opened(path: Path, report: Report) -> _Opened:
    own = Report(str(path))
    found = _Opened(path, *split(decode(load(path), own, str(path)), str(path)))
    report.extend(own)
    return found


def _own_settings(one: _Opened, said: Container[str], report: Report) -> dict[str, Any]:
    """The settings of an article that say how it is written; of those that the book has `said` only the names of marks count."""
    keys = {key.replace("-", "_"): key for key in one.front.values}
    front = {
        key: one.front.values[keys[key]]
        for key in config.OF_WRITING
        if key in keys and (key == "marks" or key not in said)
    }
    name = str(one.path)
    found = config.settings(FrontMatter(front, one.front.lines), {}, name)
    own = Report(name)
    config.report_slips(one.front, own)
    report.extend(own)
    return {key: getattr(found, key) for key in front}


def _article_of_book(
    one: _Opened, numbers: Mapping[Path, int], wanted: transforms.Options, report: Report
) -> "binding.Article":
    """Read an article, and transform it as far as it is one."""
    from convert import binding

    name = str(one.path)
    own = Report(name)
    folder = one.path.parent

    def elsewhere(href: str) -> str | None:
        path, _, place = href.partition("#")
        try:
            number = numbers.get((folder / unquote(path)).resolve())
        except (OSError, ValueError, RuntimeError):
            return None
        return None if number is None else f"{binding.ELSEWHERE}{number}#{place}"

    meta = config.meta(one.front)
    document = read(one.body, files_below(folder, own), own, meta, one.first_line, elsewhere)
    document = transforms.begin(binding.titled(document, meta.title, one.path.stem), wanted, own)
    report.extend(own)
    return binding.Article(name, document, one.first_line + one.body.count("\n"))


def _wanted(settings: Settings, options: writers.Options | None) -> transforms.Options:
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


def _options(
    meta: Meta, settings: Settings, front: FrontMatter, name: str, typed: Mapping[str, Any], fetch: Fetch
) -> writers.Options:
    """What writers are told beside the document; `front` and `name` are where the settings stand."""
    # A theme the user typed may stand anywhere; one that a document names only beside it.
    beside = None if "theme" in typed else fetch
    mono = settings.print == "mono"
    load_theme = partial(themes.load, settings.theme, language=meta.language, fetch=beside, mono=mono)
    # Our own themes are sound and wait until a writer asks; what a user says of the page is checked at once.
    ours = settings.theme in themes.names() and settings.page_setup == themes.PageSetup()
    try:
        theme = load_theme if ours else load_theme(settings.page_setup)
    except SettingsError as error:
        raise _blamed(error, settings, typed, front, name, load_theme) from None
    right_to_left = reading(meta.language) == "rtl"
    options = writers.Options(
        theme,
        settings.width,
        _instant(meta),
        settings.text_marks,
        pdf_variant=settings.pdf_variant,
        imposition=config.imposition(settings, right_to_left=right_to_left),
        template=_template(settings.template, None if "template" in typed else fetch),
        text_legend=settings.legend != "off",
    )
    options.pages = writers.of_pdf(options)
    return options


def _template(name: str | None, fetch: Fetch | None) -> tuple[str, bytes] | None:
    """Read a Word file by its path, or through `fetch` where a document names it; SettingsError where it is no template."""
    if name is None:
        return None
    data = _template_file(Path(name)) if fetch is None else fetch(name)
    if data is None:
        raise SettingsError(f"{name}: no such Word file beside the document that names it as its template")
    writers.check_template(name, data)
    return name, data


def _template_file(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise SettingsError(f"{path}: cannot read the template: not a regular file")
        if path.stat().st_size > _LARGEST_TEMPLATE:
            raise SettingsError(f"{path}: a template is not larger than {_LARGEST_TEMPLATE >> 20} MiB")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise SettingsError(f"{path}: cannot read the template: {reason}") from None


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
            load_theme(replace(settings.page_setup, **{field: getattr(themes.PageSetup(), field)}))
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
