"""How a decision is named, and how a changed candle shows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.domain import Candle
from tests.support.records import signal

CANDLE = Candle(
    open_time=datetime(2024, 1, 1, tzinfo=UTC), open=1.0, high=2.0, low=0.5, close=1.5, volume=3.0
)


def test_a_decision_is_named_by_its_symbol_and_the_open_time_of_its_candle():
    assert signal(13).id == "BTC/USDT@2024-01-01T12:00:00Z"


def test_the_name_does_not_depend_on_the_zone_that_the_time_is_told_in():
    there = timezone(timedelta(hours=9))
    moved = replace(signal(13), candle_time=signal(13).candle_time.astimezone(there))
    assert moved.id == signal(13).id


@pytest.mark.parametrize("name", ["open", "high", "low", "close", "volume"])
def test_the_smallest_change_of_a_candle_changes_its_fingerprint(name):
    changed = replace(CANDLE, **{name: getattr(CANDLE, name) * (1 + 1e-15)})
    assert changed.fingerprint != CANDLE.fingerprint


def test_a_candle_of_another_time_has_another_fingerprint():
    later = replace(CANDLE, open_time=CANDLE.open_time + timedelta(minutes=1))
    assert later.fingerprint != CANDLE.fingerprint
    assert replace(CANDLE, open=1).fingerprint == CANDLE.fingerprint
