"""The lines of the histories beside the trades: decisions, equity, candles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.action import Action
from bot.domain.candle import Candle
from bot.domain.opinions import WithheldReason
from bot.domain.records.ids import id_at
from bot.domain.records.written import WRITTEN_WHERE_SET


@dataclass(frozen=True, slots=True, kw_only=True)
class EquityPoint:
    """Balance plus open profit at a candle's close, stamped with that close time."""

    timestamp: datetime
    symbol: str
    equity: float
    balance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalEvent:
    """One decision as kept, also one for no trade; `timestamp` is the candle's close time.

    `technical`, `ai` and `macro` hold the opinions by field name, None = switched off;
    `indicators` the numbers that led to them. `outcome` says what became of the decision made
    one candle before, and of the position inside this candle, in words. `config` and `policy` are
    those in use, written with the first decision and with each made under others than the decision
    before it; None = as before. With them stands `data_source`, where its candles came from (None
    in the lines of older versions too). `candle_fingerprint` is that of the candle decided on
    (empty in the lines of older versions): it shows a candle that was changed later. `revised` are
    sentences on candles before it that their source has revised since they were decided on, where
    they are news. `withheld` is why the decision enters nothing whatever the opinions say, None =
    it follows from them; `entry_scale` the part of its size that limits left of an entry, None =
    the whole.
    """

    timestamp: datetime
    candle_time: datetime
    symbol: str
    timeframe: str
    cycle: int
    action: Action
    confidence: float
    reason: str
    ai_override_active: bool
    price: float
    config_fingerprint: str
    outcome: str
    indicators: Mapping[str, float | None]
    technical: Mapping[str, Any]
    ai: Mapping[str, Any] | None
    macro: Mapping[str, Any] | None
    candle_fingerprint: str = ""
    config: Mapping[str, Any] | None = None
    policy: Mapping[str, Any] | None = None
    data_source: str | None = field(default=None, metadata={WRITTEN_WHERE_SET: True})
    revised: tuple[str, ...] | None = field(default=None, metadata={WRITTEN_WHERE_SET: True})
    withheld: WithheldReason | None = field(default=None, metadata={WRITTEN_WHERE_SET: True})
    entry_scale: float | None = field(default=None, metadata={WRITTEN_WHERE_SET: True})

    @property
    def id(self) -> str:
        """Names the decision by symbol and its candle's open time: BTC/USDT@2024-01-31T13:00:00Z.

        A symbol has one decision a candle.
        """
        return id_at(self.symbol, self.candle_time)


@dataclass(frozen=True, slots=True, kw_only=True)
class CandleRecord:
    """A candle that was decided on, with its symbol and timeframe."""

    symbol: str
    timeframe: str
    candle: Candle
