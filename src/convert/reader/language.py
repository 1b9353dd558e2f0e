"""Text in, its language as a BCP 47 tag and the direction it runs in out, by the scripts in it.

A script that several languages share goes to the one whose own letters stand in the text, else to the one most people
write in it: Arabic or Persian or Urdu, Russian or Ukrainian, English or Vietnamese.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import accumulate
from typing import Final, Literal

Reading = Literal["ltr", "rtl"]

_TRADITIONAL = frozenset("這個們來國說時會對發後過還進開實學為與動電東車書長問間門見點")
_SIMPLIFIED = frozenset("这个们来国说时会对发后过还进开实学为与动电东车书长问间门见点")
# What is in no language: tags, code, formulas, targets of links; each bounded, so that a stray sign costs little.
_SPEECHLESS = re.compile(r"<[^<>]*>|```[^`]{0,4000}```|`[^`\n]*`|\$[^$]{1,400}\$|\\[A-Za-z]+|\]\([^()\s]*")
_SAMPLE = 20_000  # characters; the counting is plain Python, a regular expression over all Han takes 5 ms to compile

# Alphabets by their blocks. A word of them has four letters or so, and says as much as one or two Chinese characters.
_ALPHABETS: Final = (
    ("ar", "\u0600", "\u06ff"),
    ("he", "\u0590", "\u05ff"),
    ("ru", "\u0400", "\u04ff"),
    ("el", "\u0370", "\u03ff"),
    ("th", "\u0e00", "\u0e7f"),
    ("hi", "\u0900", "\u097f"),
    ("bn", "\u0980", "\u09ff"),
    ("ta", "\u0b80", "\u0bff"),
    ("ka", "\u10a0", "\u10ff"),
    ("hy", "\u0530", "\u058f"),
)
_FIRST_LETTER, _LAST_LETTER = min(block[1] for block in _ALPHABETS), max(block[2] for block in _ALPHABETS)
_OWN_LETTERS: Final = (
    ("ar", "fa", frozenset("پچژگکی")),
    ("fa", "ur", frozenset("ٹڈڑںےھ")),
    ("ru", "uk", frozenset("іїєґІЇЄҐ")),
    ("en", "vi", frozenset("ăđơưĂĐƠƯ").union(map(chr, range(0x1EA0, 0x1EFA)))),
)
_RIGHT_TO_LEFT: Final = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"))


def guess(text: str) -> str:
    """Guess the language of a text; text without letters counts as Chinese."""
    words = _SPEECHLESS.sub("", text[:_SAMPLE]).split()
    counts = Counter("".join(word for word in words if "://" not in word and ";base64," not in word))
    within = _Blocks(counts).within
    han = within("\u4e00", "\u9fff") + within("\u3400", "\u4dbf")
    kana = within("\u3041", "\u30ff")
    hangul = within("\uac00", "\ud7af")
    vietnamese = within("\u1ea0", "\u1ef9")
    latin = (within("A", "z") + within("\u00c0", "\u024f") + vietnamese) // 4
    if hangul > han + kana and hangul * 2 > latin:
        return "ko"
    if kana * 8 > han and kana * 2 > latin:
        return "ja"
    if within(_FIRST_LETTER, _LAST_LETTER) // 4 > max(latin, han * 3 + kana):
        return _own(max(_ALPHABETS, key=lambda block: within(*block[1:]))[0], counts)
    if han * 3 >= latin:
        traditional = sum(counts[character] for character in _TRADITIONAL)
        simplified = sum(counts[character] for character in _SIMPLIFIED)
        return "zh-TW" if traditional > simplified else "zh-CN"
    return _own("en", counts)


def reading(language: str) -> Reading:
    """The direction a language is written in; Latin script said in the tag (`az-Latn`) runs to the right."""
    first, *others = language.lower().split("-")
    return "rtl" if first in _RIGHT_TO_LEFT and "latn" not in others else "ltr"


def _own(language: str, counts: Counter[str]) -> str:
    """A language, or the one that has letters of its own in the same script, where a fair part of the text is such letters."""
    for shared, other, letters in _OWN_LETTERS:
        found = sum(counts[letter] for letter in letters)
        if language == shared and found * 40 > sum(n for c, n in counts.items() if c.isalpha()):
            language = other
    return language


class _Blocks:
    """How often the characters of a block stand in a text."""

    def __init__(self, counts: Counter[str]) -> None:
        self._characters = sorted(counts)
        self._before = [0, *accumulate([counts[character] for character in self._characters])]

    def within(self, first: str, last: str) -> int:
        """Count the characters from the first to the last of a block."""
        start, end = bisect_left(self._characters, first), bisect_right(self._characters, last)
        return self._before[end] - self._before[start]
