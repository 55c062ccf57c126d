"""The rules of one market at Binance, exactly as exchangeInfo states them."""

from collections.abc import Mapping
from decimal import Decimal
from math import lcm
from typing import Any

from bot.domain.errors import MarketDataError
from bot.domain.orders import MarketRules, VenueAbilities
from bot.exchange.binance.numbers import number, words

_ZERO = Decimal(0)


def rules_of(symbol: str, row: Mapping[str, Any]) -> MarketRules:
    """The rules in a row of exchangeInfo's symbols.

    MarketDataError where the market is not traded now or states them in another form.
    """
    if row.get("status") != "TRADING" or row.get("isSpotTradingAllowed") is False:
        raise MarketDataError(
            f"{symbol} is not traded at the spot market now (status {row.get('status')})"
        )
    try:
        return _read(symbol, row)
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise MarketDataError(f"the rules of {symbol} cannot be understood: {exc}") from exc


def _read(symbol: str, row: Mapping[str, Any]) -> MarketRules:
    filters: dict[str, Mapping[str, Any]] = {each["filterType"]: each for each in row["filters"]}
    price = filters["PRICE_FILTER"]
    lots = [filters[name] for name in ("LOT_SIZE", "MARKET_LOT_SIZE") if name in filters]
    step = _common(*(number(lot["stepSize"]) for lot in lots))
    if not lots:
        raise ValueError("no LOT_SIZE")
    return MarketRules(
        symbol=symbol,
        base=words(row["baseAsset"]),
        quote=words(row["quoteAsset"]),
        tick=number(price["tickSize"]),
        step=step,
        least_quantity=max(number(lot["minQty"]) for lot in lots),
        most_quantity=min(
            (most for lot in lots if (most := number(lot["maxQty"])) > 0), default=None
        ),
        least_notional=_least_notional(filters),
        abilities=_abilities(row, step),
    )


def _least_notional(filters: Mapping[str, Mapping[str, Any]]) -> Decimal:
    """The higher one of both filters.

    One that does not apply to market orders counts too: the stop and the target of the same
    quantity have to pass it.
    """
    named = [filters[name] for name in ("MIN_NOTIONAL", "NOTIONAL") if name in filters]
    return max((number(each["minNotional"]) for each in named), default=_ZERO)


def _abilities(row: Mapping[str, Any], step: Decimal) -> VenueAbilities:
    types = row["orderTypes"]
    has_stop, has_stop_limit = "STOP_LOSS" in types, "STOP_LOSS_LIMIT" in types
    return VenueAbilities(
        market_orders="MARKET" in types,
        stops=has_stop or has_stop_limit,
        pairs=row.get("ocoAllowed") is True
        and "LIMIT_MAKER" in types
        and (has_stop or has_stop_limit),
        shorts=False,
        fractions=step % 1 != 0,
        stop_limits_only=not has_stop,
    )


def _common(*steps: Decimal) -> Decimal:
    """The smallest step that is a multiple of all; a step of 0 asks for none."""
    asked = [step for step in steps if step > 0]
    if not asked:
        return _ZERO
    places = max(0, *(-int(step.as_tuple().exponent) for step in asked))
    return Decimal(lcm(*(int(step.scaleb(places)) for step in asked))).scaleb(-places)
