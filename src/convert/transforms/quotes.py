"""Document in, the same with typed quotes, dashes and dots as print has them out.

A line of inlines is one text, whatever runs and links it is cut into; code, formulas, pictures and addresses are left as they are.

* `"` and `'` become quotation marks in pairs: “ ” ‘ ’, 「 」『 』 in traditional Chinese, „ “ ‚ ‘ in German, « » in French. One
  without a partner stays, for it may be an inch. Between Latin letters `'` is an apostrophe, and so it is in `'90s` and `rock 'n' roll`.
* `--` becomes –, `---` —; beside Chinese either becomes ——.
* `...` becomes …; beside Chinese ……, and so does `......`.
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import accumulate
from types import MappingProxyType
from typing import Final, NamedTuple, assert_never

from convert.characters import is_wide
from convert.model import (
    Anchor,
    Blank,
    Code,
    Document,
    FootnoteRef,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    PageRef,
    Ruby,
    Text,
)
from convert.record import replace
from convert.traverse import map_inlines, plain

_QUOTES: Final = {"zh-tw": "「」『』", "zh-hk": "「」『』", "zh-hant": "「」『』", "de": "„“‚‘", "fr": "«»‘’"}
_ENGLISH: Final = "“”‘’"
_APOSTROPHE: Final = "’"
_DEEPEST: Final = 8  # quotations in quotations
_OBJECT: Final = "\ufffc"  # stands for what is no text
_SIGNS = re.compile(r"[\"']|-{2,}|\.{3,}")
_QUOTES_ALONE = re.compile("[\"']")
_ADDRESS = re.compile(
    r"(?:(?<![a-z0-9])[a-z][a-z0-9+.-]{0,15}://|www\.|mailto:)[!#-~]*[#-&(-~]", re.IGNORECASE
)
# Words that begin with an apostrophe, and years.
_ELIDED = re.compile(r"'(?:n'|\d\ds?|tis|twas|em|til|cause|bout|round|neath|gainst)(?![\w'])", re.IGNORECASE)
_OPENING: Final = frozenset("([{<（【《〈「『“‘«„‚")
_CLOSING: Final = frozenset(",.;:!?)]}>，。、；：？！）】》〉」』”’»…%")


class _Mark(NamedTuple):
    """A typed quotation mark that waits for its partner."""

    place: int
    sign: str


def curl(document: Document) -> Document:
    """Set quotes, dashes and dots as the language of the document, or of a run, has them."""
    return _curled(document, _SIGNS)


def curl_quotes(document: Document) -> Document:
    """Set quotes alone as the language has them; dashes and dots stay as they were typed."""
    return _curled(document, _QUOTES_ALONE)


def _curled(document: Document, signs: re.Pattern[str]) -> Document:
    language = document.meta.language.lower()
    document = map_inlines(document, partial(_line, language=language, signs=signs))
    title = "".join(_changed(document.meta.title, [language] * len(document.meta.title), signs))
    return replace(document, meta=replace(document.meta, title=title))


def _line(line: Inlines, language: str, signs: re.Pattern[str]) -> Inlines:
    pieces = list(_pieces(line, language))
    text = "".join(piece for piece, _ in pieces)
    if not signs.search(text):
        return line
    ends = list(accumulate(len(piece) for piece, _ in pieces))
    runs = dict(zip([0, *ends], ends, strict=False))
    changed = iter(_changed(text, [said for piece, said in pieces for _ in piece], signs, runs))
    return tuple(_rebuilt(inline, changed) for inline in line)


def _pieces(line: Inlines, language: str) -> Iterator[tuple[str, str]]:
    """The text of a line, a piece a run, each with its language."""
    for inline in line:
        match inline:
            case Text(text, style):
                yield text, (style.language or language).lower()
            case Link(_, children):
                yield from _pieces(children, language) if not _is_address(inline) else [(_OBJECT, language)]
            case Ruby(base):
                yield from _pieces(base, language)
            case LineBreak():
                yield "\n", language
            case Code() | Image() | Math() | PageRef() | Blank():
                yield _OBJECT, language
            case Anchor() | FootnoteRef():
                pass
            case _:
                assert_never(inline)


def _rebuilt(inline: Inline, changed: Iterator[str]) -> Inline:
    """The inline with what became of its characters."""
    match inline:
        case Text(text):
            return replace(inline, text="".join(next(changed) for _ in text))
        case Link(_, children) if not _is_address(inline):
            return replace(inline, children=tuple(_rebuilt(child, changed) for child in children))
        case Ruby(base):
            return replace(inline, base=tuple(_rebuilt(child, changed) for child in base))
        case LineBreak() | Code() | Image() | Math() | Link() | PageRef() | Blank():
            next(changed)
            return inline
        case Anchor() | FootnoteRef():
            return inline
        case _:
            assert_never(inline)


def _is_address(link: Link) -> bool:
    """Whether a link shows the address it leads to."""
    return plain(link.children) in (link.href, link.href.partition(":")[2].lstrip("/"))


def _changed(
    text: str, languages: list[str], signs: re.Pattern[str], runs: Mapping[int, int] = MappingProxyType({})
) -> list[str]:
    """What each character becomes; nothing for those that are part of a sign before them. `runs` say where each run ends.

    Dashes and dots over a border between runs stay as they are.
    """
    out = list(text)
    waiting: list[_Mark] = []
    place = 0
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    for match in signs.finditer(text):
        while place < len(addresses) and addresses[place][1] <= match.start():
            place += 1
        if place < len(addresses) and addresses[place][0] <= match.start():
            continue
        if match[0] in "\"'":
            run = text[match.start() : runs.get(match.start(), match.start())]
            _quote(text, match.start(), out, waiting, languages, within=run)
        elif runs.keys().isdisjoint(range(match.start() + 1, match.end())):
            new = _dash(text, match) if match[0][0] == "-" else _dots(text, match)
            out[match.start() : match.end()] = [new, *[""] * (len(match[0]) - 1)]
    return out


def _quote(
    text: str, place: int, out: list[str], waiting: list[_Mark], languages: list[str], within: str = ""
) -> None:
    """Pair a quotation mark with one that waits, let it wait, or know it for an apostrophe.

    `within` is the run that it begins, if it does: one with a partner in there belongs to that, whatever stands before.
    """
    sign = text[place]
    before, after = _beside(text, place, place + 1)
    elided = (
        text[max(0, place - 2) : place].lower() == "'n" and out[place - 2] == _APOSTROPHE
    )  # rock 'n' roll
    if sign == "'" and (elided or _is_apostrophe(text, place, before, after)):
        out[place] = _APOSTROPHE
        return
    own = within.count(sign) % 2 == 0 and within[1:2].isalnum()
    partner = (
        None
        if own
        else next((index for index in range(len(waiting) - 1, -1, -1) if waiting[index].sign == sign), None)
    )
    if partner is not None and not before.isspace() and before not in _OPENING:
        opened = waiting[partner]
        del waiting[partner:]
        out[opened.place], out[place] = _pair(sign, languages[opened.place])
    elif own or _opens(before, after):
        waiting.append(_Mark(place, sign))
        del waiting[:-_DEEPEST]
    elif sign == "'" and before.lower() in ("s", "n", "x", "z"):  # the teachers' room
        out[place] = _APOSTROPHE


def _is_apostrophe(text: str, place: int, before: str, after: str) -> bool:
    latin = _latin(before) and _latin(after)
    if latin and not (before.isdigit() and after.isdigit()):
        return True
    return not _latin(before) and not is_wide(before) and _ELIDED.match(text, place) is not None


def _opens(before: str, after: str) -> bool:
    """Whether a quotation may begin between two characters; behind a Latin letter only before Chinese."""
    if after.isspace() or (after in _CLOSING and not before.isspace()):
        return False
    return is_wide(after) or not _latin(before)


def _pair(sign: str, language: str) -> tuple[str, str]:
    """The marks of a quotation."""
    words = language.split("-")
    marks = _QUOTES.get("-".join(words[:2])) or _QUOTES.get(words[0]) or _ENGLISH
    place = 0 if sign == '"' else 2
    inside = "\u202f" if marks[place] == "«" else ""
    return marks[place] + inside, inside + marks[place + 1]


def _dash(text: str, match: re.Match[str]) -> str:
    start, end = match.span()
    before, after = _beside(text, start, end)
    near = text[max(0, start - 8) : start].rstrip()[-1:] or " ", text[end : end + 8].lstrip()[:1] or " "
    count = end - start
    option = before.isspace() and _latin(after)  # --help
    if option or after == ">" or before in "<!" or count > 4:
        return match[0]
    if any(map(is_wide, near)):
        return "——"
    apart = before.isspace() and after.isspace() and near[0] != " "
    joined = not before.isspace() and not after.isspace()
    if count > 3 or not (apart or joined):
        return match[0]
    return "–" if count == 2 else "—"


def _dots(text: str, match: re.Match[str]) -> str:
    before, after = _beside(text, *match.span())
    count = len(match[0])
    if count in (3, 6) and (is_wide(before) or (before.isspace() and is_wide(after))):
        return "……"
    if count == 3 and "/" not in (before, after) and not (before.isdigit() and after.isdigit()):
        return "…"
    return match[0]


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The characters before and after a place, a blank at the ends of the line."""
    return text[start - 1 : start] or " ", text[end : end + 1] or " "


def _latin(character: str) -> bool:
    return character.isalnum() and not is_wide(character)
