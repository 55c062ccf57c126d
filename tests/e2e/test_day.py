"""Some hours of real minutes on paper and as orders: both trade as the backtest, or say why not.

The whole day with 20 symbols is `make day`.
"""

import pytest

from benchmarks.cycles.many_symbols import ORDERS, PAPER
from tests.day.markets import day_markets
from tests.day.rehearsed_day import RehearsedDay, rehearsed_day
from tests.day.resources import Growth

SYMBOLS, CANDLES = 3, 120


@pytest.fixture
def day_in(real_data, tmp_path):
    def run(mode) -> RehearsedDay:
        markets = day_markets(real_data, SYMBOLS, CANDLES)
        return rehearsed_day(markets, tmp_path, CANDLES, mode)

    return run


def trades(day: RehearsedDay) -> int:
    return sum(report.bot_trades for report in day.reports.values())


@pytest.mark.e2e
def test_a_bot_on_paper_at_an_exchange_trades_as_the_backtest_does(day_in):
    day = day_in(PAPER)
    assert {report.candles for report in day.reports.values()} == {CANDLES}
    assert trades(day) > 3
    assert (day.differing, day.unexplained, day.orders) == (0, 0, 0)
    assert not Growth.of(day.held, warm_up=60).leaks


@pytest.mark.e2e
def test_a_bot_that_places_orders_differs_from_the_backtest_by_its_fills_alone(day_in):
    day = day_in(ORDERS)
    assert {report.candles for report in day.reports.values()} == {CANDLES}
    assert trades(day) > 3
    assert day.orders > day.fills > trades(day)
    assert day.differing > 0
    assert day.unexplained == 0
    assert not Growth.of(day.held, warm_up=60).leaks
