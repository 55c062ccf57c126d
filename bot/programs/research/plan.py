"""From flags to everything that one run needs."""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot.command_line import (
    ON_STDOUT,
    config_overrides,
    fields_called,
    policy_of,
    refuse_overwriting,
)
from bot.domain import (
    AssetType,
    DecisionPolicy,
    StrategyConfig,
    merge_config,
    sanitize_symbol_for_fs,
    timeframe_delta,
)
from bot.domain.calendar import EntryBlackout
from bot.domain.errors import ConfigError
from bot.optimizer import Judge, Objective
from bot.programs.bot_files import files_of_bot
from bot.programs.candle_flags import lookback_asked_for, source_asked_for
from bot.programs.candle_request import CandleRequest
from bot.programs.historical_inputs import CsvReader, blackout_for, timeframe_of_file
from bot.programs.research.flags import GRID_FIELDS, grid_key
from bot.settings import Settings
from bot.wiring.opinions import policy_in_use

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchPlan:
    """What is run on which candles.

    `values` are the lists by field, `params` those of the strategy's own parameters as typed;
    `base` holds all else. Finished parts are kept in `parts_folder`.
    """

    base: StrategyConfig
    values: Mapping[str, tuple[float, ...]]
    params: Mapping[str, str]
    policy: DecisionPolicy
    blackout: EntryBlackout
    balance: float
    candles: CandleRequest
    asset_type: AssetType | None
    stated_periods: float | None
    objective: str
    mdd_weight: float
    min_trades: int
    held_out_share: float
    top: int
    jobs: int | None
    parts_folder: Path


def make_plan(given: argparse.Namespace, settings: Settings, read_csv: CsvReader) -> ResearchPlan:
    """The flags over the settings; ConfigError where they contradict each other."""
    source, csv = source_asked_for(given, settings)
    base = merge_config(
        settings.strategy_base,
        {
            **config_overrides(given),
            "symbol": given.symbol or settings.strategy_base.symbol,
            "timeframe": given.timeframe
            or timeframe_of_file(csv, read_csv)
            or settings.strategy_base.timeframe,
        },
    )
    asset_type = None if given.asset_type is None else AssetType(given.asset_type)
    timeframe_delta(base.timeframe)
    sanitize_symbol_for_fs(base.symbol)
    return ResearchPlan(
        base=base,
        values=_values(given),
        params=_params(given),
        policy=policy_of(given, policy_in_use(settings, given.ai_calibration)),
        blackout=blackout_for(settings, given),
        balance=settings.trading.starting_balance if given.balance is None else given.balance,
        candles=CandleRequest(
            symbol=base.symbol,
            timeframe=base.timeframe,
            source=source,
            csv=csv,
            lookback=lookback_asked_for(given, settings, csv),
            start=given.start,
            end=given.end,
            seed=settings.candles.synthetic_seed,
            exchange_id=settings.exchange.exchange_id,
            asset_type=asset_type,
        ),
        asset_type=asset_type,
        stated_periods=given.periods_per_year,
        objective=given.objective,
        mdd_weight=_or(given.mdd_weight, settings.optimizer.auto_optimize_mdd_weight),
        min_trades=_or(given.min_trades, settings.optimizer.auto_optimize_min_trades),
        held_out_share=given.out_of_sample,
        top=given.top,
        jobs=given.jobs,
        parts_folder=settings.data_dir / "research",
    )


def judge_of(plan: ResearchPlan) -> Judge:
    """What combinations are ranked by."""
    return Judge(
        objective=Objective.named(plan.objective),
        mdd_weight=plan.mdd_weight,
        min_trades=plan.min_trades,
    )


def fields_given(given: argparse.Namespace) -> list[str]:
    """What the flags state of configs and of the judge, and what they are held against."""
    judged = () if given.mdd_weight is None else ("mdd_weight",)
    return [*fields_called({**config_overrides(given), **_values(given)}), *judged]


def saved_to(given: argparse.Namespace, csv: Path | None, settings: Settings) -> Path | None:
    """The file for the JSON result; None for none or stdout.

    ConfigError where a file that is written is another flag's file too.
    """
    file = None if given.json == ON_STDOUT else given.json
    refuse_overwriting(
        {
            "--json": file,
            "--export": given.export,
            "--heat-map": given.heat_map,
            "--resume": given.resume,
        },
        {"--csv": csv, "--macro-events": given.macro_events, **files_of_bot(settings)},
    )
    return file


def _values(given: argparse.Namespace) -> dict[str, tuple[float, ...]]:
    listed = {name: getattr(given, grid_key(name)) for name in GRID_FIELDS}
    return {name: values for name, values in listed.items() if values is not None}


def _params(given: argparse.Namespace) -> dict[str, str]:
    """The typed list of each --param by its name."""
    lists: dict[str, str] = {}
    for pair in given.param or ():
        name, equals, values = (piece.strip() for piece in pair.partition("="))
        if not equals or not name or not values or name in lists:
            raise ConfigError(f"need --param NAME=LIST, once for each name, was {pair!r}")
        lists[name] = values
    return lists


def _or(given: T | None, usual: T) -> T:
    return usual if given is None else given
