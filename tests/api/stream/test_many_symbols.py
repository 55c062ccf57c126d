"""Two hundred symbols that decide at once: every client is told of each, and stays."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from api.app import create_app
from api.stream.batch import INSIDE, MOST_BYTES
from api.stream.listener import MOST_WAITING_BYTES
from api.stream.newer import TooMuchMissed
from api.stream.place import Place
from bot.domain import CurrentMacroEvents
from tests.support.memory import MemoryVolume
from tests.support.small_volume import HOUR, NOON, write_volume

SYMBOLS = [f"C{number}X/USDT" for number in range(200)]
PATIENCE_SECONDS = 30.0


class NoEvents:
    def current(self):
        return CurrentMacroEvents(events=(), problems=(), problems_are_new=False)


def decide(volume, hour):
    """One decision of every symbol, at the same time."""
    for symbol in SYMBOLS:
        write_volume(volume, symbol=symbol, candles=1, heartbeat=NOON + hour * HOUR)


@pytest.fixture
def volume():
    """Every symbol has a past of its own, so that a place is as long as it can be."""
    volume = MemoryVolume()
    for number, symbol in enumerate(SYMBOLS):
        write_volume(volume, symbol=symbol, candles=9, heartbeat=NOON - number * HOUR)
    return volume


def live_over(volume):
    later = NOON + timedelta(seconds=3)
    return create_app(volume, NoEvents, now=lambda: later).state.stream


async def told_until(chunks, is_enough, text=b""):
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not is_enough(text):
            text += await anext(chunks)
    return text


def events(text):
    """Name, id in force and data of each."""
    told, own_id = [], ""
    for part in text.decode().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in part.splitlines() if ": " in line)
        own_id = fields.get("id", own_id)
        if "event" in fields:
            told.append((fields["event"], own_id, fields["data"]))
    return told


def signals(told):
    return Counter(data for name, _, data in told if name == "signal")


async def coming_back(live, last_id):
    """What a client is told that comes back with an id."""
    listener = await live.listen(None, last_id)
    told = await told_until(listener.chunks(), lambda text: b"event: hello" in text)
    live.leave(listener)
    return events(told)


def test_every_decision_is_told_once_to_a_client_that_stays(volume):
    async def run():
        live = live_over(volume)
        listener = await live.listen(None, None)
        chunks = listener.chunks()
        told = await told_until(chunks, lambda text: b"event: status" in text)
        decide(volume, 1)  # all of it before the next look
        told = await told_until(chunks, lambda text: text.count(b"event: signal") >= 200, told)
        is_over = listener.is_over
        inside = next(own_id for name, own_id, _ in events(told) if name == "signal")
        last = [own_id for name, own_id, _ in events(told) if name == "signal"][-1]
        hello = events(told)[0][1]
        again = {own_id: await coming_back(live, own_id) for own_id in (inside, last, hello)}
        live.leave(listener)
        return told, is_over, (inside, last, hello), again

    told, is_over, (inside, last, hello), again = asyncio.run(run())
    assert not is_over
    assert len(told) < MOST_WAITING_BYTES / 2
    assert set(signals(events(told)).values()) == {1}
    assert len(signals(events(told))) == 200
    assert inside == INSIDE
    assert again[inside][0][0] == "reset"
    assert signals(again[last]) == {}
    assert signals(again[hello]) == signals(events(told))
    assert "reset" not in {name for name, _, _ in again[hello]}


def test_no_batch_is_more_than_may_wait_for_a_client():
    longest_id = 8_000  # of two hundred symbols
    assert MOST_BYTES + longest_id < MOST_WAITING_BYTES


@pytest.mark.parametrize("hours", [4, 6])  # too many bytes, too many records
def test_more_than_a_client_may_hold_is_a_reset(volume, hours):
    live = live_over(volume)
    hello = asyncio.run(coming_back(live, None))[0][1]
    for hour in range(1, hours + 1):
        decide(volume, hour)
    back = asyncio.run(coming_back(live_over(volume), hello))
    assert back[0][0] == "reset"
    assert signals(back) == {}
    with pytest.raises(TooMuchMissed):
        live._teller.newer(None, live._teller.accounts(), Place.of_text(hello))
