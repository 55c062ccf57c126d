"""The ledger of looks: when one is due, how strict it is, and what a year costs in all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import ConfigError
from bot.optimizer.promotion.looks import LEAST_APART, SHARES, YEAR, Look, LookLedger

START = datetime(2024, 1, 1, tzinfo=UTC)


def days(number):
    return START + timedelta(days=number)


def spent_at(*numbers):
    ledger = LookLedger()
    for number in numbers:
        ledger = ledger.spent(ledger.due(days(number), 0.05))
    return ledger


def test_a_year_that_begins_before_the_last_one_ended_is_refused():
    first = Look(at=datetime(2024, 1, 1, tzinfo=UTC), number=1, threshold=0.05)
    with pytest.raises(ConfigError, match="a look 1 a year after the one before"):
        LookLedger(looks=(first, replace(first, at=first.at + timedelta(days=364))))
    LookLedger(looks=(first, replace(first, at=first.at + timedelta(days=365))))


def test_the_first_look_is_due_at_once_and_spends_alpha():
    look = LookLedger().due(START, 0.05)
    assert (look.number, look.threshold) == (1, 0.05)


@pytest.mark.parametrize(("before", "due"), [((0,), 14), ((0, 14), 30), ((0, 14, 30), 60)])
def test_later_looks_wait_in_candle_time_and_spend_a_fifth(before, due):
    ledger = spent_at(*before)
    assert ledger.next_due(days(before[-1])) == days(due)
    assert ledger.due(days(due) - timedelta(hours=1), 0.05) is None
    look = ledger.due(days(due), 0.05)
    assert (look.number, look.threshold) == (len(before) + 1, pytest.approx(0.01))


def test_a_late_look_keeps_its_distance_to_the_next():
    assert spent_at(0, 29).next_due(days(29)) == days(43)


def test_after_six_looks_the_year_is_over_and_a_new_one_begins_anew():
    ledger = spent_at(0, 14, 30, 60, 120, 240)
    assert ledger.next_due(days(240)) == START + YEAR
    assert ledger.due(days(364), 0.05) is None
    look = ledger.due(days(400), 0.05)
    assert (look.number, look.threshold) == (1, 0.05)
    assert ledger.spent(look).next_due(days(400)) == days(414)


def test_the_same_candles_and_older_ones_are_looked_at_once():
    ledger = spent_at(0)
    assert ledger.due(START, 0.05) is None
    assert ledger.due(days(-30), 0.05) is None


@given(st.lists(st.integers(1, 90 * 24), max_size=60))
def test_no_year_ever_spends_more_than_twice_alpha_however_often_one_asks(hours):
    ledger, now = LookLedger(), START
    for wait in hours:
        now += timedelta(hours=wait)
        look = ledger.due(now, 0.05)
        ledger = ledger if look is None else ledger.spent(look)
    for first in (look for look in ledger.looks if look.number == 1):
        year = [look for look in ledger.looks if first.at <= look.at < first.at + YEAR]
        assert sum(look.threshold for look in year) <= 0.1 + 1e-12
        assert len(year) <= len(SHARES)
        apart = [b.at - a.at for a, b in pairwise(year)]
        assert all(gap >= LEAST_APART for gap in apart)


def look(number, at=START):
    return Look(at=at, number=number, threshold=0.05)


@pytest.mark.parametrize(
    "looks",
    [
        (look(2),),
        (look(1), look(3, days(20))),
        (look(1, days(20)), look(2)),
        (look(1), look(1)),
    ],
)
def test_a_ledger_with_a_gap_or_out_of_order_is_refused(looks):
    with pytest.raises(ConfigError):
        LookLedger(looks=looks)


@pytest.mark.parametrize(
    "values",
    [
        {"at": datetime(2024, 1, 1)},  # noqa: DTZ001 - the zone is what is missing
        {"at": datetime(2300, 1, 1, tzinfo=UTC)},
        {"number": 7},
        {"number": 0},
        {"threshold": 0.0},
        {"threshold": float("nan")},
    ],
)
def test_what_no_look_can_be_is_refused(values):
    with pytest.raises(ConfigError):
        Look(**{"at": START, "number": 1, "threshold": 0.05, **values})
