"""Walks in jumps: their truth, and what the gate says of them."""

from argparse import Namespace
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from bot.programs.honesty.jumps import JUMPY_VOLATILITY, jumping
from bot.programs.honesty.run import jump_promises
from tests.support.candles import assert_checked


@pytest.mark.parametrize(("jumps", "minutes"), [(12, 5), (60, 1)])
def test_a_candle_holds_one_price_and_an_hour_moves_as_much_whatever_its_jumps(jumps, minutes):
    ticks = jumping(4_000, jumps, np.random.default_rng(1))
    assert_checked(ticks)
    assert len(ticks) == 4_000 * jumps
    assert (ticks.index[1] - ticks.index[0]).total_seconds() == 60 * minutes
    assert (ticks["high"] == ticks["low"]).all()
    hourly = np.diff(np.log(ticks["close"].to_numpy()[::jumps]))
    assert hourly.std() == pytest.approx(JUMPY_VOLATILITY, rel=0.05)


def test_walks_in_jumps_are_asked_about_and_nothing_of_them_is_promoted(capsys):
    with ThreadPoolExecutor(1) as pool:
        promises = jump_promises(pool, Namespace(scale=0.01))
    shown = capsys.readouterr().out.splitlines()
    assert len(promises) == len(shown) == 10
    assert shown[0].startswith("12 jumps a candle, no costs: asked")
    assert shown[-1].startswith("12 jumps a candle, no costs, each price kept: promoted")
    asked, promoted = promises[::2], promises[1::2]
    assert [promise.count for promise in asked] == [2, 2, 2, 2, 0]
    assert [promise.count for promise in promoted] == [0, 0, 0, 0, 0]
    assert all(promise.at_most == 0.05 for promise in promoted)
