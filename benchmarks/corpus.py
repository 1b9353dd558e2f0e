"""A number in, a folder of so many articles out: copies of the reference source that differ, or small notes."""

import random
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "samples" / "deepseek-open-source.md"
INKS = ("red", "green", "orange")
PER_FOLDER = 500
_SENTENCE = re.compile(r"(?<=。)(?=[^<>]*(?:<span|$))")


def _common() -> str:
    """List the 3,755 common characters of GB 2312, which the Chinese faces all have."""
    cells = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return b"".join(cells).decode("gb2312", "ignore")


_CHARACTERS = _common()


def sentence(chance: random.Random, length: int) -> str:
    """Make a sentence of common characters, the same for the same chance."""
    text = "".join(chance.choices(_CHARACTERS, k=length))
    return f"{text[: length // 2]}，{text[length // 2 :]}。"


def article(text: str, number: int) -> str:
    """Give a copy of an article a title, three sentences and an order of its paragraphs that no other copy has."""
    chance = random.Random(number)
    title, *blocks = text.split("\n\n")
    prose = [place for place, block in enumerate(blocks) if len(block) > 150 and block[0] not in "#-1"]
    order = chance.sample(prose, len(prose))
    shuffled = [blocks[order[prose.index(i)]] if i in prose else block for i, block in enumerate(blocks)]
    for place in chance.sample(prose, min(3, len(prose))):
        parts = _SENTENCE.split(shuffled[place])
        parts.insert(chance.randrange(len(parts)), sentence(chance, 24))
        shuffled[place] = "".join(parts)
    return "\n\n".join([f"{title}（第{number}篇）", *shuffled])


def note(number: int) -> str:
    """Make a small note: a title, two paragraphs, one sentence of them coloured."""
    chance = random.Random(number)
    key = f'<span style="color: {chance.choice(INKS)}">{sentence(chance, 20)}</span>'
    return f"# 笔记{number}\n\n{sentence(chance, 30)}{key}\n\n{sentence(chance, 40)}\n"


def articles(folder: Path, number: int, source: Path = SOURCE) -> Path:
    """Fill a folder with copies of an article that differ."""
    folder.mkdir(parents=True)
    text = source.read_text(encoding="utf-8")
    for place in range(1, number + 1):
        (folder / f"{place:04}.md").write_text(article(text, place), encoding="utf-8")
    return folder


def notes(folder: Path, number: int) -> Path:
    """Fill a folder with small notes, so many to a folder below it."""
    for place in range(number):
        below = folder / f"{place // PER_FOLDER:02}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{place:05}.md").write_text(note(place), encoding="utf-8")
    return folder
