"""Sizes and distances that adapt to the market or to the record: the terms of one entry."""

import math
from typing import NamedTuple

from bot.compiled import compiled
from bot.domain import PositionSizing, StopType, StrategyConfig
from bot.rules.fills import Account, Terms, entry_fill


class AdaptiveTerms(NamedTuple):
    """What a config says beside Terms where its sizes or stops are not the fixed ones."""

    sizes_by_atr: bool
    sizes_by_kelly: bool
    stops_by_atr: bool
    trails: bool
    stop_atr_multiple: float
    target_atr_multiple: float
    kelly_fraction: float
    kelly_trades: int
    atr_period: int


def adaptive_terms_of(config: StrategyConfig) -> AdaptiveTerms | None:
    """None where size and distances of an entry are those of the config alone."""
    sizing, stop = config.position_sizing, config.stop_type
    if sizing is PositionSizing.FIXED and stop is StopType.FIXED:
        return None
    return AdaptiveTerms(
        sizes_by_atr=sizing is PositionSizing.VOLATILITY,
        sizes_by_kelly=sizing is PositionSizing.KELLY,
        stops_by_atr=stop is StopType.ATR,
        trails=stop is StopType.TRAILING,
        stop_atr_multiple=config.stop_atr_multiple,
        target_atr_multiple=config.target_atr_multiple,
        kelly_fraction=config.kelly_fraction,
        kelly_trades=config.kelly_trades,
        atr_period=config.atr_period,
    )


@compiled
def entry_terms(
    terms: Terms, adaptive: AdaptiveTerms, direction: int, price: float, atr: float, kelly: float
) -> Terms:
    """The terms of one entry at the open `price`, in place of those of the config.

    Distances: multiples of the ATR, as fractions of the fill. Risk: risk_per_trade_pct for a move
    of one ATR, so the stop loses that times distance / ATR; or kelly_fraction x the Kelly share.
    `kelly` NaN = too few trades: the risk stays. The risk becomes 0, and so nothing is entered,
    where an ATR is needed and not known (NaN) or 0, and where stop or target would be no price
    above 0, or the fill itself.
    """
    fill = entry_fill(price, direction, terms)
    stop, target, risk = terms.stop_loss_pct, terms.take_profit_pct, terms.risk_per_trade_pct
    if adaptive.stops_by_atr:
        stop = adaptive.stop_atr_multiple * atr / fill
        target = adaptive.target_atr_multiple * atr / fill
    if adaptive.sizes_by_atr:
        risk *= stop * fill / atr
    elif adaptive.sizes_by_kelly and not math.isnan(kelly):
        risk = 100.0 * adaptive.kelly_fraction * kelly
    lacks_atr = (adaptive.stops_by_atr or adaptive.sizes_by_atr) and not atr > 0.0
    below = stop if direction > 0 else target
    if lacks_atr or not (below < 1.0 and 1.0 + min(stop, target) > 1.0):
        risk = 0.0
    return Terms(
        risk,
        stop,
        target,
        terms.fee_pct,
        terms.slippage_pct,
        terms.allow_short,
        terms.exit_on_opposite_signal,
        terms.max_position,
    )


@compiled
def tightened(account: Account, high: float, low: float, distance: float) -> Account:
    """The stop that trails `distance` (a fraction) behind the best price of a closed candle.

    It holds from the next candle on, and never moves away from the price.
    """
    if account.direction > 0:
        stop = max(account.stop_price, high * (1.0 - distance))
    else:
        stop = min(account.stop_price, low * (1.0 + distance))
    return Account(
        account.balance,
        account.direction,
        account.quantity,
        account.entry_price,
        stop,
        account.target_price,
        account.entry_fee,
    )
