"""The bridge between the window's thread and the others: what takes time is done there, what is shown is shown here."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

Result = TypeVar("Result")
Failed = Callable[[Exception], None]


class Background(QObject):
    """One writer, one reader and one carrier of files, each a thread, and the four signals that cross the house.

    Every callback and every signal runs on the window's thread. A callback whose widget is gone is not called.
    """

    changed = Signal(object)  # app.core.changes.Changes
    failed = Signal(object)  # Exception: Unavailable belongs in the state line, anything else is a bug
    exchange = Signal(object)  # app.sync.state.ExchangeState
    relay = Signal(object)  # app.sync.state.RelayState
    _here = Signal(object)  # a call to make on the window's thread

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, "writer")
        self._reader = ThreadPoolExecutor(1, "reader")
        self._carrier = ThreadPoolExecutor(1, "carrier")
        self._closed = False
        self._here.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def read(self, work: Callable[[], Result], then: Callable[[Result], Any], failed: Failed | None = None) -> None:
        """Do `work` on the reader's thread, then give its value to `then` (or its error to `failed`)."""
        self._start(self._reader, work, then, failed)

    def write(
        self, work: Callable[[], Result], then: Callable[[Result], Any] | None = None, failed: Failed | None = None
    ) -> None:
        """Do `work` on the writer's thread, one write after another."""
        self._start(self._writer, work, then, failed)

    def carry(
        self, work: Callable[[], Result], then: Callable[[Result], Any] | None = None, failed: Failed | None = None
    ) -> None:
        """Do `work` on the thread of files: a slow share or key holds back neither a list nor an entry."""
        self._start(self._carrier, work, then, failed)

    def tell_changed(self, changes: object) -> None:
        """Emit `changed` on the window's thread. May be called from any thread."""
        self._here.emit(partial(self.changed.emit, changes))

    def tell_exchange(self, state: object) -> None:
        """Emit `exchange` on the window's thread. May be called from any thread."""
        self._here.emit(partial(self.exchange.emit, state))

    def tell_relay(self, state: object) -> None:
        """Emit `relay` on the window's thread. May be called from any thread."""
        self._here.emit(partial(self.relay.emit, state))

    def tell_failed(self, error: Exception) -> None:
        """Emit `failed` on the window's thread. May be called from any thread."""
        self._here.emit(partial(self.failed.emit, error))

    def close(self) -> None:
        """Finish the writes under way; forget the reads."""
        self._closed = True
        self._reader.shutdown(wait=True, cancel_futures=True)
        self._carrier.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)

    def _start(
        self,
        executor: ThreadPoolExecutor,
        work: Callable[[], Result],
        then: Callable[[Result], Any] | None,
        failed: Failed | None,
    ) -> None:
        if self._closed:
            return
        future = executor.submit(work)
        future.add_done_callback(lambda done: self._here.emit(partial(self._settle, done, then, failed)))

    def _settle(self, done: "Future[Any]", then: Callable[[Any], Any] | None, failed: Failed | None) -> None:
        try:
            result = done.result()
        except CancelledError:
            return
        except Exception as error:
            if failed is None:
                self.failed.emit(error)
            elif _alive(failed):
                failed(error)
            return
        if then is not None and _alive(then):
            then(result)

    def _call(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()


def _alive(callback: Callable[..., Any]) -> bool:
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
