"""Paging: the newest closed candles, whatever is missing among them."""

import hypothesis.strategies as st
from hypothesis import given

from bot.exchange.candle_pages import PAGE, Row, newest_candles

LENGTH = 60


def pages(opens: list[int], asked: list[int] | None = None, cap: int = PAGE):  # type: ignore[no-untyped-def]
    def fetch(since: int, limit: int) -> list[Row]:
        if asked is not None:
            asked.append(since)
        return [[time, 1.0] for time in opens if time >= since][: min(limit, cap)]

    return fetch


def opens_of(rows: list[Row]) -> list[int]:
    return [row[0] for row in rows]


def test_a_long_history_is_read_in_pages_without_asking_twice() -> None:
    opens = list(range(0, 5000 * LENGTH, LENGTH))
    asked: list[int] = []
    rows = newest_candles(pages(opens, asked), now=5000 * LENGTH, length=LENGTH, limit=2500)
    assert opens_of(rows) == opens[-2500:]
    assert len(asked) == 3


def test_the_running_candle_is_left_out_until_the_moment_it_closes() -> None:
    opens = [0, 60, 120]
    for now, closed in ((179, [0, 60]), (180, [0, 60, 120])):
        rows = newest_candles(pages(opens), now=now, length=LENGTH, limit=10)
        assert opens_of(rows) == closed


def test_older_candles_take_the_place_of_missing_ones() -> None:
    opens = [n * LENGTH for n in range(3000) if not 2000 <= n < 2900]
    rows = newest_candles(pages(opens), now=3000 * LENGTH, length=LENGTH, limit=500)
    assert opens_of(rows) == opens[-500:]


def test_a_market_that_began_lately_is_read_whole_with_a_few_requests() -> None:
    opens = [n * LENGTH for n in range(90_000, 90_100)]
    asked: list[int] = []
    rows = newest_candles(pages(opens, asked), now=90_100 * LENGTH, length=LENGTH, limit=500)
    assert opens_of(rows) == opens
    assert len(asked) <= 4


def test_an_exchange_with_smaller_pages_is_read_just_as_well() -> None:
    opens = list(range(0, 2000 * LENGTH, LENGTH))
    rows = newest_candles(pages(opens, cap=300), now=2000 * LENGTH, length=LENGTH, limit=1500)
    assert opens_of(rows) == opens[-1500:]


@given(
    numbers=st.sets(st.integers(0, 400)),
    offset=st.integers(0, LENGTH - 1),
    now=st.integers(0, 450 * LENGTH),
    limit=st.integers(1, 50),
    cap=st.integers(1, 60),
)
def test_it_is_always_the_newest_closed_candles(
    numbers: set[int], offset: int, now: int, limit: int, cap: int
) -> None:
    opens = sorted(number * LENGTH + offset for number in numbers)
    rows = newest_candles(pages(opens, cap=cap), now=now, length=LENGTH, limit=limit)
    closed = [time for time in opens if time + LENGTH <= now]
    assert opens_of(rows) == closed[-limit:]
