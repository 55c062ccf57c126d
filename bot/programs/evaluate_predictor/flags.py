"""The flags of tools/evaluate_predictor.py."""

from pathlib import Path

from bot.command_line import (
    Parser,
    add_ai_calibration,
    add_config_flags,
    add_json_or_file,
    add_window,
    amount,
    as_argument,
    count,
    output_file,
    text,
    value_list,
)
from bot.domain import FIELD_KINDS
from bot.domain.errors import ConfigError
from bot.programs.candle_flags import ALL, add_market, add_source

PROGRAM = "tools/evaluate_predictor.py"
FARTHEST = 10_000
_READ = ("ema_fast", "ema_slow", "rsi_period", "fee_pct", "slippage_pct")
"""The fields of a config that predictions and outcomes are made of."""
_HORIZONS = (1, 3, 6, 12, 24)
_USUAL_FIT = 12

_DESCRIPTION = """Hold the AI's probabilities at every candle against what happened some candles
later: Brier score and skill against base rates, calibration curves, hit rates and the expected
move, with intervals that know that outcomes overlap; and what a calibration fitted on the past
alone would have given. --fit keeps one for AI_CALIBRATION. Exit codes: 0 ok, 1 bug, 2 usage or
configuration, 3 data, 4 network or exchange, 130 interrupted."""


def parser() -> Parser:
    """All flags; None is the value of one that was not given."""
    flags = Parser(prog=PROGRAM, description=_DESCRIPTION)
    _add_candles(flags)
    _add_measuring(flags)
    add_config_flags(flags, without=tuple(set(FIELD_KINDS) - set(_READ)))
    _add_results(flags)
    return flags


def _add_candles(flags: Parser) -> None:
    group = flags.add_argument_group("candles")
    add_market(group)
    group.add_argument(
        "--lookback",
        type=as_argument(_all_or_count),
        metavar="N",
        help="how many of the newest candles, or all"
        " (default: all of a file, else OPTIMIZE_LOOKBACK)",
    )
    add_source(group)
    add_window(group)
    group.add_argument(
        "--seed",
        type=as_argument(count()),
        metavar="N",
        help="of chance: synthetic candles and the intervals; built in: 0",
    )


def _add_measuring(flags: Parser) -> None:
    group = flags.add_argument_group("measuring")
    group.add_argument(
        "--horizons",
        type=as_argument(_horizons),
        default=_HORIZONS,
        metavar="LIST",
        help="candles after which a prediction is held against what came (default: 1,3,6,12,24)",
    )
    group.add_argument(
        "--threshold-pct",
        type=as_argument(amount),
        metavar="N",
        help="a move beyond it is long or short, one within it flat (default: what entering and"
        " leaving costs, fees and slippage of both sides)",
    )
    group.add_argument(
        "--macro-events",
        type=Path,
        metavar="FILE",
        help="let these events lean on the AI (default: none, the AI by itself)",
    )
    add_ai_calibration(group)


def _add_results(flags: Parser) -> None:
    group = flags.add_argument_group("results")
    group.add_argument(
        "--fit",
        nargs="?",
        type=as_argument(text),
        const=True,
        metavar="NAME",
        help="keep a calibration fitted to all these candles in DATA_DIR/ai_calibrations"
        " (default: named by symbol, timeframe and horizon)",
    )
    group.add_argument(
        "--fit-horizon",
        type=as_argument(count(1, FARTHEST)),
        default=_USUAL_FIT,
        metavar="N",
        help=f"the horizon that it is fitted for, in candles (default: {_USUAL_FIT})",
    )
    add_json_or_file(group)
    group.add_argument(
        "--report",
        type=as_argument(output_file),
        metavar="FILE.html",
        help="the result with charts as one HTML file that needs no network",
    )


def _all_or_count(answer: str) -> int | str:
    return ALL if answer == ALL else count(1)(answer)


def _horizons(answer: str) -> tuple[int, ...]:
    horizons = tuple(int(horizon) for horizon in value_list("int")(answer))
    if not 1 <= horizons[0] <= horizons[-1] <= FARTHEST or len(horizons) > 20:
        raise ConfigError(f"need at most 20 horizons from 1 to {FARTHEST} candles, was {answer!r}")
    return horizons
