"""What every store of backtests keeps to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import BacktestRequest, BacktestState, DataSource, KeptBacktest
from bot.domain.errors import ConfigError

AT = datetime(2025, 3, 1, 9, tzinfo=UTC)
REQUEST = BacktestRequest(
    symbol="BTC/USDT",
    timeframe="1h",
    source=DataSource.CSV,
    csv="sample_ohlcv.csv",
    lookback=500,
    start=AT - timedelta(days=90),
    end=AT,
    balance=12_345.5,
    config={"ema_fast": 9, "strategy": "own", "strategy_params": {"period": 20}},
    ai=False,
)
UNKNOWN = "20250301T090000000000-ffffffff"


def made(number, **changes):
    at = AT + timedelta(seconds=number)
    name = f"{at:%Y%m%dT%H%M%S%f}-{number:08x}"
    return KeptBacktest(**{"id": name, "at": at, "request": REQUEST, **changes})


def finished(kept):
    return replace(
        kept, state=BacktestState.DONE, progress=1.0, sharpe_ratio=None, trades=3, first=AT
    )


def test_a_backtest_comes_back_whole_and_the_newest_first(volume, open_volume):
    assert volume.backtests.all() == ()
    added = [made(0, note="the first"), made(1), made(2)]
    for backtest in added:
        volume.backtests.add(backtest)
    assert open_volume().backtests.all() == tuple(reversed(added))
    assert open_volume().backtests.read(added[0].id) == added[0]
    assert volume.backtests.read(UNKNOWN) is None


def test_what_changes_is_kept_over_a_restart(volume, open_volume):
    backtest = made(1)
    volume.backtests.add(backtest)

    def runs(kept):
        return replace(kept, state=BacktestState.RUNNING, progress=0.4, eta_seconds=2.5)

    assert volume.backtests.change(backtest.id, runs) == runs(backtest)
    assert open_volume().backtests.read(backtest.id) == runs(backtest)


def test_what_cannot_be_is_refused_and_changes_nothing(volume):
    backtest = made(1)
    volume.backtests.add(backtest)
    for note in ("", "two\nlines", "\x1b[31m", "x" * 201):
        with pytest.raises(ConfigError):
            volume.backtests.change(backtest.id, lambda kept, note=note: replace(kept, note=note))
    assert volume.backtests.read(backtest.id) == backtest


def test_result_and_report_are_there_once_it_is_finished(volume, open_volume):
    backtest = made(1)
    volume.backtests.add(backtest)
    assert volume.backtests.result(backtest.id) is None
    done = volume.backtests.finish(backtest.id, finished, result=b"{}\n", report=b"<!doctype html>")
    assert done == finished(backtest)
    store = open_volume().backtests
    assert (store.result(backtest.id), store.report(backtest.id)) == (b"{}\n", b"<!doctype html>")
    assert store.read(backtest.id) == done


def test_what_was_removed_leaves_nothing_and_comes_back_by_nothing(volume, open_volume):
    backtest, other = made(1), made(2)
    for each in (backtest, other):
        volume.backtests.add(each)
        volume.backtests.finish(each.id, finished, result=b"{}", report=b"page")
    assert volume.backtests.remove(backtest.id)
    store = open_volume().backtests
    assert not store.remove(backtest.id)
    assert store.change(backtest.id, finished) is None
    assert store.finish(backtest.id, finished, result=b"{}", report=b"page") is None
    assert (store.read(backtest.id), store.result(backtest.id)) == (None, None)
    assert store.report(backtest.id) is None
    assert [kept.id for kept in store.all()] == [other.id]


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "a/b", "x" * 300, UNKNOWN])
def test_what_names_no_backtest_is_none(volume, name):
    store = volume.backtests
    assert store.read(name) is None
    assert store.result(name) is None
    assert store.report(name) is None
    assert store.change(name, finished) is None
    assert not store.remove(name)
