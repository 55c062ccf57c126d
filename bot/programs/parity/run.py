"""A recorded run compared with a backtest, from the parsed flags on."""

import argparse
from pathlib import Path

from bot.command_line import as_json, tell, write_out, write_text_file
from bot.domain import CandleRecord, SignalEvent, Trade
from bot.parity import ParityReport, RecordedRun, parity_report
from bot.programs.recorded_run import open_record
from bot.reports.parity import as_document, as_page, as_text
from bot.wiring.state import volume_in


def run(given: argparse.Namespace) -> int:
    """Compare and tell; 0 also where trades differ, since that is a finding and no failure."""
    document = as_document(report_on(given.data_dir, given.symbol))
    if given.html is not None:
        write_text_file(given.html, as_page(document))
        if not given.quiet:
            tell(f"saved to {given.html}")
    write_out(as_json(document) if given.json else as_text(document))
    return 0


def report_on(data_dir: Path, symbol: str | None) -> ParityReport:
    """The report on what a bot recorded; errors of the tree where the record cannot be used."""
    store, state = open_record(data_dir, symbol)
    journal = volume_in(data_dir).order_journal()
    return parity_report(
        RecordedRun(
            state=state,
            candles=store.stream(CandleRecord),
            signals=store.stream(SignalEvent),
            telling=store.signals_that_tell_config(),
            trades=store.stream(Trade),
            orders=[line for line in journal.lines() if line.symbol == state.symbol],
        )
    )
