"""An entry as orders are made of it: how much, where its stop and its target lie."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.arrays import FloatArray
from bot.domain import Action, EntryBasis, PositionSizing, StopType, StrategyConfig
from bot.rules.adaptive import adaptive_terms_of, entry_terms
from bot.rules.atr import average_true_range
from bot.rules.fills import Terms, new_account, open_position
from bot.rules.kelly import kelly_of
from bot.rules.terms import terms_of


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPlan:
    """How large an entry is and what protects it; floats, not rounded to any venue's steps.

    `quantity` is 0 where nothing is to be entered. The stop follows the best price of each closed
    candle `trailing_distance` (a fraction) behind it, None = it stays.
    """

    quantity: float
    stop_price: float
    target_price: float
    trailing_distance: float | None


def entry_plan(
    config: StrategyConfig,
    basis: EntryBasis,
    *,
    balance: float,
    direction: Action,
    fill_price: float,
) -> EntryPlan:
    """The entry that the backtest makes where it fills at `fill_price`, slippage included.

    `balance` is in quote currency, `direction` LONG or SHORT; whether shorts are allowed is not
    asked here.
    """
    config, sign = replace(config, slippage_pct=0.0), direction.sign
    terms = terms_for_entry(config, basis, sign, fill_price)
    entered = open_position(new_account(balance), sign, fill_price, terms)
    return EntryPlan(
        quantity=entered.quantity,
        stop_price=entered.stop_price,
        target_price=entered.target_price,
        trailing_distance=trailing_distance(config),
    )


def lacking_basis(config: StrategyConfig, basis: EntryBasis) -> str | None:
    """Why nothing can be entered by a basis, whatever the balance, in words; None where it can."""
    if config.needs_atr and not basis.atr:
        return "the ATR of the candle decided on is not known or 0"
    if config.position_sizing is PositionSizing.KELLY and basis.kelly == 0.0:
        return "the last trades leave Kelly's formula nothing to stake"
    return None


def known_basis(
    config: StrategyConfig,
    high: FloatArray,
    low: FloatArray,
    close: FloatArray,
    returns: Sequence[float],
) -> EntryBasis:
    """What the config's entries are sized by, at the close of the last candle.

    `returns` are those of the account's closed trades in percent of what was entered, oldest first.
    """
    atr = math.nan
    if config.needs_atr:
        atr = float(average_true_range(high, low, close, config.atr_period)[-1])
    return EntryBasis(atr=None if math.isnan(atr) else atr, kelly=kelly_of(config, returns))


def terms_for_entry(config: StrategyConfig, basis: EntryBasis, sign: int, price: float) -> Terms:
    """The terms of an entry at the open `price`, +1 long or -1 short; the config's own for 0."""
    terms, adaptive = terms_of(config), adaptive_terms_of(config)
    if adaptive is None or sign == 0:
        return terms
    atr = math.nan if basis.atr is None else basis.atr
    kelly = math.nan if basis.kelly is None else basis.kelly
    return entry_terms(terms, adaptive, sign, price, atr, kelly)


def trailing_distance(config: StrategyConfig) -> float | None:
    """How far behind the best price the stop of a new position trails; None = it stays."""
    return config.stop_loss_pct if config.stop_type is StopType.TRAILING else None
