"""A theme in, the rules of a book's pages out: a cover without margins of its own, chapters that begin as documents do."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from convert.css import apparatus
from convert.css.computed import Page
from convert.css.sheet import PageRule
from convert.css.syntax import Declaration
from convert.css.values import MM_PER_PT
from convert.themes import Theme
from convert.writers._pdf import margins

# CSS Paged Media Level 3, section 5.2.
_BOXES: Final = (
    "top-left-corner", "top-left", "top-center", "top-right", "top-right-corner",
    "bottom-left-corner", "bottom-left", "bottom-center", "bottom-right", "bottom-right-corner",
    "left-top", "left-middle", "left-bottom", "right-top", "right-middle", "right-bottom",
)  # fmt: skip
_EMPTY: Final = " ".join(f"@{name} {{ content: none }}" for name in _BOXES)
COVER: Final = "cover"
# The first page of each group of pages (CSS Generated Content for Paged Media Level 3, section 6).
_FIRST: Final = "chapter:nth(1 of chapter)"
# The first of all pages is a right one; a chapter may begin on a left one.
_MIRRORED: Final = MappingProxyType(
    {
        f"{row}-{side}": f"{row}-{other}"
        for row in ("top", "bottom")
        for side, other in (("left", "right"), ("right", "left"))
    }
    | {"left-middle": "right-middle", "right-middle": "left-middle"}
)
_BESIDE: Final = ("left-middle", "right-middle")


def before(page: Page, body: str) -> str:
    """The rules that a theme may change; empty for a document that is no book."""
    if 'class="cover"' not in body:
        return ""
    height = (page.height_mm - page.margin_mm.top - page.margin_mm.bottom) / MM_PER_PT
    return f"{apparatus.cover(height)}\n"


def after(theme: Theme, body: str) -> str:
    """The rules that follow a theme's."""
    found = []
    if 'class="cover"' in body:
        found += [f"header.cover {{ page: {COVER} }} @page {COVER} {{ {_EMPTY} }}\n"]
    if '<article class="chapter' in body:
        pages = [rule for rule in theme.page_rules if rule.pseudo == "first"]
        found += [f"main > article.chapter {{ page: chapter }} @page :blank {{ {_EMPTY} }}\n"]
        found += [f"@page {_FIRST} {{ {_said(rule)} }}\n" for rule in pages]
        found += [margins.turned(theme.page, _FIRST)]
        if theme.page.mirrored:
            found += [f"@page {_FIRST}:left {{ {_left(rule)} }}\n" for rule in pages]
            found += [margins.inner(theme.page, _FIRST)]
    return "".join(found)


def _said(rule: PageRule, moved: Mapping[str, str] = MappingProxyType({})) -> str:
    boxes = (f"@{moved.get(name, name)} {{ {_declared(said)} }}" for name, said in rule.boxes)
    return " ".join((_declared(rule.declarations), *boxes))


def _left(rule: PageRule) -> str:
    """What a first page says, for a left one: what stands beside the text leaves its place on right pages."""
    names = {name for name, _ in rule.boxes}
    empty = (
        f"@{name} {{ content: none }}"
        for name in sorted(names & set(_BESIDE))
        if _MIRRORED[name] not in names
    )
    return " ".join((_said(rule, _MIRRORED), *empty))


def _declared(declarations: Iterable[Declaration]) -> str:
    return " ".join(
        f"{one.name}: {one.value}{' !important' if one.important else ''};" for one in declarations
    )
