"""One backtest, from the parsed flags on."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.backtesting import Backtester, BacktestResult
from bot.candles import CandleWindow
from bot.command_line import (
    ON_STDOUT,
    Dialogue,
    as_json,
    tell,
    write_json_file,
    write_out,
    write_text_file,
)
from bot.decide import earlier_candles
from bot.domain import DataSource
from bot.macro import KnownEvents
from bot.programs.backtest.detail import LoadedDetail, coarse_check_notes, load_detail
from bot.programs.backtest.plan import Plan, make_plan
from bot.programs.backtest.robustness import check_robustness
from bot.programs.backtest.told_progress import ToldProgress
from bot.programs.historical_inputs import csv_reader, events_for, load_candles, seeded
from bot.programs.window_notes import with_window_told
from bot.reports.backtest import (
    RobustnessChecks,
    checks_document,
    checks_text,
    full_document,
    text_report,
)
from bot.settings import Settings

COMMAND = "python run_backtest.py"


def run(given: argparse.Namespace, arguments: Sequence[str]) -> int:
    """Ask what no flag answers, run, show and save; `arguments` are those that were typed."""
    settings = seeded(Settings.load(os.environ), given.seed)
    if settings.unknown_names and not given.quiet:
        tell(f"nobody knows these names in .env: {', '.join(settings.unknown_names)}")
    dialogue = Dialogue(accept_defaults=given.yes)
    read_csv = csv_reader(given.date_format or settings.candles.candles_date_format)
    plan = make_plan(given, settings, dialogue, read_csv)
    progress = ToldProgress(asked=given.progress and not given.quiet, candles=plan.candles)
    needs_events = plan.policy.macro_enabled or given.ablate
    events = events_for(plan.candles, settings, given.macro_events, macro_enabled=needs_events)
    window = load_candles(
        plan.candles,
        settings,
        read_csv,
        earlier=earlier_candles(plan.config, plan.candles.source),
    )
    progress.candles_read(len(window))
    asks_lookback = given.lookback is not None or dialogue.has_asked
    window = with_window_told(window, plan.candles, asks_lookback=asks_lookback)
    finer = None
    if plan.finer is not None:
        finer = load_detail(plan.finer, window, plan.config.timeframe, settings, read_csv)
        plan = replace(plan, notes=(*plan.notes, *finer.warnings, *_coarse_notes(given, plan)))
    result = backtest(plan, window, events, finer)
    progress.backtested()

    def again(plan: Plan, candles: CandleWindow) -> BacktestResult:
        # what is inside other candles, nobody knows
        return backtest(plan, candles, events, finer if candles is window else None)

    checks = check_robustness(
        given,
        plan,
        window,
        result,
        again,
        search=settings.optimizer,
        events=events.events,
    )
    _show(given, plan, result, events, finer, checks)
    progress.written()
    if not given.quiet:
        _tell_the_rest(plan, dialogue, arguments, on_stdout=given.json == ON_STDOUT)
    return 0


def _coarse_notes(given: argparse.Namespace, plan: Plan) -> tuple[str, ...]:
    asked = {"--stress": given.stress, "--walk-forward": given.walk_forward}
    return coarse_check_notes([f for f, on in asked.items() if on], plan.config.timeframe)


def _show(
    given: argparse.Namespace,
    plan: Plan,
    result: BacktestResult,
    events: KnownEvents,
    finer: LoadedDetail | None,
    checks: RobustnessChecks,
) -> None:
    on_stdout, words = given.json == ON_STDOUT, checks_text(checks, result)
    document: dict[str, Any] = {}
    if on_stdout or plan.save_to is not None or plan.report_to is not None:
        document = as_document(plan, result, events, finer, full_equity=given.full_equity)
        document.update(checks_document(checks))
        _save(plan, result, document, words)
    write_out(as_json(document) if on_stdout else as_text(plan, result, events, finer) + words)


def _save(plan: Plan, result: BacktestResult, document: dict[str, Any], checks: str) -> None:
    if plan.save_to is not None:
        write_json_file(plan.save_to, document)
    if plan.report_to is not None:
        from bot.reports.backtest_page import html_report

        write_text_file(plan.report_to, html_report(result, document, checks=checks))


def backtest(
    plan: Plan, window: CandleWindow, events: KnownEvents, finer: LoadedDetail | None
) -> BacktestResult:
    """The backtest of a plan; what is to be told about it is among the candles' warnings.

    Only invented candles may know events without a date.
    """
    invented = plan.candles.source is DataSource.SYNTHETIC
    annotated = window.candles.copy(deep=False)
    annotated.attrs["warnings"] = [
        *window.candles.attrs.get("warnings", ()),
        *plan.notes,
        *events.warnings(plan.config.symbol, count_undated=invented),
    ]
    tester = Backtester(
        plan.config,
        plan.policy,
        initial_balance=plan.balance,
        events=events.events,
        asset_type=plan.asset_type,
        periods_per_year=plan.stated_periods,
        count_undated=invented,
        blackout=plan.blackout,
    )
    detail = None if finer is None else finer.detail
    return tester.run(annotated, warm_up=window.warm_up, detail=detail)


def as_document(
    plan: Plan,
    result: BacktestResult,
    events: KnownEvents,
    finer: LoadedDetail | None,
    *,
    full_equity: bool,
) -> dict[str, Any]:
    """The full document; its `data` says the source and the events as well, `detail` its source."""
    document = full_document(result, full_equity=full_equity)
    document["data"]["source"] = plan.candles.described
    document["data"]["macro_events"] = len(events.events)
    if finer is not None:
        document["detail"] = {
            "timeframe": finer.timeframe,
            "source": finer.source,
            **document["detail"],
        }
    return document


def as_text(
    plan: Plan, result: BacktestResult, events: KnownEvents, finer: LoadedDetail | None
) -> str:
    """The result for people."""
    return text_report(
        result,
        source=plan.candles.described,
        events=len(events.events),
        finer="" if finer is None else finer.described,
    )


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
