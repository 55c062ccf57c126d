"""A request to end is heard at whatever instruction the signal comes."""

import signal
import threading
import time
from collections.abc import Iterator

import pytest

from bot.command_line import EndRequest

ROUNDS = 400


@pytest.fixture
def at_alarm() -> Iterator[list[EndRequest]]:
    """The request in the list is made by the handler of SIGALRM."""
    requests: list[EndRequest] = []
    before = signal.signal(signal.SIGALRM, lambda *_: requests[-1].make())
    yield requests
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.timeout(60)
def test_a_signal_in_the_middle_of_a_look_or_a_wait_is_heard(at_alarm: list[EndRequest]) -> None:
    """With threading.Event this waits without end in one of a few rounds."""
    for k in range(ROUNDS):
        end = EndRequest()
        at_alarm.append(end)
        signal.setitimer(signal.ITIMER_REAL, 0.0005 + 0.00001 * (k % 37))
        while not end.wait(0.00001):
            assert not end.is_made or end.wait(0.0)
        assert end.is_made


def test_a_wait_ends_with_its_time_and_begins_no_new_one_once_the_end_is_asked_for() -> None:
    end = EndRequest()
    assert not end.wait(0.001)
    end.make()
    begun = time.monotonic()
    assert end.wait(30)
    assert end.wait()
    assert time.monotonic() - begun < 10


def test_a_thread_that_asks_wakes_the_one_that_waits() -> None:
    end = EndRequest()
    threading.Timer(0.05, end.make).start()
    assert end.wait(30)


def test_a_signal_that_the_system_hands_to_another_thread_is_heard(
    at_alarm: list[EndRequest],
) -> None:
    """Its handler runs in the main thread all the same, which nothing wakes."""
    end = EndRequest()
    at_alarm.append(end)
    is_over = threading.Event()
    other = threading.Thread(target=is_over.wait)
    other.start()
    assert other.ident is not None
    threading.Timer(0.2, signal.pthread_kill, (other.ident, signal.SIGALRM)).start()
    begun = time.monotonic()
    try:
        assert end.wait(30)
        assert time.monotonic() - begun < 15
    finally:
        is_over.set()
        other.join()
