"""What the state volume keeps: the history's lines and the latest state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from bot.domain.action import Action
from bot.domain.candle import Candle
from bot.domain.exit_reason import ExitReason
from bot.domain.kept import NOTHING_SHOWN, Standing, TradingMode
from bot.domain.opinions import WithheldReason
from bot.domain.times import rfc3339

WRITTEN_WHERE_SET: Final = "written where set"
"""The mark of a field that a line holds only where it is not None, as lines always were without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A closed round trip; times are the open times of the candles in which the fills happened.

    `fees` and `pnl` (after fees) are in quote currency, `pnl_pct` in percent of entry notional.
    """

    symbol: str
    direction: Action
    quantity: float
    entry_time: datetime
    entry_price: float
    exit_time: datetime
    exit_price: float
    fees: float
    pnl: float
    pnl_pct: float
    exit_reason: ExitReason


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
        return f"{self.symbol}@{rfc3339(self.candle_time)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BotState:
    """The latest state of one symbol: what a restart needs and what the dashboard shows.

    `timestamp` is the last candle's close time by the trading clock; `heartbeat` is the moment of
    writing by the machine's clock. `position` is the direction held (FLAT = none), the fields after
    it describe it. `pending_action` is the decision to act on at the next open, `atr` and `kelly`
    what its entry is sized by (see EntryBasis), `next_candle_time` when the candle after the last
    one closes; `withheld` and `entry_scale` are as in the decision's line, `closing` is why what is
    held is closed whatever was decided. `standing` is that of the config in use, `standing_reason`
    says it in a sentence. `ai_predictions_scored` of the AI's newest predictions have an outcome
    by now, `ai_horizon_candles` after them, and `ai_hits` were right: a share of `ai_hit_rate`,
    and of `ai_base_rate` had they been made at other candles; None before the first outcome.
    Percentages named _pct are in percent.
    """

    timestamp: datetime
    symbol: str
    position: Action
    entry_price: float | None
    unrealized_pnl_pct: float | None
    last_signal: Action
    confidence: float
    rsi: float | None
    ema_fast: float | None
    ema_slow: float | None
    risk_per_trade_pct: float
    # position
    quantity: float | None = None
    entry_time: datetime | None = None
    stop_price: float | None = None
    target_price: float | None = None
    trailing_distance: float | None = field(default=None, metadata={WRITTEN_WHERE_SET: True})
    entry_fee: float | None = None
    unrealized_pnl: float | None = None
    # account
    balance: float
    initial_balance: float
    equity: float
    fees_paid: float = 0.0
    trades: int = 0
    # decision
    pending_action: Action = Action.FLAT
    atr: float | None = field(default=None, metadata={WRITTEN_WHERE_SET: True})
    kelly: float | None = field(default=None, metadata={WRITTEN_WHERE_SET: True})
    reason: str = ""
    ai_override_active: bool = False
    withheld: WithheldReason | None = None
    entry_scale: float | None = field(default=None, metadata={WRITTEN_WHERE_SET: True})
    closing: ExitReason | None = field(default=None, metadata={WRITTEN_WHERE_SET: True})
    technical: Mapping[str, Any] | None = None
    ai: Mapping[str, Any] | None = None
    macro: Mapping[str, Any] | None = None
    ai_predictions_scored: int | None = field(default=None, metadata={WRITTEN_WHERE_SET: True})
    ai_hits: int | None = field(default=None, metadata={WRITTEN_WHERE_SET: True})
    ai_hit_rate: float | None = field(default=None, metadata={WRITTEN_WHERE_SET: True})
    ai_base_rate: float | None = field(default=None, metadata={WRITTEN_WHERE_SET: True})
    ai_horizon_candles: int | None = field(default=None, metadata={WRITTEN_WHERE_SET: True})
    # run
    mode: TradingMode = TradingMode.PAPER
    data_source: str = "synthetic"
    timeframe: str = "1h"
    asset_type: str = "crypto"
    cycle: int = 0
    heartbeat: datetime | None = None
    loop_interval_seconds: float = 60.0
    last_price: float | None = None
    last_candle_time: datetime | None = None
    next_candle_time: datetime | None = None
    config: Mapping[str, Any] = field(default_factory=dict)
    config_fingerprint: str = ""
    config_error: str | None = None
    standing: Standing = Standing.UNPROVEN
    standing_reason: str = NOTHING_SHOWN
    policy: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    @property
    def is_begun(self) -> bool:
        """Whether the account has a past: a candle that was decided on, or a closed trade.

        A trade can come first: orders are journalled before the first state is on disk.
        """
        return self.last_candle_time is not None or self.trades > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CandleRecord:
    """A candle that was decided on, with its symbol and timeframe."""

    symbol: str
    timeframe: str
    candle: Candle
