"""A book's articles in: each read, transformed as far as it is one, and bound; the book as an article for the writers out."""

from collections.abc import Container, Mapping
from typing import Any
from urllib.parse import unquote

from convert import asked, binding, config, pipeline, storage, transforms
from convert.book import Book
from convert.notices import Code, Notice, Report
from convert.pipeline import Article
from convert.reader import read
from convert.reader.decode import decode
from convert.reader.frontmatter import FrontMatter, split
from convert.record import Record, replace
from convert.resources import Resources
from convert.storage import Place


def prepare(
    book: Book, typed: Mapping[str, Any], report: Report, resources: Resources | None = None
) -> Article:
    """Read, transform and bind the articles of a book; `typed` holds the settings of the command line."""
    resources = resources or Resources()
    said = set(typed) | {key.replace("-", "_") for key in book.front.values}
    said.update(*(layer.values for layer in book.layers))
    listed = config.settings(book.front, typed, book.name, book.layers).toc is not False
    usual = {key: value for key, value in book.usual.items() if listed and key not in said}
    settings = config.settings(book.front, {**usual, **typed}, book.name, book.layers)
    opened = [_opened(path, resources, report) for path in book.sources]
    if book.order == "date":
        opened.sort(key=lambda one: config.meta(one.front).date or "9999")
    fetch = resources.below(book.folder, report)
    numbers = {storage.of(one.path).real(str(one.path)): number for number, one in enumerate(opened)}
    articles: list[binding.Article] = []
    names: dict[str, str] = {}
    for one in opened:
        mine = _own_settings(one, said, report)
        for mark, name in mine.pop("marks", ()):
            kept = names.setdefault(mark, dict(settings.marks).get(mark, name))
            if name != kept:
                message = f"`{mark}` is called {kept} in the book, not {name}: a mark has one name in it"
                report.extend((Notice(0, Code.MARK, message, str(one.path)),))
        wanted = replace(asked.of_transforms(settings, None), **mine)
        articles.append(_article(one, numbers, wanted, resources, report))
    settings = replace(settings, marks=tuple((names | dict(settings.marks)).items()))
    bound = binding.bind(articles, book.binding([one.document for one in articles], settings), report)
    said_of_all = asked.Said(book.front, book.name, typed, fetch, book.layers, resources)
    options = asked.of_writers(bound.meta, settings, said_of_all)
    wanted = replace(asked.of_transforms(settings, options), toc=None)  # its place is known already
    documents = transforms.finish(bound, wanted, report)
    pipeline.require_gaps(documents[0], settings.cloze, book.name)
    return Article(
        tuple(pipeline.named(part, book.name) for part in documents), settings, options, report.starts
    )


class _Opened(Record):
    """An article of a book before it is read."""

    path: Place
    front: FrontMatter
    body: str
    first_line: int


def _opened(path: Place, resources: Resources, report: Report) -> _Opened:
    own = Report(str(path))
    found = _Opened(path, *split(decode(resources.load(path), own, str(path)), str(path)))
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


def _article(
    one: _Opened,
    numbers: Mapping[str, int],
    wanted: transforms.Options,
    resources: Resources,
    report: Report,
) -> binding.Article:
    """Read an article, and transform it as far as it is one."""
    name = str(one.path)
    own = Report(name)
    folder = one.path.parent
    store = storage.of(folder)

    def elsewhere(href: str) -> str | None:
        path, _, place = href.partition("#")
        try:
            number = numbers.get(store.real(store.join(str(folder), unquote(path))))
        except (OSError, ValueError, RuntimeError):
            return None
        return None if number is None else f"{binding.ELSEWHERE}{number}#{place}"

    meta = config.meta(one.front)
    document = read(one.body, resources.below(folder, own), own, meta, one.first_line, elsewhere)
    document = transforms.begin(binding.titled(document, meta.title, one.path.stem), wanted, own)
    report.extend(own)
    return binding.Article(name, document, one.first_line + one.body.count("\n"))
