"""What a page may fetch while it is set: the `data:` URIs of its own pictures, and nothing else."""

from functools import cache
from typing import Any

from weasyprint.urls import URLFetcher, URLFetcherResponse

_ALLOWED = (
    "data:image/png;base64,",
    "data:image/jpeg;base64,",
    "data:image/gif;base64,",
    "data:image/svg+xml;base64,",
)


class PageFetcher(URLFetcher):  # type: ignore[misc]
    """Refuses every address that the HTML writer did not make itself: no file, no network."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Open a picture of the page; ValueError for anything else."""
        if not url.startswith(_ALLOWED):
            raise ValueError("only the page's own pictures are read")
        response: Any = super().fetch(url, headers)
        return response


@cache
def of_pages() -> PageFetcher:
    """Give the one that fetches for every page: it keeps nothing of them, and a new one looks for proxies."""
    return PageFetcher()
