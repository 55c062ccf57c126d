"""Every promise of the gate, counted on series of known truth, from the parsed flags on."""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pandas as pd

from bot.command_line import tell
from bot.programs.honesty.edges import EDGES
from bot.programs.honesty.luck import JudgedRun
from bot.programs.honesty.rollback import TURN_AFTER
from bot.programs.honesty.runs import (
    YEAR,
    judged_among_jumps,
    judged_at_once,
    promoted_in_a_year,
    rolled_back,
    search_and_oracle,
)
from bot.programs.honesty.series import hours_of
from bot.reports.honesty import HEAD, Promise, promise_line, promises_verdict


def run(given: argparse.Namespace) -> int:
    """Run every series and print the table; 1 where a promise is missed."""
    started = time.monotonic()
    _say(HEAD)
    with ProcessPoolExecutor(given.jobs, mp_context=get_context("spawn")) as pool:
        promises = [
            *luck_promises(pool, given),
            *jump_promises(pool, given),
            *power_promises(pool, given),
            *rollback_promises(pool, given),
        ]
    _say(
        f"\nupper: one-sided 95 % limit. {time.monotonic() - started:.0f} s on {given.jobs} cores."
    )
    _say(promises_verdict(promises))
    return 0 if all(promise.is_kept for promise in promises) else 1


def luck_promises(pool: Executor, given: argparse.Namespace) -> list[Promise]:
    """No edge anywhere, no costs: what is promoted, and what is called disproven, is luck."""
    real = _real_hours(given.real_data)
    kinds = [("geometric walks", None)] + ([] if real is None else [("bitcoin's hours", real)])
    each = _some(200, given.scale)
    promises: list[Promise] = []
    for trials in (200, 5_000):
        runs: list[JudgedRun] = []
        for name, hours in kinds:
            jobs = [(hours, trials, seed) for seed in range(each)]
            runs += _done(pool, judged_at_once, jobs)
            promoted = sum(run.promoted for run in runs[-each:])
            promises.append(_shown(Promise(what=_once(name, trials), count=promoted, tries=each)))
        both = Promise(
            what=_once("all", trials),
            count=sum(run.promoted for run in runs),
            tries=len(runs),
            at_most=0.05,
            upper_at_most=0.08 if given.scale >= 1.0 else None,
        )
        promises.append(_shown(both))
        if trials == 200:  # what is said of the champion does not depend on the trials
            promises.append(_shown(_disproven(runs)))
    seen = sum(_done(pool, promoted_in_a_year, range(_some(100, given.scale))))
    tries = _some(100, given.scale)
    year = Promise(what="promoted within a year, a run a day", count=seen, tries=tries, at_most=0.1)
    return [*promises, _shown(year)]


def _disproven(runs: Sequence[JudgedRun]) -> Promise:
    """How many of the looks called a config without an edge disproven."""
    return Promise(
        what="no edge, called disproven by a look: all",
        count=sum(run.disproven for run in runs),
        tries=sum(run.looked for run in runs),
        at_most=0.05,
    )


def jump_promises(pool: Executor, given: argparse.Namespace) -> list[Promise]:
    """No edge, but stops that fill inside jumps: what is promoted lives off that."""
    promises = []
    for jumps, costs, keeps_finer, whole in (
        (12, False, False, 200),
        (12, True, False, 200),
        (60, False, False, 200),
        (60, True, False, 200),
        (12, False, True, 100),
    ):
        tries = _some(whole, given.scale)
        jobs = [(jumps, costs, keeps_finer, seed) for seed in range(tries)]
        runs = _done(pool, judged_among_jumps, jobs)
        name = f"{jumps} jumps a candle, {'default' if costs else 'no'} costs"
        name += ", each price kept" if keeps_finer else ""
        asked, promoted = sum(run.asked for run in runs), sum(run.promoted for run in runs)
        promises += [
            Promise(what=f"{name}: asked", count=asked, tries=tries),
            Promise(what=f"{name}: promoted", count=promoted, tries=tries, at_most=0.05),
        ]
        for promise in promises[-2:]:
            _shown(promise)
    return promises


def power_promises(pool: Executor, given: argparse.Namespace) -> list[Promise]:
    """A planted edge: what the search finds beside what the oracle, which knows it, can show."""
    promises = []
    for edge in EDGES:
        tries = _some(200 if edge.sharpe == 4 else 100, given.scale)
        searches = _done(pool, search_and_oracle, [(edge.sharpe, seed) for seed in range(tries)])
        promoted = [search for search in searches if search.promoted]
        oracle = sum(search.oracle for search in searches)
        earning = sum((search.fresh_sharpe or 0.0) > 0.0 for search in promoted)
        judged = edge.sharpe == 4
        name = f"Sharpe {edge.sharpe}, {YEAR:,} candles:"
        promises += [
            Promise(what=f"{name} the oracle passes", count=oracle, tries=tries),
            Promise(
                what=f"{name} promoted",
                count=len(promoted),
                tries=tries,
                at_least=0.8 * oracle / tries if judged else None,
            ),
            Promise(
                what="  of those, positive on two fresh years",
                count=earning,
                tries=len(promoted),
                at_least=0.9 if judged else None,
            ),
        ]
        for promise in promises[-3:]:
            _shown(promise)
    return promises


def rollback_promises(pool: Executor, given: argparse.Namespace) -> list[Promise]:
    """Promoted configs, watched for a year."""
    promises = []
    for what, sharpe, turns, whole in (
        ("kept for a year: the edge stays (Sharpe 2)", 2, False, 200),
        ("kept for a year: never better than its predecessor", 0, False, 1_000),
        ("rolled back: the market turns (Sharpe 4 before)", 4, True, 200),
    ):
        tries = _some(whole, given.scale)
        days = _done(pool, rolled_back, [(sharpe, turns, seed) for seed in range(tries)])
        back = [day for day in days if day is not None]
        number = len(back) if turns else tries - len(back)
        promises.append(_shown(Promise(what=what, count=number, tries=tries, at_least=0.95)))
        if turns and back:
            after = sorted(day - TURN_AFTER / 24.0 for day in back)
            _say(f"  half of them within {after[len(after) // 2]:.0f} days of the turn")
    return promises


def _done(pool: Executor, function: Callable[[Any], Any], jobs: Iterable[Any]) -> list[Any]:
    return list(pool.map(function, jobs, chunksize=5))


def _once(name: str, trials: int) -> str:
    return f"promoted by one run, {trials:,} trials: {name}"


def _some(whole: int, scale: float) -> int:
    return max(2, round(whole * scale))


def _real_hours(folder: Path | None) -> pd.DataFrame | None:
    if folder is None or not (folder / "ohlcv").is_dir():
        tell("no real hours to resample: set REAL_DATA_DIR")
        return None
    return hours_of(folder)


def _shown(promise: Promise) -> Promise:
    _say(promise_line(promise))
    return promise


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
