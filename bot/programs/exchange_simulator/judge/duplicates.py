"""Whether a client ordered twice what it meant to order once."""

from collections.abc import Callable
from typing import Any


def same(client_id: str) -> str:
    """The intent of an order where every client id is its own."""
    return client_id


def duplicates(truth: dict[str, Any], intent_of: Callable[[str], str | None] = same) -> list[str]:
    """Intents for which clients placed more than one order, in the order of their first ones.

    `intent_of` reads the intent out of a client order id; None leaves the order out. Orders of
    other hands do not count.
    """
    counts: dict[str, int] = {}
    for order in truth["orders"]:
        intent = intent_of(order["client_id"]) if order["origin"] == "client" else None
        if intent is not None:
            counts[intent] = counts.get(intent, 0) + 1
    return [intent for intent, count in counts.items() if count > 1]
