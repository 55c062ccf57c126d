"""What an error says of an order that was being sent: refused, never arrived, or unknown."""

from collections.abc import Callable, Iterator

from bot.domain.errors import (
    ExchangeUnavailable,
    OrderRefused,
    OutcomeUnknown,
    RateLimited,
    Refusal,
    TradingLabError,
)
from bot.exchange.binance_codes import refusal_of
from bot.exchange.ccxt_errors import translate, words_of
from bot.exchange.last_answer import LastAnswer

# By the name of ccxt's class: why it was refused, None where it may have been carried out. The
# nearest ancestor counts. Used where the answer names no code that `binance_codes` knows.
_REFUSALS: dict[str, Refusal | None] = {
    "BaseError": None,
    "ExchangeError": None,
    "AuthenticationError": Refusal.PERMISSION,
    "ArgumentsRequired": Refusal.OTHER,
    "BadRequest": Refusal.OTHER,
    "OperationRejected": Refusal.OTHER,
    "ManualInteractionNeeded": Refusal.PERMISSION,
    "RestrictedLocation": Refusal.PERMISSION,
    "InsufficientFunds": Refusal.INSUFFICIENT_BALANCE,
    "InvalidAddress": Refusal.OTHER,
    "InvalidOrder": Refusal.OTHER,
    "OrderNotFound": Refusal.UNKNOWN_ORDER,
    "OrderNotCached": None,
    "OrderImmediatelyFillable": Refusal.WOULD_TRIGGER,
    "DuplicateOrderId": Refusal.DUPLICATE_ID,
    "NotSupported": Refusal.NOT_SUPPORTED,
    "InvalidProxySettings": Refusal.OTHER,
    "ExchangeClosedByUser": None,
    "OperationFailed": None,
    "InvalidNonce": Refusal.CLOCK,
    "ChecksumError": None,
    "UnsubscribeError": None,
}
# Of urllib3: no connection was opened, so that nothing can have been sent.
_NEVER_OPENED = {"NewConnectionError", "ConnectTimeoutError"}
_FIRST_SERVER_FAULT = 500


def outcome(
    error: Exception, last: LastAnswer, exchange_id: str, *, hidden: Callable[[str], str]
) -> TradingLabError:
    """Our error for one that ended a `send`, `protect` or `cancel`, as the port `Venue` tells them.

    `last` is what was sent and answered. Whatever is not known to be certain is unknown.
    """
    question = translate(error, exchange_id, code=last.code, hidden=hidden)
    if isinstance(question, RateLimited):
        return question
    if last.was_sent and _never_opened(error):
        return ExchangeUnavailable(f"{exchange_id} cannot be reached: nothing was sent")
    words = words_of(error, hidden)
    refusal = _refusal(error, last)
    if refusal is None:
        return OutcomeUnknown(f"{exchange_id} may have done it or not: {words}")
    return OrderRefused(f"{exchange_id} refused ({refusal}): {words}", refusal)


def _refusal(error: Exception, last: LastAnswer) -> Refusal | None:
    names = (kind.__name__ for kind in type(error).__mro__)
    by_class = next((_REFUSALS[name] for name in names if name in _REFUSALS), None)
    if not last.was_sent:
        return by_class or Refusal.OTHER
    answer = last.answer
    if answer is not None and answer.status >= _FIRST_SERVER_FAULT:
        return None
    if answer is not None and answer.code is not None and answer.code < 0:
        return refusal_of(answer.code, answer.message)
    return by_class


def _never_opened(error: Exception) -> bool:
    return any(
        kind.__name__ in _NEVER_OPENED for cause in _causes(error) for kind in type(cause).__mro__
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """What the error came from: of requests, which hands urllib3's on as an argument."""
    cause = error.__cause__
    if cause is None:
        return
    yield cause
    for part in cause.args:
        if isinstance(part, BaseException):
            yield part
            reason = getattr(part, "reason", None)
            if isinstance(reason, BaseException):
                yield reason
