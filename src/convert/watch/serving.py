"""Views in, a server on the loopback address out, which gives them to a browser of this machine and to nobody else.

Whoever asks must name this server (a name that leads here from elsewhere is not ours: DNS rebinding), know the token in its address, and
not come from another site's page. Only keys of views are looked up: no request names a file. What is shown runs no script.
"""

import secrets
import socket
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import BoundedSemaphore, Thread
from types import TracebackType
from typing import Any, Final, Self

from convert.errors import UsageError
from convert.watch import pages
from convert.watch.sheets import Sheets
from convert.watch.views import View, Views

_HOST: Final = "127.0.0.1"
_MOST: Final = 32  # connections at a time
_PATIENCE_S: Final = 10.0  # for a request to arrive, and for an answer to be taken
_HEARTBEAT_S: Final = 5.0  # between two words to a browser that waits for news
_HTML: Final = "text/html; charset=utf-8"
_OURS: Final = (None, "none", "same-origin")
"""What `Sec-Fetch-Site` may say (Fetch Metadata, section 2.4): a page of ours, or an address that somebody typed or opened."""

_OF_FRAME: Final = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; frame-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_OF_DOCUMENT: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src data:; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'self'; sandbox allow-same-origin"
)
_HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Server:
    """Serves views as long as it is a context. UsageError where the port is taken."""

    def __init__(self, views: Views, port: int = 0) -> None:
        try:
            self._server = _Listener(views, port)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise UsageError(f"--port {port}: {reason}") from None
        self._views = views
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)

    @property
    def url(self) -> str:
        """Where the index is."""
        return f"http://{_HOST}:{self._server.server_port}/{self._server.token}/"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._views.close()
        self._server.shutdown()
        self._server.server_close()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = _MOST

    def __init__(self, views: Views, port: int) -> None:
        self.views, self.sheets = views, Sheets()
        self.token = secrets.token_urlsafe(16)
        self._room = BoundedSemaphore(_MOST)
        super().__init__((_HOST, port), _Request)
        self.hosts = frozenset(f"{name}:{self.server_port}" for name in (_HOST, "localhost"))

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._room.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no news."""


class _Request(BaseHTTPRequestHandler):
    server: _Listener
    timeout = _PATIENCE_S  # of each word that is read or written
    protocol_version = "HTTP/1.1"
    error_content_type = "text/plain"
    error_message_format = "%(code)d %(message)s\n"

    def version_string(self) -> str:
        return "markhue"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: the terminal is for the articles."""

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def _answer(self) -> None:
        if (wrong := self._refused()) is not None:
            self.close_connection = True
            self.send_error(wrong)
            return
        _, _, way = self.path.partition(f"/{self.server.token}/")
        key, _, part = way.partition("?")[0].partition("/")
        if not key:
            nonce = secrets.token_urlsafe(16)
            self._send(pages.index(self.server.views.all(), nonce), _HTML, _OF_FRAME.format(nonce=nonce))
            return
        view = self.server.views.made(key)
        if view is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif part == "news" and self.command == "GET":
            self._tell(view)
        else:
            self._give(view, part)

    def _refused(self) -> HTTPStatus | None:
        """Why a request gets no answer."""
        hosts = self.headers.get_all("Host") or []
        if len(hosts) != 1 or hosts[0] not in self.server.hosts:
            return HTTPStatus.FORBIDDEN
        if self.headers.get("Sec-Fetch-Site") not in _OURS:
            return HTTPStatus.FORBIDDEN
        empty, _, rest = self.path.partition("/")
        token, slash, _ = rest.partition("/")
        known = secrets.compare_digest(token.encode("utf-8", "replace"), self.server.token.encode())
        if empty or not slash or not known:
            return HTTPStatus.NOT_FOUND
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            return HTTPStatus.BAD_REQUEST
        return None

    def _give(self, view: View, part: str) -> None:
        nonce = secrets.token_urlsafe(16)
        number = part.removeprefix("sheet-")
        match part:
            case "":
                self._send(pages.frame(view, nonce), _HTML, _OF_FRAME.format(nonce=nonce))
            case "document" if view.kind == "html":
                self._send(view.data, _HTML, _OF_DOCUMENT)
            case "document":
                sizes = self.server.sheets.sizes(view.data) if view.data else []
                self._send(pages.sheets(sizes, view.version), _HTML, _OF_DOCUMENT)
            case "file.pdf" if view.kind == "pdf" and view.data:
                self._send(view.data, "application/pdf", _OF_DOCUMENT)
            case _ if (
                view.kind == "pdf" and view.data and number != part and number.isascii() and number.isdigit()
            ):
                self._picture(view, int(number[:6]))
            case _:
                self.send_error(HTTPStatus.NOT_FOUND)

    def _picture(self, view: View, number: int) -> None:
        found = self.server.sheets.picture(view.data, number)
        if found is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self._send(found, "image/jpeg", _OF_DOCUMENT)

    def _send(self, data: bytes, kind: str, policy: str) -> None:
        self.send_response(HTTPStatus.OK)
        for name, value in {**_HEADERS, "Content-Security-Policy": policy, "Content-Type": kind}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _tell(self, view: View | None) -> None:
        """Say what is new, as it comes (HTML Standard, section 9.2): once what is, then each change."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        key = view.key if view is not None else ""
        while view is not None:
            self.wfile.write(pages.news(view))
            told = view.version
            while (
                view := self.server.views.wait(key, told, _HEARTBEAT_S)
            ) is not None and view.version == told:
                self.wfile.write(b": still here\n\n")
        self.wfile.write(pages.news(None))
