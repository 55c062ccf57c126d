"""The stories of orders: a fold over the lines of each."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.domain import JournalKind, JournalLine, rfc3339
from bot.domain.orders import OrderStory
from bot.trading.orders.book.order_book import OrderBook
from bot.trading.orders.book.order_record import OrderRecord

MOST_STORIES = 512
"""How many stories wait to be kept at most; every cycle keeps what has ended."""
_ANSWERS = (JournalKind.REPORT, JournalKind.REJECTED, JournalKind.UNKNOWN)


class Stories:
    """Collects the lines of each order until it ends; `ended` are the stories of those that did."""

    def __init__(self) -> None:
        self._open: dict[str, list[JournalLine]] = {}
        self.ended: deque[OrderStory] = deque(maxlen=MOST_STORIES)

    def after(self, line: JournalLine, book: OrderBook) -> None:
        """With one more line, which `book` has taken in."""
        touched = [
            order
            for order in book.orders.values()
            if line.client_id in (order.client_id, order.sent_as)
        ]
        if line.kind is JournalKind.INTENT:
            self._open |= {order.client_id: [] for order in touched}
        for order in touched:
            lines = self._open.get(order.client_id)
            if lines is None:
                continue
            lines.append(line)
            if order.is_settled:
                self.ended.append(order_story(order, lines))
                del self._open[order.client_id]


def order_story(order: OrderRecord, lines: Sequence[JournalLine]) -> OrderStory:
    """The story that the lines of one order tell, oldest first; the first is its intent."""
    first, fills = lines[0], [line for line in lines if line.kind is JournalKind.FILL]
    symbol, price = first.symbol or "", _mean_price(fills)
    return OrderStory(
        client_id=order.client_id,
        venue_order_id=order.venue_order_id,
        symbol=symbol,
        signal_id=f"{symbol}@{first.details['candle']}",
        purpose=order.purpose,
        side=order.side,
        exit_reason=order.exit_reason,
        state=order.state,
        intended_at=first.at,
        ended_at=lines[-1].at,
        quantity=float(order.quantity),
        filled=float(order.executed),
        decided_price=float(order.price),
        price=None if price is None else float(price),
        slippage_pct=None if price is None else _slippage_pct(order, price),
        fees=float(sum(_fee(line) for line in fills)),
        requests=tuple(_requests(lines)),
        states=tuple(_states(lines)),
        fills=tuple(_fill(line) for line in fills),
    )


def _mean_price(fills: Iterable[JournalLine]) -> Decimal | None:
    parts = [(Decimal(f.details["quantity"]), Decimal(f.details["price"])) for f in fills]
    whole = sum(quantity for quantity, _ in parts)
    return sum(quantity * price for quantity, price in parts) / whole if whole else None


def _slippage_pct(order: OrderRecord, price: Decimal) -> float:
    return float(order.side.sign * (price - order.price) / order.price * 100)


def _fee(line: JournalLine) -> Decimal:
    return Decimal(line.details["fee"]) * Decimal(line.details["rate"])


def _requests(lines: Sequence[JournalLine]) -> list[dict[str, Any]]:
    """Each request with what came of it: the first answer after it."""
    requests: list[dict[str, Any]] = []
    for line in lines:
        if line.kind is JournalKind.REQUEST:
            requests.append({"at": rfc3339(line.at), "action": line.details["action"]})
        elif requests and line.kind in _ANSWERS and "answer" not in requests[-1]:
            requests[-1]["answer"] = str(line.details.get("state", line.kind))
            requests[-1] |= {"reason": line.details["reason"]} if "reason" in line.details else {}
    return requests


def _states(lines: Iterable[JournalLine]) -> list[dict[str, Any]]:
    states: list[dict[str, Any]] = []
    for line in lines:
        state = _state(line)
        if state is not None and (not states or states[-1]["state"] != state):
            states.append({"at": rfc3339(line.at), "state": state})
    return states


def _state(line: JournalLine) -> str | None:
    """The state that a line brings its order into; None where it brings it into none."""
    if line.details.get("action") == "cancel":
        return None
    return {
        JournalKind.INTENT: "intended",
        JournalKind.REQUEST: "sent",
        JournalKind.UNKNOWN: "unknown",
        JournalKind.REJECTED: "rejected",
        JournalKind.REPORT: line.details.get("state"),
    }.get(line.kind)


def _fill(line: JournalLine) -> Mapping[str, Any]:
    names = ("at", "trade_id", "quantity", "price", "fee", "fee_asset")
    return {name: line.details[name] for name in names}
