"""What the next entry is sized by: the ATR of the candle decided on, and the account's record."""

import math
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from bot.candles import CandleArrays
from bot.domain import (
    MOST_KELLY_TRADES,
    NOTHING_KNOWN,
    EntryBasis,
    PositionSizing,
    SignalEvent,
    StrategyConfig,
    Trade,
)
from bot.rules import known_basis

if TYPE_CHECKING:
    import pandas as pd

ATR, KELLY = "atr", "kelly"
"""What the numbers are recorded as among the indicators, and in the state."""


class TradeRecord:
    """The account's closed trades. Those of before are read when they are first asked for.

    `newest` answers with the newest trades on record, newest first.
    """

    def __init__(self, newest: Callable[[int], Sequence[Trade]]) -> None:
        self._newest = newest
        self._earlier: tuple[Trade, ...] | None = None
        self._since: deque[Trade] = deque(maxlen=MOST_KELLY_TRADES)

    def add(self, trades: Iterable[Trade]) -> None:
        """Further trades that were closed, oldest first."""
        self._since.extend(trades)

    def returns(self) -> list[float]:
        """Profits in percent of what was entered, oldest first: as many as a config can ask for.

        StateError where the trades of before cannot be read.
        """
        if self._earlier is None:
            own = {trade.entry_time for trade in self._since}  # some of these are kept by now
            kept = reversed(self._newest(MOST_KELLY_TRADES + len(own)))
            self._earlier = tuple(trade for trade in kept if trade.entry_time not in own)
        return [float(trade.pnl_pct) for trade in (*self._earlier, *self._since)]


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
