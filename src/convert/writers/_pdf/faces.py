"""The faces a PDF is set in: our own font files through a Fontconfig of our own, so that every machine sets the same page.

Fonts of the system are asked only where a theme or an author names others first, or for characters our faces lack.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration

from convert.errors import MissingLibraryError
from convert.record import Record
from convert.writers._pdf import asked, formulas
from convert.writers._pdf.languages import NAMES, OTHERS, SANS, SERIF, SERIFS, UPRIGHT, Languages

__all__ = [
    "ITALIC",
    "MONO",
    "SANS",
    "SERIF",
    "UPRIGHT",
    "Faces",
    "Substitutes",
    "font_files",
    "italic_of",
    "need_system",
]

MONO = "IBM Plex Mono"
_MONO_PACKAGE = "fontpkg_ibm_plex_mono"
_MONO_FILES = ("IBMPlexMono-Regular.ttf", "IBMPlexMono-Bold.ttf")
_MONO_ITALIC_FILES = ("IBMPlexMono-Italic.ttf", "IBMPlexMono-BoldItalic.ttf")
# Its x-height is that of the Latin in our 宋. One weight is enough: bold is drawn by a stroke, as in 宋.
ITALIC = "IBM Plex Serif"
_ITALIC_PACKAGE = "fontpkg_ibm_plex_serif"
_ITALIC_FILES = ("IBMPlexSerif-Italic.ttf",)

# What people's files name, and the face of ours that stands for it where the system's fonts are not asked.
_STANDS_FOR = {
    SERIF: (
        "serif", "Times New Roman", "Times", "Georgia", "Cambria", "SimSun", "宋体", "新宋体", "NSimSun", "Songti SC",
        "FangSong", "仿宋", "KaiTi", "楷体", "Kaiti SC", "Noto Serif CJK SC", "Source Han Serif SC",
    ),
    SANS: (
        "sans-serif", "system-ui", "Arial", "Helvetica", "Helvetica Neue", "Verdana", "Tahoma", "Calibri", "Segoe UI",
        "SimHei", "黑体", "Microsoft YaHei", "微软雅黑", "DengXian", "等线", "PingFang SC", "Heiti SC",
        "Noto Sans CJK SC", "Source Han Sans SC", "Hiragino Sans GB",
    ),
    MONO: ("monospace", "Consolas", "Courier New", "Courier", "Menlo", "Monaco", "SFMono-Regular"),
}  # fmt: skip
_KNOWN = {
    ITALIC.lower(),
    formulas.FACE.lower(),
    *NAMES,
    *(name.lower() for face, names in _STANDS_FOR.items() for name in (face, *names)),
}
_KEYWORDS = {"inherit", "initial", "unset"}
_MOST_MAPS = 4
_CODE = re.compile("<code|monospace|" + MONO)
_SLOPING = re.compile(r"<(?:em|i|cite|dfn|var|address)\b|italic|oblique", re.IGNORECASE)
# Every theme sets comments in code in italic; only pages with such code need the face.
_COMMENT_RULE = re.compile(r"\.hl-comment[^{}]*\{[^}]*\}")
# The letters with accents below U+2000 that 宋 and 黑 have.
_ACCENTED = frozenset(
    "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĒēĚěĨĩĪīŃńŇňŌōŎŏŨũŪūŬŭƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǸǹЁЙйёḾḿ"
    "ẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ"
)

ffi.cdef("FcConfig * FcConfigCreate (void); FcBool FcConfigSetCurrent (FcConfig *config);", override=True)


def need_system(page: str) -> bool:
    """Whether a page names a face first that is neither ours nor one that ours stand for, or has letters ours lack."""
    if any("\u00c0" <= letter < "\u2000" and _lacks(letter) and not _covered(letter) for letter in set(page)):
        return True
    for stack in asked.stacks(page):
        first = stack[0].lower()
        if asked.there(stack) if asked.asks(stack) else first not in _KNOWN and first not in _KEYWORDS:
            return True
    return False


def _covered(letter: str) -> bool:
    """Whether a face for another script has a letter."""
    return any(first <= letter <= last and found.paths for first, last, found in OTHERS)


def _lacks(letter: str) -> bool:
    """Whether our faces would put an accent beside its letter: they have the parts, but not the whole."""
    parts = unicodedata.decomposition(letter)
    return bool(parts) and not parts.startswith("<") and letter not in _ACCENTED


def font_files(page: str) -> list[Path]:
    """List the font files that a page may need: 宋 and 黑 always, the others where there is code or italic."""
    paths = [pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path()]
    code = _CODE.search(page)
    sloping = _SLOPING.search(page if 'hl-comment"' in page else _COMMENT_RULE.sub("", page))
    if code:
        paths += _packaged(_MONO_PACKAGE, _MONO_FILES + (_MONO_ITALIC_FILES if sloping else ()))
    if sloping:
        paths += _packaged(_ITALIC_PACKAGE, _ITALIC_FILES)
    return paths + formulas.font_files(page)


def italic_of(family: str, fonts: Any) -> str:
    """Name the face that stands for an upright one in italic; empty where there is none, or its package is missing."""
    return ITALIC if family in SERIFS and getattr(fonts, "italic", False) else ""


def _packaged(package: str, names: tuple[str, ...]) -> list[Path]:
    """Give the files of a package, or none where it is not installed."""
    if find_spec(package) is None:
        return []
    folder = files(package) / "files"
    return [Path(str(folder / name)) for name in names]


class Substitutes(Record):
    """Fonts that take the place of ours, and the Fontconfig rules that put them there."""

    paths: tuple[Path, ...] = ()
    rules: tuple[str, ...] = ()


class Faces(FontConfiguration):  # type: ignore[misc]
    """The faces of a page: ours; with `system`, the machine's fonts behind them, and others `instead` of ours."""

    def __init__(self, page: str, system: bool = False, instead: Substitutes | None = None) -> None:
        languages = Languages(page)
        instead = instead or Substitutes()
        paths = (*font_files(page), *languages.paths, *instead.paths)
        self._config, self.font_map = _found(system, (*instead.rules, *languages.rules()), paths)
        self._folder = None
        self.strut_layouts: dict[str, object] = {}
        self.font_features: dict[bytes, object] = {}
        self.system = system
        self.italic = any(path.name in _ITALIC_FILES for path in paths)
        # Pango looks for the rules of the current configuration, not of its own.
        fontconfig.FcConfigSetCurrent(self._config)


@lru_cache(_MOST_MAPS)
def _found(system: bool, rules: tuple[str, ...], paths: tuple[Path, ...]) -> tuple[Any, Any]:
    """Give the configuration and the fonts of pages with the same needs, read and prepared for shaping once."""
    if system:
        machine = FontConfiguration()
        config, fonts = machine._config, machine.font_map
        fontconfig.FcConfigParseAndLoadFromMemory(config, _written(rules), False)
    else:
        config = fontconfig.FcConfigCreate()
        fonts = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        fontconfig.FcConfigParseAndLoadFromMemory(config, _aliases(rules), False)
    for path in paths:
        if not fontconfig.FcConfigAppFontAddFile(config, str(path).encode()):
            raise MissingLibraryError(f"the font {path.name} cannot be read: install its package again")
    fontconfig.FcConfigSetCurrent(config)
    pango_map = ffi.cast("PangoFcFontMap *", fonts)
    if system:
        pangoft2.pango_fc_font_map_config_changed(pango_map)
    else:
        pangoft2.pango_fc_font_map_set_config(pango_map, config)
        fontconfig.FcConfigDestroy(config)  # the map holds its own reference
    return config, fonts


def _aliases(others: Iterable[str]) -> bytes:
    """Write the Fontconfig rules that put a face of ours in the place of each known name, and `others` after them."""
    rules = [
        f'<alias binding="same"><family>{name}</family><prefer><family>{face}</family></prefer></alias>'
        for face, names in _STANDS_FOR.items()
        for name in names
    ]
    last = f'<match target="pattern"><edit name="family" mode="append_last"><string>{SERIF}</string></edit></match>'
    return _written([*rules, *others, last])


def _written(rules: Iterable[str]) -> bytes:
    return ('<?xml version="1.0"?><fontconfig>' + "".join(rules) + "</fontconfig>").encode()
