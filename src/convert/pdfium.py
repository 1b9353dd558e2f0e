"""The bytes of a PDF in, PDFium's view of it out: the door of pypdfium2. PDFium knows one thread at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from types import ModuleType
from typing import Any

_ONE_AT_A_TIME = RLock()


@contextmanager
def opened(data: bytes) -> Iterator[tuple[Any, ModuleType]]:
    """Open a PDF; gives the document, and the library's raw functions. Other threads wait until it is closed."""
    import pypdfium2  # 40 ms, for those who read PDF back

    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(data) as document:
        yield document, pypdfium2.raw
