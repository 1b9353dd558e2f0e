"""Inlines in, clean text out: no markup; a line break is `\\n`, a footnote its number in brackets."""

import re
from typing import assert_never

from convert import model
from convert.labels import Labels
from convert.model import (
    Anchor,
    FootnoteRef,
    Image,
    Inlines,
    LineBreak,
    Link,
    Math,
    Ruby,
    Text,
)
from convert.notices import Code, Report

# Blanks that would spoil a line of plain text; a soft hyphen says nothing where nothing is hyphenated
_BLANKS = re.compile("[\t\r\n\x0b\x0c\x85\u2028\u2029]+")
_SOFT_HYPHEN = "\u00ad"
_ODD = re.compile("[\t\r\n\x0b\x0c\x85\u2028\u2029\u00ad]")
# A raised number is a power: 10<sup>9</sup> must not read 109. Raised words (1st) need no sign.
_POWER = r"[+\-−]?\d+|[+\-−]|[a-z]"
_BEFORE_POWER = r"[0-9A-Za-z)\]]\Z"
_SCHEME = r"(?i:https?://|mailto:|tel:)?(?i:www\.)?"


class Speller:
    """Spells inlines as text; numbers footnotes in the order of their first reference."""

    def __init__(self, words: Labels, chinese: bool, report: Report) -> None:
        self.words = words
        self.chinese = chinese
        self.numbers: dict[str, int] = {}
        self._report = report

    def spell(self, inlines: Inlines) -> str:
        """Spell inlines as text, without blanks at its ends."""
        return self._spell(inlines).strip(" \n")

    def number(self, label: str) -> int:
        """Number a footnote: the one it has, or the next."""
        return self.numbers.setdefault(label, len(self.numbers) + 1)

    def picture(self, alt: str) -> str:
        """Spell a picture as what it shows."""
        word = self.words.picture
        if not alt:
            self._report.add(
                Code.NOT_RENDERED, "a picture without a description is only a word in plain text"
            )
            return f"[{word}]"
        return f"[{word}：{alt}]" if self.chinese else f"[{word}: {alt}]"

    def _spell(self, inlines: Inlines) -> str:
        parts: list[str] = []
        for inline in inlines:
            match inline:
                case Text(text, style):
                    if style.script == "super" and parts:
                        parts.append(_power(text, parts[-1]))
                    parts.append(_clean(text))
                case model.Code(text):
                    parts.append(_clean(text))
                case Link():
                    parts.append(self._link(inline))
                case Image():
                    parts.append(self.picture(_clean(inline.alt).strip()))
                case Math(tex):
                    parts.append(_clean(tex))
                case Ruby(base, annotation):
                    parts.append(f"{self._spell(base)}({self._spell(annotation)})")
                case FootnoteRef(label):
                    parts.append(f"[{self.number(label)}]")
                case Anchor():
                    pass
                case LineBreak():
                    parts.append("\n")
                case _:
                    assert_never(inline)
        return "".join(parts)

    def _link(self, link: Link) -> str:
        text = self._spell(link.children)
        if link.href.startswith("#") or _says(text, link.href):
            return text
        shown = text.rstrip(" \n")
        address = link.href.removeprefix("mailto:").removeprefix("tel:")
        if not shown:
            return address
        return shown + (f"（{address}）" if self.chinese else f" ({address})") + text[len(shown) :]


def _clean(text: str) -> str:
    """Turn breaks and tabs into blanks and drop soft hyphens."""
    if _ODD.search(text) is None:
        return text
    return _BLANKS.sub(" ", text).replace(_SOFT_HYPHEN, "")


def _power(raised: str, before: str) -> str:
    """The sign that keeps a raised number apart from what stands before it."""
    return "^" if re.fullmatch(_POWER, raised) and re.search(_BEFORE_POWER, before) else ""


def _says(text: str, href: str) -> bool:
    """Whether a link's text is its address, but for the scheme, `www.` and how letters are encoded."""
    return href in text or _bare(text) == _bare(href)


def _bare(address: str) -> str:
    bare = re.sub(_SCHEME, "", address.strip(), count=1).rstrip("/")
    if "%" in bare:
        from urllib.parse import unquote  # seldom needed, and slow to load

        bare = unquote(bare)
    return bare
