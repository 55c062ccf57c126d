"""An exchange whose time passes faster, as in a rehearsal, and one whose clock was set anew."""

import math
from datetime import UTC, datetime

import pytest

from bot.exchange.exchange_time import ExchangeTime

START = datetime(2025, 1, 1, tzinfo=UTC)


class FastExchange:
    """An exchange whose time passes `rate` times as fast; a round trip takes 2 ms."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self.seconds = 500.0
        self.set_forward = 0.0
        self.clock = ExchangeTime(self.ask, lambda: self.seconds)

    def ask(self) -> int:
        self.seconds += 0.001
        answer = self.time
        self.seconds += 0.001
        return int(answer * 1000)

    @property
    def time(self) -> float:
        return START.timestamp() + self.rate * (self.seconds - 500.0) + self.set_forward

    def measure_after(self, seconds: float) -> float:
        self.seconds += seconds
        self.clock.measure()
        return self.clock.error

    def off_by(self) -> float:
        return abs((self.clock.now() - datetime.fromtimestamp(self.time, UTC)).total_seconds())


def test_before_the_first_measurement_the_clock_may_be_wrong_by_anything() -> None:
    assert FastExchange(1.0).clock.error == math.inf


def test_an_exchange_in_real_time_is_off_by_half_a_round_trip_at_most() -> None:
    exchange = FastExchange(1.0)
    for _ in range(5):
        assert exchange.measure_after(10.0) == pytest.approx(0.001, abs=0.001)
    exchange.seconds += 3600
    assert exchange.off_by() < 0.002


@pytest.mark.parametrize("rate", [60.0, 2.0, 1000.0, 0.5])
def test_another_pace_is_learned_from_two_stretches_and_carried_on(rate: float) -> None:
    exchange = FastExchange(rate)
    exchange.measure_after(0.0)
    between = exchange.measure_after(3.0)
    assert between == pytest.approx(3.0 * abs(rate - 1), rel=0.02)  # nobody can know it yet
    for _ in range(4):
        exchange.measure_after(3.0)
    assert exchange.clock.error < 0.02
    exchange.seconds += 3.0
    assert exchange.off_by() < 0.02 * rate


def test_the_pace_of_a_rehearsal_is_learned_at_short_intervals_too() -> None:
    exchange = FastExchange(60.0)
    for _ in range(6):
        exchange.measure_after(0.3)
    assert exchange.clock.error < 0.05


def test_measurements_too_near_each_other_tell_no_pace_but_the_next_far_one_does() -> None:
    exchange = FastExchange(60.0)
    exchange.measure_after(0.0)
    for _ in range(3):
        exchange.measure_after(3.0)
        exchange.measure_after(0.0)
        exchange.measure_after(0.0)
    assert exchange.clock.error < 0.01


def test_a_clock_that_is_set_anew_is_wrong_until_it_is_measured_again_and_no_pace() -> None:
    exchange = FastExchange(1.0)
    exchange.measure_after(0.0)
    exchange.measure_after(10.0)
    exchange.set_forward = 3600.0
    assert exchange.measure_after(10.0) == pytest.approx(3600.0, abs=0.01)
    assert exchange.measure_after(10.0) < 0.01
    exchange.seconds += 60
    assert exchange.off_by() < 0.002


def test_a_stamp_never_stays_ahead_of_an_exchange_that_turned_out_to_be_earlier() -> None:
    exchange = FastExchange(1.0)
    before = exchange.clock.now()
    exchange.set_forward = -30.0
    exchange.measure_after(1.0)
    assert exchange.clock.now() == before
    assert abs(exchange.clock.stamp() / 1000 - exchange.time) < 0.002


def test_a_time_that_strayed_is_asked_for_once_more_in_the_same_cycle() -> None:
    exchange = FastExchange(60.0)
    exchange.clock.advance()
    exchange.seconds += 0.3
    exchange.clock.advance()
    assert exchange.clock.error < 0.2
    assert exchange.off_by() < 0.2
