"""An opinion switched on or off on the same candles, and whether it can be said to help."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from bot.backtesting import Backtester, BacktestResult
from bot.backtesting.robustness.ablated_runs import Ablation, ablation
from bot.domain import DecisionPolicy, Impact, MacroEvent, StrategyConfig
from bot.reports.backtest.ablation_text import ablation_lines
from bot.statistics import returns_of
from tests.support.candles import candles_frame, random_walk

WALK = random_walk(1200, seed=5, deviation=0.008)
CONFIG = StrategyConfig(stop_loss_pct=0.05, take_profit_pct=0.05, exit_on_opposite_signal=True)
GLOOM = tuple(
    MacroEvent(
        title=f"Gloom {day}",
        bias=-1.0,
        impact=Impact.CRITICAL,
        published_at=WALK.index[0].to_pydatetime() + timedelta(days=day),
    )
    for day in range(0, 50, 3)
)


def runner(frame=WALK, events: tuple[MacroEvent, ...] = GLOOM):
    def run(policy: DecisionPolicy) -> BacktestResult:
        return Backtester(CONFIG, policy, events=events).run(frame)

    return run


def test_each_run_is_the_backtest_with_those_opinions() -> None:
    run = runner()
    runs = ablation(DecisionPolicy(), run, seed=1).runs
    for ablated, (ai, macro) in zip(
        runs, [(False, False), (True, False), (False, True), (True, True)], strict=True
    ):
        alone = run(DecisionPolicy(ai_enabled=ai, macro_enabled=macro))
        assert (ablated.ai_enabled, ablated.macro_enabled) == (ai, macro)
        assert ablated.total_pnl_pct == alone.total_pnl_pct
        assert ablated.sharpe_ratio == alone.sharpe_ratio


def test_what_the_policy_says_of_the_opinions_changes_nothing() -> None:
    off = DecisionPolicy(ai_enabled=False, macro_enabled=False)
    assert ablation(off, runner(), seed=1) == ablation(DecisionPolicy(), runner(), seed=1)


def test_the_difference_is_that_of_the_returns_at_each_candle() -> None:
    run = runner()
    more = ablation(DecisionPolicy(), run, seed=1).runs[3].difference
    assert more is not None
    without = run(DecisionPolicy(ai_enabled=False, macro_enabled=False))
    both = run(DecisionPolicy())
    apart = returns_of(both.equity, 10_000.0) - returns_of(without.equity, 10_000.0)
    assert more.candles == np.count_nonzero(apart)
    assert more.mean_pct == pytest.approx(np.mean(apart) * both.periods_per_year * 100)
    assert more.low_pct is not None
    assert more.high_pct is not None
    assert more.low_pct < more.mean_pct < more.high_pct


def test_without_news_the_macro_opinion_differs_in_no_candle() -> None:
    runs = ablation(DecisionPolicy(), runner(events=()), seed=1).runs
    assert runs[2].difference is None
    assert runs[3].difference == runs[1].difference


def test_news_that_came_after_the_candles_differ_in_no_candle() -> None:
    later = MacroEvent(title="Late", bias=-1.0, published_at=datetime(2100, 1, 1, tzinfo=UTC))
    runs = ablation(DecisionPolicy(), runner(events=(later,)), seed=1).runs
    assert runs[2].difference is None


def test_chance_is_not_taken_for_help() -> None:
    """The walk has no memory: no opinion can help on it but by luck."""
    fooled = 0
    for seed in range(8):
        walk = random_walk(1200, seed=seed, deviation=0.008)
        runs = ablation(DecisionPolicy(), runner(walk), seed=seed).runs
        fooled += sum(run.difference is not None and run.difference.is_certain for run in runs)
    assert fooled <= 2


def test_a_difference_that_comes_again_and_again_is_told_from_chance() -> None:
    """A rise in which gloom closes what the technical signal holds, every day anew."""
    rising = candles_frame(
        [(price, price * 1.012, price * 0.999, price * 1.01) for price in _rise(800)]
    )
    found = ablation(DecisionPolicy(min_confidence=0.3), runner(rising, _gloom_on(rising)), seed=3)
    technical, _, macro, _ = found.runs
    more = macro.difference
    assert more is not None
    assert more.is_certain
    assert (more.mean_pct > 0.0) == (macro.total_pnl_pct > technical.total_pnl_pct)
    assert f"macro: {'helps' if more.mean_pct > 0.0 else 'harms'} on these" in _text(found)


def _text(found: Ablation) -> str:
    return " ".join(" ".join(ablation_lines(found)).split())


def _rise(count: int) -> list[float]:
    steps = 1.001 + 0.004 * np.sin(np.arange(count) / 7.0)
    return (100.0 * np.cumprod(steps)).tolist()


def _gloom_on(frame) -> tuple[MacroEvent, ...]:
    return tuple(
        MacroEvent(title=f"Gloom {n}", bias=-1.0, impact=Impact.CRITICAL, published_at=moment)
        for n, moment in enumerate(frame.index[::24].to_pydatetime())
    )


def test_the_same_seed_gives_the_same_lines_of_at_most_80_columns() -> None:
    lines = ablation_lines(ablation(DecisionPolicy(), runner(), seed=1))
    assert lines == ablation_lines(ablation(DecisionPolicy(), runner(), seed=1))
    assert max(map(len, lines)) <= 80
    assert "95 %" in " ".join(lines)


def test_wide_bounds_do_not_run_into_the_column_beside_them() -> None:
    found = ablation(DecisionPolicy(), runner(), seed=1)
    technical, with_ai = found.runs[:2]
    assert with_ai.difference is not None
    wide = replace(with_ai.difference, mean_pct=-1234.5, low_pct=-2283.23, high_pct=1739.39)
    shown = replace(found, runs=(technical, replace(with_ai, difference=wide)))
    assert ablation_lines(shown)[3].endswith(" -1,234.50 % -2,283 .. +1,739 %")
