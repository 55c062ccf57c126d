"""Streams end at once when the process is asked to: a server waits for open answers."""

import asyncio
import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextlib.contextmanager
def tell_of_end(end: Callable[[], None]) -> Iterator[None]:
    """Call `end` in the running loop with the first signal, before the server's own handler.

    The server sets its handlers before an app starts, and waits for every answer before it tells
    the app of the end; a stream would keep it waiting. Outside the main thread nothing is changed.
    """
    loop = asyncio.get_running_loop()
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _SIGNALS}

    def handle(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(end)
        then = before[signal.Signals(number)]
        if callable(then):
            then(number, frame)
        elif then is signal.SIG_DFL:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)

    for number in _SIGNALS:
        signal.signal(number, handle)
    try:
        yield
    finally:
        for number, handler in before.items():
            if signal.getsignal(number) is handle:
                signal.signal(number, handler)
