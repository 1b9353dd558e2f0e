"""The library: an article, or a document made of one, in; a document, or what a format makes of it, out.

    read ──> Document ──> convert ──> Conversion

Both do what the command line does, with the same settings, but for two things: no `markhue.toml` is read unasked, and nothing is
written unless it says where. Neither keeps anything between calls but caches, so threads and processes may call them as they like.
"""

import codecs
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypedDict, Unpack

from convert import asked, pipeline, storage, writers
from convert import config as configuration
from convert.css.nearest import nearest
from convert.errors import ProofError, TargetError, UsageError
from convert.model import Document
from convert.notices import Notice, Report
from convert.reader import Fetch, no_files
from convert.reader.frontmatter import FrontMatter
from convert.record import Record, field, field_names
from convert.storage import Place
from convert.themes import LineNumbers
from convert.transforms import HeadingOrder, Legend, NotesMode, PrintMode, legend
from convert.writers import Impose, PdfVariant, TextMarks

Format = Literal["docx", "html", "pdf", "txt"]
StrPath = str | os.PathLike[str]

_UNNAMED = "article"
_MOST_MISSING = 5  # things in the message of a ProofError


class Settings(TypedDict, total=False):
    """What `convert` can be told, each as a keyword; those of the command line, with `_` for `-`.

    What is left out, or None, is as the article's front matter has it, else as the theme or the program has it. See
    `convert.config.Settings` for what each one means.
    """

    theme: StrPath
    notes: NotesMode
    notes_headings: str | Sequence[str]
    paper: str | None
    margin: str | None
    font_size: float | None
    line_spacing: float | None
    landscape: bool
    columns: int
    gutter: str | None
    duplex: bool
    notes_column: Literal["ruled", "blank"] | None
    line_numbers: LineNumbers | None
    large_print: bool
    width: int
    text_marks: TextMarks
    smart_quotes: bool | None
    strict: bool
    verify: bool
    heading_order: HeadingOrder
    impose: Impose | None
    impose_sheet: str | None
    impose_signature: int | None
    pdf_variant: PdfVariant
    template: StrPath | None
    print: PrintMode
    toc: bool | None
    toc_depth: int
    cloze: bool | str | Sequence[str]
    cloze_width: float | None
    key: bool
    marks: Mapping[str, str]
    legend: Legend
    digest: bool
    resource_path: Sequence[StrPath]
    allow_network: bool


class Conversion(Record):
    """What came of an article in one format.

    `data` is the file, `notes` the file of the study notes where `notes="separate"` gave them one of their own. `document` is what
    was written: with its appendix and legend, its marks counted. `notices` say what was dropped, guessed or repaired, by line.
    """

    format: Format
    data: bytes = field(repr=False)
    document: Document = field(repr=False)
    notices: tuple[Notice, ...] = ()
    notes: bytes | None = field(default=None, repr=False)

    def save(self, path: StrPath) -> tuple[Path, ...]:
        """Write the file, whole or not at all, and give the paths written; TargetError where it cannot be.

        Notes of their own go beside it: those of `article.docx` to `article.notes.docx`. Folders that lack are made. An address of
        a store is written to as well, but is no path to give.
        """
        target = storage.named(path)
        store = storage.of(target)
        if store.is_folder(str(target)):
            raise TargetError(f"{target}: a folder; name a file in it")
        files = {target: self.data}
        if self.notes is not None:
            files[target.with_name(f"{target.stem}.notes{target.suffix}")] = self.notes
        for place, data in files.items():
            store.save(str(place), data)
        return tuple(place for place in files if isinstance(place, Path))


def read(
    source: StrPath | None = None,
    *,
    text: str | bytes | None = None,
    report: Report | None = None,
    config: bool = False,
) -> Document:
    """Read an article: its text, looks and pictures as a tree of `convert.model`, its marks counted in `legend`.

    `source` is a path. With `text`, that is the article (bytes are decoded as a file's are), and `source` only says what messages
    call it and beside which file its pictures stand; without `source` it has none. `report` gets the notices. `config`: read the
    `markhue.toml` files that hold for `source`, for the names they give to marks.

    Any text gives a document. SourceError where the file cannot be read or decoded, SettingsError where its front matter is broken.
    """
    report = report if report is not None else Report()
    opened = _opened(source, text, report, {}, config=config)
    document, settings, _ = opened.read({}, report)
    return legend.count(document, dict(settings.marks), report)


def convert(
    source: StrPath | Document | None = None,
    to: Format | None = None,
    output: StrPath | None = None,
    *,
    text: str | bytes | None = None,
    transform: Callable[[Document], Document] | None = None,
    config: bool = False,
    **settings: Unpack[Settings],
) -> Conversion:
    """Convert an article to a format, and write it to a file if `output` names one.

    `source`, `text` and `config` are as for `read`; a Document may stand for the article, and is not changed. `to` is `docx` unless
    `output` ends otherwise. `transform` is applied to the document as `read` gives it, before its marks are printed, blanked or
    listed. What the article's front matter says holds for it, unless `settings` say otherwise; a Document has no front matter any
    more, only the names of its marks.

    Raises ConvertError, one of its kinds for each kind of trouble, and then nothing is written: UsageError for what was passed here,
    NoticesError with `strict` where there is a notice, ProofError with `verify` where something of the document is missing.
    """
    name = _format(to, output)
    typed = _typed(settings)
    report = Report()
    if isinstance(source, Document):
        if text is not None or config:
            raise UsageError("a Document is the article itself: text and config go with a path")
        article = _article_of(source, typed, report, transform)
    else:
        opened = _opened(source, text, report, typed, config=config)
        article = opened.article(typed, report, transform)
        if output is not None and opened.path is not None and _same(opened.path, output):
            raise TargetError(f"{output}: not written, it is the source; choose another output")
    outputs = pipeline.render(article, name, report)
    if article.settings.strict:
        pipeline.refuse_notices(str(source or _UNNAMED), tuple(report))
    if article.settings.verify:
        _require_all(article, name, outputs)
    conversion = Conversion(
        name,
        outputs[0].data,
        outputs[0].document,
        tuple(sorted(report, key=lambda notice: notice.line)),
        outputs[1].data if len(outputs) > 1 else None,
    )
    if output is not None:
        conversion.save(output)
    return conversion


class _Source(Record):
    """An article before it is read: its bytes, what messages call it, the ways to files, the configuration that holds for it."""

    data: bytes
    name: str = _UNNAMED
    path: Place | None = None
    fetch: Fetch = no_files
    layers: tuple[configuration.Layer, ...] = ()

    def read(
        self, typed: Mapping[str, Any], report: Report
    ) -> tuple[Document, configuration.Settings, FrontMatter]:
        """Read it, with the settings that hold for it."""
        return pipeline.read_source(self.data, self.name, typed, report, self.fetch, self.layers)

    def article(
        self, typed: Mapping[str, Any], report: Report, transform: Callable[[Document], Document] | None
    ) -> pipeline.Article:
        """Read and transform it."""
        document, settings, front = self.read(typed, report)
        if transform is not None:
            document = transform(legend.count(document, dict(settings.marks)))
        said = asked.Said(front, self.name, typed, self.fetch, self.layers)
        return pipeline.article(document, settings, said, report)


def _opened(
    source: StrPath | None,
    text: str | bytes | None,
    report: Report,
    typed: Mapping[str, Any],
    *,
    config: bool,
) -> _Source:
    """Find the article; UsageError for what is no path and no text."""
    if source is None:
        if text is None:
            raise UsageError("nothing to read: name a file, or give the article itself with text=")
        if config:
            raise UsageError("config=True goes with a path, for settings are sought upward from its folder")
        return _Source(_bytes(text), fetch=configuration.resources(typed, ()).below(None, report))
    name = os.fspath(source)
    if "\n" in name:
        raise UsageError("source is a path; give the article itself with text=")
    path = storage.named(name)
    layers = configuration.layers(path.parent) if config else ()
    resources = configuration.resources(typed, layers)
    data = resources.load(path) if text is None else _bytes(text)
    return _Source(data, name, path, resources.below(path.parent, report), layers)


def _bytes(text: str | bytes) -> bytes:
    """An article as a file would hold it; what is text already is not guessed at."""
    return text if isinstance(text, bytes) else codecs.BOM_UTF8 + text.encode("utf-8", "replace")


def _article_of(
    document: Document,
    typed: Mapping[str, Any],
    report: Report,
    transform: Callable[[Document], Document] | None,
) -> pipeline.Article:
    """Transform a document that was read before, or made; its marks keep the names that they have."""
    if transform is not None:
        document = transform(document)
    names = {mark.name: mark.label for mark in document.legend if mark.label}
    typed = {**typed, "marks": tuple((names | dict(typed.get("marks", ()))).items())} if names else typed
    settings = configuration.settings(FrontMatter(), typed, _UNNAMED)
    return pipeline.article(document, settings, asked.Said(FrontMatter(), _UNNAMED, typed), report)


def _typed(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Check keywords; TypeError for one that is no setting, UsageError for a value that a setting cannot have."""
    known = field_names(configuration.Settings)
    for key in settings:
        if key not in known:
            near = nearest(key, known)
            hint = f"; did you mean {near!r}?" if near else ""
            raise TypeError(f"convert() got an unexpected keyword argument {key!r}{hint}")
    said = {key: value for key, value in settings.items() if value is not None}
    found = configuration.typed({key: _plain(key, value) for key, value in said.items()})
    for folder in found.get("resource_path", ()):
        if not storage.of(storage.named(folder)).is_folder(folder):
            raise UsageError(f"resource_path takes folders, and {folder} is none")
    return found


def _plain(key: str, value: Any) -> Any:
    """A value as a file would say it."""
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if key == "marks":
        return dict(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [os.fspath(one) if isinstance(one, os.PathLike) else one for one in value]
    return value


def _format(to: str | None, output: StrPath | None) -> Format:
    """Which format is meant: what `to` says, else what `output` ends in, else Word's."""
    name = to or (Path(output).suffix[1:].lower() if output is not None else "docx")
    for known in writers.formats():
        if name == known:
            return name  # type: ignore[return-value]
    if to is None:
        raise UsageError(f"{output}: ends in no format ({', '.join(writers.formats())}); say which with to=")
    raise UsageError(f"{to!r} is no format; there are {', '.join(writers.formats())}")


def _require_all(article: pipeline.Article, name: str, outputs: Sequence[pipeline.Output]) -> None:
    """ProofError where reading an output back shows that something is missing."""
    for output in outputs:
        missing = pipeline.prove(article, name, output.document, output.data).missing
        if missing:
            more = f"; {len(missing) - _MOST_MISSING} things more" if len(missing) > _MOST_MISSING else ""
            raise ProofError(f"{name} lacks: {'; '.join(missing[:_MOST_MISSING])}{more}")


def _same(one: Place, other: StrPath) -> bool:
    place = storage.named(other)
    return storage.of(one).real(str(one)) == storage.of(place).real(str(place))
