"""A form control in, the text it shows on a page out (HTML Standard 4.10): what is filled in, else what is asked for."""

import math

from convert.reader.html import Element

_SHOWN_EMPTY = frozenset(("hidden", "password", "file", "color", "range"))
_OWN_WORDS = {"submit": "Submit", "reset": "Reset"}


def input_text(element: Element) -> str:
    """The text of an `<input>`."""
    attributes = element.attributes
    kind = attributes.get("type", "text").lower()
    checked = "checked" in attributes
    if kind == "checkbox":
        return "☑ " if checked else "☐ "
    if kind == "radio":
        return "◉ " if checked else "○ "
    if kind == "image":
        return attributes.get("alt", "")
    if kind in _SHOWN_EMPTY:
        return ""
    return attributes.get("value") or attributes.get("placeholder") or _OWN_WORDS.get(kind, "")


def select_text(element: Element) -> str:
    """The choices of a `<select>`, all of them, for paper has no menu to open; the chosen ones of several are ticked."""
    return _choices(element, "multiple" in element.attributes)


def _choices(element: Element, several: bool) -> str:
    said = []
    for child in element.children:
        if isinstance(child, str):
            said.append(" ".join(child.split()))
        elif child.tag == "optgroup":
            label = " ".join(child.attributes.get("label", "").split())
            said.append(f"{label}: {_choices(child, several)}" if label else _choices(child, several))
        elif child.tag == "option":
            words = " ".join((child.text() or child.attributes.get("label", "")).split())
            ticked = several and "selected" in child.attributes
            said.append(f"☑ {words}" if ticked and words else words)
        elif text := _choices(child, several):
            said.append(text)
    return " / ".join(words for words in said if words)


def gauge_text(element: Element) -> str:
    """The value of a `<meter>` or `<progress>` without content, per cent of its range."""
    value = _number(element.attributes.get("value", ""))
    if value is None:
        return ""
    low = _number(element.attributes.get("min", "")) or 0.0 if element.tag == "meter" else 0.0
    high = _number(element.attributes.get("max", "")) or 1.0
    if high <= low:
        return ""
    return f"{round(100 * min(max((value - low) / (high - low), 0.0), 1.0))}%"


def _number(text: str) -> float | None:
    try:
        value = float(text[:40])
    except ValueError:
        return None
    return value if math.isfinite(value) else None
