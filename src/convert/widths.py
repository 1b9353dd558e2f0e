"""Text in, display columns out: how wide a string is in a fixed-width font.

Sources: UAX 11 for East Asian Width, UTS 51 for emoji sequences. A character of ambiguous width takes two columns where
it belongs to Chinese text (beside an East Asian character, or a sign by itself) and one elsewhere.
"""

import re
from itertools import accumulate, pairwise
from unicodedata import category, east_asian_width

from convert.characters import has_chinese, is_wide, segments

_ZERO = ("Mn", "Me", "Cf", "Cc")
_CACHE_SIZE = 30_000

# Compiled where a text holds such a character
_EMOJI = "[\u203c-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_TONE = "[\U0001f3fb-\U0001f3ff]"
_SEQUENCE = (
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f\u20e3|{_EMOJI}(?:\ufe0f|{_TONE})*(?:\u200d{_EMOJI}(?:\ufe0f|{_TONE})*)+"
    f"|{_EMOJI}(?:\ufe0f|{_TONE})+"
)


def _kind(character: str) -> str:
    """The letter that stands for how a character is measured.

    w two columns and East Asian, 2 and 1 and 0 columns, j joining emoji, a ambiguous, b blank.
    """
    if character == " ":
        return "b"
    if (
        character in "\u200d\ufe0f"
        or "\U0001f1e6" <= character <= "\U0001f1ff"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    ):
        return "j"
    if category(character) in _ZERO or "\u1160" <= character <= "\u11ff":
        return "0"
    if is_wide(character):
        return "w"
    return {"W": "2", "F": "2", "A": "a"}.get(east_asian_width(character), "1")


class _Kinds(dict[str, str]):
    """The kind of each character, found on demand."""

    def __missing__(self, character: str) -> str:
        kind = self[character] = _kind(character)
        return kind


class _Strings(dict[str, int]):
    """Columns of short strings (what stands between two line breaks), ambiguous characters as two; bounded."""

    def __missing__(self, text: str) -> int:
        if len(self) > _CACHE_SIZE:
            self.clear()
        columns = self[text] = _total(_kinds(text))
        return columns


_KINDS = _Kinds()
_STRINGS = _Strings()
# A run of ambiguous characters that no East Asian character touches
_ALONE = re.compile("(?<![wa])a+(?![wa])")


def _kinds(text: str) -> str:
    return "".join(map(_KINDS.__getitem__, text))


def _total(kinds: str) -> int:
    narrow = kinds.count("1") + kinds.count("b")
    return 2 * (len(kinds) - kinds.count("0") - narrow) + narrow


def width(text: str, chinese: bool) -> int:
    """Measure text in display columns; `chinese` says whether the document is, for marks that nothing else decides."""
    if text.isascii():
        return len(text)
    kinds = _kinds(text)
    return _total(_resolved(text, kinds, chinese) or kinds)


def unit_widths(units: list[str], text: str, chinese: bool) -> list[int]:
    """Measure consecutive pieces of a text, each as wide as it is within the text."""
    if text.isascii():
        return list(map(len, units))
    kinds = _resolved(text, _kinds(text), chinese)
    if not kinds:
        return list(map(_STRINGS.__getitem__, units))
    ends = list(accumulate(map(len, units), initial=0))
    return [_total(kinds[start:end]) for start, end in pairwise(ends)]


def _resolved(text: str, kinds: str, chinese: bool) -> str:
    """Decide by their surroundings how wide characters are; nothing where every one is as wide as by itself."""
    joining = "j" in kinds
    alone = "a" in kinds and _ALONE.search(kinds) is not None
    if not joining and not alone:
        return ""
    if alone:
        kinds = _with_ambiguous(text, kinds, chinese)
    if joining:
        chars = list(kinds)
        for match in re.finditer(_SEQUENCE, text):
            chars[match.start() : match.end()] = "2" + "0" * (len(match.group()) - 1)
        kinds = "".join(chars).replace("j", "0")
    return kinds


def _with_ambiguous(text: str, kinds: str, chinese: bool) -> str:
    wide = has_chinese(text) or (chinese and not any(map(str.isalpha, text)))
    flags = [flag for flag, run in segments(text, wide) for _ in run]

    def decide(match: re.Match[str]) -> str:
        start, end = match.span()
        near = kinds[max(0, start - 1) : start] + kinds[end : end + 1]
        if wide and not near.strip("b") and not text[start:end].isalpha():
            return "2" * (end - start)
        return "".join("2" if flag else "1" for flag in flags[start:end])

    return _ALONE.sub(decide, kinds)
