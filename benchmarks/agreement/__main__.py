"""make agreement: our trades against those of backtesting.py and vectorbt, on real candles.

Exit code 1 where a difference is left that no rule of the peer foretells, 3 without candles.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.agreement.comparison import CaseOnSeries, CoreOnSeries


def main() -> int:
    """Compare, print the tables, and say whether everything is explained."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.agreement", description=__doc__)
    parser.add_argument("--only", default="", help="part of the names of the series to compare")
    parser.add_argument("--examples", action="store_true", help="a trade for each cause, too")
    arguments = parser.parse_args()
    from benchmarks.agreement.series import real_files

    files = [path for path in real_files() if arguments.only in path.stem]
    if not files:
        print("need candle files, had none: set REAL_DATA_DIR to a folder with ohlcv/ in it")
        return 3
    return _compare(files, with_examples=arguments.examples)


def _compare(files: Sequence[Path], *, with_examples: bool) -> int:
    from benchmarks.agreement import tables
    from benchmarks.agreement.comparison import cases_on, cores_on
    from benchmarks.agreement.series import real_series

    found: list[CaseOnSeries] = []
    cores: list[CoreOnSeries] = []
    for series in real_series(files):
        print(f"{series.name}: {len(series.candles):,} candles", file=sys.stderr, flush=True)
        found += cases_on(series)
        cores += cores_on(series)
    for name in tables.case_names(found):
        _print(tables.case_table([row for row in found if row.case.name == name]))
    for table in (tables.summary(found), tables.cause_table(found), tables.legend()):
        _print(table)
    _print(tables.core_table(cores))
    if with_examples:
        _print(tables.examples(found))
    return _verdict(found, cores)


def _verdict(found: "Sequence[CaseOnSeries]", cores: "Sequence[CoreOnSeries]") -> int:
    decisions = sum(row.other_decisions for row in found)
    candles = sum(len(row.series.candles) for row in found)
    orders = sum(row.other_orders for row in found)
    unexplained = sum(t.unexplained for row in found for t in row.tallies.values())
    unequal = sum(not row.all_agree for row in cores)
    print(f"\n{decisions} of {candles:,} decisions differ (every candle of every case)")
    print(f"{orders} trades differ between the two engines of vectorbt")
    print(f"{unequal} of {len(cores)} core runs differ")
    print(f"{unexplained} differences unexplained")
    return 1 if decisions or orders or unexplained or unequal else 0


def _print(lines: Iterable[str]) -> None:
    print("\n".join(lines))


if __name__ == "__main__":
    sys.exit(main())
