"""The flags of run_backtest.py."""

from pathlib import Path

from bot.command_line import (
    Parser,
    add_calendar_flags,
    add_config_flags,
    add_date_format,
    add_json_or_file,
    add_opinion_flags,
    add_trading_hours,
    add_window,
    as_argument,
    count,
    output_file,
)
from bot.programs.candle_request import SOURCES

FEWEST_RUNS = 100
MOST_RUNS = 100_000
MOST_FOLDS = 100

_DESCRIPTION = """Backtest one symbol with the decision and the fills that the bot has. What no
flag answers is asked; --yes accepts every default. The result goes to stdout, the rest to stderr.
Exit codes: 0 ok, 1 bug, 2 usage or configuration, 3 data, 4 network or exchange, 130
interrupted."""


def parser() -> Parser:
    """All flags; None is the value of one that was not given."""
    flags = Parser(prog="run_backtest.py", description=_DESCRIPTION)
    flags.add_argument("--yes", action="store_true", help="ask nothing, accept every default")
    _add_asked(flags)
    _add_candles(flags)
    add_config_flags(flags)
    add_opinion_flags(flags)
    add_calendar_flags(flags)
    _add_robustness(flags)
    return flags


def _add_asked(flags: Parser) -> None:
    group = flags.add_argument_group("instead of questions, in the order they are asked")
    group.add_argument("--symbol", metavar="SYMBOL", help="such as BTC/USDT, NVDA, GC=F")
    group.add_argument("--timeframe", metavar="LENGTH", help="of a candle, such as 15m, 1h, 1d")
    group.add_argument("--lookback", metavar="N", help="how many of the newest candles, or all")
    group.add_argument("--balance", metavar="MONEY", help="initial balance")
    parameters = group.add_mutually_exclusive_group()
    parameters.add_argument(
        "--parameters",
        metavar="{defaults,optimized}",
        help="optimized: what the optimizer found for the symbol, in DATA_DIR",
    )
    parameters.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help="parameters of a JSON file, which may be partial",
    )
    sources = ",".join(SOURCES)
    group.add_argument("--source", metavar=f"{{{sources}}}", help="where candles come from")
    group.add_argument("--csv", type=Path, metavar="FILE", help="candles of a file; implies csv")
    add_date_format(group)
    group.add_argument(
        "--detail",
        metavar="{FILE,TIMEFRAME}",
        help="finer candles that decide exits inside a candle: of a file, or the source's, as 1m",
    )
    saving = group.add_mutually_exclusive_group()
    add_json_or_file(saving)
    saving.add_argument("--no-save", action="store_true", help="save nothing")
    flags.add_argument(
        "--report",
        type=as_argument(output_file),
        metavar="FILE.html",
        help="the result with charts and every trade as one HTML file that needs no network",
    )
    flags.add_argument(
        "--progress",
        action="store_true",
        help="tell on stderr how far the run is, and what is left",
    )
    flags.add_argument("--full-equity", action="store_true", help="every equity point in the JSON")


def _add_candles(flags: Parser) -> None:
    group = flags.add_argument_group("candles")
    add_window(group)
    group.add_argument(
        "--seed",
        type=as_argument(count()),
        metavar="N",
        help="of chance: synthetic candles and the checks below; built in: 0",
    )
    add_trading_hours(group)


def _add_robustness(flags: Parser) -> None:
    group = flags.add_argument_group("how far to believe it")
    group.add_argument(
        "--monte-carlo",
        type=as_argument(count(FEWEST_RUNS, MOST_RUNS)),
        metavar="N",
        help=f"resample trades and candles N times, {FEWEST_RUNS} to {MOST_RUNS}; see --seed",
    )
    group.add_argument(
        "--costs-sweep", action="store_true", help="the result under other fees and slippages"
    )
    group.add_argument(
        "--stress", action="store_true", help="the same through four crises put into the candles"
    )
    group.add_argument(
        "--ablate",
        action="store_true",
        help="the same with the technical signal alone, with the AI, with macro news, with both",
    )
    group.add_argument(
        "--walk-forward",
        type=as_argument(count(1, MOST_FOLDS)),
        metavar="N",
        help="optimize on the past and trade the future N times, as AUTO_OPTIMIZE_* say",
    )
