"""What this machine has and lacks, as lines for people: versions, native libraries, the face each role really gets."""

import platform
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version

from convert import __version__, themes
from convert.errors import ConvertError, MissingLibraryError

_LIBRARIES = (
    "markdown-it-py",
    "mdit-py-plugins",
    "selectolax",
    "icu4py",
    "latex2mathml",
    "ziamath",
    "pygments",
    "weasyprint",
    "pylopdf-fonts-zh-cn",
    "pypdfium2",
    "pillow",
    "resvg-py",
    "typer",
)
_EXTRAS = (
    ("remote", "stores, such as s3://", ("fsspec", "s3fs")),
    ("cluster", "Dask clusters", ("distributed",)),
)
_ROLES = (("text", "p"), ("headings", "h1"), ("quotations", "blockquote p"), ("code", "pre code"))


def examine(say: Callable[[str], None]) -> int:
    """Say everything; the exit code is 0 when every format works and 6 when one lacks a library."""
    say(
        f"markhue {__version__}, Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    )
    for name in _LIBRARIES:
        try:
            say(f"  {name:<22}{version(name)}")
        except PackageNotFoundError:
            say(f"  {name:<22}missing: pip install {name}")
    say("")
    pango, trouble = _pango()
    say("Word, HTML, plain text: ready")
    say(f"PDF: ready, with Pango {pango}" if trouble is None else f"PDF: not ready. {trouble}")
    _extras(say)
    if trouble is None:
        _languages(say)
    for name in themes.names():
        say("")
        say(f"Faces of the theme {name}")
        try:
            _faces(name, say, with_pdf=trouble is None)
        except ConvertError as error:
            say(f"  {error}")
    return 0 if trouble is None else trouble.exit_code


def _pango() -> tuple[str, MissingLibraryError | None]:
    """Pango's version, or why no PDF can be made."""
    from convert.writers._pdf.library import pango_version

    try:
        return pango_version(), None
    except MissingLibraryError as error:
        return "", error


def _extras(say: Callable[[str], None]) -> None:
    """What is installed for work elsewhere, or what to install."""
    say("")
    say("Sources, outputs and workers elsewhere")
    for extra, purpose, libraries in _EXTRAS:
        here = []
        for name in libraries:
            with suppress(PackageNotFoundError):
                here.append(f"{name} {version(name)}")
        found = ", ".join(here) if len(here) == len(libraries) else f"none: pip install 'markhue[{extra}]'"
        say(f"  {purpose:<22}{found}")


def _languages(say: Callable[[str], None]) -> None:
    """The faces of PDFs for other languages, or what to install for them."""
    from convert.writers._pdf import languages

    say("")
    say("Faces of other languages in PDF")
    sets = [("markhue[cjk]", found) for found in languages.EAST_ASIAN.values()]
    sets += [("markhue[scripts]", found) for _, _, found in languages.OTHERS]
    for extra, found in sets:
        here = f"{found.serif} + {found.sans}" if found.paths else f"none: pip install '{extra}'"
        say(f"  {found.name:<22}{here}")


def _faces(name: str, say: Callable[[str], None], with_pdf: bool) -> None:
    """For each role the faces in the PDF, Chinese and Latin, and those the Word file names."""
    from convert.writers._pdf.roles import faces_drawn

    theme = themes.load(name)
    for role, path in _ROLES:
        families = theme.style(path).font_family
        word = themes.word_fonts(families)
        named = " + ".join(dict.fromkeys((word.east_asia, word.ascii)))
        drawn = ""
        if with_pdf:
            faces = dict.fromkeys((*faces_drawn(families, "永"), *faces_drawn(families, "Hamburg")))
            drawn = f"PDF {' + '.join(faces)};  "
        say(f"  {role:<12}{drawn}Word {named}")
