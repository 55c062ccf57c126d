"""A bot never decides on what has not closed, and tells what was revised after it had decided."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest
import structlog

from bot.domain import CandleRecord, SignalEvent
from bot.settings import Settings
from bot.state import FileVolume
from bot.wiring.trading import portfolio_runner
from tests.support.candles import random_walk
from tests.support.processes.binance_server import BinanceServer, even_klines

HOUR = timedelta(hours=1)
FRAME = random_walk(120, seed=5)


def write_feed(path: Path, frame: pd.DataFrame) -> None:
    frame.to_csv(path, index_label="timestamp")


def feed_bot(folder: Path):
    settings = Settings.load(
        {
            "DATA_DIR": str(folder),
            "DATA_SOURCE": "csv",
            "CANDLES_CSV": str(folder / "feed.csv"),
            "EMA_FAST": "3",
        },
        dotenv=None,
    )
    return portfolio_runner(settings, structlog.get_logger())


def state_in(folder: Path):
    state = FileVolume(folder).reader().load_state()
    assert state is not None
    return state


def of_revisions(warnings) -> list[str]:
    return [text for text in warnings if "was revised" in text]


def test_a_revised_candle_of_a_feed_is_told_with_both_values_and_the_record_stays(tmp_path):
    write_feed(tmp_path / "feed.csv", FRAME.iloc[:100])
    runner = feed_bot(tmp_path)
    runner.run_cycle()
    decided = FRAME.index[99]
    revised = FRAME.copy()
    revised.loc[decided, "high"] = 1_000_000.0
    revised.loc[decided, "close"] = 999_999.5
    write_feed(tmp_path / "feed.csv", revised.iloc[:101])
    with structlog.testing.capture_logs() as lines:
        runner = feed_bot(tmp_path)  # over a restart, too
        for _ in range(3):
            runner.run_cycle()
            (text,) = of_revisions(state_in(tmp_path).warnings)
            assert text == (
                f"the candle {decided:%Y-%m-%d %H:%M} UTC was revised after it had been decided "
                f"on: high {FRAME.high[decided]:.8g}, now 1000000; close "
                f"{FRAME.close[decided]:.8g}, now 999999.5. Nothing is undone, the next decision "
                "reads the new values"
            )
    assert len([line for line in lines if "was revised" in line.get("text", "")]) == 1
    store = FileVolume(tmp_path).reader()
    assert [r.candle.close for r in store.stream(CandleRecord)] == list(FRAME.close[99:101])
    first, second = store.stream(SignalEvent)
    assert (first.revised, second.revised) == (None, (text,))
    assert second.indicators["ema_fast"] > 100_000
    for count in range(102, 112):
        write_feed(tmp_path / "feed.csv", revised.iloc[:count])
        runner.run_cycle()
    assert [s.revised for s in store.stream(SignalEvent)][2:] == [None] * 10


def test_a_revised_candle_is_on_the_line_of_one_decision_also_over_restarts(tmp_path):
    write_feed(tmp_path / "feed.csv", FRAME.iloc[:100])
    feed_bot(tmp_path).run_cycle()
    revised = FRAME.copy()
    revised.loc[FRAME.index[99], "high"] = 1_000_000.0
    for count in range(101, 104):
        write_feed(tmp_path / "feed.csv", revised.iloc[:count])
        feed_bot(tmp_path).run_cycle()
        assert len(of_revisions(state_in(tmp_path).warnings)) == 1
    lines = [s.revised for s in FileVolume(tmp_path).reader().stream(SignalEvent)]
    assert [words is not None for words in lines] == [False, True, False, False]


PRICES = ["open", "high", "low", "close"]


@pytest.mark.parametrize("one_factor", [True, False])
def test_candles_revised_at_once_are_told_in_one_sentence_that_stays(tmp_path, one_factor):
    write_feed(tmp_path / "feed.csv", FRAME.iloc[:97])
    runner = feed_bot(tmp_path)
    for count in range(97, 101):
        write_feed(tmp_path / "feed.csv", FRAME.iloc[:count])
        runner.run_cycle()
    adjusted = FRAME.copy()
    adjusted[PRICES] *= 0.99
    if not one_factor:
        adjusted.loc[FRAME.index[98], PRICES] *= 0.9
    how = ", all prices by a factor of 0.99, as after a dividend or split" if one_factor else ""
    first, last = FRAME.index[96], FRAME.index[99]
    with structlog.testing.capture_logs() as lines:
        for count in range(101, 105):  # the first of them is still looked at, and then is not
            write_feed(tmp_path / "feed.csv", adjusted.iloc[: count if count < 104 else 109])
            runner.run_cycle()
            (text,) = [w for w in state_in(tmp_path).warnings if "revised" in w]
            assert text.startswith(
                f"4 candles from {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} UTC were revised "
                f"after they had been decided on{how}; the first of them: "
                f"open {FRAME.open[first]:.8g}, now {adjusted.open[first]:.8g}; high "
            )
    assert len([line for line in lines if "revised" in line.get("text", "")]) == 1
    revised = [s.revised for s in FileVolume(tmp_path).reader().stream(SignalEvent)]
    assert [len(words or ()) for words in revised] == [0, 0, 0, 0, 4, 0, 0, 0]


@pytest.mark.parametrize("factor", [1 + 5e-7, 1.0])
def test_volume_that_trickles_in_and_prices_that_wobble_are_no_revision(tmp_path, factor):
    write_feed(tmp_path / "feed.csv", FRAME.iloc[:100])
    runner = feed_bot(tmp_path)
    runner.run_cycle()
    later = FRAME.copy()
    later["volume"] *= 3
    later[["open", "high", "low", "close"]] *= factor
    write_feed(tmp_path / "feed.csv", later.iloc[:101])
    runner.run_cycle()
    assert of_revisions(state_in(tmp_path).warnings) == []
    assert len(FileVolume(tmp_path).reader().signals(5)) == 2


def test_a_feed_that_is_ahead_of_the_clock_is_not_decided_on(tmp_path):
    now = pd.Timestamp(datetime.now(UTC)).floor("h")
    frame = FRAME.set_index(pd.DatetimeIndex(now + HOUR * (i - 117) for i in range(120)))
    write_feed(tmp_path / "feed.csv", frame)
    runner = feed_bot(tmp_path)
    runner.run_cycle()
    assert state_in(tmp_path).timestamp <= datetime.now(UTC)
    assert any("2 of them begin after now" in text for text in state_in(tmp_path).warnings)


T0 = 1_600_000_000_000 // 3_600_000 * 3_600_000


def exchange_bot(folder: Path, server: BinanceServer):
    settings = Settings.load(
        {"DATA_DIR": str(folder), "DATA_SOURCE": "exchange", "EXCHANGE_URL": server.url},
        dotenv=None,
    )
    return portfolio_runner(settings, structlog.get_logger())


def test_a_revised_candle_of_an_exchange_is_told_and_one_that_runs_is_not_decided_on(tmp_path):
    hour = 3_600_000
    with BinanceServer(now=T0 + 400 * hour + hour // 2) as server:
        server.klines["BTCUSDT", "1h"] = even_klines(T0, 401)
        runner = exchange_bot(tmp_path, server)
        runner.run_cycle()
        decided = datetime.fromtimestamp((T0 + 399 * hour) / 1000, UTC)
        assert state_in(tmp_path).last_candle_time == decided
        server.klines["BTCUSDT", "1h"][399][2] = "98765.0"
        runner.run_cycle()
        (text,) = of_revisions(state_in(tmp_path).warnings)
        assert f"{decided:%Y-%m-%d %H:%M} UTC" in text
        assert "high " in text
        assert ", now 98765." in text
        assert state_in(tmp_path).cycle == 2


def test_a_kept_candle_that_closes_after_the_time_of_the_exchange_is_not_decided_on(tmp_path):
    """The exchange's time was wrong once, so that three candles were kept too early."""
    hour = 3_600_000
    with BinanceServer(now=T0 + 403 * hour) as server:
        server.klines["BTCUSDT", "1h"] = even_klines(T0, 403)
        exchange_bot(tmp_path / "wrong", server).run_cycle()
        shutil.copytree(tmp_path / "wrong" / "candles", tmp_path / "candles")
        server.now = T0 + 400 * hour
        exchange_bot(tmp_path, server).run_cycle()
    state = state_in(tmp_path)
    assert state.timestamp == datetime.fromtimestamp((T0 + 400 * hour) / 1000, UTC)
    assert any("are not decided on: 3, the last opens at" in text for text in state.warnings)
