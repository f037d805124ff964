"""A way to the database that can be interrupted: as a server that hangs, and as one that is gone."""

import select
import socket
import struct
import threading
from types import TracebackType

from django.db import connection

_OPEN, _SILENT, _GONE = "open", "silent", "gone"
_LOOK_S = 0.05


class Relay:
    """Passes on what comes to `port`, to the PostgreSQL of the test. Whoever comes while it is silent is taken in, and
    hears nothing; connections that are there stay, and hear nothing more."""

    def __init__(self) -> None:
        given = connection.get_connection_params()
        self._socket = f"{given['host']}/.s.PGSQL.{given.get('port') or 5432}"
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._state, self._ended = _OPEN, threading.Event()
        self._listener = self._listening(0)
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Relay":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()
        self._cut()
        self._listener.close()

    def open(self) -> None:
        self._state = _OPEN

    def fall_silent(self) -> None:
        self._state = _SILENT

    def go(self) -> None:
        self._state = _GONE

    def _run(self) -> None:
        while not self._ended.is_set():
            if self._state == _SILENT:
                self._ended.wait(_LOOK_S)
            elif self._state == _GONE:
                self._cut()
                self._listener.close()
                while self._state == _GONE and not self._ended.wait(_LOOK_S):
                    pass
                self._listener = self._listening(self.port)
            else:
                self._pass_on()

    def _pass_on(self) -> None:
        ready, _writable, _failed = select.select([self._listener, *self._pairs], [], [], _LOOK_S)
        for one in ready:
            if one is self._listener:
                self._take()
            elif one in self._pairs:
                try:
                    data = one.recv(1 << 16)
                    self._pairs[one].sendall(data)
                except OSError:
                    data = b""
                if not data:
                    self._close(one)

    def _take(self) -> None:
        client, _address = self._listener.accept()
        there = socket.socket(socket.AF_UNIX)
        there.connect(self._socket)
        self._pairs |= {client: there, there: client}

    def _close(self, one: socket.socket) -> None:
        for end in (one, self._pairs.pop(one)):
            self._pairs.pop(end, None)
            end.close()

    def _cut(self) -> None:
        for one in list(self._pairs):
            if one.family == socket.AF_INET:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset, not a good-bye
                self._close(one)

    @staticmethod
    def _listening(port: int) -> socket.socket:
        return socket.create_server(("127.0.0.1", port), backlog=64)
