"""The figures as a trader reads them."""

from dataclasses import replace

import numpy as np
import pytest

from bot.optimizer.validation import regime_table
from bot.optimizer.validation.overfitting import probability_of_backtest_overfitting
from bot.optimizer.validation.stability import Neighbourhood, parameter_stability
from bot.optimizer.validation.words import (
    backtest_length_words,
    luck_words,
    overfitting_words,
    regime_words,
    stability_words,
    track_record_words,
)


@pytest.fixture
def chance() -> np.random.Generator:
    return np.random.default_rng(2)


def test_luck() -> None:
    assert luck_words(sharpe=2.1, luck=1.9, deflated=0.61, n_trials=5000) == (
        "The best of 5,000 configs would show a Sharpe ratio of 1.9 by luck alone; this one has "
        "2.1: 61 % sure that it is better than luck."
    )
    alike = luck_words(sharpe=9.0, luck=1.2, deflated=1.0, n_trials=5000, effective_trials=320.4)
    assert alike.startswith("The best of 5,000 configs (as alike as 320 independent ones) would")
    assert alike.endswith("over 99 % sure that it is better than luck.")
    one = luck_words(sharpe=9.0, luck=1.2, deflated=1.0, n_trials=2, effective_trials=1.0)
    assert one.startswith("The best of 2 configs (all alike) would")
    none = luck_words(sharpe=-1.0, luck=1.2, deflated=0.0, n_trials=1, effective_trials=1.0)
    assert none.startswith("The best of 1 config would")
    assert "less than 1 % sure" in none


def test_overfitting(chance):
    noise = chance.normal(0.0, 0.01, (200, 20))
    coin = probability_of_backtest_overfitting(noise, 4)
    told = overfitting_words(coin)
    assert f"In {coin.probability * 100:.0f} of 100 ways to cut the candles in halves" in told
    good = noise.copy()
    good[:, 3] += 0.01
    assert overfitting_words(probability_of_backtest_overfitting(good, 4)) == (
        "In 0 of 100 ways to cut the candles in halves, the best config of one half was in the "
        "worse half of all configs on the other, and in 0 of 100 it lost money there: choosing by "
        "the past is worth something here."
    )
    losing = good - 0.02
    assert overfitting_words(probability_of_backtest_overfitting(losing, 4)).endswith(
        "choosing by the past helps, and what it chooses loses all the same."
    )
    same = np.repeat(noise[:, :1], 3, axis=1)
    assert overfitting_words(probability_of_backtest_overfitting(same, 4)).endswith(
        "choosing by the past is no better than a coin."
    )


def test_backtest_length() -> None:
    assert backtest_length_words(years=1.5, sharpe=1.0, deflated=0.99, n_trials=45) == (
        "With 45 configs tried, a Sharpe ratio of 1.0 means something from 5.0 years of candles "
        "on; these span 1.5 years: luck alone could explain it, they bear 5 configs."
    )
    assert backtest_length_words(years=0.5, sharpe=4.0, deflated=0.99, n_trials=45) == (
        "With 45 configs tried, a Sharpe ratio of 4.0 means something from 114 days of candles on; "
        "these span 182 days: enough."
    )
    short = backtest_length_words(years=1 / 365, sharpe=200.0, deflated=0.99, n_trials=45)
    assert "from less than a day of candles on; these span 1 day: enough." in short
    fewer = backtest_length_words(
        years=2.0, sharpe=1.0, deflated=0.99, n_trials=5000, effective_trials=45
    )
    assert "With 5,000 configs (as alike as 45 independent ones) tried" in fewer
    assert "from 5.0 years" in fewer


def test_track_record() -> None:
    assert track_record_words(candles=2000, needed=3400.4, deflated=0.99) == (
        "To be 95 % sure that a Sharpe ratio like this is above 0 takes 3,400 candles; there are "
        "2,000: too few."
    )
    assert track_record_words(candles=4000, needed=3400.4, deflated=0.99).endswith("4,000: enough.")


def test_no_length_is_said_to_be_enough_beside_a_best_of_many_that_luck_explains():
    best = {"sharpe": 4.0, "deflated": 0.004, "n_trials": 45}
    assert "less than 1 % sure that it is better than luck" in luck_words(luck=4.4, **best)
    for deflated in (0.004, 0.94, None):
        assert "enough." not in track_record_words(candles=4000, needed=9.0, deflated=deflated)
        told = backtest_length_words(**{**best, "years": 0.5, "deflated": deflated})
        assert "enough." not in told
        assert told.endswith(
            "long enough to tell, and what they tell is the first sentence: luck may be all."
        )


@pytest.mark.parametrize(
    ("width", "end"),
    [
        (0.3, "it stands on a plateau, small changes do little harm."),
        (0.08, "it stands on a slope, small changes cost a good part of it."),
        (0.001, "it is a lonely peak, which luck makes and the future seldom repeats."),
    ],
)
def test_stability(chance, width, end):
    points = chance.uniform(0, 1, (900, 2))
    points[0] = 0.5
    found = parameter_stability(points, np.exp(-(((points - 0.5) / width) ** 2).sum(axis=1)))
    told = stability_words(found)
    assert told.startswith(f"The 30 configs most like the best one keep {found.kept:.0%}"[:-1])
    assert told.endswith(end)


def test_a_lead_that_the_neighbours_keep_by_chance_is_told_as_such(chance):
    scores = chance.normal(0.0, 1.0, 20)
    found = parameter_stability(np.linspace(0.0, 1.0, 20).reshape(-1, 1), scores)
    by_chance = replace(found, kept=0.5, noise=0.6, neighbourhood=Neighbourhood.PEAK)
    assert stability_words(by_chance) == (
        "The 8 configs most like the best one keep 50 % of its lead, no more than chance does: it "
        "is a lonely peak, which luck makes and the future seldom repeats."
    )
    falling = replace(by_chance, kept=0.1)
    assert "keep 10 % of its lead: it is a lonely peak" in stability_words(falling)


def test_regimes(chance):
    close = 100.0 * np.exp(np.cumsum(chance.normal(0.004, 0.01, 900)))
    table = regime_table(close, np.full(600, 0.0001), 8760.0)
    told = regime_words(table)
    bull = table.rows[0]
    assert f"bull {bull.return_pct:+.1f} % ({bull.market_return_pct:+.1f} %)" in told
    assert f"in {bull.candles:,} candles" in told
    assert "too early" not in told


def test_what_is_unknown_is_said_to_be_unknown() -> None:
    sentences = [
        luck_words(sharpe=None, luck=None, deflated=None, n_trials=9),
        overfitting_words(None),
        stability_words(None),
        regime_words(regime_table(close=np.ones(9), returns=np.zeros(9), periods_per_year=252.0)),
    ]
    assert all("cannot be told: " in sentence for sentence in sentences)
    nothing = "No length of backtest proves skill where nothing was earned."
    assert backtest_length_words(years=2.0, sharpe=None, deflated=0.99, n_trials=9) == nothing
    assert backtest_length_words(years=2.0, sharpe=-0.5, deflated=0.99, n_trials=9) == nothing
    assert "nothing was earned for the risk" in track_record_words(
        candles=9, needed=None, deflated=0.99
    )
