"""A source that symbols share tells its time once in a round of their cycles."""

from datetime import UTC, datetime

import pytest

from bot.domain import Round
from bot.domain.errors import ExchangeUnavailable
from bot.market_data import SharedSource


class Exchange:
    """A source that counts how often its time was measured."""

    def __init__(self) -> None:
        self.measured = 0
        self.is_away = False

    def now(self) -> datetime:
        return datetime(2024, 1, 1, tzinfo=UTC)

    def advance(self) -> None:
        if self.is_away:
            raise ExchangeUnavailable("away")
        self.measured += 1

    def fetch_ohlcv(self, symbol, timeframe, limit):
        return symbol, timeframe, limit


def sources(exchange: Exchange, *symbols: str) -> list[SharedSource]:
    of_all = Round()
    return [SharedSource(exchange, symbol, of_all) for symbol in symbols]


def test_the_time_is_measured_once_in_a_round():
    exchange = Exchange()
    all_of_them = sources(exchange, "BTC/USDT", "ETH/USDT", "SOL/USDT")
    for count in (1, 2, 3):
        for source in all_of_them:
            source.advance()
        assert exchange.measured == count


def test_a_symbol_alone_measures_it_in_every_cycle():
    exchange = Exchange()
    (source,) = sources(exchange, "BTC/USDT")
    for count in (1, 2, 3):
        source.advance()
        assert exchange.measured == count


def test_where_it_could_not_be_measured_the_next_symbol_tries():
    exchange = Exchange()
    first, second, third = sources(exchange, "BTC/USDT", "ETH/USDT", "SOL/USDT")
    exchange.is_away = True
    with pytest.raises(ExchangeUnavailable):
        first.advance()
    exchange.is_away = False
    second.advance()
    third.advance()
    assert exchange.measured == 1


def test_a_time_in_doubt_is_measured_again_by_the_next_symbol():
    exchange, of_all = Exchange(), Round()
    doubts = [False, True, False]
    for symbol, is_in_doubt in zip(("BTC/USDT", "ETH/USDT", "SOL/USDT"), doubts, strict=True):
        SharedSource(exchange, symbol, of_all, lambda doubt=is_in_doubt: doubt).advance()
    assert exchange.measured == 2


def test_candles_and_time_are_those_of_the_source():
    exchange = Exchange()
    (source,) = sources(exchange, "BTC/USDT")
    assert source.fetch_ohlcv("BTC/USDT", "1h", 5) == ("BTC/USDT", "1h", 5)
    assert source.now() == exchange.now()
