"""Print every table of the study."""

import os
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from bot.command_line import Parser, as_argument, count, tell

if TYPE_CHECKING:
    from docs.studies.gating.procedures import Run
    from docs.studies.gating.series import Series


def main(arguments: Sequence[str]) -> int:
    """The tables of every series, as they are finished."""
    given = _parser().parse_args(arguments)
    from docs.studies.gating.series import hourly_series
    from docs.studies.gating.tables import look_table

    found, runs = hourly_series(given.real_data), {}
    with ProcessPoolExecutor(given.jobs, mp_context=get_context("spawn")) as pool:
        for series in found:
            if not given.quiet:
                tell(f"{series.symbol} ...")
            runs[series.symbol] = _shown(pool, series)
    print("## What the gate's looks showed", "", *look_table(runs), sep="\n")
    return 0


def _shown(pool: Executor, series: "Series") -> "list[Run]":
    """Run all tasks of a series and print its two tables."""
    from docs.studies.gating.procedures import runs_of, tasks_of
    from docs.studies.gating.quarters import traded_quarters
    from docs.studies.gating.tables import quarter_table, whole_table

    quarters = traded_quarters(series.candles())
    span = f"{quarters[0].name} to {quarters[-1].name}, {len(quarters)} quarters"
    runs = [run for done in pool.map(runs_of, tasks_of(series)) for run in done]
    print(f"## {series.symbol}, {span}", "", *whole_table(runs), sep="\n")
    print("", *quarter_table(quarters, runs), "", sep="\n", flush=True)
    return runs


def _parser() -> Parser:
    beside = Path(__file__).resolve().parents[4] / "shared" / "data"
    parser = Parser(
        prog="python -m docs.studies.gating",
        description="What the promotion gate does to return and drawdown on real hourly candles, "
        "quarter by quarter: the tables of docs/studies/gating.md.",
    )
    parser.add_argument(
        "--jobs",
        type=as_argument(count(1)),
        default=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1,
        metavar="N",
        help="processes (default: all cores)",
    )
    parser.add_argument(
        "--real-data",
        type=Path,
        default=Path(os.environ.get("REAL_DATA_DIR") or beside),
        metavar="FOLDER",
        help="the folder of real candles (default: REAL_DATA_DIR)",
    )
    return parser
