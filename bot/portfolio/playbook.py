"""What the config in use would do on each market at a short, a medium and a long horizon."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.backtesting import CandleProvenance, candle_provenance, span_run
from bot.candles import CandleArrays
from bot.decide import decide, observe, required_candles
from bot.domain import (
    Action,
    Decision,
    Document,
    PlaybookStore,
    StrategyConfig,
    rfc3339,
    timeframe_delta,
)
from bot.domain.errors import DataError, StateError, TradingLabError
from bot.optimizer import Conditions
from bot.portfolio.horizon_candles import HorizonCandles
from bot.state.files import encode
from bot.statistics import none_if_undefined
from bot.strategy import strategy_of

if TYPE_CHECKING:
    import pandas as pd

HORIZONS = {"short": "1m", "medium": "15m", "long": "1h"}
"""The horizons, shortest first, with the timeframe of their candles."""

LEAST_CANDLES = 100
WANTED_CANDLES = 1_000
_RULES = "1"  # raised whenever the same inputs give other values, so that no older row is reused


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedPlaybook:
    """The playbook as JSON, and how many of its rows were computed and how many reused."""

    document: dict[str, Any]
    computed: int
    reused: int
    missing: int


def make_playbook(
    markets: Sequence[PlaybookMarket],
    earlier: Mapping[str, Any] | None,
    now: datetime,
    *,
    valid_for: timedelta,
) -> ComputedPlaybook:
    """A row for every market and horizon; one without real candles says why.

    A row of the `earlier` document is used again where candles (by their hash), config, policy and
    macro events are the same: it would be computed to the same values.
    """
    reusable = _rows_by_key(earlier or {})
    pages = [_market_rows(market, reusable) for market in markets]
    rows = [row for _, made in pages for row in made]
    there = [row for row in rows if row["available"]]
    reused = sum(row["key"] in reusable for row in there)
    return ComputedPlaybook(
        document={
            "computed_at": rfc3339(now),
            "stale_after": rfc3339(now + valid_for),
            "summary": _summary(len(there), len(rows)),
            "assets": [
                {"symbol": market.symbol, "asset_type": market.asset_type, "horizons": made}
                for market, made in pages
            ],
        },
        computed=len(there) - reused,
        reused=reused,
        missing=len(rows) - len(there),
    )


def reusable_playbook(store: PlaybookStore) -> Document | None:
    """The document computed last, for what can be used of it again; None where it is unreadable."""
    try:
        kept = store.read()
    except StateError:
        return None
    return None if kept is None else kept.document


def _summary(there: int, total: int) -> str:
    return f"{there} of {total} horizons have real candles to decide on."


def _rows_by_key(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The available rows of a document by what they were computed from; {} where it has none."""
    assets = document.get("assets")
    rows = [
        row
        for asset in (assets if isinstance(assets, list) else [])
        if isinstance(asset, dict) and isinstance(asset.get("horizons"), list)
        for row in asset["horizons"]
    ]
    return {
        row["key"]: row
        for row in rows
        if isinstance(row, dict)
        and row.get("available") is True
        and isinstance(row.get("key"), str)
    }


def _market_rows(
    market: PlaybookMarket, reusable: Mapping[str, dict[str, Any]]
) -> tuple[PlaybookMarket, list[dict[str, Any]]]:
    rows = []
    for horizon, timeframe in HORIZONS.items():
        head = {"horizon": horizon, "timeframe": timeframe}
        try:
            rows.append({**head, **_row(market, timeframe, reusable)})
        except TradingLabError as error:
            rows.append({**head, "available": False, "message": str(error)})
    return market, rows


def _row(
    market: PlaybookMarket, timeframe: str, reusable: Mapping[str, dict[str, Any]]
) -> dict[str, Any]:
    config = replace(market.champion(), timeframe=timeframe)
    history = market.candles(timeframe, max(WANTED_CANDLES, required_candles(config)))
    if len(history.candles) < LEAST_CANDLES:
        raise DataError(
            f"need {LEAST_CANDLES} candles of {timeframe}, {history.source} has "
            f"{len(history.candles)}"
        )
    conditions = market.conditions()
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
    ]
    return hashlib.sha256(encode(read)).hexdigest()


def _decided(
    candles: CandleArrays, config: StrategyConfig, conditions: Conditions
) -> dict[str, Any]:
    """The decision at the last close, and the stop and target that an entry there would have."""
    observations = observe(
        candles,
        conditions.policy,
        conditions.events,
        symbol=conditions.macro_symbol or config.symbol,
        count_undated=conditions.count_undated,
    )
    last = decide(candles, config, conditions.policy, observations).last()
    price = float(candles.close[-1])
    stop, target = _exits(last, config, price)
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
    decision: Decision, config: StrategyConfig, price: float
) -> tuple[float | None, float | None]:
    """None where nothing would be opened: FLAT, or SHORT on a market that holds no short."""
    if decision.action is Action.FLAT:
        return None, None
    if decision.action is Action.SHORT and not config.allow_short:
        return None, None
    sign = 1.0 if decision.action is Action.LONG else -1.0
    return (
        price * (1.0 - sign * config.stop_loss_pct),
        price * (1.0 + sign * config.take_profit_pct),
    )


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
