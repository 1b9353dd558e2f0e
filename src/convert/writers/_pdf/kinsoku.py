"""Two neighbouring characters in, what East Asian setting does between them out: break, gap, squeeze, stretch.

Sources: W3C *Requirements for Chinese Text Layout* (clreq) 3.1 (line composition), *for Japanese* (jlreq) 3.1, *for Hangul*
(klreq) 4.2, CSS Text 4 `text-autospace`. `script` is what `characters.script` says of a language.
"""

import re
import unicodedata
from functools import cache, lru_cache

from convert.characters import CLOSING, OPENING, is_hangul, is_wide

GAP_EM = 0.096  # between Han and Latin; from a tenth of an em on, programs that copy text see a word space
EVEN_EM = 0.09  # how far a line widens evenly: see GAP_EM
SQUEEZE_EM = -0.5  # two full-width marks share one blank half: clreq 3.1.6

# Small kana, marks of repetition and length: jlreq 3.1.7, cl-09 to cl-11.
_SMALL = "々〻ゝゞヽヾーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ・゠"
NOT_FIRST = frozenset(CLOSING + "…—·～％‰℃°" + _SMALL + "!?,.:;)]}%")
NOT_LAST = frozenset(OPENING + "([{" + "￥¥＄$€£＃№§")
_OPENING = frozenset(OPENING)
_CLOSING = frozenset(CLOSING)
_QUOTES = frozenset("“”‘’")
_PAIRS = frozenset(("——", "……", "⸺⸺"))
_COUNTED = frozenset(
    "年月日号號时時分秒个個十百千万萬亿億元円圆圓岁歲名位家人次倍度米克吨噸页頁章节節条條款级級届屆년월일"
)
# The blank half of these is beside the ink: left of an opening mark, right of a closing one.
_HALF_RIGHT = frozenset("”’）〕］｝〉》」』】〗〙〛，。、；：")
_HALF_LEFT = _OPENING
# Where it stands elsewhere: in the middle of its square in Taiwan and Hong Kong, in Japan only the colons (clreq 3.1.1, jlreq 3.1.2).
_CENTRED = {"zh-hant": frozenset("，。、；："), "ja": frozenset("；：")}

# Numbers and their units, measure words and signs; a match begins and ends with what stays on one line with the other.
_NUMERAL = "0-9０-９"
_BLANK = "[ \u2009]?"
_UNITS = (
    "(?:[kcdmnµμ]?m|[kmµμ]?g|[mc]?[lL]|[kMG]?Hz|[kMGT]?(?:Wh?|B)|[km]?[VAJ]|[kMh]?Pa|k?cal|mol|ms|min|dB|dpi|px|pt|ppm|"
    "[stKhN]|[ap]m|[AP]M|USD|EUR|CNY|RMB)(?![A-Za-z])"
)
_GLUE = (
    f"[{_NUMERAL}]{_BLANK}[%％‰℃℉°{''.join(sorted(_COUNTED))}]|[{_NUMERAL}] {_UNITS}|[￥¥＄$€£№§]{_BLANK}[{_NUMERAL}]|"
    f"第{_BLANK}[{_NUMERAL}]+{_BLANK}[\u3400-\u9fff]|第[〇零一二三四五六七八九十百千]{{1,4}}[\u3400-\u9fff]|"
    "(?<![A-Za-z])(?:Nos?|Figs?|Eqs?|Vols?|Ch|Sec|Tab|pp?)\\. [0-9]|(?<![A-Za-z])(?:Dr|Mrs?|Ms|Prof|St)\\. [A-Z]"
)


@cache
def _glue() -> "re.Pattern[str]":
    return re.compile(_GLUE)


def glued(text: str) -> list[tuple[int, int]]:
    """List the stretches of a text, as first character and end, that stay on one line: `30 %`, `第 3 章`, `No. 5`."""
    return [match.span() for match in _glue().finditer(text)]


def may_break(before: str, after: str, allowed: bool, script: str = "zh") -> bool:
    """Whether a line may end between two characters, given what UAX 14 says.

    UAX 14 glues quotation marks to both sides; beside Chinese they are brackets, and break like brackets. Korean parts at
    its spaces alone.
    """
    if script == "ko" and is_hangul(after) and (is_hangul(before) or before.isalnum()):
        return False
    if after in NOT_FIRST or before in NOT_LAST:
        wide_quote = after in "”’" or before in "“‘"
        if wide_quote or is_wide(before) or is_wide(after) or before + after in _PAIRS:
            return False
        return allowed
    if before in _QUOTES or after in _QUOTES:
        return allowed or (is_wide(before) or is_wide(after))
    return allowed and not (before.isdigit() and after in _COUNTED)


@lru_cache(maxsize=65536)
def space(before: str, after: str, script: str = "zh") -> float:
    """The space, in em, that East Asian setting adds between two characters on a line; negative where marks share a blank."""
    if _share_blank(before, after, _CENTRED.get(script, frozenset())):
        return SQUEEZE_EM
    if script == "ko":
        return 0.0
    if _is_ideograph(before):
        return GAP_EM if _is_alphanumeric(after) or after == "·" else 0.0
    if _is_ideograph(after):
        return GAP_EM if _is_alphanumeric(before) or before == "·" else 0.0
    return 0.0


def _share_blank(before: str, after: str, centred: frozenset[str]) -> bool:
    """Whether half an em of blank between two marks is too much: more than a mark in the middle of its square has."""
    if after in _HALF_LEFT:
        return before in _HALF_RIGHT or before in _HALF_LEFT
    return before in _HALF_RIGHT and before not in centred and after in _CLOSING


@lru_cache(maxsize=65536)
def stretch(before: str, after: str, script: str = "zh") -> tuple[int, int]:
    """How readily the space between two characters widens in a justified line: at first, and when that is not enough.

    At first all Chinese characters and word spaces share what a line lacks, up to `EVEN_EM`; the rest falls to word
    spaces and to what follows a mark, where it is seen least. In Korean it is word spaces alone.
    """
    if before in " \u00a0":
        return 2, 2
    if before + after in _PAIRS or after in " \u00a0" or script == "ko":
        return 0, 0
    if is_wide(before) and is_wide(after):
        return 1, int(before in _HALF_RIGHT and after not in _CLOSING)
    return int((before in _QUOTES and is_wide(after)) or (after in _QUOTES and is_wide(before))), 0


def _is_ideograph(character: str) -> bool:
    return is_wide(character) and unicodedata.category(character) in ("Lo", "Nl", "Lm")


def _is_alphanumeric(character: str) -> bool:
    return not is_wide(character) and unicodedata.category(character)[0] in "LN"
