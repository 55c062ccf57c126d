"""The study of gating on real candles: who knew what when, what was traded, what its page says."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bot.backtesting import Backtester
from bot.command_line import run_program
from bot.domain import DecisionPolicy, StrategyConfig
from bot.domain.errors import DataError
from bot.optimizer import random_search_optimize
from bot.programs.honesty.series import joined_series, reverting, trending
from docs.studies.gating import choices, procedures, program, quarters, series, tables, trading
from docs.studies.gating.choices import Look, Search, Step
from docs.studies.gating.procedures import Procedure, Task
from tests.support.candles import candles_frame, random_walk

DEFAULT = StrategyConfig(symbol="BTC/USDT")
CHEAP = replace(DEFAULT, fee_pct=0.0002, slippage_pct=0.0, risk_per_trade_pct=0.05)
WALK = random_walk(7_000, seed=3)
"""From January 2024: 2,184 hours to April, 2,184 to July, 2,208 to October, 424 in the last."""
QUARTERS = quarters.traded_quarters(WALK)


def test_quarters_are_those_of_the_calendar_and_begin_when_enough_is_known():
    assert [quarter.name for quarter in QUARTERS] == ["2024 Q2", "2024 Q3", "2024 Q4"]
    assert [(quarter.start, quarter.end) for quarter in QUARTERS] == [
        (2_184, 4_368),
        (4_368, 6_576),
        (6_576, 7_000),
    ]
    assert WALK.index[2_184] == pd.Timestamp("2024-04-01", tz="UTC")


def test_missing_candles_move_no_edge():
    gap = WALK.drop(WALK.index[2_180:2_200])
    first = quarters.traded_quarters(gap)[0]
    assert gap.index[first.start] == WALK.index[2_200]
    assert gap.index[first.end] == WALK.index[4_368]


def test_what_is_known_ends_before_the_quarter():
    known = QUARTERS[1].known(WALK, 2_000)
    assert (len(known), known.index[-1]) == (2_000, WALK.index[4_367])
    assert len(QUARTERS[1].known(WALK, None)) == 4_368
    assert len(QUARTERS[1].known(WALK, 8_760)) == 4_368


def test_too_few_candles_are_one_sentence():
    with pytest.raises(DataError, match="need a quarter after 2,000 candles, were 1,500"):
        quarters.traded_quarters(WALK.iloc[:1_500])


def test_never_changing_is_a_plain_backtest_of_the_quarter():
    still = candles_frame([[100.0] * 4] * 2_184)  # a history in which nobody trades
    candles = candles_frame(np.concatenate([still.to_numpy(), WALK.to_numpy()[:2_184]]).tolist())
    plain = Backtester(DEFAULT, DecisionPolicy()).run(candles)
    assert len(plain.trade_records) > 10

    (quarter,) = quarters.traded_quarters(candles)
    run = trading.traded(candles, [quarter], [DEFAULT])

    assert run.metrics.total_trades == len(plain.trade_records)
    assert run.metrics.total_pnl == pytest.approx(plain.total_pnl)
    assert run.metrics.max_drawdown_pct == pytest.approx(plain.max_drawdown_pct)


def test_each_quarter_goes_on_with_what_the_one_before_has_left():
    whole = trading.traded(WALK, QUARTERS, [DEFAULT] * 3)
    alone = [trading.traded(WALK, [quarter], [DEFAULT]) for quarter in QUARTERS]
    growth = np.prod([1.0 + run.metrics.total_pnl_pct / 100.0 for run in alone])
    assert whole.metrics.total_pnl_pct == pytest.approx((growth - 1.0) * 100.0)
    assert whole.quarters_pct == pytest.approx([run.metrics.total_pnl_pct for run in alone])
    assert whole.metrics.total_trades == sum(run.metrics.total_trades for run in alone)


def test_at_rest_nothing_is_earned():
    run = trading.traded(WALK, QUARTERS, [None, DEFAULT, None])
    assert (run.quarters_pct[0], run.quarters_pct[2]) == (0.0, 0.0)
    assert run.metrics.total_pnl_pct == pytest.approx(run.quarters_pct[1])


def test_holding_buys_the_first_open_and_counts_the_way_down_from_the_peak():
    closes = WALK["close"].iloc[2_184:]
    run = trading.held(WALK, QUARTERS)
    first = WALK["open"].iloc[2_184]
    assert run.metrics.total_pnl_pct == pytest.approx((closes.iloc[-1] / first - 1.0) * 100.0)
    fall = 1.0 - closes / np.maximum(closes.cummax(), first)
    assert run.metrics.max_drawdown_pct == pytest.approx(fall.max() * 100.0)
    assert run.quarters_pct[1] == pytest.approx(
        (WALK["close"].iloc[6_575] / WALK["close"].iloc[4_367] - 1.0) * 100.0
    )


def search(champion=DEFAULT, *, window=2_000, n_trials=5, seed=1):
    return Search(champion=champion, window=window, n_trials=n_trials, seed=seed)


def test_the_best_trial_is_that_of_a_search_on_the_candles_before():
    (first, second, _) = choices.best_trials(WALK, QUARTERS, search())
    for choice, end, seed in ((first, 2_184, 1_000), (second, 4_368, 1_010)):
        known = WALK.iloc[end - 2_000 : end]
        assert choice.config == random_search_optimize(known, DEFAULT, 5, seed=seed).best_config


def test_nothing_after_a_quarter_changes_what_was_chosen_or_traded_in_it():
    other = WALK.copy()
    other.iloc[4_368:, :4] *= 1.5
    seen, seen_too = (
        procedures.searched_runs(candles, QUARTERS, search()) for candles in (WALK, other)
    )
    for run, same in zip(seen, seen_too, strict=True):
        assert run.traded.quarters_pct[0] == same.traded.quarters_pct[0]
        assert run.choices[:2] == same.choices[:2]
    best, best_too = (runs[0].traded.quarters_pct[1] for runs in (seen, seen_too))
    assert best != best_too


def test_what_passes_the_gate_is_traded_and_watched_until_it_is_rolled_back():
    edge = trending(2_200, np.random.default_rng(1), 0.35)
    turned = joined_series(edge, reverting(6_600, np.random.default_rng(3), 3.0))
    found = quarters.traded_quarters(turned)
    runs = {
        run.procedure: run
        for run in procedures.searched_runs(turned, found, search(CHEAP, window=None, n_trials=40))
    }
    gated = runs[Procedure.GATED]
    first, second, *_ = gated.choices
    assert (first.step, second.step) == (Step.PROMOTED, Step.ROLLED_BACK)
    assert first.look == Look(is_better=True, earns=True)
    assert (second.look, second.config) == (None, CHEAP)
    assert runs[Procedure.RESTING].traded.quarters_pct[0] == gated.traded.quarters_pct[0] != 0.0
    assert runs[Procedure.RESTING].traded.quarters_pct[1] == 0.0 != gated.traded.quarters_pct[1]


def test_a_default_that_loses_is_disproven_and_who_stands_aside_trades_nothing_from_then_on():
    runs = procedures.searched_runs(WALK, QUARTERS, search(n_trials=20))
    by_name = {run.procedure: run for run in runs}
    gated, aside = by_name[Procedure.GATED], by_name[Procedure.ASIDE]
    assert [choice.is_disproven for choice in gated.choices] == [False, True, True]
    on = gated.traded.quarters_pct
    assert aside.traded.quarters_pct == (on[0], 0.0, 0.0)
    rest = ((1.0 + on[1] / 100.0) * (1.0 + on[2] / 100.0) - 1.0) * 100.0
    others = [
        replace(run, window=window)
        for run in runs
        for window in procedures.WINDOWS
        if window != run.window
    ]
    table = list(tables.aside_table({"X": QUARTERS}, {"X": [*runs, *others]}))
    assert table[2] == f"| X | 2,000 | 1 of 1 | 2024 Q3 | {rest:.1f} % | 0.0 % |"


def test_the_looks_of_earlier_quarters_are_not_renewed(monkeypatch):
    spent = []
    run = choices.PortfolioOptimizer.run

    def recorded(optimizer, plan):
        outcomes = run(optimizer, plan)
        spent.append(outcomes[0].record["gate"]["looks_spent"])
        return outcomes

    monkeypatch.setattr(choices.PortfolioOptimizer, "run", recorded)
    choices.optimized(WALK, QUARTERS, search(), gate=True)
    assert spent == [1, 2, 3]


def test_series_are_the_hourly_files_of_cryptocurrencies(tmp_path):
    crypto = tmp_path / "ohlcv" / "crypto"
    crypto.mkdir(parents=True)
    for name in ("a_BTCUSDT_1h_2020.csv", "a_ETHBTC_1h.csv", "a_BTCUSDT_1d.csv"):
        (crypto / name).touch()
    found = series.hourly_series(tmp_path)
    assert [one.symbol for one in found] == ["BTC/USDT", "ETHBTC"]


def test_a_folder_without_series_is_one_sentence(tmp_path, capsys):
    code = run_program("gating", program.main, ["--real-data", str(tmp_path)])
    assert code == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert "set REAL_DATA_DIR or --real-data" in line


def test_a_spread_tells_the_median_the_ends_and_how_many_have_a_value():
    run = trading.traded(WALK, QUARTERS, [DEFAULT] * 3)
    metrics = run.metrics
    runs = [
        procedures.Run(
            procedure=Procedure.BEST,
            window=2_000,
            traded=replace(run, metrics=metrics._replace(total_pnl_pct=earned, sharpe_ratio=ratio)),
        )
        for earned, ratio in ((3.0, 0.5), (-1.0, np.nan), (2.0, 0.5))
    ]
    fixed = procedures.fixed_runs(WALK, QUARTERS, series.Series(symbol="BTC/USDT", file="none"))
    table = list(tables.whole_table([*runs, *fixed, *_others(run)]))
    (line,) = (line for line in table if "best trial | 2,000" in line)
    assert "| 2.0 % (-1.0 % to 3.0 %) |" in line
    assert "| 0.50, 2 of 3 runs |" in line


def _others(run):
    """A run for every other line of the table."""
    return [
        procedures.Run(procedure=procedure, window=window, traded=run)
        for procedure in tables.SEARCHED
        for window in procedures.WINDOWS
        if (procedure, window) != (Procedure.BEST, 2_000)
    ]


def test_page_shows_what_its_program_prints(real_data):
    """Every line that needs no search, and all seeds of one window of one series: seconds."""
    page = (Path(program.__file__).parents[1] / "gating.md").read_text()
    for one in series.hourly_series(real_data):
        for run in procedures.runs_of(Task(series=one)):
            assert tables.whole_row(run.procedure, None, [run]) in page
    shortest = [task for task in procedures.tasks_of(one) if task.window == 2_000]
    runs = [run for task in shortest for run in procedures.runs_of(task)]
    for procedure in tables.SEARCHED:
        assert tables.whole_row(procedure, 2_000, tables.of(runs, procedure, 2_000)) in page
