"""When nothing is entered because of what is scheduled."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arrays import nanoseconds
from bot.candles import CandleArrays
from bot.decide import observe
from bot.domain import AssetType, DecisionPolicy, Impact
from bot.domain.calendar import EntryBlackout, ScheduledEvent
from bot.domain.errors import ConfigError

TWO = datetime(2024, 5, 1, 14, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FOMC = ScheduledEvent(name="FOMC rate decision", at=TWO, impact=Impact.CRITICAL)
RULE = EntryBlackout(events=(FOMC,), before_minutes=30, after_minutes=60)


def test_nothing_is_entered_from_before_an_event_to_after_it_with_both_ends():
    why = "no entry from 2024-05-01 13:30 to 15:00 UTC: FOMC rate decision at 14:00"
    assert RULE.at(TWO - 30 * MINUTE) == RULE.at(TWO) == RULE.at(TWO + 60 * MINUTE) == why
    assert RULE.at(TWO - 31 * MINUTE) is None
    assert RULE.at(TWO + 61 * MINUTE) is None


def test_a_span_over_midnight_says_its_days():
    late = replace(RULE, events=(replace(FOMC, at=datetime(2024, 5, 2, 0, 10, tzinfo=UTC)),))
    assert late.at(late.events[0].at) == (
        "no entry from 2024-05-01 23:40 to 2024-05-02 01:10 UTC: "
        "FOMC rate decision at 2024-05-02 00:10"
    )


def test_without_minutes_there_is_no_rule():
    off = EntryBlackout(events=(FOMC,))
    assert not off.is_on
    assert off.at(TWO) is None


@pytest.mark.parametrize(
    ("concerns", "is_its_own"),
    [
        (("*",), True),
        (("crypto",), True),
        (("BTC/USDT",), True),
        (("BTC",), True),
        (("NVDA", "equity"), False),
    ],
)
def test_an_event_concerns_symbols_asset_types_or_all(concerns, is_its_own):
    rule = replace(RULE, events=(replace(FOMC, concerns=concerns),))
    own = rule.of_market({"BTC/USDT", "BTC"}, AssetType.CRYPTO)
    assert bool(own.events) == is_its_own


@pytest.mark.parametrize("impact", Impact)
def test_only_events_of_high_impact_and_more_hold_entries_up(impact):
    rule = replace(RULE, events=(replace(FOMC, impact=impact),))
    own = rule.of_market((), AssetType.CRYPTO)
    assert bool(own.events) == (impact in (Impact.HIGH, Impact.CRITICAL))


def test_the_next_event_is_the_first_still_to_come():
    later = replace(FOMC, name="CPI", at=TWO + timedelta(days=9))
    rule = replace(RULE, events=(later, FOMC))
    assert rule.next_after(TWO) == FOMC
    assert rule.next_after(TWO + MINUTE) == later
    assert rule.next_after(later.at + MINUTE) is None


@pytest.mark.parametrize("minutes", [-1, 10_081, float("nan"), True])
def test_minutes_beyond_reason_are_refused(minutes):
    with pytest.raises(ConfigError, match="before_minutes"):
        EntryBlackout(before_minutes=minutes)


events = st.lists(st.integers(-300, 900), max_size=6).map(
    lambda minutes: tuple(replace(FOMC, at=TWO + m * MINUTE) for m in minutes)
)


@given(events, st.integers(0, 90), st.integers(0, 90))
def test_a_backtest_withholds_at_exactly_the_closes_that_live_does(scheduled, before, after):
    rule = EntryBlackout(events=scheduled, before_minutes=before, after_minutes=after)
    opened = [TWO + 15 * n * MINUTE for n in range(40)]
    prices = np.full(40, 100.0)
    candles = CandleArrays(
        open_time=np.array([nanoseconds(moment) for moment in opened], np.int64),
        candle_ns=nanoseconds(TWO + 15 * MINUTE) - nanoseconds(TWO),
        open=prices,
        high=prices,
        low=prices,
        close=prices,
        volume=prices,
    )
    rows = observe(candles, DecisionPolicy(), symbol="BTC/USDT", blackout=rule).blackout
    live = [rule.at(moment + 15 * MINUTE) is not None for moment in opened]
    assert (rows is None and not any(live)) or rows.tolist() == live
