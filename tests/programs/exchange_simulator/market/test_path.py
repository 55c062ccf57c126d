"""The way that a price takes through its candles, and candles of other lengths made of them."""

from decimal import Decimal
from itertools import pairwise

import orjson
from hypothesis import given
from hypothesis import strategies as st

from bot.programs.exchange_simulator.market import SimulatedMarket
from bot.programs.exchange_simulator.market.candles import listed_candles
from tests.support.simulated_exchange import FIRST_OPEN, MINUTE

D = Decimal


def market(*rows) -> SimulatedMarket:
    return SimulatedMarket({"BTC/USDT": listed_candles("1m", FIRST_OPEN, rows)}, FIRST_OPEN)


def price(where: SimulatedMarket, seconds: float) -> Decimal:
    return where.price("BTCUSDT", FIRST_OPEN + round(seconds * 1000))


def klines(where: SimulatedMarket, interval: str, seconds: float, limit: int = 500) -> list:
    now = FIRST_OPEN + round(seconds * 1000)
    return orjson.loads(where.klines("BTCUSDT", interval).rows(now, limit, None, None))


def test_a_rising_candle_goes_to_its_low_first():
    rising = market((100, 130, 70, 110, 6))
    assert [price(rising, each) for each in (0, 10, 20, 30, 40, 50)] == [
        D(100),
        D(85),
        D(70),
        D(100),
        D(130),
        D(120),
    ]
    assert price(rising, 60) == D(110)


def test_a_falling_candle_goes_to_its_high_first():
    falling = market((100, 130, 70, 90, 6))
    assert [price(falling, each) for each in (20, 40, 50)] == [D(130), D(70), D(80)]


def test_between_candles_it_jumps_to_the_open_and_in_a_gap_it_stands():
    strip = listed_candles("1m", FIRST_OPEN, [(100, 100, 100, 100, 1)])
    strip.append((120, 120, 120, 120, 1), FIRST_OPEN + 5 * MINUTE)
    gap = SimulatedMarket({"BTC/USDT": strip}, FIRST_OPEN)
    assert [price(gap, each) for each in (30, 60, 299.999, 300)] == [100, 100, 100, 120]
    legs = list(gap.legs("BTCUSDT", FIRST_OPEN + MINUTE, FIRST_OPEN + 6 * MINUTE))
    assert (legs[0].begin, legs[0].finish, legs[0].start) == (
        FIRST_OPEN + 300_000,
        FIRST_OPEN + 300_000,
        D(120),
    )


def test_prices_are_on_the_tick():
    odd = market((100, 100, 100, 100.01, 1))
    assert odd.rules["BTCUSDT"].tick == D("0.01")
    assert all(price(odd, each) % D("0.01") == 0 for each in range(60))


def test_a_closed_candle_is_shown_as_it_is_and_the_running_one_as_far_as_it_went():
    rows = market((100, 130, 70, 110, 6), (110, 120, 100, 115, 9))
    closed, running = klines(rows, "1m", 80)
    assert closed[:7] == [
        FIRST_OPEN,
        "100.00000000",
        "130.00000000",
        "70.00000000",
        "110.00000000",
        "6.00000000",
        FIRST_OPEN + MINUTE - 1,
    ]
    assert running[1:6] == [
        "110.00000000",
        "110.00000000",
        "100.00000000",
        "100.00000000",
        "3.00000000",
    ]


def test_longer_candles_are_made_of_the_base_ones():
    first = FIRST_OPEN - FIRST_OPEN % (5 * MINUTE)
    strip = listed_candles(
        "1m", first, [(each, each + 2, each - 2, each + 1, 1) for each in range(100, 110)]
    )
    five = SimulatedMarket({"BTC/USDT": strip}, FIRST_OPEN).klines("BTCUSDT", "5m")
    rows = orjson.loads(five.rows(first + 10 * MINUTE, 10, None, None))
    assert [row[0] for row in rows] == [first, first + 5 * MINUTE]
    assert rows[0][1:6] == [
        "100.00000000",
        "106.00000000",
        "98.00000000",
        "105.00000000",
        "5.00000000",
    ]


def test_start_end_and_limit_choose_as_the_documents_say():
    where = market(*[(100, 100, 100, 100, 1)] * 10)

    def opens(limit: int, start: int | None, end: int | None) -> list[int]:
        now = FIRST_OPEN + 10 * MINUTE
        rows = orjson.loads(where.klines("BTCUSDT", "1m").rows(now, limit, start, end))
        return [(row[0] - FIRST_OPEN) // MINUTE for row in rows]

    assert opens(3, None, None) == [7, 8, 9]
    assert opens(3, FIRST_OPEN + 2 * MINUTE, None) == [2, 3, 4]
    assert opens(3, None, FIRST_OPEN + 4 * MINUTE) == [2, 3, 4]
    assert opens(9, FIRST_OPEN + 2 * MINUTE, FIRST_OPEN + 3 * MINUTE) == [2, 3]


prices = st.integers(100, 150)
rows = st.builds(
    lambda a, b, c, d: (a, max(a, b, c, d), min(a, b, c, d), d, 1), prices, prices, prices, prices
)


@given(st.lists(rows, min_size=1, max_size=4), st.integers(0, 200_000), st.integers(1, 100_000))
def test_the_legs_lead_from_one_price_to_the_next(candles, begin, length):
    where = market(*candles)
    begin = FIRST_OPEN + min(begin, len(candles) * MINUTE - 1)
    finish = min(begin + length, FIRST_OPEN + len(candles) * MINUTE)
    legs = list(where.legs("BTCUSDT", begin, finish))
    assert where.price("BTCUSDT", begin) == round(legs[0].price(D(max(begin, legs[0].begin))), 2)
    assert where.price("BTCUSDT", finish) == round(
        legs[-1].price(D(min(finish, legs[-1].finish))), 2
    )
    for earlier, later in pairwise(legs):
        assert earlier.finish == later.begin


@given(st.lists(rows, min_size=1, max_size=4))
def test_the_price_touches_every_price_of_a_candle_and_no_other(candles):
    where = market(*candles)
    seen = [price(where, each) for each in range(0, 60 * len(candles), 20)]
    for number, (_, high, low, _, _) in enumerate(candles):
        legs = [
            leg
            for leg in where.legs("BTCUSDT", FIRST_OPEN - 1, FIRST_OPEN + len(candles) * MINUTE)
            if FIRST_OPEN + number * MINUTE <= leg.begin < FIRST_OPEN + (number + 1) * MINUTE
        ]
        reached = [each for leg in legs for each in (leg.start, leg.end)]
        assert (max(reached), min(reached)) == (high, low)
        assert all(low <= each <= high for each in seen[3 * number : 3 * number + 3])
