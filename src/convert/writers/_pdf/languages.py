"""The languages and letters of a page in, the faces that have their own shapes of them out, as font files and Fontconfig rules.

骨, 直 and 返 are drawn in another way in Taiwan, in Japan and in Korea. The packages with these faces are large and asked for
only by pages that need them; without one, its text is in the faces for China, and the user is told.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from convert.characters import script
from convert.model import Document, Quote
from convert.notices import Code, Report
from convert.record import Record
from convert.traverse import everything, walk

SERIF, SANS = "Noto Serif SC", "Noto Sans SC"


class Faces(Record):
    """The faces of a script: the package and the files they come in, their names, and what the script is called."""

    package: str
    files: tuple[str, str]
    serif: str
    sans: str
    name: str

    @property
    def paths(self) -> list[Path]:
        """The font files; none where the package is not installed."""
        if find_spec(self.package) is None:
            return []
        folder = files(self.package)
        return [Path(str(folder / name)) for name in self.files]


def _east_asian(code: str, package: str, name: str) -> Faces:
    sets = (f"NotoSerif{code}-Regular.otf", f"NotoSans{code}-Regular.otf")
    return Faces(f"pylopdf_fonts_{package}", sets, f"Noto Serif {code}", f"Noto Sans {code}", name)


def _other(name: str, package: str, serif: str = "Serif") -> Faces:
    sets = (f"Noto{serif}{name}-Variable.ttf", f"NotoSans{name}-Variable.ttf")
    return Faces(f"pylopdf_fonts_{package}", sets, f"Noto {serif} {name}", f"Noto Sans {name}", name)


_CHINA = _east_asian("SC", "zh_cn", "Simplified Chinese")
EAST_ASIAN = {
    "zh-hant": _east_asian("TC", "zh_tw", "Traditional Chinese"),
    "ja": _east_asian("JP", "jp", "Japanese"),
    "ko": _east_asian("KR", "ko", "Korean"),
}
# By their letters, in whatever language.
OTHERS = (
    ("\u0590", "\u05ff", _other("Hebrew", "he")),
    ("\u0600", "\u06ff", _other("Arabic", "ar", "Naskh")),
    ("\u0900", "\u097f", _other("Devanagari", "hi")),
    ("\u0e00", "\u0e7f", _other("Thai", "th")),
)
NAMES = frozenset(
    name.lower()
    for found in (_CHINA, *EAST_ASIAN.values(), *(row[2] for row in OTHERS))
    for name in (found.serif, found.sans)
)
"""The families, in lower case."""
UPRIGHT = frozenset(name for found in (_CHINA, *EAST_ASIAN.values()) for name in (found.serif, found.sans))
SERIFS = frozenset(found.serif for found in (_CHINA, *EAST_ASIAN.values()))

_LANG = re.compile(r'lang="(?<!\wlang=")([A-Za-z0-9-]{2,35})"')  # beginning with letters, it is found fast
_LETTERS = re.compile("[\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f]")


class Languages:
    """What a page needs beside the faces for China; `missing` names the scripts whose package is not installed."""

    def __init__(self, page: str) -> None:
        self.tags = list(dict.fromkeys(tag.lower() for tag in _LANG.findall(page)))
        scripts = dict.fromkeys(script(tag) for tag in self.tags)
        wanted = [EAST_ASIAN[name] for name in scripts if name in EAST_ASIAN]
        letters = set(_LETTERS.findall(page))
        self.others = [
            found for first, last, found in OTHERS if any(first <= letter <= last for letter in letters)
        ]
        self.missing = [found.name for found in wanted if not found.paths]
        self.paths = [path for found in (*wanted, *self.others) for path in found.paths]

    def rules(self) -> Iterator[str]:
        """Write the Fontconfig rules that put the faces of a language before those for China: the document's own, then runs'."""
        usual = _of(self.tags[0]) if self.tags else _CHINA
        if usual is not _CHINA:
            yield from _instead(_CHINA, usual, "prepend")
        for tag in self.tags[1:]:
            if _of(tag) is not usual:
                yield from _instead(
                    usual,
                    _of(tag),
                    "prepend",
                    f'<test name="lang" compare="eq"><string>{tag}</string></test>',
                )
        for found in self.others:
            yield from _instead(_CHINA, found, "append")


def _of(tag: str) -> Faces:
    """The faces for a language; those for China where its own are not installed."""
    found = EAST_ASIAN.get(script(tag), _CHINA)
    return found if found.paths else _CHINA


def _instead(usual: Faces, own: Faces, mode: str, test: str = "") -> Iterator[str]:
    for before, after in ((usual.serif, own.serif), (usual.sans, own.sans)):
        yield (
            f'<match target="pattern">{test}<test name="family"><string>{before}</string></test>'
            f'<edit name="family" mode="{mode}" binding="same"><string>{after}</string></edit></match>'
        )


_KAI = frozenset(
    ("楷体", "kaiti", "kaiti sc", "stkaiti", "華文楷體", "华文楷体", "標楷體", "dfkai-sb", "kaiti tc")
)


def tell(page: str, document: Document, quotation: tuple[str, ...], report: Report) -> None:
    """Report the faces that stand for what is not here: for those of a language, and for 楷体 in quotations.

    `quotation` is the stack of families that the theme asks for there.
    """
    found = Languages(page)
    for name in found.missing:
        report.add(
            Code.FACE,
            f"no face for {name} here: set in that for Simplified Chinese; `pip install 'markhue[cjk]'`",
        )
    kai = next((name for name in quotation if name.lower() in _KAI), None)
    if kai is None or quotation[0] == kai or not document.meta.language.lower().startswith("zh"):
        return
    line = next((block.line for block in walk(everything(document)) if isinstance(block, Quote)), None)
    if line is not None:
        used = _of(document.meta.language)
        face = {SERIF: used.serif, SANS: used.sans}.get(quotation[0], quotation[0])
        report.add(Code.FACE, f"no {kai} for PDF: quotations are set in {face}", line)
