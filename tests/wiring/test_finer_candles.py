"""What is kept of the inside of candles reaches the gate, from the store that downloads fill."""

from datetime import UTC, datetime, timedelta

import pytest
import structlog

from bot.domain import DecisionPolicy, KeptStretch, StrategyConfig
from bot.optimizer import Conditions, Judge
from bot.portfolio.optimizing import OptimizedAsset, PortfolioOptimizer, SearchPlan
from bot.settings import Settings
from bot.wiring.optimizing import portfolio_optimizer
from bot.wiring.optimizing.finer import finer_candles
from bot.wiring.process import portfolio_of
from bot.wiring.sources import candle_store
from bot.wiring.state import volume
from tests.support.inside import hours_of_jumps, hours_of_trends

LOG = structlog.get_logger()
JUMPS, MINUTES = hours_of_jumps()
TRENDS, QUARTERS = hours_of_trends()
PLAN = SearchPlan(judge=Judge(), n_trials=40, seed=3, diagnostics=False)


def settings_for(folder, **more):
    values = {"DATA_DIR": str(folder), "DATA_SOURCE": "exchange", "LOG_LEVEL": "ERROR", **more}
    return Settings.load(values, dotenv=None)


def kept_of(settings):
    return finer_candles(settings, portfolio_of(settings).assets[0])


def keep(settings, timeframe, frame, *, source=None):
    step = frame.index[1] - frame.index[0]
    stretch = KeptStretch(
        start=frame.index[0].to_pydatetime(),
        end=(frame.index[-1] + step).to_pydatetime(),
        candles=frame,
    )
    name = source or settings.exchange_name
    candle_store(settings, name, "BTC/USDT", timeframe).keep(stretch)


def optimized(settings, candles, champion):
    asset = OptimizedAsset(
        symbol="BTC/USDT",
        champion=lambda: volume(settings).configs.read("BTC/USDT", champion).config,
        candles=lambda config: candles,
        conditions=lambda: Conditions(policy=DecisionPolicy()),
        finer=kept_of(settings),
    )
    now = datetime(2026, 1, 1, tzinfo=UTC)
    (outcome,) = PortfolioOptimizer([asset], volume(settings), LOG, lambda: now).run(PLAN)
    return outcome


def test_a_challenger_whose_gain_lives_inside_the_candle_is_refused_where_minutes_are_kept(
    tmp_path,
):
    settings, free = settings_for(tmp_path), StrategyConfig(fee_pct=0.0, slippage_pct=0.0)
    asked = optimized(settings, JUMPS, free)
    assert "run python tools/download_candles.py --symbol BTC/USDT --timeframe 1m" in asked.reason
    assert asked.record["gate"]["looks_spent"] == 0
    keep(settings, "1m", MINUTES)
    outcome = optimized(settings, JUMPS, free)
    assert outcome.reason.startswith("refused: its gain lives inside the candle: over 700 candles")
    assert not outcome.promoted
    gate = outcome.record["gate"]
    assert gate["looks_spent"] == 1
    assert gate["inside_candles"]["timeframe"] == "1m"
    assert gate["inside_candles"]["return_pct"] < gate["examination"]["return_pct"] - 20.0


def test_a_planted_edge_is_promoted_with_finer_candles_that_confirm_it(tmp_path):
    settings = settings_for(tmp_path)
    keep(settings, "15m", QUARTERS)
    outcome = optimized(settings, TRENDS, StrategyConfig(fee_pct=0.0002))
    assert outcome.promoted
    assert "; confirmed with 15m candles deciding inside each" in outcome.reason


def test_stretches_with_a_gap_between_are_one_frame(tmp_path):
    settings = settings_for(tmp_path)
    keep(settings, "1m", MINUTES.iloc[:100])
    keep(settings, "1m", MINUTES.iloc[200:300])
    ((timeframe, frame),) = kept_of(settings).of_parts("1h")
    assert timeframe == "1m"
    assert len(frame) == 200
    assert frame.index[100] - frame.index[99] == timedelta(minutes=101)


def test_kept_candles_that_cannot_be_read_are_as_if_there_were_none(tmp_path, monkeypatch):
    """The asset is optimized without them: they are optional."""
    settings = settings_for(tmp_path)
    keep(settings, "1m", MINUTES.iloc[:100])
    keep(settings, "5m", MINUTES.iloc[:100:5])
    (part,) = (tmp_path / "candles").rglob("1m/*.parquet")
    content = part.read_bytes()
    part.unlink()
    part.mkdir()
    assert [timeframe for timeframe, _ in kept_of(settings).of_parts("1h")] == ["5m"]
    part.rmdir()
    part.write_bytes(content)
    assert [timeframe for timeframe, _ in kept_of(settings).of_parts("1h")] == ["1m", "5m"]


@pytest.mark.parametrize("source", ["csv", "synthetic", "replay"])
def test_a_source_that_keeps_nothing_has_no_finer_candles(tmp_path, source):
    settings = settings_for(tmp_path, DATA_SOURCE=source, CANDLES_CSV=str(tmp_path / "own.csv"))
    keep(settings, "1m", MINUTES.iloc[:100])
    finer = kept_of(settings)
    assert list(finer.of_parts("1h")) == []
    assert finer.downloads is None


def test_what_yahoo_gave_is_read_and_nothing_downloads_more_of_it(tmp_path):
    settings = settings_for(tmp_path, DATA_SOURCE="yahoo")
    keep(settings, "5m", MINUTES.iloc[::5], source="yahoo")
    finer = kept_of(settings)
    assert [timeframe for timeframe, _ in finer.of_parts("1h")] == ["5m"]
    assert finer.downloads is None


def test_every_asset_of_the_optimizer_has_what_is_kept_of_it(tmp_path):
    settings = settings_for(tmp_path)
    (asset,) = portfolio_optimizer(settings, LOG).assets
    assert asset.finer.downloads == "BTC/USDT"
    assert list(asset.finer.of_parts("1h")) == []
