"""Bytes in, text out: UTF-8, UTF-16, GB 18030 (with GBK and GB 2312), Big5 and Shift_JIS; line ends become `\\n`.

UTF-8 and byte order marks decide by themselves; what a `<meta charset>` in the text says does not count. Between GB 18030, Big5 and
Shift_JIS, which accept each other's bytes, the text with more of the commonest characters wins; where none has them, the encoding
is unknown.
"""

import codecs
import re

from convert.errors import SourceError
from convert.notices import Code, Report

# The commonest characters of running text, simplified and traditional: about a third of any Chinese page.
_COMMON = frozenset(
    "的一是不了在人有我他这这個个們们中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于着著下自之年过過发發后後作里裡"
    "用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實"
    "日军軍者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并物手应應向头頭文体體政"
    "美相见見被利什二等产產或新己制身果加西斯月话話合回特代内內信表化老给給世位次度门門任常先海通教儿兒原东東声聲提立及比员員解水名"
    "，。、“”《》：；？！"
)
_HIRAGANA = frozenset(map(chr, range(0x3041, 0x3094))) | frozenset("。、")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_ENDS = re.compile("\r\n?")
# Of the characters that are not ASCII, the share that must be common ones.
_ENOUGH = 0.12


def decode(data: bytes, report: Report, name: str = "the source") -> str:
    """Decode a source; SourceError where no known encoding fits."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], encoding, name)
    text = _try(data, "utf-8")
    if text is None or data.count(b"\x00") * 5 > len(data):
        text = _without_bom(data, report) or text
    if text is None:
        text = _mended(data, report)
    if text is None:
        raise SourceError(
            f"{name}: in no known encoding (UTF-8, UTF-16, GB 18030, Big5, Shift_JIS); save it as UTF-8"
        )
    return _LINE_ENDS.sub("\n", text)


def _mended(data: bytes, report: Report) -> str | None:
    """UTF-8 with a damaged character here or there; None where the damage is more than one in two hundred."""
    text = data.decode("utf-8", "replace")
    sound = sum(character > "\x7f" for character in text)
    damaged = text.count("\ufffd") - data.count("\ufffd".encode())
    if damaged * 200 > sound:
        return None
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    report.add(Code.ENCODING, f"{damaged} damaged character(s) in UTF-8, shown as \ufffd", line)
    return text


def _strict(data: bytes, encoding: str, name: str) -> str:
    text = _try(data, encoding)
    if text is None:
        raise SourceError(f"{name}: begins as {encoding.upper()} but is not; save it as UTF-8")
    return _LINE_ENDS.sub("\n", text)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _without_bom(data: bytes, report: Report) -> str | None:
    """Guess among the encodings that carry no sign of themselves."""
    wide = data.count(b"\x00") * 5 > len(data)  # Latin text in two bytes a character
    if wide:
        candidates = ["utf-16-be" if data[:1] == b"\x00" else "utf-16-le"]
    else:
        candidates = [
            "gb18030",
            "big5hkscs",
            "cp932",
            *(["utf-16-le", "utf-16-be"] if b"\x00" in data else []),
        ]
    texts = [(encoding, text) for encoding in candidates if (text := _try(data, encoding)) is not None]
    ranked = sorted(((_familiarity(text, encoding), encoding, text) for encoding, text in texts), key=_rank)
    if not ranked or (ranked[0][0] < _ENOUGH and not wide):
        return None
    _, encoding, text = ranked[0]
    report.add(Code.ENCODING, f"read as {_NAMES.get(encoding, encoding.upper())}")
    return text


_NAMES = {
    "gb18030": "GB 18030",
    "big5hkscs": "Big5",
    "cp932": "Shift_JIS",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
# Lead bytes of the first planes, where the characters in daily use stand.
_DAILY = {
    "gb18030": (range(0xA1, 0xA4), range(0xB0, 0xD8)),
    "big5hkscs": (range(0xA1, 0xA4), range(0xA4, 0xC7)),
}


def _rank(row: tuple[float, str, str]) -> float:
    return -row[0]


def _familiarity(text: str, encoding: str) -> float:
    """Share of common characters among those beyond ASCII, 0 to 1; a few words of Chinese may be daily ones instead."""
    beyond = [character for character in text[:20000] if character > "\x7f"]
    if not beyond:
        return 0.0
    common = _HIRAGANA if encoding == "cp932" else _COMMON
    share = sum(character in common for character in beyond) / len(beyond)
    leads = [character.encode(encoding)[0] for character in beyond] if len(beyond) < 40 else []
    daily = leads and all(any(lead in plane for plane in _DAILY.get(encoding, ())) for lead in leads)
    return share + _ENOUGH if daily else share
