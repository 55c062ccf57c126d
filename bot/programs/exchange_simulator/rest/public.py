"""Endpoints that anybody may ask: time, rules of the symbols, prices and candles."""

from decimal import Decimal
from typing import Any

from bot.programs.exchange_simulator.exchange import SimulatedExchange
from bot.programs.exchange_simulator.matching import OrderType, Refusal, SymbolRules
from bot.programs.exchange_simulator.rest.order_payloads import amount
from bot.programs.exchange_simulator.rest.parameters import Parameters
from bot.programs.exchange_simulator.rest.trading import rules_of

_DEPTH = Decimal(1000)


def ping(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /api/v3/ping."""
    return {}


def show_system_status(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /sapi/v1/system/status."""
    return {"status": 0, "msg": "normal"}


def show_time(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /api/v3/time."""
    return {"serverTime": exchange.clock.told()}


def show_rules(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /api/v3/exchangeInfo, of some symbols or of all."""
    rates = exchange.limits.rules
    rows = (
        ("REQUEST_WEIGHT", "MINUTE", 1, rates.weight),
        ("ORDERS", "SECOND", 10, rates.orders),
        ("ORDERS", "DAY", 1, rates.orders_a_day),
    )
    names = ("rateLimitType", "interval", "intervalNum", "limit")
    return {
        "timezone": "UTC",
        "serverTime": exchange.clock.told(),
        "rateLimits": [dict(zip(names, row, strict=True)) for row in rows],
        "exchangeFilters": [],
        "symbols": [_symbol(rules) for rules in _asked(exchange, given)],
    }


def show_klines(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /api/v3/klines."""
    name, interval = rules_of(exchange, given).name, given.needed("interval")
    start, end, limit = given.whole("startTime"), given.whole("endTime"), given.limit()
    return exchange.market.klines(name, interval).rows(exchange.now, limit, start, end)


def show_prices(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /api/v3/ticker/price."""
    return _one_or_many(
        given,
        [
            {"symbol": each.name, "price": amount(exchange.market.price(each.name, exchange.now))}
            for each in _asked(exchange, given)
        ],
    )


def show_best_prices(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /api/v3/ticker/bookTicker."""
    rows = []
    for each in _asked(exchange, given):
        bid, ask = _best(exchange, each.name)
        rows.append(
            {
                "symbol": each.name,
                "bidPrice": amount(bid),
                "bidQty": amount(_DEPTH),
                "askPrice": amount(ask),
                "askQty": amount(_DEPTH),
            }
        )
    return _one_or_many(given, rows)


def show_day(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /api/v3/ticker/24hr."""
    return _one_or_many(given, [_day(exchange, each.name) for each in _asked(exchange, given)])


def show_depth(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /api/v3/depth: one level, deep enough for everybody."""
    bid, ask = _best(exchange, rules_of(exchange, given).name)
    return {
        "lastUpdateId": exchange.now,
        "bids": [[amount(bid), amount(_DEPTH)]],
        "asks": [[amount(ask), amount(_DEPTH)]],
    }


def show_average(exchange: SimulatedExchange, given: Parameters) -> Any:
    """GET /api/v3/avgPrice."""
    rules = rules_of(exchange, given)
    view = exchange.view(rules.name)
    return {
        "mins": rules.average_minutes,
        "price": amount(view.average),
        "closeTime": exchange.now,
    }


def _best(exchange: SimulatedExchange, name: str) -> tuple[Decimal, Decimal]:
    last, grid = exchange.market.price(name, exchange.now), exchange.engine.grid(name)
    return grid.bid(last), grid.ask(last)


def _day(exchange: SimulatedExchange, name: str) -> dict[str, Any]:
    seen, (bid, ask) = exchange.market.last_day(name, exchange.now), _best(exchange, name)
    change = seen.close - seen.open
    return {
        "symbol": name,
        "priceChange": amount(change),
        "priceChangePercent": f"{100 * change / seen.open:.3f}",
        "weightedAvgPrice": amount((seen.high + seen.low) / 2),
        "prevClosePrice": amount(seen.open),
        "lastPrice": amount(seen.close),
        "lastQty": amount(_DEPTH),
        "bidPrice": amount(bid),
        "bidQty": amount(_DEPTH),
        "askPrice": amount(ask),
        "askQty": amount(_DEPTH),
        "openPrice": amount(seen.open),
        "highPrice": amount(seen.high),
        "lowPrice": amount(seen.low),
        "volume": amount(seen.volume),
        "quoteVolume": amount(seen.volume * (seen.high + seen.low) / 2),
        "openTime": exchange.now - 86_400_000,
        "closeTime": exchange.now,
        "firstId": 0,
        "lastId": int(seen.volume),
        "count": int(seen.volume) + 1,
    }


def _asked(exchange: SimulatedExchange, given: Parameters) -> list[SymbolRules]:
    known = exchange.market.rules
    names = given.symbols()
    if names is None:
        return list(known.values())
    if not set(names) <= set(known):
        raise Refusal(-1121, "Invalid symbol.")
    return [known[name] for name in names]


def _one_or_many(given: Parameters, rows: list[dict[str, Any]]) -> Any:
    return rows if given.text("symbol") is None else rows[0]


def _symbol(rules: SymbolRules) -> dict[str, Any]:
    return {
        "symbol": rules.name,
        "status": "TRADING",
        "baseAsset": rules.base,
        "baseAssetPrecision": 8,
        "quoteAsset": rules.quote,
        "quotePrecision": 8,
        "quoteAssetPrecision": 8,
        "baseCommissionPrecision": 8,
        "quoteCommissionPrecision": 8,
        "orderTypes": sorted(each.value for each in OrderType),
        "icebergAllowed": False,
        "ocoAllowed": True,
        "otoAllowed": False,
        "opoAllowed": False,
        "quoteOrderQtyMarketAllowed": True,
        "allowTrailingStop": False,
        "cancelReplaceAllowed": False,
        "amendAllowed": False,
        "pegInstructionsAllowed": False,
        "isSpotTradingAllowed": True,
        "isMarginTradingAllowed": False,
        "filters": _filters(rules),
        "permissions": [],
        "permissionSets": [["SPOT"]],
        "defaultSelfTradePreventionMode": "NONE",
        "allowedSelfTradePreventionModes": ["NONE"],
    }


def _filters(rules: SymbolRules) -> list[dict[str, Any]]:
    up, down = str(rules.multiplier_up), str(rules.multiplier_down)
    return [
        {
            "filterType": "PRICE_FILTER",
            "minPrice": amount(rules.tick),
            "maxPrice": amount(rules.max_price),
            "tickSize": amount(rules.tick),
        },
        {
            "filterType": "LOT_SIZE",
            "minQty": amount(rules.min_quantity),
            "maxQty": amount(rules.max_quantity),
            "stepSize": amount(rules.step),
        },
        {
            "filterType": "MARKET_LOT_SIZE",
            "minQty": amount(Decimal(0)),
            "maxQty": amount(rules.max_market_quantity),
            "stepSize": amount(Decimal(0)),
        },
        {
            "filterType": "PERCENT_PRICE_BY_SIDE",
            "bidMultiplierUp": up,
            "bidMultiplierDown": down,
            "askMultiplierUp": up,
            "askMultiplierDown": down,
            "avgPriceMins": rules.average_minutes,
        },
        {
            "filterType": "NOTIONAL",
            "minNotional": amount(rules.min_notional),
            "applyMinToMarket": True,
            "maxNotional": amount(rules.max_notional),
            "applyMaxToMarket": False,
            "avgPriceMins": rules.average_minutes,
        },
        {"filterType": "MAX_NUM_ORDERS", "maxNumOrders": rules.max_orders},
        {"filterType": "MAX_NUM_ALGO_ORDERS", "maxNumAlgoOrders": rules.max_algo_orders},
        {"filterType": "MAX_NUM_ORDER_LISTS", "maxNumOrderLists": rules.max_order_lists},
    ]
