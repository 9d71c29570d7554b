"""A server on loopback that does as it is told, bytes and all: the other side at its worst.

A path is answered by a function that is handed the connection and writes to it what it will; what was asked stands in
`asked`, head and all.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Answer = bytes | Callable[[socket.socket], None]


def ok(body: bytes, kind: str = "text/html; charset=utf-8", *more: str) -> bytes:
    return answer(200, body, f"Content-Type: {kind}", *more)


def answer(status: int, body: bytes = b"", *headers: str) -> bytes:
    head = "".join(f"{h}\r\n" for h in (*headers, f"Content-Length: {len(body)}"))
    return f"HTTP/1.1 {status} x\r\n{head}\r\n".encode() + body


def leads_to(where: str, status: int = 302) -> bytes:
    return answer(status, b"", f"Location: {where}")


class Misbehaving:
    """Answers each path as `answers` says, 404 otherwise."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[str], bytes]] = {}
        self.by_head: Callable[[str, str], bytes | None] | None = None
        self.asked: list[str] = []
        self.heads: list[str] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.over = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def place(self) -> tuple[str, int]:
        return "127.0.0.1", self.port

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def _serve(self) -> None:
        while not self.over.is_set():
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(line,), daemon=True).start()

    def _one(self, line: socket.socket) -> None:
        try:
            head = b""
            while b"\r\n\r\n" not in head:
                got = line.recv(65_536)
                if not got:
                    return
                head += got
            told = head.decode("latin-1")
            path = told.split(" ")[1]
            self.heads.append(told)
            self.asked.append(path)
            answer_to = self.by_head(path, told) if self.by_head else None
            found = answer_to if answer_to is not None else self.answers.get(path, answer(404))
            if callable(found):
                found(line)
            else:
                line.sendall(found)
        except OSError:
            pass
        finally:
            line.close()

    def close(self) -> None:
        self.over.set()
        self._listening.close()


@contextmanager
def misbehaving() -> Iterator[Misbehaving]:
    made = Misbehaving()
    try:
        yield made
    finally:
        made.close()


class Hurrying:
    """A clock that is so many seconds later whenever it is read: what would take a minute is over at once."""

    def __init__(self, step: float) -> None:
        self.at = 0.0
        self.step = step

    def __call__(self) -> float:
        self.at += self.step
        return self.at
