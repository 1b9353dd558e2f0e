"""Source text in, `Document` out; total: any text gives a document, trouble becomes notices.

What is public is loaded where it is first asked for: settings need front matter, and nothing of the reader's libraries.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convert.reader.anchors import Elsewhere, nowhere
    from convert.reader.pictures import Fetch
    from convert.reader.reading import no_files, read

_MODULE_OF = {
    "Elsewhere": "anchors",
    "Fetch": "pictures",
    "no_files": "reading",
    "nowhere": "anchors",
    "read": "reading",
}

__all__ = ["Elsewhere", "Fetch", "no_files", "nowhere", "read"]


def __getattr__(name: str) -> object:
    """Load a public name (PEP 562)."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = found
    return found
