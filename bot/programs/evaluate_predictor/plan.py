"""From flags to everything that one evaluation needs."""

import argparse
from dataclasses import dataclass, replace
from pathlib import Path

from bot.ai import round_trip_pct
from bot.command_line import ON_STDOUT, config_overrides, refuse_overwriting
from bot.domain import (
    DataSource,
    DecisionPolicy,
    StrategyConfig,
    merge_config,
    sanitize_symbol_for_fs,
)
from bot.domain.errors import ConfigError
from bot.programs.bot_files import files_of_bot
from bot.programs.candle_flags import lookback_asked_for, source_asked_for
from bot.programs.candle_request import CandleRequest
from bot.programs.historical_inputs import CsvReader, timeframe_of_file
from bot.settings import Settings
from bot.wiring.opinions import policy_in_use


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationPlan:
    """Which predictions are held against which outcomes, and what becomes of the result.

    `fit_name` is what a fitted calibration is kept as, None where none is asked for.
    """

    config: StrategyConfig
    policy: DecisionPolicy
    candles: CandleRequest
    horizons: tuple[int, ...]
    threshold_pct: float
    fit_name: str | None
    fit_horizon: int
    save_to: Path | None
    report_to: Path | None


def make_plan(given: argparse.Namespace, settings: Settings, read_csv: CsvReader) -> EvaluationPlan:
    """The flags over the settings; ConfigError where they contradict each other."""
    source, csv = source_asked_for(given, settings)
    config = _config(given, settings, timeframe_of_file(csv, read_csv))
    policy = replace(
        policy_in_use(settings, given.ai_calibration),
        ai_enabled=True,
        macro_enabled=given.macro_events is not None,
    )
    if given.fit is not None and policy.ai_calibration is not None:
        raise ConfigError(
            "need --ai-calibration off with --fit, was "
            f"{policy.ai_calibration.name}: a calibration is fitted to the AI's own probabilities"
        )
    threshold = round_trip_pct(config) if given.threshold_pct is None else given.threshold_pct
    save_to = None if given.json == ON_STDOUT else given.json
    refuse_overwriting(
        {"--json": save_to, "--report": given.report},
        {"--csv": csv, "--macro-events": given.macro_events, **files_of_bot(settings)},
    )
    return EvaluationPlan(
        config=config,
        policy=policy,
        candles=_candles(given, settings, config, source, csv),
        horizons=given.horizons,
        threshold_pct=threshold,
        fit_name=_fit_name(given, config),
        fit_horizon=given.fit_horizon,
        save_to=save_to,
        report_to=given.report,
    )


def _config(
    given: argparse.Namespace, settings: Settings, timeframe_of_csv: str | None
) -> StrategyConfig:
    base = settings.strategy_base
    return merge_config(
        base,
        {
            **config_overrides(given),
            "symbol": given.symbol or base.symbol,
            "timeframe": given.timeframe or timeframe_of_csv or base.timeframe,
        },
    )


def _candles(
    given: argparse.Namespace,
    settings: Settings,
    config: StrategyConfig,
    source: DataSource,
    csv: Path | None,
) -> CandleRequest:
    return CandleRequest(
        symbol=config.symbol,
        timeframe=config.timeframe,
        source=source,
        csv=csv,
        lookback=lookback_asked_for(given, settings, csv),
        start=given.start,
        end=given.end,
        seed=settings.candles.synthetic_seed,
        exchange_id=settings.exchange.exchange_id,
    )


def _fit_name(given: argparse.Namespace, config: StrategyConfig) -> str | None:
    if given.fit is None:
        return None
    symbol = sanitize_symbol_for_fs(config.symbol)
    usual = f"{symbol}_{config.timeframe}_{given.fit_horizon}"
    name = usual if given.fit is True else str(given.fit)
    if sanitize_symbol_for_fs(name) != name:
        raise ConfigError(f"need a name that a file can have for --fit, was {name!r}")
    return name
