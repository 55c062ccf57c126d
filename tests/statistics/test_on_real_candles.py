"""Every statistic on real series equals scipy, numpy, pandas or QuantStats to nine digits."""

from collections.abc import Iterator
from itertools import groupby
from math import sqrt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import quantstats.stats as qs
from scipy import stats

from bot.backtesting import Backtester, BacktestResult
from bot.candles import infer_timeframe
from bot.domain import DecisionPolicy, ExitReason, StrategyConfig
from bot.market_data import read_candles_csv
from bot.statistics.track_record import trade_returns
from tests.support.real_data import ohlcv_files

FILES = [path for path in ohlcv_files() if path.suffix == ".csv"]
NEWEST = 2_500
POLICY = DecisionPolicy(min_confidence=0.2)


def near(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-12)


class Run:
    """A result beside its returns as pandas has them."""

    def __init__(self, path: Path) -> None:
        frame = read_candles_csv(path)
        config = StrategyConfig(
            timeframe=infer_timeframe(frame),
            ema_fast=8,
            ema_slow=21,
            stop_loss_pct=0.02,
            take_profit_pct=0.03,
            allow_short=True,
            exit_on_opposite_signal=True,
            fee_pct=0.0005,
        )
        self.frame = frame.iloc[-NEWEST:]
        self.result: BacktestResult = Backtester(config, POLICY).run(self.frame)
        self.ours = self.result.statistics
        self.periods = self.result.periods_per_year
        self.equity = pd.Series(self.result.equity, self.frame.index)
        self.returns = pd.Series(
            np.diff(np.r_[self.result.initial_balance, self.result.equity])
            / np.r_[self.result.initial_balance, self.result.equity[:-1]],
            self.frame.index,
        )
        held = np.r_[self.frame["open"].iloc[0], self.frame["close"]]
        self.held = pd.Series(held[1:] / held[:-1] - 1, self.frame.index)
        self.pnl = pd.Series([trade.pnl for trade in self.result.trades], dtype=float)


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def run(request: pytest.FixtureRequest) -> Iterator[Run]:
    return Run(request.param)


def test_there_are_twenty_series(real_data: Path) -> None:
    assert len(FILES) >= 20


def test_returns_and_their_ratios(run: Run) -> None:
    ours, returns, periods = run.ours.returns, run.returns, run.periods
    cagr = qs.cagr(returns, periods=periods)
    assert ours.total_return_pct == near(qs.comp(returns) * 100)
    assert ours.annual_return_pct == near(cagr * 100)
    assert ours.volatility_pct == near(qs.volatility(returns, periods) * 100)
    assert ours.sharpe_ratio == near(qs.sharpe(returns, periods=periods))
    assert ours.sharpe_ratio == near(run.result.sharpe_ratio)
    assert ours.sortino_ratio == near(qs.sortino(returns, periods=periods))
    curve = pd.Series(np.r_[run.result.initial_balance, run.equity])
    assert ours.calmar_ratio == near(cagr / (1 - curve / curve.cummax()).max())


def test_drawdown_with_its_times(run: Run) -> None:
    ours, equity = run.ours.drawdown, run.equity
    length = pd.Timedelta(run.result.decisions.candles.candle_ns)
    stamps = [equity.index[0], *(equity.index + length)]
    curve = pd.Series([run.result.initial_balance, *equity], stamps)
    fall = 1 - curve / curve.cummax()
    trough = fall.idxmax()
    peak = curve[:trough].max()
    after = curve[trough:]
    assert ours.max_drawdown_pct == near(fall.max() * 100)
    assert ours.max_drawdown_pct == near(run.result.max_drawdown_pct)
    assert ours.max_drawdown_pct == near(-100 * qs.max_drawdown(run.returns))
    assert ours.trough_at == trough
    assert ours.started_at == curve[:trough][curve[:trough] == peak].index[-1]
    recovered = after[after >= peak]
    assert ours.recovered_at == (recovered.index[0] if len(recovered) else None)


def test_ulcer_index_is_over_all_closes_where_quantstats_divides_by_one_less(run: Run) -> None:
    rows = len(run.returns)
    theirs = qs.ulcer_index(run.returns) * sqrt((rows - 1) / rows)
    assert run.ours.drawdown.ulcer_index_pct == near(theirs * 100)


def test_tail_risk_is_historical(run: Run) -> None:
    ours = run.ours.tail_risk
    quantile = stats.mstats.mquantiles(run.returns, 0.05, alphap=1, betap=1)[0]
    assert ours.value_at_risk_95_pct == near(-quantile * 100)
    losses = -run.returns.to_numpy()
    candidates = np.unique(np.sort(losses)[-len(losses) // 10 :])[:, None]
    excess = np.maximum(losses - candidates, 0.0).mean(axis=1)
    shortfall = (candidates[:, 0] + excess / 0.05).min()  # Rockafellar and Uryasev 2000
    assert ours.conditional_value_at_risk_95_pct == near(shortfall * 100)


def test_trades(run: Run) -> None:
    ours, pnl = run.ours.trades, run.pnl
    wins, losses = pnl[pnl > 0], -pnl[pnl < 0]
    assert ours.count == len(pnl) > 5
    assert ours.win_rate == near((pnl > 0).mean())
    assert ours.win_rate == near(run.result.win_rate)
    assert ours.profit_factor == near(wins.sum() / losses.sum())
    assert ours.profit_factor == near(run.result.profit_factor)
    rates = len(wins) / len(pnl), len(losses) / len(pnl)
    assert ours.expectancy == near(rates[0] * wins.mean() - rates[1] * losses.mean())
    assert (ours.average_win, ours.average_loss) == (near(wins.mean()), near(losses.mean()))
    assert (ours.largest_win, ours.largest_loss) == (wins.max(), losses.max())
    streaks = [(sign, len(list(run))) for sign, run in groupby(np.sign(pnl))]
    assert ours.longest_winning_streak == max((n for sign, n in streaks if sign > 0), default=0)
    assert ours.longest_losing_streak == max((n for sign, n in streaks if sign < 0), default=0)


def test_holding_times(run: Run) -> None:
    ours = run.ours.holding
    held = pd.Series([trade.exit_time - trade.entry_time for trade in run.result.trades])
    hours = held.dt.total_seconds() / 3600
    assert ours.average_hours == near(hours.mean())
    assert ours.median_hours == near(hours.median())
    assert (ours.shortest_hours, ours.longest_hours) == (near(hours.min()), near(hours.max()))


def test_exposure_turnover_and_costs(run: Run) -> None:
    ours, trades, index = run.ours.activity, run.result.trades, run.frame.index
    touched = {
        row
        for trade in trades
        for row in range(index.get_loc(trade.entry_time), index.get_loc(trade.exit_time) + 1)
    }
    assert ours.exposure_pct == near(len(touched) / len(index) * 100)
    notional = sum(t.quantity * t.entry_price + t.quantity * t.exit_price for t in trades)
    assert ours.turnover == near(notional / run.equity.mean())
    assert ours.turnover_per_year == near(ours.turnover * run.periods / len(index))
    assert ours.fees == near(sum(trade.fees for trade in trades))
    assert ours.fees == near(notional * run.result.config.fee_pct)
    assert ours.fees_pct == near(ours.fees / run.result.initial_balance * 100)
    assert ours.slippage == near(sum(_slipped(trade, run.result.config) for trade in trades))


def _slipped(trade, config: StrategyConfig) -> float:
    """What the fills of a trade lost against the prices that slippage worsened."""
    sign, slippage = trade.direction.sign, config.slippage_pct
    asked = trade.entry_price / (1 + sign * slippage)
    lost = abs(trade.entry_price - asked)
    if trade.exit_reason is not ExitReason.TAKE_PROFIT:
        lost += abs(trade.exit_price / (1 - sign * slippage) - trade.exit_price)
    return lost * trade.quantity


def test_against_buy_and_hold(run: Run) -> None:
    ours, periods = run.ours.benchmark, run.periods
    line = stats.linregress(run.held, run.returns)
    assert ours.beta == near(line.slope)
    assert ours.alpha_pct == pytest.approx(line.intercept * periods * 100, rel=1e-9, abs=1e-9)
    assert ours.buy_and_hold_pct == near(run.result.buy_and_hold_pct)
    assert ours.buy_and_hold_annual_pct == near(qs.cagr(run.held, periods=periods) * 100)
    assert ours.buy_and_hold_sharpe_ratio == near(qs.sharpe(run.held, periods=periods))
    close = np.r_[run.frame["open"].iloc[0], run.frame["close"]]
    fall = 1 - close / np.maximum.accumulate(close)
    assert ours.buy_and_hold_max_drawdown_pct == near(fall.max() * 100)


def test_information_ratio_is_annualized_where_quantstats_does_not(run: Run) -> None:
    returns, held = run.returns.tz_localize(None), run.held.tz_localize(None)
    theirs = qs.information_ratio(returns, held, prepare_returns=False)
    assert run.ours.benchmark.information_ratio == near(theirs * sqrt(run.periods))


def test_track_record(run: Run) -> None:
    ours, returns, count = run.ours.track_record, run.returns, len(run.returns)
    assert ours.skewness == near(stats.skew(returns))
    assert ours.kurtosis == near(stats.kurtosis(returns, fisher=False))
    sharpe = returns.mean() / returns.std()
    spread = _spread(returns)
    assert ours.probabilistic_sharpe_ratio == near(
        stats.norm.cdf(sharpe * sqrt(count - 1) / spread)
    )
    low, high = stats.norm.interval(0.95, sharpe, spread / sqrt(count - 1))
    assert (ours.sharpe_low, ours.sharpe_high) == (
        near(low * sqrt(run.periods)),
        near(high * sqrt(run.periods)),
    )
    assert ours.candles_needed == _needed(returns)
    by_trade = pd.Series(trade_returns(run.pnl.to_numpy(), run.result.initial_balance))
    before = run.result.initial_balance + run.pnl.cumsum().shift(fill_value=0.0)
    assert by_trade.to_numpy() == near((run.pnl / before).to_numpy())
    assert ours.trades_needed == _needed(by_trade)


def _spread(returns: pd.Series) -> float:
    sharpe = returns.mean() / returns.std()
    skew, kurtosis = stats.skew(returns), stats.kurtosis(returns, fisher=False)
    return sqrt(1 - skew * sharpe + (kurtosis - 1) / 4 * sharpe**2)


def _needed(returns: pd.Series) -> object:
    sharpe = returns.mean() / returns.std()
    if sharpe <= 0:
        return None
    return near(1 + (_spread(returns) * stats.norm.ppf(0.95) / sharpe) ** 2)
