"""Text and values in, safe markup out: escaping, ids, class names and declarations."""

import re

_SPACE = re.compile(r"\s+")
_NOT_CLASS = re.compile(r"[^\w-]+")
_STYLE_END = re.compile(r"</(?=style)", re.IGNORECASE)


def escape(text: str) -> str:
    """Escape text for an element's content."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def attribute(text: str) -> str:
    """Escape text for a double-quoted attribute, line breaks and tabs kept."""
    escaped = escape(text).replace('"', "&quot;")
    if "\n" in escaped or "\t" in escaped:
        escaped = escaped.replace("\n", "&#10;").replace("\t", "&#9;")
    return escaped


def identifier(name: str) -> str:
    """Turn an anchor into an id: an id has no blank (HTML, 3.2.6)."""
    return _SPACE.sub("-", name)


def slug(name: str) -> str:
    """Turn a mark's or an author's name into a class name."""
    return _NOT_CLASS.sub("-", name.strip()).strip("-").lower() or "x"


def style_sheet(css: str) -> str:
    """Make a sheet safe inside `<style>`: raw text ends at `</style` (HTML, 13.1.2.6); `\\/` is `/` to CSS."""
    return _STYLE_END.sub(r"<\\/", css)


def styled(declarations: list[str]) -> str:
    """Give a `style` attribute with a blank before it, or nothing."""
    return f' style="{attribute("; ".join(declarations))}"' if declarations else ""


def quoted(family: str) -> str:
    """Give a font family as a CSS string."""
    clean = family.replace("\\", "").replace('"', "").replace("\n", " ")
    return f'"{clean}"'
