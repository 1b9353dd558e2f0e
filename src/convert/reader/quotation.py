"""A language and how deep a quotation stands in, its marks out (CLDR, as browsers take them for `quotes: auto`)."""

from typing import Final, NamedTuple


class Marks(NamedTuple):
    """What opens and what closes a quotation."""

    opening: str
    closing: str


# Two levels each; the deeper ones go on with the second (CSS Generated Content 3, 3.2).
_LEVELS: Final = {
    "“ ” ‘ ’": ("en", "zh", "ko", "tr", "th", "vi", "hi", "id", "ms", "bn", "ta"),
    "「 」 『 』": ("ja", "zh-hant", "zh-tw", "zh-hk", "zh-mo"),
    "„ “ ‚ ‘": ("de", "cs", "sk", "sl", "bg", "is", "lt", "ka", "sr", "hr"),
    "«\u00a0 \u00a0» «\u00a0 \u00a0»": ("fr",),
    "« » “ ”": ("es", "it", "pt-pt", "ca", "el", "fa", "hy"),
    "« » „ “": ("ru", "uk", "be"),
    "„ ” « »": ("pl", "ro", "hu"),
    "” ” ’ ’": ("sv", "fi"),
    "« » ‘ ’": ("no", "nb", "nn", "da"),
    "” “ ’ ‘": ("ar",),
}
_MARKS: Final = {
    language: levels.split(" ") for levels, languages in _LEVELS.items() for language in languages
}


def marks(language: str, depth: int) -> Marks:
    """The marks of a quotation inside `depth` others, by the longest known beginning of the language's tag."""
    tag = language.lower()
    while tag and tag not in _MARKS:
        tag = tag.rpartition("-")[0]
    found = _MARKS.get(tag, _MARKS["en"])
    return Marks(*(found[2:] if depth else found[:2]))
