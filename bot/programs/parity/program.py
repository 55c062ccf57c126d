"""tools/parity_report.py from its arguments to its exit code."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.command_line import (
    Parser,
    add_recorded_flags,
    as_argument,
    as_json,
    open_record,
    output_file,
    tell,
    write_out,
)
from bot.domain.errors import ConfigError

if TYPE_CHECKING:
    from bot.parity import ParityReport


def main(arguments: Sequence[str]) -> int:
    """Compare and tell; 0 also where trades differ, since that is a finding and no failure."""
    given = parser().parse_args(arguments)
    _refuse_record(given.data_dir, given.html)
    from bot.reports.parity import as_document, as_text

    report = report_on(given.data_dir, given.symbol)
    document = as_document(report)
    if given.html is not None:
        from bot.reports.parity import as_page
        from bot.state.files import replace_file

        replace_file(given.html.resolve(), as_page(document).encode())
        if not given.quiet:
            tell(f"saved to {given.html}")
    write_out(as_json(document) if given.json else as_text(document))
    return 0


def parser() -> Parser:
    """The flags."""
    flags = Parser(
        prog="tools/parity_report.py",
        description="Run the backtester over the candles that a bot recorded, and list each trade "
        "that the bot made otherwise, with the reason. Reads the folder, writes nothing to it.",
    )
    add_recorded_flags(flags)
    flags.add_argument("--json", action="store_true", help="one JSON document on stdout")
    flags.add_argument(
        "--html",
        type=as_argument(output_file),
        metavar="FILE",
        help="write the report as one page that needs no other file",
    )
    return flags


def _refuse_record(data_dir: Path, html: Path | None) -> None:
    """ConfigError where the page could replace what a bot has recorded, which is never .html."""
    page = None if html is None else html.resolve()
    if page is not None and page.suffix != ".html" and data_dir.resolve() in page.parents:
        raise ConfigError(f"need a name that ends in .html for a page in {data_dir}, was {html}")


def report_on(data_dir: Path, symbol: str | None) -> "ParityReport":
    """The report on what a bot recorded; errors of the tree where the record cannot be used."""
    from bot.domain import CandleRecord, SignalEvent, Trade
    from bot.parity import RecordedRun, parity_report

    store, state = open_record(data_dir, symbol)
    return parity_report(
        RecordedRun(
            state=state,
            candles=store.stream(CandleRecord),
            signals=store.stream(SignalEvent),
            telling=store.signals_that_tell_config(),
            trades=store.stream(Trade),
        )
    )
