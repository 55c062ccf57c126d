"""Numbers and times as Binance writes them, exactly."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 7_258_118_400_000


def plain(value: Decimal) -> str:
    """A positive number as an exchange reads it: digits and a point, no exponent, nothing rounded.

    ValueError for any other number.
    """
    if not value.is_finite() or value <= 0:
        raise ValueError(f"need a number above 0 in an order, was {value}")
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(text: Any) -> Decimal:
    """A number of at least 0 that was sent as text; ValueError for anything else."""
    if not isinstance(text, str):
        raise ValueError(f"a number is no text but {type(text).__name__}")
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ValueError("a text is no number") from None
    if not value.is_finite() or value < 0:
        raise ValueError(f"a number is {value}")
    return value


def above_zero(text: Any) -> Decimal | None:
    """The number; None where it is 0 or absent, as with the price of a market order."""
    return None if text is None else number(text) or None


def whole(value: Any) -> int:
    """A whole number of at least 0; ValueError for anything else."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"need a whole number, was {type(value).__name__}")
    return value


def moment(milliseconds: Any) -> datetime:
    """A time since 1970, before 2200; ValueError for anything else."""
    if whole(milliseconds) >= _LATEST:
        raise ValueError("a time is later than the year 2200")
    return _EPOCH + timedelta(milliseconds=milliseconds)


def words(value: Any) -> str:
    """A text that is not empty; ValueError for anything else."""
    if not isinstance(value, str) or not value:
        raise ValueError(f"need a text, was {type(value).__name__}")
    return value
