"""What every error says of an order that was being sent."""

import inspect
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import ccxt
import pytest
from ccxt.base import errors as ccxt_errors

from bot.domain.errors import (
    ExchangeUnavailable,
    OrderRefused,
    OutcomeUnknown,
    RateLimited,
    Refusal,
    TradingLabError,
)
from bot.exchange.binance_codes import refusal_of
from bot.exchange.ccxt_errors import GARBLED
from bot.exchange.ccxt_outcomes import outcome
from bot.exchange.last_answer import Answer

ALL = {
    name: kind
    for name, kind in inspect.getmembers(ccxt_errors, inspect.isclass)
    if issubclass(kind, ccxt_errors.BaseError)
}
# Written out by hand, so that a class that ccxt adds or moves is noticed and judged.
REFUSED = {
    "AuthenticationError": Refusal.PERMISSION,
    "PermissionDenied": Refusal.PERMISSION,
    "AccountNotEnabled": Refusal.PERMISSION,
    "AccountSuspended": Refusal.PERMISSION,
    "ManualInteractionNeeded": Refusal.PERMISSION,
    "RestrictedLocation": Refusal.PERMISSION,
    "ArgumentsRequired": Refusal.OTHER,
    "BadRequest": Refusal.OTHER,
    "BadSymbol": Refusal.OTHER,
    "OperationRejected": Refusal.OTHER,
    "NoChange": Refusal.OTHER,
    "MarginModeAlreadySet": Refusal.OTHER,
    "MarketClosed": Refusal.OTHER,
    "InvalidAddress": Refusal.OTHER,
    "AddressPending": Refusal.OTHER,
    "InvalidOrder": Refusal.OTHER,
    "OrderNotFillable": Refusal.OTHER,
    "ContractUnavailable": Refusal.OTHER,
    "InvalidProxySettings": Refusal.OTHER,
    "InsufficientFunds": Refusal.INSUFFICIENT_BALANCE,
    "OrderNotFound": Refusal.UNKNOWN_ORDER,
    "OrderImmediatelyFillable": Refusal.WOULD_TRIGGER,
    "DuplicateOrderId": Refusal.DUPLICATE_ID,
    "NotSupported": Refusal.NOT_SUPPORTED,
    "InvalidNonce": Refusal.CLOCK,
}
LIMITED = {"DDoSProtection", "RateLimitExceeded"}
UNKNOWN = {
    "BaseError",
    "ExchangeError",
    "OrderNotCached",
    "ExchangeClosedByUser",
    "OperationFailed",
    "NetworkError",
    "ExchangeNotAvailable",
    "OnMaintenance",
    "ChecksumError",
    "RequestTimeout",
    "BadResponse",
    "NullResponse",
    "CancelPending",
    "UnsubscribeError",
}


def last(answer: Answer | None = None, *, was_sent: bool = True) -> Any:
    code = None if answer is None else answer.code
    return SimpleNamespace(was_sent=was_sent, answer=answer, code=code)


def judged(error: Exception, answer: Answer | None = None, **named: Any) -> TradingLabError:
    return outcome(error, last(answer, **named), "binance", hidden=str)


def answered(status: int, code: int, sentence: str = "x") -> Answer:
    return Answer(status=status, headers={}, text=json.dumps({"code": code, "msg": sentence}))


def test_every_class_of_ccxt_is_judged_by_hand() -> None:
    assert set(ALL) == set(REFUSED) | LIMITED | UNKNOWN


@pytest.mark.parametrize("name", ALL)
def test_every_class_of_ccxt_is_a_refusal_or_leaves_the_end_unknown(name: str) -> None:
    error = judged(ALL[name]("binance POST https://host/api/v3/order?signature=abc\n{oops}"))
    if name in UNKNOWN:
        assert type(error) is OutcomeUnknown
    elif name in LIMITED:
        assert type(error) is RateLimited
    else:
        assert isinstance(error, OrderRefused)
        assert error.refusal is REFUSED[name]
    assert "signature" not in str(error)
    assert "\n" not in str(error)


@pytest.mark.parametrize("kind", GARBLED)
def test_an_answer_that_cannot_be_understood_leaves_the_end_unknown(kind: type[Exception]) -> None:
    assert type(judged(kind("x"))) is OutcomeUnknown


@pytest.mark.parametrize("name", sorted(set(ALL) - LIMITED))
def test_what_was_never_sent_was_refused_for_certain(name: str) -> None:
    assert isinstance(judged(ALL[name]("x"), was_sent=False), OrderRefused)


@pytest.mark.parametrize("code", [-1000, -1001, -1006, -1007, -1008, -1016, -1999, -9000])
def test_codes_of_faults_inside_and_codes_nobody_knows_leave_the_end_unknown(code: int) -> None:
    for kind in (ccxt.ExchangeError, ccxt.OperationFailed, ccxt.InvalidOrder):
        assert type(judged(kind("x"), answered(400, code))) is OutcomeUnknown


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_5xx_leaves_the_end_unknown_whatever_it_says(status: int) -> None:
    assert type(judged(ccxt.InsufficientFunds("x"), answered(status, -2010))) is OutcomeUnknown


@pytest.mark.parametrize(
    ("code", "sentence", "refusal"),
    [
        (-2010, "Duplicate order sent.", Refusal.DUPLICATE_ID),
        (
            -2010,
            "Account has insufficient balance for requested action.",
            Refusal.INSUFFICIENT_BALANCE,
        ),
        (-2010, "Order would trigger immediately.", Refusal.WOULD_TRIGGER),
        (-2010, "Order would immediately match and take.", Refusal.WOULD_TRIGGER),
        (
            -2010,
            "The relationship of the prices for the orders is not correct.",
            Refusal.WOULD_TRIGGER,
        ),
        (-2010, "Market is closed.", Refusal.OTHER),
        (-2010, "OCO orders are not supported for this symbol", Refusal.NOT_SUPPORTED),
        (-2010, "This action is disabled on this account.", Refusal.PERMISSION),
        (-2011, "Unknown order sent.", Refusal.UNKNOWN_ORDER),
        (-2013, "Order does not exist.", Refusal.UNKNOWN_ORDER),
        (-1013, "Filter failure: NOTIONAL", Refusal.FILTER),
        (-1013, "Filter failure: LOT_SIZE", Refusal.FILTER),
        (-1111, "Parameter 'quantity' has too much precision.", Refusal.FILTER),
        (-1021, "Timestamp for this request is outside of the recvWindow.", Refusal.CLOCK),
        (-1022, "Signature for this request is not valid.", Refusal.PERMISSION),
        (-2014, "API-key format invalid.", Refusal.PERMISSION),
        (-2015, "Invalid API-key, IP, or permissions for action.", Refusal.PERMISSION),
        (-1102, "A mandatory parameter was not sent.", Refusal.OTHER),
    ],
)
def test_a_code_says_why_even_where_ccxt_makes_a_plain_error_of_it(
    code: int, sentence: str, refusal: Refusal
) -> None:
    for kind in (ccxt.ExchangeError, ccxt.DDoSProtection, ccxt.NetworkError):
        error = judged(kind("x"), answered(400, code, sentence))
        if kind is ccxt.DDoSProtection and code not in (-2014, -2015, -1021):
            continue  # a 429: nothing arrived
        assert isinstance(error, OrderRefused)
        assert error.refusal is refusal


@pytest.mark.parametrize("code", [-1003, -1015])
def test_the_codes_of_the_rate_limit_are_a_silence(code: int) -> None:
    assert type(judged(ccxt.ExchangeError("x"), answered(400, code))) is RateLimited


def test_every_documented_code_is_judged(real_data: Path) -> None:
    """The unknown ones by hand: general faults, and what a REST order is never answered with."""
    folder = real_data / "exchange" / "binance_spot_docs"
    codes = {row["code"] for row in json.loads((folder / "error_codes.json").read_text())["codes"]}
    unknown = {code for code in codes if refusal_of(code, "x") is None}
    inside = {-1000, -1001, -1003, -1006, -1007, -1008, -1015, -1016}
    assert unknown - inside <= {-1010, -1033, -1034, -1035, -2021, -2022} | {
        code for code in codes if -2050 < code <= -2035
    }
    assert inside <= unknown


def test_the_bodies_tried_with_ccxt_mean_what_they_say(real_data: Path) -> None:
    path = real_data / "exchange" / "ccxt_derived" / "error_bodies_to_ccxt_exception.json"
    for case in json.loads(path.read_text()):
        body, status = case["body"], case["http_status"]
        text = body if isinstance(body, str) else json.dumps(body)
        error = judged(
            getattr(ccxt_errors, case["ccxt_exception_mro"][0])(text),
            Answer(status=status, headers={}, text=text),
        )
        if status in (418, 429):
            assert type(error) is RateLimited
        elif status >= 500:
            assert type(error) is OutcomeUnknown
        else:
            assert isinstance(error, OrderRefused)


def test_a_connection_that_was_never_opened_sent_nothing() -> None:
    refused = type("NewConnectionError", (Exception,), {})("no route")
    retries = Exception("Max retries exceeded with url: /api/v3/order?signature=abc")
    retries.reason = refused  # type: ignore[attr-defined]
    error = ccxt.NetworkError("binance POST")
    error.__cause__ = OSError(retries)
    judgement = judged(error)
    assert type(judgement) is ExchangeUnavailable
    assert "nothing was sent" in str(judgement)
