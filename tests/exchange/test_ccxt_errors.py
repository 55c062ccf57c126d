"""Every error of ccxt is one of ours."""

import inspect

import pytest
from ccxt.base import errors as ccxt_errors

from bot.domain.errors import (
    ExchangeError,
    ExchangeUnavailable,
    MarketDataError,
    RateLimited,
    TradingLabError,
)
from bot.exchange.ccxt_errors import GARBLED, translate

ALL = [kind for _, kind in inspect.getmembers(ccxt_errors, inspect.isclass)]
# Written out by hand, so that a class that ccxt adds or moves is noticed and judged.
RATE = {"DDoSProtection", "RateLimitExceeded"}
TEMPORARY = {
    "OperationFailed",
    "NetworkError",
    "ExchangeNotAvailable",
    "OnMaintenance",
    "InvalidNonce",
    "ChecksumError",
    "RequestTimeout",
    "BadResponse",
    "NullResponse",
    "CancelPending",
}


def expected(name: str) -> type[TradingLabError]:
    if name in RATE:
        return RateLimited
    if name in TEMPORARY:
        return ExchangeUnavailable
    return MarketDataError if name == "BadSymbol" else ExchangeError


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_every_class_of_ccxt_is_translated(kind: type[Exception]) -> None:
    ours = translate(kind("binance GET https://host/api?signature=abc\n{oops}"), "binance")
    assert type(ours) is expected(kind.__name__)
    assert str(ours).startswith("binance ")
    assert "signature" not in str(ours)
    assert "\n" not in str(ours)


def test_the_whole_hierarchy_was_walked() -> None:
    assert len(ALL) >= 40
    assert {kind.__name__ for kind in ALL} >= RATE | TEMPORARY | {"BadSymbol"}


@pytest.mark.parametrize("kind", GARBLED)
def test_an_answer_in_an_unexpected_shape_is_unavailable(kind: type[Exception]) -> None:
    assert type(translate(kind("x"), "kraken")) is ExchangeUnavailable
