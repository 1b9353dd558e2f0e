"""A font stack in, the two faces a Word file should name out: one for Latin, one for East Asian text.

Word takes no stack, so each is the first of the stack that people have: with Windows, with macOS, or with Office.
"""

from functools import lru_cache
from typing import NamedTuple

from convert.characters import is_wide, script
from convert.css.values import GENERIC_FAMILIES


class WordFonts(NamedTuple):
    """Names for `w:ascii` and `w:hAnsi`, and for `w:eastAsia`."""

    ascii: str
    east_asia: str


_LATIN = frozenset(
    name.lower()
    for name in (
        "Aptos, Arial, Arial Narrow, Book Antiqua, Bookman Old Style, Calibri, Cambria, Candara, Cascadia Code, "
        "Cascadia Mono, Century, Century Gothic, Century Schoolbook, Comic Sans MS, Consolas, Constantia, Corbel, Courier, "
        "Courier New, Franklin Gothic Book, Garamond, Georgia, Gill Sans MT, Helvetica, Helvetica Neue, Lucida Console, "
        "Lucida Sans Unicode, Menlo, Monaco, Palatino, Palatino Linotype, Perpetua, Segoe UI, Tahoma, Times, "
        "Times New Roman, Trebuchet MS, Verdana"
    ).split(", ")
)
_EAST_ASIAN = frozenset(
    name.lower()
    for name in (
        "宋体, SimSun, 新宋体, NSimSun, 黑体, SimHei, 楷体, KaiTi, 楷体_GB2312, KaiTi_GB2312, 仿宋, FangSong, 仿宋_GB2312, "
        "FangSong_GB2312, 微软雅黑, Microsoft YaHei, 等线, DengXian, 隶书, LiSu, 幼圆, YouYuan, 华文宋体, STSong, 华文楷体, "
        "STKaiti, 华文仿宋, STFangsong, 华文中宋, STZhongsong, 华文黑体, STHeiti, 华文细黑, STXihei, Songti SC, Kaiti SC, "
        "Heiti SC, PingFang SC, Hiragino Sans GB, Songti TC, Kaiti TC, Heiti TC, PingFang TC, PingFang HK, 新細明體, PMingLiU, "
        "細明體, MingLiU, 標楷體, DFKai-SB, 微軟正黑體, Microsoft JhengHei, ＭＳ 明朝, MS Mincho, ＭＳ Ｐ明朝, MS PMincho, "
        "ＭＳ ゴシック, MS Gothic, ＭＳ Ｐゴシック, MS PGothic, 游明朝, Yu Mincho, 游ゴシック, Yu Gothic, メイリオ, Meiryo, "
        "Hiragino Mincho ProN, Hiragino Kaku Gothic ProN, 맑은 고딕, Malgun Gothic, 바탕, Batang, 굴림, Gulim, 돋움, Dotum, "
        "Apple SD Gothic Neo, AppleMyungjo"
    ).split(", ")
)

_Kind = str
_LATIN_DEFAULT = {"serif": "Times New Roman", "sans-serif": "Arial", "monospace": "Consolas"}
_EAST_ASIAN_DEFAULT: dict[str, dict[_Kind, str]] = {
    "zh": {"serif": "宋体", "sans-serif": "黑体", "monospace": "宋体", "cursive": "楷体", "fangsong": "仿宋"},
    "zh-hant": {"serif": "新細明體", "sans-serif": "微軟正黑體", "monospace": "細明體", "cursive": "標楷體"},
    "ja": {"serif": "游明朝", "sans-serif": "游ゴシック", "monospace": "ＭＳ ゴシック"},
    "ko": {"serif": "바탕", "sans-serif": "맑은 고딕", "monospace": "맑은 고딕"},
}
# What is unlike serif in the faces that themes name for China: elsewhere the face of the same kind takes their place.
_KIND_IN_CHINA: dict[str, _Kind] = {
    **dict.fromkeys(
        ("黑体", "simhei", "微软雅黑", "microsoft yahei", "heiti sc", "pingfang sc", "hiragino sans gb"),
        "sans-serif",
    ),
    **dict.fromkeys(("等线", "dengxian"), "monospace"),
    **dict.fromkeys(("楷体", "kaiti", "kaiti sc", "楷体_gb2312", "stkaiti", "华文楷体"), "cursive"),
    **dict.fromkeys(("仿宋", "fangsong", "仿宋_gb2312", "stfangsong", "华文仿宋"), "fangsong"),
    **dict.fromkeys(
        ("宋体", "simsun", "新宋体", "nsimsun", "songti sc", "stsong", "华文宋体", "华文中宋"), "serif"
    ),
}
_KINDS = {
    "system-ui": "sans-serif",
    "ui-sans-serif": "sans-serif",
    "ui-rounded": "sans-serif",
    "ui-monospace": "monospace",
}


@lru_cache(512)
def word_fonts(families: tuple[str, ...], language: str = "zh-CN") -> WordFonts:
    """Choose the faces: the first known of each kind, else the first unknown one, else the generic family's usual face.

    An unknown family with East Asian letters in its name counts as East Asian, any other as Latin; faces that only the
    PDF has (Noto, Source Han) are passed by.
    """
    generic = next((name.lower() for name in families if name.lower() in GENERIC_FAMILIES), "serif")
    kind = _KINDS.get(generic, generic)
    named = [name for name in families if name.lower() not in GENERIC_FAMILIES and not _only_in_pdf(name)]
    latin = [name for name in named if not _is_east_asian(name)]
    east_asian = [name for name in named if _is_east_asian(name)]
    usual = _EAST_ASIAN_DEFAULT[script(language)]
    if script(language) != "zh":
        kind, east_asian = _elsewhere(kind, east_asian)
    return WordFonts(
        _first_known(latin, _LATIN) or _LATIN_DEFAULT.get(kind, _LATIN_DEFAULT["serif"]),
        _first_known(east_asian, _EAST_ASIAN) or usual.get(kind, usual["serif"]),
    )


def _first_known(names: list[str], known: frozenset[str]) -> str:
    return next((name for name in names if name.lower() in known), names[0] if names else "")


def _is_east_asian(name: str) -> bool:
    return name.lower() in _EAST_ASIAN or any(map(is_wide, name))


def _only_in_pdf(name: str) -> bool:
    return name.lower().startswith(("noto ", "source han ", "思源"))


def _elsewhere(kind: _Kind, names: list[str]) -> tuple[_Kind, list[str]]:
    """The kind of face that a stack asks for first, and its names, without those of faces for China."""
    kinds = [_KIND_IN_CHINA[name.lower()] for name in names if name.lower() in _KIND_IN_CHINA]
    return (kinds[0] if kinds else kind), [name for name in names if name.lower() not in _KIND_IN_CHINA]
