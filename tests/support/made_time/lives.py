"""A bot to whom time passes only where it waits, asks, or looks at a clock.

Clocks, waiting, chance and the end of a program are the system's; here those that the bot uses are
made, so that a bot with the same order does the same, to the function called last before it is
killed.
"""

import http.client
import json
import os
import queue
import random
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import time_machine

from tests.support.made_time.time_file import MadeTime

EPOCH = 1_700_000_000.0
"""The wall clock's time where none has passed, in seconds since 1970."""
TIME_FILE = "time"
"""Where the time is made, in the folder of a run."""
_LOOK_SECONDS = 0.00001
"""What passes where somebody looks at a clock, so that no two moments are one."""
_real_monotonic, _real_sleep, _real_urandom = time.monotonic, time.sleep, os.urandom
_receive, _send_head = socket.socket.recv_into, http.client.HTTPConnection.putrequest


class Life:
    """A bot from its start to its end, as its order tells.

    A `kill` is {"seconds", "requests", "calls"}: with one of the first two reached, it is killed so
    many function calls and returns later. Without one it is asked to end once the time is over, or
    `most_seconds` have passed. What is chance to it is drawn from the `seed`.
    """

    def __init__(self, made: MadeTime, order: dict[str, Any]) -> None:
        self._made = made
        self._order = order
        self._chance = random.Random(order["seed"])
        self._is_asking = self._is_doomed = self._is_asked_to_end = False
        self._told = made.seconds
        self._wall = time_machine.travel(EPOCH + self._told, tick=False).start()

    def monotonic(self) -> float:
        """The time of the machine in seconds; while a request is under way it is the exchange that
        lets time pass.
        """
        if not self._is_asking:
            self.wait(_LOOK_SECONDS)
        return self._told

    def wait(self, seconds: float) -> None:
        """Let time pass, and what is due in it happen."""
        self._is_asking = False
        self._made.let_pass(max(seconds, 0.0))
        self.look()

    def look(self) -> None:
        """Take notice of the time that has passed, here or at the exchange."""
        now = self._made.seconds
        self._wall.shift(now - self._told)
        self._told = now
        kill = self._order.get("kill")
        if kill is not None:
            count = kill["requests"]
            if now >= kill["seconds"] or (count is not None and self._made.requests >= count):
                self._doom(kill["calls"])
        elif self._made.is_over or now >= self._order["most_seconds"]:
            self._ask_to_end()

    def ask(self) -> None:
        """Take notice of a request that is about to go out."""
        self._made.requests += 1
        self._made.is_unanswered = False
        self.look()
        self._is_asking = True

    def receive(self, connection: socket.socket, *arguments: Any) -> int:
        """What came; TimeoutError where it is known that nothing will."""
        counting = sys.getprofile()
        sys.setprofile(None)  # how often one looks until something is there is chance
        while not (is_there := select.select([connection], [], [], 0.02)[0]):
            if self._made.is_unanswered:
                break
        sys.setprofile(counting)
        self._is_asking = False
        self.look()
        if not is_there:
            raise TimeoutError("timed out")
        return _receive(connection, *arguments)

    def chance(self, count: int) -> bytes:
        """So many bytes that nobody can guess, but the seed can draw again."""
        return self._chance.randbytes(count)

    def _doom(self, calls: int) -> None:
        """kill -9 once so many functions were called or left."""
        if self._is_doomed:
            return
        self._is_doomed = True
        left = calls

        def count(frame: FrameType, event: str, argument: object) -> None:
            nonlocal left
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(count)

    def _ask_to_end(self) -> None:
        if not self._is_asked_to_end:
            self._is_asked_to_end = True
            signal.raise_signal(signal.SIGTERM)


_life: Life | None = None


class _WaitingQueue(queue.SimpleQueue[Any]):
    """Whoever waits for something to come in, waits in the time that is made."""

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        if _life is None or timeout is None:
            return super().get(block, timeout)
        _life.wait(timeout)
        return super().get(block=False)


def _monotonic() -> float:
    return _real_monotonic() if _life is None else _life.monotonic()


def _sleep(seconds: float) -> None:
    if _life is None:
        _real_sleep(seconds)
    else:
        _life.wait(seconds)


def _urandom(count: int) -> bytes:
    return _real_urandom(count) if _life is None else _life.chance(count)


def _receive_into(connection: socket.socket, *arguments: Any) -> int:
    receive: Callable[..., int] = _receive if _life is None else _life.receive
    return receive(connection, *arguments)


def _put_request(connection: http.client.HTTPConnection, *arguments: Any, **named: Any) -> None:
    if _life is not None:
        _life.ask()
    _send_head(connection, *arguments, **named)


def take_over() -> None:
    """Put our clocks, waiting and chance in the place of the system's, before anybody takes them.

    Nothing changes until a life begins.
    """
    time.monotonic, time.sleep = _monotonic, _sleep
    os.urandom = random._urandom = _urandom
    queue.SimpleQueue = _WaitingQueue
    socket.socket.recv_into = _receive_into
    http.client.HTTPConnection.putrequest = _put_request


def begin() -> None:
    """A bot's life begins in this process: in the folder LIFE_IN, as LIFE says."""
    global _life
    os.chdir(os.environ["LIFE_IN"])  # and a data folder below it: long paths take more calls
    _life = Life(MadeTime(Path(TIME_FILE)), json.loads(os.environ["LIFE"]))
