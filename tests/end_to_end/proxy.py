"""A bad line between a workstation and its server: it forwards, holds a request, swallows an answer,
alters it, or cuts either at any byte."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit


class Line:
    """Forwards to `target`. `swallow` is called once the server has answered: then the connection is cut instead."""

    def __init__(self, target: str):
        parts = urlsplit(target)
        self._to = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.swallowing = b""  # requests that begin with this lose their answer
        self.swallowed = threading.Event()
        self.holding = b""  # requests that begin with this wait until `released`
        self.held, self.released = threading.Event(), threading.Event()
        self.cutting = b"", 0, 0  # of requests that begin with this, so many bytes pass, and so many of the answer
        self.altering = b"", b""  # what is replaced in answers, and by what: as many bytes
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(self._to)
        except OSError:
            near.close()
            return
        cut, begun = threading.Event(), threading.Event()
        forth_left, back_left = 0, 0

        def back() -> None:
            nonlocal back_left
            try:
                while data := far.recv(65536):
                    if begun.is_set():
                        near.sendall(data[:back_left])
                        back_left -= len(data)
                        if back_left <= 0:
                            break
                        continue
                    if cut.is_set():
                        self.swallowed.set()
                        break
                    near.sendall(data.replace(*self.altering) if self.altering[0] else data)
            except OSError:
                pass
            finally:
                _end(near, far)

        threading.Thread(target=back, daemon=True).start()
        try:
            while data := near.recv(65536):
                if self.swallowing and data.startswith(self.swallowing):
                    cut.set()
                if self.holding and data.startswith(self.holding):
                    self.held.set()
                    self.released.wait()
                if not begun.is_set() and self.cutting[0] and data.startswith(self.cutting[0]):
                    _, forth_left, back_left = self.cutting
                    begun.set()
                if begun.is_set():
                    far.sendall(data[:forth_left])
                    forth_left -= len(data)
                    if forth_left <= 0:
                        break
                    continue
                far.sendall(data)
        except OSError:
            pass
        finally:
            if not cut.is_set():
                _end(near, far)

    def close(self) -> None:
        self.released.set()
        self._listening.close()


def _end(*sockets: socket.socket) -> None:
    for one in sockets:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()


@contextmanager
def bad_line(target: str) -> Iterator[Line]:
    line = Line(target)
    try:
        yield line
    finally:
        line.close()
