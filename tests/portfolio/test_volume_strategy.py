"""A rule on volume trades the same in the backtest, in a trial of the optimizer and in the bot."""

import numpy as np
import pandas as pd
import pytest

from bot.backtesting import Backtester
from bot.domain import CandleRecord, DecisionPolicy, StrategyConfig, StrategyParams, Trade
from bot.optimizer import random_search_optimize
from bot.wiring.strategies import use_strategies_of
from tests.support.candles import random_walk
from tests.support.recorded_run import record_run, report_of

SURGE = '''
"""Follows a candle that trades a multiple of the usual volume; stays out where none is known."""

from dataclasses import dataclass
import numpy as np
from bot.strategy import CandleArrays, Opinions


@dataclass(frozen=True, kw_only=True)
class Surge:
    period: int = 20
    multiple: float = 1.5
    search_space = {"period": (10, 40), "multiple": (1.2, 2.5)}

    @property
    def warm_up_candles(self) -> int:
        return self.period

    def opinions(self, candles: CandleArrays) -> Opinions:
        usual = np.full(len(candles), np.nan)
        for t in range(self.period - 1, len(candles)):
            usual[t] = candles.volume[t + 1 - self.period : t + 1].mean()
        surges = candles.volume > self.multiple * usual
        side = np.where(surges, np.sign(candles.close - candles.open), 0.0)
        return Opinions(direction=side, confidence=np.abs(side) * 0.8, values={"usual": usual})
'''
CONFIG = StrategyConfig(strategy="surge", allow_short=True, exit_on_opposite_signal=True)
RULE_ALONE = DecisionPolicy(ai_enabled=False, macro_enabled=False)


def traded_volume(count: int) -> pd.DataFrame:
    """A random walk whose volume is lognormal, and in one candle of fifty unknown."""
    rng = np.random.default_rng(4)
    volume = np.exp(rng.normal(3.0, 0.6, count))
    volume[rng.random(count) < 0.02] = np.nan
    return random_walk(count, seed=8, deviation=0.01).assign(volume=volume)


FRAME = traded_volume(700)


@pytest.fixture
def data_dir(tmp_path):
    """A DATA_DIR that holds the strategy."""
    folder = tmp_path / "strategies"
    folder.mkdir()
    (folder / "surge.py").write_text(SURGE)
    use_strategies_of(tmp_path)
    yield tmp_path
    use_strategies_of(tmp_path / "nowhere")


def closed_trades(result) -> list[Trade]:
    """Those that a bot has closed as well, which leaves the last one open."""
    return [trade for trade in result.trades if trade.exit_reason != "end_of_data"]


@pytest.mark.parametrize("params", [{}, {"period": 35, "multiple": 2.0}])
def test_the_bot_trades_on_volume_as_the_backtest_does(data_dir, params):
    config = StrategyConfig(
        strategy="surge",
        strategy_params=StrategyParams(params),
        allow_short=True,
        exit_on_opposite_signal=True,
    )
    store = record_run(data_dir, FRAME, config, policy=RULE_ALONE)
    expected = closed_trades(Backtester(config, RULE_ALONE).run(FRAME))
    assert list(store.stream(Trade)) == expected
    assert len(expected) > 10
    assert not report_of(store).differences


def test_a_trial_of_the_optimizer_is_the_backtest_of_its_config(data_dir):
    found = random_search_optimize(FRAME, CONFIG, 8, seed=1, policy=RULE_ALONE, jobs=2)
    for trial in range(found.n_trials):
        metrics = Backtester(found.trials.config_at(trial), RULE_ALONE).run(FRAME).metrics
        np.testing.assert_array_equal(found.trials.metrics[trial], np.array(metrics))
        assert metrics.total_trades > 0


def test_another_volume_means_other_trades(data_dir):
    plain = Backtester(CONFIG, RULE_ALONE).run(FRAME)
    other = Backtester(CONFIG, RULE_ALONE).run(
        FRAME.assign(volume=FRAME["volume"].iloc[::-1].array)
    )
    assert closed_trades(plain) != closed_trades(other)


def test_without_volume_the_rule_stays_out_in_backtest_and_bot(data_dir):
    frame = FRAME.assign(volume=np.nan)
    store = record_run(data_dir, frame, CONFIG, policy=RULE_ALONE)
    assert Backtester(CONFIG, RULE_ALONE).run(frame).trades == ()
    assert list(store.stream(Trade)) == []
    assert all(np.isnan(record.candle.volume) for record in store.stream(CandleRecord))
    assert not report_of(store).differences
