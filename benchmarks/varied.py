"""A number and a seed in, a folder of varied sources out, some broken on purpose, with what has to come of each."""

import os
import random
import re
import shutil
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ("annotation-tour", "deepseek-open-source", "every-construct", "school-gate-trees", "slow-reading")
LARGEST = 200_000  # bytes of a source
_LONG = 80  # Chinese characters of a name that just fits, with its endings and those of a temporary file
_TOO_LONG = 84  # with `.md` it fits, with `.docx` it does not
_TAG = re.compile(r"</?(?:span|table|tr|td|div|b|mark)[^>]*>")


@dataclass(frozen=True, slots=True)
class Source:
    """A source by its path in the folder; `wrong` are words of the reason why it has no output, empty for a good one."""

    path: str
    wrong: str = ""


Make = Callable[[random.Random, str], bytes]


def _text(chance: random.Random) -> str:
    return (ROOT / "samples" / f"{chance.choice(SAMPLES)}.md").read_text("utf-8")


def _plain(chance: random.Random, title: str) -> bytes:
    return f"# {title}\n\n{_body(chance)}".encode()


def _body(chance: random.Random) -> str:
    """A sample without its front matter."""
    return re.sub(r"\A---\n.*?\n---\n", "", _text(chance), flags=re.DOTALL)


def _sized(chance: random.Random, title: str) -> bytes:
    """From nothing to the largest, small ones more often."""
    size = int(LARGEST * chance.random() ** 6)
    text = f"# {title}\n\n"
    while len(text) * 3 < size:
        text += _body(chance) + "\n\n"
    return text.encode()[:size].decode("utf-8", "ignore").encode()


def _encoded(chance: random.Random, title: str) -> bytes:
    encoding = chance.choice(("gb18030", "utf-16", "utf-8-sig", "big5"))
    text = (
        (ROOT / "samples" / "deepseek-open-source.md").read_text("utf-8")
        if encoding == "big5"
        else _body(chance)
    )
    return f"# {title}\n\n{text}".encode(encoding, "ignore")


def _line_ends(chance: random.Random, title: str) -> bytes:
    return _plain(chance, title).replace(b"\n", chance.choice((b"\r\n", b"\r")))


def _broken_html(chance: random.Random, title: str) -> bytes:
    """A sample with tags lost, doubled and misplaced, and cut off in the middle."""
    parts: list[str] = []
    place = 0
    text = _body(chance)
    for tag in _TAG.finditer(text):
        parts += [
            text[place : tag.start()],
            chance.choice(("", tag[0], tag[0] * 2, "<span style='color:", "</p>")),
        ]
        place = tag.end()
    text = "".join((*parts, text[place:]))
    return f"# {title}\n\n{text[: chance.randrange(len(text) // 2, len(text))]}".encode()


def _nested(chance: random.Random, title: str) -> bytes:
    deep = chance.randrange(20, 120)
    kinds = (
        "".join(f"{'  ' * level}- {level}\n" for level in range(deep)),
        f"{'> ' * deep}{title}\n",
        f"{'<div>' * deep}{title}{'</div>' * deep}\n",
        f"{'<span style=color:red>' * deep}{title}\n",
        f"{'**' * deep}{title}{'*' * deep}\n",
    )
    return f"# {title}\n\n{chance.choice(kinds)}\n{_body(chance)}".encode()


def _without_pictures(chance: random.Random, title: str) -> bytes:
    return f"# {title}\n\n![一](none.png)\n\n<img src=../../up.svg>\n\n{_body(chance)}".encode()


def _with_settings(chance: random.Random, title: str) -> bytes:
    theme = chance.choice(("exam", "essay", "plain", "official"))
    return f"---\ntitle: {title}\ntheme: {theme}\nmarks: {{red: 论点}}\n---\n\n{_body(chance)}".encode()


def _almost_nothing(chance: random.Random, title: str) -> bytes:
    return chance.choice((b"", b"\n\n", b"a", b"---\n---\n", b"\xef\xbb\xbf", "　".encode()))


def _odd(chance: random.Random, title: str) -> bytes:
    """Characters that no format can carry, or that turn the line."""
    signs = ("\0", "\x0b", "\u202e", "\ufffe", "\u2028", "🀄", "\U000e0001", "\u0300", "ﷺ")
    return f"# {title}\n\n{''.join(chance.choices(signs, k=30))}\n\n{_body(chance)}".encode()


GOOD: tuple[tuple[int, Make], ...] = (
    (30, _plain),
    (20, _sized),
    (10, _encoded),
    (6, _line_ends),
    (8, _broken_html),
    (4, _nested),
    (4, _without_pictures),
    (6, _with_settings),
    (4, _almost_nothing),
    (3, _odd),
)


def _junk(chance: random.Random, title: str) -> bytes:
    return b"\xff\xfe\x00\xd8" + chance.randbytes(chance.randrange(500, 5000)) + b"\xff"


BAD: tuple[tuple[str, Make], ...] = (
    ("broken front matter", lambda _, title: f"---\ntitle: [{title}\n---\n\n文\n".encode()),
    ("width", lambda _, title: f"---\nwidth: 宽\n---\n\n# {title}\n".encode()),
    (
        "no-such.css: no such style sheet",
        lambda _, title: f"---\ntheme: no-such.css\n---\n\n# {title}\n".encode(),
    ),
    ("nothing written", lambda _, title: f"---\ncloze: red\n---\n\n# {title}\n".encode()),
    ("save it as UTF-8", _junk),
)


def make(folder: Path, number: int, seed: int) -> tuple[Source, ...]:
    """Fill a folder; the same number and seed give the same files."""
    chance = random.Random(seed)
    shutil.copytree(ROOT / "samples" / "images", folder / "images")
    made = _Folder(folder, chance)
    while len(made.sources) < number - 11:
        if chance.random() < 0.06:
            made.bad(*chance.choice(BAD))
        else:
            made.good(chance.choices([make for _, make in GOOD], [weight for weight, _ in GOOD])[0])
    made.collisions()
    made.no_files()
    made.ignored()
    return tuple(made.sources)


class _Folder:
    """A folder that is being filled."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.sources: list[Source] = []
        self._folder = folder
        self._chance = chance

    def good(self, make: Make) -> None:
        """Write a sound source under a name of any kind."""
        self._write(self._place(), make(self._chance, f"第{len(self.sources)}篇"))

    def bad(self, wrong: str, make: Make) -> None:
        """Write a source that cannot be converted."""
        self._write(self._place(), make(self._chance, f"第{len(self.sources)}篇"), wrong)

    def _place(self) -> str:
        """A path that no other source has: of plain names the most, the same stems in several folders."""
        number = len(self.sources)
        folder = self._chance.choice(("", "甲/", "b c/", "b c/深/更深/", "e\u0301te/", "x/y/z/"))
        name = self._chance.choice(
            (
                *(f"{number}",) * 6,
                f"a  b {number}",
                f"🀄{number}🎉",
                unicodedata.normalize("NFD", f"Übung é{number}"),
                f"{number}".rjust(_LONG, "长"),
                f"-{number}",
                f"{number}.tar.v1",
                f"%41 #{number}? &amp;",
                f"'\"$(x){number}`",
            )
        )
        return f"{folder}{name}{self._chance.choice(('.md', '.md', '.md', '.MD', '.markdown'))}"

    def _write(self, path: str, data: bytes, wrong: str = "") -> None:
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        self.sources.append(Source(path, wrong))

    def collisions(self) -> None:
        """Sources that would be written to one file, to a name too long, or where something else stands."""
        for ending in ("md", "markdown"):
            self._write(f"same/stem.{ending}", _plain(self._chance, "同"), "would both be written")
        for folder in ("同名一", "同名二"):
            self._write(f"{folder}/stem.md", _plain(self._chance, "同"))
        self._write(f"{'长' * _TOO_LONG}.md", _plain(self._chance, "长"), "the name is too long")
        self._write("blocked/a.md", _plain(self._chance, "挡"), "cannot be written")
        self._write("toml/a.md", _plain(self._chance, "配"), "markhue.toml:1: ")
        (self._folder / "toml" / "markhue.toml").write_text("widht = 60\n", "utf-8")

    def no_files(self) -> None:
        """What is named like a source and is none that can be read."""
        (self._folder / "nowhere.md").symlink_to("no-such.md")
        (self._folder / "loop.md").symlink_to("loop.md")
        os.mkfifo(self._folder / "pipe.md")
        (self._folder / "x").mkdir(exist_ok=True)
        (self._folder / "x" / "round").symlink_to("..", target_is_directory=True)
        self._write("closed.md", _plain(self._chance, "闭"))
        (self._folder / "closed.md").chmod(0)
        if not os.access(self._folder / "closed.md", os.R_OK):
            self.sources[-1] = Source("closed.md", "cannot be read")
        self.sources += [
            Source("nowhere.md", "no such file"),
            Source("loop.md", "cannot be read"),
            Source("pipe.md", "not a regular file"),
        ]

    def ignored(self) -> None:
        """What a run over the folder leaves alone."""
        for path in (".hidden.md", ".git/a.md", "draft.md"):
            (self._folder / path).parent.mkdir(exist_ok=True)
            (self._folder / path).write_text("# 略\n", "utf-8")
        (self._folder / ".markhueignore").write_text("/draft.md\n", "utf-8")
