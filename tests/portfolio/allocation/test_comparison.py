"""The ways compared on days that their weights have not seen."""

import numpy as np
import pytest

from bot.portfolio.allocation.comparison import compare_schemes, held_returns
from bot.portfolio.allocation.daily_returns import CommonDays, DailyValues
from bot.portfolio.allocation.schemes import Scheme
from bot.portfolio.allocation.study import study_allocation
from bot.portfolio.allocation_terms import AllocationTerms
from bot.portfolio.weight_limits import WeightLimits
from bot.reports.optimizer.allocation import (
    allocation_document,
    allocation_text,
    verdict_words,
)
from tests.support.small_volume import NOON

TERMS = AllocationTerms()


def days_of(returns):
    symbols = tuple("ABCDEF"[: returns.shape[1]])
    return CommonDays(symbols=symbols, first_day=19_000, returns=returns)


def noise(*deviations, mean=0.0, days=200, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(days, len(deviations))) * np.array(deviations) + mean


def account(symbol, values, first_day=19_000):
    return DailyValues(symbol=symbol, first_day=first_day, values=np.asarray(values, float))


def walk(symbol, days=200, seed=0, **options):
    growth = np.cumprod(1 + np.random.default_rng(seed).normal(0, 0.01, days))
    return account(symbol, growth, **options)


def test_parts_that_are_left_alone_drift_and_cash_earns_nothing():
    returns = np.array([[1.0, 0.0], [1.0, 0.0]])
    held = held_returns(np.array([0.25, 0.25]), returns)
    assert held == pytest.approx([1.25 / 1 - 1, 1.75 / 1.25 - 1])  # 0.5 cash + 0.25 x 4 + 0.25


def test_weights_of_a_fold_come_from_its_past_alone():
    returns = noise(0.01, 0.03)
    changed = returns.copy()
    changed[150:] *= 3
    before, after = (compare_schemes(days_of(r), TERMS) for r in (returns, changed))
    for one, other in zip(before.results, after.results, strict=True):
        pairs = list(zip(one.fold_weights, other.fold_weights, strict=True))
        assert [bool((a.values == b.values).all()) for a, b in pairs[:3]] == [True] * 3
    assert not np.allclose(before.results[1].weights.values, after.results[1].weights.values)


def test_the_second_half_is_held_out():
    comparison = compare_schemes(days_of(noise(0.01, 0.03)), TERMS)
    assert (comparison.held_out_row, comparison.held_out_days) == (100, 100)
    equal = comparison.results[0]
    assert len(equal.fold_weights) == 4
    assert equal.p_value is None


def test_equal_weights_earn_what_four_equal_shares_left_alone_earn():
    returns = noise(0.01, 0.03)
    equal = compare_schemes(days_of(returns), TERMS).results[0]
    expected = 1.0
    for start in (100, 125, 150, 175):
        expected *= np.prod(1 + returns[start : start + 25], axis=0).mean()
    assert equal.total_return == pytest.approx(expected - 1)


def test_a_way_that_is_plainly_better_is_named_with_its_chance():
    # One quiet account that earns, one wild that only shakes: risk parity drops the wild one.
    returns = noise(0.002, 0.06, mean=np.array([0.001, 0.0]), days=800)
    comparison = compare_schemes(days_of(returns), TERMS)
    parity = comparison.results[1]
    assert parity.scheme is Scheme.RISK_PARITY
    assert parity.is_better
    assert "Better than equal weights beyond chance on 400 held-out days" in verdict_words(
        comparison
    )
    assert "risk parity, Sharpe " in verdict_words(comparison)


def test_accounts_of_pure_chance_seldom_show_a_better_way():
    found = 0
    for seed in range(40):
        comparison = compare_schemes(days_of(noise(0.01, 0.01, 0.02, days=120, seed=seed)), TERMS)
        found += any(result.is_better for result in comparison.results)
    assert found <= 6  # 5 % of 40 is 2; more than 6 has a chance of 0.3 %


def test_the_sentence_says_when_none_was_better():
    words = verdict_words(compare_schemes(days_of(noise(0.01, 0.01)), TERMS))
    assert words.startswith("None did better than equal weights beyond chance on 100 held-out days")


def test_too_little_history_is_told_and_skipped():
    study = study_allocation([walk("A"), walk("B", seed=1), walk("C", days=60)], TERMS)
    assert study.comparison.days.symbols == ("A", "B")
    assert study.skipped["C"].startswith("need 61 days of candles, had 60")


def test_the_account_that_costs_the_others_their_common_days_is_left_out():
    late = walk("C", days=100, seed=2, first_day=19_150)
    study = study_allocation([walk("A"), late, walk("B", seed=1)], TERMS)
    assert study.comparison.days.symbols == ("A", "B")
    assert "leave fewer than 61 in common" in study.skipped["C"]


def test_a_constant_account_is_told_and_skipped():
    study = study_allocation([walk("A"), walk("B", seed=1), account("C", np.ones(200))], TERMS)
    assert study.comparison.days.symbols == ("A", "B")
    assert study.skipped["C"] == "its account never moved: there is no risk to weigh"


@pytest.mark.parametrize(
    ("accounts", "why"),
    [
        ([], "need two assets to share the capital among, no asset is left"),
        ([walk("A")], "need two assets to share the capital among, only A is left"),
        (
            [account("A", np.ones(200))],
            "need two assets to share the capital among, no asset is left",
        ),
    ],
)
def test_less_than_two_accounts_have_nothing_to_share(accounts, why):
    study = study_allocation(accounts, TERMS, {"X": "no candles"})
    assert (study.comparison, study.why_none) == (None, why)
    assert study.skipped["X"] == "no candles"
    assert allocation_document(study, NOON)["schemes"] == []
    assert f"No allocation: {why}." in allocation_text(study)


def test_limits_that_cannot_hold_once_assets_are_left_out_are_told():
    terms = AllocationTerms(limits=WeightLimits(max_weight=0.4))
    study = study_allocation([walk("A"), walk("B", seed=1)], terms)
    assert study.why_none.startswith("need max_weight of at least 1/2 = 0.5 for 2 assets")


def test_the_document_names_the_rule_the_days_and_every_way():
    document = allocation_document(study_allocation([walk("A"), walk("B", seed=1)], TERMS), NOON)
    assert [way["scheme"] for way in document["schemes"]] == [str(scheme) for scheme in Scheme]
    assert (document["days"], document["held_out_days"]) == (199, 100)
    assert (document["first_day"], document["last_day"]) == ("2022-01-09", "2022-07-26")
    assert document["schemes"][0]["weights"] == {"A": 0.5, "B": 0.5}
    assert len(document["schemes"][1]["fold_weights"]) == 4
    assert "UTC days" in document["rule"]


def test_the_table_has_a_line_a_way_and_the_sentence():
    study = study_allocation([walk("A"), walk("B", seed=1)], TERMS)
    lines = allocation_text(study).splitlines()
    assert [line.split("  ")[0] for line in lines[3:7]] == [scheme.words for scheme in Scheme]
    assert lines[-1] == verdict_words(study.comparison)
