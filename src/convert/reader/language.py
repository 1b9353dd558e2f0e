"""Text in, its language as a BCP 47 tag out, by the scripts in it: zh-CN, zh-TW, ja, ko or en."""

import re

from convert.characters import HAN, HANGUL, KANA

_SCRIPTS = {
    name: re.compile(f"[{ranges}]") for name, ranges in (("han", HAN), ("kana", KANA), ("hangul", HANGUL))
}
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]{2,}")
_TRADITIONAL = re.compile("[這個們來國說時會對發後過還進開實學為與動電東車書長問間門見點]")
_SIMPLIFIED = re.compile("[这个们来国说时会对发后过还进开实学为与动电东车书长问间门见点]")
_SAMPLE = 50_000


def guess(text: str) -> str:
    """Guess the language of a text; text without letters counts as Chinese."""
    sample = text[:_SAMPLE]
    han, kana, hangul = (len(pattern.findall(sample)) for pattern in _SCRIPTS.values())
    latin = len(_LATIN.findall(sample))
    if hangul > han + kana and hangul * 2 > latin:
        return "ko"
    if kana * 8 > han and kana * 2 > latin:
        return "ja"
    if han * 3 >= latin:
        return "zh-TW" if len(_TRADITIONAL.findall(sample)) > len(_SIMPLIFIED.findall(sample)) else "zh-CN"
    return "en"
