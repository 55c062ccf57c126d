"""How much an exchange says may be asked of it, as Binance's exchangeInfo states it."""

from typing import TypeGuard

_SECONDS = {"SECOND": 1, "MINUTE": 60}
WEIGHT, ORDERS = "REQUEST_WEIGHT", "ORDERS"


def stated_limit(exchange_info: object, kind: str, seconds: float) -> float | None:
    """How much of a kind may be used in so many seconds; None where the answer does not say."""
    limits = exchange_info.get("rateLimits", []) if isinstance(exchange_info, dict) else []
    for limit in limits if isinstance(limits, list) else []:
        if isinstance(limit, dict) and limit.get("rateLimitType") == kind:
            allowed, number = limit.get("limit"), limit.get("intervalNum", 1)
            unit = _SECONDS.get(str(limit.get("interval")))
            if unit is not None and _is_count(allowed) and _is_count(number):
                return allowed * seconds / (number * unit)
    return None


def _is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and value > 0
