"""The states that questions are asked of: each a volume written by the real stores."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain import (
    Action,
    CycleRecord,
    ExitReason,
    LimitUse,
    MacroInsight,
    OptimizerRun,
    RiskMemory,
    RiskReport,
    RiskRule,
    Side,
    Signal,
    Standing,
    StrategyConfig,
    TradingMode,
    TradingPermit,
    TradingState,
    WithheldReason,
)
from bot.domain.calendar import EntryBlackout
from bot.domain.orders import OrderPurpose, OrderState
from bot.state import FileVolume
from bot.state.calendar import read_calendar
from tests.support.records import order_story
from tests.support.small_volume import HOUR, NOON, prediction, write_volume

NOW = NOON + timedelta(seconds=3)
LATER = NOON + timedelta(hours=5)
BTC, ETH, GOLD, NVIDIA = "BTC/USDT", "ETH/USDT", "GC=F", "NVDA"
POLICY = {
    "ai_enabled": True,
    "macro_enabled": True,
    "min_confidence": 0.4,
    "ai_override_confidence": 0.6,
    "macro_half_life_hours": 72.0,
}
HELD: dict[str, Any] = {
    "position": Action.LONG,
    "entry_price": 64_000.0,
    "quantity": 0.05,
    "entry_time": NOON - 4 * HOUR,
    "stop_price": 63_744.0,
    "target_price": 64_512.0,
    "entry_fee": 3.2,
    "unrealized_pnl": 10.0,
    "unrealized_pnl_pct": 0.31,
    "balance": 10_100.0,
    "equity": 10_110.0,
    "last_price": 64_200.0,
    "ema_fast": 64_150.0,
    "ema_slow": 64_000.0,
    "rsi": 61.25,
    "policy": POLICY,
    "pending_action": Action.FLAT,
    "next_candle_time": NOON + HOUR,
    "ai_predictions_scored": 120,
    "ai_hits": 54,
    "ai_hit_rate": 0.45,
    "ai_base_rate": 0.48,
    "ai_horizon_candles": 5,
}
NOTHING: dict[str, Any] = {
    **HELD,
    "position": Action.FLAT,
    "entry_price": None,
    "quantity": None,
    "entry_time": None,
    "stop_price": None,
    "target_price": None,
    "entry_fee": None,
    "unrealized_pnl": None,
    "unrealized_pnl_pct": None,
    "equity": 10_100.0,
    "last_signal": Action.FLAT,
    "confidence": 0.313,
    "ema_fast": 63_900.0,
}


def no_data(folder: Path) -> None:
    """The bot has not run yet."""


def long(folder: Path) -> None:
    """0.05 BTC held since 08:00."""
    write_volume(folder, **HELD)


def short(folder: Path) -> None:
    """0.05 BTC sold short since 08:00; an opposite decision closes it."""
    config = StrategyConfig(symbol=BTC, allow_short=True, exit_on_opposite_signal=True)
    sold = {
        "position": Action.SHORT,
        "last_signal": Action.SHORT,
        "stop_price": 64_256.0,
        "target_price": 63_488.0,
        "last_price": 63_800.0,
        "ema_fast": 63_900.0,
        "rsi": 38.5,
        "reason": "SHORT at confidence 0.58: technical SHORT 0.58: EMA 12 below EMA 26",
        "config": config.to_dict(),
    }
    write_volume(folder, **{**HELD, **sold})


def flat(folder: Path) -> None:
    """Nothing held: the technical confidence is below the minimum."""
    reason = "no trade: confidence 0.313 is below the minimum 0.4; technical LONG 0.31"
    write_volume(folder, **NOTHING, reason=reason)
    _decide(folder, confidence=0.313, reason=reason, technical=_signal(Action.LONG, 0.313))


def flat_by_technical(folder: Path) -> None:
    """Nothing held: no technical rule holds."""
    reason = "no trade: technical FLAT 0.00: EMA 12 at EMA 26, RSI 50.0: no rule holds"
    write_volume(folder, **NOTHING, reason=reason)
    _decide(folder, confidence=0.0, reason=reason, technical=_signal(Action.FLAT, 0.0))


def flat_by_macro(folder: Path) -> None:
    """Nothing held: bearish news weakened a technical signal below the minimum."""
    bearish = {**asdict(_insight()), "bias": -0.45, "confidence": 0.6}
    reason = "no trade: confidence 0.329 is below the minimum 0.4; technical LONG 0.45"
    write_volume(folder, **NOTHING, reason=reason, macro=bearish)
    technical = _signal(Action.LONG, 0.45)
    _decide(folder, confidence=0.329, reason=reason, technical=technical, macro=bearish)


def flat_by_ai(folder: Path) -> None:
    """Nothing held: the AI overrides a technical LONG."""
    reason = "FLAT: AI FLAT 0.71 is above its threshold 0.6 and overrides technical LONG 0.61"
    write_volume(folder, **NOTHING, reason=reason, ai_override_active=True)
    technical = _signal(Action.LONG, 0.61)
    _decide(folder, confidence=0.71, reason=reason, technical=technical, ai_override_active=True)


def no_shorts(folder: Path) -> None:
    """Nothing held: the decision is SHORT, which the config does not allow."""
    reason = "SHORT at confidence 0.55: technical SHORT 0.55: EMA 12 below EMA 26"
    write_volume(folder, **{**NOTHING, "last_signal": Action.SHORT}, reason=reason)
    technical = _signal(Action.SHORT, 0.55)
    short = {"action": Action.SHORT, "confidence": 0.55}
    _decide(folder, reason=reason, technical=technical, **short)


def limited(folder: Path) -> None:
    """Nothing held: the daily loss limit is reached."""
    reason = "no trade: a risk limit is reached (the UTC day has lost 5.20 %)"
    write_volume(folder, **NOTHING, reason=reason, withheld=WithheldReason.RISK_LIMIT)
    _decide(folder, reason=reason, withheld=WithheldReason.RISK_LIMIT)
    volume = FileVolume(folder)
    volume.risk.write(_report(equity=9_480.0, loss=5.2))
    permit = TradingPermit(
        state=TradingState.REDUCING,
        reason="the UTC day has lost 5.20 %, the limit is 5 %",
        since=NOON - HOUR,
        by="the risk guard",
        rule=RiskRule.DAILY_LOSS_LIMIT,
        until=NOON.replace(hour=0) + timedelta(days=1),
    )
    volume.trading_permit.write(permit)


def halted(folder: Path) -> None:
    """A LONG that a person has halted around."""
    long(folder)
    permit = TradingPermit(
        state=TradingState.HALTED, reason="exchange maintenance", since=NOON - HOUR, by="Ann"
    )
    FileVolume(folder).trading_permit.write(permit)


def stale(folder: Path) -> None:
    """A LONG of a bot that fell silent (asked five hours later)."""
    long(folder)


def guarded(folder: Path) -> None:
    """A LONG in an account with limits."""
    long(folder)
    FileVolume(folder).risk.write(_report(equity=10_110.0, loss=0.4))


def many(folder: Path) -> None:
    """BTC long, ETH flat, gold short, Nvidia long."""
    long(folder)
    write_volume(folder, symbol=ETH, candles=30, **{**NOTHING, "last_price": 3_210.5, "rsi": 44.0})
    sold = {"position": Action.SHORT, "entry_price": 2_900.0, "quantity": 2.0}
    gold = {"last_price": 2_880.0, "stop_price": 2_911.6, "target_price": 2_876.8, "rsi": 35.5}
    bullish = {"bias": 0.33, "confidence": 0.55, "summary": "Gold is sought.", "drivers": []}
    write_volume(folder, symbol=GOLD, candles=30, **{**HELD, **sold, **gold, "macro": bullish})
    shares = {"entry_price": 120.0, "quantity": 20.0, "last_price": 124.5, "rsi": 72.4}
    write_volume(folder, symbol=NVIDIA, candles=30, **{**HELD, **shares})


def news(folder: Path) -> None:
    """A LONG with events on file that drive the insight."""
    opinion = {
        **asdict(_insight()),
        "drivers": ["Fed signals two cuts", "Tariffs on chips"],
        "driver_shares": [0.12, -0.33],
        "interest_rate_outlook": "two cuts expected this year",
        "political_risk": "Tariffs on chips",
    }
    write_volume(folder, **{**HELD, "macro": opinion})
    (folder / "calendar.yml").write_text(CALENDAR)
    events = [
        _event("Fed signals two cuts", "2025-02-28T18:30:00Z", "dovish"),
        _event("Tariffs on chips", "2025-02-27T09:15:00Z", "bearish"),
    ]
    (folder / "macro_events.json").write_text(json.dumps(events))


def switched_off(folder: Path) -> None:
    """A LONG of a bot without AI and macro."""
    off = {**POLICY, "ai_enabled": False, "macro_enabled": False}
    unscored = {"ai_predictions_scored": None, "ai_hits": None}
    write_volume(folder, **{**HELD, "ai": None, "macro": None, "policy": off, **unscored})


def configured(folder: Path) -> None:
    """A LONG whose config the optimizer replaced, and would not replace again."""
    long(folder)
    volume = FileVolume(folder)
    first = StrategyConfig(symbol=BTC, ema_fast=10, ema_slow=30)
    second = replace(first, ema_fast=9, rsi_overbought=75.0)
    at = NOON - timedelta(days=6)
    volume.configs.write(BTC, first, _provenance(at - timedelta(days=10)))
    volume.configs.write(BTC, second, _provenance(at))
    volume.runs.append(_run(at, promoted=True, reason="promoted: it earned 3.1 points more"))
    reason = "kept the champion: the challenger did not beat it beyond chance (p 0.21)"
    volume.runs.append(_run(NOON - timedelta(days=1), promoted=False, reason=reason))


def rolled_back(folder: Path) -> None:
    """A config that a person put back, with a reason."""
    configured(folder)
    record = {
        "written_by": "person",
        "by": "ann",
        "at": "2025-02-28T10:00:00Z",
        "symbol": BTC,
        "rolled_back": True,
        "promoted": False,
        "reason": "rolled back to version 1 by ann: lost three weeks in a row",
    }
    first = StrategyConfig(symbol=BTC, ema_fast=10, ema_slow=30)
    FileVolume(folder).configs.restore(BTC, first.to_dict(), record)


def refused(folder: Path) -> None:
    """A LONG of a bot that refused a config file and stands on a disproven one."""
    standing = "disproven on 2025-02-20: it loses beyond chance (p 0.004)"
    write_volume(
        folder,
        **HELD,
        config_error=f"need ema_fast < ema_slow in {folder}/strategy_config.json, was 30 and 12",
        standing=Standing.DISPROVEN,
        standing_reason=standing,
        warnings=("a gap of 2 candles",),
    )


def bollinger(folder: Path) -> None:
    """A LONG by another strategy."""
    config = StrategyConfig(symbol=BTC, strategy="bollinger_reversion").to_dict()
    write_volume(folder, **{**HELD, "config": config})
    technical = Signal(action=Action.LONG, confidence=0.7, reason="close 1.2 widths below the mean")
    _decide(folder, action=Action.LONG, technical=asdict(technical), indicators={"width": 812.5})


def trailing(folder: Path) -> None:
    """A LONG with a stop that follows the price."""
    config = StrategyConfig(symbol=BTC, stop_type="trailing", position_sizing="volatility")
    write_volume(folder, **{**HELD, "config": config.to_dict(), "atr": 321.5})


def testnet(folder: Path) -> None:
    """A LONG at a testnet, with an order on record."""
    write_volume(folder, **{**HELD, "mode": TradingMode.TESTNET, "data_source": "exchange"})
    story = replace(
        order_story(3),
        purpose=OrderPurpose.ENTRY,
        side=Side.BUY,
        exit_reason=None,
        state=OrderState.FILLED,
        quantity=0.05,
        filled=0.05,
        price=64_000.5,
        slippage_pct=0.02,
        ended_at=NOON - 4 * HOUR,
    )
    state = FileVolume(folder).reader().load_state()
    assert state is not None
    _commit(folder, CycleRecord(state=state, orders=(story,)))


def live(folder: Path) -> None:
    """Nothing held with real money."""
    write_volume(folder, **{**NOTHING, "mode": TradingMode.LIVE, "data_source": "exchange"})


def closing(folder: Path) -> None:
    """A LONG that a person asked to close."""
    write_volume(folder, **HELD, closing=ExitReason.FORCE_EXIT)


SCENARIOS: Mapping[str, Callable[[Path], None]] = {
    made.__name__: made
    for made in (
        *(no_data, long, short, flat, flat_by_technical, flat_by_macro, flat_by_ai, no_shorts),
        *(limited, halted, stale, guarded, many, news, switched_off, configured, rolled_back),
        *(refused, bollinger, trailing, testnet, live, closing),
    )
}


def blackout_of(folder: Path) -> EntryBlackout:
    """Half an hour before to an hour after what the folder's calendar holds; none without one."""
    file = folder / "calendar.yml"
    events = read_calendar(file) if file.exists() else ()
    return EntryBlackout(events=events, before_minutes=30.0, after_minutes=60.0)


def asked_at(scenario: str) -> datetime:
    """When questions of a scenario are asked."""
    return LATER if scenario == "stale" else NOW


CALENDAR = """
events:
  - {name: CPI release, at: "2025-03-12T12:30:00Z", impact: high}
  - {name: FOMC rate decision, at: "2025-03-19T18:00:00Z", impact: critical}
"""


def _signal(action: Action, confidence: float) -> dict[str, Any]:
    return asdict(Signal(action=action, confidence=confidence, reason="EMA 12 and EMA 26"))


def _insight() -> MacroInsight:
    return MacroInsight(
        as_of=NOON,
        symbol=BTC,
        bias=-0.21,
        confidence=0.38,
        summary="Mildly bearish: the central bank sounds hawkish.",
        drivers=("Central bank holds rates",),
        events=2,
    )


def _decide(folder: Path, **changes: Any) -> None:
    """One more decision, on the last candle once more, in place of which it is the newest."""
    store = FileVolume(folder).reader()
    state, last = store.load_state(), store.signals(1)[0]
    assert state is not None
    defaults = {"action": Action.FLAT, "ai_override_active": False, "ai": asdict(prediction())}
    _commit(folder, CycleRecord(state=state, signals=(replace(last, **{**defaults, **changes}),)))


def _commit(folder: Path, record: CycleRecord) -> None:
    volume = FileVolume(folder)
    with volume.hold("bot"):
        volume.writer(record.state.symbol).commit(record)


def _report(*, equity: float, loss: float) -> RiskReport:
    memory = RiskMemory(
        capital=10_000.0, day=NOON.replace(hour=0), day_start_equity=10_150.0, peak_equity=10_500.0
    )
    uses = (
        LimitUse(rule=RiskRule.DAILY_LOSS_LIMIT, limit=5.0, use=loss, unit="%"),
        LimitUse(rule=RiskRule.MAX_DRAWDOWN, limit=20.0, use=3.7, unit="%"),
        LimitUse(rule=RiskRule.MAX_TRADES_PER_DAY, limit=None, use=2, unit="entries"),
    )
    return RiskReport(as_of=NOON, equity=equity, memory=memory, uses=uses, exposures={BTC: 3_210.0})


def _event(title: str, at: str, sentiment: str) -> dict[str, Any]:
    return {"title": title, "published_at": at, "sentiment": sentiment, "impact": "high"}


def _provenance(at: datetime) -> dict[str, Any]:
    return {"written_by": "optimizer", "at": at.isoformat(), "symbol": BTC}


def _run(at: datetime, *, promoted: bool, reason: str) -> OptimizerRun:
    more = {"promoted": promoted, "reason": reason, "trials": 200, "objective": "sharpe"}
    return OptimizerRun({**_provenance(at), **more})
