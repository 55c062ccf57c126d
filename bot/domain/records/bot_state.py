"""The latest state of one symbol."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.action import Action
from bot.domain.exit_reason import ExitReason
from bot.domain.kept import NOTHING_SHOWN, Standing, TradingMode
from bot.domain.opinions import WithheldReason
from bot.domain.records.ids import id_at
from bot.domain.records.written import WRITTEN_WHERE_SET


@dataclass(frozen=True, slots=True, kw_only=True)
class BotState:
    """The latest state of one symbol: what a restart needs and what the dashboard shows.

    Users know some of its fields by other names: see state_document.

    `timestamp` is the last candle's close time by the trading clock; `heartbeat` is the moment of
    writing by the machine's clock. `position` is the direction held (FLAT = none), the fields after
    it describe it, as those of a trade do: `entry_stop_price` is where the entry set the stop,
    `entry_signal_id` the decision that entered, `highest_price` and `lowest_price` are of the time
    since. `pending_action` is the decision to act on at the next open, `atr` and `kelly`
    what its entry is sized by (see EntryBasis), `next_candle_time` when the candle after the last
    one closes; `withheld` and `entry_scale` are as in the decision's line, `closing` is why what is
    held is closed whatever was decided. `macro_events` are the newest of the events that `macro`
    counts, newest first (none in a state that was rebuilt). `standing` is that of the config in
    use, `standing_reason` says it in a sentence. `ai_predictions_scored` of the AI's newest
    predictions have an outcome by now, `ai_horizon_candles` after them, and `ai_hits` were right: a
    share of `ai_hit_rate`, and of `ai_base_rate` had they been made at other candles; None before
    the first outcome.
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
    entry_stop_price: float | None = field(default=None, metadata={WRITTEN_WHERE_SET: True})
    entry_signal_id: str | None = field(default=None, metadata={WRITTEN_WHERE_SET: True})
    highest_price: float | None = field(default=None, metadata={WRITTEN_WHERE_SET: True})
    lowest_price: float | None = field(default=None, metadata={WRITTEN_WHERE_SET: True})
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
    macro_events: tuple[Mapping[str, Any], ...] = ()
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

    @property
    def last_signal_id(self) -> str | None:
        """Names the last decision, as SignalEvent.id does; None before the first one."""
        opened = self.last_candle_time
        return None if opened is None else id_at(self.symbol, opened)
