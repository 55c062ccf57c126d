"""Endpoints about the account: money, rights, trades, costs."""

from typing import Any

from bot.programs.exchange_simulator.exchange import SimulatedExchange
from bot.programs.exchange_simulator.rest.order_payloads import amount, trade
from bot.programs.exchange_simulator.rest.parameters import Parameters
from bot.programs.exchange_simulator.rest.trading import rules_of


def show_account(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /api/v3/account."""
    access, terms = exchange.setup.access, exchange.engine.terms
    omits_zeros = given.text("omitZeroBalances") == "true"
    maker, taker = terms.maker_fee, terms.taker_fee
    return {
        "makerCommission": int(maker * 10_000),
        "takerCommission": int(taker * 10_000),
        "buyerCommission": 0,
        "sellerCommission": 0,
        "commissionRates": {
            **_rates(exchange),
            "buyer": amount(0 * maker),
            "seller": amount(0 * maker),
        },
        "canTrade": access.may_trade,
        "canWithdraw": access.may_withdraw,
        "canDeposit": True,
        "brokered": False,
        "requireSelfTradePrevention": False,
        "preventSor": False,
        "updateTime": exchange.now,
        "accountType": "SPOT",
        "balances": [
            {"asset": asset, "free": amount(each.free), "locked": amount(each.locked)}
            for asset, each in sorted(exchange.engine.ledger.balances.items())
            if each.free or each.locked or not omits_zeros
        ],
        "permissions": ["SPOT"],
        "uid": 354937868,
    }


def show_rights(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /sapi/v1/account/apiRestrictions."""
    access = exchange.setup.access
    return {
        "ipRestrict": False,
        "createTime": exchange.setup.first_moment(),
        "enableReading": True,
        "enableSpotAndMarginTrading": access.may_trade,
        "enableWithdrawals": access.may_withdraw,
        "enableInternalTransfer": False,
        "enableMargin": False,
        "enableFutures": False,
        "permitsUniversalTransfer": False,
        "enableVanillaOptions": False,
        "enablePortfolioMarginTrading": False,
    }


def show_trades(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /api/v3/myTrades."""
    name, limit = rules_of(exchange, given).name, given.limit()
    order_id, first = given.whole("orderId"), given.whole("fromId")
    start, end = given.whole("startTime"), given.whole("endTime")
    fills = [
        fill
        for fill in exchange.engine.executions.fills
        if fill.symbol == name
        and order_id in (None, fill.order_id)
        and fill.trade_id >= (first or 0)
        and (start or 0) <= fill.time <= (fill.time if end is None else end)
    ]
    chosen = fills[-limit:] if first is None and start is None else fills[:limit]
    return [trade(each) for each in chosen]


def show_order_count(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /api/v3/rateLimit/order."""
    limits = exchange.limits
    lately = limits.orders_lately(exchange.clock.client_seconds())
    rows = (
        ("SECOND", 10, limits.rules.orders, lately),
        ("DAY", 1, limits.rules.orders_a_day, limits.orders_today()),
    )
    return [
        {
            "rateLimitType": "ORDERS",
            "interval": interval,
            "intervalNum": number,
            "limit": limit,
            "count": count,
        }
        for interval, number, limit, count in rows
    ]


def show_commission(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /api/v3/account/commission."""
    none = dict.fromkeys(("maker", "taker", "buyer", "seller"), "0.00000000")
    return {
        "symbol": rules_of(exchange, given).name,
        "standardCommission": {**none, **_rates(exchange)},
        "specialCommission": none,
        "taxCommission": none,
        "discount": {
            "enabledForAccount": exchange.engine.terms.fees_in_bnb,
            "enabledForSymbol": exchange.engine.terms.fees_in_bnb,
            "discountAsset": "BNB",
            "discount": "0.75000000",
        },
    }


def show_trade_fees(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /sapi/v1/asset/tradeFee, of one symbol or of all."""
    names = given.symbols() or list(exchange.market.rules)
    terms = exchange.engine.terms
    maker, taker = str(terms.maker_fee), str(terms.taker_fee)
    return [{"symbol": name, "makerCommission": maker, "takerCommission": taker} for name in names]


def _rates(exchange: SimulatedExchange) -> dict[str, str]:
    terms = exchange.engine.terms
    return {"maker": amount(terms.maker_fee), "taker": amount(terms.taker_fee)}
