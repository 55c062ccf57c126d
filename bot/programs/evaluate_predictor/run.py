"""The AI measured, shown, and calibrated, from the parsed flags on."""

import argparse
import os
from typing import Any

from bot.backtesting import candle_provenance
from bot.candles import CandleWindow
from bot.command_line import (
    ON_STDOUT,
    as_json,
    config_overrides,
    fields_called,
    flag_names,
    tell,
    write_json_file,
    write_out,
    write_text_file,
)
from bot.decide import calibration_notes, cold_decisions, earlier_candles
from bot.domain import DataSource, called
from bot.macro import KnownEvents
from bot.programs.candle_flags import ALL
from bot.programs.evaluate_predictor.fit import calibration_document
from bot.programs.evaluate_predictor.measured import Measured, measured, outcomes
from bot.programs.evaluate_predictor.plan import EvaluationPlan, make_plan
from bot.programs.historical_inputs import csv_reader, events_for, load_candles, seeded
from bot.programs.window_notes import with_window_told
from bot.reports.predictor import Evaluation, evaluation_document, evaluation_page, evaluation_text
from bot.settings import Settings
from bot.wiring.state import volume


def run(given: argparse.Namespace) -> int:
    """Measure, show and save; keep a calibration where --fit asks for it."""
    settings = seeded(Settings.load(os.environ), given.seed)
    if settings.unknown_names and not given.quiet:
        tell(f"nobody knows these names in .env: {', '.join(settings.unknown_names)}")
    read_csv = csv_reader(given.date_format or settings.candles.candles_date_format)
    with called(flag_names(fields_called(config_overrides(given)))):
        plan = make_plan(given, settings, read_csv)
    macro = plan.policy.macro_enabled
    events = events_for(plan.candles, settings, given.macro_events, macro_enabled=macro)
    earlier = earlier_candles(plan.config, plan.candles.source)
    window = load_candles(plan.candles, settings, read_csv, earlier=earlier)
    asks_lookback = given.lookback not in (None, ALL)
    window = with_window_told(window, plan.candles, asks_lookback=asks_lookback)
    evaluation = _evaluation(plan, window, events, measured(plan, window, events.events))
    document = evaluation_document(evaluation)
    if plan.fit_name is not None:
        document["fit"] = _fitted(plan, settings, evaluation, len(events.events))
    _show(given, plan, document)
    return 0


def _evaluation(
    plan: EvaluationPlan, window: CandleWindow, events: KnownEvents, found: Measured
) -> Evaluation:
    candles, config = found.candles, plan.config
    data = candle_provenance(window.traded, candles, config.symbol, config.timeframe)
    invented = plan.candles.source is DataSource.SYNTHETIC
    return Evaluation(
        config=config,
        policy=plan.policy,
        threshold_pct=plan.threshold_pct,
        data=data,
        source=plan.candles.described,
        macro_events=len(events.events),
        candles=candles,
        predictions=found.predictions,
        probabilities=found.probabilities,
        cold=cold_decisions(config, len(candles), earlier=window.warm_up),
        horizons=found.horizons,
        forward=found.forward,
        warnings=(
            *data.warnings,
            *events.warnings(config.symbol, count_undated=invented),
            *calibration_notes(plan.policy, config, data.first),
        ),
    )


def _fitted(
    plan: EvaluationPlan, settings: Settings, evaluation: Evaluation, macro_events: int
) -> dict[str, Any]:
    """What was kept, and under which name."""
    name, candles = plan.fit_name or "", evaluation.candles
    given = outcomes(plan, evaluation.probabilities, candles, plan.fit_horizon)
    document = calibration_document(plan, given, candles, evaluation.data, macro_events)
    store = volume(settings)
    kept = store.ai_calibrations.write(name, document)
    return {"name": name, "sha256": kept.sha256, "kept_in": store.location, **document}


def _show(given: argparse.Namespace, plan: EvaluationPlan, document: dict[str, Any]) -> None:
    written = []
    if plan.save_to is not None:
        write_json_file(plan.save_to, document)
        written.append(plan.save_to)
    if plan.report_to is not None:
        write_text_file(plan.report_to, evaluation_page(document))
        written.append(plan.report_to)
    write_out(as_json(document) if given.json == ON_STDOUT else evaluation_text(document))
    if written and not given.quiet:
        tell(f"written: {', '.join(map(str, written))}")
