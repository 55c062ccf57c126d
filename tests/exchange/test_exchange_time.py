"""The exchange's time between two measurements, and when clocks jump."""

from datetime import UTC, datetime, timedelta

from bot.exchange.exchange_time import ExchangeTime

START = datetime(2025, 1, 1, tzinfo=UTC)


class Machine:
    """A monotonic clock and an exchange, both set by hand; each round trip takes two seconds."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.exchange = START
        self.asked = 0

    def monotonic(self) -> float:
        return self.seconds

    def ask(self) -> int:
        self.asked += 1
        self.seconds += 2.0
        return int(self.exchange.timestamp() * 1000)


def test_the_answer_counts_for_the_middle_of_the_round_trip_and_runs_on() -> None:
    machine = Machine()
    clock = ExchangeTime(machine.ask, machine.monotonic)
    clock.measure()
    assert clock.now() == START + timedelta(seconds=1)
    machine.seconds += 3600
    assert clock.now() == START + timedelta(seconds=3601)
    assert machine.asked == 1


def test_it_is_measured_on_first_use_and_again_when_told() -> None:
    machine = Machine()
    clock = ExchangeTime(machine.ask, machine.monotonic)
    assert clock.now() == START + timedelta(seconds=1)
    machine.exchange = START + timedelta(days=1)
    clock.measure()
    assert clock.now() == START + timedelta(days=1, seconds=1)


def test_a_measurement_a_little_earlier_holds_the_time_still() -> None:
    machine = Machine()
    clock = ExchangeTime(machine.ask, machine.monotonic)
    before = clock.now()
    machine.exchange = START - timedelta(seconds=30)
    clock.measure()
    assert clock.now() == before
    machine.seconds += 60
    assert clock.now() > before


def test_one_answer_far_in_the_future_does_not_stay() -> None:
    machine = Machine()
    clock = ExchangeTime(machine.ask, machine.monotonic)
    machine.exchange = START + timedelta(hours=5)
    assert clock.now() == START + timedelta(hours=5, seconds=1)
    machine.exchange = START
    clock.measure()
    assert clock.now() == START + timedelta(seconds=1)
