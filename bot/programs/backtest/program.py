"""run_backtest.py from its arguments to its exit code."""

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.command_line import Dialogue, as_json, tell, write_json_file, write_out, write_text_file
from bot.domain import DataSource, MarketDataClient
from bot.programs.backtest.flags import ON_STDOUT, parser
from bot.programs.backtest.plan import Plan, make_plan
from bot.programs.backtest.robustness import check_honesty
from bot.programs.candle_request import CandleRequest, load_candles
from bot.settings import Settings
from bot.wiring.known_events import KnownEvents, load_events, undated_told

if TYPE_CHECKING:
    import pandas as pd

    from bot.backtesting import BacktestResult

COMMAND = "python run_backtest.py"


def main(arguments: Sequence[str]) -> int:
    """Ask, run, show and save; errors of the tree are for run_program to tell."""
    given = parser().parse_args(arguments)
    settings = _seeded(Settings.load(os.environ), given.seed)
    if settings.unknown_names and not given.quiet:
        tell(f"nobody knows these names in .env: {', '.join(settings.unknown_names)}")
    dialogue = Dialogue(accept_defaults=given.yes)
    read_csv = cache(_read_csv)
    plan = make_plan(given, settings, dialogue, read_csv)
    known = _known_events(plan, settings, given.macro_events)
    candles = load_candles(plan.candles, read_csv, lambda: _source(settings, plan.candles))
    result = run(plan, candles, known)
    checks = check_honesty(
        given,
        plan,
        candles,
        result,
        lambda plan, candles: run(plan, candles, known),
        settings=settings,
        known=known,
    )
    on_stdout = given.json == ON_STDOUT
    said = checks.text(result)
    document: dict[str, Any] = {}
    if on_stdout or plan.save_to is not None or plan.report_to is not None:
        document = as_document(plan, result, known, full_equity=given.full_equity)
        document.update(checks.to_dict())
        _save(plan, result, document, said)
    write_out(as_json(document) if on_stdout else as_text(plan, result, known) + said)
    if not given.quiet:
        _tell_the_rest(plan, dialogue, arguments, on_stdout=on_stdout)
    return 0


def _save(plan: Plan, result: "BacktestResult", document: dict[str, Any], checks: str) -> None:
    if plan.save_to is not None:
        write_json_file(plan.save_to, document)
    if plan.report_to is not None:
        from bot.reports.backtest_page import html_report

        write_text_file(plan.report_to, html_report(result, document, checks=checks))


def _known_events(plan: Plan, settings: Settings, named: Path | None) -> KnownEvents:
    if not plan.policy.macro_enabled:
        return KnownEvents()
    return load_events(settings, named, invented=plan.candles.source is DataSource.SYNTHETIC)


def run(plan: Plan, candles: "pd.DataFrame", known: KnownEvents) -> "BacktestResult":
    """The backtest of a plan; what is to be told about it is among the candles' warnings.

    Only invented candles may know events without a date.
    """
    from bot.backtesting import Backtester

    invented = plan.candles.source is DataSource.SYNTHETIC
    undated = 0 if invented else known.undated(plan.config.symbol)
    told = candles.copy(deep=False)
    told.attrs["warnings"] = [
        *candles.attrs.get("warnings", ()),
        *plan.notes,
        *known.problems,
        *([undated_told(undated)] if undated else ()),
    ]
    tester = Backtester(
        plan.config,
        plan.policy,
        initial_balance=plan.balance,
        events=known.events,
        asset_type=plan.asset_type,
        count_undated=invented,
    )
    return tester.run(told)


def as_document(
    plan: Plan, result: "BacktestResult", known: KnownEvents, *, full_equity: bool
) -> dict[str, Any]:
    """The full document; its `data` says the source and the events as well."""
    from bot.reports.backtest import full_document

    document = full_document(result, full_equity=full_equity)
    document["data"]["source"] = plan.candles.described
    document["data"]["macro_events"] = len(known.events)
    return document


def as_text(plan: Plan, result: "BacktestResult", known: KnownEvents) -> str:
    """The result for people."""
    from bot.reports.backtest import text_report

    return text_report(result, source=plan.candles.described, events=len(known.events))


def _tell_the_rest(
    plan: Plan, dialogue: Dialogue, arguments: Sequence[str], *, on_stdout: bool
) -> None:
    if plan.save_to is not None:
        tell(f"saved to {plan.save_to}")
    if plan.report_to is not None:
        tell(f"report written to {plan.report_to}")
    if dialogue.has_asked:
        again = f"The same without questions:\n  {dialogue.equivalent_command(COMMAND, arguments)}"
        if on_stdout:
            tell(again)
        else:
            write_out(f"\n{again}\n")


def _seeded(settings: Settings, seed: int | None) -> Settings:
    """The settings with the flag's seed over SYNTHETIC_SEED."""
    if seed is None:
        return settings
    return replace(settings, candles=replace(settings.candles, synthetic_seed=seed))


def _source(settings: Settings, request: CandleRequest) -> MarketDataClient:
    from bot import wiring

    return wiring.candle_source(
        settings,
        request.source,
        symbol=request.symbol,
        timeframe=request.timeframe,
        exchange=wiring.exchange_of(settings),
        history=request.lookback or 0,
    )


def _read_csv(file: Path) -> "pd.DataFrame":
    from bot.market_data import read_candles_csv

    return read_candles_csv(file)
