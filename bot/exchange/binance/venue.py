"""Orders on one account at Binance spot."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.errors import ConfigError, ExchangeError, OrderRefused, Refusal
from bot.domain.orders import (
    Balance,
    KeyPermissions,
    MarketOrder,
    MarketRules,
    OrderReport,
    ProtectionOrder,
    Quote,
    VenueFill,
)
from bot.exchange.binance.answers import (
    balances_of,
    check_cancelled,
    fill_of,
    legs_of,
    may_trade,
    permissions_of,
    reading,
    report_of,
    rows_of,
)
from bot.exchange.binance.markets import Markets
from bot.exchange.binance.requests import market_order, pair, stop_alone
from bot.exchange.binance_codes import NO_SUCH_ORDER
from bot.exchange.ccxt_session import CcxtSession

_LEGS = 2  # a pair counts as two orders
_TRADES_AT_ONCE = 1000
_NOT_FOUND = 404
# Request weights of https://developers.binance.com, spot, REST API; an order weighs 1.
_ACCOUNT, _ORDER, _OPEN_ORDERS, _TRADES = 20, 4, 6, 5


class BinanceVenue:
    """The port `Venue` for Binance spot, its testnet, or what speaks its REST API.

    Raw requests by ccxt, which signs them: every number goes and comes as the text that it is.
    """

    def __init__(self, session: CcxtSession) -> None:
        """`session` has keys, and may be shared with an `ExchangeClient`. Nothing is sent yet.

        ConfigError where its exchange is another one.
        """
        if session.exchange.id != "binance":
            raise ConfigError(
                f"orders go to binance so far, was EXCHANGE_ID={session.exchange.id}:"
                " its candles can be traded on paper"
            )
        self._session = session
        self._ccxt: Any = session.exchange
        self._markets = Markets(session)

    @property
    def name(self) -> str:
        """The exchange, and whether it is its testnet."""
        return self._session.name

    @property
    def clock_error(self) -> float:
        """Seconds of the machine by which `now()` may be wrong."""
        return self._session.clock.error

    def now(self) -> datetime:
        """The exchange's time."""
        return self._session.clock.now()

    def advance(self) -> None:
        """Measure the exchange's time anew."""
        self._session.clock.advance()

    def rules(self, symbol: str) -> MarketRules:
        """Steps, limits and abilities of a market, from exchangeInfo."""
        return self._markets.rules(symbol)

    def reload_rules(self) -> None:
        """Ask for exchangeInfo anew."""
        self._markets.reload()

    def quote(self, symbol: str) -> Quote:
        """Best bid and ask now."""
        return self._markets.quote(symbol)

    def balances(self, *, urgent: bool = False) -> Mapping[str, Balance]:
        """Every asset that the account has any of."""
        asked = {"omitZeroBalances": "true"}
        request = reading(lambda: self._ccxt.private_get_account(asked), balances_of)
        return self._session.ask(request, weight=_ACCOUNT, urgent=urgent)

    def key_permissions(self) -> KeyPermissions:
        """What account and key may do; no testnet tells about withdrawals, nor a mirror."""
        account = reading(self._ccxt.private_get_account, may_trade)
        trade = self._session.ask(account, weight=_ACCOUNT)
        if self._session.is_sandbox:
            return KeyPermissions(trade=trade, withdraw=None)
        key = reading(self._ccxt.sapi_get_account_apirestrictions, permissions_of)
        try:
            permissions = self._session.ask(key, weight=1)
        except ExchangeError:
            if self._session.status != _NOT_FOUND:
                raise
            return KeyPermissions(trade=trade, withdraw=None)
        return replace(permissions, trade=permissions.trade and trade)

    def await_turn(self, orders: int) -> None:
        """Wait until so many orders may be placed after one another."""
        self._session.await_turn(orders)

    def send(self, order: MarketOrder) -> OrderReport:
        """Send a market order once, by its quantity."""
        if not self.rules(order.symbol).abilities.market_orders:
            raise _lacking(f"{self.name} takes no market orders of {order.symbol}")
        market_id = self._markets.id(order.symbol)
        request = _asked(market_order, order, market_id)
        return self._session.order(
            reading(
                lambda: self._ccxt.private_post_order(request),
                lambda answer: report_of(answer, order.symbol, market_id, order.client_id),
            ),
            places=1,
        )

    def protect(self, order: ProtectionOrder) -> Sequence[OrderReport]:
        """Let a stop, and a target beside it, rest: sent once as one pair."""
        abilities = self.rules(order.symbol).abilities
        if not abilities.stops or (order.target_price is not None and not abilities.pairs):
            raise _lacking(f"{self.name} takes no such protection of {order.symbol}")
        if order.side.sign > 0 and not abilities.shorts:
            raise _lacking(f"{self.name} holds no short positions to protect")
        market_id = self._markets.id(order.symbol)
        if order.target_price is None:
            request = _asked(stop_alone, order, market_id, abilities.stop_limits_only)
            return self._session.order(
                reading(
                    lambda: self._ccxt.private_post_order(request),
                    lambda answer: [report_of(answer, order.symbol, market_id, order.stop_id)],
                ),
                places=1,
            )
        request = _asked(pair, order, market_id, abilities.stop_limits_only)
        ids = {order.stop_id, order.target_id}
        return self._session.order(
            reading(
                lambda: self._ccxt.private_post_orderlist_oco(request),
                lambda answer: legs_of(answer, order.symbol, market_id, ids),
            ),
            places=_LEGS,
        )

    def cancel(self, symbol: str, client_id: str) -> None:
        """Cancel a resting order, the other leg of its pair with it."""
        asked = {"symbol": self._markets.id(symbol), "origClientOrderId": client_id}
        self._session.order(
            reading(
                lambda: self._ccxt.private_delete_order(asked),
                lambda answer: check_cancelled(answer, client_id),
            )
        )

    def order(self, symbol: str, client_id: str) -> OrderReport | None:
        """What became of the order with a client id; None where the exchange knows none now."""
        market_id = self._markets.id(symbol)
        asked = {"symbol": market_id, "origClientOrderId": client_id}
        try:
            return self._session.ask(
                reading(
                    lambda: self._ccxt.private_get_order(asked),
                    lambda answer: report_of(answer, symbol, market_id, client_id),
                ),
                weight=_ORDER,
                urgent=True,
            )
        except ExchangeError:
            if self._session.code != NO_SUCH_ORDER:
                raise
            return None

    def open_orders(self, symbol: str, *, urgent: bool = False) -> Sequence[OrderReport]:
        """Every order that rests in a market, whoever sent it."""
        market_id = self._markets.id(symbol)
        return self._session.ask(
            reading(
                lambda: self._ccxt.private_get_openorders({"symbol": market_id}),
                lambda answer: [report_of(row, symbol, market_id) for row in rows_of(answer)],
            ),
            weight=_OPEN_ORDERS,
            urgent=urgent,
        )

    def fills_of(self, symbol: str, venue_order_id: str) -> Sequence[VenueFill]:
        """The executions of one order, oldest first."""
        fills: list[VenueFill] = []
        while True:
            after = int(fills[-1].trade_id) if fills else None
            page = self._trades(symbol, venue_order_id, after)
            fills += sorted(page, key=lambda fill: int(fill.trade_id))
            if len(page) < _TRADES_AT_ONCE:
                return fills

    def _trades(self, symbol: str, venue_order_id: str, after: int | None) -> list[VenueFill]:
        market_id = self._markets.id(symbol)
        asked = {"symbol": market_id, "orderId": venue_order_id, "limit": _TRADES_AT_ONCE}
        if after is not None:
            asked["fromId"] = after + 1
        return self._session.ask(
            reading(
                lambda: self._ccxt.private_get_mytrades(asked),
                lambda answer: [
                    fill_of(row, symbol, market_id, venue_order_id) for row in rows_of(answer)
                ],
            ),
            weight=_TRADES,
            urgent=True,
        )


def _asked(write: Any, *arguments: Any) -> dict[str, str]:
    """The request, refused where a number in it is none that can be sent."""
    try:
        request: dict[str, str] = write(*arguments)
    except ValueError as exc:
        raise OrderRefused(str(exc), Refusal.FILTER) from exc
    return request


def _lacking(sentence: str) -> OrderRefused:
    return OrderRefused(sentence, Refusal.NOT_SUPPORTED)
