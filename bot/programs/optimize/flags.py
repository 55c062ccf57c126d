"""The flags of run_portfolio_optimize.py."""

from pathlib import Path

from bot.command_line import Parser, as_argument, count, one_of, real_number
from bot.settings import OBJECTIVES, SAMPLERS


def parser() -> Parser:
    """The flags; what is not given comes from the environment and .env."""
    flags = Parser(
        prog="run_portfolio_optimize.py",
        description="Search for a better config of every asset of the portfolio, and write it "
        "where candles that the search has not seen show that it is better than the one in use.",
    )
    flags.add_argument(
        "--config", type=Path, metavar="FILE", help="the portfolio (default: DATA_DIR's)"
    )
    flags.add_argument(
        "--trials", type=as_argument(count(1)), metavar="N", help="configs tried for each asset"
    )
    flags.add_argument(
        "--objective",
        type=as_argument(one_of(*OBJECTIVES)),
        metavar="{" + ",".join(OBJECTIVES) + "}",
        help="what a config is judged by",
    )
    flags.add_argument(
        "--sampler",
        type=as_argument(one_of(*SAMPLERS)),
        metavar="{" + ",".join(SAMPLERS) + "}",
        help="how configs are chosen; nsga2 shows the front of return against drawdown",
    )
    flags.add_argument(
        "--mdd-weight",
        type=as_argument(real_number),
        metavar="N",
        help="what drawdown costs in composite",
    )
    flags.add_argument(
        "--min-trades", type=as_argument(count()), metavar="N", help="trades that a config needs"
    )
    flags.add_argument(
        "--jobs", type=as_argument(count(1)), metavar="N", help="threads (default: all cores)"
    )
    flags.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="search on the workers of this Dask scheduler, tcp://HOST:PORT",
    )
    flags.add_argument(
        "--seed", type=as_argument(count()), metavar="N", help="the same seed, the same result"
    )
    for name, words in (
        ("--min-weight", "the least that the compared allocations give an asset (0.1 = 10 %%)"),
        ("--max-weight", "the most that they give one"),
        ("--volatility-target", "the yearly volatility that one of them aims at (0.1 = 10 %%)"),
    ):
        flags.add_argument(name, type=as_argument(real_number), metavar="N", help=words)
    flags.add_argument("--dry-run", action="store_true", help="write nothing")
    flags.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return flags
