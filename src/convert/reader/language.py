"""Text in, its language as a BCP 47 tag out, by the scripts in it: zh-CN, zh-TW, ja, ko or en."""

from collections import Counter

_TRADITIONAL = frozenset("這個們來國說時會對發後過還進開實學為與動電東車書長問間門見點")
_SIMPLIFIED = frozenset("这个们来国说时会对发后过还进开实学为与动电东车书长问间门见点")
_SAMPLE = 20_000  # characters; the counting is plain Python, a regular expression over all Han takes 5 ms to compile


def guess(text: str) -> str:
    """Guess the language of a text; text without letters counts as Chinese."""
    counts = Counter(text[:_SAMPLE])
    han = _within(counts, "\u4e00", "\u9fff") + _within(counts, "\u3400", "\u4dbf")
    kana = _within(counts, "\u3041", "\u30ff")
    hangul = _within(counts, "\uac00", "\ud7af")
    # A word of Latin has four letters or so, and says as much as one or two of the others.
    latin = (_within(counts, "A", "z") + _within(counts, "\u00c0", "\u024f")) // 4
    if hangul > han + kana and hangul * 2 > latin:
        return "ko"
    if kana * 8 > han and kana * 2 > latin:
        return "ja"
    if han * 3 >= latin:
        traditional = sum(counts[character] for character in _TRADITIONAL)
        simplified = sum(counts[character] for character in _SIMPLIFIED)
        return "zh-TW" if traditional > simplified else "zh-CN"
    return "en"


def _within(counts: Counter[str], first: str, last: str) -> int:
    return sum(count for character, count in counts.items() if first <= character <= last)
