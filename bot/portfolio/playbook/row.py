"""One row of the playbook: what a config would do on one market at one horizon."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.arrays import utc_time
from bot.backtesting import CandleProvenance, candle_provenance, span_run
from bot.candles import CandleArrays
from bot.decide import decide, required_candles
from bot.domain import (
    Action,
    Decision,
    StrategyConfig,
    WithheldReason,
    rfc3339,
    timeframe_delta,
)
from bot.domain.encoding import encode
from bot.domain.errors import DataError
from bot.optimizer import Conditions
from bot.portfolio.playbook.horizon_candles import HorizonCandles
from bot.rules import entry_plan, known_basis
from bot.statistics import none_if_undefined
from bot.strategy import strategy_of
from bot.trading.risk import without_entry

if TYPE_CHECKING:
    import pandas as pd

LEAST_CANDLES = 100
WANTED_CANDLES = 1_000
_RULES = "2"  # raised whenever the same inputs give other values, so that no older row is reused


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaybookMarket:
    """A symbol with what its playbook reads, each asked anew at every run.

    `candles` gives real candles of a timeframe, about as many as asked for. Each may raise an error
    of the tree, whose sentence is then shown in place of values.
    """

    symbol: str
    asset_type: str
    champion: Callable[[], StrategyConfig]
    conditions: Callable[[], Conditions]
    candles: Callable[[str, int], HorizonCandles]


def playbook_row(
    market: PlaybookMarket, timeframe: str, reusable: Mapping[str, dict[str, Any]]
) -> dict[str, Any]:
    """The row of a market's newest candles of a timeframe; a `reusable` one of the same key is it.

    DataError where there are too few of them, and any error of the tree that the market raises.
    """
    champion = market.champion()
    config = replace(champion, timeframe=timeframe)
    history = market.candles(timeframe, max(WANTED_CANDLES, required_candles(config)))
    if len(history.candles) < LEAST_CANDLES:
        raise DataError(
            f"need {LEAST_CANDLES} candles of {timeframe}, {history.source} has "
            f"{len(history.candles)}"
        )
    conditions = market.conditions()
    if timeframe != champion.timeframe:  # what was stated is of that timeframe
        conditions = replace(conditions, stated_periods=None)
    arrays = CandleArrays.of(history.candles, timeframe)
    stated = candle_provenance(history.candles, arrays, market.symbol, timeframe)
    key = _key(stated, config, conditions, history.source)
    if key in reusable:
        return reusable[key]
    return {
        "available": True,
        "message": None,
        "key": key,
        "source": history.source,
        "candles": stated.candles,
        "candles_sha256": stated.sha256,
        "first_open": rfc3339(stated.first),
        "last_close": rfc3339(stated.last + timeframe_delta(timeframe)),
        **_decided(arrays, config, conditions),
        "backtest": _backtest(history.candles, arrays, config, conditions),
    }


def _key(
    candles: CandleProvenance, config: StrategyConfig, conditions: Conditions, source: str
) -> str:
    """A hash that differs whenever anything that a row is computed from does."""
    policy, events = conditions.policy, conditions.events if conditions.policy.macro_enabled else ()
    read = [
        *(_RULES, candles.symbol, candles.timeframe, candles.sha256, source),
        strategy_of(config).sha256,  # of a user's own: another file is another strategy
        *(config.to_dict(), policy.to_dict(), events, conditions.macro_symbol),
        *(conditions.count_undated, conditions.asset_type, conditions.initial_balance),
        conditions.stated_periods,
        *([conditions.blackout] if conditions.blackout.is_on else []),
    ]
    return hashlib.sha256(encode(read)).hexdigest()


def _decided(
    candles: CandleArrays, config: StrategyConfig, conditions: Conditions
) -> dict[str, Any]:
    """The decision at the last close, and the stop and target that an entry there would have."""
    observations = conditions.observed(candles, config)
    last = decide(candles, config, conditions.policy, observations).last()
    why = conditions.blackout_of(config).at(utc_time(int(candles.close_time[-1])))
    if why is not None:
        last = without_entry(last, Action.FLAT, config, why, WithheldReason.BLACKOUT)
    price = float(candles.close[-1])
    stop, target = _exits(last, config, candles)
    return {
        "price": price,
        "action": str(last.action),
        "confidence": last.confidence,
        "reason": last.reason,
        "stop_price": stop,
        "target_price": target,
        "ai_summary": None if last.ai is None else last.ai.summary,
        "macro_bias": None if last.macro is None else last.macro.bias,
    }


def _exits(
    decision: Decision, config: StrategyConfig, candles: CandleArrays
) -> tuple[float | None, float | None]:
    """None where nothing would be opened: FLAT, SHORT on a market that holds no short, or no ATR
    where it is needed.
    """
    if decision.action is Action.FLAT:
        return None, None
    if decision.action is Action.SHORT and not config.allow_short:
        return None, None
    basis = known_basis(config, candles.high, candles.low, candles.close, ())
    price = float(candles.close[-1])
    plan = entry_plan(config, basis, balance=1.0, direction=decision.action, fill_price=price)
    return (plan.stop_price, plan.target_price) if plan.quantity > 0.0 else (None, None)


def _backtest(
    frame: "pd.DataFrame", candles: CandleArrays, config: StrategyConfig, conditions: Conditions
) -> dict[str, Any]:
    """What the config did on these candles, costs included, beside holding over them."""
    metrics = span_run(frame, config, conditions, 0, len(frame)).metrics
    return {
        "total_return_pct": none_if_undefined(metrics.total_pnl_pct),
        "buy_and_hold_pct": float(candles.close[-1] / candles.open[0] - 1.0) * 100.0,
        "max_drawdown_pct": none_if_undefined(metrics.max_drawdown_pct),
        "sharpe_ratio": none_if_undefined(metrics.sharpe_ratio),
        "total_trades": int(metrics.total_trades),
        "win_rate": none_if_undefined(metrics.win_rate),
    }
