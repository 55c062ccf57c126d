"""python -m tests.day OUT: a day of real minutes on paper and as orders, held against the backtest.

Two bots, one after the other, each a process of its own on a simulated exchange: one fills on
paper, the other places orders; their state stays below OUT. Prints a line for each symbol, what is
unexplained, and what the processes held; exit code 1 where a trade is unexplained, paper differs,
memory grows or a file or thread is left open.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.cycles.many_symbols import ORDERS, PAPER
from bot.parity import Cause
from tests.day.markets import DayMarket, day_markets
from tests.day.rehearsed_day import RehearsedDay, rehearsed_day
from tests.day.resources import Growth

MODES = {"paper": PAPER, "orders": ORDERS}
MOST_MB_AN_HOUR = 1.0


def main() -> int:
    """Run the day and tell."""
    given = _arguments()
    markets = day_markets(given.data, given.symbols, given.candles)
    is_well = True
    for name in given.only or MODES:
        folder = given.out / name
        folder.mkdir(parents=True)
        began = time.monotonic()
        day = rehearsed_day(markets, folder, given.candles, MODES[name])
        minutes = (time.monotonic() - began) / 60
        growth = Growth.of(day.held, given.warm_up)
        say(f"{name}, {given.candles} candles of 1m in {minutes:.1f} minutes")
        say(*table(markets, day), *unexplained(day))
        say(f"{name}: {growth}", "")
        is_well &= not day.unexplained and growth.megabytes_an_hour < MOST_MB_AN_HOUR
        is_well &= not growth.leaks and not (name == "paper" and day.differing)
    return 0 if is_well else 1


def table(markets: Sequence[DayMarket], day: RehearsedDay) -> list[str]:
    """A line for each symbol, and the sums."""
    lines = [
        f"{'symbol':<10} {'real minutes from':<28} {'backtest':>8} {'bot':>5} {'differ':>6}  causes"
    ]
    for market in markets:
        report = day.reports[market.symbol]
        causes = ", ".join(f"{cause} {count}" for cause, count in report.by_cause.items())
        source = f"{market.file.split('_')[0]} {market.began:%Y-%m-%d %H:%M}"
        lines.append(
            f"{market.symbol:<10} {source:<28} {report.backtest_trades:>8} {report.bot_trades:>5} "
            f"{report.count:>6}  {causes}"
        )
    reports = day.reports.values()
    lines.append(
        f"in all: {sum(r.backtest_trades for r in reports)} trades of the backtest, "
        f"{sum(r.bot_trades for r in reports)} of the bot ({day.orders} orders, {day.fills} fills);"
        f" {day.differing} differ, unexplained {day.unexplained}"
    )
    return lines


def unexplained(day: RehearsedDay) -> list[str]:
    """A line for each trade that nothing explains."""
    return [
        f"{symbol} {difference.entry_time:%H:%M} {reason.words}"
        for symbol, report in day.reports.items()
        for difference in report.differences
        for reason in difference.reasons
        if reason.cause is Cause.UNEXPLAINED
    ]


def say(*lines: str) -> None:
    """Write lines at once: a day takes long."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.day", description=__doc__)
    parser.add_argument("out", type=Path, help="a folder that is not there yet")
    parser.add_argument("--data", type=Path, required=True, help="the folder of real candles")
    parser.add_argument("--symbols", type=int, default=20)
    parser.add_argument("--candles", type=int, default=1_440)
    parser.add_argument("--warm-up", type=int, default=120, help="candles that memory settles in")
    parser.add_argument("--only", action="append", choices=MODES, help="one of the two bots")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
