"""A source whose candles are kept: what is asked for, and that the answer is the same."""

from datetime import datetime
from pathlib import Path

import hypothesis.strategies as st
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings

from bot.candles import clean_candles
from bot.domain import CandleStore, KeptCandles, KeptStretch
from bot.domain.errors import ExchangeUnavailable, StateError
from bot.market_data import KeepingMarketDataClient, YFinanceMarketDataClient
from bot.market_data.yahoo.download import YahooRequest
from bot.state.candles.candle_store import ParquetCandleStore
from tests.support.candles import random_walk

HOUR = pd.Timedelta(hours=1)
ALL = clean_candles(random_walk(400))


class Source:
    """The first `closed` candles of a frame, as an exchange hands them out; counts what it does."""

    def __init__(self, candles: pd.DataFrame = ALL, closed: int = 300) -> None:
        self.candles = candles
        self.closed = closed
        self.asked: list[int] = []
        self.warnings: list[str] = []

    def now(self) -> datetime:
        moment: datetime = (ALL.index[0] + self.closed * HOUR).to_pydatetime()
        return moment

    def advance(self) -> None:
        self.closed += 1

    def fetch_ohlcv(self, symbol: str, timeframe: str, limit: int) -> pd.DataFrame:
        self.asked.append(limit)
        newest = self.candles[self.candles.index + HOUR <= self.now()].iloc[-limit:]
        newest.attrs = {"warnings": list(self.warnings)}
        return clean_candles(newest, timeframe=timeframe, never_closes=True)


def keeping(source: Source, folder: Path) -> KeepingMarketDataClient:
    """As after a start of the process."""
    return KeepingMarketDataClient(
        source, lambda symbol, timeframe: ParquetCandleStore(folder, "test", symbol, timeframe)
    )


def assert_alike(source: Source, folder: Path, limit: int) -> pd.DataFrame:
    """The kept source answers like the bare one; returns the answer."""
    answer = keeping(source, folder).fetch_ohlcv("BTC/USDT", "1h", limit)
    bare = Source(source.candles, source.closed).fetch_ohlcv("BTC/USDT", "1h", limit)
    pd.testing.assert_frame_equal(answer, bare, check_freq=False)
    return answer


def test_the_second_run_asks_for_the_newest_few_only(tmp_path: Path) -> None:
    source = Source()
    assert_alike(source, tmp_path, 200)
    source.closed += 5
    assert_alike(source, tmp_path, 200)
    assert source.asked == [200, 8]


def test_a_running_process_asks_for_the_newest_few_only(tmp_path: Path) -> None:
    source = Source()
    client = keeping(source, tmp_path)
    for _ in range(3):
        client.advance()
        answer = client.fetch_ohlcv("BTC/USDT", "1h", 100)
        assert answer.index[-1] + HOUR == client.now()
        assert len(answer) == 100
    assert source.asked == [100, 4, 4]


def test_more_than_is_kept_is_fetched_whole(tmp_path: Path) -> None:
    source = Source()
    for limit in (50, 200, 60):
        assert_alike(source, tmp_path, limit)
    assert source.asked == [50, 200, 3]


def test_where_the_source_has_no_more_it_is_not_asked_for_all_again(tmp_path: Path) -> None:
    source = Source()
    for _ in range(2):
        assert len(assert_alike(source, tmp_path, 5000)) == 300
    assert source.asked == [5000, 3]


def test_a_gap_in_the_market_is_told_as_without_keeping(tmp_path: Path) -> None:
    holed = ALL[(ALL.index < ALL.index[150]) | (ALL.index >= ALL.index[160])]
    source = Source(holed)
    for _ in range(2):
        answer = assert_alike(source, tmp_path, 250)
        [told] = answer.attrs["warnings"]
        assert "10 candles" in told
        source.closed += 2


def test_what_was_repaired_is_told_again_in_the_next_run(tmp_path: Path) -> None:
    source = Source()
    source.warnings = ["repaired 1 candle"]
    for _ in range(2):
        answer = keeping(source, tmp_path).fetch_ohlcv("BTC/USDT", "1h", 100)
        assert answer.attrs["warnings"] == ["repaired 1 candle"]
        source.warnings = []


def test_prices_that_were_adjusted_anew_are_all_fetched_again_and_that_is_told(
    tmp_path: Path,
) -> None:
    source = Source()
    assert_alike(source, tmp_path, 200)
    source.candles = ALL.assign(
        **{name: ALL[name] * 0.99 for name in ("open", "high", "low", "close")}
    )
    source.closed += 1
    answer = keeping(source, tmp_path).fetch_ohlcv("BTC/USDT", "1h", 200)
    assert "differ from what the source says now" in answer.attrs["warnings"][0]
    assert answer["close"].tolist() == source.candles["close"].iloc[101:301].tolist()
    assert source.asked == [200, 4, 200]
    assert_alike(source, tmp_path, 200)


def test_damaged_candles_are_told_and_fetched_again(tmp_path: Path) -> None:
    source = Source()
    assert_alike(source, tmp_path, 200)
    [file] = tmp_path.rglob("*.parquet")
    file.write_bytes(file.read_bytes()[:-1])
    answer = keeping(source, tmp_path).fetch_ohlcv("BTC/USDT", "1h", 200)
    assert "damaged and are fetched anew" in answer.attrs["warnings"][0]
    assert source.asked == [200, 200]
    assert assert_alike(source, tmp_path, 200).attrs["warnings"] == []


def test_an_error_of_the_source_is_not_hidden_by_what_is_kept(tmp_path: Path) -> None:
    source = Source()
    assert_alike(source, tmp_path, 200)

    def fail(*_: object) -> pd.DataFrame:
        raise ExchangeUnavailable("down")

    source.fetch_ohlcv = fail  # type: ignore[method-assign]
    with pytest.raises(ExchangeUnavailable):
        keeping(source, tmp_path).fetch_ohlcv("BTC/USDT", "1h", 200)


class FullVolume:
    """A store that can neither be read nor written."""

    def load(self) -> KeptCandles:
        raise StateError("cannot read it")

    def keep(self, stretch: KeptStretch) -> None:
        raise StateError("no space left")

    def forget(self) -> None:
        raise StateError("no space left")


def test_a_volume_that_fails_is_told_and_hinders_nothing() -> None:
    def full(symbol: str, timeframe: str) -> CandleStore:
        return FullVolume()

    source = Source()
    answer = KeepingMarketDataClient(source, full).fetch_ohlcv("BTC/USDT", "1h", 50)
    assert len(answer) == 50
    assert answer.attrs["warnings"] == [
        "candles are fetched anew and not kept: cannot read it",
        "candles are fetched anew and not kept: no space left",
    ]


def test_yahoos_older_intraday_candles_stay_when_it_keeps_them_no_longer(tmp_path: Path) -> None:
    first = Source(closed=200)
    assert len(assert_alike(first, tmp_path, 5000)) == 200
    later = Source(ALL.iloc[150:], closed=260)
    answer = keeping(later, tmp_path).fetch_ohlcv("BTC/USDT", "1h", 5000)
    pd.testing.assert_frame_equal(answer, ALL.iloc[:260], check_freq=False)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    calls=st.lists(
        st.tuples(st.integers(1, 320), st.integers(0, 30), st.booleans()), min_size=1, max_size=6
    ),
    absent=st.sets(st.integers(0, 399), max_size=120),
)
@example(calls=[(16, 0, False)], absent={183, 184})
def test_whatever_was_kept_the_answer_is_the_sources_own(
    tmp_path_factory: pytest.TempPathFactory,
    calls: list[tuple[int, int, bool]],
    absent: set[int],
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    source = Source(ALL.drop(ALL.index[sorted(absent - {0, 1, 2})]), closed=200)
    client = keeping(source, folder)
    for limit, later, restarted in calls:
        source.closed += later
        client = keeping(source, folder) if restarted else client
        answer = client.fetch_ohlcv("BTC/USDT", "1h", limit)
        bare = Source(source.candles, source.closed).fetch_ohlcv("BTC/USDT", "1h", limit)
        pd.testing.assert_frame_equal(answer, bare, check_freq=False)
        assert answer.attrs["warnings"] == bare.attrs["warnings"]


def test_yahoo_behind_it_answers_alike(tmp_path: Path) -> None:
    days = clean_candles(
        random_walk(100).set_index(pd.date_range("2024-01-01", periods=100, tz="UTC"))
    )
    names = {name: name.capitalize() for name in days.columns}
    asked: list[YahooRequest] = []

    def download(request: YahooRequest) -> pd.DataFrame:
        asked.append(request)
        start = request.start
        return days[days.index >= start].rename(columns=names)

    yahoo = YFinanceMarketDataClient(
        download=download, now=lambda: (days.index[-1] + pd.Timedelta(days=1)).to_pydatetime()
    )
    for _ in range(2):
        client = KeepingMarketDataClient(
            yahoo,
            lambda symbol, timeframe: ParquetCandleStore(tmp_path, "yahoo", symbol, timeframe),
        )
        answer = client.fetch_ohlcv("ABC", "1d", 60)
        pd.testing.assert_frame_equal(answer, days.iloc[-60:], check_freq=False)
    first, second = (request.start for request in asked)
    assert second > first


def test_gaps_of_an_exchange_are_told_whatever_its_symbols_look_like(tmp_path: Path) -> None:
    source = Source(ALL[ALL.index.hour < 20])  # four hours of every day are missing

    def answered(**told: bool) -> str:
        client = KeepingMarketDataClient(
            source,
            lambda symbol, timeframe: ParquetCandleStore(tmp_path, "test", symbol, timeframe),
            **told,
        )
        return " ".join(client.fetch_ohlcv("EUR/USD", "1h", 90).attrs["warnings"])

    assert "candles missing" in answered(never_closes=True)
    assert "candles missing" not in answered()
