"""Which script a character belongs to, as Chinese setting needs it: text in, classes and segments out. Standard library only.

Sources: Unicode blocks (UAX 38 for the ideographs), W3C *Requirements for Chinese Text Layout* (clreq) section 3 for the marks.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
KANA = "\u3041-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
BOPOMOFO = "\u3105-\u312f\u31a0-\u31bf"
HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
# Description characters, kanbun, strokes, enclosed and squared signs: ⿰ ㊀ ㎡
SQUARE = "\u2ff0-\u2fff\u3190-\u319f\u31c0-\u31ef\u3200-\u33ff"
FULL_WIDTH = (
    "\u3000-\u3004\u3008-\u3020\u302a-\u3037\u303c-\u303f\u30fb\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
)
# One code point each in Unicode, full-width only beside Chinese: — … “ ” ‘ ’ ·
SHARED_MARKS = "\u2014\u2026\u201c\u201d\u2018\u2019\u00b7\u2e3a"

OPENING = "（〔［｛〈《「『【〖〘〚“‘"
CLOSING = "）〕］｝〉》」』】〗〙〛”’，。、；：？！"

# Accents and variation selectors: they belong to the character before them
_EXTENDING = "\u0300-\u036f\u180b-\u180d\u20d0-\u20f0\ufe00-\ufe0f\U000e0100-\U000e01ef"

# Kinds: c Chinese, k other East Asian, s shared mark, b blank, e extending, n any other
_KINDS_OF_RANGES = (
    (HAN + FULL_WIDTH, "c"),
    (KANA + BOPOMOFO + HANGUL + SQUARE, "k"),
    (_EXTENDING, "e"),
)


class _Kinds(dict[str, str]):
    """The kind of each character, found on demand: a regular expression over these ranges takes 6 ms to compile."""

    def __missing__(self, character: str) -> str:
        kind = self[character] = _kind(character)
        return kind


_KINDS = _Kinds({"": "n", " ": "b", "\t": "b", "\u00a0": "b", **dict.fromkeys(SHARED_MARKS, "s")})


@cache
def _ranges() -> list[tuple[str, str, str]]:
    """First and last character of each range, and its kind, in order."""
    found = re.compile("(.)-(.)|(.)", re.DOTALL).findall
    return sorted(
        (first or single, last or single, kind)
        for ranges, kind in _KINDS_OF_RANGES
        for first, last, single in found(ranges)
    )


def _kind(character: str) -> str:
    ranges = _ranges()
    index = bisect_right(ranges, (character, "\U0010ffff", "")) - 1
    return ranges[index][2] if index >= 0 and ranges[index][1] >= character else "n"


@cache
def _han() -> list[tuple[str, str]]:
    return re.findall("(.)-(.)", HAN)


def is_han(character: str) -> bool:
    """Whether this is a Chinese character."""
    return "\u4e00" <= character <= "\u9fff" or any(first <= character <= last for first, last in _han())


def script(language: str) -> str:
    """How East Asian text in a language is set: `zh`, `zh-hant`, `ja` or `ko`, by its BCP 47 tag; `zh` for all others."""
    tag = language.lower()
    if tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
        return "zh-hant"
    return tag[:2] if re.match("(?:ja|ko)(?:-|$)", tag) else "zh"


def is_hangul(character: str) -> bool:
    """Whether this is a Korean letter or syllable."""
    return (
        "\uac00" <= character <= "\ud7af"
        or "\u1100" <= character <= "\u11ff"
        or "\u3130" <= character <= "\u318f"
    )


def is_wide(character: str) -> bool:
    """Whether this is an ideograph, kana, hangul or a full-width mark whatever stands beside it."""
    return _KINDS[character] in "ck"


def has_chinese(text: str) -> bool:
    """Whether any Chinese character or full-width mark is in the text."""
    return not text.isascii() and "c" in map(_KINDS.__getitem__, text)


_TOKEN = re.compile("(?P<wide>[ck][cke]*)|(?P<shared>se*)|(?P<blank>b+)|(?P<narrow>[ne]+)")
_PAIRS = {"”": "“", "’": "‘"}


def segments(text: str, wide: bool = False) -> Iterator[tuple[bool, str]]:
    """Cut text into runs of East Asian and of other characters: (is East Asian, run).

    Blanks stay with what comes before. A shared mark (“”‘’—…·) is East Asian where a neighbour is, and a closing quote
    where its opening one is; `wide` says what a mark is where nothing decides.
    """
    kinds = "".join(map(_KINDS.__getitem__, text))
    tokens = [(match.lastgroup, text[match.start() : match.end()]) for match in _TOKEN.finditer(kinds)]
    kind = wide
    start = end = 0
    opened: dict[str, bool] = {}
    for index, (group, token) in enumerate(tokens):
        if group == "blank":
            now = kind
        elif group == "shared":
            now = _shared(tokens, index, token, opened, wide)
        else:
            now = group == "wide"
        if now != kind and end > start:
            yield kind, text[start:end]
            start = end
        kind = now
        end += len(token)
    if end > start:
        yield kind, text[start:end]


def _shared(
    tokens: list[tuple[str | None, str]], index: int, mark: str, opened: dict[str, bool], wide: bool
) -> bool:
    """Whether a shared mark is East Asian here; remembers opening quotes in `opened`."""
    opening = _PAIRS.get(mark[0])
    if opening in opened:
        return opened.pop(opening)
    near = [_nearest(tokens[max(0, index - 4) : index][::-1]), _nearest(tokens[index + 1 : index + 5])]
    decided = [group == "wide" for group in near if group]
    now = any(decided) if decided else wide
    if mark[0] in "“‘":
        opened[mark] = now
    return now


def _nearest(tokens: list[tuple[str | None, str]]) -> str | None:
    """The first group that decides, of tokens in order of nearness; a blank ends the search."""
    for group, _ in tokens:
        if group == "blank":
            return None
        if group != "shared":
            return group
    return None
