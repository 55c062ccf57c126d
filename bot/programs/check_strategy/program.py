"""tools/check_strategy.py from its arguments to its exit code."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.command_line import Meter, Parser, as_argument, as_json, count, tell, write_out

if TYPE_CHECKING:
    import argparse

    from bot.candles import CandleArrays
    from bot.domain import StrategyConfig
    from bot.strategy import NamedStrategy
    from bot.strategy.check import CheckReport

_NOT_TRUSTED = 3

_DESCRIPTION = """Check whether the backtest of a strategy can be believed: whether it looks ahead,
decides alike on every long-enough window, bears few and constant candles, gives the same answer
each time, and has valid parameters. Exit codes: 0 every check passed, 1 bug, 2 usage, or a strategy
or parameters that cannot be used, 3 a check failed or could not be made, or unusable candles."""


def main(arguments: Sequence[str]) -> int:
    """Check and tell; 3 unless every check passed."""
    given = parser().parse_args(arguments)
    from bot.programs.check_strategy.pace import seconds_per_10_000_candles
    from bot.reports.strategy_check import as_document, as_text
    from bot.strategy import strategy_of

    folder = _strategies_folder(given.data_dir)
    config = config_of(given.name, given.params)
    named = strategy_of(config)
    series = _series(given, named)
    report = _checked(given, named, config, folder, series)
    pace = seconds_per_10_000_candles(named.strategy) if report.is_passed else None
    document = as_document(named, report, series, pace)
    write_out(as_json(document) if given.json else as_text(document))
    return 0 if report.is_passed else _NOT_TRUSTED


def parser() -> Parser:
    """The flags."""
    flags = Parser(prog="tools/check_strategy.py", description=_DESCRIPTION)
    flags.add_argument(
        "name",
        metavar="NAME",
        help="ema_rsi, bollinger_reversion, macd_trend, or your own: the file NAME.py in"
        " DATA_DIR/strategies, or a module path with dots",
    )
    flags.add_argument(
        "--params",
        "--strategy-params",
        default="",
        metavar="NAME=VALUE,...",
        help="parameters other than the strategy's defaults, also as a JSON object",
    )
    flags.add_argument(
        "--csv",
        type=Path,
        metavar="FILE",
        help="candles of a file, instead of invented ones of several kinds",
    )
    flags.add_argument(
        "--candles",
        type=as_argument(count(100, 1_000_000)),
        metavar="N",
        help="how many of each kind, or the newest of the file; default: 2000, or all of the file",
    )
    flags.add_argument(
        "--tries",
        type=as_argument(count(10, 1_000_000)),
        default=200,
        metavar="N",
        help="how many beginnings and windows of each kind are tried; default: 200",
    )
    flags.add_argument(
        "--timeframe", default="1h", metavar="LENGTH", help="of invented candles; default: 1h"
    )
    flags.add_argument(
        "--seed", type=as_argument(count()), default=0, metavar="N", help="of chance; default: 0"
    )
    flags.add_argument(
        "--data-dir", type=Path, metavar="FOLDER", help="whose strategies/ is looked in"
    )
    flags.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return flags


def config_of(name: str, params: str) -> "StrategyConfig":
    """A config of that strategy; those of ema_rsi are fields of the config itself."""
    from bot.domain import EMA_RSI, StrategyConfig, StrategyParams, merge_config

    given = StrategyParams.from_text("--params", params)
    if name == EMA_RSI:
        return merge_config(StrategyConfig(), given)
    return StrategyConfig(strategy=name, strategy_params=given)


def _strategies_folder(data_dir: Path | None) -> Path:
    """Where users' own strategies are, from now on in this process."""
    from bot.settings import Settings
    from bot.strategy import look_in

    folder = (data_dir or Settings.load(os.environ).data_dir) / "strategies"
    look_in(folder)
    return folder.resolve()


def _series(given: "argparse.Namespace", named: "NamedStrategy") -> "dict[str, CandleArrays]":
    """The candles by name; errors of the tree where a file has none to use."""
    from bot.strategy.check import default_series

    if given.csv is not None:
        return {given.csv.name: _candles_of(given.csv, given.candles, quiet=given.quiet)}
    return default_series(
        named.warm_up_candles,
        count=given.candles or 2_000,
        seed=given.seed,
        timeframe=given.timeframe,
    )


def _candles_of(file: Path, newest: int | None, *, quiet: bool) -> "CandleArrays":
    from bot.candles import CandleArrays, infer_timeframe
    from bot.market_data import read_candles_csv

    candles = read_candles_csv(file)
    if not quiet:
        for said in candles.attrs["warnings"]:
            tell(said)
    return CandleArrays.of(candles.iloc[-(newest or 0) :], infer_timeframe(candles))


def _checked(
    given: "argparse.Namespace",
    named: "NamedStrategy",
    config: "StrategyConfig",
    folder: Path,
    series: "dict[str, CandleArrays]",
) -> "CheckReport":
    from bot.programs.check_strategy.fresh_process import asking_a_fresh_process
    from bot.strategy.check import check_strategy

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
