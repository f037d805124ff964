"""Readers who come at a steady rate, whether or not the server keeps up: each with a connection of its own.

    python -m bench.minute.readers FILE PORT PATH RATE BEGIN END

One process that waits on all its sockets at once. How long an answer took is counted from the instant at which its
reader was to come, so a server that is late cannot slow down those who come after. Into FILE goes one line of JSON:
for each reader when it came, was sent and was answered (seconds since 1970), and the status; 0 for no answer.
"""

import json
import resource
import select
import socket
import sys
import time
from pathlib import Path

_PATIENCE_S = 30.0
_CODINGS = "gzip, deflate, br, zstd"


class Reader:
    __slots__ = ("answered", "came", "file", "got", "length", "sent", "status")

    def __init__(self, came: float, file: socket.socket | None = None) -> None:
        self.came, self.file = came, file
        self.sent = self.answered = 0.0
        self.status = self.got = 0
        self.length = -1

    def take(self, data: bytes, now: float) -> bool:
        """True when all of the answer is there. The head of it comes in one piece, as our server sends it."""
        if self.length < 0:
            head, _blank, _rest = data.partition(b"\r\n\r\n")
            self.status = int(head[9:12])
            lower = head.lower()
            at = lower.find(b"content-length:")
            self.length = len(head) + 4 + int(lower[at + 15 :].split(b"\r\n", 1)[0])
        self.got += len(data)
        self.answered = now
        return self.got >= self.length


class Readers:
    def __init__(self, port: int, path: str, rate: float, begin: float, end: float) -> None:
        self.port, self.rate, self.begin, self.end = port, rate, begin, end
        self.request = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/html,*/*;q=0.8\r\n"
            f"Accept-Encoding: {_CODINGS}\r\nAccept-Language: en\r\nConnection: close\r\n\r\n"
        ).encode()
        self.poll, self.waiting, self.done = select.epoll(), dict[int, Reader](), list[Reader]()
        self.number, self.late_s = 0, 0.0

    def run(self) -> None:
        count = int((self.end - self.begin) * self.rate)
        while (self.number < count or self.waiting) and time.time() < self.end + _PATIENCE_S:
            while self.number < count and (came := self.begin + self.number / self.rate) <= time.time():
                self.number += 1
                self._come(came)
            next_at = self.begin + self.number / self.rate if self.number < count else time.time() + 0.05
            for descriptor, event in self.poll.poll(max(0.0, next_at - time.time())):
                self._hear(self.waiting[descriptor], event)
        for reader in self.waiting.values():
            reader.status = 0
        self.done += self.waiting.values()

    def _come(self, came: float) -> None:
        try:
            file = socket.socket(type=socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        except OSError:  # as many wait as one process may have files open
            self.done.append(Reader(came))
            return
        file.connect_ex(("127.0.0.1", self.port))
        self.waiting[file.fileno()] = Reader(came, file)
        self.poll.register(file, select.EPOLLOUT)

    def _hear(self, reader: Reader, event: int) -> None:
        assert reader.file is not None
        try:
            if event & select.EPOLLOUT:
                reader.file.send(self.request)
                reader.sent = time.time()
                self.late_s = max(self.late_s, reader.sent - reader.came)
                self.poll.modify(reader.file, select.EPOLLIN)
                return
            data = reader.file.recv(1 << 18)
        except OSError:
            data = b""
        if data and not reader.take(data, time.time()):
            return
        if reader.got < reader.length or reader.length < 0:
            reader.status = 0
        self.done.append(reader)
        del self.waiting[reader.file.fileno()]
        reader.file.close()


if __name__ == "__main__":
    _name, file_name, port_given, path_given, *numbers = sys.argv
    # A server that is late has thousands of readers waiting.
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    crowd = Readers(int(port_given), path_given, *map(float, numbers))
    crowd.run()
    used = resource.getrusage(resource.RUSAGE_SELF)
    found = {
        "cpu_s": used.ru_utime + used.ru_stime,
        "late_s": crowd.late_s,
        "readers": [[one.came, one.sent, one.answered, one.status] for one in crowd.done],
    }
    Path(file_name).write_text(json.dumps(found))
