"""Import WeasyPrint, or say in one sentence what to install. It loads native libraries as it is imported."""

import ctypes.util
import io
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from types import ModuleType
from typing import Any

from convert.errors import MissingLibraryError

ONE_AT_A_TIME = threading.RLock()
"""Held while WeasyPrint is imported and while it sets a page: our functions stand in the place of its own, and they, its logger and
Fontconfig's current configuration are those of the whole process."""

_ADVICE = {
    "linux": "install Pango and HarfBuzz, on Debian or Ubuntu with "
    "`sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`",
    "darwin": "install Pango with `brew install pango`",
    "win32": "install MSYS2, and in it `pacman -S mingw-w64-ucrt-x86_64-pango`",
}
# Only variable fonts and machines without HarfBuzz-Subset need these; importing them takes a tenth of a second.
_DEFERRED = {
    "fontTools.subset": (),
    "fontTools.varLib": (),
    "fontTools.varLib.instancer": ("instantiateVariableFont",),
}


def load() -> Any:
    """Import WeasyPrint; MissingLibraryError says what to install."""
    try:
        with ONE_AT_A_TIME:
            return sys.modules.get("weasyprint") or _import_quietly()
    except ImportError as error:
        raise MissingLibraryError(
            "PDF needs WeasyPrint 70 or later: `pip install 'weasyprint>=70'`"
        ) from error
    except OSError as error:
        advice = _ADVICE.get(sys.platform, "install Pango and HarfBuzz")
        raise MissingLibraryError(
            f"PDF needs the Pango library, which this machine lacks: {advice}"
        ) from error


def pango_version() -> str:
    """The version of the Pango library in use; MissingLibraryError where there is none."""
    load()
    from weasyprint.text.ffi import pango

    number = pango.pango_version()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _import_quietly() -> Any:
    with redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _import_fast()


def _import_fast() -> Any:
    """Import without the slow search for libraries under names that Linux does not use, then with it."""
    with _deferred_fonttools():
        if sys.platform == "linux":
            try:
                with _no_search():
                    import weasyprint
                return weasyprint
            except OSError:
                _forget()
        import weasyprint
    return weasyprint


@contextmanager
def _no_search() -> Iterator[None]:
    """Answer "not found" at once where ctypes would run ldconfig and gcc; file names (`libpango-1.0.so.0`) still load."""
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


@contextmanager
def _deferred_fonttools() -> Iterator[None]:
    """Put stand-ins for the parts of fontTools that are rarely called; they import the real part when used."""
    stand_ins = {name: _stand_in(name, names) for name, names in _DEFERRED.items() if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, module in stand_ins.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _stand_in(name: str, names: tuple[str, ...]) -> ModuleType:
    """Make a module whose names import the real module when they are used, after this one is gone."""
    module = ModuleType(name)
    module.__path__ = []

    def real(attribute: str) -> Any:
        if attribute.startswith("__") or sys.modules.get(name) is module:
            raise AttributeError(attribute)
        return getattr(import_module(name), attribute)

    for attribute in names:
        setattr(module, attribute, lambda *args, _name=attribute, **options: real(_name)(*args, **options))
    module.__getattr__ = real  # type: ignore[method-assign]
    return module


def _forget() -> None:
    """Drop what a failed import left, so that the next try starts afresh."""
    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        del sys.modules[name]
