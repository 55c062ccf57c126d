"""All orders and order lists of the account, and which of them are open."""

from collections.abc import Iterable

from bot.programs.exchange_simulator.matching.order import Order, OrderList
from bot.programs.exchange_simulator.matching.refusal import Refusal, rejected


class OrderBook:
    """Orders by id, in the order in which they came; the newest with a client id is found by it."""

    def __init__(self) -> None:
        self.orders: dict[int, Order] = {}
        self.lists: dict[int, OrderList] = {}
        self._open: dict[str, dict[int, Order]] = {}
        self._by_client_id: dict[str, Order] = {}

    def add(self, order: Order) -> None:
        """Take an open order in."""
        self.orders[order.id] = order
        self._open.setdefault(order.symbol, {})[order.id] = order
        self._by_client_id[order.client_id] = order

    def close(self, order: Order) -> None:
        """Take an order off the open ones."""
        self._open[order.symbol].pop(order.id, None)

    def open(self, symbol: str | None = None) -> list[Order]:
        """Open orders of one symbol or of all, the oldest first."""
        if symbol is not None:
            return list(self._open.get(symbol, {}).values())
        orders = [order for each in self._open.values() for order in each.values()]
        return sorted(orders, key=lambda order: order.id)

    def symbols_with_orders(self) -> list[str]:
        """Symbols on which orders are open."""
        return [symbol for symbol, orders in self._open.items() if orders]

    def open_lists(self, symbol: str | None = None) -> list[OrderList]:
        """Open order lists of one symbol or of all, the oldest first."""
        ids = {order.list_id for order in self.open(symbol)}
        return [self.lists[each] for each in sorted(ids) if each in self.lists]

    def list_of(self, order: Order) -> OrderList | None:
        """The list that the order belongs to."""
        return self.lists.get(order.list_id)

    def find(self, symbol: str, order_id: int | None, client_id: str | None) -> Order | None:
        """The order by its id, whose client id must fit, or else the newest by client id."""
        order = self._by_client_id.get(client_id or "")
        if order_id is not None:
            order = self.orders.get(order_id)
            if order is not None and client_id not in (None, order.client_id):
                return None
        return order if order is not None and order.symbol == symbol else None

    def find_list(self, list_id: int | None, client_id: str | None) -> OrderList | None:
        """The order list by its id, or else the newest by its client id."""
        if list_id is not None:
            return self.lists.get(list_id)
        fitting = [each for each in self.lists.values() if each.client_id == client_id]
        return fitting[-1] if fitting else None

    def refuse_duplicates(self, client_ids: Iterable[str | None]) -> None:
        """A client id is unique among the open orders."""
        asked = [each for each in client_ids if each is not None]
        used = [each for each in asked if self._is_open(each)]
        if used or len(set(asked)) < len(asked):
            raise rejected("Duplicate order sent.")

    def _is_open(self, client_id: str) -> bool:
        order = self._by_client_id.get(client_id)
        return order is not None and order.status.is_open


def unknown_order() -> Refusal:
    """A cancel of an order that is not open."""
    return Refusal(-2011, "Unknown order sent.")
