"""What Binance answers about orders, read strictly: ValueError and its kin where it is garbled.

A 200 that is empty or garbled raises nothing in ccxt, and must not be read as an order or as none.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from bot.domain import Side
from bot.domain.orders import Balance, KeyPermissions, OrderReport, OrderState, VenueFill
from bot.exchange.binance.numbers import above_zero, moment, number, whole, words

_STATES = {
    "NEW": OrderState.OPEN,
    "PENDING_NEW": OrderState.OPEN,
    "PENDING_CANCEL": OrderState.OPEN,
    "PARTIALLY_FILLED": OrderState.PARTIAL,
    "FILLED": OrderState.FILLED,
    "CANCELED": OrderState.CANCELED,
    "EXPIRED": OrderState.CANCELED,
    "EXPIRED_IN_MATCH": OrderState.CANCELED,
    "REJECTED": OrderState.REJECTED,
}
_TIMES = ("updateTime", "transactTime", "time")
Row = Mapping[str, Any]
T = TypeVar("T")


def rows_of(answer: Any) -> list[Row]:
    """A list of objects, maybe empty."""
    if not isinstance(answer, list) or not all(isinstance(row, dict) for row in answer):
        raise ValueError("no list of objects")
    return answer


def report_of(row: Any, symbol: str, market_id: str, client_id: str | None = None) -> OrderReport:
    """One order of the market; of that client id where one is given."""
    if not isinstance(row, dict) or row["symbol"] != market_id:
        raise ValueError(f"no order of {market_id}")
    report = OrderReport(
        symbol=symbol,
        client_id=words(row["clientOrderId"]),
        venue_order_id=str(whole(row["orderId"])),
        side=Side(words(row["side"]).lower()),
        state=_STATES[row["status"]],
        quantity=number(row["origQty"]),
        filled=number(row["executedQty"]),
        price=above_zero(row.get("price")),
        stop_price=above_zero(row.get("stopPrice")),
        at=next((moment(row[name]) for name in _TIMES if row.get(name) is not None), None),
        fills=_fills_in(row, symbol),
    )
    _check(report, client_id)
    return report


def legs_of(answer: Any, symbol: str, market_id: str, client_ids: set[str]) -> list[OrderReport]:
    """The reports of a pair that was sent, one for each client id."""
    reports = [report_of(row, symbol, market_id) for row in rows_of(answer["orderReports"])]
    if {report.client_id for report in reports} != client_ids:
        raise ValueError("a pair of other orders")
    return reports


def check_cancelled(answer: Any, client_id: str) -> None:
    """The answer to a cancel is about that order: alone, or as a leg of its pair."""
    reports = rows_of(answer["orderReports"]) if "orderReports" in answer else rows_of([answer])
    if client_id not in {row["origClientOrderId"] for row in reports}:
        raise ValueError("another order was cancelled")
    for row in reports:
        if _STATES[row["status"]].rests:
            raise ValueError("an order that still rests")


def fill_of(row: Row, symbol: str, market_id: str, venue_order_id: str) -> VenueFill:
    """One execution of myTrades."""
    if row["symbol"] != market_id or str(whole(row["orderId"])) != venue_order_id:
        raise ValueError("a trade of another order")
    if not isinstance(row["isBuyer"], bool):
        raise ValueError("a trade of no side")
    side = Side.BUY if row["isBuyer"] else Side.SELL
    return _fill(row, symbol, venue_order_id, side, trade_id=row["id"], at=row["time"])


def balances_of(answer: Any) -> dict[str, Balance]:
    """Every asset of the account that there is any of."""
    balances = {
        words(row["asset"]): Balance(free=number(row["free"]), locked=number(row["locked"]))
        for row in rows_of(answer["balances"])
    }
    return {asset: balance for asset, balance in balances.items() if balance.total > 0}


def may_trade(account: Any) -> bool:
    """Whether the account may trade."""
    return _truth(account["canTrade"])


def permissions_of(restrictions: Any) -> KeyPermissions:
    """What the key may do."""
    return KeyPermissions(
        trade=_truth(restrictions["enableSpotAndMarginTrading"]),
        withdraw=_truth(restrictions["enableWithdrawals"]),
    )


def reading(request: Callable[[], Any], read: Callable[[Any], T]) -> Callable[[], T]:
    """The request with its answer read: what cannot be read is then no answer."""
    return lambda: read(request())


def _check(report: OrderReport, client_id: str | None) -> None:
    if client_id is not None and report.client_id != client_id:
        raise ValueError("an order of another client id")
    if report.filled > report.quantity:
        raise ValueError("an order filled beyond its quantity")
    if report.state is OrderState.FILLED and report.filled != report.quantity:
        raise ValueError("a filled order with a rest")


def _fills_in(row: Row, symbol: str) -> tuple[VenueFill, ...]:
    """The executions in the answer to an order; none where they are not all of them."""
    side, order_id = Side(words(row["side"]).lower()), str(whole(row["orderId"]))
    fills = tuple(
        _fill(each, symbol, order_id, side, trade_id=each["tradeId"], at=row["transactTime"])
        for each in rows_of(row.get("fills", []))
    )
    is_whole = sum(fill.quantity for fill in fills) == number(row["executedQty"])
    return fills if is_whole else ()


def _fill(
    row: Row, symbol: str, venue_order_id: str, side: Side, *, trade_id: Any, at: Any
) -> VenueFill:
    quantity, price = number(row["qty"]), number(row["price"])
    if quantity == 0 or price == 0:
        raise ValueError("an execution of nothing")
    return VenueFill(
        symbol=symbol,
        trade_id=str(whole(trade_id)),
        venue_order_id=venue_order_id,
        side=side,
        quantity=quantity,
        price=price,
        fee=number(row["commission"]),
        fee_asset=words(row["commissionAsset"]),
        at=moment(at),
    )


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("neither true nor false")
    return value
