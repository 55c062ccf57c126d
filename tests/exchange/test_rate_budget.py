"""What may be asked in a minute, and the time in which nothing may be."""

from datetime import UTC, datetime, timedelta

import hypothesis.strategies as st
from hypothesis import given

from bot.exchange.rate_budget import RateBudget
from bot.exchange.silence import Silence

NOW = datetime(2025, 1, 1, tzinfo=UTC)


def sent_at_once(budget: RateBudget, weight: int, *, urgent: bool) -> int:
    sent = 0
    while budget.wait(weight, urgent=urgent) == 0:
        budget.spend(weight)
        sent += 1
    return sent


def test_questions_may_burst_up_to_four_fifths_and_orders_have_the_rest() -> None:
    budget = RateBudget(100, lambda: 0.0)
    assert sent_at_once(budget, 10, urgent=False) == 8
    assert budget.wait(10, urgent=False) == 60.0
    assert sent_at_once(budget, 1, urgent=True) == 20


def test_what_was_spent_comes_back_a_minute_later() -> None:
    seconds = 0.0
    budget = RateBudget(100, lambda: seconds)
    budget.spend(50)
    seconds = 20.0
    budget.spend(30)
    assert budget.wait(50, urgent=False) == 40.0
    assert budget.wait(51, urgent=False) == 60.0
    seconds = 60.0
    assert budget.wait(50, urgent=False) == 0.0


def test_what_others_used_at_the_same_address_counts() -> None:
    budget = RateBudget(100, lambda: 0.0)
    budget.spend(10)
    budget.correct(75)
    assert budget.wait(5, urgent=False) == 0.0
    assert budget.wait(6, urgent=False) == 60.0
    budget.correct(3)  # the exchange's minute began anew: ours did not
    assert budget.wait(6, urgent=False) == 60.0


@given(
    pauses=st.lists(st.tuples(st.floats(0, 30), st.integers(1, 40)), max_size=60),
    begin=st.floats(0, 60),
)
def test_in_no_minute_of_the_exchange_more_is_asked_than_it_allows(
    pauses: list[tuple[float, int]], begin: float
) -> None:
    seconds = 0.0
    budget = RateBudget(100, lambda: seconds)
    sent = []
    for pause, weight in pauses:
        seconds += pause
        seconds += budget.wait(weight, urgent=False)
        budget.spend(weight)
        sent.append((seconds, weight))
    last = sent[-1][0] if sent else 0.0
    minutes = [begin + 60 * n for n in range(int(last // 60) + 1)]
    for minute in minutes:
        assert sum(w for at, w in sent if minute <= at < minute + 59.999) <= 80


def silence(until: datetime | None, told: list[datetime], seconds: list[float]) -> Silence:
    return Silence(
        until, wall_clock=lambda: NOW, monotonic=lambda: seconds[0], on_silence=told.append
    )


def test_a_silence_is_told_in_a_form_that_holds_after_a_restart() -> None:
    told: list[datetime] = []
    seconds = [1000.0]
    first = silence(None, told, seconds)
    assert first.left <= 0
    first.begin(30.0)
    assert told == [NOW + timedelta(seconds=30)]
    restarted = silence(told[0], [], seconds)
    assert restarted.left == 30.0
    seconds[0] += 31
    assert restarted.left < 0


def test_a_shorter_silence_does_not_end_a_longer_one() -> None:
    told: list[datetime] = []
    quiet = silence(None, told, [0.0])
    quiet.begin(120.0)
    quiet.begin(1.0)
    assert quiet.left == 120.0
    assert told[-1] == NOW + timedelta(seconds=120)


def test_a_wall_clock_that_was_set_back_does_not_silence_for_years() -> None:
    assert silence(NOW + timedelta(days=3000), [], [0.0]).left == 3 * 86_400
