"""A paragraph with right-to-left text in, its lines in visual order out, by the Unicode bidirectional algorithm (UAX 9).

WeasyPrint orders the letters inside a text box and leaves the boxes where they are. Here each text box is cut where the
direction changes, before lines are made, and the boxes of each line are put in order when it is full.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import groupby
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import ffi, pango

from convert.writers._pdf.leaves import is_ruby, texts

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_OBJECT = "\ufffc"  # what is no text counts as this (CSS Writing Modes 4, 2.4.1)
_ISOLATES = {"ltr": "\u2066", "rtl": "\u2067"}
_OVERRIDES = {"ltr": "\u202d", "rtl": "\u202e"}
_POP_ISOLATE, _POP_OVERRIDE = "\u2069", "\u202c"
_SIDES = (
    "margin_left",
    "border_left_width",
    "padding_left",
    "margin_right",
    "border_right_width",
    "padding_right",
)


def is_mixed(linebox: Any, text: str) -> bool:
    """Whether a paragraph has anything that runs from right to left by itself."""
    return linebox.style["direction"] == "rtl" or bool(_RIGHT_TO_LEFT.search(text))


def prepare(linebox: Any) -> None:
    """Cut the text boxes of a paragraph into such of one direction."""
    parts = list(_parts(linebox))
    levels = _levels("".join([text for text, _, _ in parts]), linebox.style["direction"] == "rtl")
    position = 0
    known: dict[Any, list[Any]] = {}
    for text, box, forced in parts:
        if box is not None:
            own = levels[position : position + len(text)]
            if isinstance(box, boxes.TextBox):
                known[box] = _cut(box, own, forced)
            else:
                box.level = max(own, default=0)
        position += len(text)
    _replace(linebox, known)


def order(line: Any) -> None:
    """Put what stands on a line in visual order (UAX 9, L2)."""
    placed = list(_leaves(line))
    if not placed:
        return
    base = 1 if line.style["direction"] == "rtl" else 0
    levels = [getattr(leaf, "level", base) for leaf in placed]
    x = min(leaf.position_x for leaf in placed)
    visual = list(range(len(placed)))
    for level in range(max(levels), 0, -1):
        ordered: list[int] = []
        for high, group in groupby(visual, key=lambda index, level=level: levels[index] >= level):  # type: ignore[misc]
            run = list(group)
            ordered += run[::-1] if high else run
        visual = ordered
    for index in visual:
        leaf = placed[index]
        leaf.translate(dx=x - leaf.position_x)
        x += leaf.margin_width()
    _enclose(line)


def _parts(box: Any, forced: bool = False) -> Iterator[tuple[str, Any, bool]]:
    """Give the text of each box on a line, with it, and whether a `<bdo>` forces it; controls stand between, without a box."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.TextBox):
            yield child.text, child, forced
        elif not isinstance(child, boxes.InlineBox):
            yield _OBJECT, child, forced
        elif is_ruby(child):
            yield next((inner.text[0] for inner in texts(child) if inner.text), _OBJECT), child, forced
        else:
            element = child.element if child.element_tag in ("span", "bdo") else None
            before, after = _controls(element)
            yield before, None, forced
            yield from _parts(child, forced or child.element_tag == "bdo")
            yield after, None, forced


def _controls(element: Any) -> tuple[str, str]:
    """Give the characters that stand for a `dir` attribute or a `<bdo>` (HTML, 15.3.5)."""
    towards = element.get("dir") if element is not None else None
    if towards not in _ISOLATES:
        return "", ""
    if element.tag == "bdo":
        return _ISOLATES[towards] + _OVERRIDES[towards], _POP_OVERRIDE + _POP_ISOLATE
    return _ISOLATES[towards], _POP_ISOLATE


def _levels(text: str, right_to_left: bool) -> bytes:
    """Resolve the embedding level of each character."""
    _declare()
    encoded = text.encode()
    base = ffi.new("unsigned int *", int(right_to_left))
    found = pango.pango_log2vis_get_embedding_levels(ffi.from_buffer(encoded), len(encoded), base)
    levels = bytes(ffi.buffer(found, len(text)))
    with suppress(AttributeError):  # where Pango does not show GLib, a few bytes stay
        pango.g_free(found)
    return levels


def _cut(box: Any, levels: bytes, forced: bool) -> list[Any]:
    """Cut a text box where the level changes; each part is set in its own direction, forced where its letters have another."""
    parts = []
    position = 0
    for level, run in groupby(levels):
        length = len(list(run))
        text = box.text[position : position + length]
        position += length
        towards = "rtl" if level % 2 else "ltr"
        part = box.copy_with_text(f"{_OVERRIDES[towards]}{text}{_POP_OVERRIDE}" if forced else text)
        part.level = level
        if part.style["direction"] != towards:
            part.style = part.style.copy()
            part.style["direction"] = towards
        parts.append(part)
    return parts


def _replace(box: Any, known: dict[Any, list[Any]]) -> None:
    children: list[Any] = []
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            children += known.get(child, [child])
        else:
            if isinstance(child, boxes.InlineBox) and not is_ruby(child):
                _replace(child, known)
            children.append(child)
    box.children = children


def _leaves(box: Any) -> Iterator[Any]:
    """Give what is moved as a whole: text, rubies, what is no text, and inline boxes with edges of their own."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.InlineBox) and not is_ruby(child) and not _edged(child):
            yield from _leaves(child)
        else:
            yield child


def _edged(box: Any) -> bool:
    """Whether a box has edges; it is as high as what it holds first."""
    if not any(getattr(box, side) for side in _SIDES):
        return False
    box.level = next((leaf.level for leaf in _leaves(box) if hasattr(leaf, "level")), 0)
    return True


def _enclose(box: Any) -> None:
    """Let each inline box reach over what it holds."""
    for child in box.children:
        if (
            isinstance(child, boxes.InlineBox)
            and child.is_in_normal_flow()
            and not is_ruby(child)
            and not _edged(child)
        ):
            _enclose(child)
            inside = [inner for inner in child.children if inner.is_in_normal_flow()]
            if inside:
                child.position_x = min(inner.position_x for inner in inside)
                child.width = (
                    max(inner.position_x + inner.margin_width() for inner in inside) - child.position_x
                )


@cache
def _declare() -> None:
    """Tell cffi what is called here: it takes milliseconds to read, and few pages need it."""
    ffi.cdef(
        "unsigned char * pango_log2vis_get_embedding_levels (const char *text, int length, unsigned int *base);"
        "void g_free (void *memory);",
        override=True,
    )
