"""A grid of parameters run, shown and saved, from the parsed flags on."""

import argparse
import os
from pathlib import Path

from bot.command_line import (
    ON_STDOUT,
    as_json,
    flag_names,
    tell,
    write_json_file,
    write_out,
    write_text_file,
)
from bot.decide import earlier_candles
from bot.domain import called
from bot.optimizer.grid import Grid, refuse_large_map
from bot.programs.historical_inputs import csv_reader, events_for, load_candles, seeded
from bot.programs.research.flags import MAP_METRICS
from bot.programs.research.grid_run import run_plan
from bot.programs.research.grids import grid_of, map_axes
from bot.programs.research.plan import fields_given, judge_of, make_plan, saved_to
from bot.programs.window_notes import with_window_told
from bot.reports.research import (
    ResearchRun,
    heat_map_page,
    research_document,
    research_table,
    research_text,
)
from bot.settings import Settings
from bot.wiring.strategies import use_strategies_of


def run(given: argparse.Namespace) -> int:
    """Run, show and save."""
    settings = seeded(Settings.load(os.environ), given.seed)
    if settings.unknown_names and not given.quiet:
        tell(f"nobody knows these names in .env: {', '.join(settings.unknown_names)}")
    read_csv = csv_reader(given.date_format or settings.candles.candles_date_format)
    use_strategies_of(settings.data_dir)
    with called(flag_names(fields_given(given))):
        plan = make_plan(given, settings, read_csv)
        grid = grid_of(plan)
        judge = judge_of(plan)
    save_to = saved_to(given, plan.candles.csv, settings)
    axes = _axes(given, grid)
    events = events_for(
        plan.candles, settings, given.macro_events, macro_enabled=plan.policy.macro_enabled
    )
    earlier = earlier_candles(plan.base, plan.candles.source)
    window = load_candles(plan.candles, settings, read_csv, earlier=earlier)
    window = with_window_told(window, plan.candles, asks_lookback=given.lookback is not None)
    finished = run_plan(plan, grid, judge, window, events, resume=given.resume, quiet=given.quiet)
    _write(given, finished, axes, save_to)
    return 0


def _axes(given: argparse.Namespace, grid: Grid) -> tuple[str, str] | None:
    """The fields of the heat map; None without one, ConfigError for one that is too large."""
    if given.heat_map is None:
        return None
    axes = map_axes(grid, given.x, given.y)
    refuse_large_map(*(len(grid.axis(name)) for name in axes))
    return axes


def _write(
    given: argparse.Namespace,
    run: ResearchRun,
    axes: tuple[str, str] | None,
    save_to: Path | None,
) -> None:
    document = research_document(run)
    files: list[Path] = []
    if save_to is not None:
        write_json_file(save_to, document)
        files.append(save_to)
    if given.export is not None:
        write_text_file(given.export, research_table(run))
        files.append(given.export)
    if axes is not None:
        page = heat_map_page(run, document, axes, MAP_METRICS[given.metric])
        write_text_file(given.heat_map, page)
        files.append(given.heat_map)
    write_out(as_json(document) if given.json == ON_STDOUT else research_text(document))
    if files and not given.quiet:
        tell(f"written: {', '.join(map(str, files))}")
