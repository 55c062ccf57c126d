"""One grid run from a plan and its candles to the findings, its finished parts kept."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

import bot
from bot.backtesting import CandleProvenance, candle_provenance, other_hours_notes
from bot.candles import CandleArrays, CandleWindow
from bot.command_line import Meter, tell
from bot.decide import calibration_notes
from bot.domain import DataSource, guess_asset_type, guess_notes, sanitize_symbol_for_fs
from bot.domain.errors import StateError, VolumeInUse
from bot.macro import KnownEvents
from bot.optimizer import Conditions, Judge
from bot.optimizer.grid import (
    COMBINATIONS_A_PART,
    Grid,
    KeptParts,
    NothingKept,
    findings_of,
    grid_spans,
    run_grid,
)
from bot.optimizer.search import trial_threads
from bot.programs.research.plan import ResearchPlan
from bot.reports.research import ResearchRun
from bot.state.research import PartsFile
from bot.strategy import strategy_of


def run_plan(
    plan: ResearchPlan,
    grid: Grid,
    judge: Judge,
    window: CandleWindow,
    events: KnownEvents,
    *,
    resume: Path | None,
    quiet: bool,
) -> ResearchRun:
    """Run the grid, or what is left of it; KeyboardInterrupt leaves the finished parts kept.

    Raises the errors of Grid, grid_spans and PartsFile.
    """
    conditions = _conditions(plan, events)
    candles = window.candles
    arrays = CandleArrays.of(window.traded, grid.base.timeframe)
    data = candle_provenance(window.traded, arrays, grid.base.symbol, grid.base.timeframe)
    inputs = _inputs(plan, grid, conditions, _part(candles, grid), window.warm_up)
    with trial_threads(plan.jobs, None) as pool:
        spans = grid_spans(
            candles,
            grid,
            conditions,
            held_out_share=plan.held_out_share,
            pool=pool,
            warm_up=window.warm_up,
        )
        with _kept(plan, grid, inputs, resume, quiet=quiet) as kept:
            table = run_grid(
                spans, grid, judge, pool, kept=kept, progress=_GridProgress(len(grid), quiet=quiet)
            )
            findings = findings_of(candles, spans, table, conditions, judge, top=plan.top)
            if resume is None and isinstance(kept, PartsFile):
                kept.remove()
    return ResearchRun(
        conditions=conditions,
        data=data,
        searched=_part(candles.iloc[spans.start : spans.split], grid),
        held_out=_part(candles.iloc[spans.split :], grid),
        warm_up=window.warm_up,
        periods_per_year=spans.periods_per_year,
        findings=findings,
        warnings=(
            *data.warnings,
            *_hours_notes(plan, arrays, spans.periods_per_year),
            *events.warnings(plan.base.symbol, count_undated=conditions.count_undated),
            *calibration_notes(plan.policy, plan.base, data.first),
            *(f"first of the list: {note}" for best in findings.best[:1] for note in best.notes),
        ),
    )


def _hours_notes(plan: ResearchPlan, candles: CandleArrays, periods: float) -> list[str]:
    """What is to be told about the market that the candles are said to be of."""
    symbol, is_stated = plan.base.symbol, plan.stated_periods is not None
    asset_type = plan.asset_type or guess_asset_type(symbol)
    guesses = [] if plan.asset_type or is_stated else guess_notes(symbol)
    return guesses + other_hours_notes(candles.open_time, periods, asset_type, is_stated=is_stated)


def _conditions(plan: ResearchPlan, events: KnownEvents) -> Conditions:
    return Conditions(
        policy=plan.policy,
        events=events.events,
        count_undated=plan.candles.source is DataSource.SYNTHETIC,
        asset_type=plan.asset_type,
        stated_periods=plan.stated_periods,
        initial_balance=plan.balance,
        source=plan.candles.described,
        blackout=plan.blackout,
    )


def _part(candles: pd.DataFrame, grid: Grid) -> CandleProvenance:
    arrays = CandleArrays.of(candles, grid.base.timeframe)
    return candle_provenance(candles, arrays, grid.base.symbol, grid.base.timeframe)


class _GridProgress:
    """Progress in words."""

    def __init__(self, count: int, *, quiet: bool) -> None:
        self._meter = Meter(quiet=quiet or count <= COMBINATIONS_A_PART)

    def __call__(self, done: int, total: int, best: float | None) -> None:
        score = "none yet" if best is None else f"{best:.4g}"
        self._meter.show(done / total, f"{done:,} of {total:,} combinations, best {score}")


@contextmanager
def _kept(
    plan: ResearchPlan,
    grid: Grid,
    inputs: Mapping[str, str],
    resume: Path | None,
    *,
    quiet: bool,
) -> Iterator[KeptParts]:
    """Where parts are kept: the file named, one in DATA_DIR, or nowhere for a run of one part."""
    if resume is None and len(grid) <= COMBINATIONS_A_PART:
        yield NothingKept()
        return
    path = resume or _usual_file(plan, inputs)
    try:
        file = PartsFile(path, inputs)
    except StateError as error:
        if resume is not None or isinstance(error, VolumeInUse):
            raise
        tell(f"an interruption would lose what is done, since nothing can be kept: {error}")
        yield NothingKept()
        return
    with file:
        try:
            yield file
        except KeyboardInterrupt:
            if not quiet:
                tell(f"\nwhat is done is kept in {path}; the same command goes on from there")
            raise


def _usual_file(plan: ResearchPlan, inputs: Mapping[str, str]) -> Path:
    folder = plan.parts_folder
    name = f"{sanitize_symbol_for_fs(plan.base.symbol)}_{plan.base.timeframe}"
    path = folder / f"{name}_{_digest(inputs)[:12]}.parts"
    others = sorted(set(folder.glob(f"{name}_*.parts")) - {path})
    if others and not path.exists():
        tell(
            f"an unfinished run with other inputs is in {others[0]} and is left alone:"
            " remove it if nobody needs it"
        )
    return path


def _inputs(
    plan: ResearchPlan,
    grid: Grid,
    conditions: Conditions,
    data: CandleProvenance,
    warm_up: int,
) -> dict[str, str]:
    """What a part was computed from, each by its fingerprint."""
    event_texts = [repr(event) for event in conditions.events]
    return {
        "candles": f"{data.sha256[:16]} after {warm_up}" if warm_up else data.sha256[:16],
        "grid": _digest([grid.base.to_dict(), {name: grid.axis(name) for name in grid.fields}]),
        "policy": _digest(plan.policy.to_dict()),
        "macro events": _digest([event_texts, conditions.count_undated]),
        "balance": repr(plan.balance),
        "asset type": str(plan.asset_type),
        "periods a year": str(plan.stated_periods),
        "out-of-sample share": repr(plan.held_out_share),
        "strategy": str(strategy_of(grid.base).sha256),
        "blackout": repr(conditions.blackout) if conditions.blackout.is_on else "",
        "program": _program(),
    }


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def _program() -> str:
    """Differs whenever the code does: numbers of two versions are not mixed."""
    folder = Path(bot.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
