"""python -m bot.research from its arguments to its exit code."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.command_line import as_json, tell, write_json_file, write_out, write_text_file
from bot.domain import DataSource, MarketDataClient
from bot.programs.candle_request import CandleRequest, load_candles
from bot.programs.research.flags import MAP_METRICS, ON_STDOUT, parser
from bot.programs.research.plan import ResearchPlan, make_plan, saved_to
from bot.settings import Settings
from bot.wiring.known_events import KnownEvents, load_events

if TYPE_CHECKING:
    import pandas as pd

    from bot.reports.research import ResearchRun


def main(arguments: Sequence[str]) -> int:
    """Run, show and save; errors of the tree are for run_program to tell."""
    given = parser().parse_args(arguments)
    settings = _seeded(Settings.load(os.environ), given.seed)
    if settings.unknown_names and not given.quiet:
        tell(f"nobody knows these names in .env: {', '.join(settings.unknown_names)}")
    read_csv = cache(_read_csv)
    plan = make_plan(given, settings, read_csv)
    save_to = saved_to(given, plan.candles.csv, settings)
    from bot.optimizer.grid import refuse_large_map
    from bot.programs.research.grids import (  # numba loads here, so that --help is quick
        grid_of,
        map_axes,
    )
    from bot.programs.research.run import research
    from bot.wiring import usable_strategies

    usable_strategies(settings.data_dir)
    grid = grid_of(plan)
    axes = None if given.heat_map is None else map_axes(grid, given.x, given.y)
    if axes is not None:
        refuse_large_map(*(len(grid.axis(name)) for name in axes))
    known = _known_events(plan, settings, given.macro_events)
    candles = load_candles(plan.candles, read_csv, lambda: _source(settings, plan.candles))
    run = research(plan, grid, candles, known, resume=given.resume, quiet=given.quiet)
    _write(given, run, axes, save_to)
    return 0


def _write(
    given: argparse.Namespace,
    run: "ResearchRun",
    axes: tuple[str, str] | None,
    save_to: Path | None,
) -> None:
    from bot.reports.research import (
        heat_map_page,
        research_document,
        research_table,
        research_text,
    )

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


def _known_events(plan: ResearchPlan, settings: Settings, named: Path | None) -> KnownEvents:
    if not plan.policy.macro_enabled:
        return KnownEvents()
    return load_events(settings, named, invented=plan.candles.source is DataSource.SYNTHETIC)


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
