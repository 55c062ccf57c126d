"""Trades as columns say what the trades as values say."""

from bot.arrays import rfc3339_texts
from bot.backtesting import Backtester
from bot.domain import DecisionPolicy, StrategyConfig
from bot.reports.backtest.trade_rows import trade_rows
from tests.support.candles import random_walk
from tests.support.trade_documents import trade_dict


def test_each_row_is_the_dict_of_its_trade():
    config = StrategyConfig(ema_fast=5, ema_slow=12, allow_short=True)
    frame = random_walk(500, seed=4, deviation=0.01)
    result = Backtester(config, DecisionPolicy(min_confidence=0.2)).run(frame)
    opened = result.decisions.candles.open_time
    rows = trade_rows(result.trade_records, opened, config.symbol, result.decided_at, result.course)
    assert len(rows) > 5
    assert rows == [trade_dict(trade) for trade in result.trades]


def test_texts_of_moments_have_a_fraction_only_where_there_is_one():
    opened = random_walk(2).index.as_unit("ns").asi8
    assert rfc3339_texts(opened[:1]) == ["2024-01-01T00:00:00Z"]
    assert rfc3339_texts(opened[:1] + 500_000_000) == ["2024-01-01T00:00:00.500000Z"]
