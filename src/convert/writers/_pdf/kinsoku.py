"""Two neighbouring characters in, what Chinese setting does between them out: break, gap, squeeze, stretch.

Sources: W3C *Requirements for Chinese Text Layout* (clreq) 3.1 (line composition), CSS Text 4 `text-autospace`.
"""

import unicodedata
from functools import lru_cache

from convert.characters import CLOSING, OPENING, is_wide

GAP_EM = 0.096  # between Han and Latin; from a tenth of an em on, programs that copy text see a word space
EVEN_EM = 0.09  # how far a line widens evenly: see GAP_EM
SQUEEZE_EM = -0.5  # two full-width marks share one blank half: clreq 3.1.6

NOT_FIRST = frozenset(CLOSING + "…—·～％‰℃°々ー" + "!?,.:;)]}%")
NOT_LAST = frozenset(OPENING + "([{" + "￥＄£＃")
_OPENING = frozenset(OPENING)
_CLOSING = frozenset(CLOSING)
_QUOTES = frozenset("“”‘’")
_PAIRS = frozenset(("——", "……", "⸺⸺"))
_COUNTED = frozenset("年月日号时分秒个十百千万亿元岁名位家人次倍度米克吨页章节条款级届")
# The blank half of these is beside the ink: left of an opening mark, right of a closing one.
_HALF_RIGHT = frozenset("”’）〕］｝〉》」』】〗〙〛，。、；：")
_HALF_LEFT = _OPENING


def may_break(before: str, after: str, allowed: bool) -> bool:
    """Whether a line may end between two characters, given what UAX 14 says.

    UAX 14 glues quotation marks to both sides; beside Chinese they are brackets, and break like brackets.
    """
    if after in NOT_FIRST or before in NOT_LAST:
        wide_quote = after in "”’" or before in "“‘"
        if wide_quote or is_wide(before) or is_wide(after) or before + after in _PAIRS:
            return False
        return allowed
    if before in _QUOTES or after in _QUOTES:
        return allowed or (is_wide(before) or is_wide(after))
    return allowed and not (before.isdigit() and after in _COUNTED)


@lru_cache(maxsize=65536)
def space(before: str, after: str) -> float:
    """The space, in em, that Chinese setting adds between two characters on a line; negative where marks share a blank."""
    if before in _HALF_RIGHT and (after in _CLOSING or after in _HALF_LEFT):
        return SQUEEZE_EM
    if before in _HALF_LEFT and after in _HALF_LEFT:
        return SQUEEZE_EM
    if _is_ideograph(before):
        return GAP_EM if _is_alphanumeric(after) or after == "·" else 0.0
    if _is_ideograph(after):
        return GAP_EM if _is_alphanumeric(before) or before == "·" else 0.0
    return 0.0


@lru_cache(maxsize=65536)
def stretch(before: str, after: str) -> tuple[int, int]:
    """How readily the space between two characters widens in a justified line: at first, and when that is not enough.

    At first all Chinese characters and word spaces share what a line lacks, up to `EVEN_EM`; the rest falls to word
    spaces and to what follows a mark, where it is seen least.
    """
    if before in " \u00a0":
        return 2, 2
    if before + after in _PAIRS or after in " \u00a0":
        return 0, 0
    if is_wide(before) and is_wide(after):
        return 1, int(before in _HALF_RIGHT and after not in _CLOSING)
    return int((before in _QUOTES and is_wide(after)) or (after in _QUOTES and is_wide(before))), 0


def _is_ideograph(character: str) -> bool:
    return is_wide(character) and unicodedata.category(character) in ("Lo", "Nl", "Lm")


def _is_alphanumeric(character: str) -> bool:
    return not is_wide(character) and unicodedata.category(character)[0] in "LN"
