"""What clients hold by their fills, now and over time."""

from decimal import Decimal
from typing import Any


def position_changes(truth: dict[str, Any], symbol: str) -> list[tuple[int, Decimal]]:
    """Times in milliseconds and changes of the position, fees in the base asset included.

    `symbol` by the exchange's name. Fills of orders that other hands placed do not count.
    """
    base = truth["symbols"][symbol]["base"]
    outside = {order["id"] for order in truth["orders"] if order["origin"] != "client"}
    return [
        (fill["time"], _change(fill, base))
        for fill in truth["fills"]
        if fill["symbol"] == symbol and fill["order_id"] not in outside
    ]


def positions(truth: dict[str, Any]) -> dict[str, Decimal]:
    """What clients hold of every symbol, by its fills alone."""
    return {
        symbol: sum((change for _, change in position_changes(truth, symbol)), Decimal(0))
        for symbol in truth["symbols"]
    }


def _change(fill: dict[str, Any], base: str) -> Decimal:
    quantity = Decimal(fill["quantity"]) * (1 if fill["side"] == "BUY" else -1)
    fee = Decimal(fill["commission"]) if fill["commission_asset"] == base else Decimal(0)
    return quantity - fee
