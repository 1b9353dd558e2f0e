"""An address of the web in, the bytes of a picture out, or in words why not: the one door to the network.

There is none unless the user asks for it. Then a document can name any address, so each is taken for hostile: http and https alone, hosts of
the public internet alone, each redirect checked as if it were the first; bounded in bytes and in time, however slowly they come.
"""

import re
import time
from collections.abc import Callable
from typing import Any, Final

from convert import bounds

Admits = Callable[[str, int], str]
"""An IP address and a port in; empty where they may be connected to, else why not."""

_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_LONGEST: Final = 4000  # characters of an address
_SENT: Final = {
    "User-Agent": "markhue",
    "Accept": "image/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_TOO_LONG: Final = "took too long"
_PATIENCE_S: Final = 5.0  # for one of several addresses of a host
_MOVED: Final = (301, 302, 303, 307, 308)
# The registries of IANA (RFC 6890). What Python knows of them changes with its version. 168.63.129.16 is a cloud's, for the machines in it.
_SPECIAL: Final = tuple(
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24"
    " 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4"
    " 2001::/23 2001:db8::/32 2002::/16 3fff::/20".split()
)
_GLOBAL: Final = "2000::/3"
_NAT64: Final = "64:ff9b::/96"  # RFC 6052
_PORTS: Final = {"http": 80, "https": 443}
_SAFE: Final = "/%:=&?~#+!$,;'@()*[]"  # of RFC 3986, and what is encoded already


class _RefusedError(Exception):
    """Why an address gives nothing, in words."""


def is_web(reference: str) -> bool:
    """Whether a reference means a host: `http:`, `https:`, or `//` before its name."""
    return _WEB.match(reference) is not None


class Network:
    """What one document gets from the web: each address is asked once, and all together are bounded."""

    __slots__ = ("_admits", "_bytes", "_known", "_seconds", "_timeout_s")

    def __init__(self, admits: Admits | None = None, timeout_s: float = bounds.WEB_SECONDS) -> None:
        """Ask hosts of the public internet alone, unless `admits` says otherwise of addresses."""
        self._admits = admits or of_the_public
        self._timeout_s = timeout_s
        self._known: dict[str, bytes | str] = {}
        self._bytes = bounds.WEB_BYTES
        self._seconds = bounds.WEB_SECONDS_IN_ALL

    def fetch(self, address: str) -> bytes | str:
        """Give the bytes at an address, or in words why there are none."""
        url = f"https:{address}" if address.startswith("//") else address
        if url not in self._known:
            self._known[url] = self._asked(url)
        return self._known[url]

    def _asked(self, url: str) -> bytes | str:
        if len(self._known) >= bounds.WEB_ADDRESSES:
            return f"more than {bounds.WEB_ADDRESSES} addresses of the web in one document"
        if self._bytes <= 0:
            return f"more than {bounds.WEB_BYTES >> 20} MiB from the web in one document"
        if self._seconds <= 0:
            return f"more than {bounds.WEB_SECONDS_IN_ALL:.0f} s of waiting for the web in one document"
        began = time.monotonic()
        try:
            found = _Visit(self._admits, began + min(self._timeout_s, self._seconds)).get(url)
        except _RefusedError as refused:
            return str(refused)
        finally:
            self._seconds -= time.monotonic() - began
        self._bytes -= len(found)
        return found


class _Visit:
    """One address, with those that it sends to, until a moment of the monotonic clock."""

    def __init__(self, admits: Admits, until: float) -> None:
        self._admits = admits
        self._until = until

    def get(self, url: str) -> bytes:
        """Follow an address to its bytes."""
        from urllib.parse import urljoin

        for _ in range(bounds.WEB_REDIRECTS + 1):
            found = self._answer(url)
            if isinstance(found, bytes):
                return found
            where = urljoin(url, found)
            if url.lower().startswith("https:") and not where.lower().startswith("https:"):
                raise _RefusedError("sent on from https to what is not")
            url = where
        raise _RefusedError(f"sent on more than {bounds.WEB_REDIRECTS} times")

    def _answer(self, url: str) -> bytes | str:
        """The bytes at an address, or the address that it sends to."""
        import http.client
        import threading

        scheme, host, port, target = _parts(url)
        sock = self._connected(host, port)
        # A host may send a byte a minute: whatever stands then is cut off, by another handle, for TLS takes the first away.
        handle = sock.dup()
        watchdog = threading.Timer(self._left(), _hang_up, (handle,))
        watchdog.daemon = True
        watchdog.start()
        try:
            if scheme == "https":
                sock = _secured(sock, host)
            connection = http.client.HTTPConnection(host, port)
            connection.sock = sock
            connection.request("GET", target, headers=_SENT)
            found = _body(connection.getresponse())
            self._left()  # what ends with the connection may have been cut off
            return found
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _RefusedError(_words(error) if self._until > time.monotonic() else _TOO_LONG) from None
        finally:
            watchdog.cancel()
            sock.close()
            handle.close()

    def _connected(self, host: str, port: int) -> Any:
        """A connection to an address that was checked, and to no other: the name is not asked for again."""
        import socket

        for family, address in self._addresses(host, port):
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                sock.settimeout(min(self._left(), _PATIENCE_S))
                sock.connect(address)
                sock.settimeout(self._left())
            except OSError:
                sock.close()
                continue
            return sock
        raise _RefusedError("no answer")

    def _addresses(self, host: str, port: int) -> list[tuple[Any, Any]]:
        """All addresses of a host. One that is refused refuses all: who owns the name chose it."""
        found = self._resolved(host, port)
        for _, address in found:
            if wrong := self._admits(address[0], port):
                raise _RefusedError(wrong)
        return found

    def _resolved(self, host: str, port: int) -> list[tuple[Any, Any]]:
        import socket
        import threading
        from queue import Empty, SimpleQueue

        answers: SimpleQueue[list[tuple[Any, Any]]] = SimpleQueue()

        def ask() -> None:  # a resolver cannot be told how long to take
            try:
                rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            except (OSError, UnicodeError):
                rows = []
            answers.put([(row[0], row[4]) for row in rows])

        threading.Thread(target=ask, daemon=True).start()
        try:
            found = answers.get(timeout=self._left())
        except Empty:
            raise _RefusedError(_TOO_LONG) from None
        if not found:
            raise _RefusedError("no such host")
        return found

    def _left(self) -> float:
        """Seconds that are left."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise _RefusedError(_TOO_LONG)
        return left


def of_the_public(address: str, port: int) -> str:
    """Say why an address is none of the public internet, or its port none of the web's; nothing where both are."""
    if port not in _PORTS.values():
        return f"port {port} is not one of the web's"
    return "" if _is_public(address) else "its host is not of the public internet"


def _is_public(text: str) -> bool:
    from ipaddress import IPv4Address, ip_address

    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return not _within(address, _SPECIAL)
    if _within(address, (_NAT64,)):  # a network without IPv4 reaches it so
        return _is_public(str(IPv4Address(int(address) & 0xFFFF_FFFF)))
    isatap = int(address) >> 32 & 0xFDFF_FFFF == 0x5EFE  # RFC 5214
    return _within(address, (_GLOBAL,)) and not isatap and not _within(address, _SPECIAL)


def _within(address: Any, networks: tuple[str, ...]) -> bool:
    from ipaddress import ip_network

    return any(address in ip_network(network) for network in networks)


def _parts(url: str) -> tuple[str, str, int, str]:
    """Scheme, host, port and what is asked of the host; _RefusedError for what is odd."""
    from urllib.parse import quote, urlsplit

    if len(url) > _LONGEST or re.search(r"[\x00-\x20\x7f\\]", url.strip()):
        raise _RefusedError("not an address of the web")
    try:
        found = urlsplit(url.strip())
        host, port = found.hostname or "", found.port
        name = host if ":" in host else host.encode("idna").decode("ascii") if len(host) < 254 else ""
    except ValueError:
        raise _RefusedError("not an address of the web") from None
    if found.scheme not in _PORTS or not name or "%" in name:
        raise _RefusedError("not an address of the web")
    if "@" in found.netloc:
        raise _RefusedError("has a name or a password in it")
    target = quote(found.path or "/", safe=_SAFE) + (
        f"?{quote(found.query, safe=_SAFE)}" if found.query else ""
    )
    return found.scheme, name, port or _PORTS[found.scheme], target


def _secured(sock: Any, host: str) -> Any:
    """TLS, verified against the host's name."""
    import ssl

    return ssl.create_default_context().wrap_socket(sock, server_hostname=host)


def _hang_up(sock: Any) -> None:
    import socket
    from contextlib import suppress

    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _body(response: Any) -> bytes | str:
    """The bytes of an answer, or the address that it sends to."""
    if response.status in _MOVED and (where := response.getheader("Location")):
        return str(where)
    if response.status != 200:
        raise _RefusedError(f"the host answered {response.status}")
    if response.getheader("Content-Encoding", "identity").strip().lower() != "identity":
        raise _RefusedError("the host packed it, which it was not asked to")
    data: bytes = response.read(bounds.PICTURE_BYTES + 1)
    if len(data) > bounds.PICTURE_BYTES:
        raise _RefusedError(f"larger than {bounds.PICTURE_BYTES >> 20} MiB")
    if response.length:
        raise _RefusedError("it was cut off")
    return data


def _words(error: Exception) -> str:
    """What went wrong, in the same words on every machine."""
    import ssl

    match error:
        case ssl.SSLCertVerificationError():
            return "its certificate is not valid"
        case ssl.SSLError():
            return "no safe connection"
        case TimeoutError():
            return _TOO_LONG
        case ConnectionError():
            return "the connection broke off"
        case _:
            return "the host did not answer as the web does"
