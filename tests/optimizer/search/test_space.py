"""Trials are drawn from the ranges, and every draw is a valid config."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import StrategyConfig
from bot.domain.errors import ConfigError
from bot.optimizer import SearchSpace
from bot.optimizer.trials import table_of


@given(seed=st.integers(0, 2**32), overlap=st.booleans())
def test_every_draw_lies_in_its_range_and_makes_a_valid_config(seed, overlap):
    space = SearchSpace(ema_fast=(8, 60)) if overlap else SearchSpace()
    draws = space.draw(50, np.random.default_rng(seed))
    for name, column in draws._asdict().items():
        low, high = getattr(space, name)
        assert ((column >= low) & (column <= high)).all()
    for trial in range(50):
        config = table_of(draws, StrategyConfig()).config_at(trial)  # validated whole
        assert config.ema_fast < config.ema_slow


def test_both_ends_of_a_range_are_drawn():
    draws = SearchSpace().draw(5000, np.random.default_rng(0))
    assert (draws.ema_fast.min(), draws.ema_fast.max()) == (8, 30)
    assert (draws.ema_slow.min(), draws.ema_slow.max()) == (30, 100)
    assert (draws.rsi_period.min(), draws.rsi_period.max()) == (7, 30)


def test_a_trial_keeps_what_is_not_searched():
    base = StrategyConfig(symbol="ETH/USDT", fee_pct=0.002, allow_short=True)
    config = table_of(SearchSpace().draw(1, np.random.default_rng(0)), base).config_at(0)
    assert (config.symbol, config.fee_pct, config.allow_short) == ("ETH/USDT", 0.002, True)


@pytest.mark.parametrize(
    ("ranges", "words"),
    [
        ({"rsi_period": (30, 7)}, "lowest <= highest for rsi_period, was 30 and 7"),
        ({"ema_fast": (100, 120)}, "an ema_fast below an ema_slow, was 100 and 100 at best"),
        ({"rsi_oversold": (15, 70)}, "rsi_oversold < rsi_overbought"),
        ({"stop_loss_pct": (0.0, 0.1)}, "0 < stop_loss_pct < 1"),
    ],
)
def test_ranges_that_cannot_give_a_config_are_refused(ranges, words):
    with pytest.raises(ConfigError, match=words):
        SearchSpace(**ranges)
