"""markhue: annotated articles in Markdown and HTML to Word, PDF, HTML and plain text.

    from convert import convert, read

    convert("article.md", output="article.docx")    # one file
    document = read("article.md")                   # what it says, as a tree

`docs/python.md` is the page about it. Names are loaded when they are first asked for: `import convert` loads nothing else.
"""

__version__ = "0.1.0"

_FOUND_IN = {
    "convert.api": ("Conversion", "Format", "Settings", "convert", "read"),
    "convert.errors": (
        "ConvertError",
        "MissingLibraryError",
        "NoticesError",
        "ProofError",
        "SettingsError",
        "SourceError",
        "TargetError",
        "UsageError",
    ),
    "convert.model": ("Color", "Document", "Mark", "Style", "Text"),
    "convert.notices": ("Notice", "Report"),
    "convert.record": ("replace",),
}
_MODULE_OF = {name: module for module, names in _FOUND_IN.items() for name in names}

TYPE_CHECKING = False
if TYPE_CHECKING:
    from convert.api import Conversion, Format, Settings, convert, read
    from convert.errors import (
        ConvertError,
        MissingLibraryError,
        NoticesError,
        ProofError,
        SettingsError,
        SourceError,
        TargetError,
        UsageError,
    )
    from convert.model import Color, Document, Mark, Style, Text
    from convert.notices import Notice, Report
    from convert.record import replace

__all__ = [
    "Color",
    "Conversion",
    "ConvertError",
    "Document",
    "Format",
    "Mark",
    "MissingLibraryError",
    "Notice",
    "NoticesError",
    "ProofError",
    "Report",
    "Settings",
    "SettingsError",
    "SourceError",
    "Style",
    "TargetError",
    "Text",
    "UsageError",
    "__version__",
    "convert",
    "read",
    "replace",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for (PEP 562)."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(_MODULE_OF[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
