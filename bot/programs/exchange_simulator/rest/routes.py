"""Which endpoint does what, what it weighs, and whether it has to be signed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.programs.exchange_simulator.exchange import SimulatedExchange
from bot.programs.exchange_simulator.rest import account, public, trading
from bot.programs.exchange_simulator.rest.parameters import Parameters

Endpoint = Callable[[SimulatedExchange, Parameters], Any]


@dataclass(frozen=True, slots=True)
class Route:
    """An endpoint; `weight_of_all` counts where no symbol is named."""

    answer: Endpoint
    weight: int
    is_signed: bool
    weight_of_all: int | None = None

    def cost(self, values: dict[str, str]) -> int:
        """The weight of one request."""
        if self.weight_of_all is not None and "symbol" not in values:
            return self.weight_of_all
        return self.weight


ROUTES: dict[tuple[str, str], Route] = {
    ("GET", "/api/v3/ping"): Route(public.ping, 1, False),
    ("GET", "/api/v3/time"): Route(public.show_time, 1, False),
    ("GET", "/api/v3/exchangeInfo"): Route(public.show_rules, 20, False),
    ("GET", "/api/v3/klines"): Route(public.show_klines, 2, False),
    ("GET", "/api/v3/uiKlines"): Route(public.show_klines, 2, False),
    ("GET", "/api/v3/depth"): Route(public.show_depth, 5, False),
    ("GET", "/api/v3/avgPrice"): Route(public.show_average, 2, False),
    ("GET", "/api/v3/ticker/24hr"): Route(public.show_day, 2, False, 80),
    ("GET", "/api/v3/ticker/price"): Route(public.show_prices, 2, False, 4),
    ("GET", "/api/v3/ticker/bookTicker"): Route(public.show_best_prices, 2, False, 4),
    ("GET", "/sapi/v1/system/status"): Route(public.show_system_status, 1, False),
    ("POST", "/api/v3/order"): Route(trading.place_order, 1, True),
    ("GET", "/api/v3/order"): Route(trading.show_order, 4, True),
    ("DELETE", "/api/v3/order"): Route(trading.cancel_order, 1, True),
    ("POST", "/api/v3/order/test"): Route(trading.try_order, 1, True),
    ("GET", "/api/v3/openOrders"): Route(trading.show_open_orders, 6, True, 80),
    ("DELETE", "/api/v3/openOrders"): Route(trading.cancel_all, 1, True),
    ("GET", "/api/v3/allOrders"): Route(trading.show_all_orders, 20, True),
    ("POST", "/api/v3/orderList/oco"): Route(trading.place_list, 1, True),
    ("POST", "/api/v3/order/oco"): Route(trading.place_older_list, 1, True),
    ("GET", "/api/v3/orderList"): Route(trading.show_list, 4, True),
    ("DELETE", "/api/v3/orderList"): Route(trading.cancel_list, 1, True),
    ("GET", "/api/v3/openOrderList"): Route(trading.show_open_lists, 6, True),
    ("GET", "/api/v3/allOrderList"): Route(trading.show_all_lists, 20, True),
    ("GET", "/api/v3/account"): Route(account.show_account, 20, True),
    ("GET", "/api/v3/account/commission"): Route(account.show_commission, 20, True),
    ("GET", "/api/v3/myTrades"): Route(account.show_trades, 20, True),
    ("GET", "/api/v3/rateLimit/order"): Route(account.show_order_count, 40, True),
    ("GET", "/sapi/v1/account/apiRestrictions"): Route(account.show_rights, 1, True),
    ("GET", "/sapi/v1/asset/tradeFee"): Route(account.show_trade_fees, 1, True),
}
