"""Faces in, `w:rFonts` and the font table out (ISO 29500-1, 17.3.2.26 and 17.8)."""

from collections.abc import Iterable

from convert import themes
from convert.characters import has_chinese
from convert.record import Record
from convert.writers._docx import xml

# What Word calls them elsewhere, with family, pitch and character set, so that a machine without the face finds a kin.
_KNOWN = {
    "宋体": ("SimSun", "02010600030101010101", "86", "auto", "variable"),
    "新宋体": ("NSimSun", "02010609030101010101", "86", "modern", "fixed"),
    "黑体": ("SimHei", "02010609060101010101", "86", "modern", "fixed"),
    "楷体": ("KaiTi", "02010609060101010101", "86", "modern", "fixed"),
    "仿宋": ("FangSong", "02010609060101010101", "86", "modern", "fixed"),
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "02010601030101010101", "86", "auto", "variable"),
    "等线": ("DengXian", "02010600030101010101", "86", "auto", "variable"),
    "微软雅黑": ("Microsoft YaHei", "020B0503020204020204", "86", "swiss", "variable"),
    "新細明體": ("PMingLiU", "02020500000000000000", "88", "roman", "variable"),
    "標楷體": ("DFKai-SB", "03000509000000000000", "88", "script", "fixed"),
    "微軟正黑體": ("Microsoft JhengHei", "020B0604030504040204", "88", "swiss", "variable"),
    "ＭＳ 明朝": ("MS Mincho", "02020609040205080304", "80", "modern", "fixed"),
    "ＭＳ ゴシック": ("MS Gothic", "020B0609070205080204", "80", "modern", "fixed"),
    "游明朝": ("Yu Mincho", "02020400000000000000", "80", "roman", "variable"),
    "游ゴシック": ("Yu Gothic", "020B0400000000000000", "80", "swiss", "variable"),
    "바탕": ("Batang", "02030600000101010101", "81", "roman", "variable"),
    "맑은 고딕": ("Malgun Gothic", "020B0503020000020004", "81", "swiss", "variable"),
    "細明體": ("MingLiU", "02020509000000000000", "88", "modern", "fixed"),
    "Times New Roman": ("", "02020603050405020304", "00", "roman", "variable"),
    "Arial": ("", "020B0604020202020204", "00", "swiss", "variable"),
    "Calibri": ("", "020F0502020204030204", "00", "swiss", "variable"),
    "Cambria": ("", "02040503050406030204", "00", "roman", "variable"),
    "Cambria Math": ("", "02040503050406030204", "00", "roman", "variable"),
    "Georgia": ("", "02040502050405020303", "00", "roman", "variable"),
    "Courier New": ("", "02070309020205020404", "00", "modern", "fixed"),
    "Consolas": ("", "020B0609020204030204", "00", "modern", "fixed"),
    "Tahoma": ("", "020B0604030504040204", "00", "swiss", "variable"),
    "Segoe UI Emoji": ("Apple Color Emoji", "020B0502040204020203", "00", "swiss", "variable"),
    "Segoe UI Symbol": ("Apple Symbols", "020B0502040204020203", "00", "swiss", "variable"),
    "SimSun-ExtB": ("宋体-ExtB", "02010609060101010101", "86", "modern", "fixed"),
    "SimSun-ExtG": ("宋体-ExtG", "02010609060101010101", "86", "modern", "fixed"),
}
_EAST_ASIAN_NAMES = {row[0].lower() for row in _KNOWN.values() if row[0]}
_GENERIC = {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "inherit", "initial"}

# East Asian text is never slanted: its emphasis is a brush face, or one without serifs.
_UPRIGHT_EMPHASIS = {"zh": "楷体", "zh-hant": "標楷體", "ja": "游ゴシック", "ko": "맑은 고딕"}
# Faces with Arabic and Hebrew letters, by what the Latin face is like.
_COMPLEX = {"roman": "Times New Roman", "modern": "Courier New"}
_DEFAULTS = {
    "zh": "宋体", "zh-hant": "新細明體", "ja": "游明朝", "ko": "바탕",
}  # fmt: skip


class Faces(Record):
    """The face of Latin and of East Asian characters."""

    latin: str
    east_asian: str

    @property
    def complex(self) -> str:
        """The face of Arabic and Hebrew: the Latin one where it has such letters."""
        known = _KNOWN.get(self.latin)
        return _COMPLEX.get(known[3], "Arial") if known else self.latin

    @property
    def xml(self) -> str:
        """`w:rFonts` without theme attributes, which would win over names."""
        return xml.element(
            "w:rFonts",
            {
                "w:ascii": self.latin,
                "w:hAnsi": self.latin,
                "w:eastAsia": self.east_asian,
                "w:cs": self.complex,
            },
        )


def script(language: str) -> str:
    """`zh`, `zh-hant`, `ja`, `ko`, or the bare language, of a BCP 47 tag."""
    tag = language.lower()
    if tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
        return "zh-hant"
    return tag.split("-")[0]


def east_asian(language: str) -> bool:
    """Whether text in this language is East Asian."""
    return script(language) in _DEFAULTS


def faces(family: tuple[str, ...], language: str) -> Faces:
    """The faces people have in Word for a CSS font family."""
    found = themes.word_fonts(family, language)
    default = _DEFAULTS.get(script(language), "宋体")
    return Faces(found.ascii or "Times New Roman", found.east_asia or default)


def of_kind(family: tuple[str, ...], language: str) -> str:
    """The East Asian face of another language that is like those of a stack: with serifs or without."""
    return faces(tuple(name for name in family if name.lower() in _GENERIC), language).east_asian


def emphasis(language: str) -> str:
    """The East Asian face that stands for a slant."""
    return _UPRIGHT_EMPHASIS.get(script(language), "楷体")


def authored(name: str, language: str) -> dict[str, str]:
    """Attributes of `w:rFonts` for a face an author named; a generic name means the face themes would get for it."""
    if name.lower() in _GENERIC:
        return _generic(name.lower(), language)
    if has_chinese(name) or name.lower() in _EAST_ASIAN_NAMES:
        return {"w:ascii": name, "w:hAnsi": name, "w:eastAsia": name}
    return {"w:ascii": name, "w:hAnsi": name, "w:cs": name}


def _generic(name: str, language: str) -> dict[str, str]:
    if name not in ("serif", "sans-serif", "monospace", "cursive", "fangsong"):
        return {}
    found = faces((name,), language)
    asian = {"w:eastAsia": found.east_asian} if east_asian(language) else {}
    if name in ("cursive", "fangsong"):
        return asian
    return {"w:ascii": found.latin, "w:hAnsi": found.latin, **asian, "w:cs": found.complex}


def table(names: Iterable[str]) -> str:
    """Build the font table for the faces in use."""
    return xml.part("w:fonts", {"w": xml.W}, *(_font(name) for name in sorted(set(names))))


def _font(name: str) -> str:
    if name not in _KNOWN:
        return xml.element("w:font", {"w:name": name}, xml.val("family", "auto"))
    other, panose, charset, family, pitch = _KNOWN[name]
    return xml.element(
        "w:font",
        {"w:name": name},
        xml.val("altName", other) if other else "",
        xml.val("panose1", panose),
        xml.val("charset", charset),
        xml.val("family", family),
        xml.val("pitch", pitch),
    )
