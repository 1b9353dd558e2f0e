"""The network: asked for by the user alone, hosts of the public internet alone, bounded however hard a host tries."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from convert import bounds
from convert.network import Network, is_web, of_the_public
from convert.notices import Report
from convert.resources import Resources, digest

PNG = b"\x89PNG a picture"


def anyone(address: str, port: int) -> str:
    """Loopback, for the tests."""
    return ""


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[tuple[str, list[str]]]:
    """A host on loopback; its address, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, data: bytes = PNG, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"Content_Length": str(len(data)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(data)


def to(where: str) -> Callable[[BaseHTTPRequestHandler], None]:
    return lambda handler: send(handler, b"", 302, Location=where)


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 127.8.8.8 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 100.100.100.200 192.0.0.192 198.18.0.1
    192.0.2.1 224.0.0.1 240.0.0.1 255.255.255.255 192.88.99.1 168.63.129.16 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1
    fec0::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 2002:7f00:1:: 2002:808:808:: 2001:0:1:2::3 64:ff9b::127.0.0.1 64:ff9b::10.0.0.1
    64:ff9b:1::8.8.8.8 2001:db8::1 2a00::5efe:127.0.0.1 2a00::200:5efe:10.0.0.1 3fff::1 nonsense""".split(),
)
def test_addresses_that_are_not_of_the_public_internet_are_refused(address: str) -> None:
    assert of_the_public(address, 443)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::8.8.8.8"])
def test_addresses_of_the_public_internet_are_admitted_on_the_ports_of_the_web(address: str) -> None:
    assert not of_the_public(address, 80)
    assert not of_the_public(address, 443)
    assert of_the_public(address, 22)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::1]", "１２７.0.0.1"]
)
def test_loopback_is_refused_however_it_is_spelled(host: str) -> None:
    assert Network().fetch(f"http://{host}/a.png") in (
        "its host is not of the public internet",
        "no such host",
    )


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.com/a.png", "file:///etc/passwd", "gopher://example.com/", "http:///a.png", "http://a b/", "http://a\\b/",
        "http://user:word@example.com/a.png", "http://example.com@127.0.0.1/", "http://[::1/", "http://example.com:99999/a.png",
        "http://exa\nmple.com/", f"http://{'a' * 5000}/", f"http://{'a.' * 200}example/", "http://fe80::1%25eth0/",
    ],
)  # fmt: skip
def test_what_is_no_plain_address_is_never_connected_to(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connected(*_: object, **__: object) -> None:
        raise AssertionError("a name was asked for")

    monkeypatch.setattr(socket, "getaddrinfo", connected)
    assert isinstance(Network(anyone).fetch(address), str)


def test_a_picture_is_fetched_once_for_a_document() -> None:
    with serving(send) as (host, asked):
        network = Network(anyone)
        assert network.fetch(f"{host}/a.png?x=1") == PNG
        assert network.fetch(f"{host}/a.png?x=1") == PNG
    assert asked == ["/a.png?x=1"]


def test_nothing_of_this_machine_is_told_to_a_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    heads: list[dict[str, str]] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        heads.append(dict(handler.headers))
        send(handler, Set_Cookie="a=b")

    with serving(answer) as (host, _):
        network = Network(anyone)
        assert network.fetch(f"{host}/a") == network.fetch(f"{host}/b") == PNG
    assert [set(head) for head in heads] == [
        {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    ] * 2


@pytest.mark.parametrize(
    "where",
    ["file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://a/", "data:image/png,x", "http://u:p@127.0.0.1/"],
)
def test_a_redirect_leads_to_nothing_but_the_web(where: str) -> None:
    with serving(to(where)) as (host, asked):
        assert isinstance(Network(anyone).fetch(f"{host}/a"), str)
    assert asked == ["/a"]


def test_a_redirect_to_an_address_inside_is_refused() -> None:
    """The first host is admitted, the second one is the machine itself."""
    with serving(send) as (inside, asked), serving(to(f"{inside}/secret")) as (host, _):
        own = int(host.rpartition(":")[2])
        network = Network(lambda address, port: "" if port == own else of_the_public(address, 80))
        assert network.fetch(f"{host}/a") == "its host is not of the public internet"
    assert not asked


def test_redirects_end() -> None:
    with serving(lambda handler: send(handler, b"", 302, Location=f"{handler.path}a")) as (host, asked):
        assert Network(anyone).fetch(f"{host}/a") == f"sent on more than {bounds.WEB_REDIRECTS} times"
    assert len(asked) == bounds.WEB_REDIRECTS + 1


def test_a_name_is_asked_for_once_and_one_address_that_is_refused_refuses_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def answer(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("8.8.8.8", "127.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    assert Network().fetch("http://rebinding.example/a") == "its host is not of the public internet"
    assert asked == ["rebinding.example"]


def test_a_host_that_drips_is_cut_off() -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
        with suppress(OSError):
            for number in range(100):
                handler.wfile.write(f"X-{number}: y\r\n".encode())
                time.sleep(0.05)

    with serving(drip) as (host, _):
        began = time.monotonic()
        assert Network(anyone, timeout_s=0.4).fetch(f"{host}/a") == "took too long"
        assert time.monotonic() - began < 3


def test_half_of_a_picture_is_none() -> None:
    with serving(lambda handler: send(handler, Content_Length="100")) as (host, _):
        assert Network(anyone).fetch(f"{host}/a") == "it was cut off"


@pytest.mark.parametrize("said", [True, False])
def test_what_is_too_large_is_not_read_to_its_end(said: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "PICTURE_BYTES", 1 << 20)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        if said:
            handler.send_header("Content-Length", str(1 << 40))
        handler.end_headers()
        with suppress(OSError):
            for _ in range(500):
                handler.wfile.write(bytes(1 << 16))

    with serving(answer) as (host, _):
        assert Network(anyone).fetch(f"{host}/a") == "larger than 1 MiB"


def test_what_comes_packed_is_not_unpacked() -> None:
    with serving(lambda handler: send(handler, gzip.compress(bytes(10**6)), Content_Encoding="gzip")) as (
        host,
        _,
    ):
        assert Network(anyone).fetch(f"{host}/a") == "the host packed it, which it was not asked to"


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    import shutil
    import ssl
    import subprocess

    if shutil.which("openssl") is None:
        pytest.skip("needs openssl")
    made = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout k.pem -out c.pem"
    subprocess.run(made.split(), cwd=tmp_path, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "c.pem", tmp_path / "k.pem")
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            with suppress(OSError):
                context.wrap_socket(server.accept()[0], server_side=True)

        threading.Thread(target=greet, daemon=True).start()
        found = Network(anyone).fetch(f"https://127.0.0.1:{server.getsockname()[1]}/a")
    assert found == "its certificate is not valid"


def test_a_document_waits_and_asks_so_much_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "WEB_ADDRESSES", 2)
    with serving(send) as (host, asked):
        network = Network(anyone)
        answers = [network.fetch(f"{host}/{number}") for number in range(4)]
    assert answers[:2] == [PNG, PNG]
    assert answers[2:] == ["more than 2 addresses of the web in one document"] * 2
    assert len(asked) == 2


@pytest.mark.parametrize("reference", ["http://a/b.png", "HTTPS://a/b.png", "//a/b.png"])
def test_without_leave_no_address_is_asked(
    reference: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connected(*_: object, **__: object) -> None:
        raise AssertionError("a name was asked for")

    monkeypatch.setattr(socket, "getaddrinfo", connected)
    assert is_web(reference)
    assert Resources().below(tmp_path)(reference) is None


def test_why_an_address_gave_nothing_is_reported_and_what_was_fetched_is_never_as_it_was(
    tmp_path: Path,
) -> None:
    report = Report()
    with serving(lambda handler: send(handler, status=200 if handler.path == "/a" else 404)) as (host, _):
        resources = Resources(hashed=True, network=Network(anyone))
        fetch = resources.below(tmp_path, report)
        assert fetch(f"{host}/a") == PNG
        assert fetch(f"{host}/b") is None
    assert [notice.message for notice in report] == [f"{host}/b: the host answered 404"]
    assert len(resources.reads) == 2
    assert all(digest(str(path)) != said for path, said in resources.reads.items())
