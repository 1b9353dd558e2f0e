"""A PDF in, its pages as pictures out, each drawn when it is first asked for."""

import io
from collections import OrderedDict
from threading import Lock

from convert import pdfium

_DOCUMENTS = 4
_PX_PER_PT = 96 / 72
_SHARP = 2  # pixels for each of CSS


class Sheets:
    """The pages of the PDFs that were asked for last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._documents: OrderedDict[bytes, _Document] = OrderedDict()

    def sizes(self, data: bytes) -> list[tuple[int, int]]:
        """Give width and height of each page, in CSS pixels."""
        return self._document(data).sizes

    def picture(self, data: bytes, number: int) -> bytes | None:
        """Draw a page, counted from 1, as JPEG; None where there is none."""
        return self._document(data).picture(number)

    def _document(self, data: bytes) -> "_Document":
        with self._lock:
            found = self._documents.pop(data, None) or _Document(data)
            self._documents[data] = found
            if len(self._documents) > _DOCUMENTS:
                self._documents.popitem(last=False)
            return found


class _Document:
    def __init__(self, data: bytes) -> None:
        self._data = data
        with pdfium.opened(data) as (pages, _):
            points = [pages.get_page_size(number) for number in range(len(pages))]
        self.sizes = [(round(width * _PX_PER_PT), round(height * _PX_PER_PT)) for width, height in points]
        self._drawn: dict[int, bytes] = {}

    def picture(self, number: int) -> bytes | None:
        if not 1 <= number <= len(self.sizes):
            return None
        if number not in self._drawn:
            written = io.BytesIO()
            with pdfium.opened(self._data) as (pages, _):
                drawn = pages[number - 1].render(scale=_PX_PER_PT * _SHARP).to_pil()
            # A page as PNG takes four times as long, and somebody waits.
            drawn.convert("RGB").save(written, "JPEG", quality=92, subsampling=0)
            self._drawn[number] = written.getvalue()
        return self._drawn[number]
