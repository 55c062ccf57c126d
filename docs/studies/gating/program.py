"""Print every table of the study."""

from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

from bot.command_line import Parser, add_count_flags, tell

if TYPE_CHECKING:
    from docs.studies.gating.procedures import Run
    from docs.studies.gating.series import Series


def main(arguments: Sequence[str]) -> int:
    """The tables of every series, as they are finished."""
    given = _parser().parse_args(arguments)
    from docs.studies.gating.quarters import traded_quarters
    from docs.studies.gating.series import hourly_series
    from docs.studies.gating.tables import aside_table, look_table

    found, runs = hourly_series(given.real_data), {}
    with ProcessPoolExecutor(given.jobs, mp_context=get_context("spawn")) as pool:
        for series in found:
            if not given.quiet:
                tell(f"{series.symbol} ...")
            runs[series.symbol] = _shown(pool, series)
    print("## What the gate's looks showed", "", *look_table(runs), "", sep="\n")
    quarters = {series.symbol: traded_quarters(series.candles()) for series in found}
    print("## What standing aside saved", "", *aside_table(quarters, runs), sep="\n")
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
    parser = Parser(
        prog="python -m docs.studies.gating",
        description="What the promotion gate does to return and drawdown on real hourly candles, "
        "quarter by quarter: the tables of docs/studies/gating.md.",
    )
    add_count_flags(parser)
    return parser
