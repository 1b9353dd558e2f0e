"""What is to be bound, and what `book.toml` and the command line say of it, in; the book out: its articles, words and settings."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, cast

from convert import config, labels, storage
from convert import sources as files
from convert.binding import Binding
from convert.config import Settings
from convert.errors import SettingsError, UsageError
from convert.model import Cover, Document, Inlines, PageSide, Text
from convert.reader.frontmatter import FrontMatter
from convert.record import Record, replace
from convert.storage import Place

Order = Literal["name", "date", "given"]

FILE = "book.toml"
_WORDS: Final = ("title", "subtitle", "author", "date")
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"order": ("name", "date", "given"), "start": ("next", "right")}
)
_KEYS: Final = frozenset((*_WORDS, *_CHOICES, "articles", "cover"))
_ELSEWHERE: Final = {
    **dict.fromkeys(config.RUN_KEYS, "this holds for a run; it stands in markhue.toml"),
    **{key: f"a book opens nothing to itself: type --{config.option(key)}" for key in config.OF_REACH},
}
# A book of many articles lists those; their own headings are asked for.
_USUAL: Final = MappingProxyType({"toc": True, "toc_depth": 1})


class Book(Record):
    """A book before its articles are read.

    `front` is its `book.toml`, `name` what messages call that, `folder` where it stands. `sources` are in the order of the
    book unless that is of dates. `said`: what is said of it in words, by key. `layers`: the files of ours at its folder and above.
    """

    name: str
    folder: Place
    sources: tuple[Place, ...]
    front: FrontMatter = FrontMatter()
    said: Mapping[str, str] = MappingProxyType({})
    order: Order = "given"
    side: PageSide = "next"
    cover: bool = True
    usual: Mapping[str, Any] = _USUAL
    layers: tuple[config.Layer, ...] = ()

    def binding(self, articles: Sequence[Document], settings: Settings) -> Binding:
        """How its articles are bound, in the language that it says or most of them are in."""
        meta = config.meta(FrontMatter({**self.front.values, **self.said}))
        meta = replace(meta, language=meta.language or _most([one.meta.language for one in articles]))
        cover = None
        if self.cover and self.said.get("title"):
            date = labels.date(meta.date, meta.language) if _ISO.fullmatch(self.said.get("date", "")) else ""
            words = {key: _line(self.said.get(key, "")) for key in _WORDS}
            cover = Cover(words["title"], words["subtitle"], words["author"], _line(date) or words["date"])
        depth = settings.toc_depth if settings.toc else 0
        return Binding(meta, cover, depth, self.side)


def plan(named: Sequence[Place], file: Place | None, typed: Mapping[str, Any]) -> Book:
    """Find out what to bind: files and folders in their order, or what `book.toml` lists.

    `file` is the one that was named with an option, else the one of the only folder is taken. `typed` is what the command
    line says of the keys of `book.toml`. UsageError and SettingsError say what is impossible.
    """
    alone = named[0] if len(named) == 1 and _is_folder(named[0]) else None
    if file is None and alone is not None and _is_file(alone / FILE):
        file = alone / FILE
    front = _read(file) if file is not None else FrontMatter()
    name = str(file) if file is not None else "the book"
    said = {key: " ".join(str(front.values[key]).split()) for key in _WORDS if key in front.values}
    said |= {key: typed[key] for key in _WORDS if typed.get(key)}
    if alone is not None:
        said.setdefault("title", storage.place(storage.of(alone).real(str(alone))).name)
    folder = file.parent if file is not None else alone or Path()
    listed = [folder / path for path in front.values.get("articles", ())]
    order = typed.get("order") or front.values.get("order")
    if listed and order not in (None, "given"):
        raise _contradiction(front, name, "order", "`articles` is an order already; leave one out")
    if listed and named and alone is None:
        raise UsageError(
            f"{name} lists the articles of the book, and so does the command line; leave one out"
        )
    if not listed:
        _check(named, "")
    sources = listed or files.files(named or [folder])
    usual: Order = "given" if listed or (named and alone is None) else "name"
    order = cast(Order, order or usual)
    if order == "name" or (order == "date" and not listed):
        sources = sorted(sources, key=natural)
    where = f"{name}:{front.lines.get('articles', 1)}: articles: " if listed else ""
    if listed:
        _refuse_outside(front.values["articles"], folder, where)
    _check(sources, where)
    return Book(
        name,
        folder,
        tuple(sources),
        front,
        MappingProxyType(said),
        order,
        typed.get("start") or front.values.get("start", "next"),
        bool(front.values.get("cover", True) if typed.get("cover") is None else typed["cover"]),
        layers=config.layers(folder),
    )


def _is_folder(path: Place) -> bool:
    return storage.of(path).is_folder(str(path))


def _is_file(path: Place) -> bool:
    return storage.of(path).is_there(str(path)) and not _is_folder(path)


def _read(file: Place) -> FrontMatter:
    """Read `book.toml`; SettingsError says which line is wrong."""
    front = config.toml_file(file, str(file))
    if front is None:
        raise SettingsError(f"{file}: no such file")
    config.refuse_unknown(front, (*config.OF_DOCUMENTS, *_KEYS), str(file), _ELSEWHERE)
    for key in sorted(_KEYS & front.values.keys()):
        wrong = _wrong(key, front.values[key])
        if wrong:
            raise SettingsError(f"{file}:{front.lines.get(key, 1)}: {key} {wrong}")
    return front


def _wrong(key: str, value: Any) -> str:
    """Say what is wrong with a value; nothing is, where it is empty."""
    if key == "articles":
        right = isinstance(value, list) and value and all(isinstance(one, str) and one for one in value)
        return "" if right else 'is a list of files, such as ["first.md", "second.md"]'
    if key == "cover":
        return "" if isinstance(value, bool) else "is true or false"
    if key in _CHOICES:
        return "" if value in _CHOICES[key] else f"is one of {', '.join(_CHOICES[key])}, not {value!r}"
    if key == "author" and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ""
    return "is text" if isinstance(value, bool | list | dict) else ""


def _contradiction(front: FrontMatter, name: str, key: str, why: str) -> Exception:
    if key in front.values:
        return SettingsError(f"{name}:{front.lines.get(key, 1)}: {key}: {why}")
    return UsageError(f"--{key}: {why}")


def _refuse_outside(articles: Sequence[str], folder: Place, listed: str) -> None:
    """SettingsError where a list leads out of the book's folder: what a file names stands beside it, what is typed anywhere."""
    store = storage.of(folder)
    root = store.real(str(folder))
    for path in articles:
        if store.inside(root, path) is None:
            raise SettingsError(
                f"{listed}{folder / path} stands outside the folder of the book; name it on the command line"
            )


def _check(sources: Sequence[Place], listed: str) -> None:
    """UsageError where one article stands twice; SettingsError where it is `listed` so."""
    seen: set[str] = set()
    for path in sources:
        real = storage.of(path).real(str(path))
        if real in seen:
            kind = SettingsError if listed else UsageError
            raise kind(f"{listed}{path} would stand in the book twice")
        seen.add(real)


# Order


_NUMERAL: Final = "〇零一二三四五六七八九十百千两"
_PART: Final = re.compile(
    rf"(?P<digits>\d{{1,18}})|(?:(?<=第)[{_NUMERAL}]{{1,12}}|(?<![\w])[{_NUMERAL}]{{1,12}}(?=[、.．)）\s_-]|$))"
)
_DIGITS: Final = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_UNITS: Final = MappingProxyType({"十": 10, "百": 100, "千": 1000})
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d")


def natural(path: Place) -> tuple[Any, ...]:
    """A key that sorts names as people do: 2 before 10, 第二章 before 第十章."""
    return (*(_pieces(part) for part in path.with_suffix("").parts), str(path))


def _pieces(name: str) -> tuple[tuple[int, int, str], ...]:
    pieces: list[tuple[int, int, str]] = []
    end = 0
    for match in _PART.finditer(name):
        pieces += [(1, 0, name[end : match.start()].casefold())] * (match.start() > end)
        number = int(match[0]) if match["digits"] else numeral(match[0])
        pieces.append((0, number, ""))
        end = match.end()
    return (*pieces, (1, 0, name[end:].casefold())) if end < len(name) else tuple(pieces)


def numeral(words: str) -> int:
    """The number that Chinese numerals below 10,000 say: 二十三 is 23, 一〇二 is 102."""
    if not any(character in _UNITS for character in words):
        return int("".join(str(_DIGITS[character]) for character in words))
    total = digit = 0
    for character in words:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


# Words


def _line(words: str) -> Inlines:
    return (Text(words),) if words else ()


def _most(languages: Sequence[str]) -> str:
    """The language of most; of several, the one that comes first."""
    return max(Counter(languages).items(), key=itemgetter(1), default=("zh-CN", 0))[0]
