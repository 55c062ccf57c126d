"""The flags of python -m bot.research."""

from bot.command_line import (
    Parser,
    add_calendar_flags,
    add_config_flags,
    add_json_or_file,
    add_opinion_flags,
    add_trading_hours,
    add_window,
    amount,
    as_argument,
    count,
    field_help,
    fraction,
    one_of,
    output_file,
    real_number,
    text,
    value_list,
)
from bot.domain import FIELD_KINDS
from bot.programs.candle_flags import add_market, add_source
from bot.settings import OBJECTIVES

PROGRAM = "python -m bot.research"
GRID_FIELDS = (
    "ema_fast",
    "ema_slow",
    "rsi_period",
    "rsi_overbought",
    "rsi_oversold",
    "risk_per_trade_pct",
    "stop_loss_pct",
    "take_profit_pct",
)
"""The fields that a grid may vary; a test holds them equal to those of the optimizer."""
MAP_METRICS = {
    "sharpe": "sharpe_ratio",
    "return": "total_pnl_pct",
    "win_rate": "win_rate",
    "trades": "total_trades",
    "drawdown": "max_drawdown_pct",
}
"""What a heat map can show, by its name for --metric and among the metrics."""

_DESCRIPTION = """Backtest every combination of listed parameters with the decision and the fills
that the bot has, rank them by the first part of the candles, and show what the best ones did on
the last part, which the ranking has not seen. The result goes to stdout, the rest to stderr. An
interrupted run goes on with the same command. Exit codes: 0 ok, 1 bug, 2 usage or configuration,
3 data, 4 network or exchange, 130 interrupted."""


def parser() -> Parser:
    """All flags; None is the value of one that was not given."""
    flags = Parser(prog=PROGRAM, description=_DESCRIPTION)
    _add_candles(flags)
    _add_grid(flags)
    add_config_flags(flags, without=GRID_FIELDS)
    add_opinion_flags(flags)
    add_calendar_flags(flags)
    _add_judging(flags)
    _add_results(flags)
    return flags


def grid_key(field: str) -> str:
    """Under which name the arguments hold a field's list."""
    return f"grid_{field}"


def _add_candles(flags: Parser) -> None:
    group = flags.add_argument_group("candles")
    add_market(group)
    group.add_argument(
        "--lookback",
        type=as_argument(count(1)),
        metavar="N",
        help="how many of the newest candles (default: all of a file, else OPTIMIZE_LOOKBACK)",
    )
    add_source(group)
    add_window(group)
    group.add_argument(
        "--seed", type=as_argument(count()), metavar="N", help="of synthetic candles"
    )
    add_trading_hours(group)
    group.add_argument(
        "--balance", type=as_argument(amount), metavar="MONEY", help="initial balance"
    )


def _add_grid(flags: Parser) -> None:
    group = flags.add_argument_group(
        "grid", "Lists such as 5,8,12 or ranges such as 10:30:5 (the last value included), or both."
    )
    for name in GRID_FIELDS:
        group.add_argument(
            f"--{name.replace('_', '-')}",
            dest=grid_key(name),
            type=as_argument(value_list(FIELD_KINDS[name])),
            metavar="LIST",
            help=field_help(name),
        )
    group.add_argument(
        "--param",
        action="append",
        metavar="NAME=LIST",
        help="values of a parameter of --strategy, such as window=10:40:5; may be repeated",
    )


def _add_judging(flags: Parser) -> None:
    group = flags.add_argument_group("judging")
    group.add_argument(
        "--objective",
        type=as_argument(one_of(*OBJECTIVES)),
        default="sharpe",
        metavar=f"{{{','.join(OBJECTIVES)}}}",
        help="what combinations are ranked by, in sample (default: sharpe)",
    )
    group.add_argument(
        "--mdd-weight",
        type=as_argument(real_number),
        metavar="N",
        help="what drawdown costs in composite",
    )
    group.add_argument(
        "--min-trades",
        type=as_argument(count()),
        metavar="N",
        help="trades that a combination needs in sample to be ranked",
    )
    group.add_argument(
        "--out-of-sample",
        type=as_argument(fraction),
        default=0.3,
        metavar="SHARE",
        help="the last share of the candles, on which nothing is ranked (default: 0.3)",
    )


def _add_results(flags: Parser) -> None:
    group = flags.add_argument_group("results")
    group.add_argument(
        "--top",
        type=as_argument(count(1, 1_000)),
        default=10,
        metavar="N",
        help="how many of the best are shown (default: 10)",
    )
    add_json_or_file(group)
    written = as_argument(output_file)
    group.add_argument(
        "--export", type=written, metavar="FILE.csv", help="every combination as a table"
    )
    group.add_argument(
        "--heat-map",
        type=written,
        metavar="FILE.html",
        help="two parameters as one HTML file that needs no network",
    )
    for axis in ("x", "y"):
        group.add_argument(
            f"--{axis}",
            type=as_argument(text),
            metavar="FIELD",
            help=f"the heat map's {axis} axis (default: a field with most values)",
        )
    group.add_argument(
        "--metric",
        type=as_argument(one_of(*MAP_METRICS)),
        default="sharpe",
        metavar=f"{{{','.join(MAP_METRICS)}}}",
        help="what the heat map shows (default: sharpe)",
    )
    group.add_argument(
        "--resume",
        type=written,
        metavar="FILE",
        help="keep finished parts in this file and go on from it; default: in DATA_DIR/research",
    )
    group.add_argument(
        "--jobs", type=as_argument(count(1)), metavar="N", help="threads (default: all cores)"
    )
