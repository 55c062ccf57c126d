"""From a record to its parity report, in memory that does not grow with it."""

import sys
from collections.abc import Iterator
from itertools import islice

from bot.parity.comparison import Comparison
from bot.parity.redecide import longest_warm_up, redecided
from bot.parity.report import ParityReport, RecordedRun
from bot.parity.rows import Row, recorded_rows
from bot.trading import recorded_configs

CHUNK_ROWS = 10_000


def parity_report(run: RecordedRun, *, chunk_rows: int = CHUNK_ROWS) -> ParityReport:
    """Run the backtester over the record and compare, in memory that does not grow with it.

    The reference is one run of the backtester under the config and policy of the first decision;
    decisions are made anew from the recorded candles with the macro bias and confidence that each
    decision recorded. Raises DataError where the record is empty or contradicts itself.
    """
    configs = recorded_configs(run.telling, run.state)
    rows = recorded_rows(run.candles, run.signals, configs, run.state)
    comparison = Comparison(run)
    if not run.state.mode.is_on_paper:
        chunk_rows = sys.maxsize  # an order's life may be longer than any chunk
    memory = longest_warm_up(list(configs.values())) if configs else 0
    for chunk in redecided(_chunks(rows, chunk_rows), memory=memory):
        comparison.take(chunk)
    return comparison.report(len(configs))


def _chunks(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    """Chunks that end with a decision, so that candles missed together stay together."""
    while chunk := list(islice(rows, size)):
        while chunk[-1].action is None and (further := next(rows, None)) is not None:
            chunk.append(further)
        yield chunk
