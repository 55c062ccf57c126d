"""A strategy checked on candles, from the parsed flags on."""

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from bot.candles import CandleArrays, infer_timeframe
from bot.command_line import Meter, as_json, tell, write_out
from bot.domain import EMA_RSI, StrategyConfig, StrategyParams, merge_config
from bot.market_data import read_candles_csv
from bot.programs.check_strategy.fresh_process import asking_a_fresh_process
from bot.programs.check_strategy.pace import seconds_per_10_000_candles
from bot.reports.strategy_check import as_document, as_text
from bot.settings import Settings
from bot.strategy import NamedStrategy, set_strategies_folder, strategy_of
from bot.strategy.check import CheckReport, check_strategy, default_series

_NOT_TRUSTED = 3


def run(given: argparse.Namespace) -> int:
    """Check and tell; 3 unless every check passed."""
    folder = _strategies_folder(given.data_dir)
    config = config_of(given.name, given.params)
    named = strategy_of(config)
    series = _series(given, named)
    report = _checked(given, named, config, folder, series)
    pace = seconds_per_10_000_candles(named.strategy) if report.is_passed else None
    document = as_document(named, report, series, pace)
    write_out(as_json(document) if given.json else as_text(document))
    return 0 if report.is_passed else _NOT_TRUSTED


def config_of(name: str, params: str) -> StrategyConfig:
    """A config of that strategy; those of ema_rsi are fields of the config itself."""
    given = StrategyParams.from_text("--params", params)
    if name == EMA_RSI:
        return merge_config(StrategyConfig(), given)
    return StrategyConfig(strategy=name, strategy_params=given)


def _strategies_folder(data_dir: Path | None) -> Path:
    """Where users' own strategies are, from now on in this process."""
    folder = (data_dir or Settings.load(os.environ).data_dir) / "strategies"
    set_strategies_folder(folder)
    return folder.resolve()


def _series(given: argparse.Namespace, named: NamedStrategy) -> dict[str, CandleArrays]:
    """The candles by name; errors of the tree where a file has none to use."""
    if given.csv is not None:
        return {given.csv.name: _candles_of(given)}
    return default_series(
        named.warm_up_candles,
        count=given.candles or 2_000,
        seed=given.seed,
        timeframe=given.timeframe,
    )


def _candles_of(given: argparse.Namespace) -> CandleArrays:
    """The newest candles of the file that a flag names."""
    candles = read_candles_csv(given.csv, date_format=given.date_format, now=datetime.now(UTC))
    if not given.quiet:
        for said in candles.attrs["warnings"]:
            tell(said)
    return CandleArrays.of(candles.iloc[-(given.candles or 0) :], infer_timeframe(candles))


def _checked(
    given: argparse.Namespace,
    named: NamedStrategy,
    config: StrategyConfig,
    folder: Path,
    series: dict[str, CandleArrays],
) -> CheckReport:
    meter = Meter(quiet=given.quiet)
    report = check_strategy(
        named.strategy,
        series,
        tries=given.tries,
        seed=given.seed,
        ask_elsewhere=asking_a_fresh_process(config, folder),
        progress=lambda share, check: meter.show(share, f"{share:.0%}, {check}"),
    )
    meter.show(1.0, "100%")
    return report
