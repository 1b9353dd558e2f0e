"""The server of the live view: who may ask, and what is answered."""

import json
import socket
from collections.abc import Iterator

import pytest

from convert.errors import UsageError
from convert.watch.serving import Server
from convert.watch.views import Views

PAGE = b"<!DOCTYPE html><title>t</title><p>The article."


@pytest.fixture
def views() -> Views:
    made = Views()
    made.show("k", "folder/a.md", "html", PAGE, ["line 1: told"])
    return made


@pytest.fixture
def server(views: Views) -> Iterator[Server]:
    with Server(views) as running:
        yield running


def port(server: Server) -> int:
    return int(server.url.split(":")[2].split("/")[0])


def token(server: Server) -> str:
    return server.url.split("/")[3]


def raw(server: Server, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port(server)), timeout=20) as line:
        line.sendall(request)
        return b"".join(iter(lambda: line.recv(1 << 16), b""))


def ask(
    server: Server, path: str, *, method: str = "GET", host: str | None = None, **headers: str
) -> tuple[int, str]:
    words = [f"{method} {path} HTTP/1.1", f"Host: {host or f'127.0.0.1:{port(server)}'}", "Connection: close"]
    words += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    answer = raw(server, "\r\n".join([*words, "", ""]).encode())
    return int(answer.split()[1]), answer.decode("utf-8", "replace")


def test_an_article_is_shown_to_whoever_knows_the_address(server: Server) -> None:
    where = f"/{token(server)}"
    assert "folder/a.md" in ask(server, f"{where}/")[1]
    code, said = ask(server, f"{where}/k/")
    assert code == 200
    assert "default-src 'none'" in said
    assert "Cache-Control: no-store" in said
    code, said = ask(server, f"{where}/k/document?1")
    assert code == 200
    assert said.endswith(PAGE.decode())
    assert "sandbox allow-same-origin" in said
    assert "script-src" not in said
    code, said = ask(server, f"{where}/k/document", method="HEAD")
    assert code == 200
    assert "The article" not in said


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}", ""]
)
def test_a_name_that_is_not_ours_gets_nothing(server: Server, host: str) -> None:
    code, said = ask(server, f"/{token(server)}/k/document", host=host.format(port=port(server)) or " ")
    assert code in (400, 403)
    assert "The article" not in said


def test_two_names_or_none_get_nothing(server: Server) -> None:
    own = f"Host: 127.0.0.1:{port(server)}\r\n"
    for hosts in ("", own + "Host: evil.example\r\n", own + own):
        answer = raw(
            server, f"GET /{token(server)}/k/document HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n".encode()
        )
        assert answer.split()[1] == b"403"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_pages_of_other_sites_get_nothing(server: Server, site: str) -> None:
    code, said = ask(server, f"/{token(server)}/k/document", Sec_Fetch_Site=site)
    assert code == 403
    assert "The article" not in said


@pytest.mark.parametrize(
    "path",
    ["/", "/k/document", "/wrong-token/k/", "/{token}", "/{token}/x/", "/{token}/k/../../../etc/passwd", "/{token}/k/%2e%2e/",
     "/{token}/k/document/x", "/{token}/k/sheet-1", "/{token}/k/file.pdf", "http://evil.example/{token}/k/document",
     "/{token}/" + "k" * 5000],
)  # fmt: skip
def test_nothing_but_what_is_shown_is_found(server: Server, path: str) -> None:
    code, said = ask(server, path.format(token=token(server)))
    assert code in (400, 404)
    assert "The article" not in said
    assert "root:" not in said


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT"])
def test_nothing_can_be_sent(server: Server, method: str) -> None:
    code, said = ask(server, f"/{token(server)}/k/document", method=method)
    assert code in (404, 405, 501)
    assert "The article" not in said
    assert "Access-Control" not in said


def test_headers_without_end_are_refused(server: Server) -> None:
    code, _ = ask(server, f"/{token(server)}/k/document", X="x" * 100_000)
    assert code in (400, 431)


def test_a_client_that_says_nothing_does_not_hold_up_others(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", port(server))) as silent:
        silent.sendall(b"GET /")
        assert ask(server, f"/{token(server)}/k/document")[0] == 200


def test_news_come_as_they_happen(server: Server, views: Views) -> None:
    with socket.create_connection(("127.0.0.1", port(server)), timeout=20) as line:
        line.sendall(
            f"GET /{token(server)}/k/news HTTP/1.1\r\nHost: localhost:{port(server)}\r\n\r\n".encode()
        )
        events = line.makefile("rb")
        said = [json.loads(word[6:]) for word in _data(events, 1)]
        views.fail("k", "folder/a.md", "broken")
        said += [json.loads(word[6:]) for word in _data(events, 1)]
        views.remove("k")
        said += [json.loads(word[6:]) for word in _data(events, 1)]
    assert [one["error"] for one in said] == ["", "broken", ""]
    assert said[0]["notices"] == ["line 1: told"]
    assert said[1]["shown"]
    assert said[1]["version"] > said[0]["version"]
    assert said[2]["gone"]


def _data(lines: object, number: int) -> list[bytes]:
    found: list[bytes] = []
    for line in lines:  # type: ignore[attr-defined]
        if line.startswith(b"data: "):
            found.append(line)
            if len(found) == number:
                break
    return found


def test_a_port_that_is_taken_is_told(server: Server, views: Views) -> None:
    with pytest.raises(UsageError, match="--port"):
        Server(views, port(server))


def test_nobody_is_answered_from_outside(server: Server) -> None:
    """Only the loopback address listens: this machine's other addresses refuse."""
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {
        "127.0.0.1"
    }
    for other in others:
        if not str(other).startswith("127."):
            with pytest.raises(OSError), socket.create_connection((str(other), port(server)), timeout=5):  # noqa: PT011
                pass


def test_when_it_ends_nobody_listens(views: Views) -> None:
    with Server(views) as running:
        number = port(running)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", number), timeout=5)


def test_a_source_is_made_when_somebody_asks_for_it(server: Server, views: Views) -> None:
    made: list[str] = []

    def make(key: str) -> None:
        made.append(key)
        views.show(key, "late.md", "html", PAGE)

    views.make = make
    views.offer("late", "late.md")
    assert "late.md" in ask(server, f"/{token(server)}/")[1]
    assert not made
    assert ask(server, f"/{token(server)}/late/document")[1].endswith(PAGE.decode())
    assert ask(server, f"/{token(server)}/late/")[0] == 200
    assert made == ["late"]
