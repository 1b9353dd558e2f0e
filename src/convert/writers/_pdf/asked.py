"""Font stacks that begin with a face no package of ours has (仿宋, 楷体, 小标宋) in; whether the machine has it out, and who tells it."""

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from weasyprint.text.ffi import ffi, fontconfig

from convert.notices import Code, Report
from convert.writers._pdf.languages import SERIF, UPRIGHT

Stack = tuple[str, ...]

_FACES = frozenset(
    name.lower()
    for name in (
        *("仿宋", "FangSong", "仿宋_GB2312", "FangSong_GB2312", "华文仿宋", "STFangsong"),
        *("楷体", "KaiTi", "楷体_GB2312", "KaiTi_GB2312", "华文楷体", "STKaiti", "Kaiti SC"),
        *("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong"),
    )
)
_STACK = re.compile(r"font-family\s*:\s*([^;}]+)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def stacks(page: str) -> Iterator[Stack]:
    """Give the font stacks that a page's sheets and elements name."""
    for stack in dict.fromkeys(_STACK.findall(_COMMENT.sub("", html.unescape(page)))):
        yield tuple(name.strip().strip("\"'").strip() for name in stack.split(","))


def asks(stack: Stack) -> bool:
    """Whether a stack begins with a face that only the machine may have."""
    return stack[0].lower() in _FACES


def there(stack: Stack) -> bool:
    """Whether the machine has one of the faces that a stack names before it comes to ours."""
    return any(name.lower() in _families() for name in stack if name.lower() in _FACES)


def tell(page: str, used: Iterable[str], report: Report) -> None:
    """Report each face that was asked for, used and not there, with the one in its place; `used` are WeasyPrint's keys of styles."""
    keys = tuple(used)
    for stack in stacks(page):
        if asks(stack) and not there(stack) and any(key.startswith(f"({stack!r},") for key in keys):
            ours = next((name for name in stack if name in UPRIGHT), SERIF)
            report.add(Code.FACE, f"no {stack[0]} on this machine: the PDF has {ours} in its place")


@lru_cache(1)
def _families() -> frozenset[str]:
    """The names of the system's font families, in lower case."""
    config = fontconfig.FcInitLoadConfigAndFonts()
    fonts = fontconfig.FcConfigGetFonts(config, fontconfig.FcSetSystem)
    name = ffi.new("FcChar8 **")
    found = set()
    for index in range(fonts.nfont if fonts != ffi.NULL else 0):
        number = 0
        while fontconfig.FcPatternGetString(fonts.fonts[index], b"family", number, name) == 0:
            found.add(ffi.string(name[0]).decode("utf-8", "replace").lower())
            number += 1
    fontconfig.FcConfigDestroy(config)
    return frozenset(found)
