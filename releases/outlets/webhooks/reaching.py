"""One request to an address of somebody else's choosing, which never reaches into our own network."""

import ipaddress
import socket
import ssl
import time
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx
from django.conf import settings

TIMEOUT_S = 10.0
LONGEST_S = 15.0
_MOST_BYTES = 64 * 1024
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Of IANA's registries of special addresses, those that this Python still takes for global.
_SPECIAL = [ipaddress.ip_network(one) for one in ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20", "5f00::/16")]


class NotReached(Exception):
    """No answer came, or the address is not to be asked. The words are for the partner's log."""


@dataclass(frozen=True)
class Answer:
    status: int
    retry_after: str = ""


class Post:
    """Posts to the very address that was looked at: no redirect is followed, no proxy asked, no connection kept.

    Thread-safe. Raises NotReached.
    """

    def __init__(self) -> None:
        transport = httpx.HTTPTransport(trust_env=False)
        transport._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(),
            # A connection that is kept was made for another name at the same address.
            max_keepalive_connections=0,
            network_backend=_Bounded(),
        )
        self._client = httpx.Client(transport=transport, trust_env=False, follow_redirects=False, timeout=TIMEOUT_S)

    def __call__(self, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        try:
            asked = httpx.URL(url)
            address = resolved(asked.host, asked.port or (443 if asked.scheme == "https" else 80))
            request = self._client.build_request(
                "POST",
                asked.copy_with(host=address),
                content=body,
                headers={**headers, "Host": asked.netloc.decode("ascii")},
                extensions={"sni_hostname": asked.raw_host.decode("ascii")},
            )
            return self._answered(request)
        except httpx.HTTPError as error:
            raise NotReached(f"{type(error).__name__}: {error}") from None
        except (OSError, UnicodeError, httpx.InvalidURL) as error:
            raise NotReached(f"{type(error).__name__}: {error}") from None

    def _answered(self, request: httpx.Request) -> Answer:
        """Reads to the end of the answer, but not for ever and not without end."""
        until = time.monotonic() + LONGEST_S
        response = self._client.send(request, stream=True)
        try:
            read = 0
            for piece in response.iter_raw(8192):
                read += len(piece)
                if read > _MOST_BYTES or time.monotonic() > until:
                    break
            return Answer(response.status_code, response.headers.get("Retry-After", ""))
        finally:
            response.close()

    def close(self) -> None:
        self._client.close()


class _Bounded(httpcore.SyncBackend):
    """Connections that are over after a time: httpx bounds each reading alone, and who sends a byte now and then."""

    def connect_tcp(self, *args: Any, **options: Any) -> httpcore.NetworkStream:
        return _BoundedStream(super().connect_tcp(*args, **options), time.monotonic() + LONGEST_S)


class _BoundedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream, self._until = stream, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._left(timeout, httpcore.ConnectTimeout)
        return _BoundedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _left(self, timeout: float | None, over: type[Exception]) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise over(f"It took longer than {LONGEST_S:g} seconds.")
        return left if timeout is None else min(timeout, left)


def resolved(host: str, port: int) -> str:
    """An address of the host. Raises NotReached where any of its addresses is not one of the public network.

    Whatever notation the host was written in, what is looked at here is what will be connected to.
    """
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise NotReached(f"The name cannot be resolved: {error}") from None
    if not found or not all(is_public(address) for address in found):
        raise NotReached("The name leads to an address that is not public.")
    return found[0]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public network, also where it wraps another one."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if wrapped is None and ip in _NAT64:
            wrapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
        if ip.scope_id or ip.is_site_local:
            return False
    if settings.WEBHOOKS_LOOPBACK and ip.is_loopback:
        return True
    if any(ip in network for network in _SPECIAL):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)
