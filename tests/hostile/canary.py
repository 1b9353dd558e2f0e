"""What must never be reached: a server and a bare listener on loopback that count who comes, and files outside the sources' folder."""

import io
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

TOKEN = "Xk7Qv9ZwPr3mTj5YbN2s"
"""Stands in every canary file, and nowhere else."""
COLOR = (211, 13, 187)
"""The one colour of every canary picture, in no theme of ours and in no case."""


class Server:
    """An HTTP server and a bare listener on free ports of loopback; `seen` holds what arrived at either."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.seen: list[str] = []
        self._http = ThreadingHTTPServer((host, 0), self._handler())
        self._bare = socket.create_server((host, 0))
        self.host = f"{host}:{self._http.server_address[1]}"
        self.bare = f"{host}:{self._bare.getsockname()[1]}"
        self._threads = [
            threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True),
            threading.Thread(target=self._listen, daemon=True),
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._bare.shutdown(socket.SHUT_RDWR)
        self._bare.close()
        for thread in self._threads:
            thread.join(5)

    def take(self) -> list[str]:
        """Give what arrived since the last time."""
        found = list(self.seen)
        self.seen.clear()
        return found

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._bare.accept()
            except OSError:
                return
            self.seen.append("a connection")
            caller.close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        seen = self.seen

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                seen.append(f"{self.command} {self.path}")
                png = self.path.partition("?")[0].endswith(".png")
                body, kind = (picture(), "image/png") if png else (style().encode(), "text/css")
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_HEAD = do_POST = do_OPTIONS = answer  # noqa: N815  (names of the library's)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def picture() -> bytes:
    """A picture all of the canary's colour, with the token in its words."""
    from PIL import Image, PngImagePlugin

    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", TOKEN)
    file = io.BytesIO()
    Image.new("RGB", (40, 40), COLOR).save(file, "PNG", pnginfo=words)
    return file.getvalue()


def style() -> str:
    """A sheet that shows where it is applied."""
    color = "#{:02x}{:02x}{:02x}".format(*COLOR)
    return f"body, p, h1 {{ color: {color} }} p::after {{ content: '{TOKEN}' }}"


def drawing() -> str:
    """A drawing in the canary's colour."""
    color = "#{:02x}{:02x}{:02x}".format(*COLOR)
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect id="a" width="40" height="40" fill="{color}"/><text>{TOKEN}</text></svg>'


def plant(folder: Path) -> None:
    """Put the files that nobody may read in a folder."""
    folder.mkdir(parents=True)
    (folder / "canary.txt").write_text(f"{TOKEN}\n", encoding="utf-8")
    (folder / "canary.md").write_text(f"# {TOKEN}\n\n{TOKEN}\n", encoding="utf-8")
    (folder / "canary.png").write_bytes(picture())
    (folder / "canary.css").write_text(style(), encoding="utf-8")
    (folder / "canary.svg").write_text(drawing(), encoding="utf-8")
    (folder / "canary.toml").write_text(f'theme = "{TOKEN}"\n', encoding="utf-8")
    (folder / "canary.dtd").write_text(f'<!ENTITY secret "{TOKEN}">', encoding="utf-8")
