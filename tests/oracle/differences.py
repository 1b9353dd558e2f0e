"""Where our outputs differ from a browser on purpose: for all fixtures here, for one fixture in its own front matter.

A fixture declares, under `oracle: differs:`, a list of

    - text: every occurrence of these characters …
      becomes: … is these instead (empty: is gone)
      repeated: true, where the characters may come again any number of times
      color, background, bold, italic, underline, strike, script: … or looks like this
      formats: [docx, html, pdf, txt] (all, where it does not say)
      why: the reason

A declared difference that changes nothing fails: the browser has come to agree, or the fixture has changed.
"""

import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from browser import Seen

from convert.characters import SHARED_MARKS
from convert.model import Color
from convert.proof.glyphs import Glyph, Look, paper, visible

FORMATS: Final = ("docx", "html", "pdf", "txt")
UPRIGHT: Final = ("docx", "pdf")
"""Chinese has no slanted letters: in these formats it changes its face instead, and HTML leaves that to the theme."""
COLOR_TOLERANCE: Final = 1
"""A canvas keeps its colours multiplied by alpha, which costs a unit of 255."""


class StaleError(AssertionError):
    """A declared difference that makes no difference."""


def expected(seen: Sequence[Seen], differs: Sequence[dict[str, Any]], format_name: str) -> list[Glyph]:
    """Say what an output should show, after what a browser shows; disclosures are open in all of ours."""
    glyphs = [Glyph(item.char, _upright(item.char, item.look, format_name)) for item in seen]
    for difference in differs:
        if format_name in difference.get("formats", FORMATS) and not difference.get("repeated"):
            glyphs = _differing(glyphs, difference)
    return glyphs


def _upright(character: str, look: Look, format_name: str) -> Look:
    if look.italic and format_name in UPRIGHT and east_asian(character):
        return look._replace(italic=False)
    return look


def east_asian(character: str) -> bool:
    """Whether a character is set in the Chinese face."""
    return unicodedata.east_asian_width(character) in "WF"


def either(character: str, format_name: str) -> bool:
    """Whether a mark belongs to either script, so that its slant is its neighbours' business."""
    return format_name in UPRIGHT and character in SHARED_MARKS


def without_repetitions(
    got: Sequence[Glyph], differs: Sequence[dict[str, Any]], format_name: str
) -> list[Glyph]:
    """Take out of an output what it is declared to show again."""
    glyphs = list(got)
    for difference in differs:
        if difference.get("repeated") and format_name in difference.get("formats", FORMATS):
            text = "".join(filter(visible, str(difference["text"])))
            before = len(glyphs)
            while (place := _whole(glyphs).rfind(text)) > _whole(glyphs).find(text):
                del glyphs[place : place + len(text)]
            if len(glyphs) == before:
                raise StaleError(f"no repetition any more: {difference}")
    return glyphs


def _whole(glyphs: Sequence[Glyph]) -> str:
    return "".join(glyph.char for glyph in glyphs)


def _differing(glyphs: list[Glyph], difference: dict[str, Any]) -> list[Glyph]:
    text = "".join(filter(visible, str(difference["text"])))
    whole = _whole(glyphs)
    result: list[Glyph] = []
    start = 0
    while (place := whole.find(text, start)) >= 0:
        old = glyphs[place : place + len(text)]
        result += glyphs[start:place] + _instead(old, difference)
        start = place + len(text)
    result += glyphs[start:]
    if result == glyphs:
        raise StaleError(f"no difference any more: {difference}")
    return result


def _instead(old: list[Glyph], difference: dict[str, Any]) -> list[Glyph]:
    changed = {name: value for name, value in difference.items() if name in Look._fields}
    for name in ("color", "background"):
        if changed.get(name):
            changed[name] = paper(Color(*bytes.fromhex(changed[name].removeprefix("#"))))
    if "becomes" in difference:
        text = "".join(filter(visible, str(difference["becomes"])))
        looks = [glyph.look for glyph in old]
        old = [Glyph(c, looks[min(index, len(looks) - 1)]) for index, c in enumerate(text)]
    return [Glyph(glyph.char, glyph.look._replace(**changed)) for glyph in old]


def first(wanted: Sequence[Glyph], got: Sequence[Glyph], format_name: str, most: int = 4) -> list[str]:
    """Describe the first differences: character, context, expected look, found look; empty where all agree."""
    texts = [_whole(wanted), _whole(got)]
    if texts[0] != texts[1]:
        return [_text_difference(*texts)]
    found: list[str] = []
    last = ""
    for place, (want, have) in enumerate(zip(wanted, got, strict=True)):
        wrong = _wrong(want, have, format_name)
        if wrong and wrong != last:
            found.append(f"“{want.char}” in “{texts[0][max(0, place - 6) : place + 8]}”: {wrong}")
        last = wrong
    return found[:most]


def _text_difference(wanted: str, got: str) -> str:
    place = next(
        (i for i, (a, b) in enumerate(zip(wanted, got, strict=False)) if a != b), min(len(wanted), len(got))
    )
    before = wanted[max(0, place - 8) : place]
    return f"after “{before}” comes “{got[place : place + 24]}” instead of “{wanted[place : place + 24]}”"


def _wrong(want: Glyph, have: Glyph, format_name: str) -> str:
    parts = []
    for name, one, other in zip(Look._fields, want.look, have.look, strict=True):
        if one == other or (name == "italic" and either(want.char, format_name)):
            continue
        if isinstance(one, Color) and isinstance(other, Color) and _close(one, other):
            continue
        parts.append(f"{name} {_said(other)} instead of {_said(one)}")
    return ", ".join(parts)


def _close(one: Color, other: Color) -> bool:
    pairs = zip((one.red, one.green, one.blue), (other.red, other.green, other.blue), strict=True)
    return all(abs(a - b) <= COLOR_TOLERANCE for a, b in pairs)


def _said(value: object) -> str:
    return f"#{value.hex}" if isinstance(value, Color) else "none" if value is None else str(value).lower()
