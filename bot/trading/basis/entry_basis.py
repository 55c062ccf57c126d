"""What the next entry is sized by: the ATR of the candle decided on, and the account's record."""

import math
from typing import TYPE_CHECKING

from bot.candles import CandleArrays
from bot.domain import (
    NOTHING_KNOWN,
    EntryBasis,
    PositionSizing,
    SignalEvent,
    StrategyConfig,
)
from bot.rules import known_basis
from bot.trading.basis.trade_record import TradeRecord

if TYPE_CHECKING:
    import pandas as pd

ATR, KELLY = "atr", "kelly"
"""What the numbers are recorded as among the indicators, and in the state."""


def basis_at_close(
    frame: "pd.DataFrame", config: StrategyConfig, record: TradeRecord
) -> EntryBasis:
    """At the close of the frame's last candle, as far as the config asks for it."""
    by_record = config.position_sizing is PositionSizing.KELLY
    if not config.needs_atr and not by_record:
        return NOTHING_KNOWN
    candles = CandleArrays.of(frame, config.timeframe)
    returns = record.returns() if by_record else ()
    return known_basis(config, candles.high, candles.low, candles.close, returns)


def basis_numbers(config: StrategyConfig, basis: EntryBasis) -> dict[str, float]:
    """The numbers that the config asks for by name, NaN where one is not known."""
    asked = {}
    if config.needs_atr:
        asked[ATR] = basis.atr
    if config.position_sizing is PositionSizing.KELLY:
        asked[KELLY] = basis.kelly
    return {name: math.nan if value is None else value for name, value in asked.items()}


def basis_of_decision(signal: SignalEvent) -> EntryBasis:
    """The one that a recorded decision was made with."""
    return EntryBasis(atr=signal.indicators.get(ATR), kelly=signal.indicators.get(KELLY))
