"""The checks of run_backtest.py beside its result, in text and in JSON."""

import pytest

from tests.support.backtest_program import Call, assert_refused, document

CHECKS = ("--monte-carlo", "100", "--costs-sweep", "--stress", "--ablate")


def test_each_check_has_its_key_in_the_json_and_none_comes_unasked(
    call: Call, candles_csv: str
) -> None:
    usual = document(call("--yes", "--csv", candles_csv, "--json"))
    found = document(call("--yes", "--csv", candles_csv, "--json", *CHECKS))
    assert set(found) - set(usual) == {"monte_carlo", "costs_sweep", "stress", "ablation"}
    assert {key: found[key] for key in usual} == usual
    ending = found["monte_carlo"]["block_bootstrap"]["ending_balance"]["actual"]
    assert ending == pytest.approx(usual["metrics"]["ending_balance"])
    points = {
        (point["fee_pct"], point["slippage_pct"]): point["total_pnl_pct"]
        for point in found["costs_sweep"]["points"]
    }
    assert points[0.001, 0.0005] == usual["metrics"]["total_pnl_pct"]
    assert [run["name"] for run in found["ablation"]["runs"]] == [
        "technical only",
        "+ AI",
        "+ macro",
        "+ AI + macro",
    ]
    both = found["ablation"]["runs"][3]
    assert both["total_pnl_pct"] == usual["metrics"]["total_pnl_pct"]
    assert [test["name"] for test in found["stress"]] == [
        "liquidity_crash",
        "slow_bear",
        "flash_crash",
        "volatility_spike",
    ]
    assert found["stress"][0]["worst"]["started_at"].endswith("Z")


def test_the_seed_decides_over_chance(call: Call, candles_csv: str) -> None:
    def drawn(*flags: str) -> dict:
        command = ("--yes", "--csv", candles_csv, "--json", "--monte-carlo", "100", *flags)
        return document(call(*command))["monte_carlo"]

    assert drawn("--seed", "5") == drawn("--seed", "5")
    assert drawn("--seed", "5") != drawn("--seed", "6")


def test_the_text_has_a_block_for_each(call: Call, candles_csv: str) -> None:
    done = call("--yes", "--csv", candles_csv, *CHECKS)
    assert done.code == 0, done.err
    for title in (
        "\n\nMonte Carlo: 100 runs",
        "\n\nCosts: P&L",
        "\n\nStress: P&L was",
        "\n\nAblation: the",
    ):
        assert title in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_too_few_runs_are_refused(call: Call) -> None:
    assert_refused(call("--yes", "--monte-carlo", "3"), 2, "--monte-carlo", "from 100", "was 3")


def test_walking_forward_searches_as_the_optimizer_is_set_to(
    call: Call, candles_csv: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTO_OPTIMIZE_TRIALS", "12")
    monkeypatch.setenv("AUTO_OPTIMIZE_OBJECTIVE", "pnl")
    command = ("--yes", "--csv", candles_csv, "--walk-forward", "2", "--seed", "3")
    found = document(call(*command, "--json"))["walk_forward"]
    assert (found["trials_per_fold"], found["objective"], found["seed"]) == (12, "pnl", 3)
    assert [fold["searched_candles"] for fold in found["folds"]] == [100, 200]
    assert len(found["equity"]) == 200
    done = call(*command)
    assert "\n\nWalk forward: 2 folds, each the best pnl of 12 trials" in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_too_few_candles_to_walk_forward_are_told(call: Call, candles_csv: str) -> None:
    done = call("--yes", "--csv", candles_csv, "--walk-forward", "3")
    assert_refused(done, 3, "need at least 400 candles", "were 300")
